"""What most people write, on every event there is: read as it is meant."""

from __future__ import annotations

from benchmarks.labelled import wrong_facts
from benchmarks.training.mails import worded
from mailflow.understanding import read

# Wordings that are read rightly on other events: 'Sono vegetariana' where a session is a menu of vegetables.
MISREAD = {
    "answers.en 11 lido-reopening",
    "choices.en 112 bee-convention",
    "choices.en 123 safety-fair",
    "choices.en 128 export-clinic",
    "choices.en 138 orchard-harvest",
    "choices.en 138 safety-fair",
    "choices.en 141 winter-talks",
    "choices.en 148 garden-walks",
    "choices.en 23 harbour-tours",
    "choices.en 24 stanmoor-listens",
    "choices.en 27 observatory-nights",
    "choices.en 54 music-trials",
    "choices.en 57 safety-fair",
    "choices.en 57 sixth-form-day",
    "choices.en 69 halls-conference",
    "choices.en 83 coast-path-training",
    "choices.en 85 lighthouse-climbs",
    "choices.en 85 mill-bakes",
    "choices.en 91 gliding-tasters",
    "choices.it 110 convegno-cooperazione",
    "choices.it 118 scuola-di-campo",
    "choices.it 128 scaffali-aperti",
    "choices.it 135 filanda-domani",
    "choices.it 143 vaccini-antinfluenzali",
    "choices.it 34 chi-cura",
    "choices.it 67 cena-trebbiatura",
    "choices.it 67 chi-cura",
    "choices.it 67 consorzio-agricolo",
    "party.it 4 giornata-amministratori",
    "people.it 113 giochi-in-rocca",
    "people.it 42 sipario-storto-prove",
    "people.it 67 donazione-sangue",
    "people.it 67 museo-carta",
    "people.it 7 scaffali-aperti",
    "plain.it 49 giornata-rifugi",
    "ways.en 82 harbour-tours",
    "ways.en 82 winter-talks",
    "ways.en 88 works-open-day",
    "ways.it 84 imprese-territorio",
    "ways.it 84 mani-in-pasta",
}


def test_what_most_people_write_is_read_as_it_is_meant() -> None:
    assert {mail.file for mail in worded() if wrong_facts(mail.label, read(mail.message, mail.event))} == MISREAD
