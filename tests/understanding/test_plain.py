"""What most people write, on every event there is: read as it is meant."""

from __future__ import annotations

from benchmarks.labelled import wrong_facts
from benchmarks.training.mails import plain
from mailflow.understanding import read

# Names of sessions that are everyday words: 'storia', 'non solo libri', 'scarto'.
MISREAD = {"pietra-su-pietra plain 3", "scaffali-aperti plain 3", "scaffali-aperti plain 8"}


def test_what_most_people_write_is_read_as_it_is_meant() -> None:
    assert {mail.file for mail in plain() if wrong_facts(mail.label, read(mail.message, mail.event))} == MISREAD
