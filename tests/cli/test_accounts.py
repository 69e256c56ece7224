from __future__ import annotations

import pytest

from tests.cli.conftest import Run
from tracker.errors import NotFoundError, UserError


def test_an_account_is_added_listed_and_ended_without_showing_its_password(run: Run) -> None:
    added = run("account", "add", "maria", stdin="four plain words here\n")
    assert "four plain" not in added.output
    shown = run("account", "list").stdout
    assert "maria" in shown
    assert "password" in shown
    run("account", "remove", "Maria")
    assert "maria" not in run("account", "list").stdout


def test_a_password_that_is_soon_guessed_is_refused_in_one_sentence(run: Run) -> None:
    with pytest.raises(UserError, match="at least 10 characters"):
        run("account", "add", "maria", stdin="short\n")
    assert "maria" not in run("account", "list").stdout


def test_an_account_that_is_not_there_cannot_be_ended(run: Run) -> None:
    with pytest.raises(NotFoundError, match="no such account"):
        run("account", "remove", "nobody")


def test_a_link_is_printed_whole_and_is_another_one_each_time(run: Run) -> None:
    first, second = (run("account", "link").stdout.strip() for _ in range(2))
    assert first.startswith("http://localhost:8765/enter?token=")
    assert "\n" not in first
    assert first != second
