"""The fields of a form that ask for sessions by their numbers."""

from __future__ import annotations

import pytest

from benchmarks.training.mails import HERE
from mailflow.config.event_file import load_event
from mailflow.message import Address, Message
from mailflow.understanding import read
from mailflow.understanding.sessions.form_fields import field_line
from mailflow.understanding.sessions.indexing import index
from mailflow.understanding.text.form import form_of

TRIALS = index(load_event(HERE / "events" / "music-trials.toml"))


@pytest.mark.parametrize(
    ("label", "value", "line"),
    [
        ("Instrument (1-5)", "3", "Instrument (1-5): Classical guitar"),
        ("Ensemble (6-8)", " 7 ", "Ensemble (6-8): Ukulele band"),
        ("Instrument (1-5)", "7", ""),
        ("Age", "7", ""),
        ("Instrument", "cello", "Instrument: cello"),
        ("Instrument", "-", ""),
        ("Instrument", "", ""),
    ],
)
def test_a_number_behind_a_round_means_its_session(label: str, value: str, line: str) -> None:
    assert field_line(label, value, TRIALS) == line


def test_adults_and_children_are_so_many_places() -> None:
    told = (("Nome", "Ugo Sala"), ("Adulti", "2"), ("Bambini (fino a 10 anni)", "3"))
    school = (("Docente referente", "Ada Neri"), ("Numero alunni", "23"), ("Numero accompagnatori", "2"))
    pupils = (("Lead teacher", "Ada Neri"), ("Number of pupils", "22"), ("Number of staff", "2"))
    assert (form_of(Message(form=school)).name, form_of(Message(form=school)).seats) == ("Ada Neri", "25")
    assert (form_of(Message(form=pupils)).name, form_of(Message(form=pupils)).seats) == ("Ada Neri", "24")
    named = (("Name", "Ugo Sala"), ("Adults", "2"), ("Children", "Lia and Tom"))
    assert form_of(Message(form=told)).seats == "5"
    assert (form_of(Message(form=named)).seats, form_of(Message(form=named)).rest) == (
        "",
        (("Children", "Lia and Tom"),),
    )


@pytest.mark.parametrize(
    ("form", "name", "rows", "seats"),
    [
        ((("Nome e cognome dello studente", "Lia Po"), ("Nome e cognome dell'accompagnatore", "Ugo Po"),
          ("Numero totale di persone", "2")), "Ugo Po", ("Ugo Po", "Lia Po"), "2"),
        ((("Student's name", "Una Daly"), ("Accompanying adult", "Ian Daly"), ("Total number of people", "2")),
         "Ian Daly", ("Ian Daly", "Una Daly"), "2"),
        ((("Name", "Ada"), ("Surname", "Neri"), ("Seats", "3")), "Ada Neri", (), "3"),
        ((("Partecipante", "Ugo Sala"), ("Ente/azienda", "Liceo Po"), ("Posti", "1")), "Ugo Sala", (), "1"),
        ((("Delegate", "Una Daly"), ("Places", "1")), "Una Daly", (), "1"),
        ((("Parent/carer", "Ian Daly"), ("Student(s)", "Una Daly")), "Ian Daly", ("Una Daly",), ""),
    ],
)  # fmt: skip
def test_who_is_named_in_a_form(
    form: tuple[tuple[str, str], ...], name: str, rows: tuple[str, ...], seats: str
) -> None:
    read = form_of(Message(form=form))
    assert (read.name, read.rows, read.seats) == (name, rows, seats)


def test_the_fields_of_a_form_stay_in_their_order() -> None:
    told = (("Name", "Una Daly"), ("Day 1", "D1-D"), ("Day 1, second choice", "D1-C"), ("Day 2", "none"))
    assert form_of(Message(form=told)).rest == told[1:]


def test_a_number_in_the_label_of_a_round_is_the_rounds() -> None:
    told = (("Partecipante", "Lia Po"), ("Modulo 1", "3"), ("Modulo 2", "5"), ("Modulo 3", "8"), ("Posti", "1"))
    course = load_event(HERE / "events" / "corso-api.toml")
    got = read(Message(sender=Address("Sito", "sito@posta.example"), form=told), course)
    assert [list(p.choices.values()) for p in got.people] == [[("arnie",), ("fioriture",), ("norme",)]]


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("Al primo incontro le carte, al secondo incontro le medicine. Un posto.", ["carte", "farmaci"]),
        ("Un posto per le medicine, nel secondo incontro.", ["farmaci"]),
    ],
)
def test_what_rounds_are_called_in_their_titles_is_no_session(text: str, choices: list[str]) -> None:
    lessons = load_event(HERE / "events" / "chi-cura.toml")
    got = read(Message(sender=Address("Lia Po", "lia@posta.example"), text=text), lessons)
    assert [[s for ranked in p.choices.values() for s in ranked] for p in got.people] == [choices]
