"""Several workers on one PostgreSQL: mails a second of one, of two, and of four, each with one core's worth to do.

    python -m benchmarks.workers [MAILS]

The mails lie in as many boxes as there are workers, all for one event, whose seats are given under one lock. One worker
watches all boxes; of several each watches its own. The mails come when all workers run, and the time runs from then. No
worker has readers: what is measured is the second worker.
"""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from statistics import median

from benchmarks import mails
from benchmarks.place import Place, place, worker
from mailflow.ledger import Ledger
from tests.servers.postgres import PostgresServer, start_postgres

ROUNDS = 3
ALONE = "[service]\nreaders = 0\n"


def rate(servers: Place, postgres: PostgresServer, workers: int, boxes: int, count: int) -> float:
    """Mails a second, from their coming to the last answer. Nothing may be lost or doubled."""
    users = [servers.box([]) for _ in range(boxes)]
    servers.sink.reset()
    with postgres.database() as url, ExitStack() as running:
        Ledger.open(url).close()  # the tables are made before the clock starts
        share = [users[one::workers] for one in range(workers)]
        configs = [servers.office(watched, count, database=url, more=ALONE) for watched in share]
        for config in configs:
            running.enter_context(worker(config))
        came = time.monotonic()
        for box, user in enumerate(users):
            servers.deliver(user, [mails.mail(number) for number in range(box, count, boxes)])
        servers.sink.wait(count)
        seconds = max(at for at, _ in servers.sink.arrivals()) - came
        running.close()
        ledger = Ledger.open(url)
        with ledger.reading() as tx:
            assert sorted(row.message_id for row in tx.inbounds()) == sorted(map(mails.message_id, range(count)))
            assert sum(1 for _ in tx.bookings()) == count
            assert tx.fsck() == []
        ledger.close()
    answered = [message_id for _, message_id in servers.sink.arrivals()]
    assert sorted(answered) == sorted(map(mails.message_id, range(count)))
    return count / seconds


def measured(count: int, rounds: int = ROUNDS) -> dict[int, list[float]]:
    """Mails a second, by the number of workers, a figure a round."""
    found: dict[int, list[float]] = {1: [], 2: [], 4: []}
    with place() as servers, start_postgres(fsync=True) as postgres:
        for _ in range(rounds):
            for workers, rates in found.items():
                rates.append(rate(servers, postgres, workers, 4, count))
                print(f"{workers} workers: {rates[-1]:6.1f} mails/s", flush=True)
    return found


def ratio(found: dict[int, list[float]], workers: int) -> float:
    """The middle one of the ratios of each round."""
    return median(many / one for many, one in zip(found[workers], found[1], strict=True))


if __name__ == "__main__":
    rates = measured(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
    for workers in (2, 4):
        print(f"{workers} workers do {ratio(rates, workers):.2f} times what one does")
