"""Signing in and out. Its routes are open to everybody; `account` has those of somebody who is in."""

from fastapi import APIRouter

from tracker.web.signin import doors

router = APIRouter()
router.include_router(doors.router)

__all__ = ["router"]
