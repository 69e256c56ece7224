"""Numbers of which a letter shows only the end: "A***-***-019", "your A-number ending in 019".

Three digits fit a thousandth of all people, so they tie a letter to nobody; but they tell whose it is not.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.reading.numbers import A_LABEL, LEADER, NUMBER_GOES_ON, SUBJECT_LABEL
from tracker.reading.scan import Finder, Found, alternatives, near
from tracker.reading.types import SHOWN_DIGITS, HintKind, PersonHint

# What does not belong to ASCII, such as bullets and ellipses, is `?` in a scan.
_VEILED = r"( (?: [.]{2,4} | [*x?\#_\d] ) [*x?\#_\d .-]{0,15} \d{3} )"
_MARKS = near(r"[^*x?\#_]* (?: [*x?\#_] [^*x?\#_]* [*x?\#_] | \? | [.]{2} )")
_VEILED_A = Finder(rf"""(?: \b {A_LABEL} {LEADER} [:\#=(]? \s{{0,3}} (?: [(]?a[)]? [ \#:-]{{0,3}} )?
    | \b (a) [)]? [ \#:-]{{0,3}} ) {_VEILED}""")
_VEILED_SUBJECT = Finder(rf"\b {SUBJECT_LABEL} {LEADER} [:\#=\t(]? \s{{0,3}} {_VEILED}")
_FEW = r"(?: three|four|tres|cuatro|quatro|trois|quatre|twa|kat|3|4 )"
_END = Finder(rf"""\b (?:
      (?: ending(?: [ ](?: in|with|by ) )? | ends?[ ](?: in|with|by )
        | (?: terminad[oa]s? | terminan? | terminando | terminacion )(?: [ ](?: en|em|con|com ) )? | final
        | (?: terminant | termine | finissant | finit )[ ](?: par|en ) | fini[ ](?: ak|pa|nan|an|avek ) )
    | (?: last[ ]{_FEW} | ultim[oa]s[ ]{_FEW} | {_FEW}[ ](?: ultim[oa]s|derniers|denye ) )
      [ ](?: digits?|numbers|digitos|numeros|cifras|algarismos|chiffres|chif|nimewo ) [^\n;\d]{{0,45}} )
    [ ]{{0,2}} [^a-z0-9\n]{{0,12}} (\d{{3,6}})""")
_GOES_ON = near(r"""[ -]?\d | [:/.]\d | [a-z%]
    | [ ](?: day|hour|minute|week|month|year|dia|hora|minuto|semana|ano|jou|an )""")
_OTHER_WORDS = """phone telephone cell mobile mobil movil telefono telefone telefon celular selile portable tel card
tarjeta cartao carte kat account cuenta conta compte kont receipt recibo recu resi confirmation confirmacion confirmacao
konfimasyon reference referencia referans room sala salle text sms code codigo kod visa passport pasaporte passaporte
passeport paspo zip extension period year"""
_NAMED = near(rf"""\b (?: ( {A_LABEL} | alien | file | expediente | dossier | dosye | processo )
    | ( {SUBJECT_LABEL} ) | {alternatives(_OTHER_WORDS.split())} ) (?! [a-z] )""")
_REACH = 80  # characters before "ending in"


def ends_in(text: str, scan: bytes) -> Iterator[tuple[int, PersonHint]]:
    """Each such number, by its last three digits, and where it stands."""
    for finder, kind in ((_VEILED_A, HintKind.A_NUMBER), (_VEILED_SUBJECT, HintKind.SUBJECT_ID)):
        for match in finder.finditer(scan):
            veiled, bare = match[match.re.groups], kind is HintKind.A_NUMBER and match[1] is not None
            if bare and text[match.start(1)] != "A":
                continue  # "llame a ...019"
            if _MARKS.match(veiled) and not NUMBER_GOES_ON.match(scan, match.end()):
                yield match.start(), _hint(kind, veiled)
    for match in _END.finditer(scan):
        named = _kind_of(scan, match)
        if named is not None and not _GOES_ON.match(scan, match.end()):
            yield match.start(), _hint(named, match[1])


def same_number(one: PersonHint, other: PersonHint) -> bool:
    """Whether two numbers of one sort may be one, where perhaps only the end is shown."""
    if one.ends_only or other.ends_only:
        return one.value[-SHOWN_DIGITS:] == other.value[-SHOWN_DIGITS:]
    return one.value == other.value


def _hint(kind: HintKind, digits: bytes) -> PersonHint:
    return PersonHint(kind=kind, value=digits[-SHOWN_DIGITS:].decode())


def _kind_of(scan: bytes, found: Found) -> HintKind | None:
    """By the number that was named last on the line: the end of a telephone number says nothing about anybody."""
    start = max(scan.rfind(b"\n", 0, found.start()) + 1, found.start() - _REACH)
    named = None
    for named in _NAMED.finditer(scan[start : found.start(1)]):  # noqa: B007 - the last one counts
        pass
    if named is None:
        return HintKind.A_NUMBER if len(found[1]) == SHOWN_DIGITS else None
    return HintKind.A_NUMBER if named[1] else HintKind.SUBJECT_ID if named[2] else None
