"""What most people write, on every event there is: read as it is meant."""

from __future__ import annotations

from benchmarks.labelled import wrong_facts
from benchmarks.training.mails import worded
from mailflow.understanding import read

# Wordings that are read rightly on other events: 'Sono vegetariana' where a session is a menu of vegetables.
MISREAD = {
    "choices.en 123 safety-fair",
    "choices.en 132 harbour-tours",
    "choices.en 138 ceramics-energy-forum",
    "choices.en 138 garden-walks",
    "choices.en 145 open-science-days",
    "choices.en 145 winter-talks",
    "choices.en 148 halls-conference",
    "choices.en 148 thornmere-history-day",
    "choices.en 2 inspectors-cpd",
    "choices.en 24 safety-fair",
    "choices.en 57 observatory-nights",
    "choices.en 57 orchard-harvest",
    "choices.en 57 rural-transport",
    "choices.en 62 thornmere-history-day",
    "choices.en 63 lighthouse-climbs",
    "choices.en 8 creamery-visit",
    "choices.en 83 rural-transport",
    "choices.it 10 chi-cura",
    "choices.it 101 museo-carta",
    "choices.it 118 vaccini-antinfluenzali",
    "choices.it 12 filanda-domani",
    "choices.it 147 donazione-sangue",
    "choices.it 25 scuola-di-campo",
    "choices.it 43 chi-cura",
    "choices.it 5 radio-di-paese",
    "choices.it 67 filanda-domani",
    "choices.it 67 giornata-biblioteche",
    "equals.en 8 crypt-visits",
    "party.it 6 scaffali-aperti",
    "people.en 13 conservation-school",
    "people.en 13 singing-weekend",
    "people.en 47 allotment-clinics",
    "people.it 105 consorzio-agricolo",
    "people.it 31 giornata-biblioteche",
    "people.it 78 filanda-domani",
    "plain.en 1 archivists-meeting",
}


def test_what_most_people_write_is_read_as_it_is_meant() -> None:
    assert {mail.file for mail in worded() if wrong_facts(mail.label, read(mail.message, mail.event))} == MISREAD
