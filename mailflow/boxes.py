"""Watching mailboxes, few or hundreds: one thread that waits for all of them, and a few hands that work.

A mailbox rests in IDLE, its socket in one selector. One that has news, or whose time has come, waits in a line for a
free hand, is worked on for one batch, and joins the line at its end while more is there: so a full one starves nobody.
A hand that meets a dead server is held until the connection times out: so one server may hold only some of the hands,
and mailboxes that are in trouble already only some others.
"""

from __future__ import annotations

import heapq
import selectors
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from queue import SimpleQueue
from threading import Event as Flag
from typing import Protocol

import structlog

from mailflow.flow.mailroom import Pass
from mailflow.flow.office import Door, Office
from mailflow.health import Health
from mailflow.ledger import LedgerAway, LedgerRefused, Watches
from mailflow.mailbox.port import Mailbox, MailboxAway, MailboxRefused, Rest
from mailflow.mailbox.stop import Stop

log = structlog.get_logger()

HANDS = 16  # mailboxes worked on at once: a hand is idle while its server answers
PER_SERVER = 4  # ... of one server
IN_TROUBLE = 4  # ... of those that could not be reached last time
STAND_BY = 3.0  # seconds between two tries to take over a mailbox that another program watches
LOOK_AT_LEAST = 300.0  # seconds after which a mailbox is looked through, whatever its server says
REFUSED = (5.0, 60.0, 300.0)  # ... after a login that was refused: servers lock out who tries again and again
RECONNECT = (1.0, 2.0, 5.0, 15.0, 60.0)  # seconds to wait after the first, second, … failure in a row


class Room(Protocol):
    """Works through one mailbox (Mailroom, Relay)."""

    def batches(self, stop: Flag, done: Pass) -> Iterator[None]:
        """All that waits, a batch a step."""
        ...

    def again_in(self) -> float | None:
        """Seconds after which it wants to be asked again without any news; None where it need not."""
        ...


@dataclass(slots=True, eq=False)
class _Box:
    """One mailbox and how it stands. Only one thread has it at a time."""

    mailbox: Mailbox
    door: Door
    room: Room
    turns: Iterator[None] | None = None  # work that is under way
    looked: float | None = None  # when it was last looked through
    failures: int = 0  # in a row
    resting: int = 0  # which of its rests this is
    rest: Rest = field(default_factory=lambda: Rest(None, 0))


class Boxes:
    """Watches until `stop`. `broke` is told of a fault of ours, by the part that met it."""

    def __init__(
        self,
        office: Office,
        rooms: Sequence[tuple[Mailbox, Door, Room]],
        stop: Stop,
        health: Health,
        broke: Callable[[str], None],
    ) -> None:
        self._office = office
        self._boxes = [_Box(*one) for one in rooms]
        self._stop = stop
        self._health = health
        self._broke = broke
        self._line: deque[_Box] = deque(self._boxes)  # wait for a hand
        self._resting: list[tuple[float, int, _Box]] = []  # a heap, by when their time comes
        self._numbers = count()
        self._busy: Counter[str] = Counter()  # hands, by server
        self._busy_in_trouble = 0
        self._done: SimpleQueue[tuple[_Box, bool]] = SimpleQueue()
        self._bell = Stop()  # rung by a hand that is free
        self._selector = selectors.DefaultSelector()

    def run(self) -> None:
        """Work until `stop`; then every hand finishes its batch, and the servers are left."""
        for signal in (self._stop, self._bell):
            self._selector.register(signal, selectors.EVENT_READ)
        with closing(self._office.ledger.watches()) as watches, ThreadPoolExecutor(HANDS, "watch") as hands:
            while not self._stop.is_set():
                self._give_out(hands, watches)
                for key, _ in self._selector.select(self._until_next()):
                    if isinstance(key.data, _Box):
                        self._wake(key.data)
                self._bell.clear()
                while not self._done.empty():
                    self._put_back(*self._done.get())
                self._wake_those_whose_time_has_come()
            hands.shutdown()
            for box in (box for box in self._boxes if box.turns is not None):
                self._turn(box, watches)  # it may hold a batch that is begun
            self._selector.close()
            for box in self._boxes:
                box.mailbox.close()

    # --- the thread that waits ----------------------------------------------------------------------------------------

    def _give_out(self, hands: ThreadPoolExecutor, watches: Watches) -> None:
        """Those in line, in their order, as far as there are hands for them."""
        for _ in range(len(self._line)):
            box = self._line.popleft()
            if not self._may_be_given_out(box):
                self._line.append(box)
                continue
            in_trouble = box.failures > 0
            self._busy[box.mailbox.server] += 1
            self._busy_in_trouble += in_trouble
            hands.submit(self._turn, box, watches).add_done_callback(self._ring(box, in_trouble))

    def _may_be_given_out(self, box: _Box) -> bool:
        if box.failures and self._busy_in_trouble >= IN_TROUBLE:
            return False
        return self._busy.total() < HANDS and self._busy[box.mailbox.server] < PER_SERVER

    def _ring(self, box: _Box, in_trouble: bool) -> Callable[[Future[None]], None]:
        def ring(_: Future[None]) -> None:
            self._done.put((box, in_trouble))
            self._bell.set()

        return ring

    def _put_back(self, box: _Box, in_trouble: bool) -> None:
        """A hand is done with it: into the line again, or to rest."""
        self._busy[box.mailbox.server] -= 1
        self._busy_in_trouble -= in_trouble
        if box.rest.seconds <= 0:
            self._line.append(box)
            return
        if box.rest.socket is not None:
            self._selector.register(box.rest.socket, selectors.EVENT_READ, box)
        box.resting = next(self._numbers)
        heapq.heappush(self._resting, (time.monotonic() + box.rest.seconds, box.resting, box))

    def _until_next(self) -> float | None:
        return max(0.0, self._resting[0][0] - time.monotonic()) if self._resting else None

    def _wake_those_whose_time_has_come(self) -> None:
        while self._resting and self._resting[0][0] <= time.monotonic():
            _, resting, box = heapq.heappop(self._resting)
            if box.resting == resting:  # not woken by its server since
                self._wake(box)

    def _wake(self, box: _Box) -> None:
        if box.rest.socket is not None:
            self._selector.unregister(box.rest.socket)
        box.resting = -1
        self._line.append(box)

    # --- the hands ----------------------------------------------------------------------------------------------------

    def _turn(self, box: _Box, watches: Watches) -> None:
        """One batch at most; `rest` says what comes after."""
        name = box.door.name
        self._health.stirs(name)
        try:
            if not watches.held(name) and not self._take_over(box, watches):
                box.rest = Rest(None, STAND_BY)
                return
            box.rest = self._step(box)
            box.failures = 0
        except (MailboxAway, MailboxRefused, LedgerAway, LedgerRefused) as error:
            box.turns, box.looked = None, None
            box.failures += 1
            self._health.say(name, str(error), self._office.now())
            waits = REFUSED if isinstance(error, MailboxRefused) else RECONNECT
            box.rest = Rest(None, waits[min(box.failures, len(waits)) - 1])
        except Exception:  # noqa: BLE001 - logged whole by who is told, and it stops the service
            self._broke(name)

    def _take_over(self, box: _Box, watches: Watches) -> bool:
        """Whether it is ours to watch from now on. Somebody else may have worked on it: nothing known of it counts."""
        box.turns, box.looked = None, None
        name = box.door.name
        if watches.take(name):
            self._health.takes_over(name)
            return True
        self._health.stands_by(name, self._office.ledger.watched_by(name) or "?")
        box.mailbox.close()
        return False

    def _step(self, box: _Box) -> Rest:
        if box.turns is None:
            if not self._is_to_be_looked_through(box):
                return self._rest(box)
            box.turns = box.room.batches(self._stop, Pass())
        if next(box.turns, _OVER) is not _OVER:
            return Rest(None, 0)
        box.turns, box.looked = None, time.monotonic()
        self._health.say(box.door.name, None, self._office.now())
        return self._rest(box)

    def _is_to_be_looked_through(self, box: _Box) -> bool:
        looked = box.looked
        late = looked is None or time.monotonic() - looked >= LOOK_AT_LEAST
        return late or box.room.again_in() is not None or box.mailbox.news()

    def _rest(self, box: _Box) -> Rest:
        rest, again = box.mailbox.rest(), box.room.again_in()
        return rest if again is None else Rest(rest.socket, min(rest.seconds, again))


_OVER = object()
