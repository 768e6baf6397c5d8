"""What most people write, on every event there is: read as it is meant."""

from __future__ import annotations

from benchmarks.labelled import wrong_facts
from benchmarks.training.mails import worded
from mailflow.understanding import read

# Wordings that are read rightly on other events: 'Sono vegetariana' where a session is a menu of vegetables.
MISREAD = {
    "choices.en 138 safety-fair",
    "choices.en 138 tile-symposium",
    "choices.en 141 archivists-meeting",
    "choices.en 141 coast-path-training",
    "choices.en 24 lab-open-evening",
    "choices.en 57 allotment-clinics",
    "choices.en 57 bee-convention",
    "choices.en 83 wool-gathering",
    "choices.en 83 works-open-day",
    "choices.en 94 export-clinic",
    "choices.it 102 porte-aperte-liceo",
    "choices.it 110 vaccini-antinfluenzali",
    "choices.it 121 scaffali-aperti",
    "choices.it 129 scaffali-aperti",
    "choices.it 141 calici-al-vespro",
    "choices.it 143 vaccini-antinfluenzali",
    "choices.it 19 consulta-tavoli",
    "choices.it 43 chi-cura",
    "choices.it 50 vaccini-antinfluenzali",
    "choices.it 67 pietra-su-pietra",
    "choices.it 67 rione-si-racconta",
    "choices.it 83 chi-cura",
    "equals.it 4 giornata-amministratori",
    "party.it 4 giornata-amministratori",
    "people.en 38 lido-reopening",
    "people.en 61 sixth-form-day",
    "people.it 42 biblioteca-vivente",
    "people.it 48 scaffali-aperti",
    "people.it 79 radio-di-paese",
    "people.it 79 saperi-di-casa",
    "plain.en 1 archivists-meeting",
    "plain.en 25 halls-conference",
    "plain.en 49 garden-walks",
    "wanted.en 15 parents-evening",
}


def test_what_most_people_write_is_read_as_it_is_meant() -> None:
    assert {mail.file for mail in worded() if wrong_facts(mail.label, read(mail.message, mail.event))} == MISREAD
