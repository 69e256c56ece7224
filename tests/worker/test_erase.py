"""After an erasure nothing of the person is left: in no row, no file, no calendar. Others lose nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from tests.feed.read_feed import with_icalendar
from tests.shell import NOW, opened
from tests.web.crowd import Belongings, belongings, everything_of
from tests.worker.test_copies import Far
from tracker.appointments import ids
from tracker.appointments.events import AppointmentEntered, How
from tracker.errors import PublishError, StorageError, UserError
from tracker.feed.serve import Shelf, answer
from tracker.message.sample import compose
from tracker.reading.types import Language, When
from tracker.storage.access_types import Role
from tracker.storage.rows import METADATA
from tracker.storage.tables import EVENT_LOG, MESSAGE_RAW
from tracker.storage.types import FeedKind, FeedPlace, Origin, Sighting
from tracker.words.load import words
from tracker.worker.alerting import Planner
from tracker.worker.copies import Copier
from tracker.worker.erase import erase
from tracker.worker.home import Home
from tracker.worker.hook_news import HookPlanner
from tracker.worker.identity import learn
from tracker.worker.intake import take_in
from tracker.worker.links import new_link
from tracker.worker.publishing import Publisher

GONE, STAYS = "mirabel-id", "zenobia-id"
NUMBER = "A123-456-789"
DAY = timedelta(days=1)
PNG = b"\x89PNG\r\n\x1a\n a proof of Mirabel"
BOTH = compose(subject="ICE appointment", text="Your appointment was scheduled for both of you.", to="all@mail.example")


@pytest.fixture
def home(tmp_path: Path, url: str) -> Iterator[Home]:
    with opened(tmp_path, database_url=url) as made:
        yield made


@pytest.fixture
def sqlite_home(tmp_path: Path) -> Iterator[Home]:
    with opened(tmp_path) as made:
        yield made


@pytest.fixture
def theirs(home: Home) -> Belongings:
    return belongings(home, STAYS, "Zenobia", 2032)


@pytest.fixture
def gone(home: Home, theirs: Belongings) -> Belongings:
    """Somebody of whom there is something in every table, also beside what is Zenobia's."""
    made, store = belongings(home, GONE, "Mirabel", 2031), home.store
    learn(home, GONE, NOW, names=["Mirabel Moon"], a_number=NUMBER)
    entered = ids.record(AppointmentEntered, GONE, NOW, how=How.PAPER, starts_at=When(day=NOW.date() + 30 * DAY))
    home.append(entered)
    store.evidence.keep(entered.id, PNG, now=NOW)
    take_in(home, BOTH, now=NOW, origins=[Origin(person=one, authserv_id=None) for one in (GONE, STAYS)])
    new_link(home, GONE, STAYS, name="both", now=NOW, kind=FeedKind.FULL, language=Language.EN)
    new_link(home, name="all", now=NOW, kind=FeedKind.FULL, language=Language.EN, everyone=True)
    url, secret = SecretStr("https://127.0.0.1:1/x"), SecretStr("whsec_AAAA")
    for people in ([GONE], [GONE, STAYS]):
        store.webhooks.add("hook", url, secret, account=None, types=["appointment.confirmed"], people=people, now=NOW)
    helper = store.accounts.add("helper of both", role=Role.HELPER, now=NOW)
    store.accounts.give(helper.id, [GONE, STAYS], now=NOW, by=made.ids["account"])
    store.audit.note("looked", now=NOW, account=helper.id, people=[GONE])
    store.audit.note("mailbox_check", now=NOW, subject=made.ids["mailbox"])
    store.webhook_events.forget_but([])  # invented ones, which no planner could have written
    Planner(home).turn(NOW)
    HookPlanner(home).turn(NOW)
    Publisher(home).preview(store.people.get(GONE), kind=FeedKind.FULL, language=Language.EN, now=NOW)
    Publisher(home).publish_changed(NOW)
    return made


def rows(home: Home) -> dict[str, list[str]]:
    """Every row of every table, as text."""
    with home.store._unit.reading() as connection:
        found = {table.name: connection.execute(select(table)).all() for table in METADATA.sorted_tables}
    return {name: [str(tuple(row)) for row in some] for name, some in found.items()}


def mentions(home: Home, needles: list[str]) -> set[tuple[str, str]]:
    texts = {name: "\n".join(found) for name, found in rows(home).items()}
    return {(name, needle) for name, text in texts.items() for needle in needles if needle in text}


def files(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def sealed(home: Home) -> list[bytes]:
    """The person's entries and message as they lie in the database."""
    with home.store._unit.reading() as connection:
        payloads = connection.scalars(select(EVENT_LOG.c.payload).where(EVENT_LOG.c.person == GONE)).all()
        letters = select(EVENT_LOG.c.sha256).where(EVENT_LOG.c.person == GONE)
        others = select(EVENT_LOG.c.sha256).where(EVENT_LOG.c.person != GONE, EVENT_LOG.c.sha256.is_not(None))
        own = MESSAGE_RAW.c.sha256.in_(letters) & MESSAGE_RAW.c.sha256.not_in(others)
        return [*payloads, *connection.scalars(select(MESSAGE_RAW.c.body).where(own))]


def ids_of(home: Home, gone: Belongings) -> list[str]:
    """Whatever bears a name of its own and is the person's alone; a link stays, to say that its calendar has ended."""
    events = [event.id for event in home.store.events.of(GONE)]
    alerts = [alert.id for alert in home.store.alerts.list(GONE)]
    own = [one for name, one in gone.ids.items() if name != "link"]
    return [*own, *events, *alerts, "2031-04", "20310405"]


def test_no_row_of_any_table_tells_of_them(home: Home, gone: Belongings) -> None:
    needles = ids_of(home, gone)
    before = {name for name, _ in mentions(home, needles)}
    assert {"event", "message", "alert", "webhook_event", "feed_member", "audit", "account", "mailbox"} <= before
    erase(home, GONE, NOW)
    assert mentions(home, needles) == set()


def test_others_lose_nothing(home: Home, gone: Belongings, theirs: Belongings) -> None:
    before, told = everything_of(home, theirs), home.store.alerts.list(STAYS)
    shared = {link.id for link in home.store.feeds.list(STAYS)}
    outcome = erase(home, GONE, NOW)
    after = everything_of(home, theirs)
    assert isinstance(before, tuple)
    assert isinstance(after, tuple)
    assert [one for one in zip(before, after, strict=True) if one[0] != one[1]] == [(before[3], after[3])]
    assert {link.id for link in after[3]} == shared
    assert home.store.alerts.list(STAYS) == told
    assert outcome.erased.kept == 1
    assert BOTH in [home.store.messages.raw(one.sha256) for one in home.store.messages.of(STAYS)]
    assert [grant.person for one in home.store.accounts.list() for grant in one.grants] == [STAYS] * 2


def test_neither_file_nor_side_file_nor_calendar_holds_anything_readable_or_sealed(
    tmp_path: Path, sqlite_home: Home
) -> None:
    home = sqlite_home
    gone = belongings(home, GONE, "Mirabel", 2031)
    learn(home, GONE, NOW, names=["Mirabel Moon"], a_number=NUMBER)
    home.append(ids.record(AppointmentEntered, GONE, NOW, how=How.PAPER, starts_at=When(day=NOW.date() + 30 * DAY)))
    Planner(home).turn(NOW)
    Publisher(home).publish_changed(NOW)
    lying, needles = sealed(home), [one.encode() for one in ids_of(home, gone)]
    assert len(lying) >= 4
    assert any(one in files(tmp_path) for one in needles)
    assert all(one[-40:] in files(tmp_path) for one in lying)
    assert erase(home, GONE, NOW).scrubbed
    left = files(tmp_path)
    assert [one for one in needles if one in left] == []
    assert [one for one in lying if one[-40:] in left] == []
    assert [one for one in ("Mirabel", "mirabel", NUMBER, "123456789") if one.encode() in left] == []


def titles(home: Home, link: str) -> list[str]:
    """What a phone gets: the answer is never an error, and the calendar never empty."""
    file = home.feed_file(home.store.feeds.get(link).token_hash)
    reply = answer("GET", {}, Shelf().get(file))
    assert reply.status == 200
    found = [title for title, _ in with_icalendar(reply.body.decode())]
    assert found
    return found


@pytest.mark.parametrize("language", Language)
def test_a_calendar_of_theirs_alone_says_that_it_has_ended(sqlite_home: Home, language: Language) -> None:
    home = sqlite_home
    link = new_link(home, "me", name="phone", now=NOW, kind=FeedKind.PRIVATE, language=language).link.id
    Publisher(home).publish_changed(NOW)
    erase(home, "me", NOW)
    assert titles(home, link) == [words(language).say("title.ended")]


def test_it_goes_on_saying_so_day_by_day_and_never_shows_a_date_again(home: Home, gone: Belongings) -> None:
    erase(home, GONE, NOW)
    link = gone.ids["link"]
    file = home.feed_file(home.store.feeds.get(link).token_hash)
    first = file.read_bytes()
    Publisher(home).publish_changed(NOW + 40 * DAY)
    assert file.read_bytes() != first
    assert titles(home, link) == [words(Language.EN).say("title.ended")]


def test_a_calendar_of_several_goes_on_without_them(home: Home, gone: Belongings) -> None:
    links = {link.name: link.id for link in home.store.feeds.list(STAYS)}
    assert any(GONE in title for title in titles(home, links["both"]))
    erase(home, GONE, NOW)
    for name in ("both", "all"):
        assert any("9:00" in title for title in titles(home, links[name]))
        assert not any(GONE in title for title in titles(home, links[name]))
    del gone


def test_a_calendar_for_everybody_in_which_nobody_is_left_says_that_it_has_ended(sqlite_home: Home) -> None:
    home = sqlite_home
    link = new_link(home, name="all", now=NOW, kind=FeedKind.FULL, language=Language.EN, everyone=True).link.id
    Publisher(home).publish_changed(NOW)
    erase(home, "me", NOW)
    assert titles(home, link) == [words(Language.EN).say("title.ended")]


def test_where_a_calendar_cannot_be_written_nothing_is_erased(
    home: Home, gone: Belongings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, link = rows(home), gone.ids["link"]
    shown = titles(home, link)

    def full(*_: object) -> None:
        raise PublishError("full")

    with monkeypatch.context() as patched:
        patched.setattr("tracker.worker.publishing.publish", full)
        with pytest.raises(PublishError):
            erase(home, GONE, NOW)
    assert rows(home) == before
    assert titles(home, link) == shown


def test_a_calendar_that_ended_too_soon_is_put_back_when_the_rest_fails(
    home: Home, gone: Belongings, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = titles(home, gone.ids["link"])
    publish = Publisher.publish_changed
    ended = list[list[str]]()

    def fail_afterwards(self: Publisher, now: datetime, only: Collection[str] | None = None) -> int:
        written = publish(self, now, only)
        ended.append(titles(home, gone.ids["link"]))
        if len(ended) == 1:
            raise StorageError("full")
        return written

    monkeypatch.setattr(Publisher, "publish_changed", fail_afterwards)
    with pytest.raises(StorageError):
        erase(home, GONE, NOW)
    assert ended == [[words(Language.EN).say("title.ended")], shown]
    assert GONE in home.store.people.ids()


def test_a_copy_elsewhere_ends_too_and_its_place_is_forgotten(home: Home, gone: Belongings) -> None:
    link, far = gone.ids["link"], Far()
    home.store.feeds.send_to(link, FeedPlace(url="far://a.ics"))
    far.fail = True
    assert erase(home, GONE, NOW, Copier(home, far)).not_copied == (link,)
    far.fail = False
    assert Copier(home, far).copy_due(NOW) == 1
    (copied,) = with_icalendar(far.held["far://a.ics"].decode())
    assert copied[0] == words(Language.EN).say("title.ended")
    assert home.store.feeds.get(link).place is None


def test_a_web_hook_for_them_alone_ends_and_is_not_made_to_tell_of_everybody(home: Home, gone: Belongings) -> None:
    del gone
    erase(home, GONE, NOW)
    assert sorted(hook.people for hook in home.store.webhooks.list() if hook.account is None) == [(STAYS,)]


def test_messages_of_a_mailbox_that_others_share_stay_theirs(home: Home, gone: Belongings) -> None:
    home.store.mailboxes.set_people(gone.ids["mailbox"], [GONE, STAYS])
    seen = Sighting(mailbox=gone.ids["mailbox"], folder="INBOX", uidvalidity=1, uid=1)
    letter = compose(subject="ICE appointment", text="Nothing of interest.", to="x@mail.example")
    take_in(home, letter, now=NOW, sighting=seen)
    outcome = erase(home, GONE, NOW)
    assert outcome.erased.mailboxes == 0
    assert outcome.erased.kept == 2
    assert home.store.mailboxes.get(gone.ids["mailbox"]).people == (STAYS,)


def test_nobody_gets_their_id_and_everybody_sees_at_once_that_they_are_gone(home: Home, gone: Belongings) -> None:
    del gone
    assert GONE in home.store.people.ids()
    erase(home, GONE, NOW)
    assert home.store.people.ids() == {"me", STAYS}
    with pytest.raises(UserError, match="choose another id"):
        home.store.people.add(GONE, name="", language=Language.EN, zone="America/New_York", now=NOW)
    assert home.store.people.free_id(GONE) == f"{GONE}-2"
    assert home.store.people.free_id("new") == "new"
    home.store.people.add("new", name="", language=Language.EN, zone="America/New_York", now=NOW)
    assert home.store.people.ids() == {"me", STAYS, "new"}


def test_that_somebody_was_erased_stays_in_the_audit_log_without_a_name(home: Home, gone: Belongings) -> None:
    del gone
    erase(home, GONE, NOW)
    (entry,) = [one for one in home.store.audit.list() if one.act == "person_erased"]
    assert (entry.person, entry.subject, entry.account) == (None, None, None)


def test_the_worker_goes_on_after_it(home: Home, gone: Belongings) -> None:
    """What was planned in memory before must not bring anything back."""
    del gone
    planner, hooks, publisher = Planner(home), HookPlanner(home), Publisher(home)
    for turn in (planner.turn, hooks.turn, publisher.publish_changed):
        turn(NOW)
    erase(home, GONE, NOW)
    left = rows(home)
    for turn in (planner.turn, hooks.turn):
        turn(NOW + timedelta(minutes=1))
    assert rows(home) == left
    publisher.publish_changed(NOW + timedelta(minutes=1))
