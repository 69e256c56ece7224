"""The programmes about believing, in small; `python -m tests.programmes.<name>` runs each whole."""

from __future__ import annotations

import mailbox
import tomllib
from pathlib import Path

import pytest

from tests.message.factory import compose
from tests.message.forgeries import ATTACKS
from tests.programmes import genuine, mutants, public_mail, resent, spoofs
from tests.programmes.house_styles import KINDS, LANGUAGES, letters
from tests.programmes.letters import scheduled, unrelated

pytestmark = pytest.mark.slow


def test_of_two_thousand_forgeries_none_is_official_and_none_confirms() -> None:
    outcome = spoofs.run(2000, seed=20270405)
    assert outcome.succeeded == []
    assert set(outcome.by_class) == set(ATTACKS)
    assert sum(counts["all"] for counts in outcome.by_class.values()) == 2000
    assert outcome.genuine["confirms"] > outcome.genuine.total() * 0.8, "the words must be such that they would confirm"


def test_every_mailbox_meets_every_class_before_any_meets_it_twice() -> None:
    met = [(name, viewer) for name, viewer, _, _ in spoofs.forged(len(ATTACKS) * len(spoofs.VIEWERS), seed=1)]
    assert len(set(met)) == len(met)


@pytest.fixture(scope="module")
def genuine_ones() -> genuine.Outcome:
    return genuine.run(500, seed=20270405)


@pytest.mark.parametrize("fault", genuine.GRAVE[:3])
def test_of_five_hundred_genuine_letters_none_is_misread_gravely(genuine_ones: genuine.Outcome, fault: str) -> None:
    assert genuine_ones.of(fault) == []


@pytest.mark.parametrize("viewer", [str(viewer or "none") for viewer in genuine.VIEWERS])
def test_signed_letters_are_official_in_every_mailbox(genuine_ones: genuine.Outcome, viewer: str) -> None:
    counts = genuine_ones.by_viewer[viewer]
    assert counts["direct, signed official"] == counts["direct, signed"]


@pytest.mark.parametrize("viewer", ["gmail", "outlook", "fastmail", "generic"])
def test_unsigned_letters_are_official_where_the_place_of_a_result_proves_it(
    genuine_ones: genuine.Outcome, viewer: str
) -> None:
    counts = genuine_ones.by_viewer[viewer]
    assert counts["direct official"] == counts["direct"] > 0


def test_most_letters_that_may_confirm_do_so_where_they_are_official(genuine_ones: genuine.Outcome) -> None:
    for language, counts in genuine_ones.by_language.items():
        assert counts["confirms"] > counts["may confirm"] * 0.6, language


def test_the_same_seed_makes_the_same_letters_in_every_language_and_kind() -> None:
    made = list(letters(300, seed=3))
    assert made == list(letters(300, seed=3))
    assert made != list(letters(300, seed=4))
    assert {(one.language, one.kind) for one in made} == {(lang, kind) for lang in LANGUAGES for kind in KINDS}


def test_a_letter_re_sent_to_somebody_else_confirms_nothing_for_them() -> None:
    outcome = resent.run(150, seed=20270405)
    assert outcome.confirmed == []
    assert sum(of["hers confirms"] for of in outcome.by_road.values()) > 60
    assert sum(of["his review"] for of in outcome.by_road.values()) > 100


def folder_of_mail(folder: Path) -> Path:
    many = list(unrelated(6))
    (folder / "one.eml").write_bytes(many[0])
    (folder / "deep").mkdir()
    (folder / "deep" / "raw.txt").write_bytes(many[1])
    (folder / "deep" / "notes.txt").write_bytes(b"Not a message at all\n")
    (folder / "picture.png").write_bytes(many[2])
    box = mailbox.mbox(folder / "two.mbox")
    for raw in many[2:4]:
        box.add(raw)
    box.close()
    return folder


def test_public_mail_is_found_in_files_of_every_sort_and_becomes_nothing(tmp_path: Path) -> None:
    outcome = public_mail.examine(public_mail.mails([folder_of_mail(tmp_path)]))
    assert (outcome.messages, outcome.sound, outcome.confirms, outcome.failures) == (4, True, 0, [])


def test_public_mail_that_would_become_an_appointment_is_reported(tmp_path: Path) -> None:
    (tmp_path / "x.eml").write_bytes(scheduled(1))
    outcome = public_mail.examine(public_mail.mails([tmp_path]))
    assert (outcome.sound, outcome.confirms) == (False, 1)
    told = "\n".join(public_mail.report(outcome, hashes=True))
    assert "confirms: scheduled, official ice, no doubt" in told
    assert "Maria" not in told


def test_an_exception_is_counted_and_named_by_its_place_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise ValueError("maria@example.com")

    monkeypatch.setattr(public_mail, "read", failing)
    outcome = public_mail.examine(unrelated(3))
    assert len(outcome.failures) == 3
    assert all("ValueError in test_believing.py:failing" in told for told in outcome.failures)
    assert not outcome.sound


def test_each_message_is_read_for_whoever_could_believe_its_topmost_result() -> None:
    def viewers(raw: bytes, chosen: str | None = None) -> list[str | None]:
        return [profile.name if profile else None for profile in public_mail.believers(raw, chosen)]

    assert viewers(compose(subject="x", text="y", profile="outlook")) == [None, "outlook"]
    assert viewers(compose(subject="x", text="y", profile="yahoo")) == [None, "yahoo"]
    assert viewers(compose(subject="x", text="y", profile="generic")) == [None, "generic"]
    assert viewers(compose(subject="x", text="y", profile=None)) == [None, "gmail"]
    assert viewers(compose(subject="x", text="y"), "fastmail.com") == [None, "fastmail"]


@pytest.mark.parametrize("programme", [spoofs, genuine, resent])
def test_a_programme_ends_with_its_verdict(
    programme: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["x", "--count", "40", "--seed", "7"])
    code = programme.main()  # type: ignore[attr-defined]
    assert "seed 7" in capsys.readouterr().out
    assert code in ({0, 1} if programme is genuine else {0})  # genuine: until every letter is shown to somebody


def test_mutants_are_counted_by_what_became_of_them() -> None:
    told = """
    tracker.appointments.decide.x_decide__mutmut_1: survived
    tracker.appointments.decide.x_decide__mutmut_2: killed
    tracker.appointments.decide.xǁRowǁ_cell__mutmut_3: timeout
    tracker.appointments.decide.x_decide__mutmut_4: no tests
    tracker.appointments.decide.x_decide__mutmut_5: not checked
"""
    outcome = mutants.read_results(told)
    assert (outcome.made, outcome.tried, len(outcome.noticed), outcome.sound) == (5, 4, 2, False)
    assert [name[-1] for name in outcome.survived] == ["1", "4"]
    assert mutants.Outcome(10, ("a",) * 9, ("b",)).sound
    assert not mutants.Outcome(0, (), ()).sound


@pytest.mark.parametrize("name", mutants.ROOMS)
def test_every_room_of_mutants_names_files_that_are_there(name: str) -> None:
    room = mutants.ROOMS[name]
    left_out = [test.partition("::")[0] for test in room.left_out]
    assert [path for path in (*room.sources, *room.tests, *left_out) if not (mutants.ROOT / path).is_file()] == []


def test_mutants_are_made_in_a_copy_that_says_which_tests_to_run(tmp_path: Path) -> None:
    room = mutants.ROOMS["decide"]
    folder = mutants.prepared(tmp_path, room)
    told = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["tool"]["mutmut"]
    assert (told["only_mutate"], told["pytest_add_cli_args_test_selection"]) == (list(room.sources), list(room.chosen))
    assert (folder / room.sources[0]).read_bytes() == (mutants.ROOT / room.sources[0]).read_bytes()
