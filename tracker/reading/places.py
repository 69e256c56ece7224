"""Streets, cities, zip codes and mailboxes of the offices, found in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from enum import IntEnum
from typing import NamedTuple, Protocol, TypeVar

from tracker.reading.scan import Finder, Found, near, scan_of


class Place(Protocol):
    """What of an office is looked for."""

    @property
    def name(self) -> str: ...
    @property
    def street(self) -> str: ...
    @property
    def city(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def zip(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


class Kind(IntEnum):
    """The kinds of evidence, strongest first."""

    STREET = 0
    NAME = 1
    ELSEWHERE = 2  # a city of ours behind a street that is none of ours
    MAILBOX = 3
    CITY_ALONE = 4
    UNKNOWN_PLACE = 5  # a label of a place, and nothing that we know behind it


class Evidence(NamedTuple):
    kind: Kind
    start: int
    end: int
    ids: frozenset[str]

    @property
    def plain(self) -> bool:
        return self.kind is not Kind.ELSEWHERE


_SHORT = {
    "street": "st", "avenue": "ave", "boulevard": "blvd", "drive": "dr", "road": "rd", "court": "ct", "circle": "cir",
    "highway": "hwy", "parkway": "pkwy", "place": "pl", "lane": "ln", "freeway": "fwy|frwy", "mount": "mt",
    "north": "n", "south": "s", "east": "e", "west": "w", "northwest": "nw", "southeast": "se", "saint": "st",
}  # fmt: skip
_LONG = {short: word for word, shorts in _SHORT.items() for short in shorts.split("|") if word != "saint"}
_QUADRANT = re.compile(r"(?: (?:sw|nw|se|ne|north west|south west|north east|south east))$")
_CITY_AND_STATE = re.compile(r"(.+), (\w{2}|CNMI)")
# Codes that are words as well: without a comma or a zip code they are not taken for a state.
_WORD_CODES = frozenset({"or", "in", "me", "ok", "hi", "oh", "pa", "la", "ma", "al", "id", "de", "co"})
_UNIT_WORDS = re.compile(r"[ ,]+(?:north suite|suite|building|unit|room|floor)\b.*", re.IGNORECASE)
_STATE_WORDS = """alabama al alaska ak arizona az arkansas ar california ca colorado co connecticut ct delaware de
florida fl georgia ga guam gu hawaii hi idaho id illinois il indiana in iowa ia kansas ks kentucky ky louisiana la
maine me maryland md massachusetts ma michigan mi minnesota mn mississippi ms missouri mo montana mt nebraska ne
nevada nv new-hampshire nh new-jersey nj new-mexico nm new-york ny north-carolina nc north-dakota nd ohio oh oklahoma ok
oregon or pennsylvania pa puerto-rico pr rhode-island ri south-carolina sc south-dakota sd tennessee tn texas tx utah ut
vermont vt virginia va washington wa west-virginia wv wisconsin wi wyoming wy d-c dc cnmi mp"""
_STATE_NAMES = _STATE_WORDS.split()
_STATES = {name.replace("-", " "): code for name, code in zip(_STATE_NAMES[::2], _STATE_NAMES[1::2], strict=True)}
_CODES = frozenset(_STATES.values())

_BETWEEN = r"[\s.,#-]{1,4}"
_LABEL = (
    r"\b(?: location|place|where|site|office|lugar|oficina|ubicacion|sede|direccion|address|local|endereco|escritorio"
    r"|lieu|bureau|adresse|kote|biwo|adres )"
)
_LABELLED = near(rf"{_LABEL} [^\n:\t]{{0,30}} [:\t] \s{{0,3}} [^\n:]{{0,40}} \Z")
_IN_OFFICE = near(
    r"""\b(?: office|oficina|escritorio|bureau|biwo ) (?: [ ](?: of|de|do|da|du|ice|ero|en|em|a|nan|in|at
        |la )){0,4} [ ] \Z"""
)
_OFFICE_FOLLOWS = near(r"[ ] (?: (?: ice|ero|field|sub|check-in )[ ] ){0,3} (?: office|biwo )\b")
_PLAIN_STREET_WORDS = (
    "street|st|avenue|ave|boulevard|blvd|drive|dr|road|rd|highway|hwy|parkway|pkwy|lane|ln|freeway|frwy"
)
_STREET_WORD = rf"(?: {_PLAIN_STREET_WORDS}|plaza|way|court|ct|circle|cir|place|pl|loop|center|square|sw|nw|se|ne )"
_FOREIGN_STREET = near(
    rf"""\b (?: \d{{1,5}} [ ] [a-z0-9 .'-]{{2,40}} \b {_STREET_WORD} | \d{{1,5}},?[ ] (?: calle|rue|rua|avenida )
    | (?: calle|rua|avenida )[ ] [a-z .'-]{{2,30}} [ ] \d{{1,5}} ) \b [^\n]{{0,30}} \n? [^\n]{{0,12}} \Z"""
)
_STREET_BEHIND = near(
    rf"""[ .]? [^\n:;.]{{0,24}} [\s,:;(-]{{0,4}} (?: (?: address|direccion|endereco|adresse|adres ) [ ]? :? \s{{1,4}} )?
    (?: (?: at|en|em|au|a|nan )[ ] )? \d{{1,5}} [ ] [a-z0-9 .'-]{{2,40}} \b (?: {_PLAIN_STREET_WORDS} ) \b"""
)
_UNKNOWN_PLACE = Finder(
    rf"""(?: ^|\n ) [ ]{{0,3}} {_LABEL} [a-z ]{{0,24}} [ .]{{0,40}} [:\t] [ \t]{{0,3}} \n? [ ]{{0,3}} [a-z0-9]
    | \b \d{{1,5}} [ ] [a-z0-9 .'-]{{2,40}} [, ] [^\n]{{0,30}} \n?
      [ a-z.'-]{{3,30}}, [ ] [a-z]{{2}} [ ,]{{1,2}} \d{{5}} \b"""
)
_LOOK_BACK = 80
_LONGEST_STREET = 40


Key = TypeVar("Key")


class PlaceIndex:
    """Finds what belongs to the places of `places`, each under its id."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self._streets = _grouped(places, _street_keys)
        self._mailboxes = _grouped(places, lambda place: [place.email.lower()] if place.email else [])
        self._titles = _grouped(places, _title_keys)
        # Yakima's address is also that of the office named Wenatchee: a name goes before an address.
        self._cities = _grouped(places, lambda place: [(_words(place.city), place.state.lower())]) | _grouped(
            places, _named_cities
        )
        self._addressed = _grouped(places, lambda place: [(_words(place.city), place.state.lower())])
        self._bare = _by_city_alone(self._cities)
        self._zips = _grouped(places, lambda place: [(place.state.lower(), place.zip)])
        self._street_finder = Finder(rf"\b(?: {'|'.join(map(_street_pattern, self._streets))} )\b")
        self._mailbox_finder = Finder(rf"\b(?: {'|'.join(map(re.escape, self._mailboxes))} )\b")
        self._title_finder = Finder(rf"\b(?: {'|'.join(map(_pattern, self._titles))} )\b")
        states = "|".join(sorted((_pattern(name) for name in _STATES), key=len, reverse=True))
        cities = "|".join(sorted(map(_pattern, self._bare), key=lambda city: (-len(city), city)))
        self._city_finder = Finder(rf"""\b ( {cities} ) \b [.]?
            (?: ( [ ]{{0,2}},[ ]{{0,2}}\n? | [ ]{{1,2}} ) ( {states} | [a-z]{{2}}\b )
            (?: [ ,]{{1,3}} (\d{{5}}) )? )?""")
        self._zip_finder = Finder(r"\b ([a-z]{2}) [ ,]{1,3} (\d{5}) \b")

    def evidence(self, text: str) -> list[Evidence]:
        """All evidence, the strongest kind first, each kind in the order of the text."""
        scan = scan_of(text)
        found = [
            *self._known(scan, Kind.STREET, self._street_finder, self._streets, _street_key),
            *self._known(scan, Kind.NAME, self._title_finder, self._titles, _words),
            *self._known(scan, Kind.MAILBOX, self._mailbox_finder, self._mailboxes, str),
            *self._by_zip(text, scan),
            *self._by_city(text, scan),
        ]
        if not found and (label := _UNKNOWN_PLACE.search(scan)):
            found.append(Evidence(Kind.UNKNOWN_PLACE, label.start(), label.end(), frozenset()))
        return sorted(found, key=lambda one: (one.kind, one.start))

    @staticmethod
    def _known(
        scan: bytes, kind: Kind, finder: Finder, table: Mapping[str, frozenset[str]], key: Callable[[str], str]
    ) -> Iterator[Evidence]:
        for match in finder.finditer(scan):
            if ids := table.get(key(match[0].decode())):
                yield Evidence(kind, match.start(), match.end(), ids)

    def _by_zip(self, text: str, scan: bytes) -> Iterator[Evidence]:
        for match in self._zip_finder.finditer(scan):
            ids = self._zips.get((match[1].decode(), match[2].decode()))
            if ids and text[match.start(1) : match.end(1)].isupper():
                yield self._placed(scan, match.span(), Kind.NAME, ids)

    def _by_city(self, text: str, scan: bytes) -> Iterator[Evidence]:
        for match in self._city_finder.finditer(scan):
            city, state = _words(match[1].decode()), _state(match, text)
            if state:
                if ids := self._cities.get((city, state)):
                    addressed = self._addressed.get((city, state), ids)
                    yield self._placed(scan, match.span(), Kind.NAME, ids, addressed)
            elif _speaks_of_office(scan, match):
                yield self._placed(scan, match.span(1), Kind.CITY_ALONE, self._bare[city])

    def _placed(
        self,
        scan: bytes,
        span: tuple[int, int],
        kind: Kind,
        ids: frozenset[str],
        addressed: frozenset[str] | None = None,
    ) -> Evidence:
        """A city beside a street that is none of ours is another building; behind one of ours it is but its address."""
        before, behind = scan[max(0, span[0] - _LOOK_BACK) : span[0]], _STREET_BEHIND.match(scan, span[1])
        if self._street_finder.search(before):
            return Evidence(kind, *span, addressed or ids)
        ours = behind and self._street_finder.search(scan[span[1] : behind.end() + _LONGEST_STREET])
        if _FOREIGN_STREET.search(before) or (behind and not ours):
            return Evidence(Kind.ELSEWHERE, *span, ids)
        return Evidence(kind, *span, ids)


def _grouped(places: Mapping[str, Place], keys: Callable[[Place], list[Key]]) -> dict[Key, frozenset[str]]:
    grouped: defaultdict[Key, set[str]] = defaultdict(set)
    for office, place in places.items():
        for key in keys(place):
            grouped[key].add(office)
    return {key: frozenset(ids) for key, ids in grouped.items()}


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def _pattern(words: str) -> str:
    return r"[.\s]{1,3}".join(map(re.escape, _words(words).split()))


def _street_key(street: str) -> str:
    """The street as words without abbreviations, unit and quadrant of the city."""
    words = _words(_UNIT_WORDS.sub("", street.lower())).split()
    return _QUADRANT.sub("", " ".join(_LONG.get(word, word) for word in words))


def _street_pattern(key: str) -> str:
    return _BETWEEN.join(f"(?: {word}|{_SHORT[word]} )" if word in _SHORT else word for word in key.split())


def _street_keys(place: Place) -> list[str]:
    return [_street_key(street) for street in (place.street, *(a for a in place.aliases if a[0].isdigit()))]


def _title_keys(place: Place) -> list[str]:
    return [_words(a) for a in place.aliases if not a[0].isdigit() and not _CITY_AND_STATE.fullmatch(a)]


def _named_cities(place: Place) -> list[tuple[str, str]]:
    """Each city by which the office goes, with its state."""
    keys: list[tuple[str, str]] = []
    for name in (place.name, *place.aliases):
        if match := _CITY_AND_STATE.fullmatch(name):
            state = _STATES.get(match[2].lower(), match[2].lower())
            keys += [(_words(city), state) for city in match[1].split("/")]
    return keys


def _by_city_alone(cities: Mapping[tuple[str, str], frozenset[str]]) -> dict[str, frozenset[str]]:
    alone: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for (city, _), ids in cities.items():
        alone[city] |= ids
    return dict(alone)


def _state(match: Found, text: str) -> str | None:
    """The state written behind a city, as its code; None where the word there is none."""
    if match[3] is None:
        return None
    word = re.sub(r"[\s.]+", " ", match[3].decode()).strip()
    if word not in _CODES:
        return _STATES.get(word) or _STATES.get(match[3].decode())
    plain = b"," in match[2] or match[4] is not None or word not in _WORD_CODES
    return word if plain and text[match.start(3) : match.end(3)].isupper() else None


def _speaks_of_office(scan: bytes, match: Found) -> bool:
    before = scan[max(0, match.start() - _LOOK_BACK) : match.start()]
    return bool(_LABELLED.search(before) or _IN_OFFICE.search(before) or _OFFICE_FOLLOWS.match(scan, match.end(1)))
