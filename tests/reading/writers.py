"""How people and machines write a date and an hour, in five languages: one function for each way.

Written apart from the tables of the package, so that a slip in those cannot hide here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from tracker.reading.types import Language

Writer = Callable[[date, time], str]

_MONTHS = {
    Language.EN: "January February March April May June July August September October November December",
    Language.ES: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    Language.PT: "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    Language.FR: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    Language.HT: "janvye fevriye mas avril me jen jiyè out septanm oktòb novanm desanm",
}
_WEEKDAYS = {
    Language.EN: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    Language.ES: "lunes martes miércoles jueves viernes sábado domingo",
    Language.PT: "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    Language.FR: "lundi mardi mercredi jeudi vendredi samedi dimanche",
    Language.HT: "lendi madi mèkredi jedi vandredi samdi dimanch",
}
_ORDINAL_WEEKDAYS = "2ª_feira 3ª-feira 4ª_feira 5ª-feira 6ª_feira sábado domingo"
_SHORT_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_SHORT_MONTHS_ES = "ene. feb. mar. abr. may. jun. jul. ago. sept. oct. nov. dic."
_SHORT_WEEKDAYS_ES = "lun. mar. mié. jue. vie. sáb. dom."


def month(day: date, language: Language) -> str:
    return _MONTHS[language].split()[day.month - 1]


def weekday(day: date, language: Language) -> str:
    return _WEEKDAYS[language].split()[day.weekday()]


def half(hour: time, morning: str = "AM", later: str = "PM") -> str:
    return f"{hour.hour % 12 or 12}:{hour.minute:02} {morning if hour.hour < 12 else later}"


def minutes(hour: time, pattern: str, bare: str) -> str:
    """`bare` where the hour is full, as people leave the zeros out."""
    text = pattern if hour.minute else bare
    return text.format(h=hour.hour, m=f"{hour.minute:02}", h12=hour.hour % 12 or 12)


def creole(hour: time) -> str:
    part = "nan maten" if hour.hour < 12 else "apremidi" if hour.hour < 18 else "aswè"
    return f"{hour.hour % 12 or 12}è{f'{hour.minute:02}' if hour.minute else ''} {part}"


def creole_by_day(hour: time) -> str:
    """Without a part of the day where the day itself leaves no choice: at 19 h everybody adds "aswè"."""
    return minutes(hour, "{h12}zè{m}", "{h12}zè") if 7 <= hour.hour < 19 else creole(hour)


def spanish_part(hour: time) -> str:
    part = "de la mañana" if hour.hour < 12 else "de la tarde" if hour.hour < 19 else "de la noche"
    return f"{hour.hour % 12 or 12}:{hour.minute:02} {part}"


def portuguese_part(hour: time) -> str:
    part = "da manhã" if hour.hour < 12 else "da tarde" if hour.hour < 19 else "da noite"
    return f"{hour.hour % 12 or 12}h{hour.minute:02} {part}"


def french_part(hour: time) -> str:
    part = "du matin" if hour.hour < 12 else "de l'après-midi" if hour.hour < 18 else "du soir"
    return f"{hour.hour % 12 or 12} h {hour.minute:02} {part}"


def short_spanish(day: date) -> str:
    return f"{_SHORT_WEEKDAYS_ES.split()[day.weekday()]} {day.day} {_SHORT_MONTHS_ES.split()[day.month - 1]}"


_NUMBERS = {
    Language.EN: "one two three four five six seven eight nine ten eleven twelve",
    Language.ES: "una dos tres cuatro cinco seis siete ocho nueve diez once doce",
    Language.PT: "uma duas três quatro cinco seis sete oito nove dez onze doze",
    Language.FR: "une deux trois quatre cinq six sept huit neuf dix onze douze",
    Language.HT: "inè dezè twazè katrè senkè sizè setè uitè nevè dizè onzè douzè",
}


def said(hour: time, language: Language) -> str:
    """The hour in words, on a clock of twelve, and the number of the hour that is meant to be read beside it."""
    return _NUMBERS[language].split()[hour.hour % 12 - 1]


def part(hour: time, morning: str, afternoon: str, evening: str) -> str:
    return morning if hour.hour < 12 else afternoon if hour.hour < 18 else evening


def in_words(hour: time, pattern: str, fractions: str, *, language: Language) -> str:
    """`pattern` with the hour in words where `fractions` (of 0, 15, 30) has its minutes; else in digits."""
    words = dict(zip((0, 15, 30), fractions.split("|"), strict=True))
    whole = not pattern.endswith("{f}") or 7 <= hour.hour < 13  # at other hours everybody adds the part of the day
    if hour.minute not in words or not whole:
        return f"{hour:%H:%M}"
    return pattern.format(h=said(hour, language), f=words[hour.minute])


def wrapped(text: str, word: str) -> str:
    """A line end behind `word`, as a mail program may put one."""
    return text.replace(f"{word} ", f"{word}\n")


EN, ES, PT, FR, HT = Language.EN, Language.ES, Language.PT, Language.FR, Language.HT

ENGLISH: tuple[Writer, ...] = (
    lambda d, t: f"{weekday(d, EN)}, {month(d, EN)} {d.day}, {d.year} at {half(t)}",
    lambda d, t: f"{month(d, EN)} {d.day}, {d.year} {half(t, 'a.m.', 'p.m.')}",
    lambda d, t: f"{month(d, EN)[:3]}. {d.day}th, {d.year}, {half(t, 'am', 'pm').replace(' ', '')}",
    lambda d, t: f"{d.day} {month(d, EN)} {d.year} {t:%H:%M}",
    lambda d, t: f"{d.isoformat()} {t:%H:%M}",
    lambda d, t: f"{d.isoformat()}T{t:%H:%M:%S}-04:00",
    lambda d, t: f"{d:%m/%d/%Y} {t:%I:%M} {'AM' if t.hour < 12 else 'PM'} EST",
    lambda d, t: f"{weekday(d, EN)} {d.month}/{d.day}/{d.year} {half(t)}",
    lambda d, t: f"{_SHORT_MONTHS.split()[d.month - 1].upper()} {d:%d %Y} {t:%H%M} hrs",
    lambda d, t: f"{d:%d}-{_SHORT_MONTHS.split()[d.month - 1].upper()}-{d.year} {t:%H:%M}",
    lambda d, t: f"Date: {weekday(d, EN)}, {month(d, EN)} {d.day}, {d.year}\nTime: {half(t)}",
    lambda d, t: f"Date\t{month(d, EN)} {d.day}, {d.year}\nTime\t{half(t)}",
    lambda d, t: f"at {half(t)} on {weekday(d, EN)}, {month(d, EN)} {d.day}, {d.year}",
    lambda d, t: f"Time: {half(t)} Eastern Time\nDate: {month(d, EN)} {d.day}, {d.year}",
    lambda d, t: f"the {d.day}th of {month(d, EN)} {d.year} at {half(t, 'A.M.', 'P.M.')}",
    lambda d, t: f"{weekday(d, EN)[:3]}, {d:%d} {_SHORT_MONTHS.split()[d.month - 1]} {d.year} {t:%H:%M:%S}",
    lambda d, t: f"{d:%d} {_SHORT_MONTHS.split()[d.month - 1].upper()} {d.year} {t:%H%M}",
    lambda d, t: f"at {t:%H%M} on {weekday(d, EN)}, {month(d, EN)} {d.day}, {d.year}",
    lambda d, t: f"DATE.......: {d.isoformat()}\nTIME.......: {t:%H%M}\nOFFICE.....: BOSTON, MA",
    lambda d, t: f"New date\n{month(d, EN)} {d.day}, {d.year}\nNew time\n{half(t)}\nAddress",
    lambda d, t: f"{month(d, EN)} {d.day}, {d.year} (a {weekday(d, EN)}) at {t:%H.%M}",
    lambda d, t: (
        f"{month(d, EN)} {d.day}, {d.year} at "
        + in_words(t, "{h} {f} " + part(t, "a.m.", "p.m.", "p.m."), "o'clock|fifteen|thirty", language=EN)
    ),
    lambda d, t: (
        f"the {d.day}th of {month(d, EN)}, {d.year}, at "
        + in_words(
            t,
            "{f} {h} " + part(t, "in the morning", "in the afternoon", "at night"),
            "|quarter past|half past",
            language=EN,
        )
    ),
)
SPANISH: tuple[Writer, ...] = (
    lambda d, t: f"{weekday(d, ES)}, {d.day} de {month(d, ES)} de {d.year} a las {half(t, 'a. m.', 'p. m.')}",
    lambda d, t: f"{weekday(d, ES)} {d.day} de {month(d, ES)} del {d.year} a las {half(t, 'a. m.', 'p. m.')}".replace(
        ". m", ".\u202fm"
    ),
    lambda d, t: f"{d.day} de {month(d, ES)} de {d.year}, {t:%H:%M} horas",
    lambda d, t: f"{d.day} de {month(d, ES)} de {d.year} {t:%H:%M} hrs",
    lambda d, t: f"{month(d, ES).replace('septiembre', 'setiembre')} {d.day} de {d.year} a las {half(t)}",
    lambda d, t: f"{d.day}.º de {month(d, ES)} de {d.year} a la {half(t, 'a.m.', 'p.m.')}",
    lambda d, t: f"{d.day} de {month(d, ES)} de {d.year} a las {spanish_part(t)}",
    lambda d, t: f"a las {half(t)} del {weekday(d, ES)} {d.day} de {month(d, ES)} de {d.year}",
    lambda d, t: f"Fecha: {weekday(d, ES)} {d.day} de {month(d, ES)} de {d.year}\nHora: {half(t, 'a. m.', 'p. m.')}",
    lambda d, t: f"Fecha\t{d:%d/%m/%Y}\nHora\t{t:%H:%M}",
    lambda d, t: f"{weekday(d, ES)} {d:%d/%m/%Y} {t:%H:%M}",
    lambda d, t: f"{short_spanish(d)} {d.year} {t:%H:%M}",
    lambda d, t: f"{d.day}/{month(d, ES)}/{d.year} {half(t)}",
    lambda d, t: f"{weekday(d, ES).upper()}, {d.day} DE {month(d, ES).upper()} DE {d.year}, {half(t)}",
    lambda d, t: wrapped(f"{weekday(d, ES)} {d.day} de {month(d, ES)} de {d.year} a las {spanish_part(t)}", "de"),
    lambda d, t: wrapped(f"{d.day} de {month(d, ES)} de {d.year}, {spanish_part(t)}", "de la"),
    lambda d, t: (
        f"{d.day} de {month(d, ES)} de {d.year} a las "
        + in_words(
            t, "{h}{f} " + part(t, "de la mañana", "de la tarde", "de la noche"), "| y cuarto| y media", language=ES
        )
    ),
    lambda d, t: (
        f"{d.day} de {month(d, ES)} de {d.year} a las " + in_words(t, "{h}{f}", "| y cuarto| y media", language=ES)
    ),
    lambda d, t: f"NUEVA FECHA\n{weekday(d, ES)}, {d.day} de {month(d, ES)} de {d.year}\nNUEVA HORA\n{half(t)}\nLUGAR",
    lambda d, t: (
        f"FECHA......: {d.day} {month(d, ES)[:3].upper()} {d.year}\nHORA.......: {t:%H:%M}\nOFICINA....: MIAMI"
    ),
)
PORTUGUESE: tuple[Writer, ...] = (
    lambda d, t: f"{weekday(d, PT)}, {d.day} de {month(d, PT)} de {d.year} às {minutes(t, '{h}h{m}', '{h}h')}",
    lambda d, t: f"{d.day} de {month(d, PT)} de {d.year} às {t:%Hh%M}",
    lambda d, t: f"{d.day} de {month(d, PT)} de {d.year} às {t:%H:%M}",
    lambda d, t: f"{d.day}º de {month(d, PT)} de {d.year}, {t:%H:%M}h",
    lambda d, t: f"{d.day} de {month(d, PT)} de {d.year} às {portuguese_part(t)}",
    lambda d, t: f"às {t:%Hh%M} do dia {d.day} de {month(d, PT)} de {d.year}",
    lambda d, t: f"{weekday(d, PT).removesuffix('-feira')}, {d.day} de {month(d, PT)} de {d.year}, {t:%H:%M}",
    lambda d, t: f"Data: {weekday(d, PT)}, {d.day} de {month(d, PT)} de {d.year}\nHorário: {t:%H:%M}",
    lambda d, t: f"Data\t{d:%d/%m/%Y}\nHora\t{t:%H:%M}",
    lambda d, t: f"{weekday(d, PT)}, {d:%d/%m/%Y}, às {t:%Hh%M}",
    lambda d, t: f"{d.day}/{month(d, PT)[:3]}/{d.year} {t:%H:%M}",
    lambda d, t: f"{d.day} de {month(d, PT)} de {d.year}, às {minutes(t, '{h}h{m}min', '{h} horas')}",
    lambda d, t: f"{d:%d.%m.%Y} às {t:%H:%M}",
    lambda d, t: f"{_ORDINAL_WEEKDAYS.split()[d.weekday()]}, {d.day} de {month(d, PT)} de {d.year}, {t:%Hh%M}".replace(
        "_", " "
    ),
    lambda d, t: wrapped(f"{weekday(d, PT)}, {d.day} de {month(d, PT)} de {d.year}, às {t:%Hh%M}", "de"),
    lambda d, t: (
        f"{d.day} de {month(d, PT)} de {d.year} às "
        + in_words(t, "{h}{f} " + part(t, "da manhã", "da tarde", "da noite"), "| e quinze| e meia", language=PT)
    ),
    lambda d, t: (
        f"{d.day} de {month(d, PT)} de {d.year} às " + in_words(t, "{h} horas{f}", "| e quinze| e meia", language=PT)
    ),
    lambda d, t: f"{d.day} de {month(d, PT)} de {d.year}, às {portuguese_part(t)} ({t:%Hh%M})",
)
FRENCH: tuple[Writer, ...] = (
    lambda d, t: f"{weekday(d, FR)} {d.day} {month(d, FR)} {d.year} à {t.hour} h {t:%M}",
    lambda d, t: f"{weekday(d, FR)} {d.day} {month(d, FR)} {d.year} à {minutes(t, '{h}h{m}', '{h}h')}",
    lambda d, t: f"le {d.day} {month(d, FR)} {d.year} à {minutes(t, '{h} h {m}', '{h} h')}",
    lambda d, t: f"{d.day}er {month(d, FR)} {d.year}, {t:%H:%M}",
    lambda d, t: f"le {weekday(d, FR)} {d.day} {month(d, FR)} {d.year} à {minutes(t, '{h} heures {m}', '{h} heures')}",
    lambda d, t: f"à {t:%Hh%M} le {weekday(d, FR)} {d.day} {month(d, FR)} {d.year}",
    lambda d, t: f"Date : {weekday(d, FR)} {d.day} {month(d, FR)} {d.year}\nHeure : {t.hour} h {t:%M}",
    lambda d, t: f"Date\t{d:%d/%m/%Y}\nHeure\t{t:%H:%M}",
    lambda d, t: f"{weekday(d, FR)} {d:%d/%m/%Y} à {t:%Hh%M}",
    lambda d, t: f"{d.day} {month(d, FR)} {d.year} à {french_part(t)}",
    lambda d, t: f"{weekday(d, FR)}, {d.day} {month(d, FR)} {d.year} - {t:%H:%M}",
    lambda d, t: f"le {d.day} {month(d, FR).upper()} {d.year} A {t:%HH%M}",
    lambda d, t: (
        f"{d.day} {month(d, FR)} {d.year} à "
        + in_words(
            t, "{h} heures{f} " + part(t, "du matin", "de l’après-midi", "du soir"), "| et quart| et demie", language=FR
        )
    ),
    lambda d, t: f"{d.day} {month(d, FR)} {d.year} à " + in_words(t, "{h} heures{f}", "| quinze| trente", language=FR),
    lambda d, t: (
        f"NOUVELLE DATE\n{weekday(d, FR)} {d.day} {month(d, FR)} {d.year}\nNOUVELLE HEURE\n{t.hour} h {t:%M}\nLIEU"
    ),
    lambda d, t: f"DATE.......: {d.day} {month(d, FR).upper()} {d.year}\nHEURE......: {t:%HH%M}\nBUREAU.....: BOSTON",
)
CREOLE: tuple[Writer, ...] = (
    lambda d, t: f"{weekday(d, HT)} {d.day} {month(d, HT)} {d.year}, {creole(t)}",
    lambda d, t: f"{weekday(d, HT)} {d.day} {month(d, HT)} {d.year} a {creole(t)}",
    lambda d, t: f"le {d.day} {month(d, HT)} {d.year}, {creole(t)}",
    lambda d, t: f"{d.day}ye {month(d, HT)} {d.year} a {half(t)}",
    lambda d, t: f"{weekday(d, HT)}, {d.day} {month(d, HT)} {d.year}, {half(t)}",
    lambda d, t: f"Dat: {weekday(d, HT)} {d.day} {month(d, HT)} {d.year}\nLè: {creole(t)}",
    lambda d, t: f"Dat\t{d.day} {month(d, HT)} {d.year}\nLè\t{half(t)}",
    lambda d, t: f"{d.day} {month(d, HT).replace('out', 'dawou')} {d.year} a {t:%H:%M}",
    lambda d, t: f"{weekday(d, HT)} {d:%d/%m/%Y} a {creole(t)}",
    lambda d, t: f"{d:%m/%d/%Y} {half(t)}",
    lambda d, t: f"a {creole(t)} {weekday(d, HT)} {d.day} {month(d, HT)} {d.year}",
    lambda d, t: f"{weekday(d, HT).upper()} {d.day} {month(d, HT).upper()} {d.year}, {creole(t).upper()}",
    lambda d, t: f"{d.day} {month(d, HT)} {d.year}, {creole_by_day(t)}",
    lambda d, t: (
        f"{d.day} {month(d, HT)} {d.year} a "
        + in_words(t, "{h}{f} " + part(t, "nan maten", "apremidi", "aswè"), "| eka| edmi", language=HT)
    ),
    lambda d, t: f"NOUVO DAT\n{weekday(d, HT)} {d.day} {month(d, HT)} {d.year}\nNOUVO LÈ\n{half(t)}\nADRÈS",
)
WRITERS: dict[Language, tuple[Writer, ...]] = {EN: ENGLISH, ES: SPANISH, PT: PORTUGUESE, FR: FRENCH, HT: CREOLE}
