"""Months, weekdays and days as people write them in five languages; all words are folded.

One table for all languages: a message may mix them. Where one spelling names two months, both are listed.
"""

from __future__ import annotations

from tracker.reading.types import Language

_MONTH_WORDS = """
january jan janv janvier janvye jenvye janeiro enero ene
february feb febr febrero fevereiro fev fevr fevrier fevriye fevrye
march mar marzo marco mars mas
april apr abril abr avril avr
may mayo maio mai me
june jun junio junho juin jen jwen
july jul julio julho juillet juil jiye jiyet jwiye jiy
august aug agosto ago aout out dawou daout
september sept sep septiembre setiembre set setembro septembre septanm
october oct octubre outubro octobre oktob okt
november nov noviembre novembro novembre novanm
december dec diciembre dic dezembro dez decembre desanm des
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
monday mon lunes lun lundi lendi len segunda-feira segunda seg
tuesday tues tue martes mar mardi madi terca-feira terca ter
wednesday weds wed miercoles mierc mier mie mercredi merc mer mekredi mek quarta-feira quarta qua
thursday thurs thur thu jueves juev jue jeudi jeu jedi jed quinta-feira quinta qui
friday fri viernes vier vie vendredi vend ven vandredi sexta-feira sexta sex
saturday sat sabado sab samedi sam samdi
sunday sun domingo dom dimanche dim dimanch
"""

# Monday is 0, as in `date.weekday`.
WEEKDAYS: dict[str, int] = {
    word: number for number, line in enumerate(_WEEKDAY_WORDS.strip().splitlines()) for word in line.split()
}
# "2ª feira" is the second day of the Portuguese week, a Monday.
WEEKDAYS |= {
    f"{ordinal}{tail}": number
    for number, ordinals in enumerate(("segunda 2a", "terca 3a", "quarta 4a", "quinta 5a", "sexta 6a"))
    for ordinal in ordinals.split()
    for tail in ("-feira", " feira")
}

# Days written out, and their tens; weekdays, hours and small words of another language ("segunda", "un") are left out.
_DAY_WORDS = """
first primero primer primeiro premier premye
second dos dois deux
third tres trois twa
fourth cuatro quatro quatre kat
fifth cinco cinq senk
sixth seis six sis
seventh siete sete sept
eighth ocho oito huit uit
ninth nueve nove neuf nef
tenth diez dez dix dis
eleventh once onze onz
twelfth doce doze douze douz
thirteenth trece treze treize trez
fourteenth catorce quatorze catorze katoz
fifteenth quince quinze kenz
sixteenth dieciseis dezesseis seize sez
seventeenth diecisiete dezessete dix-sept diset
eighteenth dieciocho dezoito dix-huit dizwit
nineteenth diecinueve dezenove dix-neuf diznef
twentieth veinte vinte vingt
"""
_UNITS = """
first uno um un
second dos dois deux
third tres tres trois
fourth cuatro quatro quatre
fifth cinco cinco cinq
sixth seis seis six
seventh siete sete sept
eighth ocho oito huit
ninth nueve nove neuf
"""
_CREOLE_TWENTIES = "venteyen vennde venntwa vennkat vennsenk vennsis vennset ventuit ventnef trant"
_TWENTY = ("twenty-", "veinti", "vinte e ", "vingt-")
DAY_WORDS: dict[str, int] = {
    **{word: day for day, line in enumerate(_DAY_WORDS.strip().splitlines(), start=1) for word in line.split()},
    **{
        tens + unit: day
        for day, line in enumerate(_UNITS.strip().splitlines(), start=21)
        for tens, unit in zip(_TWENTY, line.split(), strict=True)
    },
    **dict.fromkeys(("vingt et un", "vingt-et-un"), 21),
    **{word: day for day, word in enumerate(_CREOLE_TWENTIES.split(), start=21)},
    **dict.fromkeys(("thirtieth", "treinta", "trinta", "trente"), 30),
    **dict.fromkeys(("thirty-first", "treinta y uno", "trinta e um", "trente et un", "trente-et-un", "tranteyen"), 31),
}
