"""A mailbox is watched by one program at a time."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, text

from mailflow.ledger import Ledger, this_program


def test_a_mailbox_is_watched_by_one_program_at_a_time(ledger: Ledger, url: str) -> None:
    other = Ledger.open(url)
    with ledger.watch("info@comune.example/INBOX") as ours:
        assert ours is not None
        assert ours.held() is True
        with other.watch("info@comune.example/INBOX") as theirs:
            assert theirs is None
        with other.watch("desk@comune.example/INBOX") as theirs:
            assert theirs is not None
    with other.watch("info@comune.example/INBOX") as theirs:
        assert theirs is not None
    other.close()


def test_a_watch_is_lost_with_the_connection_and_that_is_told(postgresql: str) -> None:
    ledger = Ledger.open(postgresql)
    with ledger.watch("info@comune.example/INBOX") as ours:
        assert ours is not None
        engine = create_engine(postgresql)
        with engine.begin() as connection:
            cut = "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_locks WHERE locktype = 'advisory'"
            assert connection.execute(text(cut)).scalar_one() == 1
        engine.dispose()
        assert ours.held() is False
        other = Ledger.open(postgresql)
        with other.watch("info@comune.example/INBOX") as theirs:
            assert theirs is not None
        other.close()
    ledger.close()


def test_a_ledger_in_memory_is_nobody_elses() -> None:
    ledger = Ledger.open("sqlite://")
    with ledger.watch("info@comune.example/INBOX") as ours:
        assert ours is not None
        assert ours.held() is True
    ledger.close()


def test_who_has_a_watch_is_told_to_others(ledger: Ledger, url: str) -> None:
    other = Ledger.open(url)
    with ledger.watch("info@comune.example/INBOX"):
        assert other.watched_by("info@comune.example/INBOX") == this_program()
        assert other.watched_by("desk@comune.example/INBOX") is None
    assert other.watched_by("info@comune.example/INBOX") is None
    other.close()


def test_a_program_that_died_watches_nothing(tmp_path: Path) -> None:
    ledger = Ledger.open(f"sqlite:///{tmp_path}/ledger.db")
    with ledger.watch("info@comune.example/INBOX"):
        [name] = tmp_path.glob("*.watch")
        left = name.read_text()
    name.write_text(left)  # who is killed leaves it so
    assert (left.strip(), ledger.watched_by("info@comune.example/INBOX")) == (this_program(), None)
    ledger.close()
