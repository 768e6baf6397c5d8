"""Places to work from: who claims names the place it works from, and so shows whether it lives, on whichever machine.

A place is a watch (an advisory lock in PostgreSQL, a lock on a file with SQLite): it comes free by itself when its
holder dies, and what was claimed from a place that nobody holds was claimed by the dead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from mailflow.ledger import Ledger, LedgerAway, Watch

PLACES = 64  # programs that may do the same work on one ledger at once


@contextmanager
def place(ledger: Ledger, work: str) -> Iterator[tuple[str, Watch]]:
    """A place for that work that is ours until the block ends, or we die. Raises LedgerAway where all are taken."""
    for number in range(PLACES):
        with ledger.watch(f"{work}-{number}") as ours:
            if ours is not None:
                yield f"{work}-{number}", ours
                return
    raise LedgerAway(f"{PLACES} other programs do the same work on this database")


def dead(ledger: Ledger, claimants: Sequence[str], ours: str) -> Iterator[str]:
    """Of those who have claimed (`place worker`) the dead ones: whose place is ours now, or nobody's."""
    for claimant in claimants:
        theirs = claimant.partition(" ")[0]
        if theirs == ours:
            yield claimant
        else:
            with ledger.watch(theirs) as free:
                if free is not None:
                    yield claimant
