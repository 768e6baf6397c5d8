"""One mail, whatever is in it: one that stops us is tried again, and set aside whole in the end."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path

import structlog

from mailflow.flow.aside import set_aside, stand_back
from mailflow.flow.foresight import Foreseen
from mailflow.flow.office import Door, Office
from mailflow.flow.reception import receive
from mailflow.flow.taken import Taken
from mailflow.ledger import LedgerAway, LedgerRefused
from mailflow.mailbox.port import Raw
from mailflow.patience import PATIENCE

log = structlog.get_logger()

TRIES = 3  # so often a mail may raise what nobody expected before it is set aside, whole
DEATHS = 5  # so often the program may die over a mail: often enough that it is not by chance
ANSWERED = "\\Answered"  # a colleague has answered it: we stand back (RFC 3501 section 2.3.2)


def handle(
    office: Office,
    raw: Raw,
    door: Door,
    deaths: int,
    note: Callable[[str], None],
    foreseen: Foreseen | None = None,
) -> Taken:
    """Deal with a mail over which the program died so often before. `note` hears why a try failed; `foreseen`: what was
    told of the mail ahead.

    Raises LedgerAway and LedgerRefused.
    """
    if deaths >= DEATHS:
        return set_aside(office, raw, door, "died", times=deaths)
    if raw.truncated:
        return set_aside(office, raw, door, "large")
    if ANSWERED in raw.flags:
        return stand_back(office, [raw], door)[0]
    for failed in range(1, TRIES + 1):
        try:
            with PATIENCE.over():
                return receive(office, raw, door, foreseen)
        except (LedgerAway, LedgerRefused):
            raise
        except Exception as error:  # one bad mail must not stop the box: told, counted, tried again
            log.exception("a mail could not be handled", mail=raw.origin, failed=failed)
            note(_place_of(error))
    return set_aside(office, raw, door, "tries", times=TRIES)


def _place_of(error: Exception) -> str:
    """What was raised, and where; its own words may be those of a mail, and are for nobody else to read."""
    *_, last = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"
