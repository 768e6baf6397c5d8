"""When to try again: sending, and a mail that could not be handled. Policies are values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Delays after the first, second, … failed try, the last one repeated, until `give_up_after` the first.

    `jitter`: by which part a delay may be shortened or lengthened, so that what failed together is not tried together;
    it depends on the key alone, and is the same each time.
    """

    delays: tuple[timedelta, ...]
    give_up_after: timedelta
    jitter: float = 0.2

    def next_try(self, key: str, tries: int, first: datetime, now: datetime) -> datetime | None:
        """When to try again after `tries` failed tries, the first at `first`; None: give up.

        The last try falls on the end itself, so that nothing is given up before its time.
        """
        end = first + self.give_up_after
        if now >= end:
            return None
        delay = self.delays[min(max(tries, 1), len(self.delays)) - 1]
        return min(now + delay * (1 + self.jitter * _unit(f"{key}:{tries}")), end)


@dataclass(frozen=True, slots=True)
class PoisonPolicy:
    """A mail that fails again and again is set aside after so many tries."""

    tries: int = 3

    def is_poison(self, tries: int) -> bool:
        """Whether it has had its tries."""
        return tries >= self.tries


SENDING = RetryPolicy(
    delays=(
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=15),
        timedelta(hours=1),
        timedelta(hours=3),
        timedelta(hours=6),
    ),
    give_up_after=timedelta(days=3),
)
HANDLING = PoisonPolicy()


def _unit(key: str) -> float:
    """A number from -1 to 1 that depends on the key alone."""
    number = int.from_bytes(blake2b(key.encode(), digest_size=6).digest(), "big")
    return number / float(2**47) - 1
