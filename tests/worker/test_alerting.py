"""From an entry of the log to a message on a phone: planned once, sent until the channel says yes, never stale."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr

from tests.programmes.letters import scheduled
from tests.servers.channels import running_hook, running_post
from tests.shell import GMAIL, NOW, opened
from tracker.alerts.letter import Letter
from tracker.appointments import ids
from tracker.appointments.events import AppointmentEntered, ConfirmedOtherwise, How, RequestAdded
from tracker.errors import AlertError, StorageError
from tracker.network import Gate
from tracker.reading.types import Language, When
from tracker.storage.types import AlertChannel, AlertState, Fetch
from tracker.worker.alerting import Planner
from tracker.worker.around import PUBLISHED, PUBLISHING_JOB
from tracker.worker.home import Home
from tracker.worker.intake import take_in
from tracker.worker.publishing import Publisher
from tracker.worker.rounds import Rounds
from tracker.worker.seen import acknowledge
from tracker.worker.sending import LEASE, TOGETHER, TOO_OLD, Sender, wait_after

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with opened(tmp_path) as made:
        yield made


class Phone:
    """Stands for a channel: notes what it is handed, or refuses, or hangs."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, Letter]] = []
        self.broken = False
        self.hangs = threading.Event()
        self.hangs.set()

    def __call__(self, url: SecretStr, letter: Letter, *, headers: Mapping[str, str], gate: Gate | None) -> None:
        assert headers
        self.hangs.wait()
        if self.broken:
            raise AlertError("no")
        self.letters.append((url.get_secret_value(), letter))

    def titles(self) -> list[str]:
        return [letter.title for _, letter in self.letters]


class Machine:
    """Planner and sender with a clock that stands until it is moved."""

    def __init__(self, home: Home, now: datetime = NOW) -> None:
        self.home, self.now, self.phone = home, now, Phone()
        self.planner = Planner(home)
        self.sender = Sender(home, self.planner, lambda: self.now, self.phone)

    def turn(self, after: timedelta = timedelta(0)) -> list[str]:
        """Plan and send; returns the titles that went out."""
        self.now += after
        before = len(self.phone.letters)
        self.planner.turn(self.now)
        for channel in self.home.store.alerts.due_channels(self.now):
            self.sender.send_due(channel)
        return self.phone.titles()[before:]


def channel(
    home: Home, url: str = "json://phone", *, name: str = "phone", full: bool = False, language: Language | None = None
) -> AlertChannel:
    return home.store.alerts.add_channel(name, SecretStr(url), person=None, full=full, language=language, now=NOW)


def states(home: Home) -> list[AlertState]:
    return [one.state for record in home.store.alerts.list() for one in record.deliveries]


def take(home: Home) -> None:
    """A message of ICE."""
    assert take_in(home, scheduled(0), now=NOW, origins=[GMAIL]).new


def learn(home: Home, hour: int = 9) -> None:
    """A date from paper, which needs no message to be read."""
    start = When(day=date(2027, 4, 5), time=time(hour), zone="America/New_York")
    home.append(ids.record(AppointmentEntered, "me", NOW, how=How.PAPER, starts_at=start))


def test_a_message_of_ice_becomes_one_alert_in_the_language_of_the_person(home: Home) -> None:
    channel(home)
    home.store.people.change("me", language=Language.ES)
    take(home)
    machine = Machine(home)
    assert machine.turn() == ["Cita: 5 abr 2027, 9:00 a. m."]
    assert machine.turn(MINUTE) == []
    assert states(home) == [AlertState.SENT]


def test_a_channel_may_speak_another_language_and_say_more(home: Home) -> None:
    channel(home, full=True, language=Language.FR)
    take(home)
    machine = Machine(home)
    machine.turn()
    ((_, letter),) = machine.phone.letters
    assert letter.title.startswith("Rendez-vous : 5 avr. 2027")
    assert "26 Federal Plaza" in letter.body
    assert "ICE" in letter.body


def test_who_dies_between_the_entry_and_its_alert_leaves_it_to_the_next(home: Home) -> None:
    channel(home)
    learn(home)
    assert home.store.alerts.list() == ()
    assert home.store.alerts.untold("me")
    assert len(Machine(home).turn()) == 1
    assert not home.store.alerts.untold("me")
    assert Machine(home).turn() == []


def test_a_plan_that_cannot_be_kept_leaves_the_news_untold(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    channel(home)
    learn(home)
    machine = Machine(home)

    def full_disk(*_: object, **__: object) -> int:
        raise StorageError("full")

    with monkeypatch.context() as broken:
        broken.setattr(home.store.alerts, "plan", full_disk)
        with pytest.raises(StorageError):
            machine.turn()
    assert home.store.alerts.untold("me")
    assert len(machine.turn()) == 1


def test_an_act_of_a_person_brings_its_alert_in_the_same_step(home: Home) -> None:
    channel(home)
    learn(home)
    machine = Machine(home)
    machine.turn()
    (old,) = home.state("me", NOW).appointments
    act = ids.record(ConfirmedOtherwise, "me", NOW, how=How.PHONE, replaces=old.id)
    with home.store.transaction():
        home.append(act)
        Planner(home).follow(home.person("me"), NOW)
    assert [record.kind for record in home.store.alerts.list()].count("cancelled") == 1
    assert machine.turn() == ["Appointment cancelled: Apr 5, 2027, 9:00 AM"]


def test_news_of_a_moment_comes_as_one_message(home: Home) -> None:
    channel(home)
    for number in range(3):
        learn(home, 9 + number)
    machine = Machine(home)
    (title,) = machine.turn()
    assert title.startswith("Appointments: ")
    assert machine.phone.letters[0][1].body.count("Appointment:") == 3


def test_a_channel_that_refuses_is_tried_again_later_each_time_with_the_same_reference(home: Home) -> None:
    channel(home)
    learn(home)
    machine = Machine(home)
    machine.phone.broken = True
    assert machine.turn() == []
    assert machine.turn(MINUTE / 2) == []
    record = home.store.alerts.list()[0]
    assert (record.deliveries[0].attempts, record.deliveries[0].last_error) == (1, "no")
    machine.phone.broken = False
    assert len(machine.turn(MINUTE)) == 1
    assert machine.phone.letters[0][1].refs == (record.id.removeprefix("alr_")[:8],)
    waits = [wait_after(attempts) for attempts in range(9)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (MINUTE, HOUR)


def test_a_dead_channel_is_told_over_the_others(home: Home) -> None:
    channel(home, "json://broken", name="old phone")
    channel(home, "json://works")
    learn(home)
    machine = Machine(home)
    fine = machine.phone

    def only_the_second(url: SecretStr, letter: Letter, *, headers: Mapping[str, str], gate: Gate | None) -> None:
        if "broken" in url.get_secret_value():
            raise AlertError("no")
        fine(url, letter, headers=headers, gate=gate)

    machine.sender = Sender(home, machine.planner, lambda: machine.now, only_the_second)
    assert len(machine.turn()) == 1
    told = [machine.turn(4 * MINUTE) for _ in range(20)]
    assert [title for titles in told for title in titles] == ["Some news does not arrive"]
    assert "old phone" in fine.letters[-1][1].body


def test_what_was_overtaken_while_it_waited_is_not_sent(home: Home) -> None:
    channel(home)
    learn(home)
    machine = Machine(home)
    machine.phone.broken = True
    machine.turn()
    (old,) = home.state("me", NOW).appointments
    home.append(ids.record(ConfirmedOtherwise, "me", NOW + MINUTE, how=How.PHONE, replaces=old.id))
    machine.phone.broken = False
    assert machine.turn(MINUTE) == ["Appointment cancelled: Apr 5, 2027, 9:00 AM"]
    assert sorted(states(home)) == [AlertState.DEAD, AlertState.SENT]


def test_an_alert_is_not_tried_for_ever(home: Home) -> None:
    channel(home)
    learn(home)
    machine = Machine(home)
    machine.phone.broken = True
    machine.turn()
    machine.turn(TOO_OLD + DAY)
    first = home.store.alerts.list()[0]
    assert (first.kind, first.deliveries[0].state) == ("new_date", AlertState.DEAD)


def test_an_acknowledged_alert_is_not_sent_any_more(home: Home) -> None:
    channel(home)
    learn(home)
    machine = Machine(home)
    machine.phone.broken = True
    machine.turn()
    home.store.alerts.acknowledge(home.store.alerts.list()[0].id, now=machine.now)
    machine.phone.broken = False
    assert machine.turn(HOUR) == []


def test_a_channel_that_hangs_delays_no_other_and_is_told(home: Home) -> None:
    stuck, works = channel(home, "json://stuck", name="stuck"), channel(home, "json://works")
    learn(home)
    machine, release, came = Machine(home), threading.Event(), threading.Event()

    def deliver(url: SecretStr, letter: Letter, *, headers: Mapping[str, str], gate: Gate | None) -> None:
        if "stuck" in url.get_secret_value():
            release.wait(30)
        machine.phone(url, letter, headers=headers, gate=gate)
        came.set()

    machine.planner.turn(NOW)
    sender = Sender(home, machine.planner, lambda: machine.now, deliver)
    assert sender.begin_due() == 2
    assert came.wait(10)
    assert [url for url, _ in machine.phone.letters] == ["json://works"]
    machine.now += 2 * LEASE
    assert sender.begin_due() == 0  # the lease is over, but its thread is still there
    sender._note_hanging(stuck.id, 2 * LEASE.total_seconds())
    assert home.store.alerts.channel(stuck.id).failing_since == machine.now
    assert home.store.alerts.channel(works.id).failing_since is None
    release.set()
    sender.close()
    assert len(machine.phone.letters) == 2


def test_sixty_days_on_two_channels_in_two_languages(home: Home) -> None:
    channel(home, "json://hers", language=Language.HT)
    channel(home, "json://his", name="brother", language=Language.EN)
    begin = datetime(2027, 3, 1, 13, tzinfo=UTC)
    learn(home)
    machine, told = Machine(home, begin), list[tuple[str, str, str]]()
    home.append(ids.record(RequestAdded, "me", begin + 9 * DAY, how=How.WEB))
    for hour in range(1, 60 * 24):
        before, now = len(machine.phone.letters), begin + hour * HOUR
        local = now.astimezone(ZoneInfo("America/New_York"))
        if local.hour in range(6, 10):
            machine.turn(now - machine.now)
        told += [
            (f"{local:%m-%d %H:%M}", url.removeprefix("json://"), letter.title)
            for url, letter in machine.phone.letters[before:]
        ]
    first = told[:2]
    assert sorted(first) == [
        ("03-01 09:00", "hers", "Randevou: 5 avril 2027, 9:00 AM"),
        ("03-01 09:00", "his", "Appointment: Apr 5, 2027, 9:00 AM"),
    ]
    moments = ["03-11 08:00", "03-13 08:00", "03-17 09:00", "03-29 09:00", "04-02 09:00", "04-03 09:00", "04-04 09:00"]
    assert sorted(told[2:]) == sorted(
        (moment, who, title)
        for moment in [*moments, "04-05 06:00"]
        for who, title in (
            ("hers", "Chanjman an PA konfime. Ou toujou dwe ale 5 avril 2027, 9:00 AM"),
            ("his", "Change NOT confirmed. Still go Apr 5, 2027, 9:00 AM"),
        )
    )


def test_a_mailbox_that_lets_nobody_in_is_told_until_it_works_again(home: Home) -> None:
    from tests.storage.samples import account  # noqa: PLC0415 - a sample of another room

    channel(home)
    home.store.mailboxes.add(account("mail1"), people=["me"], now=NOW)
    home.store.mailboxes.note_failure("mail1", "Refused.", now=NOW, needs_person=True)
    machine = Machine(home)
    assert machine.turn() == []  # gathers for a moment
    assert machine.turn(2 * MINUTE) == ["Please sign in to your e-mail again"]
    assert machine.turn(DAY) == []
    assert machine.turn(2 * MINUTE) == ["Please sign in to your e-mail again"]
    machine.turn(DAY)
    home.store.mailboxes.note_success("mail1", now=machine.now)
    assert machine.turn(2 * MINUTE) == []


def test_trouble_that_many_share_is_one_message_on_the_channel_they_share(home: Home) -> None:
    from tests.storage.samples import account  # noqa: PLC0415 - a sample of another room

    names = ["me", *(f"p{number}" for number in range(5))]
    for name in names[1:]:
        home.store.people.add(name, name="", language=Language.EN, zone="America/New_York", now=NOW)
    channel(home, "json://office")
    home.store.alerts.add_channel("p3", SecretStr("json://p3"), person="p3", full=False, language=None, now=NOW)
    home.store.mailboxes.add(account("mail1"), people=names, now=NOW)
    home.store.mailboxes.note_failure("mail1", "Refused.", now=NOW, needs_person=True)
    machine = Machine(home)
    machine.turn()
    machine.turn(2 * MINUTE)
    assert sorted(url for url, _ in machine.phone.letters) == ["json://office", "json://p3"]
    assert {record.person for record in home.store.alerts.list()} == set(names)


def test_a_link_of_several_people_that_a_new_program_reads_is_told_once(home: Home) -> None:
    home.store.people.add("ben", name="", language=Language.EN, zone="America/New_York", now=NOW)
    channel(home, "json://office")
    link = home.store.feeds.create(name="office", now=NOW, everyone=True).link
    for client in ("Thunderbird", "curl"):
        home.store.feeds.fetched([Fetch(token_hash=link.token_hash, client=client, at=NOW)])
    machine = Machine(home)
    machine.turn()
    assert machine.turn(2 * MINUTE) == ["A new program reads your calendar · ben"]
    assert machine.turn(DAY) == []


def test_many_pieces_of_news_at_once_come_as_few_messages(home: Home) -> None:
    channel(home)
    for number in range(30):
        if number < 24:
            learn(home, number)
        day = When(day=date(2027, 6, number + 1), time=time(9), zone="America/New_York")
        home.append(ids.record(AppointmentEntered, "me", NOW, how=How.PAPER, starts_at=day))
    titles = Machine(home).turn()
    told = sum(int(title.split()[1]) for title in titles)
    assert len(titles) == -(-told // TOGETHER)
    assert told == len(home.store.alerts.list()) > 50


def test_the_link_in_a_message_acknowledges_what_it_tells_of(tmp_path: Path) -> None:
    with opened(tmp_path, public_url="https://dates.example.org") as home:
        channel(home)
        learn(home)
        machine = Machine(home)
        machine.turn()
        ((_, letter),) = machine.phone.letters
        link = next(line for line in letter.body.splitlines() if "https://" in line).split()[-1]
        (seen,) = acknowledge(home, link.removeprefix("https://dates.example.org/seen/"), NOW)
        assert seen.id.removeprefix("alr_").startswith(letter.refs[0])


def test_a_calendar_that_cannot_be_published_is_told(home: Home) -> None:
    channel(home)
    home.store.feeds.create("me", name="phone", now=NOW)
    home.store.jobs.beat(PUBLISHED, now=NOW)
    home.store.jobs.schedule(PUBLISHING_JOB, next_due=NOW)
    home.store.jobs.finish(PUBLISHING_JOB, now=NOW, next_due=NOW, error="no room")
    machine = Machine(home)
    assert machine.turn() == machine.turn(HOUR) == []
    assert machine.turn(2 * MINUTE) == ["The calendar is not up to date"]
    home.store.jobs.finish(PUBLISHING_JOB, now=NOW, next_due=NOW)
    assert machine.turn(DAY) == machine.turn(5 * MINUTE) == []


def test_a_clock_that_steps_back_loses_no_reminder(home: Home) -> None:
    channel(home)
    learn(home)
    machine = Machine(home, datetime(2027, 4, 6, 12, tzinfo=UTC))
    machine.turn()
    machine.turn(-3 * DAY)
    assert machine.turn(2 * DAY)[-1:] == ["Reminder: appointment Apr 5, 2027, 9:00 AM"]


def test_the_worker_plans_and_sends_by_itself_over_real_channels(home: Home) -> None:
    with running_hook() as hook, running_post() as post:
        for url in (hook.webhook, post.url):
            channel(home, url)
        take(home)
        rounds = Rounds(home, Publisher(home), lambda: NOW)
        rounds.alert(NOW)
        rounds.send(NOW)
        for thread, _ in rounds.sender._threads._running.values():
            thread.join(20)
        rounds.close()
        assert len(hook.posted) == len(post.letters()) == 1
        (letter,) = post.letters()
    named, _, signature = letter["X-Tracker-Alert"].partition("; ")
    assert signature == home.store.fingerprint("alert", named)
    assert states(home) == [AlertState.SENT, AlertState.SENT]
