"""What most people write, on every event there is: read as it is meant."""

from __future__ import annotations

from benchmarks.labelled import wrong_facts
from benchmarks.training.mails import worded
from mailflow.understanding import read

# Wordings that are read rightly on other events: 'Sono vegetariana' where a session is a menu of vegetables.
MISREAD = {
    "choices.en 122 archivists-meeting",
    "choices.en 124 orchard-harvest",
    "choices.en 138 creamery-visit",
    "choices.en 138 mill-bakes",
    "choices.en 141 winter-talks",
    "choices.en 145 archivists-meeting",
    "choices.en 145 creamery-visit",
    "choices.en 147 sixth-form-day",
    "choices.en 57 garden-walks",
    "choices.en 83 works-open-day",
    "choices.it 134 formazione-volpara",
    "choices.it 143 vaccini-antinfluenzali",
    "choices.it 147 donazione-sangue",
    "choices.it 29 scaffali-aperti",
    "choices.it 67 rione-si-racconta",
    "choices.it 67 saperi-di-casa",
    "choices.it 79 notte-campane",
    "choices.it 84 corso-api",
    "choices.it 87 scaffali-aperti",
    "choices.it 93 scaffali-aperti",
    "choices.it 99 rione-si-racconta",
    "not_asked.en 2 rural-transport",
    "people.en 13 music-trials",
    "people.it 100 cucina-due-sere",
    "people.it 104 consulta-tavoli",
    "people.it 109 scaffali-aperti",
    "people.it 41 corso-api",
    "people.it 43 scaffali-aperti",
    "people.it 51 vaccini-antinfluenzali",
    "people.it 56 scaffali-aperti",
}


def test_what_most_people_write_is_read_as_it_is_meant() -> None:
    assert {mail.file for mail in worded() if wrong_facts(mail.label, read(mail.message, mail.event))} == MISREAD
