"""Numbers by which ICE calls an appointment, a letter or a request, told by their form and by the words beside them.

"Ticket CLT-SCH-60917", "your request of June 1 (LOU-R-3317)", "RE: 26PHX118204", "Reference" above "BOS-330-91827".
Only a form of ours behind a word that says whose number it is, or alone in brackets, is taken; what stands in a
sentence about a court, a device, a payment or somebody else's papers never is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from tracker.reading.code_forms import Form, form_of, speaks_for_itself
from tracker.reading.scan import Finder, Found, near


class Claim(IntEnum):
    """How closely a number is the appointment's own."""

    APPOINTMENT = 0
    OTHER = 1  # of the letter, of a request, or a number of which no more is said


class _Label(NamedTuple):
    """The words right before a number, and how they stand there."""

    words: tuple[str, ...]  # the last first
    before: bytes  # what stands before them on their line
    heads: bool  # nothing does: they begin their line or cell
    marked: bool  # a colon, a tab or another line parts them from the number


_APPOINTMENT_WORDS = """appointment appt booking reservation visit slot check-in confirmation reference ref cita turno
reserva confirmacion referencia presentacion visita agendamento agend marcacao horario
comparecimento confirmacao apresentacao rendez-vous rdv creneau randevou rezevasyon konfimasyon
referans vizit"""
_APPOINTMENT = frozenset(_APPOINTMENT_WORDS.split())
# What may be asked for, sent or booked, and so has numbers that are nothing but groups of digits.
_ASKED_WORDS = """ticket inquiry request folio solicitud consulta pedido solicitacao chamado protocolo
requerimento demande demann tike notice avis aviso avi booking reservation reserva rezevasyon"""
_ASKED = frozenset(_ASKED_WORDS.split())
_PAPERS_WORDS = """letter record summons file case carta citatorio registro expediente caso oficio comprobante
justificante notificacao processo inscricao bilhete comunicado convocacao intimacao comprovante
lettre convocation dossier fiche let konvokasyon dosye fich controle control echange"""
_PAPERS = _ASKED | frozenset(_PAPERS_WORDS.split())
_ABOUT_WORDS = "re asunto objet assunto sije"
_ABOUT = frozenset(_ABOUT_WORDS.split())
_NUMBER_WORDS = "number no n.o num nbr numero nimewo #"
_NUMBER = frozenset(_NUMBER_WORDS.split())
_CODE_WORDS = "code codigo kod clave"
_CODES = frozenset(_CODE_WORDS.split())
# Words that may stand among those of a label, or between them and the number.
_LINKS_WORDS = """of the your our is still under de del do da du la le el su sua seu os se es e est reste rete
toujours votre notre nuestra a an lan nan w ou cette this rappeler pou sigue siendo reporting
service call-in change new cambio registrada cancelada anulada registrado cancelado atualizado
desfeita modification anulacion cancelacion reprogramacion remarcacao cancelamento alteracao
annulation report ranvwa anilasyon te fe current o appel for"""
_LINKS = frozenset(_LINKS_WORDS.split())
_VOCABULARY = _APPOINTMENT | _PAPERS | _ABOUT | _NUMBER | _CODES | _LINKS
# What leads to "number" or "code" where no more is said: "under number ...", "Guarde o código ...".
_LEADS_TO_NUMBER = near(
    r"""\b (?: under|with|assigned|assigned[ ]it|give|quote|keep|show|con|bajo|muestre|guarde|lleva|tiene|pusimos|cite
    |indique|com|sob|mostre|informe|tem|leva|anote|sous|porte|avec|conservez|rappelez|citez|gardez|sou|ak|kenbe
    |gen|sere )
    (?: [ \n] (?: the|el|o|le|la|it|siempre|this|ce|este ) ){0,2} \s \Z"""
)
_REGISTERED_AS = near(
    r"""\b (?: (?: registered|recorded|logged|entered|filed|booked )[ \n]as | registr[a-z]{2,4}[ \n]como
    | enregistree?[ \n]sous | please[ \n](?: quote|cite ) ) \s \Z"""
)
_CODE = Finder(
    r"""\b (?: [a-z]{3}[ ]\d\d/\d{3,6} | [a-z]{1,5}[/-][a-z0-9/-]{0,16}\d[a-z0-9/-]{0,12}
    | [a-z]{1,4}\d[a-z0-9/-]{2,20} | \d[a-z0-9/-]{3,24} ) \b"""
)
_WORDS_GO_ON = near(r"[/@_&%+=-] | [.,:]\d | [.][a-z] | [ ] (?: cfr|u[.]?s[.]?c )\b")
_ALNUM_BEFORE = re.compile(rb"[a-z0-9@_/&+=.-]\Z")
_WORD = re.compile(rb"(?:n[.]o[.]?|[a-z]+(?:-[a-z]+)*[.]?|#)\Z")
_ELIDED = re.compile(rb"\b[dl]['?]\Z")
_BETWEEN = re.compile(rb"(?:, ?|[ _]|[ ]?\n)\Z")
_SIGN = re.compile(
    rb"""(?:[ ]?[.]{2,40}|(?:[ ]?[.][ ]){2,20})?[ ]{0,3}[:=\t#][ \t\n]{0,12}\Z
    |[ ]?[.]{2,40}[ ]{0,12}\Z|[ ]{2,30}\Z|[ ]{0,3}\n{1,2}[ ]{0,4}\Z""",
    re.VERBOSE,
)
_BESIDE = re.compile(rb"[ ]\Z")
_CELL_START = re.compile(rb"(?:\A|[\n\t|(\[]|[ ]{2}|[.!;:][ ])[ ]{0,4}\Z")
_CELL_END = re.compile(rb"[ ]{0,3}(?:\Z|[\n\t|)\]]|[,.;]|[ ]{2})|[ ][(-]")
_BRACKET = re.compile(rb"[(\[]\Z")
_BRACKETED = re.compile(rb"[)\],]")
_SENTENCE_END = re.compile(rb"[.!?;][ \n]|\n")
_ANOTHERS = near(r"\b (?: his|her|their|[a-z]+'s|[a-z]+\?s|no|any|other|another|otr[oa]|outr[oa]|autre|lot ) [ ] \Z")
_ANOTHER_THING = near(
    r"""\b (?: courts?|tribunal|corte|cour|tribinal|juzgado|judge|juez|juiz|juge|jij|eoir|uscis|receipt|recibo
    |plate|placa|plaque|passport|pasaporte|passaporte|passeport|paspo|visa|licen[cs]e|licencia|licenca|lisans
    |bond|fianza|fianca|cautionnement|device|dispositivo|appareil|aparey|bracelet|grillete|tornozeleira|braslet
    |tracking|rastreo|rastreio|flight|vuelo|voo|serial|serie|invoice|factura|fatura|facture
    |payment|pago|pagamento|paiement|peman|policy|vehicle|parking|police|policia|bank|banco|banque|package|parcel
    |attorney|lawyer|abogad[oa]|advogad[oa]|avocate?|avoka|badge|template|sample|example|ejemplo|exemplo|exemple
    |egzanp|prescription|law|statute ) \b"""
)
_REACH = 110  # characters before a number that may say whose it is
_MOST_WORDS = 7


def codes_in(text: str, scan: bytes) -> Iterator[tuple[Claim, str]]:
    """Each such number in `text`, in capitals, with its claim."""
    for found in _CODE.finditer(scan):
        start, end = found.span()
        written = text[start:end]
        before = scan[max(0, start - _REACH) : start]
        form = form_of(written.replace(" ", "/"))
        if form is None or _WORDS_GO_ON.match(scan, end) or _ALNUM_BEFORE.search(before):
            continue
        claim = _claim(found, before, form, written)
        if claim is not None:
            yield claim, written


def _claim(found: Found, before: bytes, form: Form, written: str) -> Claim | None:
    if _ANOTHER_THING.search(before, _last_end(before)):
        return None
    scan, (start, end) = found.string, found.span()
    bracketed = bool(_BRACKET.search(before) and _BRACKETED.match(scan, end))
    beside = before[:-1] if bracketed else _head_above(before, scan, end)
    label = _label(beside, cut=start > _REACH)
    if label and _fits(label, form, ends=_CELL_END.match(scan, end) is not None):
        return Claim.APPOINTMENT if _APPOINTMENT.intersection(label.words) else Claim.OTHER
    if form is Form.LETTERED and ((bracketed and speaks_for_itself(written)) or _REGISTERED_AS.search(before)):
        return Claim.OTHER
    return None


def _last_end(before: bytes) -> int:
    """Where the sentence of a number begins; the line above counts where the number begins its own."""
    ends = [end.end() for end in _SENTENCE_END.finditer(before.rstrip())]
    return ends[-1] if ends else 0


def _head_above(before: bytes, scan: bytes, end: int) -> bytes:
    """The head of the first column, where the number begins the row below it: "Booking  Day" above "RE-6018  May 5"."""
    above, _, own = before.rpartition(b"\n")
    head, tab, _ = above[above.rfind(b"\n") + 1 :].partition(b"\t")
    return b"\n" + head + b"\n" if tab and not own and scan[end : end + 1] == b"\t" else before


def _label(before: bytes, *, cut: bool) -> _Label | None:
    """The words of a label, read backwards from the number; `cut`: more stands before them."""
    sign = _SIGN.search(before) or _BESIDE.search(before)
    if sign is None:
        return None
    words, first, position = list[str](), sign.start(), sign.start()
    while len(words) < _MOST_WORDS and (word := _WORD.search(before, 0, position)):
        plain = word[0].rstrip(b".").decode()
        if plain not in _VOCABULARY:
            break
        words.append(plain)
        elided = _ELIDED.search(before, 0, word.start())
        first = elided.start() if elided else word.start()
        gap = _BETWEEN.search(before, 0, first)
        if gap is None or (b"\n" in gap[0] and sign[0] != b" "):
            break
        position = gap.start()
    rest = before[:first]
    heads = _CELL_START.search(rest) is not None and not (cut and not rest)
    return _Label(tuple(words), rest, heads=heads, marked=sign[0] != b" ") if words else None


def _fits(label: _Label, form: Form, *, ends: bool) -> bool:
    """Whether a number of that form may stand behind that label; `ends`: nothing else stands in its cell."""
    words, field = frozenset(label.words), label.heads and ends
    things, numbers = words & (_APPOINTMENT | _PAPERS), words & (_NUMBER | _CODES)
    if _ANOTHERS.search(label.before) or (label.words[-1] == "no" and not label.heads):
        return False
    if words & _ABOUT:
        return field and label.marked and form is Form.LETTERED
    if form is Form.MIXED:
        return field and bool(words & (_CODES | _APPOINTMENT))
    led = bool(numbers and _LEADS_TO_NUMBER.search(label.before))
    if form is Form.DIGITS:
        return led or bool(words & _ASKED) or (field and bool(numbers and words & _APPOINTMENT))
    return bool(things) or led or bool(field and numbers)
