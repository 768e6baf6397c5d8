"""What makes the party doubtful: a line of a table that gives nobody, a number that counts one person twice."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import Reading, read
from tests.understanding.conftest import given_event

SUPPER, BOAT, DAYS = "assemblea-soci", "harbour-tours", "open-science-days"
TABLE = "Please book:\n- Bilal Akhtar, D1-A D2-A\n- {}\n- Yiwen Chen, D1-A D2-B\nI am not coming."
DOUBTED = [
    (DAYS, TABLE.format("a postdoc, D1-B D2-A"), "who is meant by “- a postdoc, D1-B D2-A”"),
    (
        "fabbrica-idee",
        "Iscriviamo:\nRossi Lia 1 5\nthawng Bawi 2 6\nSala Ugo 1 4\nIo no.",
        "who is meant by “thawng Bawi 2 6”",
    ),
    (BOAT, "Two of us, me and Emre Yalç?n, the 10:00.", "a letter of a name is lost: “Emre Yalç?n”"),
    (DAYS, "Two seats please, D1-A and D2-A, both for me.", "2 places may be one person's: “both for me”"),
    (
        "laboratori-bambini",
        "Due posti, M1 e P1, per la stessa bambina, Lia Neri di 8 anni.",
        "2 places may be one person's: “la stessa bambina”",
    ),
    (
        SUPPER,
        "Siamo nove amiche, di cui quattro già viste. Prenoto per le altre cinque.",
        "9 come, or only “le altre cinque”?",
    ),
    (
        BOAT,
        "We're nine in the club, of whom four have been before. The 10:00 for the other five, me included.",
        "9 come, or only “the other five”?",
    ),
    (
        SUPPER,
        "Per la cena: io, Ugo Sala, Lia Po e rispettivi coniugi, cinque in tutto.",
        "how many are “rispettivi coniugi”",
    ),
]  # fmt: skip
PLAIN = [
    (DAYS, TABLE.format("Ada Obi, D1-B D2-A")),
    (DAYS, TABLE.format("")),
    (DAYS, "Two seats please, D1-A and D2-A, for me and Ugo Sala."),
    (SUPPER, "Siamo in nove alla cena, di cui tre bambini."),
    (BOAT, "Five of us on the 10:00: I drive, the other four come by bus."),
    (SUPPER, "Per la cena: io, Ugo Sala e rispettivi coniugi, quattro in tutto."),
]


def _read(event: str, text: str) -> Reading:
    mail = Message(sender=Address("Ada Neri", "ada@posta.example"), subject="", text=f"{text}\nAda Neri")
    return read(mail, given_event(event))


@pytest.mark.parametrize(("event", "text", "told"), DOUBTED)
def test_what_makes_the_party_doubtful_is_asked_about(event: str, text: str, told: str) -> None:
    assert [doubt.words for doubt in _read(event, text).doubts if doubt.words == told] == [told]


@pytest.mark.parametrize(("event", "text"), PLAIN)
def test_a_plain_party_is_not_asked_about(event: str, text: str) -> None:
    asked = ("who is meant", "a letter", "places may be", " come, or only", "how many are")
    assert [d.words for d in _read(event, text).doubts if any(words in d.words for words in asked)] == []


def test_the_writer_under_the_text_has_no_number_in_the_name() -> None:
    text = "buonasera voglio venire alla cena io e mia amica Halyna Bilyk. lei parla poco. due posti Ada Neri"
    mail = Message(sender=Address("Ada Neri", "ada@posta.example"), subject="", text=text)
    got = read(mail, given_event(SUPPER))
    assert (got.seats, [person.name for person in got.people]) == (2, ["Ada Neri", "Halyna Bilyk"])


def test_a_title_tells_the_name_in_a_signature_below_a_table() -> None:
    table = "Name Thursday Friday\nBilal Akhtar D1-A D2-A\nHarvey Dyson D1-C D2-C"
    text = f"In the table:\n{table}\nRegards\nMiss Quilla Orme\nCareers"
    mail = Message(sender=Address("Careers", "info@school.example"), subject="booking", text=text)
    got = read(mail, given_event(DAYS))
    assert (got.seats, [p.name for p in got.people], got.contact.name) == (
        2, ["Bilal Akhtar", "Harvey Dyson"], "Quilla Orme",
    )  # fmt: skip


@pytest.mark.parametrize(("event", "subject", "text", "told"), [
    ("laboratori-bambini", "iscrizione Leo Sala, 9 anni", "Al mattino M1, grazie. Ada Neri (mamma)", ["Leo Sala"]),
    (BOAT, "Ben Okoro, boat", "One seat on the 10:00, please.\nAda Neri", ["Ben Okoro"]),
    (BOAT, "10:00, Una Daly", "Una Daly and I would like two seats on the 10:00.\nAda Neri", []),
    (BOAT, "Ada Neri, 10:00", "One seat, please.\nAda Neri", []),
    (SUPPER, "Gita sociale e cena", "Un posto per me alla cena.\nAda Neri", []),
    (SUPPER, "Officina Sala a cena", "Un posto per me alla cena.\nAda Neri", []),
])  # fmt: skip
def test_who_is_named_in_the_subject_alone_is_asked_about(event: str, subject: str, text: str, told: list[str]) -> None:
    sender = Address("Ada Neri", "ada@posta.example")
    got = read(Message(sender=sender, subject=subject, text=text), given_event(event))
    asked = [
        doubt.options[0] for doubt in got.doubts if doubt.words.endswith("stands in the subject") and doubt.options
    ]
    assert asked == told
