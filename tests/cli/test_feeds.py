from __future__ import annotations

import pytest

from tests.cli.conftest import Run
from tracker.errors import TooManyError
from tracker.worker import limits


def test_one_link_too_many_is_refused_in_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_LINKS", 1)
    assert run("feed", "new", "my phone").exit_code == 0
    with pytest.raises(TooManyError, match="There are 1 links in use already; end one"):
        run("feed", "new", "my other phone")
    assert "my other phone" not in run("feed", "list").stdout
