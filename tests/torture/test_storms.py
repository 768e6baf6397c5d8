"""Loops and storms: whoever writes however often, what goes out has an end, and the organizers read of it."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import closing
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.flow.test_main_job import ARRIVED, ORGANIZER
from tests.servers.both import DovecotAndSink
from tests.servers.dovecot import Dovecot
from tests.servers.sink import Sink
from tests.torture.desk import Desk, open_desk, written
from tests.torture.office import EVENT, Found, Mail, TortureOffice, mails
from tests.torture.table import LONG, Table

STORM = 5_000 if LONG else 100

OURS, THEIRS = "info@fabbricaideedistretto.it", "info@altro.example"
BOOKING = "Buongiorno, vorrei prenotare un posto. Grazie, Anna Rossi"


def to_people(mails: list[EmailMessage]) -> list[EmailMessage]:
    return [mail for mail in mails if mail["To"] != ORGANIZER]


def stripped(mail: EmailMessage) -> bytes:
    """As a gateway passes it on that keeps no header of ours."""
    for name in ("Auto-Submitted", "X-Auto-Response-Suppress", "X-Mailflow-Kind", "X-Mailflow-Booking", "Message-ID"):
        del mail[name]
    return mail.as_bytes()


def test_two_mailflows_do_not_talk_to_each_other() -> None:
    with open_desk(OURS) as ours, open_desk(THEIRS) as theirs:
        [answer] = to_people(ours.answers(written(THEIRS, BOOKING)))
        assert to_people(theirs.answers(answer.as_bytes())) == []


def test_two_mailflows_between_gateways_that_strip_their_marks_fall_silent() -> None:
    with open_desk(OURS) as ours, open_desk(THEIRS) as theirs:
        turns: list[tuple[Desk, list[bytes]]] = [(ours, [written(THEIRS, BOOKING)]), (theirs, [])]
        said = 0
        for turn in range(200):
            desk, waiting = turns[turn % 2]
            _, others = turns[1 - turn % 2]
            for raw in waiting:
                answers = to_people(desk.answers(raw))
                said += len(answers)
                others += [stripped(answer) for answer in answers]
            waiting.clear()
        assert [waiting for _, waiting in turns] == [[], []]
        assert said <= 2 * 6


def test_an_out_of_office_without_headers_that_answers_everything_is_answered_a_few_times_at_most() -> None:
    with open_desk() as desk:
        answers = to_people(desk.answers(written("Ugo Conte <ugo@conte.example>", BOOKING)))
        said = len(answers)
        number = 1
        while answers and number < 100:
            number += 1
            away = written(
                "Ugo Conte <ugo@conte.example>",
                "Sono in ferie fino al 20. Leggerò la posta al mio ritorno.",
                number,
                Subject=f"Re: {answers[-1]['Subject']}",
                In_Reply_To=answers[-1]["Message-ID"],
            )
            answers = to_people(desk.answers(away))
            said += len(answers)
        assert said <= 6


def test_a_bounce_of_a_bounce_is_not_answered() -> None:
    bounce = written(
        "MAILER-DAEMON <>",
        "This is the mail system at host mx.example.\nI'm sorry to have to inform you that your message could not be "
        "delivered.\n\n<postmaster@nowhere.example>: host unknown",
        Subject="Undelivered Mail Returned to Sender",
        Return_Path="<>",
    )
    with open_desk() as desk:
        assert desk.answers(bounce) == []
        assert desk.answers(bounce.replace(b"<1.", b"<2.")) == []


SILENCED = (
    "ugo@conte.example ha scritto più spesso di quanto si risponda: per un po' non riceve risposte, e le sue mail da "
    "guardare stanno solo qui e nella cartella di revisione."
)


def test_hundreds_of_mails_from_one_address_draw_six_answers_and_one_line() -> None:
    with open_desk() as desk:
        for number in range(300):
            desk.clock[0] -= timedelta(seconds=0.9)  # all within the hour
            desk.take(written("Ugo Conte <ugo@conte.example>", f"Vorrei prenotare {number % 5 + 1} posti.", number))
        assert len(to_people(desk.collect())) == 6
        assert [note for note in desk.notes() if "ugo@conte.example" in note] == [SILENCED]


def test_a_box_full_of_one_address_draws_six_answers_and_one_line_and_the_next_person_is_answered(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table
) -> None:
    office = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db")
    ugo = "Ugo Conte <ugo@conte.example>"
    storm = [
        Mail(f"{n}@conte.example", ugo, _numbered(ugo, f"Vorrei prenotare {n % 5 + 1} posti.", n), books=False)
        for n in range(STORM)
    ]
    [other] = mails(1)
    office.deliver([*storm, other], ARRIVED - timedelta(days=1))
    began = time.monotonic()
    assert office.run_once("2010-11-05T10:20") == 0
    took = time.monotonic() - began
    assert office.run_once("2010-11-05T18:05") == 0
    came = Counter(mail.recipient for mail in smtp_sink.received)
    assert (came["ugo@conte.example"], came[other.sender]) == (6, 1)
    assert office.service.subjects_in("INBOX") == []
    with closing(office.ledger()) as ledger, ledger.reading() as tx:
        taken = Counter(row.message_id for row in tx.inbounds())
        notes = [note.text for note in tx.notes(EVENT, ARRIVED)]
        assert tx.fsck() == []
    lost = tuple(mail.message_id for mail in storm if taken[mail.message_id] != 1)
    assert [note for note in notes if "ugo@conte.example" in note] == [SILENCED]
    table.add("a storm from one address", Found(lost, ()), STORM, times=STORM, seconds=took)
    assert lost == ()


def _numbered(sender: str, text: str, number: int) -> bytes:
    return written(sender, text, number, Message_ID=f"<{number}@conte.example>")


def test_a_thousand_addresses_at_once_draw_what_the_cap_in_all_allows() -> None:
    with open_desk() as desk:
        for number in range(300):
            desk.take(written(f"Ugo Conte <ugo{number}@conte{number}.example>", "Vorrei prenotare un posto.", number))
        assert len(to_people(desk.collect())) == 100
        assert len(desk.notes()) == 2  # of people's answers, and of organizers' mails


@pytest.mark.parametrize(("addresses", "most"), [(1, 20), (100, 60)])
def test_organizers_are_not_stormed_either(addresses: int, most: int) -> None:
    """A hundred mails that a person has to look at are a hundred matters in the digest, not a hundred mails."""
    with open_desk() as desk:
        for number in range(100):
            ugo = f"Ugo Conte <ugo{number % addresses}@conte.example>"
            desk.take(written(ugo, f"Si può venire col cane numero {number}?", number))
        assert len([mail for mail in desk.collect() if mail["To"] == ORGANIZER]) <= most
        assert len(desk.notes()) == 1


def test_our_own_mail_that_comes_back_is_known_and_not_answered() -> None:
    with open_desk(OURS) as desk:
        [answer] = to_people(desk.answers(written("Ugo Conte <ugo@conte.example>", BOOKING)))
        assert desk.answers(answer.as_bytes()) == []
        for name in ("Auto-Submitted", "X-Mailflow-Kind", "X-Auto-Response-Suppress"):
            del answer[name]
        assert desk.answers(answer.as_bytes()) == []


def test_a_mail_that_claims_to_come_from_ourselves_is_not_answered() -> None:
    with open_desk(OURS) as desk:
        assert to_people(desk.answers(written(f"La fabbrica delle idee <{OURS}>", BOOKING))) == []
