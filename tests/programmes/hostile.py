"""Hostile text in every free field of the feed: `python -m tests.programmes.hostile [--cases 10000]`."""

from __future__ import annotations

import argparse

from hypothesis import settings

from tests.feed.test_calendar import test_31_hostile_text_in_any_free_field_stays_text as stays_text

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    cases = parser.parse_args().cases
    settings(settings.get_profile("default"), max_examples=cases, deadline=None)(stays_text)()
    print(f"{cases} cases: no property and no event was added")  # noqa: T201 - a programme prints
