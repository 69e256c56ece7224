"""The one place that lets somebody in: who asks, whether they may do this, and whether it is theirs.

Every route states what it does:

    def today(visitor: Seeing, person: Chosen) -> HTMLResponse: ...
    @router.post("/review/{message}/accept")
    def accept(visitor: Acting, ...) -> RedirectResponse: ...

`require` then finds the visitor, refuses what their role does not allow, and checks every id that the request names,
in its path, its query and its form, against the people whose records they may open (`belongings`). What changes
something is written to the audit log, and so is the first look of a day into somebody else's record.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from tracker import clock
from tracker.storage.access_types import Role
from tracker.storage.types import PersonRecord
from tracker.web import visits
from tracker.web.belongings import BELONGS, check
from tracker.web.refusal import PersonNeededError, SignInNeededError, forbidden, hidden
from tracker.web.security import SAFE_METHODS
from tracker.web.site import site_of
from tracker.web.together import in_a_thread
from tracker.web.visitor import Action, Visitor

WATCHED = frozenset({Role.HELPER, Role.VIEWER})  # whose looks are noted
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
Named = dict[str, tuple[str, ...]]


async def named(request: Request) -> Named:
    """Every id that the request names, by the name of what it is of."""
    form = await request.form() if request.headers.get("content-type", "").startswith(FORMS) else {}
    given = [*request.query_params.multi_items(), *getattr(form, "multi_items", list)()]
    found = {name: [str(value)] for name, value in request.path_params.items() if name in BELONGS}
    for name, value in given:
        if name in BELONGS and value:
            found.setdefault(name, []).append(str(value))
    return {name: tuple(ids) for name, ids in found.items()}


class Require:
    """The dependency of every route; `require` makes it."""

    def __init__(self, action: Action, scope: str | None = None) -> None:
        self.action = action
        self.scope = scope  # that a program's token must have; None: browsers only

    async def __call__(self, request: Request, ids: Annotated[Named, Depends(named)]) -> Visitor:
        return await in_a_thread(self._let_in, request, ids)

    def _let_in(self, request: Request, ids: Named) -> Visitor:
        site = site_of(request)
        with site.home.store.looking():
            visitor = self._visitor(request)
            if not visitor.may(self.action) or (self.scope and self.scope not in visitor.scopes):
                raise forbidden()
            check(site.home.store, visitor, ids)
            _look_up(request, visitor)
        request.state.visitor = visitor
        self._note(request, visitor, ids)
        return visitor

    def _visitor(self, request: Request) -> Visitor:
        found = visits.by_token(request) if self.scope else visits.by_cookie(request)
        if found is None:
            raise SignInNeededError("Nobody is signed in.")
        return found

    def _note(self, request: Request, visitor: Visitor, ids: Named) -> None:
        people = ids.get("person", ())
        if request.method not in SAFE_METHODS and not getattr(request.state, "noted", False):
            request.state.noted = True  # several dependencies of one route ask
            subject = next((values[0] for name, values in ids.items() if name != "person"), None)
            act = str(request.scope["route"].name)
            store = site_of(request).home.store
            store.audit.note(act, now=clock.now(), account=visitor.account, people=people, subject=subject)
        for person in people:
            note_look(request, visitor, person)


@cache
def require(action: Action, scope: str | None = None) -> Require:
    """That the visitor may do this; with `scope` it is a program's token that is asked for, and not a browser."""
    return Require(action, scope)


Myself = Annotated[Visitor, Depends(require(Action.SELF))]
Seeing = Annotated[Visitor, Depends(require(Action.SEE))]
Acting = Annotated[Visitor, Depends(require(Action.ACT))]
Subscribing = Annotated[Visitor, Depends(require(Action.SUBSCRIBE))]
Configuring = Annotated[Visitor, Depends(require(Action.CONFIGURE))]
Managing = Annotated[Visitor, Depends(require(Action.MANAGE))]
Operating = Annotated[Visitor, Depends(require(Action.OPERATE))]


def _look_up(request: Request, visitor: Visitor) -> None:
    """Whom the request is about, where that may be asked, on the way: `chosen` need not go to the database again."""
    person = _named(request) or (next(iter(visitor.people)) if len(visitor.people) == 1 else None)
    if person is not None and visitor.may_open(person):
        request.state.looked_up = site_of(request).home.store.people.get(person)


def _named(request: Request) -> str | None:
    return request.path_params.get("person") or request.query_params.get("person")


async def chosen(request: Request, visitor: Seeing) -> PersonRecord:
    """The person whom the request names, else the only one that the visitor may open.

    Raises `PersonNeededError` where there are several and none is named, a refusal where there is none.
    """
    named = _named(request)
    if named is None and len(visitor.people) != 1:
        raise PersonNeededError("Say whose record is meant.")
    record: PersonRecord | None = getattr(request.state, "looked_up", None)
    if record is None:
        raise hidden()
    if named is None and visitor.role in WATCHED:
        await in_a_thread(note_look, request, visitor, record.id)
    request.state.person = record
    return record


Chosen = Annotated[PersonRecord, Depends(chosen)]


def note_look(request: Request, visitor: Visitor, person: str) -> None:
    """Take down that a helper or viewer opened this person's record, once a day."""
    if visitor.role not in WATCHED:
        return
    site, now = site_of(request), clock.now()
    key = f"{now.date()} {visitor.account} {person}"
    if key not in site.looked:
        site.home.store.audit.note("looked", now=now, account=visitor.account, people=[person], once=str(now.date()))
        site.looked.add(key)
