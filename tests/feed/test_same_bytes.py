"""Same data, same bytes: in every process, whatever its hash seed, time zone or locale."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.feed.situations import SITUATIONS, rendered, view
from tracker.feed.types import Style
from tracker.reading.types import Language

ROOT = Path(__file__).parents[2]


def digest() -> str:
    total = hashlib.sha256()
    for situation in sorted(SITUATIONS):
        for language in Language:
            for style in Style:
                total.update(rendered(view(situation, language, style)).data)
    return total.hexdigest()


@pytest.mark.parametrize(
    ("seed", "zone", "locale"),
    [
        ("0", "UTC", "C"),
        ("1", "Asia/Shanghai", "tr_TR.UTF-8"),
        ("2", "Pacific/Honolulu", "ar_EG.UTF-8"),
        ("3", "America/New_York", "C.UTF-8"),
    ],
)
def test_05_22_another_process_writes_the_same_bytes(seed: str, zone: str, locale: str) -> None:
    found = subprocess.run(
        [sys.executable, "-W", "error", "-c", "from tests.feed.test_same_bytes import digest; print(digest())"],
        env={
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LANG": locale,
            "LC_ALL": locale,
            "PYTHONPATH": str(ROOT),
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == digest()
