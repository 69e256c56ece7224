"""From an entry of the log to a program elsewhere: told once, in order, only what is so, only of their people."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from tests.programmes.letters import scheduled
from tests.servers.channels import Hook, running_hook
from tests.shell import GMAIL, NOW, opened
from tests.web.visiting import Who, account_of
from tests.webhooks.test_signing import verified
from tracker.appointments import ids
from tracker.appointments.events import AnyEvent, AppointmentEntered, ConfirmedOtherwise, How, Withdrawn
from tracker.errors import StorageError, UserError
from tracker.reading.types import Language, When
from tracker.storage.access_types import Role
from tracker.storage.types import MailboxAccount
from tracker.storage.webhook_types import DeliveryState, Pause, Webhook
from tracker.webhooks.types import OFFERED, EventType
from tracker.worker.health import late
from tracker.worker.home import Home
from tracker.worker.hook_news import HookPlanner
from tracker.worker.hook_post import (
    FIRST_WAIT,
    LEASE,
    LONGEST_WAIT,
    NO_LONGER_SO,
    NOT_THEIRS,
    PAUSED_AFTER,
    TOO_OLD,
    Courier,
    send_again,
    send_test,
    wait_after,
)
from tracker.worker.hooks import MOST, add_hook, poster_of, rotate
from tracker.worker.intake import take_in
from tracker.worker.publishing import Publisher
from tracker.worker.rounds import Rounds

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ALLOWED = (ip_network("127.0.0.0/8"),)


@pytest.fixture
def home(tmp_path: Path, url: str) -> Iterator[Home]:
    with opened(tmp_path, webhook_networks=ALLOWED, database_url=url) as made:
        yield made


@pytest.fixture
def hook() -> Iterator[Hook]:
    with running_hook() as made:
        yield made


class Machine:
    """Planner and courier with a clock that stands until it is moved, and waits that are never jittered."""

    def __init__(self, home: Home, now: datetime = NOW) -> None:
        self.home, self.now = home, now
        self.planner = HookPlanner(home)
        self.courier = Courier(home, self.planner, lambda: self.now, draw=lambda: 0.5)

    def turn(self, after: timedelta = timedelta(0)) -> None:
        self.now += after
        self.planner.turn(self.now)
        for one in self.home.store.webhooks.due(self.now):
            self.courier.send_due(one)


def listen(home: Home, hook: Hook, **chosen: Any) -> tuple[Webhook, str]:
    """A web hook to that receiver, and its secret."""
    given = {"name": "cases", "types": OFFERED, "account": None, "now": NOW} | chosen
    made, secret = add_hook(home, SecretStr(given.pop("url", hook.address)), **given)
    return made, secret.get_secret_value()


def on(day: int, hour: int = 9) -> When:
    return When(day=date(2027, 4, day), time=time(hour), zone="America/New_York")


def enter(home: Home, day: int = 5, *, person: str = "me", after: timedelta = timedelta(0)) -> AnyEvent:
    """A date from paper, which needs no message to be read."""
    event = ids.record(AppointmentEntered, person, NOW + after, how=How.PAPER, starts_at=on(day))
    home.append(event)
    return event


def move(home: Home, old: int, new: int | None, *, after: timedelta = timedelta(0)) -> None:
    held = next(one for one in home.state("me", NOW).appointments if one.starts_at == on(old))
    starts = on(new) if new else None
    home.append(
        ids.record(ConfirmedOtherwise, "me", NOW + after, how=How.PHONE, starts_at=starts, replaces=held.id),
    )


def take_back(home: Home, event: AnyEvent, *, after: timedelta) -> None:
    home.append(ids.record(Withdrawn, event.person, NOW + after, event=event.id))


def types(hook: Hook) -> list[str]:
    return [one.json["type"] for one in hook.posted]


def states(home: Home, made: Webhook) -> list[str]:
    """Oldest first."""
    return [one.state.value for one in reversed(home.store.webhook_events.list(made.id))]


def test_a_message_of_ice_is_told_once_signed_and_by_ids_alone(home: Home, hook: Hook) -> None:
    made, secret = listen(home, hook)
    take_in(home, scheduled(0), now=NOW, origins=(GMAIL,))
    machine = Machine(home)
    machine.turn()
    machine.turn(MINUTE)
    (posted,) = hook.posted
    assert verified(posted.headers, posted.body, secret)
    (standing,) = home.state("me", NOW).appointments
    assert posted.json == {
        "id": posted.headers["webhook-id"],
        "type": "appointment.confirmed",
        "timestamp": "2026-03-01T12:00:00Z",
        "data": {
            "person": "me",
            "appointment": standing.id,
            "status": "confirmed",
            "confirmed_by": "email",
            "details": posted.json["data"]["details"],
        },
        "links": {
            "person": "/api/v1/persons/me",
            "appointments": "/api/v1/persons/me/appointments",
            "appointment": f"/api/v1/persons/me/appointments/{standing.id}",
        },
    }
    assert states(home, made) == ["taken"]


def test_a_move_is_told_of_both_dates_and_a_cancellation_of_one(home: Home, hook: Hook) -> None:
    listen(home, hook)
    machine = Machine(home)
    enter(home)
    machine.turn()
    move(home, 5, 12, after=MINUTE)
    machine.turn(MINUTE)
    move(home, 12, None, after=2 * MINUTE)
    machine.turn(MINUTE)
    assert types(hook) == [
        "appointment.confirmed",
        "appointment.confirmed",
        "appointment.moved",
        "appointment.cancelled",
    ]
    assert hook.posted[2].json["data"]["replaced_by"] == hook.posted[1].json["data"]["appointment"]


def test_only_what_was_chosen_is_told(home: Home, hook: Hook) -> None:
    listen(home, hook, types=[EventType.CANCELLED])
    machine = Machine(home)
    enter(home)
    machine.turn()
    move(home, 5, None, after=MINUTE)
    machine.turn(MINUTE)
    assert types(hook) == ["appointment.cancelled"]


def test_what_was_so_before_it_was_made_is_not_told_and_what_changes_about_it_is(home: Home, hook: Hook) -> None:
    enter(home, after=-HOUR)
    listen(home, hook)
    enter(home, 6, after=MINUTE)  # before anybody looked
    machine = Machine(home)
    machine.turn(MINUTE)
    assert [one.json["data"]["appointment"] for one in hook.posted] == [home.state("me", NOW).appointments[1].id]
    move(home, 5, None, after=2 * MINUTE)
    machine.turn(MINUTE)
    assert types(hook) == ["appointment.confirmed", "appointment.cancelled"]


def test_a_date_that_passes_before_anybody_looked_is_told_as_passed(home: Home, hook: Hook) -> None:
    enter(home, after=-HOUR)
    listen(home, hook)
    Machine(home, NOW + 500 * DAY).turn()
    assert types(hook) == ["appointment.past"]


def test_one_that_is_made_after_another_was_removed_does_not_hear_of_the_time_between(home: Home, hook: Hook) -> None:
    first, _ = listen(home, hook)
    machine = Machine(home)
    enter(home)
    machine.turn()
    home.store.webhooks.remove(first.id, now=NOW + MINUTE)
    enter(home, 6, after=2 * MINUTE)
    listen(home, hook, now=NOW + HOUR)
    enter(home, 7, after=2 * HOUR)
    machine.turn(3 * HOUR)
    assert len(hook.posted) == 2


def test_the_same_thing_that_becomes_so_again_is_told_again_under_another_id(home: Home, hook: Hook) -> None:
    listen(home, hook)
    machine = Machine(home)
    entered = enter(home)
    machine.turn()
    back = ids.record(Withdrawn, "me", NOW + MINUTE, event=entered.id)
    home.append(back)
    machine.turn(MINUTE)
    take_back(home, back, after=2 * MINUTE)
    machine.turn(MINUTE)
    take_back(home, entered, after=3 * MINUTE)
    machine.turn(MINUTE)
    told = [one.json for one in hook.posted]
    assert [one["type"] for one in told][::2] == ["appointment.confirmed"] * 2
    assert len({one["id"] for one in told}) == 4
    assert told[0]["data"] == told[2]["data"]


def test_the_order_in_which_messages_came_makes_no_difference_to_what_is_told(tmp_path: Path, hook: Hook) -> None:
    told = list[list[dict[str, Any]]]()
    letters = [scheduled(number) for number in range(4)]
    for number, order in enumerate((letters, letters[::-1])):
        folder = tmp_path / str(number)
        folder.mkdir()
        with opened(folder, webhook_networks=ALLOWED) as home:
            listen(home, hook)
            for raw in order:
                take_in(home, raw, now=NOW, origins=(GMAIL,))
            Machine(home).turn()
        told.append([{"type": one.json["type"], "subject": one.json["data"]["appointment"]} for one in hook.posted])
        hook.posted.clear()
    assert told[0] == told[1]
    assert len(told[0]) == 4


def test_a_receiver_that_was_stopped_for_hours_hears_everything_in_order(home: Home, hook: Hook) -> None:
    """Its port is closed meanwhile; what is no longer so when it comes back is not told."""
    closed = f"http://127.0.0.1:{free_port()}/hook"
    made, _ = listen(home, hook, url=closed)
    machine = Machine(home)
    for number in range(1, 21):
        enter(home, number, after=number * MINUTE)
        machine.turn(MINUTE)
    move(home, 3, None, after=HOUR)
    for _ in range(12):
        machine.turn(HOUR)
    assert states(home, made).count("waiting") == 21
    reopen(home, made, hook)
    machine.turn(HOUR)
    told = [one.json["data"]["appointment"] for one in hook.posted]
    held = {one.id: one.starts_at.day.day for one in home.state("me", NOW).appointments}
    assert [held[one] for one in told] == [1, 2, *range(4, 21), 3]
    assert hook.posted[-1].json["type"] == "appointment.cancelled"
    assert states(home, made) == ["taken"] * 2 + ["overtaken"] + ["taken"] * 18


def free_port() -> int:
    with running_hook() as gone:
        return gone.port


def reopen(home: Home, made: Webhook, hook: Hook) -> None:
    """The receiver is back: under another port, which a test can have for sure."""
    from sqlalchemy import update  # noqa: PLC0415 - only here a row is changed past its room

    from tracker.storage.webhook_tables import WEBHOOK  # noqa: PLC0415

    unit = home.store.webhooks._unit
    with unit.transaction() as connection:
        sealed = unit.seal(WEBHOOK, "url", made.id, hook.address)
        connection.execute(update(WEBHOOK).where(WEBHOOK.c.id == made.id).values(url=sealed))


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 400, 404, 301])
def test_whatever_is_no_success_is_tried_again_with_the_same_id_and_body(home: Home, hook: Hook, status: int) -> None:
    made, secret = listen(home, hook)
    machine = Machine(home)
    enter(home)
    hook.status = status
    machine.turn()
    machine.turn(FIRST_WAIT - timedelta(seconds=1))
    assert len(hook.posted) == 1
    (waiting,) = home.store.webhook_events.list(made.id)
    assert (waiting.last_status, waiting.attempts, waiting.state) == (status, 1, DeliveryState.WAITING)
    assert str(status) in str(waiting.last_error)
    hook.status = 200
    machine.turn(timedelta(seconds=2))
    first, second = hook.posted
    assert (first.body, first.headers["webhook-id"]) == (second.body, second.headers["webhook-id"])
    assert first.headers["webhook-timestamp"] != second.headers["webhook-timestamp"]
    assert verified(second.headers, second.body, secret)
    assert states(home, made) == ["taken"]
    healthy = home.store.webhooks.get(made.id)
    assert (healthy.failures, healthy.failing_since, healthy.last_error) == (0, None, None)


def test_waits_grow_from_seconds_to_an_hour_and_are_never_twice_the_same() -> None:
    waits = [wait_after(number, 0.5) for number in range(20)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (FIRST_WAIT, LONGEST_WAIT)
    assert wait_after(3, 0.0) < wait_after(3, 0.5) < wait_after(3, 1.0)


def test_one_event_that_is_always_refused_holds_up_no_other_and_is_given_up_after_days(home: Home, hook: Hook) -> None:
    made, _ = listen(home, hook)
    machine = Machine(home)
    enter(home)
    hook.status = 500
    machine.turn()
    hook.status = 200
    enter(home, 6, after=MINUTE)
    hook.before = lambda: setattr(hook, "status", 500 if hook.posted[-1].body == hook.posted[0].body else 200)
    machine.turn(MINUTE)
    assert states(home, made) == ["waiting", "taken"]
    while machine.now < NOW + PAUSED_AFTER - 12 * HOUR:
        machine.turn(HOUR)
    assert states(home, made) == ["waiting", "taken"]
    while machine.now < NOW + PAUSED_AFTER + 12 * HOUR:
        machine.turn(HOUR)
    assert states(home, made) == ["given_up", "taken"]
    assert home.store.webhooks.get(made.id).paused_at is None


def test_an_endpoint_that_refuses_everything_is_not_hammered_and_hears_all_in_order_later(
    home: Home, hook: Hook
) -> None:
    made, _ = listen(home, hook)
    machine = Machine(home)
    for number in range(1, 11):
        enter(home, number)
    hook.status = 500
    machine.turn()
    assert len(hook.posted) == 3
    for _ in range(4):
        machine.turn(HOUR + MINUTE)
    assert len(hook.posted) == 3 * 5
    hook.status = 200
    hook.posted.clear()
    machine.turn(2 * HOUR)
    held = {one.id: one.starts_at.day.day for one in home.state("me", NOW).appointments}
    order = [held[one.json["data"]["appointment"]] for one in hook.posted]
    seqs = [one.seq for one in reversed(home.store.webhook_events.list(made.id))]
    assert sorted(order) == list(range(1, 11))
    assert seqs == sorted(seqs)
    events = [one.headers["webhook-id"] for one in hook.posted]
    assert events == [one.event for one in reversed(home.store.webhook_events.list(made.id))]


def test_one_that_hangs_delays_no_other(home: Home, hook: Hook) -> None:
    gate, done = threading.Event(), threading.Event()
    with running_hook() as slow, ExitStack() as last:
        last.callback(gate.set)  # also where this test fails: else its thread would hang for as long as a post may take
        slow.before = lambda: (gate.wait(20), None)[1]
        hook.after = done.set
        stuck, other = listen(home, slow)[0], listen(home, hook)[0]
        enter(home)
        planner = HookPlanner(home)
        planner.turn(NOW)
        patient = replace(poster_of(home.settings), seconds=60)  # also where this machine is slow
        courier = Courier(home, planner, lambda: NOW, patient)
        assert courier.begin_due() == 2
        assert done.wait(20)
        assert states(home, stuck) == ["waiting"]
        gate.set()
        courier.close(20)
        assert [states(home, one) for one in (stuck, other)] == [["taken"], ["taken"]]
        assert courier.begin_due() == 0


def test_one_that_fails_for_days_is_paused_said_to_be_late_and_goes_on_when_told_to(home: Home, hook: Hook) -> None:
    made, _ = listen(home, hook)
    machine = Machine(home)
    enter(home)
    hook.status = 503
    machine.turn()
    while machine.now < NOW + PAUSED_AFTER - 2 * HOUR:
        machine.turn(HOUR + MINUTE)
    assert home.store.webhooks.get(made.id).pause is None
    sentences = [one.sentence for one in late(home, machine.now)]
    assert any(f"web hook {made.id} has taken nothing since" in one for one in sentences)
    for _ in range(4):
        machine.turn(HOUR + MINUTE)
    assert home.store.webhooks.get(made.id).pause is Pause.FAILING
    assert any(f"tracker webhook resume {made.id}" in one.sentence for one in late(home, machine.now))
    tried = len(hook.posted)
    enter(home, 6, after=PAUSED_AFTER)
    machine.turn(DAY)
    assert len(hook.posted) == tried
    hook.status = 200
    home.store.webhooks.resume(made.id, now=machine.now)
    machine.turn()
    assert states(home, made) == ["taken", "taken"]
    assert not [one for one in late(home, machine.now) if "web hook" in one.sentence]


def test_one_that_says_it_is_gone_is_not_asked_again(home: Home, hook: Hook) -> None:
    made, _ = listen(home, hook)
    machine = Machine(home)
    enter(home)
    hook.status = 410
    machine.turn()
    machine.turn(DAY)
    assert len(hook.posted) == 1
    assert home.store.webhooks.get(made.id).pause is Pause.GONE


def test_what_waited_for_a_month_is_given_up(home: Home, hook: Hook) -> None:
    made, _ = listen(home, hook)
    machine = Machine(home)
    enter(home)
    machine.planner.turn(NOW)
    home.store.webhooks.pause(made.id, Pause.ASKED, now=NOW)
    machine.now += TOO_OLD + DAY
    home.store.webhooks.resume(made.id, now=machine.now)
    machine.turn()
    assert (hook.posted, states(home, made)) == ([], ["given_up"])


def test_what_a_program_hears_of_is_never_more_than_its_account_may_open(home: Home, hook: Hook) -> None:
    for one in ("ana", "bob"):
        home.store.people.add(one, name=one, language=Language.EN, zone="America/New_York", now=NOW)
    helper = account_of(home, Who("ada", Role.HELPER, people=("me", "ana"), until=NOW + DAY))
    operator = account_of(home, Who("ops", Role.OPERATOR))
    made, _ = listen(home, hook, account=helper.id)
    only, _ = listen(home, hook, account=helper.id, people=["ana", "bob"])
    none, _ = listen(home, hook, account=operator.id)
    machine = Machine(home)
    for one in ("me", "ana", "bob"):
        enter(home, person=one)
    machine.turn()
    told = {one.id: [d.person for d in home.store.webhook_events.list(one.id)] for one in (made, only, none)}
    assert told == {made.id: ["me", "ana"], only.id: ["ana"], none.id: []}
    assert sorted(one.json["data"]["person"] for one in hook.posted) == ["ana", "ana", "me"]
    enter(home, 6, person="ana", after=MINUTE)
    machine.planner.turn(NOW + MINUTE)
    machine.turn(2 * DAY)  # what was given until then is over
    assert len(hook.posted) == 3
    (last, *_) = home.store.webhook_events.list(only.id)
    assert (last.state, last.last_error) == (DeliveryState.OVERTAKEN, NOT_THEIRS)


def test_whom_an_account_is_let_in_to_later_it_hears_of_from_then_on(home: Home, hook: Hook) -> None:
    helper = account_of(home, Who("ada", Role.HELPER))
    listen(home, hook, account=helper.id)
    enter(home, after=MINUTE)
    machine = Machine(home)
    machine.turn(HOUR)
    home.store.accounts.give(helper.id, ["me"], now=NOW + 2 * HOUR)
    enter(home, 6, after=3 * HOUR)
    machine.turn(3 * HOUR)
    assert len(hook.posted) == 1


def test_an_account_that_ends_takes_its_web_hooks_along(home: Home, hook: Hook) -> None:
    helper = account_of(home, Who("ada", Role.HELPER, people=("me",)))
    _made, _ = listen(home, hook, account=helper.id)
    machine = Machine(home)
    enter(home)
    machine.planner.turn(NOW)
    home.store.accounts.remove(helper.id, now=NOW)
    machine.turn(MINUTE)
    assert (home.store.webhooks.list(), hook.posted) == ((), [])


def test_what_is_no_longer_so_is_not_told_even_if_nobody_has_looked_since(home: Home, hook: Hook) -> None:
    """The record is asked at the last moment, whatever was planned."""
    made, _ = listen(home, hook)
    machine = Machine(home)
    enter(home)
    machine.planner.turn(NOW)
    move(home, 5, None, after=MINUTE)
    assert machine.courier.send_due(made.id) == 1
    assert types(hook) == ["appointment.cancelled"]
    (_, first) = home.store.webhook_events.list(made.id)
    assert (first.state, first.last_error) == (DeliveryState.OVERTAKEN, NO_LONGER_SO)
    with pytest.raises(UserError, match="no longer so"):
        send_again(home, made.id, first.event, NOW)


class Erasing(HookPlanner):
    """The person is erased between the look at what is due and the last look before it is posted."""

    def follow(self, person: str, now: datetime) -> int:
        if person == "me":
            self._home.store.erasing.erase(person, now=now)
        return super().follow(person, now)


def test_what_is_erased_on_the_way_is_not_told_and_holds_up_no_other(home: Home, hook: Hook) -> None:
    listen(home, hook)
    home.store.people.add("zoe", name="Zoe", language=Language.EN, zone="America/New_York", now=NOW)
    for person in ("me", "zoe"):
        enter(home, person=person)
    machine = Machine(home)
    machine.planner = Erasing(home)
    machine.courier = Courier(home, machine.planner, lambda: machine.now)
    machine.turn()
    assert [one.json["data"]["person"] for one in hook.posted] == ["zoe"]
    machine.turn()
    assert list(machine.planner._looked) == ["zoe"]


def test_what_was_taken_can_be_asked_for_once_more(home: Home, hook: Hook) -> None:
    made, _ = listen(home, hook)
    machine = Machine(home)
    enter(home)
    machine.turn()
    send_again(home, made.id, hook.posted[0].headers["webhook-id"], machine.now)
    machine.turn()
    assert hook.posted[0].body == hook.posted[1].body
    assert states(home, made) == ["taken"]


def test_a_mailbox_that_is_not_read_is_told_and_its_return(home: Home, hook: Hook) -> None:
    listen(home, hook)
    box = MailboxAccount(
        id="box", address="a@b.example", user="a", secret=SecretStr("x"), host="127.0.0.1", port=1, tls="plain"
    )
    home.store.mailboxes.add(box, people=["me"], now=NOW)
    home.store.mailboxes.note_success("box", now=NOW)
    machine = Machine(home)
    for _ in range(4):
        machine.turn(5 * MINUTE)
    home.store.mailboxes.note_success("box", now=machine.now)
    machine.turn(MINUTE)
    assert [(one.json["type"], one.json["data"]["mailbox"]) for one in hook.posted] == [
        ("mailbox.unread", "box"),
        ("mailbox.read", "box"),
    ]


def test_a_test_event_is_posted_at_once_and_is_about_nobody(home: Home, hook: Hook) -> None:
    made, secret = listen(home, hook)
    done = send_test(home, made.id, NOW)
    (posted,) = hook.posted
    assert (posted.json["type"], posted.json["data"]) == ("webhook.test", {})
    assert verified(posted.headers, posted.body, secret)
    assert (done.state, done.last_status) == (DeliveryState.TAKEN, 200)
    hook.status = 500
    failed = send_test(home, made.id, NOW)
    assert (failed.state, failed.last_status, failed.attempts) == (DeliveryState.GIVEN_UP, 500, 1)
    assert home.store.webhooks.due(NOW + DAY) == ()


def test_a_new_secret_signs_at_once_and_the_old_one_beside_it_for_a_day(home: Home, hook: Hook) -> None:
    made, old = listen(home, hook)
    _, given = rotate(home, made.id, NOW)
    new = given.get_secret_value()
    for moment, both in ((NOW, True), (NOW + DAY + MINUTE, False)):
        send_test(home, made.id, moment)
        posted = hook.posted[-1]
        assert verified(posted.headers, posted.body, new)
        assert verified(posted.headers, posted.body, old) is both


def test_a_secret_can_be_replaced_again_on_a_clock_that_was_set_back(home: Home, hook: Hook) -> None:
    made, _ = listen(home, hook)
    _, first = rotate(home, made.id, NOW + HOUR)
    _, second = rotate(home, made.id, NOW)
    assert home.store.webhooks.keys(made.id, now=NOW) == (second, first)


def test_addresses_that_only_we_can_reach_are_refused_when_made_and_when_posted_to(tmp_path: Path, hook: Hook) -> None:
    with opened(tmp_path) as home:
        for url in ("http://127.0.0.1/", "https://10.0.0.1/", "https://169.254.169.254/", "http://cases.example/"):
            with pytest.raises(UserError):
                listen(home, hook, url=url)
        made, _ = listen(home, hook, url=f"https://localhost:{hook.port}/hook")
        done = send_test(home, made.id, NOW)
        assert "not on the public network" in str(done.last_error)
    assert hook.posted == []


def test_an_account_may_have_so_many_and_no_more(home: Home, hook: Hook) -> None:
    for _ in range(MOST):
        listen(home, hook)
    with pytest.raises(UserError, match="remove one"):
        listen(home, hook)
    listen(home, hook, account=account_of(home, Who("ada", Role.HELPER)).id)


def test_neither_address_nor_secret_stands_in_logs_reprs_or_on_the_disk(
    home: Home, hook: Hook, caplog: pytest.LogCaptureFixture
) -> None:
    made, secret = listen(home, hook, url=f"{hook.address}?key=hushhush", name="secretname")
    machine = Machine(home)
    enter(home)
    hook.status = 500
    with caplog.at_level(logging.DEBUG):
        machine.turn()
        send_test(home, made.id, NOW)
        rotate(home, made.id, NOW)
    deliveries = home.store.webhook_events.list(made.id)
    shown = (
        caplog.text + repr(home.store.webhooks.list()) + repr(deliveries) + repr([one.last_error for one in deliveries])
    )
    for word in ("hushhush", "whsec_", secret[6:], "secretname", "2027-04-05"):
        assert word not in shown
        for file in home.settings.home.rglob("*"):
            assert not file.is_file() or word.encode() not in file.read_bytes(), file
    held = home.state("me", NOW).appointments[0].id
    assert all(held.encode() not in file.read_bytes() for file in home.settings.home.rglob("tracker.db*"))


def test_two_planners_at_once_tell_everything_once(home: Home, hook: Hook) -> None:
    made, _ = listen(home, hook)
    for number in range(1, 11):
        enter(home, number)
    threads = [threading.Thread(target=HookPlanner(home).turn, args=(NOW,)) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(states(home, made)) == 10


def test_only_one_serves_an_endpoint_until_its_lease_is_over(home: Home, hook: Hook) -> None:
    made, _ = listen(home, hook)
    machine = Machine(home)
    enter(home)
    machine.planner.turn(NOW)
    assert home.store.webhooks.take(made.id, now=NOW, lease=LEASE)
    assert machine.courier.send_due(made.id) == 0
    machine.turn(LEASE + timedelta(seconds=1))
    assert states(home, made) == ["taken"]


def test_a_full_disk_loses_nothing(home: Home, hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    made, _ = listen(home, hook)
    machine = Machine(home)
    enter(home)
    refused = StorageError("full")

    def full(*_: object, **__: object) -> None:
        raise refused

    with monkeypatch.context() as patched:
        patched.setattr(home.store.webhook_events, "taken", full)
        with pytest.raises(StorageError):
            machine.turn()
    assert states(home, made) == ["waiting"]
    machine.turn(LEASE + MINUTE)
    assert hook.posted[0].body == hook.posted[1].body
    assert states(home, made) == ["taken"]


def test_the_worker_tells_programs_without_being_asked(home: Home, hook: Hook) -> None:
    listen(home, hook)
    enter(home)
    done = threading.Event()
    hook.after = done.set
    rounds = Rounds(home, Publisher(home), lambda: NOW)
    jobs: dict[str, Callable[[datetime], None]] = {job.name: job.run for job in rounds.jobs()}
    rounds.begin(NOW)
    jobs["webhooks"](NOW)
    jobs["post"](NOW)
    assert done.wait(20)
    rounds.close()
    assert types(hook) == ["appointment.confirmed"]
