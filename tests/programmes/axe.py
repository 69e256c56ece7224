"""axe-core on every page, in five languages, in light, dark and printed: what the tests do in two of these.

python -m tests.programmes.axe
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.shell import NOW, opened
from tests.web.axe import AXE, Look, examined
from tests.web.browser import CHROMIUM, QUIET, served
from tests.web.record import fill
from tracker.reading.types import Language


def main() -> int:
    if not AXE.exists() or not CHROMIUM.exists():
        sys.stdout.write(
            "This needs Chromium (Debian package chromium) and axe-core: npm install --prefix tests/node\n"
        )
        return 1
    os.environ["TRACKER_NOW"] = NOW.isoformat()
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(Path(folder), port=0) as home,
        sync_playwright() as playwright,
    ):
        fill(home)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *QUIET])
        found = 0
        with served(home) as site:
            for language in Language:
                for look in Look:
                    seen = examined(browser, site, language, look)
                    sys.stdout.write("\n  ".join([seen.line(), *seen.violations]) + "\n")
                    sys.stdout.flush()
                    found += len(seen.violations)
        browser.close()
    sys.stdout.write(f"all: {found} violations\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
