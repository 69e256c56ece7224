"""What holds for every test: an odd time zone, an odd locale, in CI no skipping, coverage where it tells something."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, settings

# Kathmandu is 5 h 45 min off UTC and never where an office is; in Turkish the lower case of I is not i.
os.environ.update(TZ="Asia/Kathmandu", LANG="tr_TR.UTF-8", LC_ALL="tr_TR.UTF-8")
time.tzset()
_HERE = Path(__file__).parent
for _name in [name for name in os.environ if name.startswith("TRACKER_") and name != "TRACKER_THOROUGH"]:
    del os.environ[_name]

settings.register_profile("tracker", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("thorough", settings.get_profile("tracker"), max_examples=5_000)
settings.load_profile("thorough" if os.environ.get("TRACKER_THOROUGH") else "tracker")

_ROOMS = {"appointments", "feed", "message", "reading", "words"}  # whose coverage pyproject.toml asks for
_CASES = 40
_LONG = {"slow", "browser", "thunderbird"}
_telling = pytest.StashKey[bool]()
_resting: list[Coverage] = []


@pytest.fixture(scope="session", autouse=True)
def _lent_children() -> Generator[None]:
    from tests import lent  # noqa: PLC0415 - what the program reads of its environment is settled above

    with lent.lent_children():
        yield


@pytest.fixture(scope="module")
def own_children() -> Generator[None]:
    """For tests of how reading processes are started and ended."""
    from tests import lent  # noqa: PLC0415 - as above

    with lent.own_children():
        yield


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """Choose what coverage is measured in: a room's own tests, some cases of each, the same in every run.

    When they were shuffled, put the long ones first: begun last, one would keep a worker when all others are done.
    """
    tests: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        tests[item.nodeid.partition("[")[0]].append(item)
    for cases in tests.values():
        room = cases[0].path.relative_to(_HERE).parts[0]
        for number, item in enumerate(cases):
            item.stash[_telling] = room in _ROOMS and number % -(-len(cases) // _CASES) == 0
    yield
    items.sort(key=lambda item: not any(mark.name in _LONG for mark in item.iter_markers()))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Measuring makes Python half as fast, so it rests while nothing new is told."""
    running = Coverage.current()
    if item.stash[_telling] and _resting:
        _resting.pop().start()
    elif running and not item.stash[_telling]:
        running.stop()
        _resting.append(running)
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI everything that a test needs is installed, so a skipped test is a failed one."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where everything it needs is installed: {report.longrepr}"
    return report
