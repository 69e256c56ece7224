"""Our own check where no name service can be asked: with keys that are handed in, and results that were kept.

Messages are read in a process that may only compute. So reading goes twice where a key is needed: the first time says
which keys are wanted, then they are asked for outside, and the second time has them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from pydantic import Field

from tracker.frozen import Frozen
from tracker.message.dkim import DkimResult, check
from tracker.message.dkim_keys import KeyAnswer, KeyStatus
from tracker.message.senders import Senders
from tracker.message.types import Header


class KnownChecks(Frozen):
    """What is known beside the message. Keys rotate, so a result that was kept counts before any key of today."""

    answers: dict[str, KeyAnswer] = Field(default_factory=dict)
    results: tuple[DkimResult, ...] = ()


NOTHING_KNOWN = KnownChecks()


@dataclass
class Checker:
    """Checks a message and what is attached to it; `made` are all results by the hash of the bytes, `wanted` the keys
    that it was not given.
    """

    known: KnownChecks
    senders: Senders
    made: dict[str, DkimResult] = field(default_factory=dict)
    wanted: list[str] = field(default_factory=list)

    def check(
        self,
        raw: bytes,
        digest: str,
        *,
        arrived: datetime | None,
        whole: bool = True,
        headers: tuple[Header, ...] | None = None,
    ) -> DkimResult:
        """`digest` is the SHA-256 of `raw`, `headers` what was read of them."""
        result = self._kept(digest) or check(
            raw, self._answer, senders=self.senders, arrived=arrived, whole=whole, headers=headers, digest=digest
        )
        self.made[digest] = result
        return result

    def _kept(self, digest: str) -> DkimResult | None:
        return next((result for result in self.known.results if result.of == digest), None)

    def _answer(self, name: str) -> KeyAnswer:
        if name in self.known.answers:
            return self.known.answers[name]
        self.wanted.append(name)
        return KeyAnswer(status=KeyStatus.NOT_ASKED)
