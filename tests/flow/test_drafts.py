"""Shadow mode: a person sends the answers, and the digest tells how many were sent as they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from threading import Event as Flag

import pytest

from mailflow.config.event_file import load_event
from mailflow.flow.digest import digest_letters
from mailflow.flow.dispatch import Dispatcher
from mailflow.flow.mailroom import Mailroom
from mailflow.flow.meter import Meter
from mailflow.flow.office import Office
from mailflow.ledger import Ledger
from mailflow.mailbox.folder import FolderMailbox
from mailflow.outbox.fleet import Parcel
from mailflow.outbox.smtp import Outcome
from mailflow.outbox.templates import Templates

EVENTS = Path(__file__).parent.parent / "events"
MORNING = datetime(2010, 11, 5, 9, 0, tzinfo=UTC)


class NobodyElse:
    """A carrier that must not be asked: in shadow mode nothing goes out to participants."""

    sessions = 1

    def send(self, parcels: Sequence[Parcel]) -> Iterator[list[tuple[int, Outcome]]]:
        raise AssertionError(f"sent to {parcels}")


class Shadow:
    """An office in shadow mode, with its shared box in a folder and a clock set by hand."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self.now = MORNING
        self.folder = folder
        self.mailbox = FolderMailbox(folder)
        self.event = load_event(EVENTS / "fabbrica-idee.toml")
        self.office = Office(
            events=(self.event,),
            ledger=ledger,
            templates=Templates(),
            sender="Ufficio <info@ufficio.example>",
            organizers=("segreteria@ufficio.example",),
            caps=(),
            meter=Meter([]),
            now=lambda: self.now,
            mode="draft",
        )
        self.room = Mailroom(self.office, self.mailbox)
        self.dispatcher = Dispatcher(self.office, NobodyElse(), self.mailbox, "worker")

    def arrives(self, who: str) -> None:
        mail = EmailMessage()
        mail["From"] = f"{who} <{who.split(maxsplit=1)[0].lower()}@prova.example>"
        mail["To"] = "info@ufficio.example"
        mail["Subject"] = "Prenotazione"
        mail["Date"] = "Fri, 05 Nov 2010 09:30:00 +0100"
        mail["Message-ID"] = f"<{who.split(maxsplit=1)[0].lower()}@prova.example>"
        mail.set_content(f"Buongiorno, vorrei un posto: Green energy e Governance.\n{who}\n")
        (self.folder / f"{who}.eml").write_bytes(mail.as_bytes())

    def works(self) -> None:
        self.now += timedelta(minutes=2)
        self.room.work_through(Flag())
        self.dispatcher.send_waiting(Flag())

    def draft_to(self, who: str) -> Path:
        [path] = [p for p in (self.folder / "drafts").glob("*.eml") if who in str(parsed(p)["To"])]
        return path

    def notes(self) -> tuple[str, ...]:
        with self.office.ledger.transaction(self.event) as tx:
            [digest] = digest_letters(self.office, tx, self.event, None, self.now)
        return getattr(digest, "notes", ())


def parsed(path: Path) -> EmailMessage:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


@pytest.fixture
def shadow(tmp_path: Path) -> Iterator[Shadow]:
    ledger = Ledger.open("sqlite://")
    yield Shadow(tmp_path, ledger)
    ledger.close()


def test_answers_lie_in_the_drafts_in_their_threads(shadow: Shadow) -> None:
    shadow.arrives("Ada Lodi")
    shadow.works()
    assert parsed(shadow.draft_to("Ada Lodi"))["In-Reply-To"] == "<ada@prova.example>"


def test_the_digest_tells_how_many_answers_were_sent_unchanged(shadow: Shadow) -> None:
    for who in ("Ada Lodi", "Ugo Ferri", "Ivana Grandi"):
        shadow.arrives(who)
    shadow.works()
    as_it_was = shadow.draft_to("Ada Lodi")
    as_it_was.rename(shadow.folder / "sent" / as_it_was.name)
    own_words = EmailMessage()
    own_words["From"] = "info@ufficio.example"
    own_words["To"] = "Ugo Ferri <ugo@prova.example>"
    own_words["In-Reply-To"] = "<ugo@prova.example>"
    own_words.set_content("Caro Ugo, ti aspettiamo!\n")
    (shadow.folder / "sent" / "ugo.eml").write_bytes(own_words.as_bytes())
    shadow.draft_to("Ugo Ferri").unlink()
    shadow.works()
    assert shadow.notes() == ("Risposte inviate dalle bozze: 2, di cui senza modifiche: 1; ancora tra le bozze: 1.",)


def test_a_client_that_gives_a_draft_its_own_message_id_changes_nothing(shadow: Shadow) -> None:
    shadow.arrives("Ada Lodi")
    shadow.works()
    draft = shadow.draft_to("Ada Lodi")
    sent = parsed(draft)
    del sent["Message-ID"], sent["X-Mailflow-Kind"]
    sent["Message-ID"] = "<client@ufficio.example>"
    (shadow.folder / "sent" / "ada.eml").write_bytes(sent.as_bytes())
    draft.unlink()
    shadow.works()
    assert shadow.notes() == ("Risposte inviate dalle bozze: 1, di cui senza modifiche: 1; ancora tra le bozze: 0.",)


def test_nothing_is_told_before_anything_was_sent(shadow: Shadow) -> None:
    shadow.arrives("Ada Lodi")
    shadow.works()
    shadow.works()
    assert shadow.notes() == ()
