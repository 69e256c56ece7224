"""Streets, cities, zip codes and mailboxes of the offices, found in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from enum import IntEnum
from typing import NamedTuple, Protocol, TypeVar

from tracker.reading.scan import Finder, Found, Span, near, scan_of
from tracker.reading.states import CODES, STATES
from tracker.reading.towns import LABEL, LOOK_BACK, Naming, is_desk, naming, of_another_body


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
    def phone(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


class Kind(IntEnum):
    """The kinds of evidence, strongest first."""

    STREET = 0
    NAME = 1  # a city with its state, or a zip code
    LABELLED = 2  # a city alone behind a label of a place
    TITLE = 3  # "Miami Field Office": the office itself, or all that it is responsible for
    ELSEWHERE = 4  # a city of ours behind a street that is none of ours
    CITY_ALONE = 5
    MAILBOX = 6
    UNKNOWN_PLACE = 7  # a label of a place, and nothing that we know behind it
    DESK = 8  # the name of the desk that sends the message
    UNLISTED = 9  # a town far from its field office, which has an office of ICE that is not in the list
    MENTION = 10  # names no office, but makes another one doubtful


class Evidence(NamedTuple):
    """`bare` where a town was named without its state, so that another town of that name may be meant."""

    kind: Kind
    start: int
    end: int
    ids: frozenset[str]
    bare: bool = False

    def within(self, other: Evidence) -> bool:
        return other.start <= self.start and self.end <= other.end

    @property
    def plain(self) -> bool:
        return self.kind is not Kind.ELSEWHERE


_SHORT = {
    "street": "st", "avenue": "ave", "boulevard": "blvd", "drive": "dr", "road": "rd", "court": "ct", "circle": "cir",
    "highway": "hwy", "parkway": "pkwy", "place": "pl", "lane": "ln", "freeway": "fwy|frwy", "mount": "mt",
    "international": "intl",
    "north": "n", "south": "s", "east": "e", "west": "w", "northwest": "nw", "southeast": "se", "saint": "st",
}  # fmt: skip
_LONG = {short: word for word, shorts in _SHORT.items() for short in shorts.split("|") if word != "saint"}
_QUADRANT = re.compile(r"(?: (?:sw|nw|se|ne|north west|south west|north east|south east))$")
_CITY_AND_STATE = re.compile(r"(.+), (\w{2}|CNMI)")
# Codes that are words as well: without a comma or a zip code they are not taken for a state.
_WORD_CODES = frozenset({"or", "in", "me", "ok", "hi", "oh", "pa", "la", "ma", "al", "id", "de", "co"})
_UNIT_WORDS = re.compile(r"[ ,]+(?:north suite|suite|building|unit|room|floor)\b.*", re.IGNORECASE)

_BETWEEN = r"[\s.,#-]{1,4}"
_PLAIN_STREET_WORDS = (
    "street|st|avenue|ave|boulevard|blvd|drive|dr|road|rd|highway|hwy|parkway|pkwy|lane|ln|freeway|frwy"
)
# "ne" and "se" are words of other languages, "Le lieu ne change pas"; "Same place, Buffalo NY" is no street.
_STREET_WORD = (
    rf"(?: {_PLAIN_STREET_WORDS}|plaza|way|court|ct|circle|cir|place|pl|loop|center|square|sw|nw"
    r"|(?: se|ne ) (?= [ ]? [,\n(] ) )"
)
_FOREIGN_STREET = near(
    rf"""\b (?: \d{{1,5}} [ ] (?! [^\n]{{0,40}} \b (?: same|the )[ ]place\b )
      [a-z0-9 .'-]{{2,40}} \b {_STREET_WORD} | \d{{1,5}},?[ ] (?: calle|rue|rua|avenida )
    | (?: calle|rua|avenida )[ ] [a-z .'-]{{2,30}} [ ] \d{{1,5}} ) \b [^\n]{{0,30}} \n? [^\n]{{0,12}} \Z"""
)
_STREET_BEHIND = near(
    rf"""[ .]? [^\n:;.]{{0,24}} [\s,:;(-]{{0,4}} (?: (?: address|direccion|endereco|adresse|adres ) [ ]? :? \s{{1,4}} )?
    (?: (?: at|en|em|au|a|nan )[ ] )? \d{{1,5}} [ ] [a-z0-9 .'-]{{2,40}} \b (?: {_PLAIN_STREET_WORDS} ) \b"""
)
_UNKNOWN_PLACE = Finder(
    rf"""(?: ^|\n ) [ ]{{0,3}} {LABEL} [a-z ]{{0,24}} [ .]{{0,40}} [:\t] [ \t]{{0,3}} \n? [ ]{{0,3}} [a-z0-9]
    | \b \d{{1,5}} [ ] [a-z0-9 .'-]{{2,40}} [, ] [^\n]{{0,30}} \n?
      [ a-z.'-]{{3,30}}, [ ] [a-z]{{2}} [ ,]{{1,2}} \d{{5}} \b"""
)
_FIELD = near(rf"(?: \A|\n ) [ ]{{0,3}} {LABEL} [ ]? [:\t] [ \t\n]{{0,3}} \Z")
_LONGEST_STREET = 40
_UNLISTED = Finder(r"""\b (?: san[ ]juan|guaynabo|puerto[ ]rico|aguadilla|mayaguez|saint[ ]croix|saint[ ]thomas
    |virgin[ ]islands|juneau|fairbanks )\b""")
_TELEPHONE = Finder(r"\b (\d{3}) [) .-]{1,2} \d{3} [ .-] \d{4} \b")
_KINDS = {Naming.LABELLED: Kind.LABELLED, Naming.OFFICE: Kind.CITY_ALONE, Naming.MENTIONED: Kind.MENTION}


Key = TypeVar("Key")


class PlaceIndex:
    """Finds what belongs to the places of `places`, each under its id."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self._streets = _grouped(places, _street_keys)
        self._mailboxes = _grouped(places, lambda place: [place.email.lower()] if place.email else [])
        self._area_codes = _grouped(places, lambda place: [place.phone[1:4]] if place.phone else [])
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
        states = "|".join(sorted((_pattern(name) for name in STATES), key=len, reverse=True))
        cities = "|".join(sorted(map(_pattern, self._bare), key=lambda city: (-len(city), city)))
        self._city_finder = Finder(rf"""\b ( {cities} ) \b [.]?
            (?: ( [ ]{{0,2}},[ ]{{0,2}}\n? | [ ]{{1,2}} [(]? ) ( {states} | [a-z]{{2}}\b )
            (?: [ ,]{{1,3}} (\d{{5}}) )? )?""")
        self._zip_finder = Finder(r"\b ([a-z]{2}) [ ,]{1,3} (\d{5}) \b")

    def desk(self, name: str) -> list[Evidence]:
        """The towns in the display name of a sender, where that is the name of a desk and not of a person."""
        scan = scan_of(name)
        if not is_desk(scan):
            return []
        towns = [match for match in self._city_finder.finditer(scan) if not of_another_body(scan, match.span(1))]
        return [Evidence(Kind.DESK, 0, 0, self._bare[_words(match[1].decode())], bare=True) for match in towns]

    def dialled(self, text: str) -> frozenset[str]:
        """The offices whose telephone has an area code that a number in the text has."""
        codes = {match[1].decode() for match in _TELEPHONE.finditer(scan_of(text))}
        return frozenset().union(*(self._area_codes.get(code, frozenset()) for code in codes))

    def evidence(self, text: str) -> list[Evidence]:
        """All evidence, the strongest kind first, each kind in the order of the text."""
        scan = scan_of(text)
        titles = list(self._by_title(scan))
        streets = list(self._known(scan, Kind.STREET, self._street_finder, self._streets, _street_key))
        found = [
            *titles,
            *streets,
            *_in_fields(scan, streets),
            *self._known(scan, Kind.MAILBOX, self._mailbox_finder, self._mailboxes, str),
            *self._by_zip(text, scan),
            *(one for one in self._by_city(text, scan) if not any(one.within(title) for title in titles)),
        ]
        if all(one.kind is Kind.MENTION for one in found) and (label := _UNKNOWN_PLACE.search(scan)):
            found.append(Evidence(Kind.UNKNOWN_PLACE, label.start(), label.end(), frozenset()))
        found += [Evidence(Kind.UNLISTED, far.start(), far.end(), frozenset()) for far in _UNLISTED.finditer(scan)]
        return sorted(found, key=lambda one: (one.kind, one.start))

    @staticmethod
    def _known(
        scan: bytes, kind: Kind, finder: Finder, table: Mapping[str, frozenset[str]], key: Callable[[str], str]
    ) -> Iterator[Evidence]:
        for match in finder.finditer(scan):
            if ids := table.get(key(match[0].decode())):
                yield Evidence(kind, match.start(), match.end(), ids)

    def _by_title(self, scan: bytes) -> Iterator[Evidence]:
        for one in self._known(scan, Kind.TITLE, self._title_finder, self._titles, _words):
            if not of_another_body(scan, (one.start, one.end)):
                yield one

    def _by_zip(self, text: str, scan: bytes) -> Iterator[Evidence]:
        for match in self._zip_finder.finditer(scan):
            ids = self._zips.get((match[1].decode(), match[2].decode()))
            if ids and text[match.start(1) : match.end(1)].isupper():
                yield self._placed(scan, match.span(), Kind.NAME, ids)

    def _by_city(self, text: str, scan: bytes) -> Iterator[Evidence]:
        for match in self._city_finder.finditer(scan):
            city = _words(match[1].decode())
            state = _state(match, text) or self._state_of_ours(match, text, city)
            if state:
                if ids := self._cities.get((city, state)):
                    addressed = self._addressed.get((city, state), ids)
                    yield self._placed(scan, match.span(), Kind.NAME, ids, addressed)
            elif kind := _KINDS.get(naming(text, scan, match.span(1))):
                yield self._placed(scan, match.span(1), kind, self._bare[city])._replace(bare=True)

    def _state_of_ours(self, match: Found, text: str, city: str) -> str | None:
        """The state of "Burlington MA", written without a comma: capitals beside small letters, and a town of ours."""
        code = (match[3] or b"").decode()
        written = code in _WORD_CODES - {"or"} and text[match.start(3) : match.end(3)].isupper()
        in_capitals = text[match.start(1) : match.end(1)].isupper()
        return code if written and not in_capitals and (city, code) in self._cities else None

    def _placed(
        self,
        scan: bytes,
        span: Span,
        kind: Kind,
        ids: frozenset[str],
        addressed: frozenset[str] | None = None,
    ) -> Evidence:
        """A city beside a street that is none of ours is another building; behind one of ours it is but its address."""
        before, behind = scan[max(0, span[0] - LOOK_BACK) : span[0]], _STREET_BEHIND.match(scan, span[1])
        if self._street_finder.search(before):
            return Evidence(kind, *span, addressed or ids)
        if kind is Kind.MENTION:
            return Evidence(kind, *span, ids)
        ours = behind and self._street_finder.search(scan[span[1] : behind.end() + _LONGEST_STREET])
        if _FOREIGN_STREET.search(before) or (behind and not ours):
            return Evidence(Kind.ELSEWHERE, *span, ids)
        return Evidence(kind, *span, ids)


def _in_fields(scan: bytes, streets: list[Evidence]) -> Iterator[Evidence]:
    """The addresses that a label of a place names, "Location: 31 Hopkins Plaza", but not where its line names two."""
    for one in streets:
        end = scan.find(b"\n", one.end)
        alone = not any(one.end <= other.start < (end if end >= 0 else len(scan)) for other in streets)
        if alone and _FIELD.search(scan[max(0, one.start - LOOK_BACK) : one.start]):
            yield one._replace(kind=Kind.LABELLED)


def _grouped(places: Mapping[str, Place], keys: Callable[[Place], list[Key]]) -> dict[Key, frozenset[str]]:
    grouped: defaultdict[Key, set[str]] = defaultdict(set)
    for office, place in places.items():
        for key in keys(place):
            grouped[key].add(office)
    return {key: frozenset(ids) for key, ids in grouped.items()}


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def _pattern(words: str) -> str:
    return r"[.\s-]{1,3}".join(map(re.escape, _words(words).split()))


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
            state = STATES.get(match[2].lower(), match[2].lower())
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
    word = re.sub(r"[\s.-]+", " ", match[3].decode()).strip()
    if word not in CODES:
        return STATES.get(word) or STATES.get(match[3].decode())
    plain = match[2].strip() or match[4] is not None or word not in _WORD_CODES
    return word if plain and text[match.start(3) : match.end(3)].isupper() else None
