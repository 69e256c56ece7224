"""Months, weekdays, hours and parts of the day as people write them in five languages; all words are folded.

One table for all languages: a message may mix them. Where one spelling names two months, both are listed.
"""

from __future__ import annotations

from tracker.reading.types import Language

_MONTH_WORDS = """
january jan janv janvier janvye jenvye janeiro enero ene
february feb febrero fevereiro fev fevr fevrier fevriye fevrye
march mar marzo marco mars mas
april apr abril abr avril avr
may mayo maio mai me
june jun junio junho juin jen jwen
july jul julio julho juillet juil jiye jiyet jwiye
august aug agosto ago aout out dawou daout
september sept sep septiembre setiembre set setembro septembre septanm
october oct octubre outubro octobre oktob okt
november nov noviembre novembro novembre novanm
december dec diciembre dic dezembro dez decembre desanm
"""

MONTHS: dict[str, int] = {
    word: number for number, line in enumerate(_MONTH_WORDS.strip().splitlines(), start=1) for word in line.split()
}

# "out" is August in Haitian Creole and the short form of October in Portuguese: the language must say.
SHARED_MONTH = "out"
SHARED_MONTHS: dict[Language, int] = {Language.HT: 8, Language.PT: 10}

# Month words that are also everyday words ("5 mas", "3 out"): without a year they count only in these languages.
EVERYDAY: dict[str, frozenset[Language]] = {
    "mas": frozenset({Language.HT}),
    "me": frozenset({Language.HT}),
    "jen": frozenset({Language.HT}),
    "out": frozenset({Language.HT, Language.PT}),
    "set": frozenset({Language.ES, Language.PT}),
    "ago": frozenset({Language.ES, Language.PT}),
    "ene": frozenset({Language.ES}),
    "mar": frozenset({Language.EN, Language.ES, Language.PT}),
}

_WEEKDAY_WORDS = """
monday mon lunes lun lundi lendi segunda-feira segunda seg
tuesday tues tue martes mar mardi madi terca-feira terca ter
wednesday weds wed miercoles mier mie mercredi mer mekredi quarta-feira quarta qua
thursday thurs thur thu jueves jue jeudi jeu jedi quinta-feira quinta qui
friday fri viernes vie vendredi ven vandredi sexta-feira sexta sex
saturday sat sabado sab samedi sam samdi
sunday sun domingo dom dimanche dim dimanch
"""

# Monday is 0, as in `date.weekday`.
WEEKDAYS: dict[str, int] = {
    word: number for number, line in enumerate(_WEEKDAY_WORDS.strip().splitlines()) for word in line.split()
}

# Creole writes hours out: "nevè", "dizè", "onzè"; the value is the hour on a twelve-hour clock.
CREOLE_HOURS: dict[str, int] = {
    "inè": 1,
    "dezè": 2,
    "twazè": 3,
    "katrè": 4,
    "senkè": 5,
    "sizè": 6,
    "setè": 7,
    "uitè": 8,
    "nevè": 9,
    "dizè": 10,
    "onzè": 11,
}

NOON = ("noon", "midday", "mediodia", "meio-dia", "meio dia", "midi")
MIDNIGHT = ("midnight", "medianoche", "media noche", "meia-noite", "meia noite", "minuit", "minwi")

MORNING = (
    "in the morning", "de la manana", "por la manana", "da manha", "de manha", "pela manha",
    "du matin", "le matin", "nan maten", "di maten", "maten",
)  # fmt: skip
AFTERNOON = (
    "in the afternoon", "de la tarde", "por la tarde", "da tarde", "de tarde", "a tarde", "pela tarde",
    "de l'apres-midi", "l'apres-midi", "de l'apres midi", "nan apremidi", "nan apre-midi", "apre-midi", "apremidi",
)  # fmt: skip
EVENING = (
    "in the evening", "at night", "de la noche", "por la noche", "da noite", "a noite",
    "du soir", "nan aswe", "di swa", "aswe",
)  # fmt: skip


def alternatives(words: dict[str, int] | tuple[str, ...]) -> str:
    """The words as one alternation, the longest first, so that "mars" is not read as "mar"."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))
