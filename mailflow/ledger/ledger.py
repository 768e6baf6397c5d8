"""The ledger: opened once, then one transaction a mail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from mailflow.domain.event import Event
from mailflow.ledger import schema
from mailflow.ledger.engine import Database
from mailflow.ledger.problems import in_plain_words
from mailflow.ledger.transaction import Transaction
from mailflow.ledger.watch import Watch, Watches, watch, watched_by


class Ledger:
    """A database that is up to date. Thread-safe; every method may raise LedgerAway and LedgerRefused."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, url: str) -> Ledger:
        """The ledger at that URL (`sqlite:///var/mailflow.db`, `sqlite://` in memory, `postgresql+psycopg://…`), made
        where there is none, its tables brought up to date. LedgerRefused where a newer mailflow has written them."""
        with in_plain_words():
            database = Database(url)
            try:
                schema.bring_up_to_date(database)
            except BaseException:
                database.close()
                raise
        return cls(database)

    @contextmanager
    def transaction(self, event: Event | None = None) -> Iterator[Transaction]:
        """Reads and writes, committed where the block ends, rolled back where an exception leaves it.

        `event`: what is decided about it is decided alone: its row is locked until the end.
        """
        with in_plain_words(), self._database.writing() as connection:
            transaction = Transaction(connection)
            if event is not None:
                transaction.lock(event)
            yield transaction

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A snapshot to read from, for lists and digests: holds up nobody, sees nothing that is written meanwhile."""
        with in_plain_words(), self._database.reading() as connection:
            yield Transaction(connection)

    @contextmanager
    def watch(self, name: str) -> Iterator[Watch | None]:
        """The watch over a mailbox, or a place to send from, for as long as the block lasts; None where another program
        has it."""
        with in_plain_words(), watch(self._database, name) as ours:
            yield ours

    def watched_by(self, name: str) -> str | None:
        """The program that has the watch of that name; '' where it does not say who it is; None where none has it."""
        with in_plain_words():
            return watched_by(self._database, name)

    def watches(self) -> Watches:
        """Any number of watches over one connection, to be closed."""
        return Watches(self._database)

    def close(self) -> None:
        """Gives back every connection."""
        self._database.close()
