"""A message of one part is read without the standard library's parser, and comes out just as that would have it."""

from __future__ import annotations

import email

from hypothesis import example, given
from hypothesis import strategies as st

from tracker.message.parts import plain_tree

HEADERS = st.sampled_from(
    [
        b"Content-Type: text/plain; charset=utf-8",
        b"content-type: text/html;\r\n charset=iso-8859-1",
        b"Content-Type:\n\ttext/plain",
        b"Content-Type: multipart/mixed; boundary=b",
        b"Content-Type: message/rfc822",
        b"Content-Type: text/plain; name=\xe9.txt",
        b"Content-Type : text/html",
        b"Content-Type: text/html\r\n",
        b"Content-Transfer-Encoding: quoted-printable",
        b"Content-Transfer-Encoding:  base64 ",
        b"Content-Disposition: attachment; filename=a.txt",
        b"MIME-Version: 1.0",
        b"Content-Type",
    ]
)


@given(st.lists(HEADERS, max_size=4), st.binary(max_size=80))
@example([b"Content-Type: text/plain"], b"one\rtwo\n\nthree\x0cfour\x85")
def test_one_part_is_taken_as_the_standard_library_takes_it(headers: list[bytes], body: bytes) -> None:
    plain = plain_tree(headers, body)
    whole = email.message_from_bytes(b"\r\n".join(headers) + b"\r\n\r\n" + body)
    if plain is None:
        return
    assert not whole.is_multipart()
    assert plain.items() == whole.items()
    assert plain.get_payload(decode=True) == whole.get_payload(decode=True)
    assert plain.get_content_type() == whole.get_content_type()
    assert plain.defects == whole.defects


def test_what_may_hold_parts_is_left_to_the_standard_library() -> None:
    assert plain_tree([b"Content-Type: text/plain"], b"") is not None
    for header in (b"Content-Type: multipart/mixed", b"Content-Type: message/global", b"Content-Type : text/plain"):
        assert plain_tree([header], b"") is None
    assert plain_tree([], b"") is None
