"""An organizer writes to those who are booked: to whom of them it goes, when, and that it goes once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event as Flag

import pytest

from mailflow.decision.limits import parse_limit
from mailflow.domain.booking import Booking
from mailflow.domain.place import Status
from mailflow.flow.dispatch import Dispatcher
from mailflow.flow.meter import Meter
from mailflow.flow.office import Letterhead, Office
from mailflow.flow.reception import receive
from mailflow.flow.taken import Taken
from mailflow.ledger import Ledger, OutboxRow
from mailflow.mailbox.port import Origin, Raw
from mailflow.outbox.fleet import Parcel
from mailflow.outbox.smtp import Outcome, Sent
from mailflow.outbox.templates import Templates
from tests.ledger.making import NOON, make_booking, make_event, with_status

ORGANIZER, OTHER = "segreteria@comune.example", "ufficio@comune.example"
ANNA, LUCA = "anna@people.example", "luca@people.example"
CLOSED = "A tutti: il parcheggio è chiuso."


class Post:
    """A server that takes everything."""

    sessions = 1

    def send(self, parcels: Sequence[Parcel]) -> Iterator[list[tuple[int, Outcome]]]:
        yield [(number, Sent("250 ok")) for number, _ in enumerate(parcels)]


class Secretariat:
    """An office of two events, whose clock the test sets. Mails are numbered as they come."""

    def __init__(self) -> None:
        self.now, self.number = NOON, 0
        self.event = make_event(capacity=9)
        self.dinner = replace(make_event(event_id="dinner"), title="Cena sociale")
        self.ledger = Ledger.open("sqlite://")
        self.office = Office(
            events=(self.event,),
            ledger=self.ledger,
            templates=Templates(),
            sender="Comune <info@comune.example>",
            organizers=(ORGANIZER, OTHER),
            caps=(parse_limit("1 per hour"),),
            meter=Meter([parse_limit("2000 per hour")]),
            now=lambda: self.now,
        )

    def book(self, *bookings: Booking) -> None:
        with self.ledger.transaction(self.event) as tx:
            tx.sync_capacities(self.office.events)
            tx.write(bookings, now=self.now)

    def receive(
        self,
        words: str,
        *,
        sender: str = ORGANIZER,
        to: str = "info@comune.example",
        subject: str = "",
        answers: str = "",
    ) -> Taken:
        self.now += timedelta(minutes=1)
        self.number += 1
        lines = [f"From: {sender}", f"To: {to}", f"Subject: {subject}", f"Message-ID: <{self.number}@people.example>"]
        lines += [f"In-Reply-To: {answers}"] if answers else []
        raw = "\n".join((*lines, "Content-Type: text/plain; charset=utf-8", "", words)).encode()
        return receive(self.office, Raw(Origin("test", 1, self.number), raw, self.now, frozenset()))

    def answer(self, words: str, *, sender: str = ORGANIZER) -> Taken:
        """To what was shown last."""
        return self.receive(words, sender=sender, answers=self.mails("notice-check")[-1]["Message-ID"])

    def rows(self, kind: str) -> list[OutboxRow]:
        with self.ledger.reading() as tx:
            return [row for row in reversed(list(tx.outbox())) if row.kind == kind]

    def mails(self, kind: str) -> list[EmailMessage]:
        rows = self.rows(kind)
        with self.ledger.reading() as tx:
            found = [tx.outgoing(row.id) for row in rows]
        mails = [message_from_bytes(row.raw, policy=policy.default) for row in found if row and row.raw]
        return [mail for mail in mails if isinstance(mail, EmailMessage)]

    def whom(self) -> list[str]:
        return sorted(row.to for row in self.rows("notice"))

    def shown(self) -> str:
        """The words of what the organizer was shown or told last."""
        body = self.mails("notice-check")[-1].get_body(("plain",))
        assert body is not None
        return " ".join(body.get_content().split())

    def send(self) -> None:
        Dispatcher(self.office, Post(), None, "test").send_waiting(Flag())

    def notes(self) -> list[str]:
        with self.ledger.reading() as tx:
            return [note.text for note in tx.notes("workshop", NOON)]


@pytest.fixture
def office() -> Iterator[Secretariat]:
    """Anna has a place at the event and in a session, Luca one at the event alone."""
    secretariat = Secretariat()
    secretariat.book(
        make_booking("AAAA-22", welfare=Status.CONFIRMED, name="Anna Bianchi", email=ANNA),
        make_booking("BBBB-33", name="Luca Verdi", email=LUCA),
    )
    yield secretariat
    secretariat.ledger.close()


def test_nothing_goes_out_before_the_yes(office: Secretariat) -> None:
    assert office.receive(CLOSED).why == "organizer: a letter to those who are booked, shown"
    assert office.whom() == []
    office.answer("sì")
    assert office.whom() == [ANNA, LUCA]
    assert office.notes() == [
        "Scritto a tutti gli iscritti (lettere: 2), da segreteria@comune.example: «Il parcheggio è chiuso.»"
    ]


def test_the_link_of_the_button_is_a_yes_without_a_thread(office: Secretariat) -> None:
    office.receive(CLOSED)
    html = office.mails("notice-check")[0].get_body(("html",))
    assert html is not None
    token = html.get_content().partition("%5B")[2].partition("%5D")[0]
    office.receive("Sì", subject=f"Workshop [{token}]")
    assert office.whom() == [ANNA, LUCA]


def test_a_yes_that_has_lost_its_thread_is_shown_the_letter_once_more(office: Secretariat) -> None:
    office.receive(CLOSED, subject="Parcheggio")
    assert office.receive("sì", subject="Re: Parcheggio").why == "organizer: a letter to those who are booked, shown"
    assert office.whom() == []
    office.answer("sì")
    assert office.whom() == [ANNA, LUCA]
    assert office.receive("sì", subject="Re: Parcheggio").why != "organizer: a letter to those who are booked, shown"


def test_an_order_in_a_reply_to_the_digest_that_lost_its_thread_is_one(office: Secretariat) -> None:
    office.receive("A tutti: erano presenti tutti, grazie.", subject="Re: Workshop: venerdì 5 novembre 2010")
    assert "> Erano presenti tutti, grazie." in str(office.mails("notice-check")[-1].get_body(("plain",)))


def test_two_organizers_who_say_yes_send_it_once(office: Secretariat) -> None:
    office.receive(CLOSED)
    office.answer("sì")
    asked = office.mails("notice-check")[0]["Message-ID"]
    assert office.receive("ok", sender=OTHER, answers=asked).why == (
        "organizer: a letter to those who are booked, sent-before"
    )
    assert office.whom() == [ANNA, LUCA]


def test_an_order_that_comes_twice_sends_the_same_words_to_nobody_twice(office: Secretariat) -> None:
    office.receive(CLOSED)
    first = office.mails("notice-check")[0]["Message-ID"]
    office.receive(CLOSED)
    office.answer("sì")
    assert office.receive("sì", answers=first).why == "organizer: a letter to those who are booked, sent: 0"
    assert office.whom() == [ANNA, LUCA]


def test_who_booked_since_gets_the_same_words_when_they_are_written_again(office: Secretariat) -> None:
    office.receive(CLOSED)
    office.answer("sì")
    office.book(make_booking("CCCC-44", name="Marta Neri", email="marta@people.example"))
    office.receive("A tutti: Il parcheggio è chiuso!")
    assert "2 prenotazioni hanno già avuto queste stesse parole e non le ricevono di nuovo." in office.shown()
    office.answer("sì")
    assert office.whom() == [ANNA, LUCA, "marta@people.example"]


def test_another_text_is_shown_and_the_yes_to_the_old_one_sends_nothing(office: Secretariat) -> None:
    office.receive(CLOSED)
    old = office.mails("notice-check")[0]["Message-ID"]
    office.answer("Si entra dal giardino.\nSegreteria")
    office.receive("sì", answers=old)
    assert office.whom() == []
    assert "vale il «sì» alla mail più recente" in office.shown()


def test_who_has_given_up_since_the_question_is_not_written_to(office: Secretariat) -> None:
    office.receive(CLOSED)
    office.book(with_status(make_booking("BBBB-33", name="Luca Verdi", email=LUCA), Status.CANCELLED))
    office.answer("sì")
    assert office.whom() == [ANNA]


def test_in_the_night_it_waits_and_does_not_go_to_who_gives_up_before_the_morning(office: Secretariat) -> None:
    office.now += timedelta(hours=10)
    office.receive("A chi è in welfare: portate gli stivali.")
    office.answer("sì")
    office.send()
    [waits] = office.rows("notice")
    assert (waits.to, waits.status, f"{waits.due.astimezone(office.event.timezone):%H:%M}") == (ANNA, "queued", "08:00")
    anna = make_booking("AAAA-22", welfare=Status.CANCELLED, name="Anna Bianchi", email=ANNA)
    office.book(anna)  # who stays at the event, and leaves the session
    office.now += timedelta(hours=12)
    office.send()
    assert [row.status for row in office.rows("notice")] == ["discarded"]


def test_whom_our_mail_does_not_reach_is_named_and_not_written_to(office: Secretariat) -> None:
    office.book(make_booking("CCCC-44", name="Paolo Rossi"))
    office.receive(CLOSED)
    office.answer("sì")
    office.send()
    to_anna = office.rows("notice")[0].message_id
    with office.ledger.transaction(office.event) as tx:
        tx.bounced(to_anna, office.now, "no such mailbox")
    office.receive("A tutti: si entra dal giardino.")
    shown = office.shown()
    assert "AAAA-22 – Anna Bianchi: la posta a anna@people.example torna indietro" in shown
    assert "CCCC-44 – Paolo Rossi: nessun indirizzo e nessun telefono" in shown
    office.answer("sì")
    assert office.whom() == [ANNA, LUCA, LUCA]


def test_limits_for_answers_swallow_none_and_a_reply_is_one_to_a_letter_of_the_booking(office: Secretariat) -> None:
    office.receive("Quando comincia?", sender=ANNA, subject="AAAA-22")
    office.receive("E dove?", sender=ANNA, subject="AAAA-22")
    office.receive(CLOSED)
    office.answer("sì")
    letter = next(mail for mail in office.mails("notice") if mail["To"] == f"Anna Bianchi <{ANNA}>")
    assert (letter["X-Mailflow-Booking"], letter["Auto-Submitted"]) == ("AAAA-22", "auto-generated")
    office.now += timedelta(hours=2)
    assert office.receive("Annullo", sender=ANNA, answers=letter["Message-ID"]).why == "cancelled"


@pytest.mark.parametrize("words", ["Ok", "Grazie dell'avviso!", "Ok, grazie per averci avvisato, a venerdì"])
def test_thanks_for_it_wait_for_nobody_and_take_no_place_that_is_held(office: Secretariat, words: str) -> None:
    office.book(make_booking("CCCC-44", Status.OFFERED, until=9000, name="Marta Neri", email="marta@people.example"))
    office.receive(CLOSED)
    office.answer("sì")
    letter = next(mail for mail in office.mails("notice") if "marta@people.example" in mail["To"])
    office.receive(words, sender="marta@people.example", answers=letter["Message-ID"])
    with office.ledger.reading() as tx:
        marta = tx.booking("CCCC-44")
    assert marta is not None
    assert ([place.status for _, place in marta.places], office.rows("review")) == ([Status.OFFERED], [])


def test_whoever_says_that_they_take_the_place_has_it_whatever_they_answer(office: Secretariat) -> None:
    office.book(make_booking("CCCC-44", Status.OFFERED, until=9000, name="Marta Neri", email="marta@people.example"))
    office.receive(CLOSED)
    office.answer("sì")
    letter = next(mail for mail in office.mails("notice") if "marta@people.example" in mail["To"])
    took = office.receive("Accetto il posto.", sender="marta@people.example", answers=letter["Message-ID"])
    assert took.why == "accepted"


@pytest.mark.parametrize(
    ("sender", "to"),
    [
        (ANNA, "info@comune.example"),
        (ORGANIZER, f"info@comune.example, {ANNA}"),  # they have written it themselves
        ("posta-automatica@comune.example", "info@comune.example"),
    ],
)
def test_everybody_else_writes_a_mail_like_any_other(office: Secretariat, sender: str, to: str) -> None:
    office.receive(CLOSED, sender=sender, to=to)
    assert office.rows("notice-check") == []


def test_who_answers_the_question_and_is_no_organizer_sends_nothing(office: Secretariat) -> None:
    office.receive(CLOSED)
    assert office.answer("sì", sender=ANNA).why == "not an organizer's answer"
    assert office.whom() == []


def test_who_organizes_one_event_writes_to_nobody_of_another(office: Secretariat) -> None:
    head = Letterhead("Comune <info@comune.example>", ("cena@comune.example",))
    office.office = replace(office.office, events=(office.event, office.dinner), letterheads={"dinner": head})
    office.receive(CLOSED, sender="cena@comune.example")
    assert "L’avviso a tutti gli iscritti per mail non andrebbe a nessuno. Non parte niente." in office.shown()
    office.receive(CLOSED)
    assert "Evento: Workshop" in office.shown()


def test_an_answering_machine_draws_so_many_questions_and_no_more(office: Secretariat) -> None:
    office.receive(CLOSED)
    for number in range(30):
        office.now -= timedelta(seconds=59)
        office.answer(f"Sono fuori sede, risposta {number}.")
    assert (len(office.rows("notice-check")), office.whom()) == (20, [])


def test_in_draft_mode_it_lies_among_the_drafts(office: Secretariat) -> None:
    office.office = replace(office.office, mode="draft")
    office.receive(CLOSED)
    assert "Invio: nelle bozze, da inviare a mano" in office.shown()
    office.answer("sì")
    assert "è tra le bozze (2 lettere, una per prenotazione)" in office.shown()


def test_five_hundred_bookings_are_written_to_in_a_moment_of_the_event(office: Secretariat) -> None:
    event = office.event = replace(office.event, capacity=None)
    office.office = replace(office.office, events=(event,))
    office.book(*(make_booking(f"X{number:03}-22", email=f"{number}@people.example") for number in range(500)))
    office.receive(CLOSED)
    assert "e altre 490 prenotazioni" in office.shown()
    office.answer("sì")
    assert len(office.whom()) == 502
