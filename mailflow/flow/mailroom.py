"""Work through a mailbox: what waits is taken in, in order of arrival, and moved once its effects are committed.

While a backlog lasts the next batches are read by other processes while this one is written down, a group of mails a
commit. Whatever goes wrong with a group undoes the whole of it, and its mails are taken in again, one by one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event as Flag

import structlog

from mailflow.crash import point
from mailflow.flow.batch import Batch, is_read, unread
from mailflow.flow.colleagues import look_after
from mailflow.flow.dealing import deal_with
from mailflow.flow.drafts import compare_drafts
from mailflow.flow.erasing import erase_remembered
from mailflow.flow.foresight import Foreseen, Standpoint, foresee_or_leave
from mailflow.flow.leaving import Unmoved, move_out
from mailflow.flow.office import ANY_DOOR, Door, Office
from mailflow.flow.readers import Readers
from mailflow.flow.safely import DEATHS
from mailflow.flow.taken import Taken, known
from mailflow.mailbox.port import Mailbox, Origin, Raw, Waiting
from mailflow.patience import PATIENCE

log = structlog.get_logger()

BATCH, BATCH_BYTES = 50, 20_000_000  # mails fetched at once
MOVED = 200  # mails moved at once while more wait: for every move a server goes through the whole folder
AHEAD = 2  # batches that readers have, while another is written down
BACKLOG = 30  # waiting mails from which on several share a commit
LISTED = 2000  # mails looked at together, and put in order of arrival: a full box fills no memory
CROWD = 200  # waiting mails that are worth starting readers for
ANEW_EVERY = timedelta(days=1)  # between two looks from the first mail on: what a colleague undeleted is found
LOOK_EVERY = timedelta(minutes=1)  # between two looks at what colleagues did


@dataclass(slots=True)
class Pass:
    """What one pass over a mailbox came to, in mails."""

    taken: int = 0
    to_review: int = 0


class Mailroom:
    """One mailbox and the office that reads it. Remembers only how far it has come."""

    def __init__(
        self,
        office: Office,
        mailbox: Mailbox,
        door: Door = ANY_DOOR,
        tell: Callable[[Raw, Taken], None] = lambda raw, taken: None,
        readers: Readers | None = None,
    ) -> None:
        """`tell` hears of every mail that is taken in, after the commit. `readers`: processes for a backlog."""
        self._office = office
        self._mailbox = mailbox
        self._door = door
        self._tell = tell
        self._readers = readers
        self._seen: Origin | None = None  # all up to it is dealt with, or left where it lies
        self._anew = office.now()  # when it was last looked from the first mail on
        self._unmoved: Unmoved | None = Unmoved(office.ledger)  # until all that lies there was looked at once
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
        unmoved = self._unmoved
        if unmoved is not None:
            self._mailbox.ensure_folders()
        if abs(self._office.now() - self._anew) >= ANEW_EVERY:
            self._seen, self._anew = None, self._office.now()
        with ExitStack() as until_done:
            readers: Readers | None = None
            while not stop.is_set() and (waiting := self._mailbox.waiting(self._seen, LISTED)):
                if unmoved is not None:
                    unmoved.lie([mail.origin for mail in waiting])
                in_order = sorted(waiting, key=lambda mail: (mail.arrived, mail.origin))
                starting = self._readers is not None and readers is None and len(waiting) >= CROWD
                if self._readers is not None and starting:
                    readers = until_done.enter_context(self._readers.at_hand())
                taken: list[tuple[Origin, Taken]] = []  # and still to be moved
                for held in self._held(self._batches(in_order), stop, readers, starting=starting):
                    taken += self._settle(held, done, together=len(waiting) >= BACKLOG)
                    if len(taken) >= MOVED:
                        move_out(self._office, self._mailbox, taken)
                        taken = []
                    if not stop.is_set():  # else what is held is settled in this step
                        yield
                move_out(self._office, self._mailbox, taken)
                if not stop.is_set():
                    self._seen = waiting[-1].origin
        if unmoved is not None and not stop.is_set():
            unmoved.note(self._office.now())
            self._unmoved = None
        self.look_after(stop)

    def _held(
        self, batches: Sequence[Sequence[Waiting]], stop: Flag, readers: Readers | None, *, starting: bool
    ) -> Iterator[Batch]:
        """The batches in order; with readers, the next ones are fetched before one is settled, so that they are always
        busy. While they are starting, the first one is read here. Nothing is begun besides a mail that is tried alone:
        it may be what ended us."""
        held: deque[Batch] = deque()
        for number, batch in enumerate(batches):
            if stop.is_set():
                break
            alone = len(batch) == 1
            while held and alone:
                yield held.popleft()
            here = alone or (starting and number == 0)
            held.append(self._fetch(batch, None if here else readers))
            if alone or readers is None or len(held) > AHEAD:
                yield held.popleft()
        yield from held

    def again_in(self) -> float | None:
        """Nothing need be asked again before there is news."""
        return None

    def look_after(self, stop: Flag) -> None:
        """What colleagues did and what is to be erased, now and then."""
        self._office = self._office.present()
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

    def _fetch(self, batch: Sequence[Waiting], readers: Readers | None) -> Batch:
        """Counts a try of each mail and fetches it. What is recorded is only to be moved, and not read again: it may
        be what killed us, set aside since."""
        origins = [mail.origin for mail in batch]
        with self._office.ledger.transaction(None) as tx:
            rows = {Origin(*lies): row for lies, row in tx.recorded(origins).items()}
            new = [origin for origin in origins if origin not in rows]
            tries = tx.begin([origin for origin in new if origin not in self._counted], self._office.now())
            tries |= tx.tries([origin for origin in new if origin in self._counted])
            deaths = {Origin(*lies): times - 1 for lies, times in tries.items()}
        self._counted |= set(new)
        point("room.counted")
        order = {origin: number for number, origin in enumerate(new)}
        # who died even while setting a mail aside, died of fetching it: then it is set aside unread
        raws = [unread(mail) for mail in batch if deaths.get(mail.origin, 0) > DEATHS]
        whole = order.keys() - {raw.origin for raw in raws}
        raws += [raw for raw in self._mailbox.fetch(whole) if raw.origin in order] if whole else []
        raws.sort(key=lambda raw: (raw.arrived, order[raw.origin] if raw.origin else 0))
        self._office = self._office.present()
        held = Batch(set(new), rows, deaths, raws, self._office.events)
        if readers is not None:
            held.foreseen = readers.foresee([raw.content for raw in raws if is_read(raw)], self._standpoint())
        return held

    def _settle(self, held: Batch, done: Pass, *, together: bool) -> list[tuple[Origin, Taken]]:
        """Takes in what is held; it is to be moved."""
        self._office = self._office.present()
        if held.events is not self._office.events:  # what the readers told is of events that are otherwise now
            held.foreseen = []
        taken = [(origin, known(row)) for origin, row in held.recorded.items()]
        with PATIENCE.over():
            items = list(held.items(self._foresee if together else lambda _: None))
        for item, outcome in deal_with(self._office, self._door, items, together=together):
            taken.append((item.origin, outcome))
            self._tell(item.raw, outcome)
            done.taken += not outcome.again
            done.to_review += outcome.settled == "review" and not outcome.again
        self._abandon(held.new - {origin for origin, outcome in taken if not outcome.again})
        self._counted -= held.new
        return taken

    def _foresee(self, content: bytes) -> Foreseen | None:
        with self._office.turn:
            return foresee_or_leave(content, self._standpoint())

    def _standpoint(self) -> Standpoint:
        return self._office.standpoint(self._door)

    def _abandon(self, origins: set[Origin]) -> None:
        """Mails that a colleague moved meanwhile, or that were known already: nobody tries them any more."""
        if origins:
            with self._office.ledger.transaction(None) as tx:
                for origin in origins:
                    tx.abandon(origin)
