"""Send what waits in the outbox: claimed before SMTP, sent right after the server's 250 (decisions 0002, 0008)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event as Flag
from types import MappingProxyType
from typing import Protocol

import structlog

from mailflow.crash import point
from mailflow.decision.retry import SENDING
from mailflow.flow.notes import note
from mailflow.flow.office import Office
from mailflow.ledger import LedgerAway, OutboxRow, Transaction
from mailflow.mailbox.port import Mailbox, MailboxAway, MailboxRefused
from mailflow.outbox.smtp import Lost, Outcome, Refused, Sent

log = structlog.get_logger()

BATCH = 20  # mails claimed at once
PLACES = 64  # programs that may send from one ledger at once


class Carrier(Protocol):
    """Hands one mail to the submission server (SmtpConnection)."""

    def send(self, raw: bytes, sender: str, recipient: str) -> Outcome:
        """What came of it."""
        ...


@dataclass(slots=True)
class Sending:
    """What one walk over the outbox came to, in mails. `away`: why the server could not be used, where it could not."""

    sent: int = 0
    failed: int = 0
    later: int = 0
    away: str = ""


class Dispatcher:
    """Sends for one worker. `copies`: the mailbox that keeps copies of what was sent, and takes drafts."""

    def __init__(
        self,
        office: Office,
        carrier: Carrier,
        copies: Mailbox | None,
        worker: str,
        at_work: Callable[[], None] = lambda: None,
        copies_of: Mapping[str, Mailbox] = MappingProxyType({}),
    ) -> None:
        """`at_work` is called before every mail. `copies_of`: the mailboxes of events that have their own."""
        self._office = office
        self._carrier = carrier
        self._copies = copies
        self._copies_of = copies_of
        self._worker = worker
        self._at_work = at_work
        self._unwritten: tuple[OutboxRow, Outcome] | None = None  # heard while the ledger was away

    def send_waiting(self, stop: Flag) -> Sending:
        """Send all that is due, until done, `stop`, or the server cannot be used. Raises LedgerAway, LedgerRefused."""
        done = Sending()
        with self._place() as place:
            if self._unwritten is not None:
                self._settle(*self._unwritten, done)
            self._take_back(place)
            while not stop.is_set() and not done.away:
                with self._office.ledger.transaction(None) as tx:
                    rows = tx.claim(self._office.now(), BATCH, f"{place} {self._worker}")
                    point("send.claiming")
                if not rows:
                    break
                point("send.claimed")
                self._send_all(rows, done, stop)
        return done

    @contextmanager
    def _place(self) -> Iterator[str]:
        """A place to send from that is ours until the block ends, or we die: who claims names it, and so shows whether
        they live, on whichever machine."""
        for number in range(PLACES):
            with self._office.ledger.watch(f"sender-{number}") as ours:
                if ours is not None:
                    yield f"sender-{number}"
                    return
        raise LedgerAway(f"{PLACES} other programs are sending from this database")

    def _take_back(self, place: str) -> None:
        """What was claimed from our place before us, and from places that nobody holds: its senders died."""
        with self._office.ledger.reading() as tx:
            claimants = tx.claimants()
        for worker in claimants:
            theirs = worker.partition(" ")[0]
            if theirs == place:
                self._orphaned(worker)
            else:
                with self._office.ledger.watch(theirs) as free:
                    if free is not None:
                        self._orphaned(worker)

    def _orphaned(self, worker: str) -> None:
        with self._office.ledger.transaction(None) as tx:
            rows = tx.orphaned(worker)
            for row in rows:
                if row.status == "unknown":
                    self._tell(tx, row, row.why)
        log.warning("a sender died while sending", worker=worker, outbox=[row.id for row in rows])

    def _send_all(self, rows: Sequence[OutboxRow], done: Sending, stop: Flag) -> None:
        """One after the other, each settled before the next: whoever takes back a claim of ours relies on that."""
        for number, row in enumerate(rows):
            if done.away or stop.is_set():
                self._give_back(rows[number:], done.away or "mailflow was stopped")
                return
            self._send(row, done)

    def _send(self, row: OutboxRow, done: Sending) -> None:
        assert row.raw is not None
        self._at_work()
        if self._office.mode == "draft" and row.to not in self._office.letterhead(row.event).organizers:
            self._lay_into_drafts(row, row.raw, done)
            return
        outcome = self._carrier.send(row.raw, self._office.letterhead(row.event).address, row.to)
        point("send.answered")
        self._unwritten = (row, outcome)
        self._settle(row, outcome, done)
        if isinstance(outcome, Sent):
            point("send.settled")
            self._keep_copy(row)
            point("send.copied")

    def _settle(self, row: OutboxRow, outcome: Outcome, done: Sending) -> None:
        """Write down what came of it, at once: between the 250 and this commit lies the only doubt there is."""
        now = self._office.now()
        with self._office.ledger.transaction(None) as tx:
            if isinstance(outcome, Sent):
                tx.sent(row.id, now, outcome.reply)
                done.sent += 1
            elif isinstance(outcome, Lost) and outcome.phase == "after-dot":
                if tx.unknown(row.id, outcome.reason) == "unknown":
                    self._tell(tx, row, outcome.reason)
                done.later += 1
            elif isinstance(outcome, Refused) and outcome.permanent:
                self._failed(tx, row, f"{outcome.code} {outcome.text}")
                done.failed += 1
            else:
                why = f"{outcome.code} {outcome.text}" if isinstance(outcome, Refused) else outcome.reason
                done.away = "" if isinstance(outcome, Refused) else why
                due = SENDING.next_try(row.message_id, row.tries, row.created, now)
                if due is None:
                    self._failed(tx, row, f"given up after {row.tries} tries: {why}")
                    done.failed += 1
                else:
                    tx.retry_at(row.id, due, why)
                    done.later += 1
            point("send.written")
        self._unwritten = None
        log.info(
            "sent" if isinstance(outcome, Sent) else "not sent", outbox=row.id, kind=row.kind, outcome=str(outcome)
        )

    def _failed(self, tx: Transaction, row: OutboxRow, why: str) -> None:
        """It will not go out: as with a mail that came back, its booking shows it, and the organizers are told."""
        now = self._office.now()
        tx.failed(row.id, why, now)
        if not tx.bounced(row.message_id, now, why):
            self._tell(tx, row, why)

    def _tell(self, tx: Transaction, row: OutboxRow, why: str) -> None:
        """A line in the digest: a person has to look at it."""
        event = self._office.event(row.event or "") or self._office.main_event()
        tx.note(event.id, self._office.now(), note(event, "not-sent", address=row.to, why=why), once=True)

    def _lay_into_drafts(self, row: OutboxRow, raw: bytes, done: Sending) -> None:
        """In the first weeks a person sends the answers: they find them among their drafts."""
        copies = self._copies_of.get(row.event or "", self._copies)
        assert copies is not None, "draft mode needs the mailbox whose drafts are meant"
        try:
            if copies.search_message_id("drafts", row.message_id) is None:  # laid down before a crash
                copies.append_draft(raw)
        except (MailboxAway, MailboxRefused) as error:
            done.away = str(error)
            self._give_back([row], str(error))
            return
        point("draft.laid")
        with self._office.ledger.transaction(None) as tx:
            tx.drafted(row.id, self._office.now())
        done.sent += 1

    def _give_back(self, rows: Sequence[OutboxRow], why: str) -> None:
        with self._office.ledger.transaction(None) as tx:
            for row in rows:
                tx.retry_at(row.id, self._office.now(), why)

    def _keep_copy(self, row: OutboxRow) -> None:
        copies = self._copies_of.get(row.event or "", self._copies)
        if copies is None or row.raw is None or row.kind == "erased":  # of an erased person nothing is kept
            return
        try:
            copies.append_sent(row.raw)
        except (MailboxAway, MailboxRefused) as error:  # the mail itself has gone: only the copy is missing
            log.warning("no copy was kept of what was sent", outbox=row.id, why=str(error))
