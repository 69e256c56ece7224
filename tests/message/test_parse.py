from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.message.factory import APPOINTMENT, PROFILES, compose, layers, message
from tests.pace import lengths
from tracker.message import parse as parse_module
from tracker.message import parts
from tracker.message.body import MAX_TEXT
from tracker.message.parse import UNREADABLE, from_text, parse
from tracker.message.parts import Parts, parts_of
from tracker.message.types import Channel, Layer, Message

ARRIVED = datetime(2027, 3, 2, 1, tzinfo=UTC)
MULTIPART = b"From: a@b.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
INNER = compose(subject="Old confirmation", text="INNER APPOINTMENT April 2, 2027", profile=None)


def is_sound(parsed: Message) -> bool:
    spans = [(segment.start, segment.end) for segment in parsed.segments]
    ordered = all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    inside = all(0 <= start < end <= len(parsed.text) for start, end in spans)
    assert UNREADABLE not in parsed.defects
    return ordered and inside and len(parsed.text) <= MAX_TEXT and parsed == Message.model_validate(parsed.model_dump())


@given(st.binary(max_size=2000))
def test_any_bytes_make_a_sound_message(raw: bytes) -> None:
    assert is_sound(parse(raw))


@st.composite
def mutated_mails(draw: st.DrawFn) -> bytes:
    raw = bytearray(
        compose(
            subject="Confirmación",
            text=APPOINTMENT,
            html=f"<p>{APPOINTMENT}</p>",
            profile=draw(st.sampled_from(PROFILES)),
            calendar="BEGIN:VCALENDAR",
            attached=[INNER],
        )
    )
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(raw) - 1))
        end = at + draw(st.integers(0, 60))
        raw[at:end] = draw(
            st.one_of(st.binary(max_size=20), st.sampled_from([b"\r\n", b"\r\n\r\n", b"--", b"=?", b'"']))
        )
    return bytes(raw)


@settings(max_examples=300)
@given(mutated_mails())
def test_damaged_mail_makes_a_sound_message(raw: bytes) -> None:
    assert is_sound(parse(raw))


def nested(depth: int) -> bytes:
    levels = (b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at) for at in range(depth))
    return b"From: a@b.org\r\n" + b"".join(levels) + b"\r\nx"


BOMBS = {
    "deep multiparts": nested(5000),
    "deep multiparts over many lines": nested(29) + b"\n" * 500_000,
    "deep attached messages": b"From: a@b.org\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 5000,
    "20,000 parts": MULTIPART + b"--b\r\n\r\nx\r\n" * 20_000,
    "100,000 recipients": b"From: a@b.org\r\nTo: " + b"a@b.org," * 100_000 + b"\r\n\r\nx",
    "50,001 quotes in Cc": b"From: a@b.org\r\nCc: " + b'"' * 50_001 + b"\r\n\r\nx",
    "20,000 parameters": b"From: a@b.org\r\nContent-Type: text/plain; " + b"a=b; " * 20_000 + b"\r\n\r\nx",
    "100,000 parameters of a part": MULTIPART
    + b"--b\r\nContent-Type: text/plain; "
    + b'a="b"; ' * 100_000
    + b"\r\n\r\nx",
    "50,000 encoded words": b"From: a@b.org\r\nSubject: " + b"=?utf-8?q?a?= " * 50_000 + b"\r\n\r\nx",
    "100,000 headers": b"X: y\r\n" * 100_000 + b"\r\nx",
    "22 MB": MULTIPART + b"--b\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"QUJD\r\n" * 3_700_000,
    "6,000 senders": b"From: a@b.org\n" * 6000 + b"\n",
    "1 MB of HTML": b"From: a@b.org\r\nContent-Type: text/html\r\n\r\n" + b"<p>x" * 250_000,
    "a megabyte of Punycode": b"From: a@b.org\r\nContent-Type: text/plain; charset=punycode\r\n\r\n" + b"b" * 1_000_000,
    "zeros": b"\0" * 1_000_000,
    "lone returns": b"From: a@b.org\r\n\r\n" + b"\r" * 1_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_bounded_time(name: str) -> None:
    sound = list[bool]()
    assert lengths(lambda: sound.append(is_sound(parse(BOMBS[name])))) < 250
    assert sound == [True]


def part(words: bytes) -> bytes:
    return b"--b\r\n\r\n" + words + b"\r\n"


def test_of_very_many_parts_the_first_are_read_and_it_is_said() -> None:
    text = b"".join(part(b"part %d." % number) for number in range(300))
    parsed = parse(MULTIPART + text)
    assert "part 198." in parsed.text
    assert "part 199." not in parsed.text
    assert "The message has more than 200 parts; only the first were read." in parsed.defects


def test_parts_that_lie_too_deep_are_not_read_and_it_is_said() -> None:
    shallow, deep = parse(nested(20)), parse(nested(21))
    assert (shallow.text, shallow.defects) == ("x", ())
    assert (deep.text, deep.defects) == ("", ("Parts nested deeper than 20 were not read.",))


def test_of_a_very_long_message_the_beginning_is_read_and_it_is_said() -> None:
    filling = b"Content-Type: application/pdf\r\n\r\n" + b"x" * 1024 * 1024 + b"\r\n"
    parsed = parse(MULTIPART + part(b"before") + b"--b\r\n" + filling + part(b"behind") + b"--b--")
    assert parsed.text == "before"
    assert "The message is longer than 1 MB; only its beginning was read." in parsed.defects


def test_an_ordinary_message_is_read_whole() -> None:
    raw = compose(subject="Confirmación de cita", text=APPOINTMENT, to="Maria <Maria@Example.com>, x@y.org")
    parsed = parse(raw, received=ARRIVED)
    assert parsed.subject == "Confirmación de cita"
    assert layers(parsed) == [(Layer.SUBJECT, "Confirmación de cita"), (Layer.BODY, APPOINTMENT)]
    assert parsed.text == f"Confirmación de cita\n{APPOINTMENT}"
    assert (parsed.senders[0].display_name, parsed.senders[0].address) == (
        "ICE Appointment Scheduler",
        "noreply@ice.dhs.gov",
    )
    assert parsed.recipients == ("maria@example.com", "x@y.org")
    assert parsed.date == parsed.received == datetime(2027, 3, 1, 15, 30, tzinfo=UTC)
    assert (parsed.from_headers, parsed.defects, parsed.channel) == (1, (), Channel.EMAIL)


def test_without_a_received_header_the_source_says_when_it_came() -> None:
    assert parse(compose(subject="x", text="y", profile=None), received=ARRIVED).received == ARRIVED


def test_a_byte_order_mark_before_the_headers_does_no_harm() -> None:
    raw = compose(subject="x", text="y")
    assert parse(b"\xef\xbb\xbf" + raw).text == parse(raw).text


def test_every_from_header_is_counted_and_every_address_kept() -> None:
    parsed = message(headers=[("From", "a@x.org, b@y.org")])
    assert parsed.from_headers == 2
    assert [sender.address for sender in parsed.senders] == ["a@x.org", "b@y.org", "noreply@ice.dhs.gov"]
    assert "The header from stands 2 times." in parsed.defects


def test_an_attached_message_is_kept_whole_and_not_in_the_text() -> None:
    parsed = message(attached=[INNER])
    assert parsed.attached == (INNER,)
    assert "INNER" not in parsed.text
    assert parsed.attachments[0].content_type == "message/rfc822"


def test_an_attached_message_that_was_encoded_is_decoded() -> None:
    encoded = (
        b"--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\nRnJvbTogYUBiLm9yZw==\r\n"
    )
    assert parse(MULTIPART + encoded + b"--b--").attached == (b"From: a@b.org",)


def test_a_file_named_eml_is_an_attached_message() -> None:
    part = b"--b\r\nContent-Type: application/octet-stream; name=x.eml\r\n\r\nFrom: a@b.org\r\n\r\nhi\r\n--b--"
    assert parse(MULTIPART + part).attached[0].startswith(b"From: a@b.org")


def test_a_calendar_part_is_kept_as_text() -> None:
    assert message(calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR").calendars == ("BEGIN:VCALENDAR\r\nEND:VCALENDAR",)


def test_attachments_are_listed_and_never_opened() -> None:
    part = b"--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\nAppointment"
    parsed = parse(MULTIPART + b"--b\r\n\r\nhello\r\n" + part + b"\r\n--b--")
    assert [(item.content_type, item.filename, item.size) for item in parsed.attachments] == [
        ("application/pdf", "a.pdf", 11)
    ]
    assert parsed.text == "hello"


def test_a_text_file_is_an_attachment_but_inline_text_is_not() -> None:
    named = b'--b\r\nContent-Type: text/plain; name="a.txt"\r\nContent-Disposition: %s\r\n\r\nwords\r\n--b--'
    assert parse(MULTIPART + named % b"attachment").text == ""
    assert parse(MULTIPART + named % b"inline").text == "words"


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("utf-8", "Confirmación".encode(), "Confirmación"),
        ("iso-8859-1", b"Confirmaci\xf3n \x96 9\xa0h", "Confirmación – 9 h"),
        ("us-ascii", b"Confirmaci\xf3n", "Confirmación"),
        ("no-such-charset", "Confirmación".encode(), "Confirmación"),
        ("unicode_escape", b"Confirmaci\\d", "Confirmaci\\d"),
        ("utf-16", "Confirmación".encode("utf-16"), "Confirmación"),
    ],
)
def test_letters_survive_wrong_and_unknown_charsets(charset: str, data: bytes, text: str) -> None:
    head = f"From: a@b.org\r\nContent-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    assert parse(head.encode() + data).text == text


def test_mail_that_breaks_the_parser_is_read_by_a_simpler_one(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = 0

    def breaks(_tree: object) -> object:
        nonlocal broken
        broken += 1
        raise AttributeError

    monkeypatch.setattr(parts, "MailParser", breaks)
    raw = compose(subject="Appointment", text=APPOINTMENT, html="<p>twin</p>")
    parsed = parse(raw.replace(b"Content-Type: text/html", b"Content-ID: <odd@b.example>\r\nContent-Type: text/html"))
    assert broken == 1
    assert APPOINTMENT in parsed.text
    assert "twin" in parsed.text
    assert parsed.defects == ("The message is oddly built; it was read by a simpler reader.",)


def test_the_known_bounce_that_breaks_mail_parser_is_read() -> None:
    raw = MULTIPART + b"--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\nno boundary here\r\n--b--"
    assert is_sound(parse(raw))


def test_a_message_that_no_reader_can_take_is_kept_without_a_sender(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = 0

    def breaks(_headers: object) -> str:
        nonlocal broken
        broken += 1
        raise RecursionError

    monkeypatch.setattr(parse_module, "subject_of", breaks)
    parsed = message()
    assert broken == 1
    assert (parsed.senders, parsed.defects) == ((), (UNREADABLE,))
    assert "noreply@ice.dhs.gov" in parsed.text


@pytest.mark.parametrize(
    ("header", "automatic"),
    [
        (("Resent-From", "x@y.org"), True),
        (("X-Forwarded-To", "x@y.org"), True),
        (("X-Forwarded-For", "x@y.org z@y.org"), True),
        (("X-Forwarded-Encrypted", "i=1; abc"), False),
        (("X-Mailer", "x"), False),
    ],
)
def test_headers_of_automatic_forwarding_are_noticed(header: tuple[str, str], automatic: bool) -> None:
    assert message(headers=[header]).forwarded_automatically is automatic


def test_automatic_replies_and_our_own_alerts_are_noticed() -> None:
    assert message(headers=[("Auto-Submitted", "auto-replied")]).auto_replied
    assert not message(headers=[("Auto-Submitted", "auto-generated")]).auto_replied
    assert message(headers=[("X-Tracker-Alert", "1")]).own_alert


@pytest.mark.parametrize("profile", [*PROFILES, None])
def test_copies_from_two_mailboxes_are_one_message(profile: str | None) -> None:
    assert message(profile=profile).content_id == message(profile="gmail", dmarc="fail").content_id


@pytest.mark.parametrize(
    "changed",
    [
        {"subject": "Another"},
        {"text": "Another"},
        {"from_": "other@ice.dhs.gov"},
        {"date": datetime(2027, 3, 1, 15, 30, tzinfo=UTC) + timedelta(seconds=1)},
    ],
)
def test_other_content_is_another_message(changed: dict[str, object]) -> None:
    assert message(**changed).content_id != message().content_id


def test_the_same_moment_in_another_zone_is_the_same_date() -> None:
    assert message(date="Mon, 1 Mar 2027 07:30:00 -0800").content_id == message().content_id


def test_struck_out_text_stands_apart_and_is_said_so() -> None:
    parsed = message(text=None, html="<p>Date: <s>April 5</s> April 12</p>")
    assert parsed.layer_text(Layer.BODY, Layer.STRUCK) == "Date: April 12\nApril 5"
    assert "Some of the text is struck out; it counts as no longer so." in parsed.defects


def test_a_very_long_text_is_cut_and_said_so() -> None:
    parsed = message(text="word " * 50_000, html="<p>x</p>" * 30_000)
    assert len(parsed.text) == MAX_TEXT
    assert "The text is very long; only its beginning was read." in parsed.defects


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.PAPER])
def test_pasted_text_is_all_body(channel: Channel) -> None:
    pasted = "ICE: your appointment\u00a0is 4/5/2027\r\n> at 9 AM"
    parsed = from_text(pasted, channel=channel, received=ARRIVED)
    assert layers(parsed) == [(Layer.BODY, "ICE: your appointment is 4/5/2027\n> at 9 AM")]
    assert (parsed.senders, parsed.channel, parsed.received) == ((), channel, ARRIVED)
    assert parse(pasted.encode(), channel=channel, received=ARRIVED) == parsed


@given(st.text(max_size=200))
def test_any_pasted_text_makes_a_sound_message(text: str) -> None:
    assert is_sound(from_text(text, channel=Channel.SMS, received=None))


@given(
    body=st.text(max_size=200),
    charset=st.sampled_from(["", "utf-8", "us-ascii", "ISO-8859-1", "windows-1252", "utf-16", "cp037", "utf-7"]),
    encoding=st.sampled_from(["", "7bit", "8bit", "base64", "quoted-printable", "nonsense"]),
    kind=st.sampled_from(["text/plain", "text/html", "text/x", "TEXT/Plain"]),
    nesting=st.sampled_from(["alternative", "mixed", "related", "digest", "x"]),
)
def test_a_message_of_plain_parts_is_read_as_mail_parser_reads_it(
    body: str, charset: str, encoding: str, kind: str, nesting: str
) -> None:
    declared = f"; charset={charset}" if charset else ""
    raw = f"From: a@b.example\r\nContent-Type: {kind}{declared}\r\n".encode()
    raw += f"Content-Transfer-Encoding: {encoding}\r\n".encode() if encoding else b""
    raw += b"\r\n" + body.encode("utf-8", "replace")
    assert parts_of(raw) == by_mail_parser(raw)
    several = f"From: a@b.example\r\nContent-Type: multipart/{nesting}; boundary=b\r\n\r\n--b\r\n".encode()
    several += raw + b"\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>twin</p>\r\n--b--\r\n"
    assert parts_of(several) == by_mail_parser(several)


def by_mail_parser(raw: bytes) -> Parts:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(parts, "_only_texts", lambda tree: None)
        return parts_of(raw)
