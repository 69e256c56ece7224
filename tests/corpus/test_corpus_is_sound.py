"""The corpus itself is what it promises to be: whole, in time, in its weekdays, and about nobody real."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.corpus import drafts as made_of
from tests.corpus.drafts import HERE, office_zones, read_drafts
from tests.corpus.make_headers import raw_mail
from tests.corpus.skins import as_html
from tracker.reading.types import Doubt, Kind, Language

APART = HERE / "apart"
OFFICES = office_zones()
MAILS = sorted(APART.rglob("*.eml"))
FIVE = ("scheduled", "rescheduled", "cancelled", "request_received", "request_denied")
LANGUAGES = ("en", "es", "pt", "fr", "ht")
KEYS = {
    "kind",
    "effect",
    "authenticity",
    "language",
    "starts_at",
    "ends_at",
    "previous_starts_at",
    "time_zone",
    "office",
    "reference",
    "doubts",
    "doubts_at_least",
}
OPEN_DOMAINS = ("dhs.gov", "ice.gov", "usdoj.gov", "bi.com", "govdelivery.com")
INVENTED_DOMAINS = re.compile(r"(^|\.)example(\.(com|org|net))?$")

WEEKDAYS = (
    r"mon(?:day)?|lunes|segunda(?:-feira)?|seg|lundi|lun|lendi",
    r"tue(?:s|sday)?|martes|mar|terça(?:-feira)?|ter|mardi|madi",
    r"wed(?:nesday)?|miércoles|mié|quarta(?:-feira)?|qua|mercredi|m[èe]kredi|mèk",
    r"thu(?:rs|rsday)?|jueves|jue|quinta(?:-feira)?|qui|jeudi|jeu|jedi",
    r"fri(?:day)?|viernes|vie|sexta(?:-feira)?|sex|vendredi|ven|vandredi",
    r"sat(?:urday)?|s[áa]bado|sáb|samedi|sam|samdi",
    r"sun(?:day)?|domingo|dom|dimanche|dim|dimanch",
)
MONTHS = (
    r"jan(?:uary|v|vier|vye|eiro)?|ene(?:ro)?",
    r"feb(?:ruary|rero)?|fev(?:ereiro|riye|r)?|fév(?:rier|r)?",
    r"mar(?:ch|zo|ço|s)?|mas",
    r"apr(?:il)?|abr(?:il)?|avr(?:il)?",
    r"may|mayo|maio|mai|me",
    r"june?|junio|junho|juin|jen",
    r"july?|julio|julho|juil(?:let)?|jul|jiyè",
    r"aug(?:ust)?|ago(?:sto)?|août|out(?!ubro)",
    r"sep(?:t|tember|tiembre|tembre|tanm)?|setiembre|set(?:embro)?",
    r"oct(?:ober|ubre|obre)?|outubro|out(?=ubro)|okt(?:òb)?",
    r"nov(?:ember|iembre|embro|embre|anm)?",
    r"dec(?:ember)?|dic(?:iembre)?|dez(?:embro)?|déc(?:embre)?|desanm",
)
DAY_NAMES = "|".join(f"(?P<w{n}>{names})" for n, names in enumerate(WEEKDAYS))
MONTH_NAMES = "|".join(f"(?P<m{n}>{names})" for n, names in enumerate(MONTHS, 1))
MONTH_FIRST = rf"(?:{MONTH_NAMES})\s(?P<after>\d{{1,2}}),?"
DAY_FIRST = rf"(?P<before>\d{{1,2}})(?:er|º)?[\s/](?:de\s)?(?:{MONTH_NAMES.replace('<m', '<n')})\.?(?:\sde)?"
WRITTEN = re.compile(
    rf"\b(?:{DAY_NAMES})\b[.,]?\s(?:{MONTH_FIRST}|{DAY_FIRST})[\s/](?P<year>20\d\d)",
    re.IGNORECASE,
)


@cache
def golden_of(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return found


@cache
def mail_of(path: Path) -> EmailMessage:
    found = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


@cache
def headers_of(path: Path) -> Message:
    """The headers as they are written, taken apart by nobody."""
    return BytesHeaderParser().parsebytes(path.read_bytes())


@cache
def sent_at(path: Path) -> datetime:
    return parsedate_to_datetime(headers_of(path)["Date"])


@cache
def words_of(path: Path) -> str:
    mail = mail_of(path)
    parts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    plain = re.sub(r"<[^>]+>", " ", "\n".join([str(mail["Subject"]), *parts]))
    return re.sub(r"\s+", " ", plain.replace("&nbsp;", " ").replace("\u202f", " "))


def written_dates(text: str) -> list[tuple[int, date | None]]:
    """Every weekday beside a written date: the weekday (Monday is 0) and the date, None if there is no such day."""
    found: list[tuple[int, date | None]] = []
    for match in WRITTEN.finditer(text):
        groups = match.groupdict()
        weekday = next(n for n in range(7) if groups[f"w{n}"])
        month = next(n for n in range(1, 13) if groups[f"m{n}"] or groups[f"n{n}"])
        day = int(groups["after"] or groups["before"])
        try:
            found.append((weekday, date(int(groups["year"]), month, day)))
        except ValueError:
            found.append((weekday, None))
    return found


def test_the_corpus_is_as_large_as_promised() -> None:
    assert len(MAILS) >= 850
    counts = Counter((path.parts[-3], path.parts[-2]) for path in MAILS)
    assert all(counts[language, kind] >= 20 for language in LANGUAGES for kind in FIVE), counts
    assert sum(n for (_, kind), n in counts.items() if kind not in FIVE) >= 250
    assert sum(n for (_, kind), n in counts.items() if kind in {"fake", "forwarded"}) >= 30


def test_every_kind_has_a_message() -> None:
    assert {golden_of(path).get("kind") for path in MAILS} >= {str(kind) for kind in Kind}


def test_every_doubt_that_needs_no_other_message_or_person_has_a_message() -> None:
    seen = {d for path in MAILS for key in ("doubts", "doubts_at_least") for d in golden_of(path).get(key, ())}
    told_by_others = {"unbound", "wrong_person", "replayed", "multiple_from", "negated", "unknown_office", "incomplete"}
    assert seen >= {str(doubt) for doubt in Doubt} - told_by_others


def test_the_files_are_what_the_drafts_make() -> None:
    drafts = read_drafts()
    assert sorted(draft.path for draft in drafts) == MAILS
    assert all(draft.path.read_bytes() == raw_mail(draft) for draft in drafts)
    zones = office_zones()
    assert all(golden_of(draft.path) == made_of.golden_of(draft, zones) for draft in drafts)


def test_message_ids_are_unique() -> None:
    ids = [headers_of(path)["Message-ID"] for path in MAILS]
    assert len(ids) == len(set(ids))


def name_of(path: Path) -> str:
    return "/".join(path.parts[-3:])


def test_the_golden_readings_use_the_words_of_the_contract() -> None:
    for path in MAILS:
        golden = golden_of(path)
        doubts = [*golden.get("doubts", ()), *golden.get("doubts_at_least", ())]
        assert set(golden) <= KEYS, name_of(path)
        assert golden.get("language", "en") in set(Language), name_of(path)
        assert golden.get("kind", "scheduled") in set(Kind), name_of(path)
        assert golden.get("authenticity", "official") in {"official", "unverified", "fake", "other"}, name_of(path)
        assert golden.get("office") in {None, *OFFICES}, name_of(path)
        assert doubts == sorted(set(doubts)), name_of(path)
        assert set(doubts) <= set(Doubt), name_of(path)


def test_only_official_messages_without_doubts_confirm() -> None:
    confirming = [golden_of(path) for path in MAILS if golden_of(path).get("effect") == "confirms"]
    assert len(confirming) >= 100
    assert all(golden["authenticity"] == "official" and golden["doubts"] == [] for golden in confirming)


def test_weekdays_in_the_texts_are_right_but_where_the_case_is_about_that() -> None:
    seen: set[Path] = set()
    for path in MAILS:
        beside = written_dates(words_of(path))
        wrong = [(n, day) for n, day in beside if day is None or day.weekday() != n]
        assert bool(wrong) == ("weekday_mismatch" in golden_of(path).get("doubts", ())), (name_of(path), wrong)
        seen.update({path} if beside else ())
    assert len(seen) > len(MAILS) // 2, "the check itself must see most of the corpus"
    assert {path.parts[-3] for path in seen} == set(LANGUAGES)


def test_the_stated_dates_lie_after_the_message_but_where_the_case_is_about_that() -> None:
    for path in MAILS:
        golden, sent = golden_of(path), sent_at(path)
        assert sent.year in {2026, 2027}, name_of(path)
        values = [golden[key] for key in ("starts_at", "previous_starts_at") if golden.get(key)]
        past = "past_date" in golden.get("doubts", ())
        assert all((datetime.fromisoformat(v).date() < sent.date()) == past for v in values), (name_of(path), values)
        assert not golden.get("ends_at") or golden["starts_at"] < golden["ends_at"], name_of(path)


def test_received_times_follow_the_date_within_a_minute() -> None:
    for path in MAILS:
        sent = sent_at(path)
        lines = [str(line).rsplit(";", 1)[1].strip() for line in headers_of(path).get_all("Received", [])]
        stamps = [parsedate_to_datetime(re.sub(r"\s*\(.*\)$", "", line)) for line in lines]
        assert len(stamps) == 2, name_of(path)
        assert all(0 <= (stamp - sent).total_seconds() <= 60 for stamp in stamps), name_of(path)


def test_official_mail_bears_the_verdict_of_gmail_with_its_proof_of_place() -> None:
    official = [path for path in MAILS if golden_of(path).get("authenticity") == "official"]
    assert len(official) >= 230
    for path in official:
        head = path.read_bytes().partition(b"\r\n\r\n")[0].decode("ascii")
        names = re.findall(r"(?m)^([\w-]+): ", head)
        boundary = [n for n, name in enumerate(names) if name == "Received"][1]
        assert names.index("ARC-Authentication-Results") < boundary < names.index("Authentication-Results")
        verdict = f"dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from={mail_of(path)['From'].addresses[0].domain}"
        assert head.count(verdict) == 2, name_of(path)


def test_nobody_real_is_named() -> None:
    for path in MAILS:
        mail = mail_of(path)
        people = getaddresses([str(mail[name]) for name in ("To", "Cc", "From", "Delivered-To") if mail[name]])
        text = words_of(path)
        addresses = [address for _, address in people] + re.findall(r"[\w.+-]+@[\w.-]+\w", text)
        domains = {address.rpartition("@")[2] for address in addresses}
        real = {d for d in domains if not d.endswith(OPEN_DOMAINS) and not INVENTED_DOMAINS.search(d)}
        assert not real, (name_of(path), real)
        # Numbers that begin with 9 were never given to anybody.
        numbers = re.findall(r"(?i)\bA[#\s.-]{0,3}(\d{3}[\s-]?\d{3}[\s-]?\d{3})\b", text)
        assert all(number.startswith("9") for number in numbers), (name_of(path), numbers)


@pytest.mark.parametrize("skin", ["gov", "dl", "br", "stacked", "outlook"])
def test_every_skin_shows_every_word_of_the_draft(skin: str) -> None:
    page = as_html(
        "# Head\n\nWhen | Monday\n\n|! a | b\n|| c | d\n\n> old\n\n* item\n\n---", skin, title="t", charset="utf-8"
    )
    assert all(word in page for word in ("Head", "When", "Monday", "<th>a</th>", "<td>d</td>", "old", "item", "<hr>"))
