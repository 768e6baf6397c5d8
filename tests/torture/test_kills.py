"""A service that is killed over a full box: two hundred times over 2,000 mails by `make torture`, else a few times."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.servers.both import DovecotAndSink
from tests.servers.dovecot import Dovecot
from tests.servers.sink import Sink
from tests.torture.kills import kill_again_and_again
from tests.torture.office import TortureOffice, mails
from tests.torture.table import LONG, Table

KILLS, MAILS = (200, 2000) if LONG else (6, 60)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_service_that_is_killed_again_and_again_loses_nothing(
    request: pytest.FixtureRequest, tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table, kind: str
) -> None:
    database = "sqlite:///ledger.db" if kind == "sqlite" else request.getfixturevalue("postgresql")
    office = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), database)
    outcome = kill_again_and_again(office, mails(MAILS), KILLS, seed=2010)
    # a copy too many shows that the dot had left, and the claim that stood when it died that nothing was committed
    remark = f"all {outcome.more} copies too many between dot and commit; left to a person: {outcome.stuck}"
    table.add(f"kill -9 at random, {kind}", outcome.found, MAILS, times=KILLS, seconds=outcome.seconds, remark=remark)
    assert (outcome.found.lost, outcome.found.doubled) == ((), ())
    assert outcome.unexplained == {}
