"""An MTA hands mail straight to the service: what it was told is kept is answered once, whatever comes between."""

from __future__ import annotations

import random
import resource
import signal
import smtplib
import threading
from collections import Counter
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from mailflow.ledger import Ledger
from tests.flow.test_main_job import ORGANIZER, booking_mail, main_ok, parsed
from tests.flow.test_service import PATIENCE, ahead_of, says, started
from tests.servers.postfix import LMTP_DOMAIN, Postfix
from tests.servers.process import LOOPBACK, free_port
from tests.servers.proxy import Cut, start_proxy
from tests.servers.sink import Sink
from tests.torture.office import mails

EVENTS = Path(__file__).parent.parent / "events"
A_MOMENT = threading.Event()  # never set
BOOKS = booking_mail().replace(b"\n", b"\r\n")
ASKS = (
    booking_mail(**{"Message-ID": "<altro@posta.example>", "Subject": "Una richiesta"})
    .replace(
        b"vorrei prenotare un posto: Green energy e poi Governance.", b"vorrei prenotare 12 posti per la mia classe."
    )
    .replace(b"\n", b"\r\n")
)


class Office:
    """A service that mail comes to by LMTP alone."""

    def __init__(self, folder: Path, sink: Sink, lmtp_port: int, database: str = "sqlite:///ledger.db") -> None:
        (folder / "events").mkdir()
        self.config = folder / "mailflow.toml"
        self.lmtp_port = lmtp_port
        self.sink = sink
        event = (EVENTS / "fabbrica-idee.toml").read_text(encoding="utf-8")
        (folder / "events" / "fabbrica-idee.toml").write_text(ahead_of(event), encoding="utf-8")
        self.config.write_text(
            f"""
database = "{database}"
[lmtp]
port = {lmtp_port}
[smtp]
host = "{LOOPBACK}"
port = {sink.port}
security = "none"
from = "La fabbrica delle idee <info@fabbricaideedistretto.it>"
[organizers]
digest_to = ["{ORGANIZER}"]
[limits]
mail_size = 100000
""",
            encoding="utf-8",
        )

    def hand_over(self, raw: bytes = BOOKS) -> None:
        with smtplib.LMTP(LOOPBACK, self.lmtp_port, timeout=PATIENCE) as mta:
            mta.sendmail("n.rossi@ceramicherossi.example", ["info@fabbricaideedistretto.it"], raw)

    def answers(self) -> list[str]:
        """What people got, by the mail it answers."""
        return [parsed(mail)["In-Reply-To"] for mail in self.sink.received if mail.recipient != ORGANIZER]


@pytest.fixture
def office(tmp_path: Path, smtp_sink: Sink) -> Office:
    return Office(tmp_path, smtp_sink, free_port())


def test_a_mail_handed_over_is_answered(office: Office) -> None:
    with started(office.config) as program:
        says(program, "mailflow is running")
        office.hand_over()
        office.sink.wait_for(1, PATIENCE)
    assert office.answers() == ["<prenotazione-1@ceramicherossi.example>"]


def test_postfix_delivers_through_the_door_and_holds_mail_while_it_is_closed(
    tmp_path: Path, smtp_sink: Sink, postfix: Postfix
) -> None:
    office = Office(tmp_path, smtp_sink, postfix.lmtp_port)
    postfix.submit("n.rossi@ceramicherossi.example", f"info@{LMTP_DOMAIN}", BOOKS)
    with started(office.config) as program:
        says(program, "mailflow is running")
        office.sink.wait_for(1, PATIENCE)
        later = booking_mail(**{"Message-ID": "<dopo@posta.example>", "From": "Ada Neri <ada@neri.example>"})
        postfix.submit("ada@neri.example", f"info@{LMTP_DOMAIN}", later)
        office.sink.wait_for(2, PATIENCE)
    assert office.answers() == ["<prenotazione-1@ceramicherossi.example>", "<dopo@posta.example>"]


def test_a_mail_that_is_handed_over_again_is_answered_once(office: Office) -> None:
    with started(office.config) as program:
        says(program, "mailflow is running")
        office.hand_over()
        office.hand_over()
        office.sink.wait_for(1, PATIENCE)
        office.hand_over()
        program.send_signal(signal.SIGTERM)
        says(program, "mailflow has stopped")
    main_ok("run", "--once", "--config", str(office.config))
    assert office.answers() == ["<prenotazione-1@ceramicherossi.example>"]


@pytest.mark.parametrize("point", ["door.written", "door.kept", "work.claimed", "intake.written", "intake.committed"])
def test_dying_over_a_mail_that_was_handed_over_loses_nothing_and_doubles_nothing(office: Office, point: str) -> None:
    """The MTA hands over again what it was not told is kept."""
    with started(office.config, MAILFLOW_CRASH_AT=point) as program:
        says(program, "mailflow is running")
        try:
            office.hand_over()
            kept = True
        except (smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException, OSError):
            kept = False
        program.wait(PATIENCE)
    with started(office.config) as program:
        says(program, "mailflow is running")
        if not kept:
            office.hand_over()
        office.sink.wait_for(1, PATIENCE)
        program.send_signal(signal.SIGTERM)
        says(program, "mailflow has stopped")
    assert office.answers() == ["<prenotazione-1@ceramicherossi.example>"]


def refused_for_now(office: Office) -> None:
    with pytest.raises(smtplib.SMTPDataError) as refused:
        office.hand_over()
    assert refused.value.smtp_code == 451


def test_while_the_database_is_away_the_mta_keeps_its_mail(tmp_path: Path, smtp_sink: Sink, postgresql: str) -> None:
    url = make_url(postgresql)
    assert url.port is not None
    with start_proxy(url.port) as proxy:
        through = url.set(port=proxy.port).render_as_string(hide_password=False)
        office = Office(tmp_path, smtp_sink, free_port(), through)
        with started(office.config) as program:
            says(program, "mailflow is running")
            proxy.set(Cut())
            refused_for_now(office)
            proxy.set(None)
            office.hand_over()
            office.sink.wait_for(1, PATIENCE)
    assert len(office.answers()) == 1


def test_while_the_disk_is_full_the_mta_keeps_its_mail(office: Office) -> None:
    with started(office.config) as program:
        says(program, "mailflow is running")
        resource.prlimit(program.pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
        refused_for_now(office)
        resource.prlimit(program.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        office.hand_over()
        office.sink.wait_for(1, PATIENCE)
    assert len(office.answers()) == 1


def test_what_waits_for_a_person_is_found_whole(
    office: Office, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with started(office.config) as program:
        says(program, "mailflow is running")
        office.hand_over(ASKS)
        office.sink.wait_for_recipient(ORGANIZER, 1, PATIENCE)
    capsys.readouterr()
    main_ok("review", "show", "1", "--eml", str(tmp_path / "it.eml"), "--config", str(office.config))
    assert (tmp_path / "it.eml").read_bytes() == b"Return-Path: <n.rossi@ceramicherossi.example>\r\n" + ASKS


def test_a_mail_that_is_too_large_is_refused(office: Office) -> None:
    with started(office.config) as program:
        says(program, "mailflow is running")
        with pytest.raises(smtplib.SMTPSenderRefused):
            office.hand_over(BOOKS + b"x" * 100_000)


def test_an_mta_that_tries_until_it_is_told_loses_and_doubles_nothing_whoever_dies(
    tmp_path: Path, smtp_sink: Sink, postgresql: str
) -> None:
    """Two programs with a door each, on one database; now the one is killed, now the other."""
    offices = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        offices.append(Office(tmp_path / name, smtp_sink, free_port(), postgresql))
    dice = random.Random(2010)
    sent = [mail for mail in mails(30) if mail.books]
    with ExitStack() as programs:
        running = [programs.enter_context(started(office.config)) for office in offices]
        for number, mail in enumerate(sent):
            while not handed_over(dice.choice(offices), mail.raw):
                A_MOMENT.wait(0.1)
            if number % 9 == 8:
                victim = dice.randrange(2)
                running[victim].kill()
                running[victim] = programs.enter_context(started(offices[victim].config))
        smtp_sink.wait_for(len(sent), PATIENCE)
    main_ok("run", "--once", "--config", str(offices[0].config))
    with closing(Ledger.open(postgresql)) as ledger, ledger.reading() as tx:
        assert sorted(row.message_id for row in tx.inbounds()) == sorted(mail.message_id for mail in sent)
        assert sorted(booking.contact.email or "" for booking in tx.bookings()) == sorted(mail.sender for mail in sent)
        doubted = {row.message_id for row in tx.outbox() if row.doubts}
    answers = Counter(parsed(mail)["Message-ID"].strip("<>") for mail in smtp_sink.received)
    assert {name for name, times in answers.items() if times > 1} <= doubted
    assert len(answers) == len(sent)


def handed_over(office: Office, raw: bytes) -> bool:
    """Whether the MTA was told that the mail is kept."""
    try:
        office.hand_over(raw)
    except (OSError, smtplib.SMTPException):
        return False
    return True
