"""The JSON Schemas of what `--json` prints stand here, so that a change of the contract is seen in review.

`python -m tests.contracts.test_schemas` writes them anew.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import BaseModel

from tracker.contracts import AppointmentLine, ImportLine, LogLine, ReadLine, ReplayDateLine, ReplayLine

FOLDER = Path(__file__).parent
LINES: dict[str, type[BaseModel]] = {
    "read": ReadLine,
    "import": ImportLine,
    "log": LogLine,
    "appointments": AppointmentLine,
    "replay": ReplayLine,
    "replay-dates": ReplayDateLine,
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_is_what_its_schema_says(name: str) -> None:
    assert stands(name) == schema(name)


PROMISED = {
    "read": """
        file message_id sha256 channel kind effect authenticity evidence forwarded language starts_at ends_at time_zone
        previous_starts_at office reference people doubts rule matched
    """,
    "appointments": """
        id person status starts_at ends_at time_zone office confirmed_by messages replaced_by
    """,
}


@pytest.mark.parametrize("name", PROMISED)
def test_the_fields_are_those_that_were_promised_in_that_order(name: str) -> None:
    assert list(LINES[name].model_fields) == PROMISED[name].split()


def schema(name: str) -> object:
    return json.loads(json.dumps(LINES[name].model_json_schema(mode="serialization"), sort_keys=True))


def stands(name: str) -> object:
    return json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))


if __name__ == "__main__":
    for each in LINES:
        text = json.dumps(schema(each), indent=2, sort_keys=True) + "\n"
        (FOLDER / f"{each}.schema.json").write_text(text, "utf-8")
