from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cli.conftest import Run
from tests.servers.channels import Hook, running_hook
from tracker.errors import AlertError, NotFoundError, NotPublicChannelError, UserError

DATE = ("appointment", "add", "2026-04-06 09:00", "--office", "phoenix-az")


@pytest.fixture
def hook() -> Iterator[Hook]:
    with running_hook() as running:
        yield running


def added(run: Run, hook: Hook, *options: str) -> str:
    """The id of a new channel."""
    said = run("alerts", "add", hook.webhook, "--name", "my phone", *options)
    assert said.exit_code == 0
    return run("alerts", "list").stdout.splitlines()[1].split()[0]


def test_a_channel_is_added_tested_and_removed(run: Run, hook: Hook) -> None:
    channel = added(run, hook)
    assert "ok " in run("alerts", "test", channel).stdout
    (posted,) = hook.posted
    assert posted.json["title"] == "Test: this works"
    run("alerts", "remove", channel)
    assert "my phone" not in run("alerts", "list").stdout
    assert "No channel yet" in run("alerts", "list").stderr


def test_an_address_is_never_shown_and_may_come_from_standard_input(run: Run, hook: Hook) -> None:
    secret = f"{hook.webhook}/hunter2"
    said = [run("alerts", "add", "-", stdin=secret + "\n"), run("alerts", "list"), run("alerts", "test")]
    assert "hunter2" not in "".join(one.output for one in said)
    assert hook.posted[0].path.endswith("hunter2")


def test_what_a_person_enters_is_told_over_the_channel_and_listed(run: Run, hook: Hook) -> None:
    added(run, hook, "--full", "--language", "fr")
    run(*DATE, "--yes")
    assert "new_date" in run("alerts", "list").stdout
    assert "my phone: planned" in run("alerts", "list").stdout
    run("sync")
    assert hook.posted[0].json["title"] == "Rendez-vous : 6 avr. 2026, 9 h 00"
    assert "Phoenix" in hook.posted[0].json["message"]
    assert "my phone: sent 2026-03-01 12:00 UTC" in run("alerts", "list").stdout


def test_an_alert_is_acknowledged_by_the_reference_that_the_message_bears(run: Run, hook: Hook) -> None:
    added(run, hook)
    run(*DATE, "--yes")
    run("sync")
    run("alerts", "acknowledge", hook.refs()[0])
    assert "(seen)" in run("alerts", "list").stdout


def test_without_a_channel_what_was_planned_is_listed_all_the_same(run: Run) -> None:
    run(*DATE, "--yes")
    assert "no channel was there" in run("alerts", "list").stdout


def test_a_channel_that_refuses_is_said_to_in_words(run: Run, hook: Hook) -> None:
    hook.status = 500
    channel = added(run, hook)
    with pytest.raises(AlertError, match="1 of the channels"):
        run("alerts", "test", channel)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("add", "nonsense"), UserError),
        (("add", "nothing://host"), UserError),
        (("remove", "nobody"), NotFoundError),
        (("test", "nobody"), NotFoundError),
        (("acknowledge", "alr_nothing"), NotFoundError),
        (("add", "json://localhost", "--person", "nobody"), NotFoundError),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(
    run: Run, arguments: tuple[str, ...], error: type[UserError]
) -> None:
    with pytest.raises(error):
        run("alerts", *arguments)


def test_where_several_own_an_installation_a_channel_on_this_machine_is_refused_and_not_connected_to(
    run: Run, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("maria", "jean"):
        run("account", "add", name, stdin="four plain words here\n")
    with pytest.raises(NotPublicChannelError, match="TRACKER_NETWORKS"):
        run("alerts", "add", hook.webhook)
    assert "No channel yet" in run("alerts", "list").stderr
    monkeypatch.setenv("TRACKER_NETWORKS", '["127.0.0.0/8"]')
    channel = added(run, hook)
    monkeypatch.delenv("TRACKER_NETWORKS")
    with pytest.raises(AlertError):
        run("alerts", "test", channel)
    assert hook.posted == []
