"""What most people write, on every event there is: read as it is meant."""

from __future__ import annotations

from benchmarks.labelled import wrong_facts
from benchmarks.training.mails import plain
from mailflow.understanding import read

# 'storia', a session's name that is an everyday word; 'sabato al tramonto' beside another 'sabato'.
MISREAD = {"pietra-su-pietra plain 3", "calici-al-vespro plain 9"}


def test_what_most_people_write_is_read_as_it_is_meant() -> None:
    assert {mail.file for mail in plain() if wrong_facts(mail.label, read(mail.message, mail.event))} == MISREAD
