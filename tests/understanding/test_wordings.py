"""What most people write, on every event there is: read as it is meant."""

from __future__ import annotations

from benchmarks.labelled import wrong_facts
from benchmarks.training.mails import worded
from mailflow.understanding import read

# Wordings that are read rightly on other events: 'Sono vegetariana' where a session is a menu of vegetables.
MISREAD = {
    "choices.en 124 harbour-tours",
    "choices.en 132 halls-conference",
    "choices.en 138 ceramics-energy-forum",
    "choices.en 138 garden-walks",
    "choices.en 144 carrowmere-talks",
    "choices.en 145 music-trials",
    "choices.en 15 sixth-form-day",
    "choices.en 54 open-science-days",
    "choices.en 57 rural-transport",
    "choices.en 69 halls-conference",
    "choices.en 83 works-open-day",
    "choices.it 102 porte-aperte-liceo",
    "choices.it 118 giornata-fiume",
    "choices.it 133 scaffali-aperti",
    "choices.it 141 calici-al-vespro",
    "choices.it 19 consulta-tavoli",
    "choices.it 34 porte-aperte-liceo",
    "choices.it 5 calici-al-vespro",
    "choices.it 65 scaffali-aperti",
    "choices.it 67 depositi-aperti",
    "choices.it 67 formazione-volpara",
    "choices.it 99 rione-si-racconta",
    "equals.it 9 giornata-amministratori",
    "not_asked.en 2 rural-transport",
    "people.en 56 halls-conference",
    "people.en 7 sixth-form-day",
    "people.it 21 laboratori-bambini",
    "people.it 9 filanda-domani",
    "plain.en 14 halls-conference",
    "plain.it 43 cucina-due-sere",
}


def test_what_most_people_write_is_read_as_it_is_meant() -> None:
    assert {mail.file for mail in worded() if wrong_facts(mail.label, read(mail.message, mail.event))} == MISREAD
