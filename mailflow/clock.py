"""The service: mailboxes that are watched, mail that is worked on, mail that is sent, and a clock that only ticks.

What is due, the ledger knows. Each of the three may run here or elsewhere. Threads wait by the monotonic clock, so that
a clock that is set does not stop them.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from queue import SimpleQueue
from types import MappingProxyType
from typing import TYPE_CHECKING

import structlog

from mailflow.boxes import RECONNECT, Boxes, Room
from mailflow.flow.arrivals import Arrivals, LmtpDoors, keeper
from mailflow.flow.dispatch import Carrier, Dispatcher
from mailflow.flow.mailroom import Mailroom
from mailflow.flow.office import Door, Office
from mailflow.flow.readers import Readers
from mailflow.flow.relay import Relay
from mailflow.flow.schedule import Clockwork
from mailflow.flow.taken import Taken
from mailflow.flow.trouble import EVENTS, SENDING, Watchman
from mailflow.health import Health
from mailflow.heap import give_back
from mailflow.ledger import LedgerAway, LedgerRefused
from mailflow.mailbox.handed_over import HandedOver, LmtpAccount
from mailflow.mailbox.port import Mailbox, MailboxAway, MailboxRefused, Raw
from mailflow.mailbox.stop import Stop
from mailflow.ticks import Ticks
from mailflow.watching.systemd import Systemd

if TYPE_CHECKING:
    from mailflow.mailbox.lmtp import LmtpDoor

log = structlog.get_logger()

TICK = 60.0  # seconds between two looks at what is due
HEARD_WITHIN = 1.0  # seconds until a signal is heard at the latest
WORK_AT_MOST = 1.0  # seconds until mail is seen that another program took over
SEND_AT_MOST = 30.0  # seconds the outbox is left alone when nobody says that something was put in
LOOK_OUT = 1.0  # ... where others put in, on other machines
ARRIVALS = "arrivals"  # the part that handles mail that was taken over


class Role(StrEnum):
    """What a program does of the whole.

    WATCH reads the mailboxes, and handles their mail where WORK is here too, else hands it over. WORK opens the LMTP
    door, and handles what was handed over. SEND sends, and strikes the clock.
    """

    WATCH = "watch"
    WORK = "work"
    SEND = "send"


ROLES = frozenset(Role)


class Service:
    """Runs until `stop` is set; then each thread finishes the mail it holds."""

    def __init__(
        self,
        office: Office,
        mailboxes: Sequence[tuple[Mailbox, Door]],
        carrier: Carrier,
        copies: Mailbox | None,
        worker: str,
        stop: Stop,
        lmtp: tuple[LmtpAccount, LmtpDoors] | None = None,
        health: Health | None = None,
        tell: Callable[[Raw, Taken], None] = lambda raw, taken: None,
        roles: frozenset[Role] = ROLES,
        copies_of: Mapping[str, Mailbox] = MappingProxyType({}),
        readers: Readers | None = None,
    ) -> None:
        """`tell` hears of every mail as it is taken in. `roles`: what is done here; the rest is done elsewhere.

        `copies`: the mailbox that keeps copies of what was sent; `copies_of`: that of an event, where it is another.
        `readers` help where many wait.
        """
        self._roles = roles
        self._office = office
        self._mailboxes = mailboxes
        self.health = health or Health()
        self._tell = tell
        self._readers = readers
        self._dispatcher = Dispatcher(
            office, carrier, copies, worker, at_work=lambda: self.health.stirs(SENDING), copies_of=copies_of
        )
        self._clockwork = Clockwork(office)
        self._watchman = Watchman(office, [door.name for _, door in mailboxes], copies)
        self._stop = stop
        self._to_send, self._to_work = threading.Event(), threading.Event()
        doors = [*(door for _, door in mailboxes), *(lmtp[1].all() if lmtp else ())]
        self._arrivals = Arrivals(
            office, {door.name: door for door in doors}, worker, lambda raw, taken: self._taken(ARRIVALS, raw, taken)
        )
        self._lmtp = self._door(*lmtp) if lmtp and Role.WORK in roles else None
        self._systemd = Systemd()
        self.broken = False

    def _door(self, account: LmtpAccount, doors: LmtpDoors) -> LmtpDoor:
        from mailflow.mailbox.lmtp import LmtpDoor  # noqa: PLC0415 - a server that few have: it loads what else none does

        keep = keeper(self._office, doors)

        def keep_and_tell(mails: Sequence[HandedOver]) -> str:
            why = keep(mails)
            self._to_work.set()
            return why

        return LmtpDoor(account, keep_and_tell)

    def run(self) -> None:
        """Work until told to stop; `broken` says whether a fault of ours was the reason.

        Raises MailboxRefused where the LMTP door cannot be opened.
        """
        if self._lmtp is not None:
            self._lmtp.open()
        parts: dict[Role, Callable[[], None]] = {Role.WATCH: self._watch, Role.WORK: self._work, Role.SEND: self._send}
        threads = [threading.Thread(target=part, name=role) for role, part in parts.items() if role in self._roles]
        for thread in threads:
            thread.start()
        ticks = Ticks(self._tick if Role.SEND in self._roles else lambda: None, TICK)
        ticks.start()
        log.info(
            "mailflow is running",
            mailboxes=len(self._mailboxes),
            events=[event.id for event in self._office.events],
            roles=sorted(map(str, self._roles)),
        )
        self._systemd.ready(self._status())
        while not self._stop.wait(HEARD_WITHIN):
            # a signal that came just before the wait began is heard when the wait ends
            if ticks.look():
                log.warning("the machine's clock was set")
            if self._files_have_changed():
                ticks.now()
            if not self.health.silent():
                self._systemd.alive(self._status())
        self._systemd.stopping()
        if self._lmtp is not None:
            self._lmtp.close()
        self._to_work.set()
        self._to_send.set()
        ticks.stop()
        for thread in threads:
            thread.join()
        log.info("mailflow has stopped")

    def _files_have_changed(self) -> bool:
        files = self._office.files
        if files is None:
            return False
        changed = files.look()
        self.health.say(EVENTS, files.problem or None, self._office.now())
        if changed:
            log.info("event files have changed", events=[event.id for event in files.in_force.events])
        return changed

    def _watch(self) -> None:
        rooms = [(mailbox, door, self._room(mailbox, door)) for mailbox, door in self._mailboxes]
        try:
            Boxes(self._office, rooms, self._stop, self.health, self._break).run()
        except Exception:  # noqa: BLE001 - logged whole, and it stops the service
            self._break("watch")

    def _room(self, mailbox: Mailbox, door: Door) -> Room:
        room = Mailroom(
            self._office, mailbox, door, lambda raw, taken: self._taken(door.name, raw, taken), self._readers
        )
        return room if Role.WORK in self._roles else Relay(self._office, mailbox, door, room)

    def _taken(self, part: str, raw: Raw, taken: Taken) -> None:
        self.health.stirs(part)
        self._to_send.set()  # it is committed: its answer need not wait for the others
        self._tell(raw, taken)

    def _work(self) -> None:
        def work() -> None:
            self.health.stirs(ARRIVALS)
            self._to_work.clear()
            self._arrivals.work_through(self._stop)
            self.health.say(ARRIVALS, None, self._office.now())
            if not self._stop.is_set():
                self._to_work.wait(WORK_AT_MOST)

        self._keep_at(ARRIVALS, work)
        self._arrivals.close()

    def _send(self) -> None:
        def send() -> None:
            self.health.stirs(SENDING)
            self._to_send.clear()
            done = self._dispatcher.send_waiting(self._stop)
            if (
                done.away or done.sent or done.drafted or done.failed or done.later
            ):  # an outbox that is empty tells nothing
                self.health.say(SENDING, done.away or None, self._office.now())
            self._watchman.look(dict(self.health.troubles), frozenset(self.health.well))
            self._to_send.wait(SEND_AT_MOST if self._roles == ROLES else LOOK_OUT)

        self._keep_at(SENDING, send)

    def _tick(self) -> None:
        try:
            self._clockwork.strike()
            give_back()
            self.health.say("schedule", None, self._office.now())
            self._to_send.set()
        except (LedgerAway, LedgerRefused) as error:
            self.health.say("schedule", str(error), self._office.now())  # the next tick tries again
        except Exception:  # noqa: BLE001 - logged whole, and it stops the service
            self._break("schedule")

    def _keep_at(self, part: str, work: Callable[[], None]) -> None:
        """Again and again until told to stop; a server or database that is away is waited for, longer each time."""
        tries = 0
        while not self._stop.is_set():
            try:
                work()
                tries = 0
            except (MailboxAway, MailboxRefused, LedgerAway, LedgerRefused) as error:
                tries += 1
                self.health.say(part, str(error), self._office.now())
                self._stop.wait(RECONNECT[min(tries, len(RECONNECT)) - 1])
            except Exception:  # noqa: BLE001 - likewise
                self._break(part)

    def _status(self) -> str:
        """How it goes, in a line for `systemctl status`."""
        troubles = [f"{part}: {why}" for part, (why, _) in sorted(self.health.troubles.copy().items())]
        standing_by = sorted(self.health.standing_by.copy().items())
        told = troubles or ["all parts work", *(f"stands by for {part}: {by} watches it" for part, by in standing_by)]
        return " ".join("; ".join(told).split())

    def _break(self, part: str) -> None:
        """A fault of ours: half a service must not look like a whole one. Whoever keeps us starts us again."""
        log.exception("mailflow stops: it met what it does not know", part=part)
        self.broken = True
        self._stop.set()


def stop_on_signals(stop: Stop) -> None:
    """SIGTERM and SIGINT ask for a clean stop.

    The handler runs within the thread that waits for the stop, perhaps while that holds the lock of what it waits for:
    so it only tells another thread, by the one queue whose `put` may interrupt anything.
    """
    told: SimpleQueue[int] = SimpleQueue()

    def wait() -> None:
        told.get()
        stop.set()

    threading.Thread(target=wait, name="signals", daemon=True).start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _: told.put(got))
