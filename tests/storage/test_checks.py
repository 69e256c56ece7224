from __future__ import annotations

from datetime import timedelta

from tests.storage.samples import MINUTE, NOW, digest_of, raw_message
from tracker.message.dkim import DkimResult, Outcome
from tracker.storage.store import Store

RAW = raw_message(1)
DIGEST = digest_of(RAW)
FOUND = DkimResult(
    of=DIGEST,
    outcome=Outcome.PASS,
    reason="It passed.",
    domain="ice.dhs.gov",
    selector="sel1",
    signature_hash="a" * 64,
    signed_at=NOW - MINUTE,
    key_record="v=DKIM1; p=AAAA",
    covered=("from", "to"),
)
UNSURE = FOUND.model_copy(update={"outcome": Outcome.UNAVAILABLE, "key_record": None})


def test_a_result_comes_back_as_it_was_kept(store: Store) -> None:
    store.messages.keep(RAW, received=NOW, now=NOW)
    attached = FOUND.model_copy(update={"of": "0" * 64, "outcome": Outcome.FAIL})
    store.checks.keep(DIGEST, [FOUND, attached], now=NOW)
    assert store.checks.of(DIGEST) == tuple(sorted((FOUND, attached), key=lambda result: result.of))
    assert store.checks.of("f" * 64) == ()


def test_what_was_found_on_arrival_stays(store: Store) -> None:
    store.messages.keep(RAW, received=NOW, now=NOW)
    store.checks.keep(DIGEST, [FOUND], now=NOW)
    later = FOUND.model_copy(update={"outcome": Outcome.NONE, "reason": "The key is gone.", "key_record": None})
    store.checks.keep(DIGEST, [later], now=NOW + MINUTE)
    assert store.checks.of(DIGEST) == (FOUND,)


def test_what_could_not_be_asked_for_waits_until_it_could(store: Store) -> None:
    store.messages.keep(RAW, received=NOW, now=NOW)
    store.checks.keep(DIGEST, [UNSURE, UNSURE.model_copy(update={"of": "0" * 64})], now=NOW)
    assert store.checks.waiting(stored_since=NOW) == (DIGEST,)
    assert store.checks.waiting(stored_since=NOW + timedelta(seconds=1)) == ()
    store.checks.keep(DIGEST, [FOUND, FOUND.model_copy(update={"of": "0" * 64})], now=NOW)
    assert store.checks.waiting(stored_since=NOW) == ()
    assert {result.outcome for result in store.checks.of(DIGEST)} == {Outcome.PASS}


def test_a_message_without_a_signature_leaves_nothing(store: Store) -> None:
    store.messages.keep(RAW, received=NOW, now=NOW)
    store.checks.keep(DIGEST, [DkimResult(of=DIGEST, outcome=Outcome.NONE, reason="Unsigned.")], now=NOW)
    assert store.checks.of(DIGEST) == ()
