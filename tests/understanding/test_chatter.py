"""What people write besides: of their diet and journeys, whom they greet, where they live and work. None of it is a
fact of the booking."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.labelled import key
from mailflow.config.event_file import load_event
from mailflow.domain.event import Event
from mailflow.message import Address, Message
from mailflow.understanding import Intent, Reading, read
from tests.understanding.test_choices import EVENTS

TRAINING = Path(__file__).parents[2] / "benchmarks" / "training" / "events"
KNOWN = EVENTS | {event.id: event for event in map(load_event, sorted(TRAINING.glob("*.toml")))}
IT, EN = "giornata-orti", "wool-gathering"
WRITER = "Lia Sala"
CONFIRMED = "Gentile Lia Sala,\nla sua iscrizione è confermata: 2 posti. Codice K7QM-3F.\nA presto"

# the event, the mail above her name, and what is wanted: how many places, and by whom
BOOKED = [
    # a diet is no staying away
    (IT, "Se c'è il pranzo, io non mangio carne. Vorrei iscrivermi al compost.", 1, [WRITER]),
    (IT, "Vorrei iscrivermi al compost. Io non mangio il pesce.", 1, [WRITER]),
    (IT, "Iscrivo Ugo Conte al compost. Io non mangio con voi.", 1, ["Ugo Conte"]),
    (EN, "A place on the fleece, please. I'm not eating meat at the moment.", 1, [WRITER]),
    # greetings to somebody
    (IT, "Due posti per il compost. Un caro saluto anche a Piera Conti.", 2, [WRITER]),
    (IT, "Due posti per il compost. Salutatemi tanto la signora Piera Conti.", 2, [WRITER]),
    (IT, "Un saluto anche alla signora Piera. Due posti per il compost.", 2, [WRITER]),
    (IT, "Due posti per il compost. Viene anche Piera Conti, salutatemi Ugo.", 2, [WRITER, "Piera Conti"]),
    (EN, "Two places on the fleece, please. Best wishes to Nora Kane too.", 2, [WRITER]),
    (EN, "Nora Kane and I would love to come to the fleece.", 2, [WRITER, "Nora Kane"]),
    # from where one sets out, and where one lives
    (IT, "Partiamo da Ferrara, circa 80 chilometri. Due posti per il compost.", 2, [WRITER]),
    (IT, "Scendo da Pavullo. Un posto per il compost.", 1, [WRITER]),
    (IT, "Leonardo da Vinci e Ugo Conte per il compost.", 2, ["Leonardo da Vinci", "Ugo Conte"]),
    # how large a firm is
    (IT, "Ho una ditta di 12 dipendenti e poco tempo. Vorrei iscrivermi al compost.", 1, [WRITER]),
    (IT, "Siamo in 12, tutti dipendenti della stessa ditta: compost.", 12, [WRITER]),
    (EN, "I run a firm of 12 people. Please book me on the fleece.", 1, [WRITER]),
    # where or how one would sit
    (IT, "Prenoto tre posti per il compost. Mi servirebbe una sedia con lo schienale dritto.", 3, [WRITER]),
    (IT, "Prenoto tre posti per il compost. Vi chiederei un posto vicino all'uscita, per le gambe.", 3, [WRITER]),
    (IT, "Vorrei un posto vicino all'uscita per il compost.", 1, [WRITER]),
    (EN, "Three places on the fleece, please. A seat near the door would be great.", 3, [WRITER]),
    (EN, "A seat near the door on the fleece, please.", 1, [WRITER]),
    # the form that would not open, and leave to keep what it asks
    (IT, "Un posto per il compost. Il modulo sul sito non mi si apriva e quindi scrivo qui.", 1, [WRITER]),
    (IT, "Un posto per il compost. Autorizzo il trattamento dei dati personali ai sensi della legge.", 1, [WRITER]),
    # another year's company
    (IT, "Vorrei iscrivermi al compost. Tre anni fa ci avevo portato una classe, ventidue ragazzi.", 1, [WRITER]),
    (IT, "Tre anni fa eravamo in cinque, quest'anno siamo in due: compost.", 2, [WRITER]),
    (IT, "Vengo con Ugo Conte, che ho conosciuto da voi tre anni fa: compost.", 2, [WRITER, "Ugo Conte"]),
    # a sigh is no surname
    (IT, "Io e Karim Benali vorremmo il compost. A presto!\nAh, Karim viene col treno.", 2, [WRITER, "Karim Benali"]),
]  # fmt: skip


def _read(event: Event, text: str, quoted: str = "") -> Reading:
    sender = Address(WRITER, "lia@posta.example")
    subject = "Re: prenotazione" if quoted else ""
    return read(Message(sender=sender, subject=subject, text=f"{text}\n{WRITER}", quoted=quoted), event)


@pytest.mark.parametrize(("event", "text", "seats", "people"), BOOKED)
def test_chatter_adds_nobody_and_no_place(event: str, text: str, seats: int, people: list[str]) -> None:
    got = _read(KNOWN[event], text)

    assert (got.intent, got.seats) == (Intent.BOOK, seats)
    assert {key(p.name) for p in got.people} == set(map(key, people))
    assert [d.words for d in got.doubts if d.about != "other"] == []


def test_the_town_behind_a_postcode_does_not_come() -> None:
    got = _read(KNOWN["sportello-energia"], f"Martedì 9 marzo, ore 9.00. {WRITER}\nvia Roma 3\n42121 Reggio Emilia")

    assert [p.name for p in got.people] == [WRITER]


@pytest.mark.parametrize("late", ["Lo so, mi riduco sempre all'ultimo.", "Scusate se scrivo all'ultimo."])
def test_who_is_late_asks_for_no_last_visit(late: str) -> None:
    got = _read(KNOWN["museo-carta"], f"Vorrei prenotare due posti. {late}")

    assert (got.seats, got.people[0].choices) == (2, {})


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Non posso più venire, disdico. Il mio numero è 347 5550182, ma rispondo solo la sera.", Intent.CANCEL),
        ("Posso passare al compost? Tenetemi nella vostra lista per gli avvisi futuri.", Intent.CHANGE),
    ],
)
def test_chatter_alters_no_wish(text: str, intent: Intent) -> None:
    got = _read(KNOWN[IT], text, CONFIRMED)

    assert (got.intent, got.seats, got.people) == (intent, None, ())
