"""Mails waiting in Dovecot → bookings committed, and answers at the sink: mails a second, beside the floors.

    python -m benchmarks.throughput [MAILS …]

Beside them the peers that are installed (`benchmarks.peers`). Each round measures everything once, one after the other
on the same servers; ratios are of one round, the middle one of three counts. The time of mailflow runs from the moment
it says that it is running to the last answer.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from statistics import median

from benchmarks import floor, mails, peers
from benchmarks.place import Place, place, worker
from mailflow.ledger import Ledger

ROUNDS = 3


def mailflow(place: Place, user: str, count: int, more: str = "") -> float:
    """Seconds for all mails of the box."""
    config = place.office([user], count, more=more)
    with worker(config) as running:
        place.sink.wait(count)
        seconds = max(at for at, _ in place.sink.arrivals()) - running.since
        running.stop()
    ledger = Ledger.open(f"sqlite:///{config.parent}/ledger.db")
    with ledger.reading() as tx:
        assert len(tx.inbounds()) == count
        assert sum(1 for _ in tx.bookings()) == count
        assert tx.fsck() == []
    ledger.close()
    return seconds


def measured(counts: list[int], rounds: int = ROUNDS) -> dict[int, dict[str, list[float]]]:
    """Mails a second, by count and program, a figure a round."""
    rates: dict[int, dict[str, list[float]]] = {}
    with place() as servers:
        for count in counts:
            raws = [mails.mail(number) for number in range(count)]
            programs: dict[str, Callable[[str], float]] = {
                "serial floor": lambda user: floor.serial(servers, user),
                "pipelined floor": lambda user: floor.pipelined(servers, user),
                "mailflow": lambda user, count=count: mailflow(servers, user, count),  # type: ignore[misc]
                **peers.programs(servers, raws),
            }
            rates[count] = {name: [] for name in programs}
            for _ in range(rounds):
                for name, program in programs.items():
                    user = servers.box(raws)
                    servers.sink.reset()
                    rates[count][name].append(count / program(user))
                    print(f"{count:>6}  {name:16} {rates[count][name][-1]:8.1f} mails/s", flush=True)
    return rates


def ratio(rates: dict[str, list[float]], program: str, to: str = "serial floor") -> float:
    """The middle one of the ratios of each round."""
    return median(one / other for one, other in zip(rates[program], rates[to], strict=True))


if __name__ == "__main__":
    found = measured([int(count) for count in sys.argv[1:]] or [1_000, 5_000])
    for count, rates in found.items():
        for name, figures in rates.items():
            print(
                f"{count:>6}  {name:16} {median(figures):8.1f} mails/s  {ratio(rates, name):5.2f} of the serial floor"
            )
