"""Whom a message is about: names and numbers, and the reference by which ICE calls the appointment.

Only what is labelled or greeted counts as a name; a number counts by its own form or its label. Officers' names
below a message, and greetings that name nobody ("Dear Applicant"), are no hints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from tracker.message.text import fold
from tracker.reading.code_forms import of_another_thing
from tracker.reading.code_labels import CodeLabels
from tracker.reading.codes import Claim, codes_in
from tracker.reading.masked import ends_in, same_number
from tracker.reading.numbers import CELLS, LEADER, LONGEST_TABLE, numbers_in
from tracker.reading.scan import Finder, near, scan_of
from tracker.reading.spellings import plain_letters, spellings
from tracker.reading.spoken_of import names_spoken_of
from tracker.reading.titles import names_titled
from tracker.reading.types import HintKind, PersonHint

_GREETING = (
    r"dear|hello|hi|good[ ]morning|good[ ]afternoon|estimad[oa] (?: \(a\)|/a|\(o\)|/o )?|estimad@|querid[oa]|hola"
    r"""|prezad[oa] (?: \(a\)|/a )?|carissim[oa]|car[oa] (?: \(a\) )?|ola|cher|chere|cher\(e\)|cher/chere
        |bonjour|bonjou|bonswa"""
)
_NAME_LABEL = (
    r"(?: full[ ]|participant[ ]|applicant[ ]|noncitizen[ ]|beneficiary[ ]|subject[ ]|client[ ]|visitor[ ]|case[ ]"
    r"|your[ ] )? name"
    r"| applicant|client|cliente|kliyan|noncitizen|non-citizen|participant|beneficiary|respondent|subject[ ]name"
    r"| nombre (?: [ ](?:completo|y[ ]apellidos?) )?"
    r"| nombre [ ] del? [ ] (?: la[ ] )? (?:solicitante|participante|cliente|titular|visitante)"
    r"| solicitante|beneficiari[oa]|participante"
    r"| nome (?: [ ](?:completo|d[oa][ ](?:requerente|solicitante|participante|cliente|titular|visitante)) )?"
    r"| requerente"
    r"| nom (?: [ ](?:complet|et[ ]prenoms?|du[ ](?:demandeur|participant|client|titulaire|visiteur)) )?"
    r"| demandeur | beneficiaire"
    r"| non (?: [ ](?:konple|ou|ak[ ]siyati|(?:moun|patisipan|kliyan|vizite)[ ](?:nan|an|a)|aplikan[ ]an) )?"
    r"| aplikan | benefisye | patisipan"
)
GREETED = Finder(rf"(?: ^|\n ) [ \t]{{0,4}} (?: {_GREETING} ) [ ]{{1,2}} ([^\n,;:!]{{2,80}}) [ ]? (?: [,:;!\n] | $ )")
_LABELLED = Finder(
    rf"""(?: ^|[\n\t|] ) [ ]{{0,4}} (?: {_NAME_LABEL} ) {LEADER} (?: [/(] [^\n:\t]{{0,30}} )?
    [:\t] [ \t]{{0,4}} \n? [ ]{{0,3}} ([^\n\t;|:]{{2,80}})"""
)
_HONORIFIC_WORDS = """mr mrs ms miss mx dr sir madam sr sra srta senor senora senorita don dona senhor senhora monsieur
madame mademoiselle m mme mlle mesye msye misye madan madanm madmwazel jr ii iii"""
_NOBODY_WORDS = """applicant applicants noncitizen noncitizens participant participants beneficiary client customer
user resident respondent alien sponsor obligor attorney counsel counselor counsellor lawyer abogado abogada avocat
avocate advogado advogada avoka representative officer team colleague colleagues friend
all everyone whom concern there usuario usuaria usuarios solicitante cliente participante beneficiario beneficiaria
ciudadano requerente demandeur demandeuse utilisateur utilisatrice beneficiaire candidat aplikan itilizate kliyan
patisipan benefisye tout moun todos todas tous tem a ou you your su seu votre appointment cita office ice ero uscis dhs
department immigration parent parents guardian guardians family families visitor visitors padre padres tutores familia
familias visitante responsavel responsaveis parents tuteur tutrice famille visiteur visiteuse paran gadyen fanmi"""
_HONORIFICS = frozenset(_HONORIFIC_WORDS.split())
_NOBODY = frozenset(_NOBODY_WORDS.split())
_AND = re.compile(r"\s(?:and|&|y|e|et|ak|or|o|ou|oswa)\s", re.IGNORECASE)
_SURNAMES = re.compile(r"(\w+\W+\w.*)\s(?:y|e|i)\s(\w+)", re.IGNORECASE)  # "José Ortega y Gasset" is one person
_HEAD = near(rf"\s* (?: {_NAME_LABEL} ) \s*")
_TABLE_HEAD = Finder(rf"(?: ^|[\n\t|]|[ ]{{2}} ) [ ]{{0,4}} (?: {_NAME_LABEL} ) [ ]{{0,2}} (?: [\t|\n]|[ ]{{2}} )")
_HEAD_BESIDE = near(r"\s* (?: date|time|day|hour|fecha|hora|dia|data|horario|heure|jour|dat|le|jou ) \b [^:]{0,24}")
_TITLE = "(?: madame|monsieur|mme|mr|mrs|ms|m|sr|sra|senora?|senhora?|mesye|madan )"
_ALONE = near(
    rf"""\s* (?: (?: {_NAME_LABEL} ) {LEADER} [:\t] | (?: {_GREETING} ) [ ] | (?: {_TITLE} [ ,.]{{1,3}} ){{1,3}} ) \s*
    ([^\n\t;|:!]{{2,80}}?) \s* [,:;!.]? \s*"""
)
_LONGEST_NAME = 6
_LINKS = frozenset({"y", "e", "i"})  # between the surnames of one person
_NAME_WORD = re.compile(r"[a-z]+")


def find_people(text: str) -> tuple[PersonHint, ...]:
    """Names and numbers in `text` that say whom it is about, in order, each once.

    A-numbers are nine digits (shorter ones padded with zeros, as ICE does), Subject IDs as written, either only three
    digits where no more is shown, names plain
    lower-case words without accents and honorifics.
    """
    scan = scan_of(text)
    found = sorted([*numbers_in(text, scan), *ends_in(text, scan), *_names(text, scan)], key=lambda hint: hint[0])
    return tuple(dict.fromkeys(hint for _, hint in found))


def _names(text: str, scan: bytes) -> Iterator[tuple[int, PersonHint]]:
    for finder in (GREETED, _LABELLED):
        for match in finder.finditer(scan):
            if not _HEAD_BESIDE.fullmatch(scan, *match.span(1)):  # that label is the head of a column
                for written in _each(text[match.start(1) : match.end(1)]):
                    yield from _named(match.start(1), written)
    for head in _TABLE_HEAD.finditer(scan):
        yield from _column(text, head.end() - 1)
    for start, written in (*names_spoken_of(text), *names_titled(text, scan)):
        yield from _named(start, written)


def _named(start: int, written: str) -> Iterator[tuple[int, PersonHint]]:
    if value := name_words(written):
        yield start, PersonHint(kind=HintKind.NAME, value=value)


def _each(written: str) -> list[str]:
    """The people of "Maria Lopez and Juan Lopez"; a surname of two parts is one person's."""
    return [written] if _SURNAMES.fullmatch(written.strip()) else _AND.split(written)


def _column(text: str, position: int) -> Iterator[tuple[int, PersonHint]]:
    """The names below the head of a table, "Name  Date  Time"; `position` is within that line."""
    start = text.rfind("\n", 0, position) + 1
    head, *rows = text[start : start + LONGEST_TABLE].split("\n")
    titles = [scan_of(cell) for cell in CELLS.split(head.strip(" |"))]
    column = next((n for n, title in enumerate(titles) if _HEAD.fullmatch(title)), None)
    if column is None or not any(_HEAD_BESIDE.fullmatch(title) for title in titles):
        return
    for row in rows:
        cells = CELLS.split(row.strip(" |"))
        if len(cells) != len(titles):
            return
        yield from _named(position, cells[column])


def name_words(written: str) -> str:
    """A name as plain lower-case words without accents and honorifics; "" where it names nobody."""
    folded = plain_letters(fold(written)).replace("(a)", "").replace("'", "")
    words = [word for word in _NAME_WORD.findall(folded) if word not in _HONORIFICS | _LINKS]
    foreign = re.sub(r"[a-z\s,.()/-]", "", folded)
    if foreign or not 1 <= len(words) <= _LONGEST_NAME or not _NOBODY.isdisjoint(words):
        return ""
    return " ".join(words) if any(len(word) > 1 for word in words) else ""


def name_alone(scan: bytes, start: int, end: int) -> int | None:
    """Where in that stretch a name begins, if it holds nothing else but the label or the greeting before it."""
    found = _ALONE.fullmatch(scan, start, end)
    return found.start(1) if found and name_words(found[1].decode("ascii")) else None


def several(people: Iterable[PersonHint]) -> bool:
    """Whether these hints cannot all be of one person."""
    names = [hint.value for hint in people if hint.kind is HintKind.NAME and hint.comparable]
    numbers = [hint for hint in people if hint.kind is not HintKind.NAME]
    return any(not same_person(names[0], name) for name in names[1:]) or any(
        one.kind is other.kind and not same_number(one, other) for one, other in combinations(numbers, 2)
    )


def same_person(first: str, second: str) -> bool:
    """Whether two names, as `name_words` gives them, may be one person's.

    Every word of the shorter must be in the longer, in any order; an initial stands for a word. At least one whole
    word must be shared. Either may be spelled otherwise.
    """
    pairs = (
        (first, second),
        *((one, second) for one in spellings(first)),
        *((first, one) for one in spellings(second)),
    )
    return any(_shares(*pair) for pair in pairs)


def _shares(first: str, second: str) -> bool:
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


_NUMBER_WORD = (
    r"(?: number|reference|ref[.]?|clave|numero[ ]de|ticket|no[.]?|n[.]o[.]?|num[.]?|code|id|numero|nimewo|codigo|kod"
    r"|identificacion|identificacao|identificador|identifiant|idantifikasyon"
    r"|\# )"
)
_VALUE = r"([a-z0-9][a-z0-9/-]{2,18}[a-z0-9]) \b"
_MARK = rf"{LEADER} [:\#\t]{{1,2}} \s{{0,3}}"
_IS = rf"(?: {_MARK} | {LEADER} (?: [ ]?(?: is|es|e|est|se )[ ] )? \s{{0,3}} )"
_OF = r"(?: (?: de[ ]|d'|do[ ]|da[ ]|du[ ]|of[ ] ) (?: (?: la|su|sua|votre|seu|your|the )[ ] )? )"
_CONFIRMATION = r"(?: confirmation|confirmacion|confirmacao|konfimasyon|reference|referencia|referans )"
_APPOINTMENT = r"""(?: appointment|appt|booking|reservation|reserva|rezevasyon|visit|visita|visite|vizit|cita
    |agendamento|agend[.]?|comparecimento|rendez-vous|rdv|randevou )"""
_REQUEST = r"(?: request|solicitud|solicitacao|solicit[.]?|peticion|pedido|demande|demann )"


def _reference(thing: str) -> Finder:
    """A number labelled as that of `thing`: "Appt. no.: 12", "N.º de cita: 12", "NO RDV....: 12"."""
    return Finder(rf"""\b (?:
        {thing} [.]? [ ]? {_NUMBER_WORD} {_IS} {_VALUE}
      | {_NUMBER_WORD} [ ] {_OF}? {thing} (?: [ ](?: an|la|ou|w ) )? {_MARK} {_VALUE}
      | {_NUMBER_WORD} [ ] {_OF} {thing} (?: [ ]an )? {_IS} {_VALUE} )""")


_PLAIN_REFERENCE = Finder(
    rf"\b {_CONFIRMATION} [ ]? (?: [.]{{2,40}} [ ] | (?: [.]{{2,40}} [ ]? )? [:\#] \s{{0,3}} | \t ) {_VALUE}"
)
# A word that names a number only where it is a label: "Folio: 7718004529", "Protocolo" above its number.
_TICKET = Finder(
    r"""(?: ^|[\n\t|] ) [ ]{0,4} (?: folio | protocolo | localizador | (?: n[.]?o[.]?[ ]de[ ] )? confirmac(?: ion|ao )
        | confirmation | konfimasyon
        | (?: codigo | kod )[ ](?: de[ ](?: la[ ] )? | da[ ] | do[ ] )(?: reserva | cita | turno | marcacao
            | agendamento | visita ) )
      [ ]? (?: [.]{2,40}[ ]? )? [:\t\n] [ \t]{0,3} ([a-z0-9][a-z0-9./-]{2,22}[a-z0-9]) \b"""
)
# The label of a cell above its number: "Appointment ID", "Identificación de la cita".
_ABOVE = Finder(
    rf"""(?: ^|\n ) [ ]{{0,4}} (?: {_APPOINTMENT} [ ] {_NUMBER_WORD} | {_NUMBER_WORD} [ ] {_OF} {_APPOINTMENT} )
      [ ]{{0,3}} \n [ ]{{0,4}} ([a-z]{{1,5}}-[a-z0-9-]{{3,18}}) [ ]{{0,3}} (?: \n|$ )"""
)
# As text messages have it: "Conf# 55309172", "Conf. 55311840".
_CLIPPED = Finder(r"\b conf (?: [.][ ]? [\#:]? | [ ]? [\#:] ) [ ]? (\d{5,12} | [a-z]{1,4}-[a-z0-9-]{3,18}) \b")
_CERTIFICATE = Finder(r"(?: ^|\n ) constancia [ ] n(?: [.]?o[.]? | um[.]? ) [ ] ([a-z]{1,5}-[a-z0-9-]{3,18}) \b")
# "Número: TU-0519-12", "Código: MR-5602218": any number could stand there, but for those with letters of their own.
_CODE = Finder(
    r"""(?: ^|[\n\t|] ) [ ]{0,4} (?: numero | n[.]?o[.]? | codigo | nimewo (?: [ ]resi )? | kod )
      [ ]? (?: [.]{2,40}[ ]? )? [:\t\n] [ \t]{0,3} ([a-z]{1,4}-[a-z0-9-]{3,18}) \b"""
)
_OWN = (
    _reference(_CONFIRMATION),
    _PLAIN_REFERENCE,
    _reference(_APPOINTMENT),
    _ABOVE,
    _TICKET,
    _CLIPPED,
    _CERTIFICATE,
    _CODE,
)
# The cell of a request: "Pedido" before "55-2219".
_REQUEST_CELL = Finder(
    rf"(?: ^|\n ) [ ]{{0,4}} {_REQUEST} [ ]? [:\t] [ \t]{{0,3}} (\d{{2,6}}-\d{{3,8}}) [ ]{{0,3}} (?: \n|$ )"
)
_OF_REQUEST = (_reference(_REQUEST), _REQUEST_CELL)


def find_references(text: str, labels: CodeLabels) -> str | None:
    """The labelled number of the appointment, else of the request, in capitals; None where none is labelled.

    Two different ones count as none: nobody could say which is this appointment's.
    """
    scan = scan_of(text)
    own, request = (_numbers(finders, scan) for finders in (_OWN, _OF_REQUEST))
    codes = list(codes_in(text, scan, labels)) if not own else []
    closest, others, bare = ({value for claim, value in codes if claim is one} for one in Claim)
    found = own or closest or request | others or bare
    return found.pop() if len(found) == 1 else None


def _numbers(finders: Iterable[Finder], scan: bytes) -> set[str]:
    found = {match[match.lastindex or 0].decode().upper() for finder in finders for match in finder.finditer(scan)}
    return {word for word in found if any(map(str.isdigit, word)) and not of_another_thing(word)}
