"""Work through a mailbox: what waits is taken in, in order of arrival, and moved once its effects are committed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event as Flag

from mailflow.crash import point
from mailflow.flow.colleagues import look_after
from mailflow.flow.drafts import compare_drafts
from mailflow.flow.erasing import erase_remembered
from mailflow.flow.intake import Taken, known
from mailflow.flow.office import ANY_DOOR, Door, Office
from mailflow.flow.safely import DEATHS, handle
from mailflow.ledger.values import Settled
from mailflow.mailbox.port import Mailbox, Origin, Raw, Waiting

BATCH, BATCH_BYTES = 50, 50_000_000  # mails fetched, and moved, at once
LOOK_EVERY = timedelta(minutes=1)  # between two looks at what colleagues did


@dataclass(slots=True)
class Pass:
    """What one pass over a mailbox came to, in mails."""

    taken: int = 0
    to_review: int = 0


class Mailroom:
    """One mailbox and the office that reads it. Remembers only which mails it leaves where they lie."""

    def __init__(
        self,
        office: Office,
        mailbox: Mailbox,
        door: Door = ANY_DOOR,
        tell: Callable[[Raw, Taken], None] = lambda raw, taken: None,
    ) -> None:
        """`tell` hears of every mail as it is taken in."""
        self._office = office
        self._mailbox = mailbox
        self._door = door
        self._tell = tell
        self._left: set[Origin] = set()
        self._counted: set[Origin] = set()  # begun, and broken off by a server or database: still the same try
        self._looked: datetime | None = None  # when what colleagues did was last looked at

    def work_through(self, stop: Flag) -> Pass:
        """Take in all that waits, until done or `stop`.

        Raises MailboxAway, MailboxRefused, LedgerAway, LedgerRefused.
        """
        done = Pass()
        for _ in self.batches(stop, done):
            pass
        return done

    def batches(self, stop: Flag, done: Pass) -> Iterator[None]:
        """The same in steps, a batch each, so that whoever keeps many mailboxes can turn to another in between."""
        self._mailbox.ensure_folders()
        waiting = self._mailbox.waiting()
        present = {mail.origin for mail in waiting}
        self._left &= present
        self._note_moved(present)
        ours = sorted((m for m in waiting if m.origin not in self._left), key=lambda m: (m.arrived, m.origin))
        for batch in self._batches(ours):
            if stop.is_set():
                break
            self._take_in(batch, done)
            yield
        self.look_after(stop)

    def again_in(self) -> float | None:
        """Nothing need be asked again before there is news."""
        return None

    def look_after(self, stop: Flag) -> None:
        """What colleagues did and what is to be erased, now and then."""
        now = self._office.now()
        if not stop.is_set() and (self._looked is None or abs(now - self._looked) >= LOOK_EVERY):
            erase_remembered(self._office, self._mailbox, self._door.name)
            look_after(self._office, self._mailbox, self._looked, self._door)
            if self._office.mode == "draft":
                compare_drafts(self._office, self._mailbox, self._door)
            self._looked = now

    def _batches(self, mails: Sequence[Waiting]) -> list[list[Waiting]]:
        """In order. A mail that was begun and not settled may be what ended us: it is tried alone, so that it takes no
        other mail along, and no other mail's tries are counted for its sake."""
        with self._office.ledger.reading() as tx:
            begun = {mail for name in {mail.origin.mailbox for mail in mails} for mail in tx.begun(name)}
        suspect = {Origin(*mail) for mail in begun} - self._counted
        batches: list[list[Waiting]] = []
        weight = alone = 0
        for mail in mails:
            weight += mail.size
            if not batches or len(batches[-1]) == BATCH or weight > BATCH_BYTES or alone or mail.origin in suspect:
                batches.append([])
                weight = mail.size
            batches[-1].append(mail)
            alone = mail.origin in suspect
        return batches

    def _take_in(self, batch: Sequence[Waiting], done: Pass) -> None:
        origins = [mail.origin for mail in batch]
        with self._office.ledger.transaction(None) as tx:
            # what is recorded is only to be moved, and not read again: it may be what killed us, set aside since
            recorded = {origin: row for origin in origins if (row := tx.seen(origin, "", b"")) is not None}
            new = [origin for origin in origins if origin not in recorded and origin not in self._counted]
            tx.begin(new, self._office.now())
            deaths = {origin: tx.tries(origin) - 1 for origin in origins}
        self._counted |= set(origins)
        point("room.counted")
        taken: list[tuple[Origin, Taken]] = []
        # who died even while setting a mail aside, died of fetching it: then it is set aside unread
        unread = [(m.origin, _unread(m)) for m in batch if deaths[m.origin] > DEATHS]
        whole = self._mailbox.fetch(set(origins) - {origin for origin, _ in unread})
        fetched = [*unread, *((raw.origin, raw) for raw in whole if raw.origin is not None)]
        for origin, raw in sorted(fetched, key=lambda mail: (mail[1].arrived, mail[0])):
            outcome = known(recorded[origin]) if origin in recorded else self._safely(origin, raw, deaths[origin])
            taken.append((origin, outcome))
            self._tell(raw, outcome)
            done.taken += not outcome.again
            done.to_review += outcome.settled == "review" and not outcome.again
        self._abandon(set(origins) - {origin for origin, outcome in taken if not outcome.again})
        self._counted -= set(origins)
        point("room.moving")
        self._move(taken)
        point("room.noted")

    def _abandon(self, origins: set[Origin]) -> None:
        """Mails that a colleague moved meanwhile, or that were known already: nobody tries them any more."""
        if origins:
            with self._office.ledger.transaction(None) as tx:
                for origin in origins:
                    tx.abandon(origin)

    def _safely(self, origin: Origin, raw: Raw, deaths: int) -> Taken:
        def note(why: str) -> None:
            with self._office.ledger.transaction(None) as tx:
                tx.failed_to_handle(origin, why)

        return handle(self._office, raw, self._door, deaths, note)

    def _move(self, taken: Sequence[tuple[Origin, Taken]]) -> None:
        places: tuple[Settled, ...] = ("handled", "review")
        for where in places:
            origins = [origin for origin, outcome in taken if outcome.settled == where and not outcome.stays]
            if origins:
                self._mailbox.move(origins, where)
        self._left |= {origin for origin, outcome in taken if outcome.stays}
        point("room.moved")
        with self._office.ledger.transaction(None) as tx:
            tx.moved([outcome.inbound for _, outcome in taken], self._office.now())

    def _note_moved(self, present: set[Origin]) -> None:
        """Mails that left the inbox just before a crash kept us from writing that down."""
        lying = {(origin.mailbox, origin.uidvalidity, origin.uid) for origin in present}
        with self._office.ledger.reading() as tx:
            rows = [row for name in sorted({origin.mailbox for origin in present}) for row in tx.unmoved(name)]
        gone = [row.id for row in rows if (row.mailbox, row.uidvalidity, row.uid) not in lying]
        if gone:
            with self._office.ledger.transaction(None) as tx:
                tx.moved(gone, self._office.now())


def _unread(mail: Waiting) -> Raw:
    return Raw(mail.origin, b"", mail.arrived, mail.flags, truncated=True)
