"""What most people write, on every event there is: read as it is meant."""

from __future__ import annotations

from benchmarks.labelled import wrong_facts
from benchmarks.training.mails import worded
from mailflow.understanding import read

# 'Sono vegetariana' where a session is a menu of vegetables.
MISREAD = {"plain.it 43 assemblea-corsia"}


def test_what_most_people_write_is_read_as_it_is_meant() -> None:
    assert {mail.file for mail in worded() if wrong_facts(mail.label, read(mail.message, mail.event))} == MISREAD
