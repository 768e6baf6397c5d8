"""Resident memory, and what an idle look costs, against the number of mails that lie in the box.

    python -m benchmarks.memory [MAILS …]

The mails that lie there are answered by colleagues, so that mailflow leaves them where they are. Memory is that of the
service with all its processes, shared pages by their share, once it has looked at all of them, and as from its second
start on: the first, which makes the tables, loads Alembic for that. A look is a NOOP and a search for new UIDs over the
connection it has.
"""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from statistics import median

from benchmarks import mails
from benchmarks.place import Place, Worker, place, worker
from mailflow.ledger import Ledger
from mailflow.mailbox.imap import ImapMailbox
from mailflow.mailbox.stop import Stop

SIZES = (1_000, 20_000, 100_000)
LOOKS = 200


def look(place: Place, user: str) -> float:
    """Milliseconds of one idle look, the middle one."""
    box = ImapMailbox(place.dovecot.account(user, poll=timedelta(minutes=1)))
    box.check()
    last = None
    while some := box.waiting(last, 5_000):
        last = some[-1].origin
    times = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        assert not box.wait(0, Stop())
        times.append((time.perf_counter() - began) * 1000)
    box.close()
    return median(times)


def recorded(ledger: Ledger, count: int) -> None:
    """Waits until so many mails have been looked at."""
    known = 0
    while known < count:
        time.sleep(0.5)
        with ledger.reading() as tx:
            known = tx.stats().inbound


def settled(running: Worker) -> float:
    """Memory once it has stopped to grow for two seconds, in MB."""
    last, still = 0.0, 0
    while still < 4:
        time.sleep(0.5)
        now = running.memory()
        still = still + 1 if abs(now - last) < 0.5 else 0
        last = now
    return last


def measured(sizes: tuple[int, ...] = SIZES) -> dict[int, tuple[float, float, float]]:
    """By size: memory at rest and at its highest, in MB, and milliseconds of an idle look."""
    found = {}
    with place() as servers:
        for size in sizes:
            user = servers.box((mails.mail(number) for number in range(size)), flags="RS")
            config = servers.office([user], size)
            ledger = Ledger.open(f"sqlite:///{config.parent}/ledger.db")  # only the first start of all makes its tables
            with worker(config) as running:
                servers.sink.reset()
                recorded(ledger, size)
                servers.dovecot.deliver(user, mails.mail(size + 1))  # one that is read and answered
                servers.sink.wait(1)
                rest, highest = settled(running), running.highest()
                running.stop()
            ledger.close()
            found[size] = rest, highest, look(servers, user)
            print(f"{size:>7} mails: {rest:6.1f} MB at rest, {highest:6.1f} MB at most, {found[size][2]:.2f} ms a look")
    return found


if __name__ == "__main__":
    measured(tuple(int(size) for size in sys.argv[1:]) or SIZES)
