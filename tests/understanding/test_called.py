"""What people call a session, in other ways than its title stands: misspelt, by its number, by its hour."""

from __future__ import annotations

import pytest

from benchmarks.training.mails import _events
from mailflow.message import Address, Message
from mailflow.understanding import Reading, read

EVENTS = _events()[1]


def _read(event: str, text: str, subject: str = "") -> Reading:
    return read(Message(sender=Address("Ada Neri", "ada@posta.example"), subject=subject, text=text), EVENTS[event])


def _told(got: Reading) -> list[str]:
    return [session for person in got.people for some in person.choices.values() for session in some]


@pytest.mark.parametrize(("event", "text", "sessions"), [
    # one word of several is misspelt
    ("chi-cura", "Un posto per la casa siucra, per favore.", ["casa-sicura"]),
    ("radio-di-paese", "Un posto per l'archiio delle voci.", ["memoria"]),
    ("filanda-domani", "Botteghe, artgiiani e uffici condivisi per me.", ["botteghe"]),
    ("mani-in-pasta", "Prenoto pannettone e grandi lievitati, una persona.", ["f4-lievitati"]),
    ("singing-weekend", "I would like to register for sight-singiing without fear.", ["a2-sight"]),
    ("inspectors-cpd", "One place for party walls and neighoburs please.", ["party-walls"]),
    # the whole end of a title, 'without' and all
    ("rural-transport", "Could I have a place on roads without pavements, please?", ["cycling"]),
    # a number that is the day of the event as well
    ("consulta-tavoli", "Prenoto il 3 e il 6.", ["casa", "commercio"]),
    ("consulta-tavoli", "1) il 3\n2) il 6", ["casa", "commercio"]),
    ("consulta-tavoli", "Primo turno il 3, secondo turno il 6", ["casa", "commercio"]),
    ("consulta-tavoli", "Vorrei il 3, il 6.", ["casa", "commercio"]),
    ("consulta-tavoli", "Prenoto il tavolo 3 del 6.", ["casa"]),
    ("consulta-tavoli", "Tavolo 3, il 6.", ["casa"]),
    ("consulta-tavoli", "Vengo il 6 e mi iscrivo al 3.", ["casa"]),
    # codes and ranks look alike; a session's name and the word for it
    ("saperci-fare", "1a scelta: una vecchia sedia torna nuova\n2a scelta: infissi e spifferi", ["sedia", "infissi"]),
    ("saperci-fare", "Prenoto 1A e 2B.", ["rubinetti", "sedia"]),
    ("creamery-visit", "Could I have a place on the hard cheeses one, please?", ["hard"]),
    ("creamery-visit", "Tour one and the goat table for me please.", ["vats", "goat"]),
    ("inspectors-cpd", "I would like to register for A-2.", ["fire"]),
    ("inspectors-cpd", "I would like A2 and the one on the new register.", ["fire", "asbestos"]),
    # hours: whose half of the day it is, a short day, an hour that looks like a day
    ("lighthouse-climbs", "Could I have a place at 7:30 pm on Monday, please?", ["mon-1930"]),
    ("lighthouse-climbs", "One place on Monday in the afternoon, please.", ["mon-1400"]),
    ("crypt-visits", "I choose Sun 3pm. Thanks", ["sun-1500"]),
    ("observatory-nights", "One place for Sun seven o'clock please.", ["sun-1900"]),
    ("mill-bakes", "Could I have a place on the 9.30 one, please?", ["sat-0930"]),
    ("mill-bakes", "One place on the 9 at 10.30 please.", ["sun-1030"]),
    ("sere-inverno", "Un posto il 14 alle otto e tre quarti.", ["lupo"]),
    ("lighthouse-climbs", "I'd like Saturday morning, otherwise Monday afternoon.", ["sat-1030", "mon-1400"]),
    ("battesimo-sella", "Prenoto quello delle undici e mezza e domenica alle 10.30.", ["sab-1130", "dom-1030"]),
    ("battesimo-sella", "Prenoto alle undici e mezza di sabato.", ["sab-1130"]),
    ("allotment-clinics", "Can I come to the eight slot?", ["c-2000"]),
    # a title with its code behind it, or with a word misspelt; no other session is meant by its words
    ("scuola-di-campo", "Mi iscrivo a Il suolo vivo: sovesci, compost e analisi (B).", ["b-suolo"]),
    ("giornata-amministratori", "Un posto a P2 (Antincendio, ascensori, impianti: lo scadenzario).", ["p2-sicurezza"]),
    ("scaffali-aperti", "Mi iscrivo a oltre le sbrre.", ["carcere"]),
    ("chi-cura", "Mi iscrivo a Le notti: sonno, vegglia e riposo di tutti.", ["notti"]),
    # any, but one
    ("calici-al-vespro", "Un posto, uno qualunque ma non venerdì dopo cena.",
     ["gio-1830", "gio-2100", "ven-1830", "sab-1830", "sab-2100"]),
    ("calici-al-vespro", "Un posto, uno qualunque di venerdì.", ["ven-1830", "ven-2100"]),
    ("crypt-visits", "One place, any visit but not on Saturday at ten.",
     ["fri-1400", "fri-1630", "sat-1130", "sat-1500", "sun-1300", "sun-1500"]),
])  # fmt: skip
def test_it_is_known_by_what_people_call_it(event: str, text: str, sessions: list[str]) -> None:
    got = _read(event, text + "\nAda Neri")
    assert (got.intent.value, _told(got)) == ("book", sessions)
    assert not [d.words for d in got.doubts if d.about in ("choices", "date", "seats")]


@pytest.mark.parametrize(("event", "subject", "text", "sessions"), [
    ("cucina-due-sere", "Prenotazione verdure", "Come da oggetto, grazie.", ["verdure"]),
])  # fmt: skip
def test_two_words_in_the_subject_are_enough_where_the_text_points_there(
    event: str, subject: str, text: str, sessions: list[str]
) -> None:
    got = _read(event, text + "\nAda Neri", subject)
    assert (got.intent.value, _told(got)) == ("book", sessions)


def test_an_hour_at_which_nothing_begins_is_asked_back() -> None:
    got = _read("sere-inverno", "Un posto per il lupo alle 11.\nAda Neri")
    assert [d.about for d in got.doubts if d.about == "date"] == ["date"]


def test_the_eight_slots_are_eight() -> None:
    assert _read("allotment-clinics", "Can we have the eight slots?").seats == 8
