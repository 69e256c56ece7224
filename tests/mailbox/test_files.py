"""Message files: what is found, under which name, and that one bad file stops no other."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mailbox.reading import from_ice, from_shop
from tracker.mailbox import files, mbox
from tracker.mailbox.files import read_sources

UNIX = b"From maria@example.org Mon Apr  5 09:00:00 2027\n"
FIRST = b"From: a@example.org\nSubject: one\n\nHello\n"
SECOND = b"From: b@example.org\nSubject: two\n\nWorld\n"


def as_mbox(*messages: bytes) -> bytes:
    return b"".join(UNIX + message + b"\n" for message in messages)


def read(*paths: str | Path, stdin: bytes = b"") -> list[tuple[str, bytes]]:
    return [(each.file, each.raw) for each in read_sources(paths, io.BytesIO(stdin)) if each.error is None]


def errors(*paths: str | Path) -> list[tuple[str, str | None]]:
    return [(each.file, each.error) for each in read_sources(paths) if each.error]


def test_an_eml_file_is_one_message(tmp_path: Path) -> None:
    path = tmp_path / "letter.eml"
    path.write_bytes(from_ice(1))
    assert read(path, str(path)) == [(str(path), from_ice(1))] * 2


def test_a_folder_is_searched_deep_and_in_order(tmp_path: Path) -> None:
    for name in ("b/2.eml", "b/1.EML", "a.eml", "notes.txt", "b/1.json", "c.mbox"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(as_mbox(FIRST) if name == "c.mbox" else FIRST)
    names = [file.removeprefix(f"{tmp_path}/") for file, _ in read(tmp_path)]
    assert names == ["a.eml", "b/1.EML", "b/2.eml", "c.mbox#1"]


def test_a_maildir_gives_its_delivered_messages_only(tmp_path: Path) -> None:
    for part, name in (("new", "2.b"), ("cur", "1.a:2,S"), ("tmp", "3.c"), ("cur", ".hidden")):
        (tmp_path / "Mail" / part).mkdir(parents=True, exist_ok=True)
        (tmp_path / "Mail" / part / name).write_bytes(FIRST)
    expected = [f"{tmp_path}/Mail/cur/1.a:2,S", f"{tmp_path}/Mail/new/2.b"]
    assert [file for file, _ in read(tmp_path / "Mail")] == expected
    assert [file for file, _ in read(tmp_path)] == expected, "also below another folder"


def test_standard_input_is_a_message_or_an_mbox() -> None:
    assert read("-", stdin=from_ice(1)) == [("-", from_ice(1))]
    assert read("-", stdin=as_mbox(FIRST, SECOND)) == [("-#1", FIRST), ("-#2", SECOND)]


def test_an_mbox_is_known_by_its_beginning_and_numbered_from_one(tmp_path: Path) -> None:
    path = tmp_path / "export"
    path.write_bytes(as_mbox(FIRST, SECOND, FIRST))
    assert read(path) == [(f"{path}#1", FIRST), (f"{path}#2", SECOND), (f"{path}#3", FIRST)]


def test_an_empty_mbox_holds_nothing_and_an_empty_message_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").touch()
    (tmp_path / "b.eml").touch()
    assert [each.error for each in read_sources([tmp_path])] == [f"{tmp_path}/b.eml is empty; save the message again."]


def test_what_cannot_be_read_is_said_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = tmp_path / "good.eml"
    good.write_bytes(FIRST)
    (tmp_path / "folder").mkdir()
    (tmp_path / "dangling.eml").symlink_to(tmp_path / "nowhere")
    paths = [tmp_path / "missing.eml", tmp_path / "folder", tmp_path / "dangling.eml", good]
    results = list(read_sources(paths))
    assert [bool(each.error) for each in results] == [True, True, True, False]
    assert results[0].error == f"{paths[0]} is not there; check the path."
    assert "holds no message" in (results[1].error or "")


def test_an_unreadable_file_is_an_error_item(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "broken.eml"
    path.write_bytes(FIRST)

    def fail(*_: object) -> object:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", fail)
    assert errors(path) == [(str(path), f"{path} cannot be read: Input/output error.")]


def test_links_that_lead_round_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a.eml").write_bytes(FIRST)
    assert len(read(tmp_path)) == 1


def test_a_message_over_the_cap_is_left_out_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_MESSAGE_BYTES", len(FIRST))
    large = FIRST + b"x"
    (tmp_path / "1.eml").write_bytes(large)
    (tmp_path / "2.eml").write_bytes(FIRST)
    (tmp_path / "3.mbox").write_bytes(as_mbox(FIRST, large * 3, FIRST))
    results = list(read_sources([tmp_path]))
    assert [bool(each.error) for each in results] == [True, False, False, True, False]
    assert [each.raw for each in results if each.raw] == [FIRST] * 3


QUOTING = [
    (b">From here on", b"From here on"),
    (b">>From the start", b">From the start"),
    (b"> From afar", b"> From afar"),
    (b"From here on it goes", b"From here on it goes"),
]


@pytest.mark.parametrize(("stored", "meant"), QUOTING)
def test_lines_that_were_quoted_are_unquoted_in_the_body(stored: bytes, meant: bytes) -> None:
    head = b"Subject: >From the head\nX-Quote: 1\n>From maria@example.org\n\n"
    raw = UNIX + head + b"text\n\n" + stored + b"\nmore\n\n"
    assert list(mbox.messages(io.BytesIO(raw), 10**6)) == [head + b"text\n\n" + meant + b"\nmore\n"]


SEPARATORS = [
    b"From - Mon Apr 05 09:00:00 2027\n",
    b"From 1234567890@xxx Mon Apr 05 09:00:00 +0000 2027\n",
    b"From MAILER-DAEMON Mon, 5 Apr 2027 09:00:00 +0000\r\n",
    b'From "Maria Lopez"@example.org  Mon Apr  5 09:00 2027\n',
    b"From nobody\n",
]


@pytest.mark.parametrize("separator", SEPARATORS)
def test_separators_of_many_programs_are_known(separator: bytes) -> None:
    raw = separator + FIRST + b"\n" + separator + SECOND
    assert list(mbox.messages(io.BytesIO(raw), 10**6)) == [FIRST, SECOND]


def test_a_missing_empty_line_does_not_join_two_messages() -> None:
    assert list(mbox.messages(io.BytesIO(UNIX + FIRST + UNIX + SECOND), 10**6)) == [FIRST, SECOND]


def test_lines_of_any_length_are_read_in_pieces() -> None:
    long = b"Subject: x\n\n" + b"y" * 300_000 + b"\nend\n"
    assert list(mbox.messages(io.BytesIO(as_mbox(long, FIRST)), 10**6)) == [long, FIRST]


BODY_LINES = st.lists(
    st.sampled_from([b"", b"Hello", b"From here", b">From there", b"From: not a header", b" From", b"x" * 70]),
    max_size=8,
)


@given(bodies=st.lists(BODY_LINES, min_size=1, max_size=5), end=st.sampled_from([b"\n", b"\r\n"]))
def test_what_an_mbox_writer_quotes_comes_back_byte_for_byte(bodies: list[list[bytes]], end: bytes) -> None:
    messages = [end.join([b"Subject: x", b"", *body, b"last", b""]) for body in bodies]
    written = b"".join(UNIX.replace(b"\n", end) + quoted(message, end) + end for message in messages)
    assert list(mbox.messages(io.BytesIO(written), 10**6)) == messages


def quoted(message: bytes, end: bytes) -> bytes:
    head, _, body = message.partition(end + end)
    lines = [b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in body.split(end)]
    return head + end + end + end.join(lines)


def test_shop_mail_is_a_message_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "shop.eml").write_bytes(from_shop(1))
    assert read(tmp_path) == [(f"{tmp_path}/shop.eml", from_shop(1))]
