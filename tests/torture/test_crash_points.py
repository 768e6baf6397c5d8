"""The program dies at every point of a mail's way; the next one finds everything, and does what is left once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from mailflow.crash import POINTS, STATUS
from tests.flow.test_main_job import ARRIVED
from tests.servers.both import DovecotAndSink
from tests.servers.dovecot import Dovecot
from tests.servers.sink import Sink
from tests.torture.office import TortureOffice, mails
from tests.torture.table import LONG, Table

BEGUN, NOW = "2010-11-04T18:30", "2010-11-05T18:30"  # a day later the digest is due: the clock has something to write
TIMES = [1, 2, 3] if LONG else [1]  # when it is passed for the first, second, third time
OFTEN = {name for name in POINTS if name.startswith(("intake.", "smtp.", "send.")) and "claim" not in name}
ON_THE_WAY = sorted(name for name in POINTS if not name.startswith(("door.", "work.", "draft.")))  # from box to person
TRIES = [(point, times) for point in ON_THE_WAY for times in (TIMES if point in OFTEN else [1])]
MAY_DOUBLE = {"smtp.dotted", "send.answered", "send.written"}  # between the last dot and the commit


@pytest.mark.parametrize(("point", "times"), TRIES)
def test_dying_at_a_point_loses_nothing_and_doubles_nothing(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table, point: str, times: int
) -> None:
    office = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db")
    assert_survives(office, table, point, times)


@pytest.mark.parametrize("point", ON_THE_WAY if LONG else ["intake.written", "smtp.dotted"])
def test_so_it_does_on_postgresql(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table, postgresql: str, point: str
) -> None:
    assert_survives(TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), postgresql), table, point, 1)


def test_dying_over_a_draft_lays_it_down_once(tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink) -> None:
    office = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db", mode="draft")
    sent = mails(2)
    office.deliver(sent, ARRIVED)
    assert office.run_once(NOW, "draft.laid") == STATUS
    assert office.run_once(NOW) == 0
    assert sorted(office.service.subjects_in("Drafts")) == ["Re: Prenotazione", "Re: Prenotazione"]


def assert_survives(office: TortureOffice, table: Table, point: str, times: int) -> None:
    assert not point.startswith("clock.") or office.run_once(BEGUN) == 0
    sent = mails(3)
    office.deliver(sent, ARRIVED)
    assert office.run_once(NOW, f"{point}:{times}") == STATUS, f"{point} is not passed: {office.said}"
    began = time.monotonic()
    assert office.run_once(NOW) == 0
    found = office.look_for(sent)
    table.add(f"dying at {point}", found, len(sent), seconds=time.monotonic() - began)
    assert (found.lost, found.doubled) == ((), ())
    assert len(found.again) == (point in MAY_DOUBLE)
    assert found.again <= found.doubted
