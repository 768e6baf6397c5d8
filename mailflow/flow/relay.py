"""Watch a mailbox whose mail is handled elsewhere: what waits is handed over to whichever worker claims it, and moved
once a worker has recorded it.

The ledger holds a copy until then, so that any machine can work on it; the mailbox stays the keeper. A mail handed
over twice is one mail: it is named by where it lies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Event as Flag

from mailflow.flow.aside import set_aside, stand_back
from mailflow.flow.mailroom import BATCH, Mailroom, Pass
from mailflow.flow.office import Door, Office
from mailflow.flow.safely import ANSWERED, handle
from mailflow.flow.taken import Taken, known
from mailflow.ledger import Arriving
from mailflow.ledger.values import Settled
from mailflow.mailbox.port import Mailbox, Origin, Raw, Waiting

OUTSTANDING = 1000  # mails of one mailbox that are handed over at once: others want their turn, and the ledger its room
AGAIN = 0.2  # seconds between two looks at what the workers have done


class Relay:
    """One mailbox."""

    def __init__(self, office: Office, mailbox: Mailbox, door: Door, room: Mailroom) -> None:
        """`room`: looks after what colleagues do."""
        self._office = office
        self._mailbox = mailbox
        self._door = door
        self._room = room
        self._new: dict[Origin, Waiting] = {}  # listed, and not handed over yet
        self._over: set[Origin] = set()  # handed over, and not settled
        self._left: set[Origin] = set()  # settled, and left where they lie
        self._listed = False

    def again_in(self) -> float | None:
        """While workers have mail of ours."""
        return AGAIN if self._over else None

    def batches(self, stop: Flag, done: Pass) -> Iterator[None]:
        """Hand over what is new, and move what is recorded, in steps.

        Raises MailboxAway, MailboxRefused, LedgerAway, LedgerRefused.
        """
        self._office = self._office.present()
        if not self._listed or self._mailbox.news():
            self._list()
        self._collect()
        while self._new and len(self._over) < OUTSTANDING and not stop.is_set():
            in_order = sorted(self._new.values(), key=lambda mail: (mail.arrived, mail.origin))
            self._hand_over([mail.origin for mail in in_order[:BATCH]])
            yield
        if not self._over:
            self._room.look_after(stop)

    def _list(self) -> None:
        self._mailbox.ensure_folders()
        waiting = {mail.origin: mail for mail in self._mailbox.waiting()}
        self._left &= waiting.keys()
        with self._office.ledger.reading() as tx:
            names = {origin.mailbox for origin in waiting}
            self._over |= {Origin(name, *mail) for name in names for mail in tx.handed_over(name)}
        self._new = {origin: mail for origin, mail in waiting.items() if origin not in self._over | self._left}
        self._listed = True

    def _collect(self) -> None:
        """What the workers have done is moved. What they found to be a mail that was handled before, under another
        name, is not recorded under this one: it is settled here."""
        with self._office.ledger.reading() as tx:
            names = {origin.mailbox for origin in self._over}
            waiting = {Origin(name, *mail) for name in names for mail in tx.handed_over(name)}
            recorded = {Origin(*lies): row for lies, row in tx.recorded(list(self._over - waiting)).items()}
        again = self._over - waiting - recorded.keys()
        settled = [(origin, known(row)) for origin, row in recorded.items()]
        for raw in self._mailbox.fetch(again) if again else ():
            assert raw.origin is not None
            settled.append((raw.origin, handle(self._office, raw, self._door, 0, lambda _: None)))
        self._settle(settled)
        self._over = waiting

    def _hand_over(self, origins: Sequence[Origin]) -> None:
        with self._office.ledger.reading() as tx:
            recorded = {Origin(*lies): row for lies, row in tx.recorded(origins).items()}
        settled = [(origin, known(row)) for origin, row in recorded.items()]
        arriving: list[Arriving] = []
        for raw in self._mailbox.fetch([origin for origin in origins if origin not in recorded]):
            assert raw.origin is not None
            taken = self._taken_here(raw)
            if taken is not None:
                settled.append((raw.origin, taken))
            else:
                arriving.append(Arriving(raw=raw.content, arrived=raw.arrived, door=self._door.name, origin=raw.origin))
                self._over.add(raw.origin)
        with self._office.ledger.transaction(None) as tx:
            tx.accept(arriving)
        for origin in origins:
            del self._new[origin]
        self._settle(settled)

    def _taken_here(self, raw: Raw) -> Taken | None:
        """What need not be read is not handed over."""
        if raw.truncated:
            return set_aside(self._office, raw, self._door, "large")
        return stand_back(self._office, [raw], self._door)[0] if ANSWERED in raw.flags else None

    def _settle(self, settled: Sequence[tuple[Origin, Taken]]) -> None:
        if not settled:
            return
        places: tuple[Settled, ...] = ("handled", "review")
        for where in places:
            self._mailbox.move([o for o, taken in settled if taken.settled == where and not taken.stays], where)
        self._left |= {origin for origin, taken in settled if taken.stays}
        with self._office.ledger.transaction(None) as tx:
            tx.moved([taken.inbound for _, taken in settled], self._office.now())
