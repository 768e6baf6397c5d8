"""What most people write, on every event there is: read as it is meant."""

from __future__ import annotations

from benchmarks.labelled import wrong_facts
from benchmarks.training.mails import worded
from mailflow.understanding import read

# Wordings that are read rightly on other events: 'Sono vegetariana' where a session is a menu of vegetables.
MISREAD = {
    "choices.en 112 halls-conference",
    "choices.en 132 halls-conference",
    "choices.en 138 orchard-harvest",
    "choices.en 138 sixth-form-day",
    "choices.en 141 bee-convention",
    "choices.en 145 singing-weekend",
    "choices.en 2 inspectors-cpd",
    "choices.en 57 lighthouse-climbs",
    "choices.en 67 halls-conference",
    "choices.en 83 rural-transport",
    "choices.en 83 sixth-form-day",
    "choices.en 85 harbour-tours",
    "choices.it 11 radio-di-paese",
    "choices.it 118 pietra-su-pietra",
    "choices.it 130 chi-cura",
    "choices.it 133 radio-di-paese",
    "choices.it 135 calici-al-vespro",
    "choices.it 67 calici-al-vespro",
    "choices.it 67 depositi-aperti",
    "choices.it 73 scaffali-aperti",
    "choices.it 79 notte-campane",
    "people.en 13 rural-transport",
    "people.en 13 sixth-form-day",
    "people.en 56 carrowmere-talks",
    "people.en 7 halls-conference",
    "people.it 18 dietro-quinte",
    "people.it 79 corso-api",
    "people.it 92 consulta-tavoli",
    "plain.en 17 halls-conference",
    "plain.en 42 inspectors-cpd",
    "whose.it 2 filanda-domani",
}


def test_what_most_people_write_is_read_as_it_is_meant() -> None:
    assert {mail.file for mail in worded() if wrong_facts(mail.label, read(mail.message, mail.event))} == MISREAD
