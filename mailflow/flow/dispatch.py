"""Send what waits in the outbox: claimed before SMTP, sent right after the server's 250 (decision 0002)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from threading import Event as Flag
from typing import Protocol

import structlog

from mailflow.decision.retry import SENDING
from mailflow.flow.office import Office
from mailflow.ledger import OutboxRow
from mailflow.mailbox.port import Mailbox, MailboxAway, MailboxRefused
from mailflow.outbox.smtp import Lost, Outcome, Refused, Sent

log = structlog.get_logger()

BATCH = 20  # mails claimed at once
ABANDONED = timedelta(minutes=30)  # a claim so old belongs to a sender that died


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

    def __init__(self, office: Office, carrier: Carrier, copies: Mailbox | None, worker: str) -> None:
        self._office = office
        self._carrier = carrier
        self._copies = copies
        self._worker = worker

    def send_waiting(self, stop: Flag) -> Sending:
        """Send all that is due, until done, `stop`, or the server cannot be used. Raises LedgerAway, LedgerRefused."""
        done = Sending()
        with self._office.ledger.transaction(None) as tx:
            for row in tx.orphaned(self._office.now() - ABANDONED):
                log.warning("a sender died while sending", outbox=row.id, status=row.status)
        while not stop.is_set() and not done.away:
            with self._office.ledger.transaction(None) as tx:
                rows = tx.claim(self._office.now(), BATCH, self._worker)
            if not rows:
                break
            for place, row in enumerate(rows):
                if done.away or stop.is_set():
                    self._give_back(rows[place:], done.away or "mailflow was stopped")
                    break
                self._send(row, done)
        return done

    def _send(self, row: OutboxRow, done: Sending) -> None:
        assert row.raw is not None
        if self._office.mode == "draft" and row.to not in self._office.organizers:
            self._lay_into_drafts(row, row.raw, done)
            return
        outcome = self._carrier.send(row.raw, self._office.address, row.to)
        self._settle(row, outcome, done)
        if isinstance(outcome, Sent):
            self._keep_copy(row)

    def _settle(self, row: OutboxRow, outcome: Outcome, done: Sending) -> None:
        """Write down what came of it, at once: between the 250 and this commit lies the only doubt there is."""
        now = self._office.now()
        with self._office.ledger.transaction(None) as tx:
            if isinstance(outcome, Sent):
                tx.sent(row.id, now, outcome.reply)
                done.sent += 1
            elif isinstance(outcome, Lost) and outcome.phase == "after-dot":
                tx.unknown(row.id, outcome.reason)
                done.later += 1
            elif isinstance(outcome, Refused) and outcome.permanent:
                tx.failed(row.id, f"{outcome.code} {outcome.text}", now)
                done.failed += 1
            else:
                why = f"{outcome.code} {outcome.text}" if isinstance(outcome, Refused) else outcome.reason
                done.away = "" if isinstance(outcome, Refused) else why
                due = SENDING.next_try(row.message_id, row.tries, row.created, now)
                if due is None:
                    tx.failed(row.id, f"given up after {row.tries} tries: {why}", now)
                    done.failed += 1
                else:
                    tx.retry_at(row.id, due, why)
                    done.later += 1
        log.info(
            "sent" if isinstance(outcome, Sent) else "not sent", outbox=row.id, kind=row.kind, outcome=str(outcome)
        )

    def _lay_into_drafts(self, row: OutboxRow, raw: bytes, done: Sending) -> None:
        """In the first weeks a person sends the answers: they find them among their drafts."""
        assert self._copies is not None, "draft mode needs the mailbox whose drafts are meant"
        try:
            if self._copies.search_message_id("drafts", row.message_id) is None:  # laid down before a crash
                self._copies.append_draft(raw)
        except (MailboxAway, MailboxRefused) as error:
            done.away = str(error)
            self._give_back([row], str(error))
            return
        with self._office.ledger.transaction(None) as tx:
            tx.drafted(row.id, self._office.now())
        done.sent += 1

    def _give_back(self, rows: Sequence[OutboxRow], why: str) -> None:
        with self._office.ledger.transaction(None) as tx:
            for row in rows:
                tx.retry_at(row.id, self._office.now(), why)

    def _keep_copy(self, row: OutboxRow) -> None:
        if self._copies is None or row.raw is None:
            return
        try:
            self._copies.append_sent(row.raw)
        except (MailboxAway, MailboxRefused) as error:  # the mail itself has gone: only the copy is missing
            log.warning("no copy was kept of what was sent", outbox=row.id, why=str(error))
