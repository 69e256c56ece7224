"""What reading a mailbox promises, on Dovecot over TLS and on the embedded server alike."""

from __future__ import annotations

import contextlib
import itertools

import pytest
from pydantic import SecretStr

from tests.mailbox.reading import TERMS, Reader, from_ice, from_shop, is_wanted, message
from tests.servers.backends import Backend
from tests.servers.cut import CutProxy
from tracker.errors import (
    FolderGoneError,
    ImplausibleMailboxError,
    SettingsError,
    SignInRefusedError,
    UnreachableError,
)
from tracker.mailbox.check import check
from tracker.mailbox.connection import Timeouts
from tracker.mailbox.imap import Mailbox
from tracker.mailbox.types import Account, Advanced, Found, Lack, Progress, Resynced, SearchTerms

ICE = [from_ice(number) for number in range(1, 5)]
SHOP = [from_shop(number) for number in range(1, 7)]
MIXED = [SHOP[0], ICE[0], SHOP[1], SHOP[2], ICE[1], ICE[2], SHOP[3], ICE[3]]


def test_a_first_read_finds_every_wanted_message_byte_for_byte(backend: Backend) -> None:
    backend.deliver(*MIXED)
    reader = Reader(backend.account())
    reader.read()
    assert [found.raw for found in reader.found] == ICE[::-1], "newest first"
    assert all(found.lack is None and found.size == len(found.raw) for found in reader.found)
    assert reader.cursor is not None
    assert reader.cursor.complete
    assert reader.cursor.messages == len(MIXED)
    assert [step for step in reader.steps if isinstance(step, Progress)][-1].done == reader.cursor.last_uid


def test_internal_dates_come_aware_and_in_utc(backend: Backend) -> None:
    backend.deliver(ICE[0])
    reader = Reader(backend.account())
    reader.read()
    date = reader.found[0].internal_date
    assert date is not None
    assert str(date.tzinfo) == "UTC"


def test_nothing_is_changed_on_the_server(backend: Backend) -> None:
    backend.deliver(*MIXED)
    with backend.guard() as guard:
        account = backend.account(port=guard.port)
        reader = Reader(account)
        reader.read()
        backend.deliver(from_ice(50), from_shop(51))
        reader.read()
        with Mailbox.connect(account) as mailbox:
            list(mailbox.missed_by_search("INBOX", TERMS, is_wanted))
        assert all(finding.works for finding in check(account))
        assert guard.forbidden == []
        assert guard.commands.count("EXAMINE") >= 4
    assert backend.flags() == set()


def test_a_first_read_may_be_interrupted_at_any_step(backend: Backend) -> None:
    backend.deliver(*MIXED)
    interruptions = 0
    for stop_after in range(1, 10):
        reader = Reader(backend.account())
        reader.read(stop_after=stop_after)
        interrupted = reader.cursor is None or not reader.cursor.complete
        interruptions += interrupted
        reader.read()
        assert reader.raws == set(ICE)
        assert len(reader.found) <= len(ICE) + 1, "at most the message whose cursor was not stored is read again"
        assert reader.cursor is not None
        assert reader.cursor.complete
    assert interruptions == 8


def test_an_interrupted_reading_leaves_the_connection_usable(backend: Backend) -> None:
    backend.deliver(*MIXED)
    reader = Reader(backend.account())
    with Mailbox.connect(backend.account()) as mailbox:
        for _ in range(6):
            reader.read(mailbox, stop_after=1)
            reader.read(mailbox, stop_after=2)
        reader.read(mailbox)
    assert reader.raws == set(ICE)


def test_new_mail_is_seen_on_a_connection_whose_reading_was_broken_off(backend: Backend) -> None:
    backend.deliver(*MIXED)
    reader = Reader(backend.account())
    with Mailbox.connect(backend.account()) as mailbox:
        reader.read(mailbox)
        for number in range(61, 64):
            backend.deliver(from_ice(number), from_shop(number))
            reader.read(mailbox, stop_after=1)
        reader.read(mailbox)
    assert reader.raws == {*ICE, *(from_ice(number) for number in range(61, 64))}


def test_messages_of_another_numbering_are_not_handed_out(backend: Backend) -> None:
    backend.deliver(ICE[0])
    with Mailbox.connect(backend.account()) as mailbox:
        other = mailbox.status("INBOX").uidvalidity + 1
        with pytest.raises(UnreachableError, match="replaced"):
            list(mailbox.read("INBOX", other, [1]))


def test_mail_that_arrives_during_a_first_read_is_read_next_and_first(backend: Backend) -> None:
    backend.deliver(*MIXED)
    reader = Reader(backend.account())
    reader.read(stop_after=2)
    backend.deliver(from_ice(60))
    reader.read()
    assert [found.raw for found in reader.found] == [ICE[3], from_ice(60), *ICE[2::-1]]
    reader.steps.clear()
    reader.read()
    assert reader.steps == [], "the backlog did not take back what the new mail had advanced"


def test_new_mail_is_judged_by_its_headers_without_search(backend: Backend) -> None:
    backend.deliver(*MIXED)
    with backend.guard() as guard:
        reader = Reader(backend.account(port=guard.port))
        reader.read()
        backend.deliver(from_shop(70), from_ice(71), from_shop(72), from_ice(73))
        reader.found.clear()
        guard.reset()
        reader.read()
        assert [found.raw for found in reader.found] == [from_ice(71), from_ice(73)], "oldest first"
        assert not [name for name in guard.commands if "SEARCH" in name]
        fetches = [line for line in guard.lines if line.startswith(b"UID FETCH")]
        assert [b"HEADER.FIELDS" in line for line in fetches] == [True, False, False]
        uids = ",".join(str(found.uid) for found in reader.found)
        assert guard.body_fetches == [f"UID FETCH {uids} (BODY.PEEK[])".encode()]


def test_nothing_new_is_one_command_after_login_and_one_round_trip_when_kept(backend: Backend) -> None:
    backend.deliver(*MIXED)
    with backend.guard() as guard:
        reader = Reader(backend.account(port=guard.port))
        reader.read()
        reader.steps.clear()
        guard.reset()
        with Mailbox.connect(reader.account) as mailbox:
            reader.read(mailbox)
            assert guard.commands[guard.commands.index("LOGIN") + 1 :] == ["STATUS"]
            guard.reset()
            for _ in range(5):
                reader.read(mailbox)
            assert guard.commands == ["STATUS"] * 5
            assert guard.round_trips == 5
        assert reader.steps == []


def test_a_large_unrelated_mailbox_costs_few_bytes(backend: Backend) -> None:
    backend.deliver(*[from_shop(number, body="words " * 3_000) for number in range(30)], *ICE[:1])
    with backend.guard() as guard:
        reader = Reader(backend.account(port=guard.port))
        reader.read()
        assert reader.raws == {ICE[0]}
        assert guard.bytes_down < 0.02 * 30 * 18_000
        assert len(guard.body_fetches) == 1


def test_a_renumbered_folder_is_read_again_and_loses_nothing(backend: Backend) -> None:
    backend.create("Letters", ICE[0], SHOP[0], ICE[1])
    reader = Reader(backend.account(), folder="Letters")
    reader.read()
    before = reader.cursor
    backend.recreate("Letters", ICE[1], ICE[2])
    reader.read()
    assert before is not None
    assert reader.cursor is not None
    assert before.uidvalidity != reader.cursor.uidvalidity
    assert [type(step) for step in reader.steps].count(Resynced) == 1
    assert reader.raws == set(ICE[:3])
    reader.steps.clear()
    reader.read()
    assert reader.steps == []


def test_an_emptied_mailbox_stops_and_tells_until_mail_comes(backend: Backend) -> None:
    backend.deliver(*MIXED)
    reader = Reader(backend.account())
    reader.read()
    backend.empty()
    before = reader.cursor
    with pytest.raises(ImplausibleMailboxError, match="is empty now"):
        reader.read()
    assert reader.cursor == before
    backend.deliver(from_ice(80))
    reader.read()
    assert from_ice(80) in reader.raws


def test_an_empty_mailbox_is_read_and_then_watched(backend: Backend) -> None:
    reader = Reader(backend.account())
    reader.read()
    assert [type(step) for step in reader.steps] == [Advanced]
    reader.read()
    assert len(reader.steps) == 1
    backend.deliver(ICE[0])
    reader.read()
    assert reader.raws == {ICE[0]}


def test_a_folder_that_is_gone_is_named_and_the_others_are_read(backend: Backend) -> None:
    backend.deliver(ICE[0])
    with Mailbox.connect(backend.account()) as mailbox:
        with pytest.raises(FolderGoneError, match="Vanished"):
            list(mailbox.poll("Vanished", None, TERMS, is_wanted))
        assert mailbox.alive
        reader = Reader(backend.account())
        reader.read(mailbox)
    assert reader.raws == {ICE[0]}


def test_a_wrong_password_is_a_refusal_and_is_not_repeated_in_words(backend: Backend) -> None:
    account = backend.account().model_copy(update={"secret": _secret("not-this-one")})
    with pytest.raises(SignInRefusedError) as caught:
        Mailbox.connect(account)
    assert "not-this-one" not in str(caught.value)
    assert account.user not in str(caught.value)


def test_cuts_at_every_twentieth_byte_lose_nothing(backend: Backend) -> None:
    backend.deliver(SHOP[0], *ICE[:3])
    with CutProxy(backend.port(), after=0) as proxy:
        for cuts in itertools.count():
            proxy.after, proxy.fault = 20 * cuts, ("fin", "rst")[cuts % 2]
            reader = Reader(backend.account(port=proxy.port))
            with contextlib.suppress(UnreachableError):
                reader.read()
            if proxy.faults == cuts:
                break  # the whole conversation is shorter than this
            reader.account = backend.account()
            reader.read()
            assert reader.raws == set(ICE[:3])
            assert reader.cursor is not None
            assert reader.cursor.complete
    assert proxy.faults == cuts
    assert cuts > 50


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.9])
def test_a_stalled_server_times_out(backend: Backend, share: float) -> None:
    backend.deliver(*ICE)
    length = _conversation_length(backend)
    with CutProxy(backend.port(), int(length * share), "stall") as proxy:
        account = backend.account(port=proxy.port)
        with pytest.raises(UnreachableError, match=r"in time|broke"):
            _read_all(account, Timeouts(connect=0.3, read=0.3))
        assert proxy.faults == 1


def test_search_is_checked_by_a_scan_of_headers(backend: Backend) -> None:
    backend.deliver(ICE[0], SHOP[0], ICE[1])
    blind = SearchTerms(senders=("nobody.example",))
    with Mailbox.connect(backend.account()) as mailbox:
        missed = [uid for uids in mailbox.missed_by_search("INBOX", blind, is_wanted) for uid in uids]
        status = mailbox.status("INBOX")
        assert [found.raw for found in mailbox.read("INBOX", status.uidvalidity, missed)] == [ICE[0], ICE[1]]
        assert [uid for uids in mailbox.missed_by_search("INBOX", TERMS, is_wanted) for uid in uids] == []


def test_subjects_beyond_ascii_are_found(backend: Backend) -> None:
    spanish = message(90, "oficina@example.org", "=?utf-8?q?Su_confirmaci=C3=B3n?=")
    backend.deliver(SHOP[0], spanish)
    reader = Reader(backend.account(), terms=SearchTerms(subjects=("confirmación",)))
    with Mailbox.connect(backend.account()) as mailbox:
        steps = list(mailbox.poll("INBOX", None, reader.terms, lambda _headers: True))
    assert [step.raw for step in steps if isinstance(step, Found)] == [spanish]


def test_a_message_over_the_cap_comes_as_its_headers(backend: Backend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.mailbox.fetching.MAX_MESSAGE_BYTES", 2_000)
    large = from_ice(91, body="x" * 3_000)
    backend.deliver(ICE[0], large, ICE[1])
    with backend.guard() as guard:
        reader = Reader(backend.account(port=guard.port))
        reader.read()
        assert [found.lack for found in reader.found] == [None, Lack.TOO_LARGE, None]
        assert reader.found[1].raw == large.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        assert reader.found[1].size == len(large)
        assert guard.bytes_down < len(large) + 3_000


def test_more_new_mail_than_one_command_holds_is_read_in_parts(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.mailbox.imap.CHUNK", 3)
    monkeypatch.setattr("tracker.mailbox.fetching.CHUNK", 3)
    backend.deliver(SHOP[0])
    reader = Reader(backend.account())
    reader.read()
    backend.deliver(*MIXED)
    reader.read()
    assert [found.raw for found in reader.found] == ICE
    assert reader.steps[-1] == Progress(done=8, total=8)


def test_a_judge_that_stumbles_gets_the_message_fetched(backend: Backend) -> None:
    backend.deliver(ICE[0])
    with Mailbox.connect(backend.account()) as mailbox:
        steps = list(mailbox.poll("INBOX", None, TERMS, _stumbling_judge))
    assert [step.raw for step in steps if isinstance(step, Found)] == [ICE[0]]


@pytest.mark.parametrize("evil", ['x"\r\nA9 EXPUNGE', "a\nb", "a\0b", "tab\there", "\x7f", "\ud800"])
def test_control_characters_reach_no_server(backend: Backend, evil: str) -> None:
    backend.deliver(ICE[0])
    with backend.guard() as guard:
        account = backend.account(port=guard.port)
        with Mailbox.connect(account) as mailbox:
            guard.reset()
            for terms in (SearchTerms(senders=(evil,)), SearchTerms(subjects=(evil,))):
                with pytest.raises(SettingsError, match="control character"):
                    list(mailbox.poll("INBOX", None, terms, is_wanted))
            with pytest.raises(SettingsError, match="control character"):
                mailbox.status(evil)
            assert guard.lines == []
        for field in ({"user": evil}, {"secret": _secret(evil)}, {"folders": (evil,)}):
            with pytest.raises(SettingsError, match="control character"):
                Mailbox.connect(account.model_copy(update=field))
        assert guard.lines == []


def test_terms_with_quotes_and_braces_are_only_words(backend: Backend) -> None:
    odd = message(92, "shop@example.org", 'The "big" {3} (sale) \\ *')
    backend.deliver(odd, SHOP[0])
    with Mailbox.connect(backend.account()) as mailbox:
        for term in ('"big"', "{3}", "(sale)", "\\", "*"):
            steps = list(mailbox.poll("INBOX", None, SearchTerms(subjects=(term,)), lambda _headers: True))
            assert [step.raw for step in steps if isinstance(step, Found)] == [odd], term


def test_check_says_what_works_and_what_does_not(backend: Backend) -> None:
    backend.deliver(ICE[0])
    backend.create("Letters")
    findings = check(backend.account(folders=("INBOX", "Vanished")))
    assert [finding.works for finding in findings] == [True, True, True, False, True]
    assert "it holds 1 message." in findings[2].sentence
    assert "Vanished" in findings[3].sentence
    assert findings[4].sentence == "The mailbox has the folders INBOX, Letters."


def test_check_says_that_the_password_is_refused_and_stops(backend: Backend) -> None:
    findings = check(backend.account().model_copy(update={"secret": _secret("wrong")}))
    assert [finding.works for finding in findings] == [True, False]
    assert "refused" in findings[1].sentence


def _stumbling_judge(headers: bytes) -> bool:
    raise ValueError(headers)


def _secret(text: str) -> SecretStr:
    return SecretStr(text)


def _read_all(account: Account, timeouts: Timeouts) -> None:
    with Mailbox.connect(account, timeouts) as mailbox:
        list(mailbox.poll("INBOX", None, TERMS, is_wanted))


def _conversation_length(backend: Backend) -> int:
    """How many bytes a whole reading takes on the wire."""
    with CutProxy(backend.port(), 10**9) as proxy:
        _read_all(backend.account(port=proxy.port), Timeouts())
        return 10**9 - proxy.left
