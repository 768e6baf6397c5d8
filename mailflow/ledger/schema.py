"""Tables brought up to date when the ledger is opened. Each step is a file in `migrations/versions/`."""

from __future__ import annotations

from importlib.resources import as_file, files

from sqlalchemy import Connection, inspect, text

from mailflow.ledger.engine import Database
from mailflow.ledger.problems import LedgerRefused

REVISION = "0003"  # the last step: most openings compare this and are done
_TURN = 0x6D61696C  # of PostgreSQL's advisory locks, the one under which tables are changed


def bring_up_to_date(database: Database) -> None:
    """Runs the missing steps, all or none; several programs may open one database at once.

    Raises LedgerRefused for tables of a newer mailflow.
    """
    with database.reading() as connection:
        if _revision(connection) == REVISION:
            return
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
        found = _revision(connection)
        if found != REVISION:
            _upgrade(connection, found)


def is_ledger(database: Database) -> bool:
    """Whether there are tables of ours in it."""
    with database.reading() as connection:
        return inspect(connection).has_table("bookings") and _revision(connection) is not None


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _upgrade(connection: Connection, found: str | None) -> None:
    # Alembic takes longer to import than to say that nothing is to be done.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    with as_file(files("mailflow.ledger") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
        if found is not None and found not in known:
            raise LedgerRefused(
                f"the database was written by a newer mailflow (its tables are at {found}, this one knows them up to "
                f"{REVISION}): install that version, or restore a backup made with this one"
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
