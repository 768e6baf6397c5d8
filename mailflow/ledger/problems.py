"""What a ledger can answer besides a result: it is away (try again later), or it refuses (a person must act).

And what it never lets stand: RuleBroken is a fault of who asked, told of the one thing that was asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class LedgerAway(Exception):  # noqa: N818 - a state of the world, not an error of ours
    """The database cannot be reached, is locked, or full. Nothing was written; the same may be done again later."""


class LedgerRefused(Exception):  # noqa: N818 - likewise
    """The database cannot be used as it is: login, permissions, version, damage."""


class RuleBroken(Exception):  # noqa: N818 - likewise
    """What was asked would break what must always hold, such as more places than seats. Nothing was written."""


# First match counts. What the drivers say, and what it means for who runs mailflow.
_AWAY = (
    (r"database is locked", "the database is busy: another program holds it for too long"),
    (r"disk is full|No space left", "the disk is full"),
    (r"disk I/O error", "the disk is full, or cannot be read and written"),  # so does SQLite say it of its index
    (r"lock timeout|deadlock|could not serialize", "the database is busy: the same rows are being changed elsewhere"),
)
_REFUSED = (
    (r"password authentication failed|role .* does not exist|no password supplied", "the database refuses the login"),
    (r"database .* does not exist", "the database does not exist on that server"),
    (r"file is not a database|disk image is malformed", "the file is not a database, or is damaged: restore a backup"),
    (
        r"readonly database|read-only transaction|permission denied|unable to open",
        "the database may not be written: look at its permissions",
    ),
)
_BROKEN = (
    (r"(ck_)?seats\w*taken_within", "more places would be held than there are seats"),
    (r"places_one_living|places\.session", "a person would have two places in one session"),
    (r"places_one_confirmed|places\.round", "a person would have two places in one round"),
)


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Turns what database and driver raise into our own exceptions; faults of our own statements pass."""
    try:
        yield
    except IntegrityError as error:
        raise RuleBroken(_say(error, _BROKEN) or _first_line(error)) from error
    except (OperationalError, InterfaceError) as error:
        refused = _say(error, _REFUSED)
        if refused:
            raise LedgerRefused(refused) from error
        raise LedgerAway(_say(error, _AWAY) or f"the database is away: {_first_line(error)}") from error
    except PoolTimeout as error:
        raise LedgerAway("the database is busy: every connection is in use") from error
    except DBAPIError as error:
        refused = _say(error, _REFUSED)
        if refused:
            raise LedgerRefused(refused) from error
        if error.connection_invalidated:
            raise LedgerAway(f"the database is away: {_first_line(error)}") from error
        raise


def _say(error: DBAPIError, table: tuple[tuple[str, str], ...]) -> str | None:
    return next((words for pattern, words in table if re.search(pattern, str(error.orig))), None)


def _first_line(error: DBAPIError) -> str:
    return next(iter(str(error.orig).splitlines()), type(error.orig).__name__)
