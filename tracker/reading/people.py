"""Whom a message is about: names and numbers, and the reference by which ICE calls the appointment.

Only what is labelled or greeted counts as a name; a number counts by its own form or its label. Officers' names
below a message, and greetings that name nobody ("Dear Applicant"), are no hints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.message.text import fold
from tracker.reading.scan import Finder, near, scan_of
from tracker.reading.types import HintKind, PersonHint

_DIGITS = r"(?: \d{1,3} [ -] \d{3} [ -] \d{3} | \d{7,9} )"
_A_NUMBER = Finder(rf"""(?: \b(?: uscis[ ]?(?:\#|number|no[.]?)
        | alien[ ](?:registration[ ]|file[ ])?(?:number|no[.]?|\#)
      | numero[ ](?:de[ ])?(?:extranjero|estrangeiro|etranger) | numero[ ]d'etranger | nimewo[ ]etranje
      | (?:numero|nimewo|no[.]?)[ ]a\b | a[ -]?(?:number|no[.]|\#|file) | expediente[ ]a )
      [ ]? [:\#=]? \s{{0,3}} (?: a [ \#:.-]{{0,3}} )?
    | \b (a) [ \#:.-]{{0,3}} ) ({_DIGITS})""")
_SUBJECT_ID = Finder(
    r"""\b (?: subject[ ]?id (?: [ ]?(?:number|no[.]?|\#) )? | (?: id|numero|nimewo|identificacion|identificacao
    | identifiant )[ ](?: de[ ]|do[ ]|du[ ] )?(?: sujeto|sujeito|sujet|sije ) )
    [ ]? [:\#=\t]? \s{0,3} (\d{6,12})"""
)
_GREETING = (
    r"dear|hello|hi|good[ ]morning|good[ ]afternoon|estimad[oa] (?: \(a\)|/a|\(o\)|/o )?|estimad@|querid[oa]|hola"
    r"""|prezad[oa] (?: \(a\)|/a )?|carissim[oa]|car[oa] (?: \(a\) )?|ola|cher|chere|cher\(e\)|cher/chere
        |bonjour|bonjou|bonswa"""
)
_NAME_LABEL = (
    r"(?: full[ ]|participant[ ]|applicant[ ]|noncitizen[ ]|beneficiary[ ]|subject[ ]|client[ ]|your[ ] )? name"
    r"| applicant|noncitizen|non-citizen|participant|beneficiary|respondent|subject[ ]name"
    r"| nombre (?: [ ](?:completo|del[ ]solicitante|y[ ]apellidos?) )? | solicitante|beneficiari[oa]|participante"
    r"| nome (?: [ ](?:completo|do[ ]requerente|do[ ]solicitante) )? | requerente"
    r"| nom (?: [ ](?:complet|et[ ]prenoms?|du[ ]demandeur) )? | demandeur | beneficiaire"
    r"| non (?: [ ](?:konple|ou|ak[ ]siyati|moun[ ]nan|aplikan[ ]an) )? | aplikan | benefisye | patisipan"
)
_GREETED = Finder(rf"(?: ^|\n ) [ \t]{{0,4}} (?: {_GREETING} ) [ ]{{1,2}} ([^\n,;:!]{{2,80}}) [ ]? (?: [,:;!\n] | $ )")
_LABELLED = Finder(
    rf"""(?: ^|[\n\t|] ) [ ]{{0,4}} (?: {_NAME_LABEL} ) [ ]? (?: [/(] [^\n:\t]{{0,30}} )?
    [:\t] [ \t]{{0,4}} \n? [ ]{{0,3}} ([^\n\t;|:]{{2,80}})"""
)
_HONORIFIC_WORDS = """mr mrs ms miss mx dr sir madam sr sra srta senor senora senorita don dona senhor senhora monsieur
madame mademoiselle m mme mlle mesye madmwazel jr ii iii"""
_NOBODY_WORDS = """applicant applicants noncitizen noncitizens participant participants beneficiary client customer
user resident respondent alien sponsor obligor attorney counsel representative officer team colleague colleagues friend
all everyone whom concern there usuario usuaria usuarios solicitante cliente participante beneficiario beneficiaria
ciudadano requerente demandeur demandeuse utilisateur utilisatrice beneficiaire candidat aplikan itilizate kliyan
patisipan benefisye tout moun todos todas tous tem a ou you your su seu votre appointment cita office ice ero uscis dhs
department immigration"""
_HONORIFICS = frozenset(_HONORIFIC_WORDS.split())
_NOBODY = frozenset(_NOBODY_WORDS.split())
_AND = re.compile(r"\s(?:and|&|y|e|et|ak|or|o|ou|oswa)\s", re.IGNORECASE)
_LONGEST_NAME = 6
_NAME_WORD = re.compile(r"[a-z]+")
_NUMBER_GOES_ON = near(r"[ -]?\d | [a-z]")


def find_people(text: str) -> tuple[PersonHint, ...]:
    """Names and numbers in `text` that say whom it is about, in order, each once.

    A-numbers are nine digits (shorter ones padded with zeros, as ICE does), Subject IDs as written, names plain
    lower-case words without accents and honorifics.
    """
    scan = scan_of(text)
    found = sorted([*_numbers(text, scan), *_names(text, scan)], key=lambda hint: hint[0])
    return tuple(dict.fromkeys(hint for _, hint in found))


def _numbers(text: str, scan: bytes) -> Iterator[tuple[int, PersonHint]]:
    for match in _A_NUMBER.finditer(scan):
        labelled = match[1] is None or text[match.start(1)] == "A"  # "llame a 4369315" is no A-number
        if labelled and not _NUMBER_GOES_ON.match(scan, match.end()):
            digits = re.sub(rb"\D", b"", match[2]).decode()
            yield match.start(), PersonHint(kind=HintKind.A_NUMBER, value=digits.zfill(9))
    for match in _SUBJECT_ID.finditer(scan):
        if not scan[match.end() : match.end() + 1].isalnum():
            yield match.start(), PersonHint(kind=HintKind.SUBJECT_ID, value=match[1].decode())


def _names(text: str, scan: bytes) -> Iterator[tuple[int, PersonHint]]:
    for finder in (_GREETED, _LABELLED):
        for match in finder.finditer(scan):
            for written in _AND.split(text[match.start(1) : match.end(1)]):
                if value := name_words(written):
                    yield match.start(1), PersonHint(kind=HintKind.NAME, value=value)


def name_words(written: str) -> str:
    """A name as plain lower-case words without accents and honorifics; "" where it names nobody."""
    folded = fold(written).replace("(a)", "").replace("'", "")
    words = [word for word in _NAME_WORD.findall(folded) if word not in _HONORIFICS]
    foreign = re.sub(r"[a-z\s,.()/-]", "", folded)
    if foreign or not 1 <= len(words) <= _LONGEST_NAME or not _NOBODY.isdisjoint(words):
        return ""
    return " ".join(words) if any(len(word) > 1 for word in words) else ""


def same_person(first: str, second: str) -> bool:
    """Whether two names, as `name_words` gives them, may be one person's.

    Every word of the shorter must be in the longer, in any order; an initial stands for a word. At least one whole
    word must be shared.
    """
    shorter, longer = sorted((first.split(), second.split()), key=len)
    rest, shared = list(longer), 0
    for word in sorted(shorter, key=len, reverse=True):
        fitting = next((other for other in rest if other == word), None) or next(
            (other for other in rest if other[0] == word[0] and 1 in (len(other), len(word))), None
        )
        if fitting is None:
            return False
        rest.remove(fitting)
        shared += len(fitting) > 1 and len(word) > 1
    return shared > 0


_NUMBER_WORD = r"(?: number|no[.]?|num[.]?|code|id|numero|nimewo|codigo|kod|\# )"
_VALUE = r"([a-z0-9][a-z0-9-]{2,18}[a-z0-9]) \b"
_IS = r"[ ]? [:\#\t]{0,2} (?: [ ](?: is|es|e|est|se ) )? \s{0,3}"
_REFERENCE = Finder(
    rf"""\b (?: confirmation|confirmacion|confirmacao|konfimasyon|reference|referencia|referans ) [ ]?
      (?: {_NUMBER_WORD} {_IS} | [:\#] \s{{0,3}} ) {_VALUE}
    | \b appointment [ ] {_NUMBER_WORD} {_IS} {_VALUE}
    | \b {_NUMBER_WORD} [ ] (?: de[ ]|d'|do[ ]|da[ ] )? (?: (?: la|su|sua|votre|seu )[ ] )?
      (?: confirmacion|confirmacao|confirmation|konfimasyon|referencia|reference|referans
        |cita ) (?: [ ]an )? {_IS} {_VALUE}"""
)
_IS_DATE = re.compile(r"\d{1,4}-\d{1,2}-\d{1,4}")


def find_references(text: str) -> str | None:
    """The labelled confirmation or reference number of the appointment, in capitals; None where none is labelled.

    Two different ones count as none: nobody could say which is this appointment's.
    """
    found = {match[match.lastindex or 0].decode().upper() for match in _REFERENCE.finditer(scan_of(text))}
    numbers = {word for word in found if any(map(str.isdigit, word)) and not _IS_DATE.fullmatch(word)}
    return numbers.pop() if len(numbers) == 1 else None
