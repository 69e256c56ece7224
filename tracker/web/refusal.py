"""What a page or the API answers instead of what was asked for."""

from __future__ import annotations

from tracker.errors import UserError


class RefusalError(UserError):
    """Says why in the language of the page: `key` is a sentence of the catalogues."""

    def __init__(self, key: str, *, status: int = 400, retry_after: int | None = None) -> None:
        super().__init__(key)
        self.key = key
        self.status = status
        self.retry_after = retry_after  # seconds


class SignInNeededError(UserError):
    """Nobody is signed in, or for too long without a touch."""


class PersonNeededError(UserError):
    """The visitor may open several people's records and has not said whose is meant."""


def hidden() -> RefusalError:
    """For what does not exist and for what is somebody else's alike, so that the answer tells nothing."""
    return RefusalError("refusal.not_found", status=404)


def forbidden() -> RefusalError:
    return RefusalError("refusal.not_allowed", status=403)
