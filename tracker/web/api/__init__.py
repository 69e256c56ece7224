"""`/api/v1`: for case-management systems. By token alone, so that no other web page can use a browser's session."""

from typing import Any

from fastapi import APIRouter

from tracker.web.api import persons, waiting, webhooks

_PROBLEM = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    401: {"description": "No token, or one that may not be used any more"} | _PROBLEM,
    403: {"description": "The token has not this scope, or its account may not do this"} | _PROBLEM,
    404: {"description": "It does not exist, or is not the account's to see"} | _PROBLEM,
    422: {"description": "Something is missing, not understood, or cannot be meant"} | _PROBLEM,
    503: {"description": "The record cannot be read or written right now"} | _PROBLEM,
}

router = APIRouter()
for part in (persons, waiting, webhooks):
    router.include_router(part.router, prefix="/api/v1", responses=PROBLEMS)

__all__ = ["router"]
