"""Templates to answers, in the visitor's language.

Every template has `t` (the words: `t.say("page.today")`), `lang`, `visitor` (None before signing in), `request`,
`static("page.css")` for an address that changes with the file, and `top` (the bars over every page).
Forms need no hidden field against forged requests (`security`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib import resources
from urllib.parse import quote

from fastapi import APIRouter
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from tracker.reading.types import Language
from tracker.storage.types import PersonRecord
from tracker.web.security import WITH_SCRIPT, policy
from tracker.web.visitor import Visitor
from tracker.words.catalogue import Words
from tracker.words.load import words

LANGUAGE_COOKIE = "tracker_language"
A_YEAR = 365 * 24 * 3600
WHOSE, STAY = "{whose}", "{stay}"  # no address holds braces that are not encoded
TABS = frozenset(
    {"/", "/review", "/requests", "/add", "/log", "/subscribe", "/people", "/settings", "/account", "/privacy"}
)
KNOWN = frozenset(Language)
LOCK_GRACE = 5  # seconds after the session's end

router = APIRouter()


@cache
def environment() -> Environment:
    templates = Environment(
        loader=PackageLoader("tracker.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        auto_reload=False,
    )
    templates.globals["static"] = static
    templates.globals["languages"] = list(Language)
    return templates


def render(
    request: Request,
    visitor: Visitor | None,
    template: str,
    *,
    status: int = 200,
    scripts: Iterable[str] = (),
    **values: object,
) -> HTMLResponse:
    """The page. `scripts` are files of `static/` that it needs; without any, the browser is told to run none.

    A page of somebody who is signed in gives way to a blank one once their session may have ended: it locks itself.
    """
    lang = language_of(request)
    wanted = tuple(scripts)
    context = {"t": words(lang), "lang": lang, "visitor": visitor, "request": request}
    whose, stay = str(values.pop("whose", "")), str(values.pop("stay", ""))
    context["top"] = _top_of(request, lang, whose=whose, stay=stay, signed_in=visitor is not None)
    html = environment().get_template(template).render(**context, scripts=wanted, **values)
    answer = HTMLResponse(html, status)
    if wanted:
        answer.headers["content-security-policy"] = policy(WITH_SCRIPT)
    if visitor is not None:
        back = quote(request.url.path, safe="/")
        answer.headers["refresh"] = f"{visitor.lock_minutes * 60 + LOCK_GRACE};url=/locked?back={back}"
    return answer


def fragment(template: str, macro: str, *values: object) -> str:
    """What that macro makes of the values: markup that a template may put in as it is."""
    made: str = getattr(environment().get_template(template).module, macro)(*values)
    return made


def _top_of(request: Request, lang: Language, *, whose: str, stay: str, signed_in: bool) -> Markup:
    """What stands over every page. `whose` is the query with which links keep to one person; `stay` is where the switch
    of languages leads, by default here.
    """
    path, query = request.url.path, request.url.query
    here = stay or (f"{path}?{query}" if query and request.method == "GET" else path)
    made = _top(lang, path if path in TABS else "", signed_in=signed_in)
    return made.replace(WHOSE, f"?{whose}" if whose else "").replace(STAY, quote(here, safe="/"))


@cache
def _top(lang: Language, here: str, *, signed_in: bool) -> Markup:
    """With marks in the place of what differs from one person or address to the next."""
    context = {"t": words(lang), "lang": lang, "here": here, "signed_in": signed_in, "stay": STAY, "whose": WHOSE}
    return Markup(environment().get_template("top.html").render(context))  # noqa: S704 - escaped by the template


def language_of(request: Request) -> Language:
    """By the address, then the cookie, then the account or the person, then what the browser asks for."""
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    person: PersonRecord | None = getattr(request.state, "person", None)
    told = (
        request.query_params.get("lang"),
        request.cookies.get(LANGUAGE_COOKIE),
        visitor.language if visitor else None,
        person.language if person else None,
    )
    chosen = next((one for one in told if one in KNOWN), None)
    if chosen is None:
        chosen = next((one for one in _accepted(request.headers.get("accept-language", "")) if one in KNOWN), "en")
    return Language(chosen)


def said(request: Request) -> Words:
    return words(language_of(request))


@router.get("/language/{language}", name="language")
def switch(language: Language, back: str = "/") -> RedirectResponse:
    """One tap: kept in a cookie, and back to where one was."""
    answer = RedirectResponse(local(back), status_code=303)
    answer.set_cookie(LANGUAGE_COOKIE, language.value, max_age=A_YEAR, httponly=True, samesite="lax")
    return answer


def local(address: str) -> str:
    """That address if it is a path of this site, else the first page: nobody is sent elsewhere."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if plain and address.isprintable() and "\\" not in address else "/"


@cache
def static(name: str) -> str:
    """The address of a static file, with a mark of what is in it: so it may be kept for ever."""
    content = (resources.files("tracker.web") / "static" / name).read_bytes()
    return f"/static/{name}?v={sha256(content).hexdigest()[:12]}"


class Static(StaticFiles):
    """The files of `static/`. They hold nothing of anybody's, so a browser may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        answer.headers["cache-control"] = f"public, max-age={A_YEAR}, immutable"
        return answer


def _accepted(header: str) -> list[str]:
    """The languages of an Accept-Language header, best first, without their regions."""
    found = []
    for index, part in enumerate(header.split(",")[:20]):
        name, _, quality = part.strip().partition(";q=")
        try:
            found.append((-float(quality or 1), index, name.partition("-")[0].lower()))
        except ValueError:
            continue
    return [name for _, _, name in sorted(found)]
