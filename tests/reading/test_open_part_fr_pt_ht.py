"""Short notes, refusals and answers still to come in French, Portuguese and Haitian Creole; what only looks so."""

from __future__ import annotations

import pytest

from tests.reading.rules_in_use import OFFICES, RULES
from tests.reading.wordings import DATES, OFFICIAL, message
from tracker.reading.classify import read
from tracker.reading.types import CONFIRMING, Doubt, Kind, Language, Reading

_FR, _PT, _HT = Language.FR, Language.PT, Language.HT

# What these wordings all lack: an office, and so a zone. It must not hide a wrong confirmation.
_BARE = {Doubt.UNKNOWN_TIME_ZONE}

# `{d}` is a day with its hour.
CASES = [
    (_FR, Kind.SCHEDULED, "Votre passage", "Bonjour. On vous recevra le {d} au bureau de Detroit, MI."),
    (_FR, Kind.SCHEDULED, "Votre venue", "Bonjour Awa. On vous attendra le {d}, à Miramar. Prenez votre passeport."),
    (_FR, Kind.SCHEDULED, "Bureau de Boston", "Madame, on vous accueillera le {d}. Merci de venir en avance."),
    (_FR, Kind.SCHEDULED, "Passage à l'ICE", "C'est bon : vous passez le {d}, à Miramar. Venez en avance."),
    (_FR, Kind.SCHEDULED, "Votre jour", "Bonjour, vous passerez le {d} au bureau de Newark."),
    (_FR, Kind.REQUEST_DENIED, "Le jour espéré", "Bonjour. Il n'y a rien avant. On en reste donc au {d}."),
    (_FR, Kind.REQUEST_DENIED, "Votre question", "Bonjour. Il n'y a aucune place plus tôt. Gardez le {d}."),
    (_FR, Kind.REQUEST_RECEIVED, "Bien arrivé", "Votre message demandant à venir plus tôt est bien arrivé."),
    (_FR, Kind.REQUEST_RECEIVED, "Suite", "Nous vérifions si une autre date existe. D'ici là, gardez le {d}."),
    (_PT, Kind.CANCELLED, "Aviso", "A apresentação de {d} foi riscada da agenda."),
    (_PT, Kind.CANCELLED, "Aviso", "Sua visita de {d} foi tirada da lista."),
    (_PT, Kind.CANCELLED, "Aviso", "O seu comparecimento de {d} foi cortado da agenda."),
    (_PT, Kind.REQUEST_DENIED, "Sobre o dia", "Oi, Ana. Procuramos, mas não há nada antes. Fica para {d}."),
    (_PT, Kind.REQUEST_DENIED, "Sua pergunta", "Bom dia. Não temos nada mais cedo. Mantenha a data de {d}."),
    (_PT, Kind.REQUEST_DENIED, "Sua pergunta", "Bom dia. Não há nada livre. Mantenha a data de {d}."),
    (_PT, Kind.REQUEST_RECEIVED, "Chegou", "Oi: sua mensagem pedindo para vir antes chegou. Estamos vendo se dá."),
    (_PT, Kind.REQUEST_RECEIVED, "Sobre o pedido", "Olá. Estamos verificando se é possível. Por ora mantenha {d}."),
    (_PT, Kind.REQUEST_RECEIVED, "Sobre o pedido", "Olá. Vamos ver se há outra data. Por ora mantenha {d}."),
    (_HT, Kind.SCHEDULED, "Jou ou", "Tout bagay regle: ou gen pou ou vini {d}, nan biwo Miramar."),
    (_HT, Kind.SCHEDULED, "Jou ou pou ICE", "Bonjou. Ou gen pou w pase {d}. Pote paspò ou."),
    (_HT, Kind.SUMMONS, "Konvokasyon", "Se pou ou prezante tèt ou {d} nan biwo Tampa. Pote lèt sa a."),
    (_HT, Kind.REQUEST_DENIED, "Delè", "Delè ou te mande a, nou pa ba ou li. Dat ki rete a: {d}."),
    (_HT, Kind.REQUEST_DENIED, "Jou ou te espere a", "Alo. Pa gen anyen ki pi bonè. Kidonk li rete {d}."),
    (_HT, Kind.REQUEST_DENIED, "Repons", "Bonjou. Nou pa jwenn anyen pi vit. Dat ou a rete {d}."),
    (_HT, Kind.REQUEST_DENIED, "Repons", "Bonjou. Yo pa bay delè. Dat ou a rete {d}."),
]

NEVER_CONFIRMED = [
    (_FR, "Si votre demande est acceptée, on vous recevra le {d}."),
    (_FR, "On vous recevra peut-être le {d} ; nous regardons si c'est possible."),
    (_FR, "Si vous passez le {d}, apportez votre passeport."),
    (_FR, "Vous ne passez pas le {d}."),
    (_FR, "On ne vous recevra pas le {d}."),
    (_FR, "Vous avez demandé si on vous recevra le {d}."),
    (_PT, "Se a data de {d} for riscada da agenda, avisaremos."),
    (_PT, "A apresentação de {d} não foi riscada da agenda."),
    (_PT, "Estamos vendo se dá para vir em {d}."),
    (_PT, "Não há nada antes de {d}."),
    (_HT, "Si yo dakò, ou gen pou ou vini {d}."),
    (_HT, "Ou pa gen pou ou vini {d}."),
    (_HT, "Èske ou gen pou ou vini {d}? Nou poko konnen."),
    (_HT, "Si randevou {d} p ap fèt, n ap di ou sa."),
    (_HT, "Pa gen anyen ki pi bonè pase {d}."),
]


def read_case(language: Language, subject: str, body: str) -> Reading:
    day, hour, between, *_ = DATES[language]
    return read(message(subject, body.replace("{d}", f"{day}{between}{hour}")), OFFICIAL, RULES, OFFICES)


@pytest.mark.parametrize(("language", "kind", "subject", "body"), CASES)
def test_a_short_note_is_read_as_what_it_says(language: Language, kind: Kind, subject: str, body: str) -> None:
    assert read_case(language, subject, body).kind is kind


@pytest.mark.parametrize(("language", "body"), NEVER_CONFIRMED)
def test_what_only_sounds_like_it_changes_no_date(language: Language, body: str) -> None:
    reading = read_case(language, "ICE", body)
    assert reading.kind not in CONFIRMING or set(reading.doubts) - _BARE
