"""The API tried with whatever its description allows, and with what it forbids, on pages that are really served.

python -m tests.programmes.api_tried --examples 200
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.programmes import api_hooks
from tests.shell import NOW, opened
from tests.web.crowd import Belongings, belongings
from tests.web.serving import served
from tests.web.table import application
from tests.web.visiting import HOST, account_of
from tracker.web.api.scopes import Scope

# What a date, zone, office or id must be is more than a pattern can say: such a one is refused with 422, as described.
NOT_TRIED = "positive_data_acceptance"
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Tried:
    code: int
    cases: int
    operations: int
    text: str

    def line(self) -> str:
        return f"{self.operations} operations, {self.cases} requests, {'0 failures' if self.code == 0 else 'FAILURES'}"


def try_api(folder: Path, examples: int) -> Tried:
    """`examples` are made for each operation beside those that cover each rule of the description once."""
    with opened(folder, port=0) as home:
        mine = belongings(home, "me", "Mirabel", 2031, hears=HOST)
        described = folder / "openapi.json"
        described.write_text(json.dumps(_with_ids(application(home).state.api, mine)), encoding="utf-8")
        token = home.store.tokens.create(account_of(home, HOST).id, name="x", scopes=tuple(Scope), now=NOW).token
        with served(home) as site:
            done = subprocess.run(
                [
                    *(sys.executable, "-m", "schemathesis.cli", "run", str(described), "--url", site.base),
                    *("--header", f"Authorization: Bearer {token.get_secret_value()}", "--no-color"),
                    *("--max-examples", str(examples), "--exclude-checks", NOT_TRIED),
                    *("--mode", "all", "--seed", "1"),
                ],
                cwd=folder,
                env=os.environ | {"SCHEMATHESIS_HOOKS": api_hooks.__name__, "PYTHONPATH": str(ROOT)},
                capture_output=True,
                text=True,
                check=False,
            )
    text = done.stdout + done.stderr
    return Tried(done.returncode, _number(r"(\d+) generated", text), _number(r"Tested: +(\d+)", text), text)


def _with_ids(described: dict[str, Any], mine: Belongings) -> dict[str, Any]:
    """The description with ids that exist: one made at random would meet nothing but 404."""
    copy: dict[str, Any] = json.loads(json.dumps(described))
    for methods in copy["paths"].values():
        for operation in methods.values():
            for parameter in operation.get("parameters", ()):
                if parameter["in"] == "path":
                    parameter["schema"] = {"enum": [mine.ids[parameter["name"]], "nothing"]}
    return copy


def _number(pattern: str, text: str) -> int:
    found = re.search(pattern, text)
    return int(found[1]) if found else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=100)
    with tempfile.TemporaryDirectory() as folder:
        tried = try_api(Path(folder), parser.parse_args().examples)
    print(tried.text if tried.code else tried.line())  # noqa: T201 - a programme's result
    return tried.code


if __name__ == "__main__":
    sys.exit(main())
