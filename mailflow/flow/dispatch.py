"""Send what waits in the outbox: claimed before SMTP, sent right after the server's 250 (decisions 0002, 0008)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Event as Flag
from types import MappingProxyType
from typing import Protocol

import structlog

from mailflow.crash import point
from mailflow.decision.retry import SENDING
from mailflow.flow.late import let_go_where_late
from mailflow.flow.notes import note
from mailflow.flow.notices import let_go_where_not_meant
from mailflow.flow.office import Office
from mailflow.ledger import LedgerAway, OutboxRow, Transaction
from mailflow.mailbox.port import Mailbox, MailboxAway, MailboxRefused
from mailflow.outbox.fleet import Parcel
from mailflow.outbox.smtp import Lost, Outcome, Refused, Sent

log = structlog.get_logger()

MANY = 10  # mails of one walk after which several are sent at once
NO_COPIES = 60.0  # seconds in which no copy is laid down after one could not be: mails do not wait for their copies
PLACES = 64  # programs that may send from one ledger at once


class Carrier(Protocol):
    """Hands mails to the submission server (SmtpFleet)."""

    @property
    def sessions(self) -> int:
        """Mails that can be on their way at once."""
        ...

    def send(self, parcels: Sequence[Parcel]) -> Iterator[list[tuple[int, Outcome]]]:
        """What came of them, by their places, as the answers come; no more of them than `sessions`."""
        ...


@dataclass(slots=True)
class Sending:
    """What one walk over the outbox came to, in mails. `away`: why the server could not be used, where it could not."""

    sent: int = 0
    drafted: int = 0
    failed: int = 0
    later: int = 0
    away: str = ""


def _let_go(office: Office, tx: Transaction, row: OutboxRow) -> bool:
    """Whether what a claimed mail says is true no more."""
    return let_go_where_late(office, tx, row) or let_go_where_not_meant(office, tx, row)


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
        """`at_work` is called before mails go out. `copies_of`: the mailboxes of events that have their own."""
        self._office = office
        self._carrier = carrier
        self._copies = copies
        self._copies_of = copies_of
        self._worker = worker
        self._at_work = at_work
        self._without_copies: dict[Mailbox, float] = {}  # mailboxes that were away, and until when they are left alone
        self._unwritten: list[tuple[OutboxRow, Outcome]] = []  # heard while the ledger was away

    def send_waiting(self, stop: Flag) -> Sending:
        """Send all that is due, until done, `stop`, or the server cannot be used. Raises LedgerAway, LedgerRefused."""
        self._office = self._office.present()
        done = Sending()
        with self._place() as place:
            self._settle(done)
            self._take_back(place)
            while not stop.is_set() and not done.away:
                with self._office.ledger.transaction(None) as tx:
                    claimed = tx.claim(self._office.now(), self._at_once(done), f"{place} {self._worker}")
                    rows = [row for row in claimed if not _let_go(self._office, tx, row)]
                    point("send.claiming")
                if not claimed:
                    break
                point("send.claimed")
                if rows:
                    self._send(rows, done)
        return done

    def _at_once(self, done: Sending) -> int:
        """So many mails are claimed, sent and settled together: one, until it shows that many wait. What is claimed
        when we die may have gone out, and nothing else."""
        return self._carrier.sessions if done.sent >= MANY and self._office.mode == "send" else 1

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

    def _send(self, rows: Sequence[OutboxRow], done: Sending) -> None:
        self._at_work()
        office = self._office
        if office.mode == "draft" and rows[0].to not in office.letterhead(rows[0].event).organizers:
            self._lay_into_drafts(rows[0], done)
            return
        parcels = [Parcel(row.raw or b"", office.letterhead(row.event).address, row.to) for row in rows]
        answers = self._carrier.send(parcels)
        sent: list[OutboxRow] = []
        try:
            for answered in answers:
                point("send.answered")
                self._unwritten += [(rows[number], outcome) for number, outcome in answered]
                self._settle(done)
                sent += [rows[number] for number, outcome in answered if isinstance(outcome, Sent)]
        finally:  # the ledger went away over one of them: the others' answers are written with the next walk
            self._unwritten += [(rows[number], outcome) for answered in answers for number, outcome in answered]
        for row in sent:
            point("send.settled")
            self._keep_copy(row)
            point("send.copied")

    def _settle(self, done: Sending) -> None:
        """Write down what came of them, at once: between the 250 and this commit lies the only doubt there is."""
        if not self._unwritten:
            return
        now = self._office.now()
        with self._office.ledger.transaction(None) as tx:
            for row, outcome in self._unwritten:
                self._write(tx, row, outcome, now, done)
            point("send.written")
        settled, self._unwritten = self._unwritten, []
        for row, outcome in settled:
            event = "sent" if isinstance(outcome, Sent) else "not sent"
            log.info(event, outbox=row.id, kind=row.kind, outcome=str(outcome))

    def _write(self, tx: Transaction, row: OutboxRow, outcome: Outcome, now: datetime, done: Sending) -> None:
        if isinstance(outcome, Sent):
            tx.sent(row.id, now, outcome.reply)
            done.sent += 1
            return
        of_account = isinstance(outcome, Refused) and outcome.of_account
        why = f"{outcome.code} {outcome.text}" if isinstance(outcome, Refused) else outcome.reason
        if isinstance(outcome, Refused) and outcome.permanent and not of_account:
            self._failed(tx, row, why)
            done.failed += 1
            return
        due = SENDING.next_try(row.message_id, row.tries, row.created, now)
        if isinstance(outcome, Lost) and outcome.phase == "after-dot":
            done.later += 1
            if tx.unknown(row.id, why, due) == "unknown":
                self._tell(tx, row, why)
                return  # it is a person's now: no later try would show that the line holds again
        elif due is None:
            self._failed(tx, row, f"given up after {row.tries} tries: {why}")
            done.failed += 1
        else:
            tx.retry_at(row.id, due, why)
            done.later += 1
        if of_account:  # what else waits would be refused too, and is not lost for it
            done.away = done.away or f"smtp.from: the server takes no mail of ours ({why})"
        elif not isinstance(outcome, Refused):  # the line does not hold: what else waits is not hurried over it
            done.away = done.away or why

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

    def _lay_into_drafts(self, row: OutboxRow, done: Sending) -> None:
        """In the first weeks a person sends the answers: they find them among their drafts."""
        copies = self._copies_of.get(row.event or "", self._copies)
        assert copies is not None, "draft mode needs the mailbox whose drafts are meant"
        assert row.raw is not None
        try:
            if copies.search_message_id("drafts", row.message_id) is None:  # laid down before a crash
                copies.append_draft(row.raw)
        except (MailboxAway, MailboxRefused) as error:
            done.away = str(error)
            self._give_back(row, str(error))
            return
        point("draft.laid")
        with self._office.ledger.transaction(None) as tx:
            tx.drafted(row.id, self._office.now())
        done.drafted += 1

    def _give_back(self, row: OutboxRow, why: str) -> None:
        with self._office.ledger.transaction(None) as tx:
            tx.retry_at(row.id, self._office.now(), why)

    def _keep_copy(self, row: OutboxRow) -> None:
        copies = self._copies_of.get(row.event or "", self._copies)
        if copies is None or row.raw is None or row.kind == "erased":  # of an erased person nothing is kept
            return
        why = "the mailbox was away just now"
        try:
            if time.monotonic() >= self._without_copies.get(copies, 0.0):
                copies.append_sent(row.raw)
                return
        except (MailboxAway, MailboxRefused) as error:  # the mail itself has gone: only the copy is missing
            self._without_copies[copies] = time.monotonic() + NO_COPIES
            why = str(error)
        log.warning("no copy was kept of what was sent", outbox=row.id, why=why)
