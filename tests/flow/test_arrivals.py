"""Mail that waits in the ledger: while a backlog lasts several mails share a commit, and none is lost or doubled."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Event as Flag

import pytest
from sqlalchemy import event as sql

from mailflow.config.event_file import load_event
from mailflow.decision.limits import parse_limit
from mailflow.flow.arrivals import BATCH, Arrivals
from mailflow.flow.meter import Meter
from mailflow.flow.office import Door, Office
from mailflow.ledger import Arriving, Ledger
from mailflow.outbox.templates import Templates
from tests.flow.test_main_job import ARRIVED, EVENTS, booking_mail

DOOR = Door(name="lmtp")


class Waiting:
    """An office whose mail waits in its ledger, and what became of each, in order."""

    def __init__(self, folder: Path) -> None:
        self.ledger = Ledger.open(f"sqlite:///{folder}/ledger.db")
        self.office = Office(
            events=(load_event(Path(EVENTS) / "fabbrica-idee.toml"),),
            ledger=self.ledger,
            templates=Templates(),
            sender="La fabbrica delle idee <info@fabbricaideedistretto.it>",
            organizers=("segreteria@comune.example",),
            caps=(parse_limit("100 per hour"),),
            meter=Meter([parse_limit("1000 per hour")]),
            now=lambda: ARRIVED + timedelta(hours=1),
        )
        self.commits = 0
        self.handled: list[tuple[bytes, str, bool]] = []

    def accept(self, mails: list[bytes]) -> None:
        with self.ledger.transaction(None) as tx:
            tx.accept([Arriving(raw=raw, arrived=ARRIVED, door=DOOR.name) for raw in mails])

    def work(self) -> None:
        def committed(*_: object) -> None:
            self.commits += 1

        sql.listen(self.ledger._database.engine, "commit", committed)
        worker = Arrivals(
            self.office,
            {DOOR.name: DOOR},
            "worker",
            lambda raw, taken: self.handled.append((raw.content, taken.settled, taken.again)),
        )
        worker.work_through(Flag())
        worker.close()

    def recorded(self) -> int:
        with self.ledger.reading() as tx:
            assert tx.fsck() == []
            return len(tx.inbounds())


@pytest.fixture
def waiting(tmp_path: Path) -> Waiting:
    return Waiting(tmp_path)


def bookings(count: int) -> list[bytes]:
    return [
        booking_mail(**{"Message-ID": f"<{n}@prova.example>", "From": f"Ada Neri <ada{n}@neri.example>"})
        for n in range(count)
    ]


def test_a_backlog_shares_commits_and_is_handled_in_order(waiting: Waiting) -> None:
    mails = bookings(2 * BATCH)
    waiting.accept(mails)
    waiting.work()
    assert [raw for raw, _, _ in waiting.handled] == mails
    assert waiting.recorded() == len(mails)
    assert waiting.commits < len(mails)


def test_the_same_mail_twice_in_a_backlog_is_taken_in_once(waiting: Waiting) -> None:
    mails = bookings(BATCH - 1)
    waiting.accept([*mails, mails[3]])
    waiting.work()
    assert [again for _, _, again in waiting.handled] == [False] * (BATCH - 1) + [True]
    assert waiting.recorded() == BATCH - 1
    with waiting.ledger.transaction(None) as tx:
        assert tx.claim_arrivals(ARRIVED + timedelta(days=1), BATCH, "another") == []


def test_a_mail_whose_conversation_must_be_known_first_is_handled_in_its_turn(waiting: Waiting) -> None:
    mails = bookings(BATCH)
    mails[5] = booking_mail(**{"Message-ID": "<reply@prova.example>", "In-Reply-To": "<nobody@prova.example>"})
    waiting.accept(mails)
    waiting.work()
    assert [raw for raw, _, _ in waiting.handled] == mails
    assert waiting.recorded() == len(mails)
