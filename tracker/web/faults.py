"""Errors to answers: a page in the visitor's language, or problem details for programs (RFC 9457)."""

from __future__ import annotations

import logging
from http import HTTPStatus
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from tracker.errors import NotFoundError, StorageError, TooManyError, TrackerError, UserError
from tracker.web.refusal import PersonNeededError, RefusalError, SignInNeededError
from tracker.web.render import render, said

log = logging.getLogger(__name__)

API = "/api/"
PROBLEM = "application/problem+json"
BY_STATUS = {
    401: "refusal.sign_in",
    403: "refusal.not_allowed",
    404: "refusal.not_found",
    405: "refusal.not_found",
    422: "refusal.not_understood",
    429: "refusal.too_many",
    503: "refusal.trouble",
}


def add_faults(app: FastAPI) -> None:
    app.add_exception_handler(TrackerError, _tracker)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


def _tracker(request: Request, error: Exception) -> Response:
    if isinstance(error, SignInNeededError):
        return _sign_in(request)
    if isinstance(error, PersonNeededError):
        return _person(request)
    if isinstance(error, RefusalError):
        return answer(request, error.status, error.key, retry_after=error.retry_after)
    if isinstance(error, NotFoundError):
        return answer(request, 404, BY_STATUS[404])
    if isinstance(error, UserError):
        return _not_done(request, error)
    if not isinstance(error, StorageError):
        log.error("a page could not be made: %s", error)
    return answer(request, 503, BY_STATUS[503])


def _not_done(request: Request, error: UserError) -> Response:
    """A program is told the sentence itself, which bears nothing of anybody's; people get one in their language."""
    if isinstance(error, TooManyError):
        return answer(request, 422, f"refusal.full_{error.what}", most=str(error.most))
    if not request.url.path.startswith(API):
        return answer(request, 400, "refusal.not_done")
    return answer(request, 422, "refusal.not_done", wrong=[{"where": "", "what": str(error)}])


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    # Where it is wrong, never what was sent: that may be a name or a number.
    wrong = [{"where": ".".join(str(part) for part in one["loc"]), "what": one["msg"]} for one in error.errors()]
    return answer(request, 422, BY_STATUS[422], wrong=wrong)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status, in_api = error.status_code, request.url.path.startswith(API)
    if in_api and status == HTTPStatus.BAD_REQUEST:  # a body that is no text: described like any other that is wrong
        status = HTTPStatus.UNPROCESSABLE_ENTITY.value
    made = answer(request, status, BY_STATUS.get(status, "refusal.not_done"))
    made.headers.update(error.headers or {})
    if in_api and status == HTTPStatus.METHOD_NOT_ALLOWED:
        made.headers["allow"] = ", ".join(_allowed(request))
    return made


def _allowed(request: Request) -> list[str]:
    """Every method of this address: the router names only those of the first route that fits."""
    paths: dict[str, dict[str, object]] = request.app.state.api["paths"]
    path = request.url.path.split("/")
    return [
        method.upper()
        for template, methods in paths.items()
        if len(parts := template.split("/")) == len(path)
        and all(part.startswith("{") or part == given for part, given in zip(parts, path, strict=True))
        for method in methods
    ]


def _sign_in(request: Request) -> Response:
    if request.url.path.startswith(API):
        made = answer(request, 401, BY_STATUS[401])
        made.headers["www-authenticate"] = 'Bearer realm="tracker"'
        return made
    if request.method not in {"GET", "HEAD"}:
        return RedirectResponse("/sign-in", status_code=303)
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/sign-in?back={quote(back, safe='')}", status_code=303)


def _person(request: Request) -> Response:
    if request.url.path.startswith(API):
        return answer(request, 422, "refusal.say_whose")
    return RedirectResponse("/people", status_code=303)


def answer(
    request: Request,
    status: int,
    key: str,
    *,
    retry_after: int | None = None,
    wrong: list[dict[str, str]] | None = None,
    **values: str,
) -> Response:
    """One sentence, with the values that it needs, in words for people or as problem details."""
    sentence, in_api = said(request).say(key, **values), request.url.path.startswith(API)
    made = _problem(status, key, sentence, wrong) if in_api else _page(request, status, sentence)
    if retry_after is not None:
        made.headers["retry-after"] = str(retry_after)
    return made


def _page(request: Request, status: int, sentence: str) -> Response:
    visitor = getattr(request.state, "visitor", None)
    return render(request, visitor, "refusal.html", status=status, sentence=sentence)


def _problem(status: int, key: str, sentence: str, wrong: list[dict[str, str]] | None) -> Response:
    problem: dict[str, object] = {
        "type": f"urn:tracker:problem:{key.partition('.')[2].replace('_', '-')}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": sentence,
    }
    if wrong:
        problem["errors"] = wrong
    return JSONResponse(problem, status, media_type=PROBLEM)
