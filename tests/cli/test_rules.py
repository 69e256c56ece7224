"""`tracker rules`: the workbench on which a wording is tried, drafted and missed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.programmes.letters import scheduled
from tracker.errors import NotFoundError, SettingsError, UserError
from tracker.message.sample import compose

GMAIL = ("--authserv-id", "mx.google.com")
DATE = "Monday, May 3, 2027 at 9:00 AM"
MOVED = compose(
    subject="Your appointment",
    text=f"Dear Maria Lopez,\n\nYour check-in has been rescheduled to {DATE}, and this line is long enough to wrap."
    "\nYour hearing has not been cancelled. If you need to reschedule, visit ice.gov.\n\n"
    "On Mon, Mar 1, 2027 at 9:00 AM Maria wrote:\n> please move my appointment to June 4, 2027\n",
    calendar="BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nDTSTART:20270504T090000\nEND:VEVENT\nEND:VCALENDAR\n",
)


def unheard(number: int, domain: str = "ice.dhs.gov") -> bytes:
    return compose(
        subject="Notice for Maria Lopez",
        text=f"Dear Maria Lopez,\n\nCounter {number} keeps a chair free: {DATE}.\nA-Number: A123-456-789\n",
        from_=f"ICE <notice@{domain}>",
        date=datetime(2027, 1, 1, 12, tzinfo=UTC) + timedelta(days=number),
    )


def id_of(raw: bytes) -> str:
    return sha256(raw).hexdigest()[:12]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "message.eml"


def test_try_shows_what_counted_what_was_refused_and_the_part_each_date_plays(run: Run, file: Path) -> None:
    file.write_bytes(MOVED)
    shown = run("rules", "try", str(file), *GMAIL).stdout
    assert "has been rescheduled[" in shown
    for line in (
        "rescheduled by moved (stated)",
        "refused: negated",
        "refused: conditional",
        "date, new: 2027-05-03 09:00",
    ):
        assert line in shown
    assert "quoted, which does not speak for the sender" in shown
    assert "2027-05-04 09:00: the words say 2027-05-03" in shown
    assert "Its parts say different things." in shown


def test_what_try_shows_of_the_text_fits_eighty_columns_and_styles_nothing_by_the_messages_own_codes(
    run: Run, file: Path
) -> None:
    file.write_bytes(compose(subject="\x1b[31mred", text="word " * 60 + "\x1b]0;title\x07 [bold]bold[/bold]\n"))
    shown = run("rules", "try", str(file)).stdout
    body = shown[shown.index("\nbody\n") :]
    assert all(len(line) <= 80 for line in body.splitlines())
    assert "\x1b" not in shown
    assert "[bold]bold[/bold]" in shown


def test_new_drafts_a_rule_without_anybodys_data_and_adds_it_to_a_folder(
    run: Run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_bytes(unheard(4))
    drafted = run("rules", "new", str(file), *GMAIL).stdout
    assert "[[rule]]" in drafted
    assert not {"Maria", "Lopez", "123-456-789", "message.eml"} & set(drafted.replace('"', " ").split())
    folder = tmp_path / "mine"
    told = run("rules", "new", str(file), *GMAIL, "--to", str(folder), "--kind", "rescheduled").stderr
    assert 'strength = "stated"' in told
    monkeypatch.setenv("TRACKER_RULES", str(folder))
    assert "drafted-" in run("rules", "try", str(file), *GMAIL).stdout


def test_new_refuses_what_is_understood_already_and_what_has_no_words(run: Run, file: Path) -> None:
    file.write_bytes(MOVED)
    with pytest.raises(UserError, match="understood already"):
        run("rules", "new", str(file), *GMAIL)
    file.write_bytes(compose(subject="", text="\n"))
    with pytest.raises(NotFoundError):
        run("rules", "new", str(file), *GMAIL)
    with pytest.raises(NotFoundError):
        run("rules", "new", str(file) + ".missing")


def test_gaps_count_official_messages_that_no_rule_understood_by_sender(run: Run, tmp_path: Path) -> None:
    assert "Every official message was understood." in run("rules", "gaps").stderr
    for number in range(3):
        (tmp_path / f"{number}.eml").write_bytes(unheard(number))
    (tmp_path / "3.eml").write_bytes(unheard(3, "field.ice.gov"))
    (tmp_path / "4.eml").write_bytes(compose(subject="Notice", text="A stranger's words.", from_="a@example.org"))
    (tmp_path / "5.eml").write_bytes(scheduled(0))
    run("import", *GMAIL, *(str(tmp_path / f"{number}.eml") for number in range(6)))
    told = run("rules", "gaps")
    rows = [line.split() for line in told.stdout.splitlines()]
    assert ["field.ice.gov", "1", "2027-01-04", "2027-01-04", id_of(unheard(3, "field.ice.gov"))] in rows
    assert ["ice.dhs.gov", "3", "2027-01-01", "2027-01-03", id_of(unheard(2))] in rows
    assert "4 official messages were not understood" in told.stderr
    assert "met nothing" not in told.stderr


def test_gaps_name_a_rule_that_no_message_met_for_long(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(scheduled(0))
    run("import", *GMAIL, str(file))
    monkeypatch.setenv("TRACKER_NOW", "2026-09-01T12:00:00Z")
    told = run("rules", "gaps")
    assert "2026-01-02" in told.stdout
    assert "1 rules met nothing for 180 days" in told.stderr
    assert "2026-01-02" not in run("rules", "gaps", "--days", "400").stdout


def test_a_kept_message_is_drafted_from_and_tried_by_its_id_and_replayed(
    run: Run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_bytes(unheard(4))
    run("import", *GMAIL, str(file))
    file.unlink()
    (newest,) = [line.split()[-1] for line in run("rules", "gaps").stdout.splitlines() if "ice.dhs.gov" in line]
    folder = tmp_path / "mine"
    told = run("rules", "new", newest, "--to", str(folder), "--kind", "rescheduled").stderr
    assert f"`tracker rules try {newest}`" in " ".join(told.split())
    monkeypatch.setenv("TRACKER_RULES", str(folder))
    with pytest.raises(SettingsError, match="1 of the samples"):  # which is left to complete by hand
        run("rules", "check")
    assert "drafted-" in run("rules", "try", newest).stdout
    assert "1 readings of 1 messages are different" in run("replay").stderr
    assert "They are in the log now." in run("replay", "--apply").stderr
    assert "Every official message was understood." in run("rules", "gaps").stderr


def test_an_id_that_is_unknown_or_of_several_messages_is_said_and_a_file_of_that_name_comes_first(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_beginning: dict[str, Path] = {}
    for number in range(2_000):
        path = tmp_path / f"{number}.eml"
        path.write_bytes(unheard(number))
        other = by_beginning.setdefault(id_of(unheard(number))[:4], path)
        if other is not path:
            break
    beginning = id_of(path.read_bytes())[:4]
    run("import", *GMAIL, str(path), str(other))
    with pytest.raises(UserError, match=f"2 ids begin with '{beginning}'; give more of it"):
        run("rules", "try", beginning)
    with pytest.raises(NotFoundError, match="There is no kept message 'deadbeef'; `tracker rules gaps` shows the ids"):
        run("rules", "new", "deadbeef")
    with pytest.raises(UserError, match="is for files"):
        run("rules", "try", id_of(path.read_bytes()), *GMAIL)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deadbeef").write_bytes(MOVED)
    assert "has been rescheduled[" in run("rules", "try", "deadbeef", *GMAIL).stdout
