"""The service: a thread a mailbox, one that sends, and a clock that only ticks: the ledger knows what is due.

Threads wait by the monotonic clock, so that a clock that is set does not stop them.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Sequence

import structlog

from mailflow.flow.arrivals import Arrivals, keeper
from mailflow.flow.dispatch import Carrier, Dispatcher
from mailflow.flow.intake import Taken
from mailflow.flow.mailroom import Mailroom, Pass
from mailflow.flow.office import Door, Office
from mailflow.flow.schedule import Clockwork
from mailflow.flow.trouble import SENDING, Watchman
from mailflow.health import Health
from mailflow.ledger import LedgerAway, LedgerRefused
from mailflow.mailbox.lmtp import HandedOver, LmtpAccount, LmtpDoor
from mailflow.mailbox.port import Mailbox, MailboxAway, MailboxRefused, Raw
from mailflow.mailbox.stop import Stop
from mailflow.ticks import Ticks
from mailflow.watching.systemd import Systemd

log = structlog.get_logger()

STAND_BY = 3.0  # seconds between two tries to take over a mailbox that another program watches
TICK = 60.0  # seconds between two looks at what is due
IDLE_AT_MOST = 300.0  # seconds a mailbox is waited on before it is looked at anyway
RECONNECT = (1.0, 2.0, 5.0, 15.0, 60.0)  # seconds to wait after the first, second, … failure in a row
HEARD_WITHIN = 1.0  # seconds until a signal is heard at the latest
WORK_AT_MOST = 1.0  # seconds until mail is seen that another program took over
SEND_AT_MOST = 30.0  # seconds the outbox is left alone when nobody says that something was put in
ARRIVALS = "arrivals"  # the part that handles mail that was taken over


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
        lmtp: tuple[LmtpAccount, Door] | None = None,
        health: Health | None = None,
        tell: Callable[[Raw, Taken], None] = lambda raw, taken: None,
    ) -> None:
        """`tell` hears of every mail as it is taken in."""
        self._office = office
        self._mailboxes = mailboxes
        self.health = health or Health()
        self._tell = tell
        self._dispatcher = Dispatcher(office, carrier, copies, worker, at_work=lambda: self.health.stirs(SENDING))
        self._clockwork = Clockwork(office)
        self._watchman = Watchman(office, [door.name for _, door in mailboxes], copies)
        self._stop = stop
        self._to_send, self._to_work = threading.Event(), threading.Event()
        doors = [*(door for _, door in mailboxes), *([lmtp[1]] if lmtp else [])]
        self._arrivals = Arrivals(
            office, {door.name: door for door in doors}, worker, lambda raw, taken: self._taken(ARRIVALS, raw, taken)
        )
        self._lmtp = self._door(*lmtp) if lmtp else None
        self._systemd = Systemd()
        self.broken = False

    def _door(self, account: LmtpAccount, door: Door) -> LmtpDoor:
        keep = keeper(self._office, lambda recipients: door.name)

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
        threads = [
            threading.Thread(target=self._watch, args=(mailbox, door), name=f"watch-{number}")
            for number, (mailbox, door) in enumerate(self._mailboxes, 1)
        ]
        threads.append(threading.Thread(target=self._work, name="work"))
        threads.append(threading.Thread(target=self._send, name="send"))
        for thread in threads:
            thread.start()
        ticks = Ticks(self._tick, TICK)
        ticks.start()
        log.info("mailflow is running", mailboxes=len(self._mailboxes), events=[e.id for e in self._office.events])
        self._systemd.ready(self._status())
        while not self._stop.wait(HEARD_WITHIN):
            # a signal that came just before the wait began is heard when the wait ends
            if ticks.look():
                log.warning("the machine's clock was set")
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

    def _watch(self, mailbox: Mailbox, door: Door) -> None:
        """One program watches a mailbox; the others stand by to take over."""
        room = Mailroom(self._office, mailbox, door, lambda raw, taken: self._taken(door.name, raw, taken))

        def watch() -> None:
            with self._office.ledger.watch(door.name) as ours:
                while ours is not None and ours.held() and not self._stop.is_set():
                    try:
                        room.work_through(self._stop)
                    finally:
                        self._to_send.set()  # where it broke off too: what is committed by then wants its answers
                    self.health.say(door.name, None, self._office.now())
                    mailbox.wait(IDLE_AT_MOST, self._stop)
            if not self._stop.is_set():
                self.health.stirs(door.name)
                self._stop.wait(STAND_BY)

        self._keep_at(door.name, watch)
        mailbox.close()

    def _taken(self, part: str, raw: Raw, taken: Taken) -> None:
        self.health.stirs(part)
        self._tell(raw, taken)

    def _work(self) -> None:
        def work() -> None:
            self.health.stirs(ARRIVALS)
            self._to_work.clear()
            done = Pass(taken=1)  # where it breaks off, what is committed by then wants its answers
            try:
                done = self._arrivals.work_through(self._stop)
            finally:
                if done.taken:
                    self._to_send.set()
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
            if done.away or done.sent or done.failed or done.later:  # an outbox that is empty tells nothing
                self.health.say(SENDING, done.away or None, self._office.now())
            self._watchman.look(dict(self.health.troubles), frozenset(self.health.well))
            self._to_send.wait(SEND_AT_MOST)

        self._keep_at(SENDING, send)

    def _tick(self) -> None:
        try:
            self._clockwork.strike()
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
        return " ".join("; ".join(troubles).split()) or "all parts work"

    def _break(self, part: str) -> None:
        """A fault of ours: half a service must not look like a whole one. Whoever keeps us starts us again."""
        log.exception("mailflow stops: it met what it does not know", part=part)
        self.broken = True
        self._stop.set()


def stop_on_signals(stop: Stop) -> None:
    """SIGTERM and SIGINT ask for a clean stop."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
