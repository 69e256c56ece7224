"""What the API can do, as OpenAPI and as a page, for whoever is signed in."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse

from tracker.frozen import Frozen
from tracker.web.access import Myself
from tracker.web.api import told
from tracker.web.api.shapes import Problem
from tracker.web.render import render

router = APIRouter(prefix="/api/v1", include_in_schema=False)


class Operation(Frozen):
    method: str
    path: str
    summary: str


@router.get("/openapi.json", name="api_openapi")
def openapi(request: Request, visitor: Myself) -> JSONResponse:
    del visitor  # that there is one is enough
    return JSONResponse(request.app.state.api)


@router.get("/docs", name="api_docs")
def docs(request: Request, visitor: Myself) -> HTMLResponse:
    paths: dict[str, dict[str, Any]] = request.app.state.api["paths"]
    operations = [
        Operation(
            method=method.upper(),
            path=path,
            summary=operation.get("description") or operation["summary"],
        )
        for path, methods in paths.items()
        for method, operation in methods.items()
    ]
    return render(request, visitor, "api_docs.html", operations=operations)


def describe(routes: list[Any]) -> dict[str, Any]:
    """The OpenAPI document of these routes, each of which wants a token."""
    made = get_openapi(
        title="Confirmation tracker",
        version="1",
        description="A change counts only once ICE confirms it. Errors are problem details (RFC 9457).",
        routes=routes,
    )
    made["webhooks"] = told.described(made["components"]["schemas"])
    made["components"]["schemas"]["Problem"] = Problem.model_json_schema()
    made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    made["security"] = [{"token": []}]
    return made
