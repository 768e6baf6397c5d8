"""A day of many mails, played minute by minute against workers: how long a mail waits, by the number of cores.

    python -m benchmarks.day MAILS [--cost MS] [--cores N …]

Mail comes as people write it: by the hour of the day, and in each minute at random, with a burst now and then when
something was published. `cost`: milliseconds of a core a mail, all stages together. Events share no lock here.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator

# Shares of a day's mail by hour, such as an office's log shows them: little at night, two tops by day.
HOURS = (4, 3, 2, 2, 3, 6, 14, 35, 80, 105, 100, 85, 60, 65, 80, 85, 75, 60, 45, 35, 25, 15, 10, 6)
BURSTS, BURST = 4, 8.0  # minutes of a day in which so many times the usual mail comes


def arrivals(mails: int, seed: int) -> Iterator[float]:
    """Mails that come in each minute of the day."""
    dice = random.Random(seed)
    bursts = {dice.randrange(8 * 60, 20 * 60) for _ in range(BURSTS)}
    for minute in range(24 * 60):
        mean = mails * HOURS[minute // 60] / sum(HOURS) / 60
        mean *= BURST if minute in bursts else 1.0
        yield max(0.0, dice.gauss(mean, mean**0.5))


def longest_wait(mails: int, cost: float, cores: int, seed: int = 1) -> float:
    """Seconds that a mail waits at worst. Mails of a minute come evenly; the queue is one line for all cores."""
    per_minute = cores * 60_000 / cost
    waiting = worst = 0.0
    for came in arrivals(mails, seed):
        waiting = max(0.0, waiting + came - per_minute)
        worst = max(worst, waiting / per_minute * 60)
    return worst


def table(mails: int, cost: float, cores: tuple[int, ...]) -> list[tuple[int, float, float]]:
    """By the number of cores: their load over the day, and the longest wait in seconds, the worst of five days."""
    busy = mails * cost / 1000 / 86_400
    return [(n, busy / n, max(longest_wait(mails, cost, n, seed) for seed in range(5))) for n in cores]


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("mails", type=int)
    asked.add_argument("--cost", type=float, default=12.0)
    asked.add_argument("--cores", type=int, nargs="+", default=[1, 2, 4, 8])
    day = asked.parse_args()
    for cores, load, wait in table(day.mails, day.cost, tuple(day.cores)):
        print(f"{cores:>3} cores: {load:5.0%} busy over the day, a mail waits {wait:7.0f} s at worst")
