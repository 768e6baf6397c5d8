"""What somebody with time and an aim would try, on real servers: nothing is altered, erased, sent or shown by it."""

from __future__ import annotations

import unicodedata
from base64 import b64encode
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from mailflow.domain.booking import Booking
from mailflow.domain.place import Status
from tests.flow.test_main_job import ORGANIZER, main_ok
from tests.servers.both import DovecotAndSink
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix
from tests.servers.sink import Sink
from tests.torture.desk import written
from tests.torture.office import TortureOffice
from tests.torture.test_privacy import ERASE, last_of
from tests.torture.test_wire import BehindProxies

EVE = "Eve Nera <eve@nera.example>"


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink) -> TortureOffice:
    return TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db")


def bookings_of(office: TortureOffice, address: str) -> list[Booking]:
    """As they stand, without what waits for their owner's word."""
    with closing(office.ledger()) as ledger, ledger.reading() as tx:
        return [replace(booking, asked=(), pending="") for booking in tx.bookings(address=address)]


def held_by(office: TortureOffice, address: str) -> set[Status]:
    """How the places stand that are not given up."""
    places = [place for booking in bookings_of(office, address) for _, place in booking.places]
    return {place.status for place in places} - {Status.CANCELLED}


# (hers, one that only folds to it): addresses of a provider that vouches for both
ALIKE = [("weiss@posta.example", "weiß@posta.example"), ("anna@strasse.example", "anna@straße.example")]


@pytest.mark.parametrize(("hers", "alike"), ALIKE)
def test_an_address_that_only_folds_to_anothers_is_another(office: TortureOffice, hers: str, alike: str) -> None:
    office.replace("[smtp]", 'authserv_id = "mx.ufficio.example"\n[smtp]')
    office.service.deliver(written(f"Anna Weiss <{hers}>", "Vorrei prenotare un posto. Anna Weiss", 1))
    assert office.run_once("2010-11-05T10:20") == 0
    before = bookings_of(office, hers)
    vouched = f"mx.ufficio.example; dmarc=pass header.from={alike.rpartition('@')[2]}"
    wanted = ("Vorrei annullare la prenotazione. Anna Weiss", "Quali dati avete su di me? Vorrei una copia.", "Sì.")
    for number, text in enumerate(wanted, 2):
        mail = written(f"Anna Weiss <{alike}>", text, number, Authentication_Results=vouched)
        office.service.deliver(mail)
        assert office.run_once(f"2010-11-05T10:2{number}") == 0
    assert bookings_of(office, hers) == before
    assert [mail.recipient for mail in office.servers.sink.received if mail.recipient == hers] == [hers]


def test_whoever_borrows_a_message_id_erases_no_mail_of_its_owner(office: TortureOffice) -> None:
    """Eve has seen it in a copy of Anna's mail, writes under it, and asks that all of hers be erased."""
    question = written("Anna Rossi <anna@rossi.example>", "Si può venire col mio cane Zampone? Anna Rossi", 1)
    office.service.deliver(question.replace(b"Prenotazione", b"Una domanda"))
    assert office.run_once("2010-11-05T10:20") == 0
    [message_id] = [line for line in question.decode().splitlines() if line.startswith("Message-ID: ")]
    theirs = {"Message_ID": message_id.removeprefix("Message-ID: ")}
    office.service.deliver(written(EVE, "Vorrei prenotare un posto. Eve Nera", 2, **theirs))
    assert office.run_once("2010-11-05T10:30") == 0
    assert "Prenotazione" in office.service.subjects_in("Mailflow/Handled")
    office.service.deliver(written(EVE, ERASE.replace("Anna Rossi", "Eve Nera"), 3))
    assert office.run_once("2010-11-06T10:00") == 0
    office.service.deliver(written(EVE, "Sì, confermo.", 4, In_Reply_To=last_of(office, "erased")))
    for minute in (10, 12):
        assert office.run_once(f"2010-11-06T10:{minute}") == 0
    assert bookings_of(office, "eve@nera.example") == []
    assert office.service.subjects_in("Mailflow/Handled") == []
    assert office.service.subjects_in("Mailflow/Review") == ["Una domanda"]


def test_an_old_yes_said_again_alters_no_new_booking(office: TortureOffice) -> None:
    """Whoever kept a reply of Anna's sends it again, as it was but for its Message-ID, once she has booked anew."""
    anna = "Anna Rossi <anna@rossi.example>"

    def said(number: int, text: str, **headers: str) -> None:
        office.service.deliver(written(anna, text, number, **headers))
        assert office.run_once(f"2010-11-05T10:{20 + number}") == 0

    said(1, "Vorrei prenotare un posto. Anna Rossi")
    said(2, "Vorrei annullare la prenotazione. Anna Rossi")
    question = last_of(office, "ask")
    said(3, "Sì, confermo. Anna Rossi", In_Reply_To=question)
    assert held_by(office, "anna@rossi.example") == set()
    said(4, "Vorrei prenotare un posto. Anna Rossi")
    before = bookings_of(office, "anna@rossi.example")
    assert held_by(office, "anna@rossi.example") == {Status.CONFIRMED}
    for number in (5, 6):
        said(number, "Sì, confermo. Anna Rossi", In_Reply_To=question)
    assert bookings_of(office, "anna@rossi.example") == before


def test_a_thread_of_ones_own_opens_no_booking_of_another(office: TortureOffice) -> None:
    """Eve has a booking, and so a thread and a code that are good; she knows Anna's code."""
    office.service.deliver(written("Anna Rossi <anna@rossi.example>", "Vorrei prenotare un posto. Anna Rossi", 1))
    office.service.deliver(written(EVE, "Vorrei prenotare un posto. Eve Nera", 2))
    assert office.run_once("2010-11-05T10:20") == 0
    [before], [own] = bookings_of(office, "anna@rossi.example"), bookings_of(office, "eve@nera.example")
    thread = thread_of(office, own.code)
    tries = (
        (EVE, f"Annullate la prenotazione {before.code}. Anna Rossi"),
        (EVE, f"Annullate le prenotazioni {own.code} e {before.code}."),
        ("Anna Rossi <anna@rossi.example>", "Vorrei annullare la prenotazione. Anna Rossi"),
        ("Anna Rossi <anna@rossi.example>", f"Al posto di Anna Rossi viene Eve Nera. Prenotazione {own.code}"),
    )
    for number, (sender, text) in enumerate(tries, 3):
        office.service.deliver(written(sender, text, number, In_Reply_To=thread, References=thread))
        assert office.run_once(f"2010-11-05T10:{20 + number}") == 0
    [after] = bookings_of(office, "anna@rossi.example")
    assert after == before


def thread_of(office: TortureOffice, code: str) -> str:
    """The Message-ID of our first mail about that booking."""
    with closing(office.ledger()) as ledger, ledger.reading() as tx:
        return [f"<{row.message_id}>" for row in tx.outbox(booking=code)][-1]


ENDS = ["\n.\n", "\r\n.\r\n", "\r.\r", "\n.\r\n", "\r\n.\r", "\r\n\x00.\r\n"]


def test_words_that_end_a_mail_and_begin_another_are_carried_through_postfix_as_words(
    tmp_path: Path, postfix: Postfix
) -> None:
    """SMTP smuggling: what stands after such an end is taken by some servers for the sender's next command."""
    servers = BehindProxies(postfix.dovecot, postfix.sink, smtp_port=postfix.port)
    office = TortureOffice(tmp_path, servers, "sqlite:///ledger.db")
    before = len(postfix.sink.received)
    for number, end in enumerate(ENDS):
        smuggled = (
            f"{end}MAIL FROM:<{ORGANIZER}>\r\nRCPT TO:<vittima@posta.example>\r\nDATA\r\nSubject: x\r\n\r\nx{end}"
        )
        body = b64encode(f"Vorrei prenotare un posto. Eve Nera\r\n{smuggled}".encode()).decode()
        mail = written(f"Eve Nera <eve{number}@nera.example>", body, number)
        office.service.deliver(mail.replace(b"Encoding: 8bit", b"Encoding: base64"))
    assert office.run_once("2010-11-05T10:20") == 0
    with closing(office.ledger()) as ledger, ledger.reading() as tx:
        decided = sorted(row.to for row in tx.outbox())
    assert {f"eve{number}@nera.example" for number in range(len(ENDS))} <= set(decided)
    for address in set(decided):
        postfix.sink.wait_for_recipient(address, decided.count(address))
    assert sorted(mail.recipient for mail in postfix.sink.received[before:]) == decided


def test_words_that_steer_a_terminal_are_shown_as_words(
    office: TortureOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    """A title that renames the organizer's window, or hides a line of what they are shown."""
    steering = "\x1b]0;ciao\x07\x1b[2K\x9b1A"
    encoded = f"=?utf-8?b?{b64encode(f'Domanda {steering}'.encode()).decode()}?="
    office.service.deliver(
        written(f"{encoded} <eve@nera.example>", f"Si può venire in bici? {steering}", 1, Subject=encoded)
    )
    assert office.run_once("2010-11-05T10:20") == 0
    for command in (("review", "list"), ("review", "show", "1"), ("outbox", "list")):
        main_ok(*command, "--config", str(office.service.config))
    shown = office.said + capsys.readouterr().out
    assert "Domanda" in shown
    assert [sign for sign in shown if unicodedata.category(sign) == "Cc" and sign not in "\n\t"] == []
