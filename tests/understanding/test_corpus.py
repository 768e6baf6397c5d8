"""The labelled mails as a floor that may only rise."""

from __future__ import annotations

import pytest

from benchmarks.labelled import ACT, SILENT, Labelled, actionable, harmful, mails, wrong_facts
from mailflow.understanding import Reading, read

Read = list[tuple[Labelled, Reading]]


@pytest.fixture(scope="module")
def readings() -> Read:
    return [(mail, read(mail.message, mail.event)) for mail in mails()]


def test_no_person_is_taken_for_a_machine(readings: Read) -> None:
    dropped = [m.file for m, r in readings if m.label["intent"] in ACT and r.intent.value in SILENT]
    assert dropped == []


def test_most_actionable_mails_are_read_and_hardly_one_wrongly(readings: Read) -> None:
    own = [(m, r) for m, r in readings if not m.held]
    acting = [(m, r) for m, r in own if actionable(m.label)]
    covered = [m.file for m, r in acting if r.confident and not wrong_facts(m.label, r)]
    harm = [m.file for m, r in own if harmful(m.label, r)]
    assert (len(covered) >= FLOOR, len(harm) <= CEILING) == (True, True)


def test_reading_twice_gives_the_same(readings: Read) -> None:
    assert [read(m.message, m.event) for m, _ in readings[:60]] == [r for _, r in readings[:60]]


FLOOR = 190
CEILING = 3
