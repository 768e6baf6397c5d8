"""Whoever writes in another's name, or asks for what is another's: nothing is altered, and nothing is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from mailflow.domain.booking import Booking
from mailflow.flow.office import Door
from tests.flow.test_main_job import ORGANIZER
from tests.torture.desk import Desk, open_desk, parsed, written

ANNA, EVE = "Anna Rossi <anna@rossi.example>", "Eve Nera <eve@nera.example>"
BOOKING = "Vorrei prenotare due posti: Anna Rossi e Luca Verdi. Al primo turno Welfare, al secondo Governance."


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A desk where Anna is booked, and nothing is left to be sent."""
    with open_desk() as opened:
        [confirmation] = opened.answers(written(ANNA, BOOKING, 1, Message_ID="<first@rossi.example>"))
        assert confirmation["X-Mailflow-Kind"] == "confirmation"
        opened.raw.clear()
        opened.sent.clear()
        yield opened


def annas(desk: Desk) -> Booking:
    """Her booking as it stands, without what waits for her word."""
    with desk.office.ledger.reading() as tx:
        [booking] = tx.bookings(desk.office.events[0].id, address="anna@rossi.example")
    return replace(booking, asked=(), pending="")


def words_to(desk: Desk, address: str) -> str:
    """All that was sent to that address, headers too."""
    mails = [raw for raw in desk.raw if address in parsed(raw)["To"]]
    texts = (part for raw in mails for part in parsed(raw).walk() if part.get_content_maintype() == "text")
    return "\n".join([*(str(dict(parsed(raw))) for raw in mails), *(str(part.get_content()) for part in texts)])


CHANGES = {
    "a cancellation": "Vorrei annullare la prenotazione. Anna Rossi",
    "one who leaves": "Purtroppo Luca Verdi non viene più. Anna Rossi",
    "fewer seats": "Saremo solo in uno. Anna Rossi",
    "another session": "Vorrei cambiare: al primo turno Logistica invece di Governance. Anna Rossi",
    "another person": "Al posto di Luca Verdi viene Eva Nera. Anna Rossi",
    "another person at all": "Al posto di Anna Rossi viene Eva Nera.",
    "a new booking that says otherwise": "Vorrei prenotare un posto: Anna Rossi. Al primo turno Logistica.",
    "another address": "Il mio nuovo indirizzo è eve@nera.example, scrivete lì d'ora in poi. Anna Rossi",
    "another telephone": "Il mio numero di telefono è cambiato: 333 1234567. Anna Rossi",
    "a session dropped": "Rinuncio al secondo turno. Anna Rossi",
    "a decline": "No grazie, non veniamo. Anna Rossi",
    "an erasure": "Chiedo la cancellazione dei miei dati personali ai sensi del GDPR. Anna Rossi",
}
YES = ("Sì, confermo. Anna Rossi", "Sì", "Confermo l'annullamento", "Annullo", "Confermo la cancellazione dei dati")


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_in_anothers_name_alters_nothing_however_often_it_is_said(desk: Desk, what: str) -> None:
    before = annas(desk)
    for number, text in enumerate((CHANGES[what], CHANGES[what], *YES), 10):
        desk.answers(written(ANNA, text, number))
    assert annas(desk) == before
    assert "eve@nera.example" not in {mail["To"] for mail in desk.sent}


@pytest.mark.parametrize("what", CHANGES)
def test_nor_does_one_in_the_thread_of_a_mail_that_the_liar_wrote_before(desk: Desk, what: str) -> None:
    """A Message-ID that anybody can have chosen, or read in a mail that was not ours, is no proof."""
    before = annas(desk)
    desk.answers(written(ANNA, "Grazie mille, a presto! Anna Rossi", 9, Message_ID="<planted@nera.example>"))
    for number, text in enumerate((CHANGES[what], *YES), 10):
        for thread in ("<planted@nera.example>", "<first@rossi.example>"):
            desk.answers(written(ANNA, text, number, In_Reply_To=thread, References=thread))
    assert annas(desk) == before


def ours(desk: Desk, kind: str) -> str:
    """The Message-ID of our first mail of that kind."""
    with desk.office.ledger.reading() as tx:
        return next(f"<{row.message_id}>" for row in tx.outbox() if row.kind == kind)


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize(
    "said", ["Confermo la mia presenza, a venerdì! Anna Rossi", "Confermo. Anna Rossi", "Sì, grazie"]
)
def test_what_was_asked_in_her_name_is_not_confirmed_by_her_answer_to_another_mail(
    desk: Desk, what: str, said: str
) -> None:
    before = annas(desk)
    desk.answers(written(ANNA, CHANGES[what], 10))
    desk.answers(written(ANNA, said, 11, In_Reply_To=ours(desk, "confirmation")))
    assert annas(desk) == before


def test_nor_by_her_answer_to_a_question_of_before() -> None:
    with open_desk() as desk:
        desk.answers(written(ANNA, "Vorrei prenotare qualche posto. Anna Rossi", 1))
        asked = ours(desk, "ask")
        desk.answers(written(ANNA, "Vorrei annullare la prenotazione. Anna Rossi", 2))
        desk.answers(written(ANNA, "Sì, confermo: due posti. Anna Rossi", 3, In_Reply_To=asked))
        places = [place.status.value for attendee in annas(desk).attendees for place in attendee.places]
        assert places == ["confirmed", "confirmed"]


FORGED = "mx.ufficio.example; dmarc=fail header.from=rossi.example"
OTHERS_PROOF = (
    "mx.ufficio.example; dmarc=pass header.from=nera.example",
    "mx.ufficio.example; spf=pass smtp.mailfrom=eve@nera.example smtp.helo=rossi.example",
    "mx.ufficio.example; dkim=pass header.d=nera.example header.i=@nera.example header.from=rossi.example",
    "mx.attacker.example; dmarc=pass header.from=rossi.example",
)
DOOR = Door(authserv_id="mx.ufficio.example")


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("besides", ["Saluti", "Tel. 338 5550123", "Studio Neri B.V."])
def test_what_the_receiving_server_says_is_forged_alters_nothing_even_with_the_code(
    desk: Desk, what: str, besides: str
) -> None:
    before = annas(desk)
    for number, text in enumerate((CHANGES[what], *YES), 10):
        words = f"{text}\n{besides}\nPrenotazione {before.code}"
        desk.take(written(ANNA, words, number, Authentication_Results=FORGED), DOOR)
        desk.collect()
    assert annas(desk) == before


@pytest.mark.parametrize("proof", OTHERS_PROOF)
def test_a_proof_of_another_domain_is_none_of_hers(desk: Desk, proof: str) -> None:
    before = annas(desk)
    desk.take(written(ANNA, CHANGES["a cancellation"], 10, Authentication_Results=proof), DOOR)
    assert annas(desk) == before


def test_a_certified_envelope_that_anybody_can_write_proves_nobody_in_it(desk: Desk) -> None:
    before = annas(desk)
    inner = written(ANNA, CHANGES["a cancellation"], 10).decode()
    envelope = (
        "Authentication-Results: mx.ufficio.example; dmarc=pass header.from=nera.example\n"
        "From: Per conto di: anna@rossi.example <posta-certificata@nera.example>\n"
        "X-Trasporto: posta-certificata\nSubject: POSTA CERTIFICATA: Prenotazione\nMessage-ID: <env@nera.example>\n"
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: message/rfc822; name="postacert.eml"\n\n'
        f"{inner}\n--b--\n"
    )
    desk.take(envelope.encode(), DOOR)
    assert annas(desk) == before


CALENDAR = """From: {sender}
To: info@fabbricaideedistretto.it
Subject: Declined: La fabbrica delle idee
Message-ID: <cal@nera.example>
Content-Type: text/calendar; method=REPLY; charset=utf-8

BEGIN:VCALENDAR
PRODID:-//x//y//IT
VERSION:2.0
METHOD:REPLY
BEGIN:VEVENT
UID:{code}.event@fabbricaideedistretto.it
SEQUENCE:99
ATTENDEE;PARTSTAT=DECLINED:mailto:anna@rossi.example
END:VEVENT
END:VCALENDAR
"""


def test_a_strangers_calendar_that_names_her_gives_nothing_up(desk: Desk) -> None:
    before = annas(desk)
    desk.answers(CALENDAR.format(sender=EVE, code=before.code).encode())
    assert annas(desk) == before


ELSEWHERE = [
    "Si può parcheggiare? Scrivetemi a eve@nera.example",
    "A che ora comincia? La mia mail: eve@nera.example. Anna Rossi",
    "A cosa sono prenotata? Rispondete a eve@nera.example. Anna Rossi",
    "Vorrei prenotare un posto: Anna Rossi. La mia mail è eve@nera.example",
    "Quali dati avete su di me? Rispondete a eve@nera.example",
]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_an_answer_that_is_wanted_elsewhere_tells_nothing_of_her_there(desk: Desk, text: str) -> None:
    code = annas(desk).code
    for headers in ({}, {"Reply_To": "eve@nera.example"}):
        desk.answers(written(ANNA, text, 10 + len(headers), **headers))
    told = words_to(desk, "eve@nera.example")
    assert code not in told
    assert "Luca Verdi" not in told
    assert "Governance" not in told


def test_who_gives_no_address_to_answer_is_booked_by_an_organizer_or_not_at_all() -> None:
    with open_desk() as desk:
        [told] = desk.answers(written("undisclosed-recipients:;", "Vorrei prenotare un posto. Ugo Conte"))
        assert (told["X-Mailflow-Kind"], told["To"]) == ("review", ORGANIZER)
        desk.answers(written(ORGANIZER, "1", 2, In_Reply_To=told["Message-ID"], Subject=f"Re: {told['Subject']}"))
        with desk.office.ledger.reading() as tx:
            assert [b.contact.name for b in tx.bookings(desk.office.events[0].id)] == ["Ugo Conte"]


BIDS = ("a cancellation", "another session", "an erasure")


@pytest.mark.parametrize("what", BIDS)
def test_organizers_are_told_who_sent_what_is_to_be_answered_elsewhere(desk: Desk, what: str) -> None:
    """Else they would do for the liar what the liar may not: the matter would seem to be hers."""
    desk.answers(written(EVE, CHANGES[what], 10, Reply_To=ANNA))
    [told] = [m.get_body(("plain",)) for m in desk.sent if m["X-Mailflow-Kind"] == "review"]
    assert told is not None
    said = " ".join(told.get_content().split())
    assert "prenotazione che non trovo" not in said  # it is found, and is another's
    assert "arriva da eve@nera.example, ma vuole la risposta a anna@rossi.example" in said


FOR_HER = "Vorrei prenotare un posto per Anna Rossi. Scrivete a anna@rossi.example. Al primo turno Logistica."


def of_eve(desk: Desk) -> str:
    """Eve books for Anna, as a colleague would: her booking's code."""
    desk.answers(written(EVE, FOR_HER, 5, Message_ID="<for-her@nera.example>", Reply_To=ANNA))
    with desk.office.ledger.reading() as tx:
        codes = [b.code for b in tx.bookings(desk.office.events[0].id) if "eve@nera.example" in b.addresses]
    return codes[0] if codes else ""


@pytest.mark.parametrize("text", ["Quali dati avete su di me? Vorrei una copia.", CHANGES["an erasure"]])
def test_who_books_for_another_gets_and_erases_none_of_their_data(desk: Desk, text: str) -> None:
    before = annas(desk)
    code = of_eve(desk)
    assert code
    for number, words in enumerate((text, "Sì, confermo.", f"Sì, confermo. Prenotazione {code}"), 20):
        desk.answers(written(EVE, words, number))
        desk.answers(written(EVE, words, 10 + number, In_Reply_To="<for-her@nera.example>"))
    with desk.office.ledger.reading() as tx:
        kept = list(tx.bookings(address="anna@rossi.example"))
    assert replace(kept[0], asked=(), pending="") == before
    assert "Luca Verdi" not in words_to(desk, "eve@nera.example")
    assert [
        m["To"]
        for m in desk.sent
        if m["X-Mailflow-Kind"] == "access"
        and m.is_multipart()
        and any(p.get_content_type() == "application/json" for p in m.walk())
    ] == []


def test_guessed_codes_open_nothing(desk: Desk) -> None:
    before = annas(desk)
    for number in range(30):
        guess = f"AB{number % 7 + 2}D-{number % 7 + 2}F"
        desk.take(written(EVE, f"Annullate la prenotazione {guess}", 100 + number))
    desk.take(written(EVE, f"Annullate la prenotazione {before.code}", 200))
    assert annas(desk) == before
    assert desk.office.address == "info@fabbricaideedistretto.it"
    assert {mail["To"] for mail in desk.collect()} <= {"eve@nera.example", "Eve Nera <eve@nera.example>", ORGANIZER}
