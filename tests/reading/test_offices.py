from __future__ import annotations

from datetime import date, time
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import SettingsError
from tracker.reading.offices import Office, Offices, parse_offices
from tracker.reading.types import Doubt

FILE = Path(__file__).parents[2] / "rules" / "offices" / "offices.toml"
TWO_OFFICES_AT_ONE_ADDRESS = {"yakima-wa", "wenatchee-wa"}


@cache
def offices() -> Offices:
    return parse_offices(FILE.read_text(encoding="utf-8"))


def found(text: str) -> str | None:
    match = offices().find(text)
    return match.office.id if match.office else None


def test_the_list_holds_every_published_office_with_a_real_zone() -> None:
    assert len(offices()) == 121
    for office in offices().by_id.values():
        assert ZoneInfo(office.zone).key == office.zone
        assert office.url.startswith("https://www.ice.gov/")
    assert sum(office.published is not None for office in offices().by_id.values()) == 110


@pytest.mark.parametrize(
    "office",
    [office for office in offices().by_id.values() if office.id not in TWO_OFFICES_AT_ONE_ADDRESS],
    ids=lambda office: office.id,
)
def test_each_office_is_found_by_its_address_and_by_its_name(office: Office) -> None:
    assert found(f"{office.street}, {office.city}, {office.state} {office.zip}") == office.id
    assert found(f"Location: {office.name}") == office.id


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("26 Federal Plaza, 9th Floor", "new-york-city-ny"),
        ("New York Field Office", "new-york-city-ny"),
        ("New York City Field Office", "new-york-city-ny"),
        ("New York, NY 10278", "new-york-city-ny"),
        ("Saint Paul, Minnesota", "st-paul-mn"),
        ("St Paul, MN", "st-paul-mn"),
        ("Fort Snelling, MN", "st-paul-mn"),
        ("Miramar, FL", "miami-fl"),
        ("Lugar: Miramar", "miami-fl"),
        ("2805 SW 145th Ave, Miramar", "miami-fl"),
        ("Chantilly, VA", "washington-dc"),
        ("Washington, D.C.", "washington-dc"),
        ("Tukwila, WA", "seattle-wa"),
        ("12500 Tukwila International Blvd.", "seattle-wa"),
        ("Morgan Hill, CA", "san-jose-ca"),
        ("Burlington, MA", "boston-ma"),
        ("qua 14/04/2027 9h, Burlington MA. Não venha antes.", "boston-ma"),
        ("180 Ted Turner Dr. SW", "atlanta-ga"),
        ("101 W Ida B Wells Drive, Suite 4000", "chicago-il"),
        ("Las Vegas, NV", "las-vegas-nv"),
        ("oficina de ICE en Dallas", "dallas-tx"),
        ("Local: escritório do ICE em Newark", "newark-nj"),
        ("Lieu : bureau ICE de Denver", "denver-co"),
        ("Kote: biwo ICE nan Orlando", "orlando-fl"),
        ("the ICE Boston Office", "boston-ma"),
        ("NewYork.Outreach@ice.dhs.gov", "new-york-city-ny"),
        ("Wenatchee, WA\n3701 River Rd", "wenatchee-wa"),
    ],
)
def test_the_names_that_people_use_find_the_office(text: str, office: str) -> None:
    assert found(text) == office


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Portland, ME", "America/New_York"),
        ("Portland, Oregon", "America/Los_Angeles"),
        ("El Paso, TX", "America/Denver"),
        ("Midland, TX", "America/Chicago"),
        ("Phoenix, AZ", "America/Phoenix"),
        ("Indianapolis, IN", "America/Indiana/Indianapolis"),
        ("Louisville, KY", "America/Kentucky/Louisville"),
        ("Rapid City, SD", "America/Denver"),
        ("Saipan, MP", "Pacific/Saipan"),
    ],
)
def test_the_zone_comes_with_the_office(text: str, zone: str) -> None:
    assert offices().find(text).zone == zone


def test_a_city_that_two_states_have_names_no_office_and_no_zone() -> None:
    match = offices().find("Location: Portland")
    assert (match.office, match.zone, match.doubt) == (None, None, Doubt.UNKNOWN_TIME_ZONE)
    assert {office.id for office in match.candidates} == {"portland-me", "portland-or"}


def test_candidates_that_share_a_zone_give_it_though_the_office_stays_open() -> None:
    match = offices().find("Questions: Miami.Outreach@ice.dhs.gov")
    assert (match.office, match.zone, match.doubt) == (None, "America/New_York", Doubt.UNKNOWN_OFFICE)
    assert offices().find("SanFrancisco.Outreach@ice.dhs.gov").doubt is Doubt.UNKNOWN_TIME_ZONE


def test_two_offices_in_one_text_are_not_chosen_between() -> None:
    match = offices().find("moved from New York, NY to Denver, CO")
    assert (match.office, match.doubt) == (None, Doubt.UNKNOWN_TIME_ZONE)


def test_a_street_of_ours_outweighs_cities_in_the_letterhead() -> None:
    assert found("ICE, 500 12th St SW, Washington, DC 20536\nLocation: 970 Broad St., Newark, NJ 07102") == "newark-nj"


@pytest.mark.parametrize(
    "text",
    [
        "Report to 985 Michigan Avenue, Suite 207, Detroit, MI 48226",
        "Location: 985 Michigan Ave, Detroit",
        "Location: Detroit office, 985 Michigan Ave",
        "Office: Detroit, MI\nAddress: 985 Michigan Ave",
        "100 Renaissance Center, Detroit, MI",
    ],
)
def test_another_building_in_a_known_city_is_not_our_office(text: str) -> None:
    match = offices().find(text)
    assert (match.office, match.doubt, match.zone) == (None, Doubt.UNKNOWN_OFFICE, "America/Detroit")


@pytest.mark.parametrize(
    "text", ["Detroit, MI\n2 hours before your court date", "Detroit, MI, 260 Mt. Elliott", "Detroit, MI. Room 12"]
)
def test_a_number_behind_a_city_is_not_always_another_building(text: str) -> None:
    assert found(text) == "detroit-mi"


def test_an_address_that_two_offices_share_names_neither_until_one_is_named() -> None:
    address = "3701 River Road, Yakima, WA 98902"
    match = offices().find(address)
    assert (match.office, match.doubt, match.zone) == (None, Doubt.UNKNOWN_OFFICE, "America/Los_Angeles")
    assert {office.id for office in match.candidates} == TWO_OFFICES_AT_ONE_ADDRESS
    assert found(f"Office: Wenatchee, WA\n{address}") == found(f"{address}\nWenatchee, WA") == "wenatchee-wa"
    assert found(f"Office: Yakima, WA\n{address}") == "yakima-wa"


@pytest.mark.parametrize(
    "text",
    [
        "Location: 500 Nowhere Rd, Springfield, IL 62701",
        "Lugar:\nCalle Ocho 12",
        "at 500 Nowhere Rd, Springfield, IL 62701",
        "OFFICE.......: PEORIA",
    ],
)
def test_a_labelled_place_that_nobody_knows_is_a_doubt(text: str) -> None:
    match = offices().find(text)
    assert (match.office, match.doubt, match.candidates) == (None, Doubt.UNKNOWN_OFFICE, ())


@pytest.mark.parametrize(
    "text", ["", "See you in Dallas", "Portland or Seattle", "Portland OR Seattle", "hello from York", "zip 10278"]
)
def test_a_mere_mention_of_a_city_names_no_office(text: str) -> None:
    match = offices().find(text)
    assert (match.office, match.doubt) == (None, None)


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("ICE Dallas: por hielo en las calles se cancela su cita", "dallas-tx"),
        ("Come to our Chantilly\noffice", "washington-dc"),
        ("en nuestra sede de Chantilly el jueves", "washington-dc"),
        ("retirés du planning de Cleveland", "cleveland-oh"),
        ("Thank you\nMiami Field Office", "miami-fl"),
        ("ERO Pecos", "pecos-tx"),
        ("nan biwo Orlando", "orlando-fl"),
        ("a unidade de Newark", "newark-nj"),
        ("Oficina: Nueva Orleans, Luisiana", "new-orleans-la"),
        ("Portland (Oregon)", "portland-or"),
        ("El Paso Field Office\nLocation: Pecos", "pecos-tx"),
        ("El Paso Field Office\nPecos, TX", "pecos-tx"),
        ("Point de service\nManchester\nConservez ce courriel.", "manchester-nh"),
        ("POSTO......: HARTFORD", "hartford-ct"),
        ("UNITE DE SUIVI - CHICAGO\n\nMonsieur,", "chicago-il"),
        ("madi 22 septanm 2026, 10:00 nan maten, Miramar, anile", "miami-fl"),
    ],
)
def test_a_town_that_is_named_as_an_office_is_the_office(text: str, office: str) -> None:
    assert found(text) == office


@pytest.mark.parametrize(
    "text",
    [
        "the immigration court in Dallas",
        "el consulado en Houston",
        "the USCIS Dallas Field Office",
        "Dallas Field Office of USCIS",
        "the law office in Dallas",
        "ice on the roads, ice Dallas",
        "Oficina de Jackson Pérez",
        "You live in Dallas",
        "the office that covers Dallas",
        "your file was sent to our Dallas office",
        "trasladamos su expediente a la oficina de El Paso",
        "Wichita Falls office",
        "at 9:00 AM, Austin Miller will see you",
        "UNITE DE SUIVI - Dallas est loin",
        "Bureau\nAustin Miller",
    ],
)
def test_the_town_of_somebody_else_and_of_a_file_that_was_sent_away_is_no_office(text: str) -> None:
    match = offices().find(text)
    assert (match.office, match.zone) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "our El Paso office and our Pecos office",
        "El Paso Field Office. Come to our Pecos office",
        "Dallas Field Office\nEl Paso, TX",
        "ICE Chicago: your file was transferred to the El Paso office",
        "ICE Dallas: your appointment in El Paso",
        "ICE Columbus",
        "ICE Springfield",
        "nan biwo ICE nan Miami. Randevou San Juan",
    ],
)
def test_two_towns_of_two_zones_or_a_town_with_namesakes_leave_the_zone_open(text: str) -> None:
    match = offices().find(text)
    assert (match.office, match.zone) == (None, None)
    assert match.doubt is not None


def test_two_offices_of_one_zone_leave_the_office_open_and_the_zone_known() -> None:
    match = offices().find("our Tampa office or our Orlando office")
    assert (match.office, match.zone) == (None, "America/New_York")


def test_an_area_code_or_the_senders_mailbox_says_which_town_of_that_name_is_meant() -> None:
    assert found("ICE Columbus: call (614) 948-4100") == "columbus-oh"
    assert found("ICE Portland (207) 396-5000") == "portland-me"
    match = offices().find("ICE Portland", mailbox="seattle.outreach@ice.dhs.gov")
    assert match.office is not None
    assert match.office.id == "portland-or"


@pytest.mark.parametrize(
    ("text", "desk", "office"),
    [
        ("Come on Monday", "Chicago Records and Transfers", "chicago-il"),
        ("a esta unidade", "Secretaria da Unidade de Newark", "newark-nj"),
        ("vini Burlington", "Biwo ICE Boston", "boston-ma"),
        ("Randevou ou te gen Miramar", "Inite Sipèvizyon, Miami", "miami-fl"),
        ("our Pecos office", "ICE El Paso", "pecos-tx"),
        ("Come on Monday", "Dallas Jackson", None),
        ("Come on Monday", "Dallas Immigration Court", None),
        ("your appointment in El Paso", "ICE Dallas", None),
        ("our El Paso office", "ICE Dallas", None),
        ("Location: 500 Nowhere Rd", "ICE Dallas", None),
    ],
)
def test_the_town_of_the_senders_desk_counts_where_the_text_names_no_other(
    text: str, desk: str, office: str | None
) -> None:
    match = offices().find(text, desk)
    assert (match.office.id if match.office else None) == office


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Venez le 4 mai 2027 à 9 h 15. Le lieu ne change pas : bureau de Miami, FL.", "miami-fl"),
        ("NEW: Mon Oct 4 2027 2:30pm. Same place, Buffalo NY. Do not reply.", "buffalo-ny"),
        ("FRI 09 OCT 2026, 12500 TUKWILA INTL BLVD, SEATTLE WA 98168", "seattle-wa"),
        ("Come to 77 Linden NE, Miami, FL.", None),
        ("Come to 12 Market Place, Buffalo, NY.", None),
        ("Come to 4400 Harbor Intl Blvd, Seattle, WA.", None),
    ],
)
def test_words_of_a_sentence_are_no_street_beside_a_town(text: str, office: str | None) -> None:
    assert found(text) == office


@pytest.mark.parametrize(
    ("text", "office"),
    [
        (
            (
                "Office: Baltimore, MD, now Washington, DC (Chantilly)\nBefore: 31 Hopkins Plaza, Baltimore, MD 21201\n"
                "Now: 14797 Murdock Street, Chantilly, VA 20151"
            ),
            None,
        ),
        ("Before: 31 Hopkins Plaza, Baltimore, MD 21201\nNow: 14797 Murdock Street, Chantilly, VA 20151", None),
        ("Location: 14797 Murdock Street\n\nMail: 31 Hopkins Plaza, Baltimore, MD 21201", "washington-dc"),
        ("Location\t31 Hopkins Plaza\t14797 Murdock Street", None),
        ("Old location: 31 Hopkins Plaza\nfrom now on 14797 Murdock Street", None),
        (
            (
                "31 Hopkins Plaza, Baltimore, MD 21201 or 14797 Murdock Street, Chantilly, VA 20151?\n"
                "You come to the Baltimore, MD office."
            ),
            "baltimore-md",
        ),
    ],
)
def test_of_two_addresses_only_what_names_one_of_them_chooses(text: str, office: str | None) -> None:
    assert found(text) == office


def test_published_hours_are_read_and_irregular_days_stay_unknown() -> None:
    by_id = offices().by_id
    assert by_id["new-york-city-ny"].weekdays == frozenset(range(5))
    assert (by_id["new-york-city-ny"].opens, by_id["new-york-city-ny"].closes) == (time(8), time(15))
    assert by_id["gadsden-al"].weekdays == frozenset({1, 3})
    assert by_id["bakersfield-ca"].weekdays == frozenset({1, 3, 4})
    assert by_id["grand-island-ne"].weekdays == frozenset({1, 3})
    assert by_id["baltimore-md"].weekdays == frozenset(range(6))
    assert by_id["boston-ma"].closes == time(15, 30)
    assert by_id["montgomery-al"].weekdays is None  # the first Tuesday of each month
    assert by_id["miami-fl"].weekdays is None
    assert (by_id["fresno-ca"].weekdays, by_id["fresno-ca"].opens) == (None, None)
    assert by_id["new-york-city-ny"].published == date(2022, 12, 19)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[a-b]\nname = ", "not valid TOML"),
        ('[a-b]\nname = "A"', "[a-b]: field_office"),
        ("x = 1", "[x]"),
    ],
)
def test_a_mistake_in_the_list_is_named_with_its_place(text: str, words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_offices(text)
    assert words in str(caught.value)


@given(st.text() | st.lists(st.sampled_from(["Portland", "OR", ",", "ME", "26", "Federal", "Plaza", "\n", "Office:"])))
def test_any_text_gives_a_well_formed_answer(text: str | list[str]) -> None:
    text = text if isinstance(text, str) else " ".join(text)
    match = offices().find(text)
    assert 0 <= match.start <= match.end <= len(text)
    assert match.office is None or (match.doubt is None and match.candidates == (match.office,))
