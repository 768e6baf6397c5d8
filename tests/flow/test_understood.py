"""What an organizer is told of a mail that waits: what was understood, and from which words."""

from __future__ import annotations

from pathlib import Path

from mailflow.config.event_file import load_event
from mailflow.flow.understood import understood
from mailflow.message import parse
from mailflow.understanding import read

EVENT = load_event(Path(__file__).parent.parent / "events" / "fabbrica-idee.toml")


def told(words: str) -> tuple[tuple[str, str], ...]:
    head = "From: Paolo Verdi <p.verdi@studio.example>\nSubject: workshop\nContent-Type: text/plain; charset=utf-8"
    return understood(read(parse(f"{head}\n\n{words}".encode()), EVENT), EVENT)


def test_a_number_in_words_is_told_as_a_number_with_its_words() -> None:
    assert ("seats", "9 («nove posti»)") in told("Buongiorno, prenoto nove posti. Paolo Verdi")


def test_a_group_told_by_number_is_told_by_its_title() -> None:
    lines = told("Buongiorno, prenoto un posto, gruppo 2 e poi gruppo 4. Paolo Verdi")

    assert lines[2] == (
        "person.0",
        "Paolo Verdi: 2. Logistica e mobilità di merci e persone («2»); "
        "4. Formazione e saperi, ricerca e innovazione («4»)",
    )


def test_words_that_say_the_same_are_not_repeated() -> None:
    assert ("person.0", "Paolo Verdi: 1. Green energy") in told(
        "Buongiorno, prenoto un posto per Green energy. Paolo Verdi"
    )


def test_what_a_mail_does_not_state_is_not_told() -> None:
    assert told("Che tempo fa?") == (("intent", "una domanda"), ("contact.name", "Paolo Verdi"))
