"""A session that is pointed at and not named."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.conftest import given_event

OFFERED = "Nel primo turno restano posti in 1. Green energy, 2. Logistica e 3. Welfare. Quale preferisce?"


@pytest.mark.parametrize(("text", "quoted", "asked"), [
    ("Perfetto, la terza per me. Ada Neri", f"{OFFERED} Nel secondo: 4. Formazione, 5. Governance.",
     ["which session is meant: “la terza”"]),
    ("Perfetto, la terza per me. Ada Neri", OFFERED, []),
    ("Il gruppo 1, due posti. Ada Neri", OFFERED, []),
])  # fmt: skip
def test_one_of_those_our_mail_told_is_asked_about_where_its_place_tells_no_round(
    text: str, quoted: str, asked: list[str]
) -> None:
    mail = Message(sender=Address("Ada Neri", "ada@posta.example"), subject="Re: gruppi", text=text, quoted=quoted)
    got = read(mail, given_event("fabbrica-idee"))
    assert [doubt.words for doubt in got.doubts if doubt.about == "choices"] == asked


@pytest.mark.parametrize("text", ["La terza di quelle, due posti. Ada Neri", "La terza per me. Ada Neri"])
def test_one_of_those_our_mail_told_is_the_one_at_that_place(text: str) -> None:
    mail = Message(sender=Address("Ada Neri", "ada@posta.example"), subject="Re: gruppi", text=text, quoted=OFFERED)
    assert [dict(p.choices) for p in read(mail, given_event("fabbrica-idee")).people] == [{"turno-1": ("welfare",)}]


@pytest.mark.parametrize(("text", "asked"), [
    ("Per me welfare, se è pieno la zoologia. Un posto. Ada Neri",
     ["which is the other: “Per me welfare, se è pieno la zoologia.”"]),
    ("Per me welfare, se è pieno la lista d'attesa. Un posto. Ada Neri", []),
    ("Per me welfare, se è pieno pazienza. Un posto. Ada Neri", []),
    ("Per me welfare, se è pieno l'energia. Un posto. Ada Neri", []),
])  # fmt: skip
def test_an_alternative_that_no_session_has_is_asked_about(text: str, asked: list[str]) -> None:
    mail = Message(sender=Address("Ada Neri", "ada@posta.example"), subject="gruppi", text=text)
    got = read(mail, given_event("fabbrica-idee"))
    assert [doubt.words for doubt in got.doubts if doubt.about == "choices"] == asked


def test_what_one_of_two_wants_is_asked_where_no_session_is_known_by_it() -> None:
    text = "Hugh Stone and I, two places. D1-A for both, D2-B for Hugh, for me the one on pottery and glazes.\nAda Neri"
    mail = Message(sender=Address("Ada Neri", "ada@posta.example"), subject="places", text=text)
    got = read(mail, given_event("open-science-days"))
    asked = [doubt.words for doubt in got.doubts if doubt.about == "choices"]
    assert asked == ["which session is meant: “for me the one on pottery and glazes”"]


@pytest.mark.parametrize(("text", "asked"), [
    ("Mi iscrivo al secondo gruppo. Ada Neri", ["of which round is “secondo”"]),
    ("Mi iscrivo al secondo gruppo del secondo turno. Ada Neri", []),
    ("Mi iscrivo al secondo e al quinto gruppo. Ada Neri", []),
])  # fmt: skip
def test_a_rank_that_each_round_has_is_asked_about_where_no_round_is_named(text: str, asked: list[str]) -> None:
    mail = Message(sender=Address("Ada Neri", "ada@posta.example"), subject="gruppi", text=text)
    got = read(mail, given_event("fabbrica-idee"))
    assert [doubt.words for doubt in got.doubts if doubt.about == "choices"] == asked


@pytest.mark.parametrize(("event", "text", "asked"), [
    ("fabbrica-idee", "Vorrei green energy e pappagalli.\nAda Neri", ["which session is meant: “pappagalli”"]),
    ("fabbrica-idee", "Vorrei green energy e governance, grazie.\nAda Neri, Modena", []),
    ("fabbrica-idee", "Vorrei green energy, niente pappagalli.\nAda Neri", []),
    ("open-science-days", "Please book me for licences and parrots.\nAda Neri", ["which session is meant: “parrots”"]),
    ("open-science-days", "Please book me for licences and containers. No parrots.\nAda Neri", []),
])  # fmt: skip
def test_an_item_of_a_row_that_is_no_session_is_asked_about(event: str, text: str, asked: list[str]) -> None:
    mail = Message(sender=Address("Ada Neri", "ada@posta.example"), subject="", text=text)
    got = read(mail, given_event(event))
    assert [doubt.words for doubt in got.doubts if doubt.about == "choices"] == asked


@pytest.mark.parametrize(("event", "text", "asked"), [
    ("fabbrica-idee", "Primo turno: welfare. Secondo turno: formazione, con mia figlia Lia.\nAda Neri", True),
    ("fabbrica-idee", "Due posti: il primo turno green energy, il secondo governance con mio marito.\nAda Neri", True),
    ("fabbrica-idee", "Green energy e governance con mia figlia Lia.\nAda Neri", False),
    ("fabbrica-idee", "Vengo con mia figlia Lia. Primo turno: welfare. Secondo turno: formazione.\nAda Neri", False),
    ("open-science-days", "Two seats: D1-A on the first day, D2-B on the second with my husband.\nAda Neri", True),
    ("open-science-days", "Two seats: D1-A and D2-B with my husband.\nAda Neri", False),
])  # fmt: skip
def test_who_is_joined_to_the_last_session_alone_is_asked_about(event: str, text: str, asked: bool) -> None:
    mail = Message(sender=Address("Ada Neri", "ada@posta.example"), subject="", text=text)
    got = read(mail, given_event(event))
    assert any(doubt.words.startswith("to which of them") for doubt in got.doubts) is asked
