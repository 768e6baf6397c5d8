"""What organizers are told when the mailbox or the mail server is away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailflow.config.event_file import load_event
from mailflow.flow.meter import Meter
from mailflow.flow.office import Office
from mailflow.flow.trouble import Watchman
from mailflow.ledger import Ledger
from mailflow.mailbox.folder import FolderMailbox
from mailflow.outbox.templates import Templates

EVENTS = Path(__file__).parent.parent / "events"
NOON = datetime(2010, 11, 5, 12, 0, tzinfo=UTC)
BOX = "info@ufficio.example"
AWAY = "the server cannot be reached"


class Desk:
    """An office whose clock is set by hand, and a shared box in a folder."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self.now = NOON
        self.folder = folder
        self.office = Office(
            events=(load_event(EVENTS / "fabbrica-idee.toml"),),
            ledger=ledger,
            templates=Templates(),
            sender=f"Ufficio <{BOX}>",
            organizers=("segreteria@ufficio.example", "capo@ufficio.example"),
            caps=(),
            meter=Meter([]),
            now=lambda: self.now,
        )

    def watchman(self) -> Watchman:
        return Watchman(self.office, [BOX], FolderMailbox(self.folder))

    def told(self) -> list[tuple[str, str]]:
        with self.office.ledger.reading() as tx:
            return [(row.kind, row.to) for row in tx.outbox()][::-1]

    def laid(self) -> int:
        return len(list((self.folder / "review").glob("*.eml")))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    ledger = Ledger.open("sqlite://")
    yield Desk(tmp_path, ledger)
    ledger.close()


BOTH = [("trouble", "segreteria@ufficio.example"), ("trouble", "capo@ufficio.example")]


def test_a_short_trouble_is_not_told(desk: Desk) -> None:
    watchman = desk.watchman()
    desk.now = NOON + timedelta(minutes=59)
    watchman.look({BOX: (AWAY, NOON)}, ())
    watchman.look({}, (BOX,))
    assert desk.told() == []


def test_a_mailbox_away_for_an_hour_is_told_once_and_its_return_once(desk: Desk) -> None:
    watchman = desk.watchman()
    for hours in (1, 2, 3):
        desk.now = NOON + timedelta(hours=hours)
        watchman.look({BOX: (AWAY, NOON)}, ())
    assert desk.told() == BOTH
    for hours in (4, 5):
        desk.now = NOON + timedelta(hours=hours)
        watchman.look({}, (BOX,))
    assert desk.told() == BOTH * 2


def test_an_event_file_that_cannot_be_used_is_told_after_ten_minutes_once_and_that_it_is_mended(desk: Desk) -> None:
    watchman = desk.watchman()
    for minutes in (9, 10, 11, 200):
        desk.now = NOON + timedelta(minutes=minutes)
        watchman.look({"events": (f"events/ideas.toml: mistake {minutes}", NOON)}, (BOX, "sending"))
        assert desk.told() == (BOTH if minutes > 9 else [])
    watchman.look({}, (BOX, "sending", "events"))
    assert desk.told() == BOTH * 2


def test_a_restart_tells_nothing_twice(desk: Desk) -> None:
    desk.now = NOON + timedelta(hours=1)
    desk.watchman().look({BOX: (AWAY, NOON)}, ())
    desk.now = NOON + timedelta(hours=3)
    desk.watchman().look({BOX: (AWAY, NOON + timedelta(hours=2))}, ())
    assert desk.told() == BOTH
    desk.watchman().look({}, (BOX,))
    assert desk.told() == BOTH * 2


def test_what_cannot_be_sent_is_laid_into_the_shared_box_and_its_end_is_sent(desk: Desk) -> None:
    watchman = desk.watchman()
    for hours in (1, 2):
        desk.now = NOON + timedelta(hours=hours)
        watchman.look({"sending": (AWAY, NOON)}, (BOX,))
    assert (desk.told(), desk.laid()) == ([], 1)
    watchman.look({}, (BOX, "sending"))
    assert (desk.told(), desk.laid()) == (BOTH, 1)


def test_another_trouble_is_told_anew(desk: Desk) -> None:
    watchman = desk.watchman()
    for start in (NOON, NOON + timedelta(days=1)):
        desk.now = start + timedelta(hours=1)
        watchman.look({BOX: (AWAY, start)}, ())
        watchman.look({}, (BOX,))
    assert desk.told() == BOTH * 4
