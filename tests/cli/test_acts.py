from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, lines
from tests.programmes.letters import scheduled
from tracker.errors import NotFoundError, UserError
from tracker.message.sample import compose

GMAIL = ("--authserv-id", "mx.google.com")


def stands(run: Run) -> dict[str, str]:
    """Each known date with its status."""
    return {line["starts_at"]: line["status"] for line in lines(run("appointments", "--json"))}


def take(run: Run, folder: Path, raw: bytes, *vouched: str) -> None:
    file = folder / "message.eml"
    file.write_bytes(raw)
    assert run("import", *vouched, str(file)).exit_code == 0


def test_a_date_from_paper_stands_as_confirmed_by_you_in_the_offices_zone(run: Run) -> None:
    run("appointment", "add", "2026-04-06 09:00", "--office", "phoenix-az")
    (line,) = lines(run("appointments", "--json"))
    assert (line["status"], line["confirmed_by"]) == ("confirmed", "you")
    assert line["starts_at"] == "2026-04-06T09:00:00-07:00"


def test_asking_for_another_date_moves_nothing(run: Run, tmp_path: Path) -> None:
    take(run, tmp_path, scheduled(0), *GMAIL)
    run("request", "add", "--wished", "2027-05-03 10:00")
    assert stands(run) == {"2027-04-05T09:00:00-04:00": "confirmed", "2027-05-03T10:00:00-04:00": "requested"}


def test_a_withdrawn_request_is_closed(run: Run) -> None:
    run("request", "add", "--wished", "2027-05-03 10:00")
    request = run("request", "list").stdout.split()[-1]
    run("request", "withdraw", request)
    assert stands(run) == {"2027-05-03T10:00:00-04:00": "closed"}


def test_a_confirmation_by_phone_moves_the_date_and_undo_brings_it_back(run: Run, tmp_path: Path) -> None:
    take(run, tmp_path, scheduled(0), *GMAIL)
    (old,) = lines(run("appointments", "--json"))
    run("confirm", "2027-05-03 10:00", "--replaces", old["id"], "--yes")
    assert stands(run) == {"2027-04-05T09:00:00-04:00": "superseded", "2027-05-03T10:00:00-04:00": "confirmed"}
    entry = lines(run("log", "--json"))[-1]["id"]
    run("undo", entry, "--yes")
    assert stands(run) == {"2027-04-05T09:00:00-04:00": "confirmed"}


def test_a_cancellation_by_phone_removes_the_date(run: Run, tmp_path: Path) -> None:
    take(run, tmp_path, scheduled(0), *GMAIL)
    (old,) = lines(run("appointments", "--json"))
    run("confirm", "--replaces", old["id"][:10], "--yes")
    assert stands(run) == {"2027-04-05T09:00:00-04:00": "cancelled"}


def test_an_unvouched_message_waits_and_counts_once_a_person_accepts_it(run: Run, tmp_path: Path) -> None:
    take(run, tmp_path, scheduled(0))
    assert stands(run) == {"2027-04-05T09:00:00-04:00": "unverified"}
    sha256 = lines(run("log", "--json"))[0]["sha256"]
    assert sha256[:12] in run("review", "list").stdout
    run("review", "accept", sha256[:8], "--yes")
    (line,) = lines(run("appointments", "--json"))
    assert (line["status"], line["confirmed_by"]) == ("confirmed", "you")
    assert "Nothing waits" in run("review", "list").stderr
    assert "you accepted a message" in run("log").stdout


def test_a_rejected_message_takes_back_only_what_it_alone_had_added(run: Run, tmp_path: Path) -> None:
    take(run, tmp_path, scheduled(0), *GMAIL)
    take(run, tmp_path, scheduled(1))
    sha256 = next(line["sha256"] for line in lines(run("log", "--json")) if line["effect"] == "review")
    run("review", "reject", sha256, "--reason", "not mine", "--yes")
    assert stands(run) == {"2027-04-05T09:00:00-04:00": "confirmed", "2027-04-06T09:00:00-04:00": "closed"}


def test_before_an_act_is_kept_it_says_what_it_will_do(run: Run, tmp_path: Path) -> None:
    take(run, tmp_path, scheduled(0), *GMAIL)
    (old,) = lines(run("appointments", "--json"))
    said = run("confirm", "--replaces", old["id"], "--yes")
    assert "Mon, Apr 5, 2027, 9:00 AM: confirmed → cancelled" in said.stdout
    assert "tracker undo" in said.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("confirm",), "Say what was confirmed"),
        (("appointment", "add", "next Tuesday"), "is no date"),
        (("appointment", "add", "2026-04-06 09:00", "--zone", "Mars/Base"), "is no time zone"),
        (("appointment", "add", "2026-04-06 09:00", "--office", "atlantis"), "no office"),
        (("review", "accept", "abcd", "--yes"), "There is no message"),
        (("request", "withdraw", "req_1"), "There is no request"),
        (("person", "set", "nobody", "--zone", "America/Denver"), "There is no person"),
        (("person", "set", "me", "--a-number", "12"), "no A-number"),
        (("mailbox", "add", "not-an-address"), "no e-mail address"),
        (("mailbox", "add", "someone@outlook.com"), "Microsoft"),
        (("mailbox", "check", "mail9"), "There is no mailbox"),
        (("feed", "revoke", "nothing"), "no calendar link"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    before = run("log", "--json").stdout
    with pytest.raises((UserError, NotFoundError), match=sentence):
        run(*arguments)
    assert run("log", "--json").stdout == before


def test_a_message_for_somebody_else_waits_once_the_person_is_known_by_name(run: Run, tmp_path: Path) -> None:
    take(run, tmp_path, scheduled(0), *GMAIL)
    assert set(stands(run).values()) == {"confirmed"}
    run("person", "set", "me", "--name", "Ana Perez")
    assert set(stands(run).values()) <= {"unverified", "closed"}
    assert "someone else" in run("review", "list").stdout


def test_numbers_are_kept_only_by_their_last_digits(run: Run, tmp_path: Path) -> None:
    run("person", "set", "me", "--a-number", "A 234 567 890")
    assert "A…890" in run("person", "list").stdout
    stored = b"".join(file.read_bytes() for file in (tmp_path / "home").rglob("*") if file.is_file())
    assert b"234567890" not in stored


def test_an_automatic_reply_confirms_nothing(run: Run, tmp_path: Path) -> None:
    reply = compose(
        subject="ICE check-in appointment confirmation",
        text="Your check-in appointment has been scheduled for Monday, April 5, 2027 at 9:00 AM.\nNew York City, NY",
        to="maria.lopez@gmail.com",
        headers=(("Auto-Submitted", "auto-replied"),),
    )
    take(run, tmp_path, reply, *GMAIL)
    assert "confirmed" not in stands(run).values()


def test_a_link_is_shown_once_and_listed_without_its_secret(run: Run) -> None:
    link = run("feed", "new", "my phone").stdout.strip()
    token = link.rsplit("/", 1)[1].removesuffix(".ics")
    assert len(token) >= 43
    listed = run("feed", "list").stdout
    assert "my phone" in listed
    assert token not in listed


def test_the_printed_calendar_is_the_same_twice(run: Run, tmp_path: Path) -> None:
    take(run, tmp_path, scheduled(0), *GMAIL)
    first = run("feed", "print", "--full").stdout_bytes
    assert first == run("feed", "print", "--full").stdout_bytes
    assert "✅ GO: ICE check-in 9:00 AM".encode() in first
    assert b"ICE" not in run("feed", "print").stdout_bytes


def test_the_rules_agree_with_their_samples(run: Run) -> None:
    assert "all agree" in run("rules", "check").stderr
    assert "kinds.toml:" in run("rules", "list").stdout
