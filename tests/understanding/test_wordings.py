"""What most people write, on every event there is: read as it is meant."""

from __future__ import annotations

from benchmarks.labelled import wrong_facts
from benchmarks.training.mails import worded
from mailflow.understanding import read

# Wordings that are read rightly on other events: 'Sono vegetariana' where a session is a menu of vegetables.
MISREAD = {
    "choices.en 122 open-science-days",
    "people.en 3 conservation-school",
    "people.en 17 ceramics-energy-forum",
    "people.it 20 consorzio-agricolo",
    "people.it 24 consulta-tavoli",
    "people.it 28 scaffali-aperti",
    "people.it 48 scaffali-aperti",
    "people.it 76 formazione-volpara",
    "people.it 88 consulta-tavoli",
    "plain.it 43 assemblea-corsia",
}


def test_what_most_people_write_is_read_as_it_is_meant() -> None:
    assert {mail.file for mail in worded() if wrong_facts(mail.label, read(mail.message, mail.event))} == MISREAD
