"""What holds for every test: an odd time zone, an odd locale, and in CI no skipping."""

from __future__ import annotations

import os
import time
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

# Kathmandu is 5 h 45 min off UTC and never where an office is; in Turkish the lower case of I is not i.
os.environ.update(TZ="Asia/Kathmandu", LANG="tr_TR.UTF-8", LC_ALL="tr_TR.UTF-8")
time.tzset()
for _name in [name for name in os.environ if name.startswith("TRACKER_") and name != "TRACKER_THOROUGH"]:
    del os.environ[_name]

settings.register_profile("tracker", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("thorough", settings.get_profile("tracker"), max_examples=5_000)
settings.load_profile("thorough" if os.environ.get("TRACKER_THOROUGH") else "tracker")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI everything that a test needs is installed, so a skipped test is a failed one."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where everything it needs is installed: {report.longrepr}"
    return report
