"""What is told and when: sixty days with a frozen clock, and what must hold whatever happens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alerts.days import HOUR, SETTINGS, SPANISH, Life
from tests.appointments.logs import logs
from tests.appointments.situations import (
    APRIL_5,
    APRIL_9,
    JUNE_1,
    MAY_10,
    PERSON,
    asked,
    at,
    cancelled,
    confirmed_otherwise,
    day,
    entered,
    folded,
    message,
    request_withdrawn,
    rescheduled,
    scheduled,
    slot,
    withdrawn,
)
from tracker.alerts.plan import holds, plan
from tracker.alerts.times import end_of
from tracker.alerts.types import Alert, AlertKind, MailboxHealth, Reader, Shelved, SilentRule, Surroundings, Trouble
from tracker.appointments.events import AnyEvent, AppointmentEntered, RequestAdded, Status
from tracker.appointments.ids import record
from tracker.appointments.state import fold
from tracker.message.types import Authenticity
from tracker.reading.types import Kind, When

BEGIN = datetime(2027, 3, 1, 13, tzinfo=UTC)  # 8:00 in New York, an hour after the first message
SIXTY = timedelta(days=60)


def sixty_days(*events: AnyEvent) -> list[tuple[str, str]]:
    life = Life()
    life.live(events, begin=BEGIN, end=BEGIN + SIXTY)
    return life.told()


def test_a_date_is_told_at_once_and_again_as_it_nears() -> None:
    assert sixty_days(scheduled()) == [
        ("03-01 08:00", "new_date"),
        ("03-29 09:00", "reminder"),
        ("04-02 09:00", "reminder"),
        ("04-04 09:00", "reminder"),
        ("04-05 06:00", "reminder"),
    ]


def test_a_request_without_an_answer_is_told_on_a_ladder_up_to_that_morning() -> None:
    assert sixty_days(scheduled(), asked(MAY_10, on=9)) == [
        ("03-01 08:00", "new_date"),
        ("03-11 07:00", "still_waiting"),  # asked on March 10 at noon UTC
        ("03-13 07:00", "still_waiting"),
        ("03-17 08:00", "still_waiting"),  # the clocks have changed
        ("03-29 09:00", "still_waiting"),
        ("04-02 09:00", "still_waiting"),
        ("04-03 09:00", "still_waiting"),
        ("04-04 09:00", "still_waiting"),
        ("04-05 06:00", "still_waiting"),
    ]


def test_a_confirmed_change_ends_the_ladder_and_begins_the_reminders_of_the_new_date() -> None:
    assert sixty_days(scheduled(), asked(at(4, 20), on=9), rescheduled(at(4, 20), on=12)) == [
        ("03-01 08:00", "new_date"),
        ("03-11 07:00", "still_waiting"),
        ("03-13 07:00", "moved"),
        ("04-13 09:00", "reminder"),
        ("04-17 09:00", "reminder"),
        ("04-19 09:00", "reminder"),
        ("04-20 06:00", "reminder"),
    ]


def test_a_denial_is_told_and_then_the_date_is_reminded_of() -> None:
    denied = message(Kind.REQUEST_DENIED, APRIL_5, on=10)
    assert sixty_days(scheduled(), asked(MAY_10, on=9), denied) == [
        ("03-01 08:00", "new_date"),
        ("03-11 07:00", "denied"),
        ("03-29 09:00", "reminder"),
        ("04-02 09:00", "reminder"),
        ("04-04 09:00", "reminder"),
        ("04-05 06:00", "reminder"),
    ]


def test_a_withdrawn_request_is_told_no_more() -> None:
    wish = asked(MAY_10, on=9)
    told = sixty_days(scheduled(), wish, request_withdrawn(wish, on=11))
    assert [one for one in told if one[1] == "still_waiting"] == [("03-11 07:00", "still_waiting")]


def test_a_cancellation_is_told_and_ends_every_reminder() -> None:
    assert sixty_days(scheduled(), cancelled(on=10)) == [("03-01 08:00", "new_date"), ("03-11 07:00", "cancelled")]


def test_an_earlier_date_is_told_as_such_whether_it_stands_or_not() -> None:
    assert sixty_days(scheduled(MAY_10), scheduled(APRIL_5, on=1))[:3] == [
        ("03-01 08:00", "new_date"),
        ("03-02 07:00", "earlier_date"),
        ("03-02 07:00", "two_dates"),
    ]
    weak = scheduled(APRIL_5, on=1, authenticity=Authenticity.UNVERIFIED)
    assert sixty_days(scheduled(MAY_10), weak)[:2] == [
        ("03-01 08:00", "new_date"),
        ("03-02 07:00", "earlier_unverified"),
    ]


def test_an_unverified_date_adds_an_alert_and_takes_none_away() -> None:
    weak = rescheduled(MAY_10, APRIL_5, on=1, authenticity=Authenticity.UNVERIFIED)
    alone = sixty_days(scheduled())
    assert sixty_days(scheduled(), weak) == [alone[0], ("03-02 07:02", "unverified"), *alone[1:]]


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        (message(Kind.SCAM, on=1, authenticity=Authenticity.FAKE), "looks_fake"),
        (message(Kind.UNRECOGNISED, on=1), "not_understood"),
        (message(Kind.REMINDER, at(4, 7), on=1), "reminder_disagrees"),
        (message(Kind.HUMAN_REPLY, on=1), "review"),
    ],
)
def test_a_message_that_moves_nothing_is_told_once_after_a_moment_for_others_to_join(
    event: AnyEvent, kind: str
) -> None:
    alone = sixty_days(scheduled())
    assert sixty_days(scheduled(), event) == [alone[0], ("03-02 07:02", kind), *alone[1:]]


def test_what_a_person_did_to_a_date_is_told_at_once_even_at_night() -> None:
    life = Life()
    life.look([scheduled()], BEGIN)
    night = datetime(2027, 3, 3, 7, tzinfo=UTC)  # two in the morning
    moved = confirmed_otherwise(1, MAY_10, APRIL_5)
    (told,) = life.look([scheduled(), moved], night)
    assert (told.kind, told.due_at, told.urgent, told.by_you) == (AlertKind.MOVED, night, True, True)
    back = {alert.kind: alert for alert in life.look([scheduled(), moved, withdrawn(moved, 2)], night + HOUR)}
    assert set(back) == {AlertKind.NEW_DATE, AlertKind.REMOVED}
    assert back[AlertKind.NEW_DATE].stands == (slot(APRIL_5),)
    assert (back[AlertKind.REMOVED].gone, back[AlertKind.REMOVED].by_you) == ((slot(MAY_10),), True)


def test_a_date_that_goes_and_comes_back_is_told_each_time() -> None:
    life, acts, kinds = Life(), list[AnyEvent]([scheduled()]), list[str]()
    life.look(acts, BEGIN)
    for number in range(1, 4):
        gone = confirmed_otherwise(number, None, APRIL_5)
        acts.append(gone)
        kinds += [alert.kind.value for alert in life.look(acts, BEGIN + number * HOUR)]
        acts.append(withdrawn(gone, number))
        kinds += [alert.kind.value for alert in life.look(acts, BEGIN + number * HOUR + HOUR / 2)]
    assert kinds == ["cancelled", "new_date"] * 3


def test_news_waits_for_the_end_of_the_quiet_hours_unless_the_date_is_close() -> None:
    night = datetime(2027, 3, 30, 3, tzinfo=UTC)  # eleven at night, six days before
    (told,) = (one for one in Life().look([scheduled()], night) if one.kind is AlertKind.NEW_DATE)
    assert told.due_at == datetime(2027, 3, 30, 11, tzinfo=UTC)
    close = datetime(2027, 4, 3, 3, tzinfo=UTC)
    (told,) = (one for one in Life().look([scheduled()], close) if one.kind is AlertKind.NEW_DATE)
    assert told.due_at == close


def test_old_mail_tells_only_what_still_matters() -> None:
    years = timedelta(days=700)
    fake = message(Kind.SCAM, on=-700, authenticity=Authenticity.FAKE)
    unread = message(Kind.UNRECOGNISED, on=-700)
    past = scheduled(When(day=date(2025, 6, 2), time=time(9), zone="America/New_York"), on=-700)
    assert [alert.kind for alert in Life().look([fake, unread, past, asked(None, on=-700)], BEGIN)] == []
    assert years > SETTINGS.old_news


def test_a_date_moved_twice_before_anybody_looked_points_to_the_one_that_stands() -> None:
    made = Life().look([scheduled(), rescheduled(APRIL_9, on=1), rescheduled(MAY_10, APRIL_9, on=2)], day(3))
    assert [(alert.kind, alert.dates["new"]) for alert in made] == [(AlertKind.MOVED, MAY_10)] * 2


def mailbox(**told: object) -> MailboxHealth:
    return MailboxHealth.model_validate(
        {"id": "mail1", "name": "mail1", "created_at": BEGIN, "watched_since": BEGIN, **told}
    )


def troubles_of(now: datetime, *boxes: MailboxHealth) -> list[tuple[str, str]]:
    made = plan(None, folded(), now, who=SPANISH, settings=SETTINGS, around=Surroundings(mailboxes=boxes))
    return [(alert.kind.value, alert.id) for alert in made]


def test_a_mailbox_is_told_of_after_two_intervals_and_then_daily() -> None:
    ok = mailbox(last_ok_at=BEGIN)
    life = Life(around=lambda now: Surroundings(mailboxes=(ok,)))
    life.live([], begin=BEGIN, end=BEGIN + timedelta(days=2, hours=1), every=timedelta(minutes=5))
    assert life.told() == [("03-01 08:12", "unread"), ("03-02 08:02", "unread"), ("03-03 08:02", "unread")]


def test_a_machine_that_slept_is_given_time_to_look_before_it_complains() -> None:
    woke = BEGIN + timedelta(days=30)
    slept = mailbox(last_ok_at=BEGIN, watched_since=woke)
    assert troubles_of(woke + timedelta(minutes=9), slept) == []
    assert [kind for kind, _ in troubles_of(woke + timedelta(minutes=10), slept)] == ["unread"]


def test_a_program_that_restarts_all_the_time_still_tells_of_a_mailbox_that_fails() -> None:
    now = BEGIN + timedelta(hours=1)
    failing = mailbox(last_ok_at=BEGIN, failing_since=BEGIN + timedelta(minutes=5), watched_since=now)
    assert [kind for kind, _ in troubles_of(now, failing)] == ["unread"]


def test_a_refused_password_is_told_at_once_in_its_own_words() -> None:
    refused = mailbox(last_ok_at=BEGIN, failing_since=BEGIN, needs_person=True)
    assert [kind for kind, _ in troubles_of(BEGIN, refused)] == ["sign_in"]


def test_other_troubles_and_unreadable_messages_are_told_once_a_day_and_once() -> None:
    broken = Trouble(kind=AlertKind.CHANNEL, about="c1", name="phone", since=BEGIN)
    around = Surroundings(troubles=(broken,), shelf=(Shelved(sha256="ab" * 32, at=BEGIN),))
    life = Life(around=lambda now: around)
    life.live([], begin=BEGIN, end=BEGIN + timedelta(days=1, hours=2))
    assert life.told() == [("03-01 08:02", "channel"), ("03-01 08:02", "unreadable"), ("03-02 08:02", "channel")]


def test_a_second_program_that_reads_a_calendar_is_told_once_and_an_old_one_not_at_all() -> None:
    second = Reader(link="l1", name="phone", client="curl", since=BEGIN)
    old = Reader(link="l1", name="phone", client="Outlook", since=BEGIN - 2 * SETTINGS.old_news)
    life = Life(around=lambda now: Surroundings(readers=(second, old)))
    life.live([], begin=BEGIN, end=BEGIN + timedelta(days=3))
    (told,) = life.outbox.values()
    assert (told.kind, told.words, told.about) == (AlertKind.NEW_READER, {"name": "phone", "client": "curl"}, "l1")


@pytest.mark.parametrize(
    ("kind", "silent", "told"),
    [
        (Kind.RESCHEDULED, 181, ["rule_silent"]),
        (Kind.RESCHEDULED, 179, []),
        (Kind.RESCHEDULED, 250, []),  # a record that was taken in from old mail
        (Kind.NEWSLETTER, 181, []),  # that nobody misses
    ],
)
def test_a_wording_that_stopped_is_told_when_it_becomes_so(kind: Kind, silent: int, told: list[str]) -> None:
    rule = SilentRule(rule="r", kind=kind, last=BEGIN - timedelta(days=silent))
    made = plan(None, folded(), BEGIN, who=SPANISH, settings=SETTINGS, around=Surroundings(silent=(rule,)))
    assert [alert.kind.value for alert in made] == told


def test_trouble_that_others_are_told_of_first_goes_to_own_channels_only() -> None:
    mine = Trouble(kind=AlertKind.FEED, about="feed", name="feed", since=BEGIN)
    theirs = mine.model_copy(update={"first": False})
    for trouble, shared in ((mine, True), (theirs, False)):
        around = Surroundings(troubles=(trouble,))
        (made,) = plan(None, folded(), BEGIN, who=SPANISH, settings=SETTINGS, around=around)
        assert made.shared is shared


def test_what_a_person_took_away_is_told_as_theirs_even_beside_a_message_about_something_else() -> None:
    life, by_hand = Life(), entered(APRIL_5)
    life.look([by_hand], BEGIN)
    night = datetime(2027, 3, 3, 7, tzinfo=UTC)  # two in the morning
    other = message(Kind.NEWSLETTER, on=1)
    (told,) = life.look([by_hand, other, withdrawn(by_hand, 1)], night)
    assert (told.kind, told.by_you, told.urgent, told.due_at) == (AlertKind.REMOVED, True, True, night)


def test_what_a_message_took_away_is_not_told_as_a_persons_doing() -> None:
    life = Life()
    life.look([scheduled()], BEGIN)
    made = {one.kind: one for one in life.look([scheduled(), rescheduled(on=1), asked(JUNE_1, on=1)], day(2))}
    assert (made[AlertKind.MOVED].by_you, made[AlertKind.MOVED].urgent) == (False, False)


def test_that_asking_is_only_possible_before_the_date_is_said_as_it_nears_and_not_on_its_morning() -> None:
    for events, kind in (((scheduled(),), AlertKind.REMINDER), ((scheduled(), asked(on=9)), AlertKind.STILL_WAITING)):
        life = Life()
        life.live(events, begin=BEGIN, end=BEGIN + SIXTY)
        before = [one.near for one in life.outbox.values() if one.kind is kind]
        assert before[-2:] == [True, False]
        assert not before[0]


def test_a_date_that_comes_late_is_told_once_and_reminded_of_only_from_then_on() -> None:
    assert [kind for _, kind in sixty_days(scheduled(at(3, 5)))] == ["new_date", *["reminder"] * 3]
    # Entered while the clock ran ahead: its place in the log lies in the future, and no reminder waits for that.
    ahead = entered(APRIL_5, on=34)
    life = Life()
    life.look([ahead], day(34))
    for hour in range(5 * 24):
        life.look([ahead], day(28) + hour * HOUR)
    assert [one.kind for one in life.outbox.values()] == [AlertKind.NEW_DATE, AlertKind.REMINDER, AlertKind.REMINDER]


def test_what_is_no_longer_so_is_not_sent() -> None:
    made = Life().look([scheduled(), asked(MAY_10, on=9)], day(20))
    waiting = next(alert for alert in made if alert.kind is AlertKind.STILL_WAITING)
    new = next(alert for alert in made if alert.kind is AlertKind.NEW_DATE)

    def still(alert: Alert, *events: AnyEvent) -> bool:
        now = day(21)
        return holds(alert, folded(*events, now=now), now, who=SPANISH, settings=SETTINGS, around=Surroundings())

    before = (scheduled(), asked(MAY_10, on=9))
    assert still(waiting, *before)
    assert still(new, *before)
    after = (*before, rescheduled(MAY_10, on=19))
    assert not still(waiting, *after)
    assert not still(new, *after)
    assert not still(waiting, *before, request_withdrawn(before[1], on=19))


def test_no_office_is_named_unless_it_is_known() -> None:
    here = {"place": "26 Federal Plaza"}
    around = Surroundings(offices={"new-york-city-ny": here})
    event = entered(APRIL_5, office="new-york-city-ny")
    made = plan(None, folded(event), BEGIN, who=SPANISH, settings=SETTINGS, around=around)
    assert [alert.place for alert in made] == [here]


@given(log=logs(), known=st.integers(0, 8), offset=st.integers(-5, 90))
def test_no_alert_says_that_a_date_stands_which_the_fold_does_not_call_confirmed(
    log: list[AnyEvent], known: int, offset: int
) -> None:
    now = day(offset)
    after = fold(log, person=PERSON, now=now)
    made = plan(fold(log[:known], person=PERSON, now=now), after, now, who=SPANISH, settings=SETTINGS)
    standing = {one.id: one for one in after.appointments if one.status is Status.CONFIRMED}
    for alert in made:
        assert set(alert.stands) <= set(standing)
        assert not set(alert.gone) & set(standing)
        said = {when for name, when in alert.dates.items() if name in SAID_TO_STAND[alert.kind]}
        assert said <= {one.starts_at for one in standing.values()}
    again = plan(fold(log[:known], person=PERSON, now=now), after, now, who=SPANISH, settings=SETTINGS)
    assert again == made


SAID_TO_STAND = {kind: {"standing", "new", "other"} for kind in AlertKind} | {
    AlertKind.NEW_DATE: {"start"},
    AlertKind.EARLIER_DATE: {"start"},
    AlertKind.REMINDER: {"start"},
    AlertKind.TWO_DATES: {"old", "other"},
}


@given(log=logs())
def test_every_date_that_stands_anew_or_stands_no_more_is_told(log: list[AnyEvent]) -> None:
    """From wherever the person was last told: most logs take a date away somewhere, and few at a given place."""
    now = day(-10)
    looks = [fold(log[:known], person=PERSON, now=now) for known in range(len(log) + 1)]
    last = looks.pop()
    stands = {one.id for one in last.appointments if one.status is Status.CONFIRMED}
    for first in looks:
        stood = {one.id for one in first.appointments if one.status is Status.CONFIRMED}
        told = plan(first, last, now, who=SPANISH, settings=SETTINGS) if stood != stands else []
        assert stands - stood <= {name for alert in told for name in alert.stands}
        assert stood - stands <= {name for alert in told for name in alert.gone}


CLOCKS_CHANGE = {3: 14, 4: 4, 11: 7}  # forward in New York, back in Auckland, back in New York
ZONES = ("America/New_York", "America/Phoenix", "Pacific/Auckland")
steps = st.sampled_from([HOUR, HOUR, HOUR, 6 * HOUR, 48 * HOUR, -48 * HOUR, 30 * 24 * HOUR, timedelta(minutes=1)])


@settings(deadline=None, max_examples=25)
@given(
    jumps=st.lists(steps, max_size=40),
    month=st.sampled_from(sorted(CLOCKS_CHANGE)),
    opened=st.integers(0, 60 * 24),
    hour=st.sampled_from([0, 2, 9, 15, None]),
    zone=st.sampled_from(ZONES),
)
def test_an_open_request_is_told_before_its_date_whatever_the_clock_does(
    jumps: Sequence[timedelta], month: int, opened: int, hour: int | None, zone: str
) -> None:
    """Wherever the clocks change, jump by two days or sleep for a month: every look in the last hours before the date,
    and every look a day or more after the asking, finds the request told with the date that stands.
    """
    start = When(day=date(2027, month, CLOCKS_CHANGE[month]), time=None if hour is None else time(hour), zone=zone)
    over = end_of(start, zone)
    begin = over - timedelta(days=61)
    wish = record(RequestAdded, PERSON, begin + opened * HOUR, how="web", original=start, wished=None)
    date_known = record(AppointmentEntered, PERSON, begin, how="paper", starts_at=start)
    life, now = Life(), begin
    for jump in [*jumps, *[6 * HOUR] * 250]:
        life.look([date_known, *([wish] if wish.recorded_at <= now else [])], now)
        if wish.recorded_at + timedelta(days=1) <= now < over or over - 3 * HOUR <= now < over >= wish.recorded_at:
            assert wish.recorded_at > now or told_that_it_stands(life, start)
        now += jump


def told_that_it_stands(life: Life, start: When) -> bool:
    told = [alert for alert in life.outbox.values() if alert.kind is AlertKind.STILL_WAITING]
    return any(alert.dates["standing"] == start for alert in told)
