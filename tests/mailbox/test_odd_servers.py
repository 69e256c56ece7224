"""Answers that no healthy server gives, and what each must lead to."""

from __future__ import annotations

import socket
from datetime import timedelta

import pytest

from tests.mailbox.reading import TERMS, is_wanted
from tests.servers.scripted import Script, ScriptedServer
from tracker.errors import FolderGoneError, MailboxError, SignInRefusedError, UnreachableError
from tracker.mailbox.connection import Timeouts
from tracker.mailbox.imap import Mailbox
from tracker.mailbox.refusals import ThrottledError
from tracker.mailbox.types import Advanced, Cursor, Found, Lack, SearchTerms, Step

HEADER = "From: a@ice.dhs.gov\r\n\r\n"
RAW = b"From: a@ice.dhs.gov\r\n\r\nHello\r\n"
HEADERS_OF_3 = "".join(
    f"* {uid} FETCH (UID {uid} BODY[HEADER.FIELDS (FROM)] {{{len(HEADER)}}}\r\n{HEADER})\r\n" for uid in (1, 2, 3)
)
FACTS_OF_3 = "".join(
    f'* {uid} FETCH (UID {uid} RFC822.SIZE 30 INTERNALDATE "05-Apr-2027 09:00:00 -0400")\r\n' for uid in (1, 2, 3)
)
READABLE: Script = {
    "UID FETCH 3,2,1 (BODY.PEEK[HEADER.FIELDS": HEADERS_OF_3 + "{tag} OK done\r\n",
    "UID FETCH 3,2,1 (RFC822.SIZE": FACTS_OF_3 + "{tag} OK done\r\n",
}
BODY_OF_ONE = f"{{{len(RAW)}}}\r\n{RAW.decode()}"


def all_steps(server: ScriptedServer, cursor: Cursor | None = None, terms: SearchTerms = TERMS) -> list[Step]:
    with Mailbox.connect(server.account(), Timeouts(1, 1)) as mailbox:
        return list(mailbox.poll("INBOX", cursor, terms, is_wanted))


def lacks(steps: list[Step]) -> dict[int, Lack | None]:
    return {step.uid: step.lack for step in steps if isinstance(step, Found)}


def body(uid: int) -> str:
    return f"* {uid} FETCH (UID {uid} BODY[] {BODY_OF_ONE})\r\n"


def test_a_nil_body_and_a_vanished_one_come_as_headers() -> None:
    bodies = "* 1 FETCH (UID 1 BODY[] NIL)\r\n" + body(2) + "{tag} OK done\r\n"
    with ScriptedServer({**READABLE, "UID FETCH 3,2,1 (BODY.PEEK[])": bodies}) as server:
        steps = all_steps(server)
    assert lacks(steps) == {3: Lack.VANISHED, 2: None, 1: Lack.UNREADABLE}
    assert [step.raw for step in steps if isinstance(step, Found)] == [HEADER.encode(), RAW, HEADER.encode()]
    assert isinstance(steps[-2], Advanced)


def test_one_body_that_the_server_cannot_hand_out_stops_no_other() -> None:
    script: Script = {
        **READABLE,
        "UID FETCH 3,2,1 (BODY.PEEK[])": "{tag} NO could not be converted to an RFC-822 compatible format\r\n",
        "UID FETCH 3 (BODY.PEEK[])": body(3) + "{tag} OK done\r\n",
        "UID FETCH 2,1 (BODY.PEEK[])": "{tag} NO [SERVERBUG] Internal error\r\n",
        "UID FETCH 2 (BODY.PEEK[])": "{tag} NO [SERVERBUG] Internal error\r\n",
        "UID FETCH 1 (BODY.PEEK[])": body(1) + "{tag} OK done\r\n",
    }
    with ScriptedServer(script) as server:
        assert lacks(all_steps(server)) == {3: None, 2: Lack.UNREADABLE, 1: None}


def test_a_server_that_hands_out_nothing_is_tried_again_and_no_message_is_given_up() -> None:
    script: Script = {**READABLE, "UID FETCH": "{tag} NO [UNAVAILABLE] Backend is down\r\n"}
    with ScriptedServer(script) as server, pytest.raises(UnreachableError, match="for the moment"):
        all_steps(server)


def test_headers_that_are_refused_for_all_messages_are_no_reason_to_give_any_up() -> None:
    script: Script = {"UID FETCH": "{tag} NO Server error\r\n"}
    with ScriptedServer(script) as server, pytest.raises(UnreachableError, match="for the moment"):
        all_steps(server)


def test_a_search_that_is_refused_makes_every_header_be_judged() -> None:
    script: Script = {
        "UID SEARCH": "{tag} NO [LIMITS] too complex\r\n",
        "UID SEARCH UID 1:3": "{tag} NO [LIMITS] too complex\r\n",
        "UID SEARCH UID 1:3\r": "* SEARCH 1 2 3\r\n{tag} OK done\r\n",
        "UID FETCH": "{tag} OK done\r\n",
    }
    with ScriptedServer(script) as server:
        all_steps(server)
        assert server.lines[-2].startswith("UID FETCH 3,2,1 (BODY.PEEK[HEADER.FIELDS")


def test_large_bodies_are_fetched_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.mailbox.fetching.BATCH_BYTES", 60)  # two of the three
    script: Script = {
        **READABLE,
        "UID FETCH 3,2 (BODY.PEEK[])": body(3) + body(2) + "{tag} OK done\r\n",
        "UID FETCH 1 (BODY.PEEK[])": body(1) + "{tag} OK done\r\n",
    }
    with ScriptedServer(script) as server:
        assert lacks(all_steps(server)) == {3: None, 2: None, 1: None}


def test_a_server_that_lost_the_mailbox_amid_reading_makes_no_message_unreadable() -> None:
    lost = "{tag} BAD User is authenticated but not connected\r\n"
    bodies: Script = {f"UID FETCH {uids} (BODY.PEEK[])": lost for uids in ("3,2,1", "3", "2,1", "2", "1")}
    with ScriptedServer({**READABLE, **bodies}) as server, pytest.raises(UnreachableError, match="for the moment"):
        all_steps(server)


def test_messages_deleted_while_they_are_read_are_left_for_the_next_look() -> None:
    script: Script = {"UID FETCH": "{tag} NO [EXPUNGEISSUED] Some of the requested messages no longer exist.\r\n"}
    with ScriptedServer(script) as server, pytest.raises(UnreachableError, match="next look"):
        all_steps(server)


def test_a_date_that_is_no_date_does_not_stop_the_message() -> None:
    facts = '* 3 FETCH (UID 3 RFC822.SIZE 30 INTERNALDATE "99-Foo-0000 99:99:99 +0000")\r\n'
    script: Script = {
        "UID SEARCH": "* SEARCH 3\r\n{tag} OK done\r\n",
        "UID FETCH 3 (BODY.PEEK[HEADER.FIELDS": HEADERS_OF_3 + "{tag} OK done\r\n",
        "UID FETCH 3 (RFC822.SIZE INTERNALDATE)": facts + "{tag} OK done\r\n",
        "UID FETCH 3 (RFC822.SIZE)": "* 3 FETCH (UID 3 RFC822.SIZE 30)\r\n{tag} OK done\r\n",
        "UID FETCH 3 (BODY.PEEK[])": body(3) + "{tag} OK done\r\n",
    }
    with ScriptedServer(script) as server:
        found = [step for step in all_steps(server) if isinstance(step, Found)]
    assert [(each.uid, each.internal_date, each.size) for each in found] == [(3, None, 30)]


SPANISH = SearchTerms(senders=("ice.dhs.gov",), subjects=("confirmación de cita", "reprogramación"))


@pytest.mark.parametrize("capability", ["", " LITERAL+"])
@pytest.mark.parametrize("answer", ["NO [BADCHARSET (US-ASCII)] no", "BAD unknown"])
def test_a_server_without_utf8_is_asked_for_the_ascii_pieces(capability: str, answer: str) -> None:
    script: Script = {
        "CAPABILITY": f"* CAPABILITY IMAP4rev1 UNSELECT{capability}\r\n{{tag}} OK done\r\n",
        "UID SEARCH": "* SEARCH\r\n{tag} OK done\r\n",
        "UID SEARCH CHARSET": f"{{tag}} {answer}\r\n",
    }
    with ScriptedServer(script) as server:
        all_steps(server, terms=SPANISH)
        searches = [line for line in server.lines if line.startswith("UID SEARCH UID")]
    pieces = 'UID SEARCH UID 1:3 OR OR FROM "ice.dhs.gov" SUBJECT "confirmaci" SUBJECT "reprogramaci"'
    assert searches[-1] == pieces


def test_a_term_with_no_ascii_piece_makes_every_header_be_judged() -> None:
    script: Script = {
        "UID SEARCH CHARSET": "{tag} NO [BADCHARSET] no\r\n",
        "UID SEARCH UID 1:3": "* SEARCH 1 2 3\r\n{tag} OK done\r\n",
        "UID FETCH": "{tag} OK done\r\n",
    }
    with ScriptedServer(script) as server:
        all_steps(server, terms=SearchTerms(subjects=("确认",)))
        assert [line for line in server.lines if line.startswith("UID FETCH 3,2,1 (BODY.PEEK[HEADER.FIELDS")]


@pytest.mark.parametrize(
    ("said", "kind", "words"),
    [
        ("NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", SignInRefusedError, "user name or the password"),
        ("NO Basic authentication is disabled.", SignInRefusedError, "Microsoft lets no program"),
        ("NO [ALERT] Application-specific password required: https://x (Failure)", SignInRefusedError, "apppasswords"),
        ("NO [WEBALERT https://x] Web login required.", SignInRefusedError, "web page first"),
        ("NO [ALERT] Your account is not enabled for IMAP use.", SignInRefusedError, "switched off"),
        ("NO [PRIVACYREQUIRED] no plaintext", SignInRefusedError, "encrypted"),
        ("BAD User is authenticated but not connected.", UnreachableError, "sign-in was good"),
        ("NO [UNAVAILABLE] Temporary authentication failure.", UnreachableError, "out of order"),
        ("NO [ALERT] Too many simultaneous connections. (Failure)", ThrottledError, "pause"),
    ],
)
def test_a_refused_sign_in_says_what_to_do(said: str, kind: type[MailboxError], words: str) -> None:
    with ScriptedServer({"LOGIN": f"{{tag}} {said}\r\n"}) as server, pytest.raises(kind, match=words) as caught:
        all_steps(server)
    assert type(caught.value) is kind


@pytest.mark.parametrize("command", ["LOGIN", "STATUS", "EXAMINE", "UID SEARCH", "UID FETCH"])
def test_a_server_that_asks_for_a_pause_is_obeyed(command: str) -> None:
    said = "{tag} NO Request is throttled. Suggested Backoff Time: 201317 milliseconds\r\n"
    with ScriptedServer({command: said}) as server, pytest.raises(ThrottledError) as caught:
        all_steps(server)
    assert caught.value.retry_after == timedelta(milliseconds=201_317)


@pytest.mark.parametrize("command", ["STATUS", "EXAMINE"])
def test_a_folder_that_does_not_exist_is_gone(command: str) -> None:
    script: Script = {command: "{tag} NO [NONEXISTENT] Unknown Mailbox: INBOX (Failure)\r\n"}
    with ScriptedServer(script) as server, pytest.raises(FolderGoneError):
        all_steps(server)


def test_a_folder_replaced_between_two_commands_is_left_for_the_next_look() -> None:
    script: Script = {"EXAMINE": "* 3 EXISTS\r\n* OK [UIDVALIDITY 8] x\r\n{tag} OK [READ-ONLY] done\r\n"}
    with ScriptedServer(script) as server, pytest.raises(UnreachableError, match="replaced"):
        all_steps(server)


def test_a_server_without_uidvalidity_is_read_anew_at_every_change() -> None:
    script: Script = {
        **READABLE,
        "STATUS": "* STATUS INBOX (UIDNEXT 4 MESSAGES 3)\r\n{tag} OK done\r\n",
        "EXAMINE": "* 3 EXISTS\r\n{tag} OK [READ-ONLY] done\r\n",
        "UID FETCH 3,2,1 (BODY.PEEK[])": body(1) + body(2) + body(3) + "{tag} OK done\r\n",
    }
    before = Cursor(folder="INBOX", uidvalidity=0, last_uid=2, messages=2)
    with ScriptedServer(script) as server:
        assert list(lacks(all_steps(server, before))) == [3, 2, 1]
        assert all_steps(server, Cursor(folder="INBOX", uidvalidity=0, last_uid=3, messages=3)) == []


BROKEN: dict[str, Script] = {
    "bye at login": {"LOGIN": "* BYE going down\r\n{tag} NO x\r\n"},
    "bye at status": {"STATUS": "* BYE autologout\r\n"},
    "silence": {"STATUS": None},
    "garbage": {"STATUS": b"\x00\xff garbage ((((\r\n{tag} OK done\r\n"},
    "status without numbers": {"STATUS": "* STATUS INBOX ()\r\n{tag} OK done\r\n"},
    "status with words": {"STATUS": "* STATUS INBOX (UIDNEXT a UIDVALIDITY b MESSAGES c)\r\n{tag} OK done\r\n"},
    "no status": {"STATUS": "{tag} OK done\r\n"},
    "a literal of 99 GB": {"UID FETCH": "* 1 FETCH (UID 1 BODY[] {99000000000}\r\nx)\r\n{tag} OK done\r\n"},
    "a search answer over a million bytes": {
        "UID SEARCH": "* SEARCH " + "1234567 " * 130_000 + "\r\n{tag} OK done\r\n"
    },
    "unbalanced brackets": {"UID FETCH": "* 1 FETCH (UID 1 BODY[] (((\r\n{tag} OK done\r\n"},
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_answer_is_never_taken_for_an_empty_mailbox(fault: str) -> None:
    with ScriptedServer(BROKEN[fault]) as server, pytest.raises(UnreachableError) as caught:
        all_steps(server)
    assert type(caught.value) is UnreachableError


def test_a_server_that_hangs_up_is_not_a_refused_password() -> None:
    with ScriptedServer({}, greeting=b"* BYE too busy\r\n") as server, pytest.raises(UnreachableError):
        all_steps(server)


def test_after_a_broken_answer_the_connection_is_dead_and_says_so() -> None:
    with ScriptedServer({"STATUS": "* BYE autologout\r\n"}) as server, Mailbox.connect(server.account()) as mailbox:
        assert mailbox.alive
        for _ in range(2):
            with pytest.raises(UnreachableError):
                mailbox.status("INBOX")
            assert not mailbox.alive


def test_an_answer_too_long_for_imaplib_ends_the_connection() -> None:
    script = BROKEN["a search answer over a million bytes"]
    with ScriptedServer(script) as server, Mailbox.connect(server.account()) as mailbox:
        with pytest.raises(UnreachableError, match="not understood"):
            list(mailbox.poll("INBOX", None, TERMS, is_wanted))
        assert not mailbox.alive


def test_without_unselect_the_server_is_made_to_look_before_its_status_is_believed() -> None:
    script: Script = {
        "CAPABILITY": "* CAPABILITY IMAP4rev1\r\n{tag} OK done\r\n",
        "UID SEARCH": "* SEARCH\r\n{tag} OK done\r\n",
    }
    with ScriptedServer(script) as server, Mailbox.connect(server.account()) as mailbox:
        list(mailbox.poll("INBOX", None, TERMS, is_wanted))
        server.lines.clear()
        mailbox.status("INBOX")
        assert [line.split()[0] for line in server.lines] == ["NOOP", "STATUS"]


def test_each_command_leaves_in_one_round_trip() -> None:
    with ScriptedServer({}) as server, Mailbox.connect(server.account()) as mailbox:
        sock = mailbox._connection._client.socket()
        assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_ctrl_c_amid_a_command_leaves_no_half_spoken_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer({}) as server, Mailbox.connect(server.account()) as mailbox:
        monkeypatch.setattr("imapclient.IMAPClient.folder_status", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            mailbox.status("INBOX")
        assert not mailbox.alive


def _interrupted(*_: object) -> object:
    raise KeyboardInterrupt


def test_starttls_is_not_given_up_when_the_server_offers_none() -> None:
    with ScriptedServer({}) as server:
        account = server.account().model_copy(update={"tls": "starttls"})
        with pytest.raises(UnreachableError, match="no encryption"):
            Mailbox.connect(account)
        assert not [line for line in server.lines if "LOGIN" in line]
