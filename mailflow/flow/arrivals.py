"""Mail that was taken over and waits in the ledger: handled like mail from a mailbox, by whichever worker claims it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event as Flag

import structlog

from mailflow.crash import point
from mailflow.domain.address import address_key
from mailflow.flow.foresight import Foreseen, foresee_or_leave
from mailflow.flow.mailroom import Pass
from mailflow.flow.office import Door, Office
from mailflow.flow.places import dead, place
from mailflow.flow.reception import receive_together
from mailflow.flow.safely import handle
from mailflow.flow.taken import Taken
from mailflow.ledger import Arrival, Arriving, LedgerAway, LedgerRefused, Watch
from mailflow.mailbox.handed_over import HandedOver, Keep
from mailflow.mailbox.port import Origin, Raw
from mailflow.patience import PATIENCE

log = structlog.get_logger()

BATCH = 20  # mails claimed at once
BURIALS = timedelta(seconds=2)  # between two looks at who died


@dataclass(frozen=True, slots=True)
class LmtpDoors:
    """Whom mail is for that comes by LMTP. `by_address`: folded; `other`: where no recipient is known."""

    other: Door
    by_address: Mapping[str, Door] = field(default_factory=dict)

    def of(self, recipients: Sequence[str]) -> Door:
        """The door of the first recipient that is known, `info+anything@` being `info@`."""
        plain = (address_key(re.sub(r"\+[^@]*(?=@)", "", recipient)) for recipient in recipients)
        return next((door for address in plain if (door := self.by_address.get(address))), self.other)

    def all(self) -> tuple[Door, ...]:
        """Every one of them."""
        return (self.other, *self.by_address.values())


def keeper(office: Office, doors: LmtpDoors) -> Keep:
    """What the LMTP door commits mails with."""

    def keep(mails: Sequence[HandedOver]) -> str:
        arriving = [
            Arriving(raw=mail.content, arrived=mail.arrived, door=doors.of(mail.recipients).name) for mail in mails
        ]
        try:
            with office.ledger.transaction(None) as tx:
                tx.accept(arriving)
                point("door.written")
        except (LedgerAway, LedgerRefused) as error:
            return str(error)
        point("door.kept")
        return ""

    return keep


class Arrivals:
    """One worker. `doors`: by name; a door that is not there any more leads to every event."""

    def __init__(
        self,
        office: Office,
        doors: Mapping[str, Door],
        worker: str,
        tell: Callable[[Raw, Taken], None] = lambda raw, taken: None,
    ) -> None:
        """`tell` hears of every mail as it is taken in."""
        self._office = office
        self._doors = doors
        self._worker = worker
        self._tell = tell
        self._held = ExitStack()
        self._place: tuple[str, Watch] | None = None
        self._buried = office.now() - BURIALS
        self._claimed: list[int] = []  # by us, and neither handled nor given back

    def work_through(self, stop: Flag) -> Pass:
        """Handle all that waits, until done or `stop`. Raises LedgerAway and LedgerRefused."""
        done = Pass()
        claimant = f"{self._our_place()} {self._worker}"
        self._give_back(claimant)  # where the last pass broke off
        self._bury(claimant)
        while not stop.is_set():
            self._office = self._office.present()
            with self._office.ledger.transaction(None) as tx:
                claimed = tx.claim_arrivals(self._office.now(), BATCH, claimant)
            if not claimed:
                break
            point("work.claimed")
            self._handle_all(claimed, claimant, done, stop)
        return done

    def close(self) -> None:
        """Gives the place free."""
        self._place = None
        self._held.close()

    def _our_place(self) -> str:
        """The place is kept from one pass to the next, as long as nobody else can have it."""
        if self._place is None or not self._place[1].held():
            self.close()
            self._place = self._held.enter_context(place(self._office.ledger, "worker"))
        return self._place[0]

    def _bury(self, claimant: str) -> None:
        """What dead workers had claimed is given free."""
        now = self._office.now()
        if abs(now - self._buried) < BURIALS:
            return
        with self._office.ledger.reading() as tx:
            claimants = tx.arrival_claimants()
        for worker in dead(self._office.ledger, claimants, claimant.partition(" ")[0]):
            with self._office.ledger.transaction(None) as tx:
                mails = tx.orphaned_arrivals(worker)
            log.warning("a worker died over its mail", worker=worker, mails=mails)
        self._buried = now

    def _handle_all(self, claimed: Sequence[Arrival], claimant: str, done: Pass, stop: Flag) -> None:
        """In order. What was not begun when we are told to stop is given back."""
        self._claimed = [arrival.id for arrival in claimed]
        together = self._at_once(claimed) if len(claimed) == BATCH else []
        for arrival, raw, taken in together:
            self._note(arrival, raw, taken, claimant, done)
        for arrival in claimed[len(together) :]:
            if stop.is_set():
                break
            self._handle(arrival, claimant, done)
        self._give_back(claimant)

    def _at_once(self, claimed: Sequence[Arrival]) -> list[tuple[Arrival, Raw, Taken]]:
        """While a backlog lasts, the first of these mails in one commit, as far as they go together; none of them
        where one raises: then they are handled one by one."""
        door = self._door(claimed[0])
        standpoint = self._office.standpoint(door)
        mails: list[tuple[Arrival, Raw, Foreseen]] = []
        with PATIENCE.over():
            for arrival in claimed:
                with self._office.turn:
                    foreseen = foresee_or_leave(arrival.raw, standpoint)
                if arrival.tries > 1 or arrival.door != claimed[0].door or foreseen is None or foreseen.event is None:
                    break
                mails.append((arrival, _raw(arrival), foreseen))
        if len(mails) < 2:
            return []
        try:
            with PATIENCE.over():
                taken = receive_together(self._office, [(raw, foreseen) for _, raw, foreseen in mails], door)
        except Exception:
            log.exception("mails could not be taken in together: now one by one")
            return []
        return [(arrival, raw, outcome) for (arrival, raw, _), outcome in zip(mails, taken, strict=False)]

    def _give_back(self, claimant: str) -> None:
        if self._claimed:
            with self._office.ledger.transaction(None) as tx:
                tx.release_arrivals(self._claimed, claimant, self._office.now())
            self._claimed = []

    def _handle(self, arrival: Arrival, claimant: str, done: Pass) -> None:
        """With the record the mail waits no more; one that was recorded before is crossed off apart."""

        def note(why: str) -> None:
            with self._office.ledger.transaction(None) as tx:
                tx.failed_arrival(arrival.id, why)

        raw = _raw(arrival)
        self._note(
            arrival, raw, handle(self._office, raw, self._door(arrival), arrival.tries - 1, note), claimant, done
        )

    def _door(self, arrival: Arrival) -> Door:
        return self._doors.get(arrival.door, Door(name=arrival.door))

    def _note(self, arrival: Arrival, raw: Raw, taken: Taken, claimant: str, done: Pass) -> None:
        """It is dealt with, and committed."""
        self._claimed.remove(arrival.id)
        self._tell(raw, taken)
        if taken.again:
            with self._office.ledger.transaction(None) as tx:
                tx.settle_arrival(arrival.id, claimant)
        done.taken += not taken.again
        done.to_review += taken.settled == "review" and not taken.again


def _raw(arrival: Arrival) -> Raw:
    origin = None
    if arrival.mailbox is not None and arrival.uidvalidity is not None and arrival.uid is not None:
        origin = Origin(arrival.mailbox, arrival.uidvalidity, arrival.uid)
    return Raw(origin, arrival.raw, arrival.arrived, frozenset(), arrival=arrival.id)
