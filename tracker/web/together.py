"""A page is answered in one thread, from the look-up of who asks to the last line of its template.

FastAPI goes to a thread for each dependency and once more for the page, and each time both wait for one another. What
has no body never waits for the browser, so all of it can be done in the first of these threads; and what is looked up
in the record on the way is looked up over one connection.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tracker.web.security import SAFE_METHODS
from tracker.web.site import site_of

P = ParamSpec("P")
T = TypeVar("T")

_in_a_thread: ContextVar[bool] = ContextVar("in a thread", default=False)


async def in_a_thread(call: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """What that returns, worked out where it may block: here, if this is such a place."""
    if _in_a_thread.get():
        return call(*given, **named)
    return await run_in_threadpool(call, *given, **named)


class Together(APIRoute):
    """The route of a page."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:  # noqa: ANN401 - FastAPI's own
        super().__init__(path, _waiting(endpoint), **options)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            if request.method not in SAFE_METHODS or "content-type" in request.headers:
                return await handler(request)
            return await run_in_threadpool(_driven, handler, request)

        return handle


def _waiting(endpoint: Callable[P, T]) -> Callable[P, Awaitable[T]]:
    @wraps(endpoint)
    async def wait(*given: P.args, **named: P.kwargs) -> T:
        return await in_a_thread(endpoint, *given, **named)

    return wait


def _driven(handler: Callable[[Request], Coroutine[Any, Any, Response]], request: Request) -> Response:
    """What the handler returns. Nothing in it waits, since `in_a_thread` does not."""
    _in_a_thread.set(True)
    with site_of(request).home.store.looking():
        coroutine = handler(request)
        try:
            coroutine.send(None)
        except StopIteration as ended:
            answer: Response = ended.value
            return answer
        finally:
            coroutine.close()
    raise RuntimeError("A page waited for something that no thread can wait for.")
