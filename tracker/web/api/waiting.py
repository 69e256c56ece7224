"""What waits for somebody: messages for review, requests for ICE's answer. And the calendars."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request

from tracker import clock
from tracker.appointments.events import Review
from tracker.web.api.persons import appointment_of, home_of, scoped
from tracker.web.api.scopes import Scope
from tracker.web.api.shapes import (
    Asked,
    Corrected,
    Entered,
    Feed,
    NewFeed,
    RequestLine,
    ReviewLine,
    SetAside,
    WantedFeed,
)
from tracker.web.refusal import hidden
from tracker.worker import acts
from tracker.worker.home import Home
from tracker.worker.links import address_of, new_link
from tracker.worker.publishing import Publisher

router = APIRouter(prefix="/persons/{person}")


def _waiting(home: Home, person: str, message: str) -> Review:
    """By its whole id. Raises a refusal."""
    found = [one for one in home.state(person, clock.now()).reviews if one.sha256 == message]
    if not found:
        raise hidden()
    return found[0]


@router.get("/reviews", name="api_reviews", dependencies=[scoped(Scope.REVIEWS_READ)], tags=["reviews"])
def reviews(request: Request, person: str) -> tuple[ReviewLine, ...]:
    """Messages that wait for a person, oldest first."""
    return tuple(ReviewLine.of(one) for one in home_of(request).state(person, clock.now()).reviews)


@router.post(
    "/reviews/{message}/accept",
    name="api_review_accept",
    dependencies=[scoped(Scope.REVIEWS_WRITE)],
    tags=["reviews"],
    status_code=201,
)
def accept(request: Request, person: str, message: str, corrected: Corrected) -> Entered:
    """Take this message as ICE's word, after a person has read it. Shown as confirmed by you."""
    home, now = home_of(request), clock.now()
    event = acts.accepted(home, person, now, _waiting(home, person, message), corrected.correction())
    acts.keep(home, event, now)
    return Entered(entry=event.id)


@router.post(
    "/reviews/{message}/reject",
    name="api_review_reject",
    dependencies=[scoped(Scope.REVIEWS_WRITE)],
    tags=["reviews"],
    status_code=201,
)
def reject(request: Request, person: str, message: str, why: SetAside) -> Entered:
    """Set this message aside. Nothing that stands is changed by that."""
    home, now = home_of(request), clock.now()
    event = acts.rejected(person, now, _waiting(home, person, message), why.reason)
    acts.keep(home, event, now)
    return Entered(entry=event.id)


@router.get("/requests", name="api_requests", dependencies=[scoped(Scope.REQUESTS_READ)], tags=["requests"])
def requests(request: Request, person: str) -> tuple[RequestLine, ...]:
    """What was asked of ICE, and what became of it."""
    return tuple(RequestLine.of(one) for one in home_of(request).state(person, clock.now()).requests)


@router.post(
    "/requests",
    name="api_request_add",
    dependencies=[scoped(Scope.REQUESTS_WRITE)],
    tags=["requests"],
    status_code=201,
)
def ask(request: Request, person: str, asked: Asked) -> Entered:
    """Note that ICE was asked to change a date. The old date stands until ICE confirms."""
    home, now = home_of(request), clock.now()
    original = appointment_of(home, person, asked.original) if asked.original else None
    event = acts.asked(home, person, now, how=asked.how, wished=asked.wished, original=original, zone=asked.zone)
    acts.keep(home, event, now)
    return Entered(entry=event.id)


@router.post(
    "/requests/{request_id}/withdraw",
    name="api_request_withdraw",
    dependencies=[scoped(Scope.REQUESTS_WRITE)],
    tags=["requests"],
    status_code=201,
)
def ask_no_more(request: Request, person: str, request_id: str) -> Entered:
    home, now = home_of(request), clock.now()
    if request_id not in {one.id for one in home.state(person, now).requests}:
        raise hidden()
    event = acts.asks_no_more(home, person, now, request_id)
    acts.keep(home, event, now)
    return Entered(entry=event.id)


@router.get("/feeds", name="api_feeds", dependencies=[scoped(Scope.FEEDS_READ)], tags=["feeds"])
def feeds(request: Request, person: str) -> tuple[Feed, ...]:
    """The person's own calendar links; revoked ones too."""
    links = home_of(request).store.feeds.list(person)
    return tuple(Feed.of(link) for link in links if [one.person for one in link.members] == [person])


@router.post("/feeds", name="api_feed_add", dependencies=[scoped(Scope.FEEDS_WRITE)], tags=["feeds"], status_code=201)
def add_feed(request: Request, person: str, wanted: WantedFeed) -> NewFeed:
    """A link for one device. It is shown once: whoever has it sees the dates."""
    home, now = home_of(request), clock.now()
    language = wanted.language or home.store.people.get(person).language
    made = new_link(home, person, name=wanted.name, now=now, kind=wanted.kind, language=language)
    Publisher(home).publish_changed(now, only={made.link.id})
    return NewFeed(**Feed.of(made.link).model_dump(), address=address_of(home, made.token))


@router.post("/feeds/{link}/revoke", name="api_feed_revoke", dependencies=[scoped(Scope.FEEDS_WRITE)], tags=["feeds"])
def revoke(request: Request, person: str, link: str) -> Feed:
    """End a link. The calendar behind it then says only that."""
    home, now = home_of(request), clock.now()
    if [one.person for one in home.store.feeds.get(link).members] != [person]:
        raise hidden()
    ended = home.store.feeds.revoke(link, now=now)
    Publisher(home).publish_changed(now, only={link})
    return Feed.of(ended)
