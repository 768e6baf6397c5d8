"""Mails in another language than the event's, which call its sessions by translated words."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.test_choices import EVENTS

KIDS, COOPS, SONGS, TALKS, SCHOOL = (
    *("laboratori-bambini", "convegno-cooperazione", "singing-weekend", "winter-talks", "conservation-school"),
)

WANTED = [
    # a noun by itself, before whom it is for, before a round, behind a wish
    (KIDS, "Comics for both of us in the afternoon, Anna Rossi and Ugo Rossi.", {"fumetto"}),
    (KIDS, "In the afternoon comics for Anna Rossi and Ugo Rossi.", {"fumetto"}),
    (KIDS, "We'd love to do the herbarium in the afternoon, Anna Rossi and Ugo Rossi.", {"erbario"}),
    (KIDS, "Afternoon: comics, Anna Rossi and Ugo Rossi. Morning: gears and machines.", {"fumetto", "inventori"}),
    (COOPS, "Public procurement, then digital tools, for Anna Rossi and Ugo Rossi.", {"d-sociale", "h-digitale"}),
    (COOPS, "Two places, Anna Rossi and Ugo Rossi: inland areas in the morning.", {"b-comunita"}),
    (TALKS, "Due posti, Anna Rossi e Ugo Rossi: le campane la prima sera.", {"bells"}),
    (TALKS, "Due posti, Anna Rossi e Ugo Rossi. Prima sera: contrabbandieri no, campane.", {"bells"}),
    (SONGS, "Due posti, Anna Rossi e Ugo Rossi: sabato mattina il respiro.", {"a1-breath"}),
    (SCHOOL, "Anna Rossi e Ugo Rossi: al mattino gli arazzi, al pomeriggio i pigmenti.", {"d-textiles", "pigments"}),
    # what is only spoken of
    (KIDS, "M3 in the morning for Anna Rossi and Ugo Rossi, who read comics all day.", {"inventori"}),
    (KIDS, "M3 for Anna Rossi and Ugo Rossi, please; she draws comics for a paper.", {"inventori"}),
    (COOPS, "Two places at the members' day, Anna Rossi and Ugo Rossi: session D.", {"d-sociale"}),
]  # fmt: skip

EACH = [
    (KIDS, "Two places. Afternoon: comics for Anna Rossi and the herbarium for Ugo Rossi.", "fumetto", "erbario"),
    (KIDS, "Two places. In the afternoon Anna Rossi comics, Ugo Rossi the herbarium.", "fumetto", "erbario"),
    (TALKS, "Due posti. La prima sera Anna Rossi le campane, Ugo Rossi le api.", "bells", "bees"),
]


def mail(text: str) -> Message:
    return Message(sender=Address("Anna Rossi", "anna.rossi@posta.example"), subject="", text=text)


@pytest.mark.parametrize(("event", "text", "sessions"), WANTED)
def test_a_session_is_called_by_what_its_title_means(event: str, text: str, sessions: set[str]) -> None:
    people = read(mail(text), EVENTS[event]).people
    assert {p.name: {s for told in p.choices.values() for s in told} for p in people} == {
        "Anna Rossi": sessions,
        "Ugo Rossi": sessions,
    }


@pytest.mark.parametrize(("event", "text", "hers", "his"), EACH)
def test_each_is_called_so(event: str, text: str, hers: str, his: str) -> None:
    people = read(mail(text), EVENTS[event]).people
    assert {p.name: [s for told in p.choices.values() for s in told] for p in people} == {
        "Anna Rossi": [hers],
        "Ugo Rossi": [his],
    }
