"""Hours, minutes and parts of the day as people say them in five languages; all words are folded."""

from __future__ import annotations

from tracker.message.text import fold

_HOUR_WORDS = """
one una uma une
two dos duas deux
three tres trois
four cuatro quatro quatre
five cinco cinq
six seis
seven siete sete sept
eight ocho oito huit
nine nueve nove neuf
ten diez dez dix
eleven once onze
twelve doce doze douze
trece treze treize
catorce quatorze catorze
quince quinze
dieciseis dezesseis seize
diecisiete dezessete dix-sept
dieciocho dezoito dix-huit
"""
HOUR_WORDS: dict[str, int] = {
    word: hour for hour, line in enumerate(_HOUR_WORDS.strip().splitlines(), start=1) for word in line.split()
}

# Creole joins an hour with its number: "nevè", nine o'clock.
_CREOLE_WORDS = "inè dezè twazè katrè senkè sizè setè uitè nevè dizè onzè"
CREOLE_HOURS: dict[str, int] = {fold(word): hour for hour, word in enumerate(_CREOLE_WORDS.split(), start=1)}

# What is said behind an hour, in minutes. "Las nueve menos cuarto" is a quarter to nine.
FRACTIONS: dict[str, int] = {
    **dict.fromkeys(("y media", "e meia", "et demie", "et demi", "edmi", "e dmi", "ak edmi"), 30),
    **dict.fromkeys(("y cuarto", "e um quarto", "et quart", "eka", "e ka", "ak ka"), 15),
    **dict.fromkeys(("menos cuarto", "menos um quarto", "moins le quart", "moins quart", "mwen ka"), -15),
    **dict.fromkeys(("thirty", "y treinta", "treinta", "e trinta", "trente", "trant"), 30),
    **dict.fromkeys(("fifteen", "y quince", "quince", "e quinze", "quinze", "kenz"), 15),
    **dict.fromkeys(("forty-five", "forty five", "y cuarenta y cinco", "cuarenta y cinco"), 45),
    **{f"con {said} minutos": told for said, told in (("quince", 15), ("treinta", 30), ("cuarenta y cinco", 45))},
    **dict.fromkeys(("e quarenta e cinco", "quarante-cinq", "quarante cinq", "karannsenk"), 45),
}
# What is said before it.
FRACTIONS_BEFORE: dict[str, int] = {
    "half past": 30,
    **dict.fromkeys(("a quarter past", "quarter past", "a quarter after", "quarter after"), 15),
    **dict.fromkeys(
        ("a quarter to", "quarter to", "a quarter of", "quarter of", "a quarter till", "quarter till"), -15
    ),
    **dict.fromkeys(("cuarto para las", "cuarto para la", "quince para las", "quinze para as", "ka pou"), -15),
}

NOON = ("noon", "midday", "mediodia", "meio-dia", "meio dia", "midi")
MIDNIGHT = ("midnight", "medianoche", "media noche", "meia-noite", "meia noite", "minuit", "minwi")

MORNING = (
    "in the morning", "de la manana", "por la manana", "da manha", "de manha", "pela manha",
    "du matin", "le matin", "nan maten", "di maten", "dimaten", "maten",
)  # fmt: skip
AFTERNOON = (
    "in the afternoon", "de la tarde", "por la tarde", "da tarde", "de tarde", "a tarde", "pela tarde",
    "de l'apres-midi", "l'apres-midi", "de l'apres midi", "nan apremidi", "nan apre-midi", "apre-midi", "apremidi",
)  # fmt: skip
EVENING = (
    "in the evening", "at night", "de la noche", "por la noche", "da noite", "a noite",
    "du soir", "nan aswe", "di swa", "diswa", "aswe",
)  # fmt: skip

# What may stand before a window: "dans la matinée, de 8 h à 11 h 30", "nan maten, ant 8è ak 10è".
MORNING_AHEAD = ("dans la matinee", "en matinee", "le matin", "nan maten", "nan matine", "dimaten")
AFTERNOON_AHEAD = ("dans l'apres-midi", "l'apres-midi", "nan apremidi", "nan apre-midi", "apremidi")
ANY_TIME_AHEAD = ("a l'heure de votre choix", "nenpot le", "ou ka rive", "ou ka vini", "ou ka rive nenpot le")
