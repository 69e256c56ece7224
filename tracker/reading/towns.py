"""How a town is named in a text: as an office, as a place to come to, or as something else altogether.

A court, a consulate and a home have towns too. Only a town that is named as an office of ICE says where to come; one
that is merely mentioned, or to which a file was sent, can but make another one doubtful.
"""

from __future__ import annotations

from enum import Enum, auto

from tracker.reading.scan import Span, near


class Naming(Enum):
    LABELLED = auto()  # behind a label of a place: "Location: Dallas"
    OFFICE = auto()  # "our Dallas office", "ICE Dallas"
    MENTIONED = auto()  # "in Dallas", or the office to which a file went
    NOTHING = auto()  # somebody's name, or the town of a court


_DESKS = "[a-z]{4,14}[ ]unit|unite|inite|unidad|unidade|service|servico|servicio|sevis|section|secao|seccion|seksyon"
_GAP = r"(?: [ ]\n? | \n )"
_PLACE_WORDS = (
    "location|place|where|site|office|lugar|oficina|ubicacion|sede|direccion|address|local|endereco|escritorio|unidade"
    "|unidad|lieu|bureau|adresse|kote|biwo|adres|posto"
    "|point[ ]de[ ]service|point[ ]d'accueil|ponto[ ]de[ ]atendimento|punto[ ]de[ ]atencion"
)
LABEL = rf"\b(?: {_PLACE_WORDS} )"
_OFFICE_WORDS = (
    "office|suboffice|branch|oficina|suboficina|sede|unidad|delegacion|sucursal|escritorio|unidade|bureau|antenne"
    "|agence|biwo|inite|planning|calendrier|calendario|agenda|schedule|calendar|orario|kalandriye"
)
_LINKS = "of|de|do|da|du|del|ice|l'ice|ero|en|em|a|la|no|na|nan|in|at|au|dans"
_AGENCY = r"(?: ice|ero ) (?: [ /-] (?: ice|ero ) )?"
_LABELLED = near(rf"{LABEL} [^\n:\t]{{0,30}} [:\t] \s{{0,3}} [^\n:]{{0,40}} \Z")
_LABEL_ABOVE = near(rf"(?: \A|\n ) [ ]{{0,3}} {LABEL} (?: [ ][a-z]{{1,12}} ){{0,2}} [ ]{{0,3}} \n [ ]{{0,3}} \Z")
# "at 10:00 AM, Dallas, ...", "at 10:00 AM in Dallas.": where one is to be at that hour.
_BEHIND_AN_HOUR = near(
    r"""\d [ ]? (?: [:.h] [ ]? \d\d | h ) (?: [ ] (?: [ap][.]?[ ]?m[.]? | nan[ ]maten | nan[ ]apremidi | nan[ ]aswe ) )?
    (?: , \s | ,? \s (?: in|at|en|em|a|nan ) \s ) \Z"""
)
_APART = near(
    r""" (?: [,.;] (?: \s|\Z ) | [ ][(] | [ ]{0,3} \n [^\n:\t.]{1,40} [:\t] | \Z )
    | [ ]\n? (?: has|was|is|will|se|fue|ha|quedo|foi|ficou|est|a[ ]ete|sera|te|ap|deplase|chanje|anile )\b"""
)
# "your check-in in Dallas", "sua apresentação em Dallas"
_VISIT_IN = near(
    rf"""(?: [ap][.]?m[.]? | \d | \b (?: your|the|su|la|seu|sua|o|a|votre|le|next|new ) )
    {_GAP} (?: in-person{_GAP}|ice{_GAP} )? (?: check-?in|appointment|visit|cita|presentacion|visita
    |agendamento|comparecimento|apresentacao|rendez-vous|presentation|visite|randevou|vizit )
    {_GAP} (?: w{_GAP} | ou{_GAP} )? (?: in|en|em|a|nan ) {_GAP} \Z"""
)
# "SUPERVISION UNIT - CHICAGO", a line of its own above the letter.
_HEADING = near(rf"(?: \A|\n ) [ ]{{0,3}} (?: {_DESKS} ) \b [a-z' ]{{0,40}} [ ] [-/] [ ] \Z")
_LINE_END = near(r"[ ]{0,3} (?: [,(]|\n|\Z )")
_OFFICE_OF = near(
    rf"""\b(?: {_OFFICE_WORDS} ) (?: {_GAP} (?: {_LINKS} )\b ){{0,4}} (?: ,?{_GAP} | [ ][?/-][ ] | {_GAP} d' ) \Z"""
)
_AGENCY_OF = near(
    rf"""\b ( {_AGENCY} ) (?: {_GAP} (?: of|de|do|da|in|at|en|em|a|nan )\b )? (?: [,:]?{_GAP} | [ ]?[?/-][ ]? ) \Z"""
)
_OFFICE_BEHIND = near(
    rf"""{_GAP} (?: (?: ice|ero|field|sub|satellite|local|check-in ) (?: {_GAP}|- ) ){{0,3}}
    (?: office|suboffice|sub-office|biwo|branch|schedule|calendar )\b"""
)
# "Tue 02/02/2027 10:30 AM, Seattle ICE": the office, where nothing but a stop follows.
_AGENCY_BEHIND = near(r"[ ] ( (?: ice|ero ) ) (?: [ ]{0,3} (?: [,.;:(]|\n|\Z ) | [ ] (?: is|has|was|on|at )\b )")
_MENTIONED = near(
    rf"""\b (?: in|at|to|from|covers|serves|en|a|de|desde|cubre|atiende|em|para|au|vers|couvre|dessert|nan|vini|gen|ale
    |pase|soti|kouvri|sevi ) {_GAP} \Z | \b d' \Z"""
)
_BODY = r"""(?: court|courthouse|tribunal|tribunaux|tribinal|corte|cour|juzgado|consulate|consulado|consulat|konsila
    |embassy|embajada|embaixada|ambassade|anbasad|uscis|asylum|attorney|lawyer|law|opla|eoir|isap|police
    |jail|prison )"""
# The town of another body stands near it; ICE named between the two takes the town back.
_OTHER_BODY = near(rf"\b {_BODY} (?: '?s )? \b (?! [^.;:!?]{{0,40}} \b (?: ice|ero ) \b ) [^.;:!?]{{0,40}} \Z")
_ANOTHER_PLACE = near(
    rf"""{_GAP} (?: (?: immigration|federal|county|district|city ){_GAP} )? (?: {_BODY} | county|airport|street|avenue
    |road|beach|heights|falls|parish|police|times|university )\b
    | (?: {_GAP} (?: field|district ){_GAP} office )? {_GAP} of{_GAP} uscis\b"""
)
_NAME_BEHIND = near(r"[ ] (?! (?: ice|ero|field|sub|office|biwo|branch )\b ) [a-z]")
_PAPERS = r"(?: files?|case|records?|expediente|caso|dossier|dosye|processo|proceso|autos )"
_SENT = r"""(?: sent|transf[a-z]{0,12}|transmi[a-z]{0,8}|forwarded|moved|referred|reassigned|passed|handed
    |envi[aeo][a-z]{0,6}|remit[a-z]{0,6}|traslad[a-z]{0,6}|paso|pasado|pasamos|encaminh[a-z]{0,6}|remet[a-z]{0,6}|envoy[a-z]{0,5}
    |confie|voye|pase )"""
_SENT_AWAY = near(rf"\b {_PAPERS} \b [^.;!?]{{0,80}} \b {_SENT} \b | \b {_SENT} \b [^.;!?]{{0,80}} \b {_PAPERS} \b")
_SENTENCE_END = near(r"[.;!?] \s | \n [ ]{0,3} \n")
_DESK = near(
    rf"""\b(?: {_OFFICE_WORDS}|ice|ero|unit|units|desk|team|section|seccion|secao|seksyon|service|servicio|setor
    |sector|supervision|supervisao|sipevizyon|records|scheduling|check-in|check-ins|field|officers|appointments|citas
    |accueil|rendez-vous|randevou|agendamento|agendamentos|secretaria|recepcion|recepcao|resepsyon|outreach
    |notices|avisos )\b"""
)
LOOK_BACK = 80
_SENTENCE = 160


def naming(text: str, scan: bytes, span: Span) -> Naming:
    """How the town at `span` of `text` is named; `scan` is the scan of `text`."""
    start, end = span
    before = scan[max(0, start - LOOK_BACK) : start]
    if _LABELLED.search(before) or (_LABEL_ABOVE.search(before) and _LINE_END.match(scan, end)):
        return Naming.LABELLED
    if of_another_body(scan, span):
        return Naming.NOTHING
    if (
        _stands_alone(scan, before, end)
        or _OFFICE_BEHIND.match(scan, end)
        or _is_agency(text, before, start)
        or _is_agency_behind(text, scan, end)
        or _is_office(text, scan, before, span)
    ):
        return Naming.MENTIONED if _SENT_AWAY.search(_sentence_before(scan, start)) else Naming.OFFICE
    return Naming.MENTIONED if text[start].isupper() and _MENTIONED.search(before) else Naming.NOTHING


def of_another_body(scan: bytes, span: Span) -> bool:
    """Whether the town is that of a court, a consulate or another agency."""
    before = scan[max(0, span[0] - LOOK_BACK) : span[0]]
    return bool(_OTHER_BODY.search(before) or _ANOTHER_PLACE.match(scan, span[1]))


def is_desk(scan: bytes) -> bool:
    """Whether a sender's display name is that of a desk: "Dallas Scheduling Unit", unlike "Dallas Jackson"."""
    return _DESK.search(scan) is not None


def _stands_alone(scan: bytes, before: bytes, end: int) -> bool:
    """Whether the town stands behind the hour, between commas, or ends a line that names a desk."""
    hour = _BEHIND_AN_HOUR.search(before) and _APART.match(scan, end)
    return bool(hour or _VISIT_IN.search(before) or (_HEADING.search(before) and _LINE_END.match(scan, end)))


def _is_agency(text: str, before: bytes, start: int) -> bool:
    """Whether ICE stands before the town, in capitals: "ice" may also be what lies on the road."""
    match = _AGENCY_OF.search(before)
    if match is None:
        return False
    offset = start - len(before)
    return text[offset + match.start(1) : offset + match.end(1)].isupper()


def _is_agency_behind(text: str, scan: bytes, end: int) -> bool:
    """Such as "Seattle ICE", in capitals."""
    match = _AGENCY_BEHIND.match(scan, end)
    return match is not None and text[match.start(1) : match.end(1)].isupper()


def _is_office(text: str, scan: bytes, before: bytes, span: Span) -> bool:
    """Whether a word for an office stands before the town, and the town is not the first name of a person."""
    if not _OFFICE_OF.search(before):
        return False
    behind = _NAME_BEHIND.match(scan, span[1])
    return not (behind and text[behind.end() - 1].isupper())


def _sentence_before(scan: bytes, start: int) -> bytes:
    window = scan[max(0, start - _SENTENCE) : start]
    ends = [end.end() for end in _SENTENCE_END.finditer(window)]
    return window[ends[-1] if ends else 0 :]
