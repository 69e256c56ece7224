"""Faults that are made to happen, a few of each; `python -m tests.programmes.feed_faults` has the many."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programmes import feed_faults
from tests.servers import postgres
from tests.servers.webservers import CADDY


def test_a_publisher_that_is_killed_leaves_a_whole_file(tmp_path: Path) -> None:
    driven = feed_faults.publisher_killed(tmp_path, kills=20)
    assert (driven.faults, driven.wrong) == (20, 0)
    assert driven.looks >= 20


def test_a_disk_that_is_full_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    driven = feed_faults.disk_full(tmp_path, turns=5)
    assert (driven.faults, driven.looks, driven.wrong) == (5, 5, 0)


def test_40_one_bit_anywhere_is_stopped_or_changes_nothing_that_is_shown(tmp_path: Path) -> None:
    driven = feed_faults.renderer_corrupted(tmp_path)
    assert driven.faults > 1_000
    assert driven.wrong == 0


def test_29_a_clock_that_jumps_about_never_makes_news_older_than_what_it_replaces(tmp_path: Path) -> None:
    driven = feed_faults.clock_stepped_back(tmp_path, steps=40)
    assert driven.faults >= 10
    assert (driven.looks, driven.wrong) == (40, 0)


@pytest.mark.skipif(not CADDY, reason="install caddy")
def test_08_a_killed_application_is_not_missed_by_phones(tmp_path: Path) -> None:
    driven = feed_faults.application_killed(tmp_path, kills=1)
    assert (driven.faults, driven.looks, driven.wrong) == (1, 50, 0)


@pytest.mark.postgres
@pytest.mark.skipif(postgres.programs() is None, reason="install postgresql")
def test_08_a_database_that_stops_is_not_missed_by_phones(tmp_path: Path) -> None:
    driven = feed_faults.database_stopped(tmp_path, stops=1)
    assert (driven.faults, driven.looks, driven.wrong) == (1, 50, 0)
