"""Mails as most people write them, read whole: how many come, who of them by name, and what each wants."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from benchmarks.labelled import key
from mailflow.domain.event import Event
from mailflow.message import Address, Message
from mailflow.understanding import Reading, read
from tests.understanding.test_choices import EVENTS

WORKS, DAYS, FORUM, BOAT = "fabbrica-idee-2", "open-science-days", "ceramics-energy-forum", "harbour-tours"
SCHOOL, BLOOD, AID, TALKS = "porte-aperte-liceo", "donazione-sangue", "primo-soccorso", "consulta-tavoli"


def _read(event: Event, sender: str, text: str) -> Reading:
    return read(Message(sender=Address(sender, "writer@posta.example"), subject="", text=text), event)


def _sessions(choices: Mapping[str, tuple[str, ...]]) -> str:
    return " ".join("/".join(sessions) for _, sessions in sorted(choices.items()))


ROWS = [
    # under the text, a name and whom it signs for: one person
    (BOAT, "Kate Sumner", "I'd like to come, the 10:00. Is tea included? Kate Sumner, British Glass",
     1, {"Kate Sumner": "boat-1000"}),
    (BOAT, "Lukas Weber", "A seat on the 10:00. Best regards, Lukas Weber, Max Planck Institute",
     1, {"Lukas Weber": "boat-1000"}),
    (WORKS, "Alessandro Po", "Prenoto un posto, gruppi 1 e 4. prof. Alessandro Po, ITIS Volta",
     1, {"Alessandro Po": "green-energy formazione"}),
    (WORKS, "Chiara Mazzoni", "Solo il secondo turno, formazione. Chiara Mazzoni, IC Fiorano 1",
     1, {"Chiara Mazzoni": "formazione"}),
    (WORKS, "Chiara Mazzoni", "Faccio soltanto il gruppo formazione. Grazie\nChiara Mazzoni\nIC Fiorano 1",
     1, {"Chiara Mazzoni": "formazione"}),
    (DAYS, "Ann Bell", "D1-A for me. Thanks, Ann Bell, Alan Turing Institute", 1, {"Ann Bell": "d1-a"}),
    # a row of people, each counted
    (SCHOOL, "Monica Serra", "Sabato alle 15: mio figlio Tommaso, mio marito e io. Monica Serra",
     3, {"Tommaso": "sabato-15", "Monica Serra": "sabato-15"}),
    (BOAT, "Sue Ford", "The 13:00 please: my son Tom, my husband and me. Sue Ford",
     3, {"Tom": "boat-1300", "Sue Ford": "boat-1300"}),
    (BOAT, "Sue Ford", "The 13:00 for Tom, my husband, and me. Sue "
     "Ford", 2, {"Tom": "boat-1300", "Sue Ford": "boat-1300"}),
    (SCHOOL, "Lia Po", "Sabato alle 15. Siamo due adulti e due bambini (7 e 10 anni). Lia "
     "Po", 4, {"Lia Po": "sabato-15"}),
    (BOAT, "Sue Moss", "The 13:00. We are two adults and two children (7 and 10 years old). Sue Moss",
     4, {"Sue Moss": "boat-1300"}),
    (SCHOOL, "Barbara Neri", "Mia figlia verrebbe con un'amica, Noemi Gallo; mia figlia è Alice Neri. Sabato "
     "mattina. Io no.",
     2, {"Noemi Gallo": "sabato-10", "Alice Neri": "sabato-10"}),
    # who was to come alone, and does not
    (AID, "Sara Mori", "Volevo venire da sola ma anche la mia amica Linda Poli si è convinta, quindi siamo in due. "
     "Sara Mori",
     2, {"Linda Poli": "", "Sara Mori": ""}),
    (BOAT, "Sue Ford", "I was going to come alone but my friend Jo Bell wants to join me, so two seats on the "
     "13:00. Sue Ford",
     2, {"Jo Bell": "boat-1300", "Sue Ford": "boat-1300"}),
    # what one of them needs is no size
    (BOAT, "Bridget Shaw", "May I book for three? The 13:00. One of us is in a wheelchair. Bridget Shaw",
     3, {"Bridget Shaw": "boat-1300"}),
    (WORKS, "Ugo Po", "Veniamo in tre al gruppo 1. Uno di noi è in carrozzina. Ugo "
     "Po", 3, {"Ugo Po": "green-energy"}),
    # who asks something takes no place, and who books may stay away
    (DAYS, "Daniel Osei", "D1-C for me. My wife Ama would like to know whether lunch is included. Daniel Osei",
     1, {"Daniel Osei": "d1-c"}),
    (WORKS, "Ugo Po", "Un posto per me al gruppo 1. Mia moglie Lia vorrebbe sapere se c'è un parcheggio. Ugo Po",
     1, {"Ugo Po": "green-energy"}),
    (WORKS, "Elena Turrini", "Scrivo per mia sorella Paola Turrini. Vorrebbe partecipare, gruppi 3 e 5. Io "
     "purtroppo non ci sarò.",
     1, {"Paola Turrini": "welfare governance"}),
    # one round alone, as somebody else
    (WORKS, "Teresa Mucci", "Due posti, uno per me (gruppi 3 e 4) e uno per la mia amica Rosa che invece viene "
     "solo al secondo turno, stesso gruppo mio. Teresa Mucci",
     2, {"Teresa Mucci": "welfare formazione", "Rosa": "formazione"}),
    (DAYS, "Amy Fox", "One place for me (D1-A, D2-B) and one for Jo Bell, who only comes on Friday, same workshop "
     "as mine. Amy Fox",
     2, {"Amy Fox": "d1-a d2-b", "Jo Bell": "d2-b"}),
    (WORKS, "Teresa Mucci", "Io gruppi 3 e 4; Rosa Bini fa soltanto il primo turno, stesso gruppo. Teresa Mucci",
     2, {"Rosa Bini": "welfare", "Teresa Mucci": "welfare formazione"}),
    # the evening before is no earlier slot, the days of the event are no wish
    (BLOOD, "Marco Fini", "Alle 8.00 per me, ceno leggero la sera prima. Marco Fini", 1, {"Marco Fini": "ore-0800"}),
    (DAYS, "Jane Fox", "I wish to register for the event on 16–17 September. D1-A please. Jane "
     "Fox", 1, {"Jane Fox": "d1-a"}),
    # names that are everyday words, titles or particles too
    (DAYS, "Ben Turner", "Zoe Marsh and I are coming. I'd like D2-B, Zoe D2-C. Ben Turner",
     2, {"Zoe Marsh": "d2-c", "Ben Turner": "d2-b"}),
    (DAYS, "Amy Fox", "D2-B for me and Carol Day. Amy Fox", 2, {"Amy Fox": "d2-b", "Carol Day": "d2-b"}),
    (DAYS, "June Hall", "D2-B please. Best, June Hall", 1, {"June Hall": "d2-b"}),
    (DAYS, "Will Turner", "D2-B for me. Will", 1, {"Will Turner": "d2-b"}),
    (WORKS, "Mia Conti", "Gruppo 1 per me. Mia Conti", 1, {"Mia Conti": "green-energy"}),
    (DAYS, "Vera Novak", "Please register me and my office mate Petr Havel for D1-D. Vera Novak",
     2, {"Vera Novak": "d1-d", "Petr Havel": "d1-d"}),
]  # fmt: skip


@pytest.mark.parametrize(("event", "sender", "text", "seats", "people"), ROWS)
def test_a_plain_mail_is_read_whole(event: str, sender: str, text: str, seats: int, people: dict[str, str]) -> None:
    reading = _read(EVENTS[event], sender, text)

    told = {key(p.name): _sessions(p.choices) for p in reading.people}
    assert (reading.seats, told) == (seats, {key(name): sessions for name, sessions in people.items()})
    assert [d.words for d in reading.doubts if d.about != "other"] == []
