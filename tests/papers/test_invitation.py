"""The mails of the announcement's links, sent from five clients, are read without a doubt."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from mailflow.config.event_file import load_event
from mailflow.domain.event import Event
from mailflow.message import parse
from mailflow.papers.invitation import Invitation, invitations, open_invitation
from mailflow.papers.words import words
from mailflow.understanding import Intent, Reading, read
from tests.papers.clients import CLIENTS, SENDER, sent
from tests.papers.sample import event

EVENTS = sorted((Path(__file__).parents[1] / "events").glob("*.toml"))
PHONES = {"it": "335 1234567", "en": "+39 335 1234567"}
# name written, phone written, From
WRITERS = {
    "leaves the phone out": ("Anna Bianchi", False, SENDER),
    "only presses send": ("", False, SENDER),
    "has no name in the address": ("Ugo De Luca", True, "ugodl@posta.example"),
}


def filled_in(invitation: Invitation, of: Event, name: str, phone: bool) -> str:
    say = words(of.language)
    text = invitation.body.replace(f"{say('mail.name')}\n", f"{say('mail.name')}{name}\n")
    return text.replace(f"{say('mail.phone')}\n", f"{say('mail.phone')}{PHONES[of.language] if phone else ''}\n")


def chosen(invitation: Invitation) -> dict[str, tuple[str, ...]]:
    return {session.round: (session.id,) for session in invitation.sessions}


def facts(reading: Reading) -> tuple[object, ...]:
    return (
        reading.intent,
        reading.confident,
        reading.seats,
        [(person.name, dict(person.choices)) for person in reading.people],
        reading.contact.phone,
    )


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("path", EVENTS, ids=lambda path: path.stem)
def test_every_link_is_read_as_what_it_books(path: Path, client: str) -> None:
    of = load_event(path)
    for invitation in invitations(of):
        text = filled_in(invitation, of, "Anna Bianchi", phone=True)
        reading = read(parse(sent(client, invitation.to, invitation.subject, text)), of)
        assert facts(reading) == (Intent.BOOK, True, 1, [("Anna Bianchi", chosen(invitation))], "+393351234567")


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("name", ["fabbrica-idee", "ceramics-forum", "primo-soccorso"])
def test_however_much_of_it_is_filled_in(name: str, writer: str, client: str) -> None:
    of = event(name)
    person, phone, sender = WRITERS[writer]
    *_, invitation = invitations(of)
    mail = sent(client, invitation.to, invitation.subject, filled_in(invitation, of, person, phone), sender)
    assert facts(read(parse(mail), of)) == (
        Intent.BOOK,
        True,
        1,
        [(person or "Anna Bianchi", chosen(invitation))],
        "+393351234567" if phone else None,
    )


@pytest.mark.parametrize("client", CLIENTS)
def test_two_people_on_the_lines_of_one_mail_are_two(client: str) -> None:
    of = event()
    (invitation, *_) = invitations(of)
    text = filled_in(invitation, of, "Anna Bianchi e Luca Bianchi", phone=True).replace("1 posto", "2 posti")
    reading = read(parse(sent(client, invitation.to, invitation.subject, text)), of)
    assert (reading.confident, reading.seats, [person.name for person in reading.people]) == (
        True,
        2,
        ["Anna Bianchi", "Luca Bianchi"],
    )


@pytest.mark.parametrize("client", CLIENTS)
def test_a_round_whose_line_was_deleted_is_not_chosen(client: str) -> None:
    of = event()
    (invitation, *_) = invitations(of)
    lines = filled_in(invitation, of, "Anna Bianchi", phone=False).split("\n")
    text = "\n".join(line for line in lines if not line.startswith("Secondo turno"))
    reading = read(parse(sent(client, invitation.to, invitation.subject, text)), of)
    assert facts(reading) == (Intent.BOOK, True, 1, [("Anna Bianchi", {"turno-1": ("green-energy",)})], None)


@pytest.mark.parametrize("client", CLIENTS)
def test_a_mail_whose_choices_were_left_empty_books_a_place_and_chooses_nothing(client: str) -> None:
    of = event()
    text = filled_in(open_invitation(of), of, "Anna Bianchi", phone=False)
    reading = read(parse(sent(client, of.organizer.email, open_invitation(of).subject, text)), of)
    assert (reading.intent, reading.seats, [(p.name, dict(p.choices)) for p in reading.people]) == (
        Intent.BOOK,
        1,
        [("Anna Bianchi", {})],
    )


def test_a_link_carries_address_subject_and_lines() -> None:
    (invitation, *_) = invitations(event())
    url = urlsplit(invitation.url)
    assert (url.scheme, url.path) == ("mailto", "info@fabbricaideedistretto.it")
    assert parse_qs(url.query, strict_parsing=True) == {
        "subject": ["Prenotazione: La fabbrica delle idee: secondo workshop-laboratorio"],
        "body": [
            "Buongiorno,\r\nvorrei prenotare 1 posto.\r\n\r\nPrimo turno: 1. Green energy\r\n"
            "Secondo turno: 4. Formazione e saperi, ricerca e innovazione\r\n\r\n"
            "Nominativo: \r\nTelefono: \r\n\r\nGrazie"
        ],
    }


def test_too_many_combinations_become_a_link_a_session() -> None:
    of = event()
    many = Event(**{name: getattr(of, name) for name in of.__slots__} | {"rounds": of.rounds * 4})
    assert [len(invitation.sessions) for invitation in invitations(many)] == [1] * 24


def test_an_event_without_sessions_has_one_link() -> None:
    assert [invitation.name for invitation in invitations(event("primo-soccorso"))] == [""]
