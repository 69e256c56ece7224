from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.message.factory import compose
from tests.pace import lengths
from tracker.message.addresses import addresses_of, domain_of, is_one_plain_address
from tracker.message.headers import decode_words, headers_of, parse_date, parse_headers, split

ONE_PLAIN = [
    "noreply@ice.dhs.gov",
    "<noreply@ice.dhs.gov>",
    "ICE Appointment Scheduler <noreply@ice.dhs.gov>",
    '"Doe, Jane (ICE)" <jane.doe@ice.dhs.gov>',
    "=?utf-8?q?Confirmaci=C3=B3n?= <noreply@ice.dhs.gov>",
    "noreply@ice.dhs.gov (Scheduler)",
]
NOT_ONE_PLAIN = [
    "",
    "ICE",
    '"a@ice.dhs.gov"@evil.example',
    "a@ice.dhs.gov, b@evil.example",
    "a@ice.dhs.gov <b@evil.example>",
    "<a@ice.dhs.gov> <b@evil.example>",
    "Friends: a@ice.dhs.gov;",
    "undisclosed-recipients:;",
    "<@evil.example:a@ice.dhs.gov>",
    "a@ice.dhs.gov\x00@evil.example",
    "a@ісе.gov",
    "a@[192.0.2.1]",
    "a(b@evil.example)@ice.dhs.gov",
    "a@ice.dhs.gov <",
    "a@ice..gov",
    "a@-ice.gov",
]


@pytest.mark.parametrize("value", ONE_PLAIN)
def test_an_ordinary_address_is_one_plain_address(value: str) -> None:
    assert is_one_plain_address(value)
    assert [domain_of(address) for _, address in addresses_of(value)] == ["ice.dhs.gov"]


@pytest.mark.parametrize("value", NOT_ONE_PLAIN)
def test_what_two_readers_may_take_differently_is_no_plain_address(value: str) -> None:
    assert not is_one_plain_address(value)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Friends: a@x.org, B@Y.org;", [("", "a@x.org"), ("", "b@y.org")]),
        ("a@ice.dhs.gov, Eve <b@evil.example>", [("", "a@ice.dhs.gov"), ("Eve", "b@evil.example")]),
        ("<a@x.org> <b@y.org>", [("", "a@x.org"), ("", "b@y.org")]),
        ('"a@ice"@evil.example', [("", '"a@ice"@evil.example')]),
        ('"Doe, \\"J\\"" <j@x.org>', [('Doe, "J"', "j@x.org")]),
        ("a (x (y) \\) z) <a@x.org>", [("a", "a@x.org")]),
    ],
)
def test_every_address_is_seen(value: str, found: list[tuple[str, str]]) -> None:
    assert addresses_of(value) == found


@given(st.text(alphabet='a@."<>(),;:\\ \n', max_size=60))
def test_reading_addresses_never_raises_and_one_plain_address_is_read_as_one(value: str) -> None:
    found = addresses_of(value)
    if is_one_plain_address(value):
        assert len(found) == 1
        assert found[0][1].count("@") == 1


@pytest.mark.parametrize("bomb", ['"' * 60000, "(" * 60000, "<" * 60000, "a," * 30000, "\\" * 60000, '("' * 30000])
def test_hostile_addresses_cost_little_time(bomb: str) -> None:
    assert lengths(lambda: (addresses_of(bomb), is_one_plain_address(bomb))) < 50


def test_every_header_is_kept_in_order_unfolded_and_not_decoded() -> None:
    block = b"Received: a\r\n\tb\r\nFROM : x@y.org\r\nno header\r\nFrom: z@y.org\r\nSubject: =?utf-8?q?=C3=A9?=\r\n"
    assert [(header.name, header.value) for header in headers_of(block)] == [
        ("received", "a b"),
        ("from", "x@y.org"),
        ("from", "z@y.org"),
        ("subject", "=?utf-8?q?=C3=A9?="),
    ]


def test_a_line_below_junk_does_not_continue_the_header_above() -> None:
    assert [header.value for header in headers_of(b"A: one\r\njunk\r\n two\r\nB: three")] == ["one", "three"]


@pytest.mark.parametrize("raw", [b"\r\nFrom: a@b.org\r\n\r\nx", b"Dear all,\r\nFrom: a@b.org\r\n", b""])
def test_text_without_headers_has_none(raw: bytes) -> None:
    assert split(raw) == (b"", raw)


def test_the_line_of_an_mbox_file_is_no_header() -> None:
    assert [header.name for header in headers_of(split(b"From x Mon\nTo: a@b.org\n\nbody")[0])] == ["to"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?utf-8?q?Confirmaci=C3=B3n?= =?utf-8?q?_de_cita?=", "Confirmación de cita"),
        ("=?iso-8859-1?b?5Q==?=", "å"),
        ("=?x-unknown?q?caf=E9?=", "café"),
        ("=?utf-8?b?!!!?=", "=?utf-8?b?!!!?="),
        ("=?utf-8?b?A?=", "=?utf-8?b?A?="),
        ("plain", "plain"),
    ],
)
def test_encoded_words_are_read_or_left(value: str, text: str) -> None:
    assert decode_words(value) == text


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("Mon, 1 Mar 2027 07:30:00 -0800 (PST)", datetime(2027, 3, 1, 15, 30, tzinfo=UTC)),
        ("1 Mar 27 07:30 EST", datetime(2027, 3, 1, 12, 30, tzinfo=UTC)),
        ("Mon, 1 Mar 2027 07:30:00 -0000", datetime(2027, 3, 1, 7, 30, tzinfo=UTC)),
        ("Mon, 1 Mar 2027 07:30:60 +0000", datetime(2027, 3, 1, 7, 30, 59, tzinfo=UTC)),
        ("2027-03-01T10:00:00+02:00", datetime(2027, 3, 1, 8, tzinfo=UTC)),
    ],
)
def test_dates_of_many_forms_are_read_into_utc(value: str, moment: datetime) -> None:
    assert parse_date(value) == moment
    assert parse_date(value).tzinfo is UTC  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "value", ["", "tomorrow", "Thu, 32 Foo 2", "1 Mar 10000 00:00 +0000", "1 Mar 2027 07:30 +9999"]
)
def test_what_is_no_date_is_none(value: str) -> None:
    assert parse_date(value) is None


@given(st.text(max_size=200))
def test_reading_a_date_never_raises(value: str) -> None:
    parse_date(value)


def test_a_view_of_the_headers_decodes_what_decides_about_fetching() -> None:
    view = parse_headers(compose(subject="Confirmación de cita", text="never looked at"))
    assert (view.subject, view.senders[0].address) == ("Confirmación de cita", "noreply@ice.dhs.gov")
    assert view.date == datetime(2027, 3, 1, 15, 30, tzinfo=UTC)
    assert view.message_id is not None


@given(st.binary(max_size=400))
def test_viewing_headers_never_raises(raw: bytes) -> None:
    parse_headers(raw)
