"""Signing in and out. The routes of `doors` and `entry` are open to everybody, those of `account` to whoever is in."""

from fastapi import APIRouter

from tracker.web.signin import account, doors, entry

router = APIRouter()
for part in (doors, entry, account):
    router.include_router(part.router)

__all__ = ["router"]
