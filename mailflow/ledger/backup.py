"""Saved and restored while mailflow runs. A backup is a SQLite ledger, whichever database it comes from or goes to."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Column, Connection, Table, delete, func, insert, select, text

from mailflow.ledger import schema
from mailflow.ledger.engine import Database
from mailflow.ledger.problems import LedgerRefused, in_plain_words
from mailflow.ledger.tables import metadata
from mailflow.ledger.transaction import Transaction

_CHUNK = 1000  # rows copied at once


def backup(url: str, file: Path) -> None:
    """Saves one snapshot of the ledger at `url` into a new file, readable by its owner alone, and proves it.

    Raises LedgerRefused where the file exists, or where the ledger does not hold what must always hold.
    """
    if file.exists():
        raise LedgerRefused(f"{file} exists: a backup overwrites nothing")
    with in_plain_words(), closing(Database(url, must_exist=True)) as source:
        schema.bring_up_to_date(source)
        with TemporaryDirectory(dir=file.parent, prefix=".mailflow-backup-") as folder:
            saved = Path(folder) / file.name
            with closing(Database(f"sqlite:///{saved}")) as target:
                schema.bring_up_to_date(target)
                with source.reading() as old, target.writing() as new:
                    _replace(old, new)
                    _prove(new, "the ledger")
                target.to_one_file()
            saved.rename(file)


def restore(url: str, file: Path) -> None:
    """Puts a backup in the place of all that the ledger at `url` holds, in one transaction; proves it first and last.

    Mail that waited when the backup was made is sent (again), under its Message-ID. Raises LedgerRefused where the file
    is no backup or is damaged; the ledger is then as it was.
    """
    if not file.is_file():
        raise LedgerRefused(f"{file}: there is no such file")
    with TemporaryDirectory(prefix="mailflow-restore-") as folder:
        copy = Path(folder) / "backup.db"  # brought up to date there: the backup itself is left as it is
        shutil.copyfile(file, copy)
        with (
            in_plain_words(),
            closing(Database(f"sqlite:///{copy}")) as source,
            closing(Database(url)) as target,
        ):
            if not _is_ledger(source):
                raise LedgerRefused(f"{file} is no backup of mailflow")
            schema.bring_up_to_date(source)
            schema.bring_up_to_date(target)
            with source.reading() as old, target.writing() as new:
                _prove(old, str(file))
                _replace(old, new)
                _prove(new, "the restored ledger")


def _is_ledger(source: Database) -> bool:
    """A file that is no database at all is none either; what is told of it names the backup, not our copy."""
    try:
        return schema.is_ledger(source)
    except LedgerRefused:
        return False


def _replace(old: Connection, new: Connection) -> None:
    tables = metadata.sorted_tables
    if new.dialect.name == "postgresql":
        names = ", ".join(table.name for table in tables)
        new.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))
    for table in reversed(tables):
        new.execute(delete(table))
    for table in tables:
        everything = select(table).execution_options(yield_per=_CHUNK)
        for chunk in old.execute(everything).mappings().partitions():
            new.execute(insert(table), [dict(row) for row in chunk])
        if new.dialect.name == "postgresql" and table.autoincrement_column is not None:
            _count_on(new, table, table.autoincrement_column)


def _count_on(new: Connection, table: Table, column: Column[int]) -> None:
    """PostgreSQL numbers new rows from a sequence, which does not see the rows that bring their number with them."""
    highest = new.execute(select(func.max(column))).scalar_one()
    if highest is not None:
        new.execute(select(func.setval(func.pg_get_serial_sequence(table.name, column.name), highest)))


def _prove(connection: Connection, what: str) -> None:
    problems = Transaction(connection).fsck()
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise LedgerRefused(f"{what} does not hold together: {problems[0]}{more}")
