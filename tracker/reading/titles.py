"""The name in a title: "Re: LOPEZ, ANA" on a line of its own, the SUMMARY of a calendar entry.

A title is written in capitals like a name, so whatever holds a word that letters and calendars are titled with is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.message.text import fold
from tracker.reading.scan import Finder
from tracker.reading.spoken_of import NO_NAMES, PLAIN, STATE, TURNED

_ABOUT = Finder(r"""(?: ^|\n ) [ \t]{0,4} (?:
      (?: in[ ]re | re | ref[.]? | reference | regarding | concerning | about | subject | asunto | referencia
        | referente[ ]a | assunto | objet | sujet | concerne | concernant | sije | konsenan | referans ) [ ]? : [ ]{0,3}
    | (?: in[ ]the[ ]matter[ ]of | en[ ]el[ ]asunto[ ]de ) [ ]? :? [ ]{1,3} )""")
_LONGEST = 120  # characters of a title
_NUMBER_BEHIND = re.compile(r",?\s+A[ #-]{0,3}\d.*")
_PIECES = re.compile(r"\s+[-–—/|]+\s+|\s*[:;()\[\]|]\s*")
_NOUN = (
    r"(?:(?:ice|ero|your|su|virtual|in-person)\s+)*(?:check-?in|appointment|visit|cita|comparecencia|presentaci[oó]n"
    r"|rendez-vous|convocation|randevou|agendamento|comparecimento)(?:\s+(?:appointment|visit))?"
)
_LED = re.compile(rf"{_NOUN}\s+(?:(?:of|for|with|de|para|pour|pou|do|da)\s+)?", re.IGNORECASE)
_TRAILED = re.compile(rf"(?:['’]s)?\s+{_NOUN}\Z", re.IGNORECASE)
_NAME = re.compile(rf"{TURNED}|{PLAIN}")
# Beginnings of the words of titles, in the five languages.
_STEMS = """appoint check notic notif resched cancel confirm remind updat chang aviso cambi reprogr record actuali
atuali agend compar presen apresen convoc rendez randev repor annul rappel modif chanj ranvwa anil nouv nuev import
urgen requ solicit pedid demand deman respon repons schedul progr visit vizit interv entrev hearing audien process
expedi refer offic ofici burea biwo immig inmig imigr migra superv docum letter lettre action accion follow question
lembr mudan remarc inscr enrol missed offender agenc docket control custody deten releas altern isap famil unidad
remov deport estat regist address direcc phone telef account cuenta custom servic public federal govern gobier holiday
closu closed closing cierre weath thank gracia instru seguim suivi online portal system meet reuni locat proxim
prochain pwoch second pending infor enfom report depart secur condic condit recib receip verif monit biomet finge
huell please favor tanpri springs county island valley heights harbor center centre centro sioux rapids calend confer
electron automat firma signa semest annual anual mensu mensa period trimest seman revis traslad transf moved reloc
suspen extens aplaz posterg ajourn adiam adiad sessao sesion regular ultim derni denye verific rescind withdr retir
missing"""
_WORDS = """avis rapel novo nova new your su sua votre ou ice ero dhs uscis cita date data dat hora time case caso cas
form home call file fwd fw re the not no from to by at on with and hello dear mesi merci order orden court corte state
unit lugar letra carta paso rouge rock lake pass bend beach grove falls point village grand mount el des kansas fort
todos todas all important urgent final next first last second third appt hi hola hey you what has have been is of for
desk section clerk liaison subject name number code ends end california florida texas ask front"""
_TITLE_STEMS = tuple(_STEMS.split())
_TITLE_WORDS = frozenset(_WORDS.split()) | NO_NAMES


def names_titled(text: str, scan: bytes) -> Iterator[tuple[int, str]]:
    """The names in lines that only say whom the text is about, as they are written, and where they stand."""
    for found in _ABOUT.finditer(scan):
        line = text[found.end() : found.end() + _LONGEST].partition("\n")[0]
        yield from ((found.end(), name) for name in names_of_title(line))


def names_of_title(title: str) -> Iterator[str]:
    """The names in "Check-in: Ana Lopez", "LOPEZ, ANA (A216-555-019)", "Ana Lopez's ICE check-in"."""
    for piece in _PIECES.split(_NUMBER_BEHIND.sub("", title[:_LONGEST])):
        written = _TRAILED.sub("", _LED.sub("", piece.strip(" .,-–—"), count=1)).strip(" ,-")
        if _NAME.fullmatch(written) and not STATE.search(written) and not _titles(written):
            yield written


def _titles(written: str) -> bool:
    return any(word in _TITLE_WORDS or word.startswith(_TITLE_STEMS) for word in re.findall(r"[a-z]+", fold(written)))
