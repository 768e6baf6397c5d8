"""Which sessions each person wants: words to facts, on events of many kinds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from mailflow.config.event_file import load_event
from mailflow.domain.event import Event
from mailflow.message import Address, Message
from mailflow.understanding import Reading, read

HERE = Path(__file__).parent
TABLES = (
    "choices.txt",
    "whose.txt",
    "equals.txt",
    "by_place.txt",
    "by_code.txt",
    "windows.txt",
    "not_asked_for.txt",
)
FOLDERS = (HERE / "events", HERE.parent / "events", HERE.parent / "corpus" / "events")
EVENTS = {event.id: event for folder in FOLDERS for event in map(load_event, sorted(folder.glob("*.toml")))}


def table(names: Sequence[str] = TABLES) -> Iterator[tuple[str, str, str]]:
    """Event, text and what is wanted, from the tables beside this file."""
    event = ""
    for line in "\n".join((HERE / name).read_text(encoding="utf-8") for name in names).splitlines():
        if line.startswith("@"):
            event = line.removeprefix("@").strip()
        elif line and not line.startswith("#"):
            text, _, want = line.rpartition(" => ")
            yield event, text.replace("\\n", "\n"), want


def read_from_anna(text: str, event: Event) -> Reading:
    sender = Address("Anna Rossi", "anna.rossi@posta.example")
    return read(Message(sender=sender, subject="iscrizione", text=text), event)


def choices_in(want: str, event: Event) -> dict[str, dict[str, tuple[str, ...]]]:
    """'Luca: a>b, c' as Luca's sessions by round, in order."""
    round_of = {session.id: session.round for session in event.sessions}
    people = [part.rpartition(":") for part in want.split(";")]
    return {
        name.strip() or "Anna Rossi": {
            round_of[ranked[0]]: ranked
            for choice in chosen.split(",")
            if (ranked := tuple(session.strip() for session in choice.split(">") if session.strip()))
        }
        for name, _, chosen in people
    }


@pytest.mark.parametrize(("event_id", "text", "want"), [*table()])
def test_who_wants_which_session(event_id: str, text: str, want: str) -> None:
    event = EVENTS[event_id]
    got = read_from_anna(text, event)
    assert {p.name: dict(p.choices) for p in got.people} == choices_in(want, event)
    assert [doubt.words for doubt in got.doubts if doubt.about == "choices"] == []


SUBJECTS = [
    ("fabbrica-idee-2", "gruppi 3 e 6", "Un posto per me come da oggetto, grazie.", "welfare, riqualificazione"),
    (
        "convegno-cooperazione",
        "Convegno, sessioni B e H",
        "Mi iscrivo alle sessioni in oggetto.",
        "b-comunita, h-digitale",
    ),
    ("ceramics-energy-forum", "booking T2 + W3", "One place please, as above.", "t2-hydrogen, w3-skills"),
    ("ceramics-energy-forum", "booking T2", "One place please, with W3 after lunch.", "t2-hydrogen, w3-skills"),
    ("fabbrica-idee-2", "io + 1", "Vengo con mio marito Luca Bianchi.", "Luca Bianchi: ; Anna Rossi: "),
]


@pytest.mark.parametrize(("event_id", "subject", "text", "want"), SUBJECTS)
def test_what_the_subject_names_is_wanted_where_the_text_is_silent(
    event_id: str, subject: str, text: str, want: str
) -> None:
    event = EVENTS[event_id]
    got = read(Message(sender=Address("Anna Rossi", "anna.rossi@posta.example"), subject=subject, text=text), event)
    assert {p.name: dict(p.choices) for p in got.people} == choices_in(want, event)


def test_a_subject_that_names_another_session_than_the_text_is_asked_about() -> None:
    event = EVENTS["ceramics-energy-forum"]
    text = "One place please: T1 in the morning."
    got = read(Message(sender=Address("Anna Rossi", "anna@posta.example"), subject="booking T2", text=text), event)
    assert [doubt.round for doubt in got.doubts if doubt.about == "choices"] == ["morning"]


UNSURE = [
    ("fabbrica-idee-2", "Vorrei un posto al gruppo 1 e al gruppo 2.", "turno-1"),
    ("fabbrica-idee-2", "Vorrei un posto: logistica o welfare. Secondo turno governance.", "turno-1"),
    ("fabbrica-idee-2", "Un posto al gruppo 3 o quello che volete.", "turno-1"),
    ("fabbrica-idee-2", "Mi iscrivo. La logistica non mi interessa.", "turno-1"),
    ("convegno-cooperazione", "Un posto per la A o la B.", "mattina"),
    ("open-science-days", "One place. Thursday: testing or licences.", "day-1"),
    ("sere-inverno", "Two seats for the talk on the meteorites, please.", None),
    ("fabbrica-idee-2", "Mi iscrivo al terzo turno, un posto.", None),
    ("harbour-tours", "One seat on Sunday's 10am boat.", None),
    ("donazione-sangue", "Io alle nove e mezza e mio marito Luca Bianchi un quarto d'ora prima.", None),
    ("conservation-school", "One place in the soap bubbles one, please.", None),
    ("calici-al-vespro", "Un posto sabato dopo cena, o quello al tramonto se non c'è.", None),
    ("ceramics-energy-forum", "Three seats: Luca Bianchi, Maria Verdi and me. The two engineers want T1.", "morning"),
    ("fabbrica-idee-2", "Siamo io, Luca Bianchi e Maria Verdi. Nell'ordine: logistica, energia, welfare.", "turno-1"),
    ("fabbrica-idee-2", "Siamo io, Luca Bianchi e Maria Verdi, ai gruppi 1 e 2 rispettivamente.", "turno-1"),
    ("ceramics-energy-forum", "Luca Bianchi and Maria Verdi and me: T1, T2, T3, in that order.", "morning"),
    ("ceramics-energy-forum", "Book Robin Bianchi and Alex Verdi: he takes T1 and she W3. I'm away.", "afternoon"),
    ("fabbrica-idee-2", "Iscrivo Robin Bianchi e Alex Verdi: lui al gruppo 1, lei al gruppo 5. Io no.", "turno-2"),
    ("ceramics-energy-forum", "Thanks, I'll take one place in the workshop you suggested.", None),
    ("donazione-sangue", "Un posto, prendo la fascia che mi avete proposto.", None),
    ("conservation-school", "Places for Tom Hill and Ruth Hill. Dad: A. Mum: B. I am not coming.", "track"),
    ("convegno-cooperazione", "Iscrivo Ugo Sala e Lia Sala. Papà: A. Mamma: B. Io non vengo.", "mattina"),
    ("porte-aperte-liceo", "Siamo Lia, Gino, Ada e io. Le due ragazze domenica alle 11.30.", "visita"),
    ("convegno-cooperazione", "Siamo Lia Po, Gino Po e io. La più giovane alla C.", "mattina"),
    ("ceramics-energy-forum", "One place: kilns + extraction.", None),
    ("fabbrica-idee-2", "1 posto per me, trasmettitori + formazione.", None),
    ("fabbrica-idee-2", "Un posto. Primo turno governance, secondo turno welfare.", None),
    ("ceramics-energy-forum", "Two places, Tom Hill and me. One of us would like T1.", None),
    ("harbour-tours", "Tom Hill, Ruth Kane and I. The eldest on the 11:30.", "tour"),
    (
        "craft-day",
        "Three: Luca Bianchi, Maria Verdi and me. The two managers are for A1, the rest of us for A2.",
        "sat-am",
    ),
]


@pytest.mark.parametrize(("event_id", "text", "round_"), UNSURE)
def test_a_round_without_a_clear_choice_is_asked_about(event_id: str, text: str, round_: str | None) -> None:
    got = read_from_anna(text, EVENTS[event_id])
    assert [doubt.round for doubt in got.doubts if doubt.about == "choices"] == [round_]


WRONG_HOURS = [
    ("porte-aperte-liceo", "Un posto venerdì alle 15."),
    ("porte-aperte-liceo", "Un posto domenica alle 15."),
    ("porte-aperte-liceo", "Un posto sabato alle 12."),
    ("porte-aperte-liceo", "Un posto alle 10."),
    ("calici-al-vespro", "Un posto venerdì alle 20."),
    ("calici-al-vespro", "Un posto giovedì."),
    ("calici-al-vespro", "Un posto alle 18.30."),
    ("harbour-tours", "One seat at 3pm."),
    ("sere-inverno", "Un posto per la serata di venerdì 15 gennaio."),
    ("harbour-tours", "We get in at 12.10, so one seat on the first boat after that."),
]


@pytest.mark.parametrize(("event_id", "text"), WRONG_HOURS)
def test_a_day_or_hour_that_is_none_of_the_events_chooses_nothing(event_id: str, text: str) -> None:
    got = read_from_anna(text, EVENTS[event_id])
    assert [dict(person.choices) for person in got.people] in ([], [{}])
    assert not got.confident


CHANGED = [
    ("ceramics-energy-forum", "Hello, I am registered for T1. Could I change to T3 instead?", {"t3-lca"}),
    ("ceramics-energy-forum", "Please change my tutorial: swap T1 with T2 for me.", {"t2-hydrogen"}),
    ("harbour-tours", "We have three seats on the 10:00. Please move us to the 16:00 instead.", {"boat-1600"}),
    ("harbour-tours", "One more on our booking for the 13:00, please: add my brother Luca Bianchi.", set()),
    ("porte-aperte-liceo", "Ho già prenotato. Possiamo passare da sabato alle 15 a domenica alle 10?", {"domenica-10"}),
    ("donazione-sangue", "Vorrei spostare la mia prenotazione dalle 8.30 alle 9.30.", {"ore-0930"}),
    (
        "fabbrica-idee-2",
        "Sono già iscritta: mi spostate dal gruppo 1 al gruppo 2? Il secondo turno va bene.",
        {"logistica"},
    ),
]


@pytest.mark.parametrize(("event_id", "text", "want"), CHANGED)
def test_what_is_held_so_far_is_not_what_is_wanted_now(event_id: str, text: str, want: set[str]) -> None:
    got = read_from_anna(text, EVENTS[event_id])
    told = [got.choices, *(person.choices for person in got.people)]
    assert {s for choices in told for sessions in choices.values() for s in sessions} == want
    assert [doubt.words for doubt in got.doubts if doubt.about == "choices"] == []


CHANGES = [
    (
        "fabbrica-idee-2",
        "Restiamo in due, io e Luca Bianchi. Nel secondo turno Luca passa alla governance; i miei gruppi vanno bene.",
        "Luca Bianchi: governance; Anna Rossi: ",
    ),
    (
        "fabbrica-idee-2",
        "Si aggiunge Maria Verdi, che farà il gruppo 3 con noi e poi il 5. Siamo in tre.",
        "Maria Verdi: welfare, governance; Anna Rossi: ",
    ),
    (
        "open-science-days",
        "Mary Green joins us and takes D1-B and D2-C, so three in total. Luca and I stay the same.",
        "Mary Green: d1-b, d2-c; Luca Bianchi: ; Anna Rossi: ",
    ),
    (
        "harbour-tours",
        "Please move Luca Bianchi and me to the last boat and add our daughter Mary Rossi, so 3 in total.",
        "Luca Bianchi: boat-1600; Anna Rossi: boat-1600; Mary Rossi: boat-1600",
    ),
    (
        "open-science-days",
        "As Luca Bianchi and I split up, put me in D1-C where Ugo was. Nothing changes for Luca.",
        "Luca Bianchi: ; Anna Rossi: d1-c",
    ),
    (
        "porte-aperte-liceo",
        "Luca Bianchi e Maria Verdi, con il prof. Ugo Sala, passano alla visita delle 11.30 di domenica. Io non vengo.",
        "Luca Bianchi: domenica-1130; Maria Verdi: domenica-1130; Ugo Sala: domenica-1130",
    ),
]


def change_from_anna(text: str, event: Event) -> Reading:
    sender = Address("Anna Rossi", "anna.rossi@posta.example")
    quoted = "Anna Rossi, Luca Bianchi: confermati due posti."
    mail = Message(sender=sender, subject="Re: conferma", text=text, quoted=quoted, in_reply_to=("<a@posta.example>",))
    return read(mail, event)


@pytest.mark.parametrize(("event_id", "text", "want"), CHANGES)
def test_a_change_gives_sessions_to_those_alone_whom_it_alters(event_id: str, text: str, want: str) -> None:
    got = change_from_anna(f"{text}\nAnna Rossi", EVENTS[event_id])
    assert {p.name: dict(p.choices) for p in got.people} == choices_in(want, EVENTS[event_id])


def test_sessions_as_another_has_them_are_asked_about_where_the_mail_names_none() -> None:
    text = "Viene anche mio fratello Ugo Sala e fa i gruppi che faccio io. Quindi tre posti.\nAnna Rossi"
    got = change_from_anna(text, EVENTS["fabbrica-idee-2"])
    assert [d.words for d in got.doubts if d.about == "choices"] == [
        "which sessions are meant: “i gruppi che faccio io”"
    ]
