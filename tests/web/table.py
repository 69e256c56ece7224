"""The routes of the application, and requests to them made from what they say of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import get_type_hints

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from starlette.responses import HTMLResponse, Response
from starlette.routing import compile_path

from tracker.web.access import Require
from tracker.web.app import make_pages
from tracker.web.site import Site
from tracker.worker.home import Home

API = "/api/"


def application(home: Home) -> FastAPI:
    return make_pages(Site(home=home, hosts=("testserver",)))


def routes(app: FastAPI) -> list[RouteContext]:
    found = [route for route in iter_route_contexts(app.routes) if isinstance(route.original_route, APIRoute)]
    assert len(found) > 60
    return found


def requirements(dependant: Dependant) -> list[Require]:
    below = [one for inner in dependant.dependencies for one in requirements(inner)]
    return below + ([dependant.call] if isinstance(dependant.call, Require) else [])


def method_of(route: RouteContext) -> str:
    return next((one for one in ("POST", "DELETE") if one in (route.methods or set())), "GET")


def path_of(route: RouteContext, ids: Mapping[str, str]) -> str:
    """Its path, with these ids in the places of their names; `-` where there is none."""
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda found: ids.get(found[1], "-"), route.path or "")


def is_api(route: RouteContext) -> bool:
    """Whether it is a program's, by token."""
    return any(one.scope for one in requirements(route.dependant))


def gives_a_page(route: RouteContext) -> bool:
    """Whether it may answer with HTML, by what it says it returns, to which mypy holds it: a page, or any answer."""
    return get_type_hints(route.endpoint).get("return", Response) in {HTMLResponse, Response}


def route_for(found: Iterable[RouteContext], method: str, path: str) -> RouteContext | None:
    """The first that answers to this, as the application itself chooses."""
    fitting = (one for one in found if method in (one.methods or ()) and compile_path(one.path or "")[0].match(path))
    return next(fitting, None)
