"""A person who is forgotten, and an event whose retention is over: no word is left, in the ledger or in any folder."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from tests.flow.test_main_job import ORGANIZER
from tests.servers.both import DovecotAndSink
from tests.servers.dovecot import Dovecot
from tests.servers.sink import Sink
from tests.torture.desk import written
from tests.torture.office import TortureOffice

ANNA, UGO = "Anna Rossi <anna@rossi.example>", "Ugo Conte <ugo@conte.example>"
HERS = (
    "Vorrei prenotare un posto, sono celiaca e vengo in sedia a rotelle. Anna Rossi",
    "Si può venire col mio cane Zampone? Anna Rossi",
)
ERASE = "Chiedo la cancellazione dei miei dati personali ai sensi del GDPR. Anna Rossi"
FOLDERS = ("INBOX", "Mailflow/Handled", "Mailflow/Review", "Sent", "Drafts")
TRACES = ("anna@rossi.example", "anna rossi", "celiac", "rotelle", "zampone")


@pytest.fixture(params=["send", "draft"])
def office(request: pytest.FixtureRequest, tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink) -> TortureOffice:
    return TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db", mode=request.param)


def kept(office: TortureOffice, folder: Path) -> str:
    """All that can be read in the ledger's file and in the folders of the mailbox, in small letters."""
    texts = [path.read_bytes().decode("utf-8", "replace") for path in folder.glob("ledger.db*")]
    with office.servers.colleague(office.service.account.user) as box:
        there = {found.name for found in box.folder.list()}
        for name in (name for name in FOLDERS if name in there):
            box.folder.set(name)
            for mail in box.fetch(mark_seen=False):
                files = (attached.payload.decode("utf-8", "replace") for attached in mail.attachments)
                texts += [str(mail.headers), mail.subject, mail.text, mail.html, *files]
    return "\n".join(texts).casefold()


def traces(office: TortureOffice, folder: Path, words: tuple[str, ...] = TRACES) -> list[str]:
    found = kept(office, folder)
    return [word for word in words if word in found]


def last_of(office: TortureOffice, kind: str) -> str:
    """The Message-ID of our last mail of that kind."""
    with closing(office.ledger()) as ledger, ledger.reading() as tx:
        return next(f"<{row.message_id}>" for row in tx.outbox() if row.kind == kind)


def test_who_is_forgotten_by_mail_leaves_no_word_anywhere(office: TortureOffice, tmp_path: Path) -> None:
    for number, text in enumerate(HERS):
        office.service.deliver(written(ANNA, text, number))
    office.service.deliver(written(UGO, "Vorrei prenotare un posto. Ugo Conte", 8))
    assert office.run_once("2010-11-05T10:20") == 0
    assert office.run_once("2010-11-05T18:05") == 0
    assert traces(office, tmp_path) == list(TRACES)
    office.service.deliver(written(ANNA, ERASE, 3))
    assert office.run_once("2010-11-06T10:00") == 0
    question = last_of(office, "erased")
    office.service.deliver(written(ANNA, "Sì, confermo. Anna Rossi", 4, In_Reply_To=question))
    for minute in (10, 12):
        assert office.run_once(f"2010-11-06T10:{minute}") == 0
    assert [mail["To"] for mail in office.service.sent() if mail["X-Mailflow-Kind"] == "digest"] == [ORGANIZER]
    left = traces(office, tmp_path)
    if "draft" in office.service.config.read_text():  # the mail that tells her so waits there for a person to send it
        left = [word for word in left if word not in ("anna@rossi.example", "anna rossi")]
    assert left == []
    assert "ugo@conte.example" in kept(office, tmp_path)
    with closing(office.ledger()) as ledger, ledger.reading() as tx:
        assert tx.fsck() == []


def test_an_event_past_its_retention_leaves_no_word_but_the_proof(office: TortureOffice, tmp_path: Path) -> None:
    for number, text in enumerate(HERS):
        office.service.deliver(written(ANNA, text, number))
    for now in ("2010-11-05T10:20", "2010-11-05T18:05", "2010-11-24T18:05", "2010-12-05T18:05"):
        assert office.run_once(now) == 0
    assert "anna@rossi.example" in kept(office, tmp_path)
    office.service.deliver(written(ANNA, "Grazie ancora! Anna Rossi", 7))
    assert office.run_once("2011-06-20T10:00") == 0
    assert office.run_once("2011-06-21T10:00") == 0
    assert traces(office, tmp_path) == []
    with closing(office.ledger()) as ledger, ledger.reading() as tx:
        proofs = [key for kind in ("purge-needs:", "purge:") for key in tx.marked(kind)]
        assert (tx.fsck(), proofs) == (
            [],
            [
                "purge-needs:fabbrica-idee-2:2010-11-28:1",
                "purge:fabbrica-idee-2:2011-06-19:3",  # a booking and two mails
                "purge:fabbrica-idee-2:2011-06-20:1",  # the mail that came after it
            ],
        )
