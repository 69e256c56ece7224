from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cli.conftest import Run
from tests.servers.channels import Hook, running_hook
from tests.webhooks.test_signing import verified
from tracker.errors import NotFoundError, UserError, WebhookError

DATE = ("appointment", "add", "2026-04-06 09:00", "--office", "phoenix-az")


@pytest.fixture(autouse=True)
def allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_WEBHOOK_NETWORKS", '["127.0.0.0/8"]')


@pytest.fixture
def hook() -> Iterator[Hook]:
    with running_hook() as running:
        yield running


def added(run: Run, hook: Hook, *options: str) -> tuple[str, str]:
    """Id and secret of a new web hook."""
    said = run("webhook", "add", hook.address, "--name", "our cases", *options)
    assert said.exit_code == 0
    return run("webhook", "list").stdout.splitlines()[1].split()[0], said.stdout.strip()


def test_a_web_hook_is_added_tested_and_removed(run: Run, hook: Hook) -> None:
    made, secret = added(run, hook)
    assert run("webhook", "test", made).stdout == f"ok   {made}: it answered 200.\n"
    assert verified(hook.posted[0].headers, hook.posted[0].body, secret)
    assert "webhook.test: taken" in run("webhook", "list").stdout
    run("webhook", "remove", made)
    listed = run("webhook", "list")
    assert "our cases" not in listed.stdout
    assert "No program is told yet" in listed.stderr


def test_what_a_person_enters_is_posted_and_listed(run: Run, hook: Hook) -> None:
    _, secret = added(run, hook, "--type", "appointment.confirmed", "--person", "me")
    run(*DATE, "--yes")
    run("sync")
    (posted,) = hook.posted
    assert verified(posted.headers, posted.body, secret)
    assert (posted.json["type"], posted.json["data"]["confirmed_by"]) == ("appointment.confirmed", "you")
    assert "2026-03-01 12:00 UTC  me  appointment.confirmed: taken" in run("webhook", "list").stdout


def test_why_it_failed_is_said_and_the_address_never(run: Run, hook: Hook) -> None:
    hook.status = 404
    said = run("webhook", "add", "-", stdin=f"{hook.address}?key=hunter2\n")
    made = run("webhook", "list").stdout.splitlines()[1].split()[0]
    with pytest.raises(WebhookError, match=r"127\.0\.0\.1 answered 404"):
        run("webhook", "test", made)
    assert hook.posted[0].path.endswith("hunter2")
    listed = run("webhook", "list").output
    assert "answered 404" in listed
    assert "hunter2" not in said.output + listed
    assert "whsec_" not in listed


def test_it_is_paused_resumed_and_given_a_new_secret(run: Run, hook: Hook) -> None:
    made, old = added(run, hook)
    run("webhook", "pause", made)
    assert "paused" in run("webhook", "list").stdout
    run(*DATE, "--yes")
    run("sync")
    assert hook.posted == []
    new = run("webhook", "rotate", made).stdout.strip()
    run("webhook", "resume", made)
    run("sync")
    posted = hook.posted[-1]
    assert all(verified(posted.headers, posted.body, one) for one in (old, new))


@pytest.mark.parametrize(
    "wrong",
    [("http://cases.example.org",), ("https://10.0.0.1/",), ("https://cases.example.org", "--type", "webhook.test")],
)
def test_what_cannot_be_posted_to_is_refused(run: Run, wrong: tuple[str, ...]) -> None:
    with pytest.raises(UserError):
        run("webhook", "add", *wrong)


@pytest.mark.parametrize("verb", ["test", "pause", "resume", "rotate", "remove"])
def test_one_that_does_not_exist_is_said_not_to(run: Run, verb: str) -> None:
    with pytest.raises(NotFoundError):
        run("webhook", verb, "nothing")
