"""Dying within a group of mails that share a commit: the group is undone whole, and done again once."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailflow.crash import STATUS
from tests.flow.test_main_job import ARRIVED
from tests.servers.both import DovecotAndSink
from tests.servers.dovecot import Dovecot
from tests.servers.sink import Sink
from tests.torture.office import TortureOffice, mails
from tests.torture.table import Table

NOW = "2010-11-05T18:30"


@pytest.mark.parametrize("point", ["intake.written:20", "intake.committed:1", "room.moving:1", "room.moved:1"])
def test_dying_in_a_backlog_loses_nothing_and_doubles_nothing(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table, point: str
) -> None:
    office = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db")
    sent = mails(70)  # two batches, which are moved together
    office.deliver(sent, ARRIVED)
    assert office.run_once(NOW, point) == STATUS, f"{point} is not passed: {office.said}"
    assert office.run_once(NOW) == 0
    found = office.look_for(sent)
    table.add(f"dying in a backlog at {point}", found, len(sent))
    assert (found.lost, found.doubled, found.again) == ((), (), frozenset())
