"""Which session is meant, and whose wish it is, in mails as most people write them."""

from __future__ import annotations

import pytest

from benchmarks.labelled import key
from tests.understanding.test_choices import EVENTS
from tests.understanding.test_plain_mails import _read, _sessions

DAYS, FORUM, KIDS, MEETING = "open-science-days", "ceramics-energy-forum", "laboratori-bambini", "convegno-cooperazione"
STORES, WALKS, WINE, WORKS = "depositi-aperti", "garden-walks", "calici-al-vespro", "fabbrica-idee-2"

ROWS = [
    # a number behind a weekday is the clock's where am, pm or minutes follow
    (WINE, "Ugo Neri", "Due posti giovedì 18.30, per Ugo Neri e Pia Neri.",
     2, {"Ugo Neri": "gio-1830", "Pia Neri": "gio-1830"}),
    (WALKS, "Ann Lee", "Saturday 10 am please, one seat.",
     1, {"Ann Lee": "sat-bluebells"}),
    (WALKS, "Ann Lee", "Sunday 2 pm for Ann Lee and Tom Lee.",
     2, {"Ann Lee": "sun-poisons", "Tom Lee": "sun-poisons"}),
    (WALKS, "Ann Lee", "Sunday 2 o'clock please, for one.",
     1, {"Ann Lee": "sun-poisons"}),
    (WALKS, "Ann Lee", "Sun 4.00pm please, one seat.",
     1, {"Ann Lee": "sun-pond"}),
    (WALKS, "Ann Lee", "Sunday, 4:00pm please. Two of us, with Tom Lee.",
     2, {"Tom Lee": "sun-pond", "Ann Lee": "sun-pond"}),
    (STORES, "Ugo Neri", "Domenica 11.30, un posto.",
     1, {"Ugo Neri": "dom-1130"}),
    # one of kin told before as a group, by the only name of that sex
    (DAYS, "Ann Lee", "I'm booking for my parents, Clive and Rosemary Holloway. Dad: D1-A and D2-B. Mum: D1-C and "
     "D2-A. I can't come myself.",
     2, {"Clive Holloway": "d1-a d2-b", "Rosemary Holloway": "d1-c d2-a"}),
    (DAYS, "Ann Lee", "Clive and Rosemary Holloway, my parents, would like to come. Dad wants testing on Thursday, "
     "Mum the licences.",
     2, {"Clive Holloway": "d1-b", "Rosemary Holloway": "d1-d"}),
    (DAYS, "Ann Lee", "Two seats for my grandparents Clive and Rosemary Holloway. Grandad wants D1-A, Grandma D1-B.",
     2, {"Clive Holloway": "d1-a", "Rosemary Holloway": "d1-b"}),
    (DAYS, "Ann Lee", "Two seats for my children Tom and Rosemary Holloway. My son wants D1-A, my daughter D1-B.",
     2, {"Tom Holloway": "d1-a", "Rosemary Holloway": "d1-b"}),
    (KIDS, "Ugo Neri", "Iscrivo i miei due figli Luca Neri e Sara Neri; la figlia vuole gli origami, il figlio gli "
     "ingranaggi.",
     2, {"Luca Neri": "inventori", "Sara Neri": "origami"}),
    (WORKS, "Ugo Neri", "Iscrivo i miei genitori, Mario Neri e Carla Pini. Papà: 1 e 4. Mamma: 2 e 5. Io non vengo.",
     2, {"Mario Neri": "green-energy formazione", "Carla Pini": "logistica governance"}),
    (WORKS, "Ugo Neri", "Prenoto per i miei nonni Mario Neri e Carla Pini: nonno energia e governance, nonna "
     "welfare e formazione. Io non vengo.",
     2, {"Mario Neri": "green-energy governance", "Carla Pini": "welfare formazione"}),
    (DAYS, "Ann Lee", "Two seats for my parents Clive and Rosemary Holloway: D1-A. My dad used to be a porter.",
     2, {"Clive Holloway": "d1-a", "Rosemary Holloway": "d1-a"}),
    (DAYS, "Ann Lee", "My children Tom and Rosemary Holloway would like two seats: D1-A for both. My husband stays "
     "at home.",
     2, {"Tom Holloway": "d1-a", "Rosemary Holloway": "d1-a"}),
    # the number of the next person's session
    (WORKS, "Ugo Neri", "Tavolo 1 per tutti, poi Luca Neri vuole il 4 e Sara Neri 5.",
     2, {"Luca Neri": "green-energy formazione", "Sara Neri": "green-energy governance"}),
    (WORKS, "Ugo Neri", "Group 1 for all three, then Luca Neri wants 4, Sara Neri 5 and I want 6.",
     3, {"Luca Neri": "green-energy formazione", "Sara Neri": "green-energy governance",
       "Ugo Neri": "green-energy riqualificazione"}),
    (WORKS, "Ugo Neri", "Group 2 for all three, then Luca Neri wants 6, Sara Neri 4 and I'm with Sara.",
     3, {"Luca Neri": "logistica riqualificazione", "Sara Neri": "logistica formazione",
       "Ugo Neri": "logistica formazione"}),
    # a number or a rank behind an article, beside its round
    (FORUM, "Ann Lee", "In the morning the 1, in the afternoon the 3. One seat.",
     1, {"Ann Lee": "w3-skills t1-kilns"}),
    (FORUM, "Ann Lee", "In the morning the second one or, if that is full, the third. In the afternoon the first. "
     "One seat.",
     1, {"Ann Lee": "w1-grid t2-hydrogen/t3-lca"}),
    (FORUM, "Ann Lee", "In the afternoon the first, failing that the last. One seat.",
     1, {"Ann Lee": "w1-grid/w3-skills"}),
    (MEETING, "Ugo Neri", "La mattina la numero 3, il pomeriggio la numero 2.",
     1, {"Ugo Neri": "c-credito f-soci"}),
    (MEETING, "Ugo Neri", "Un posto: il 3 la mattina e il 2 il pomeriggio.",
     1, {"Ugo Neri": "c-credito f-soci"}),
    (MEETING, "Ugo Neri", "La mattina, nell'ordine: la numero 3, poi la 1. Il pomeriggio la 2.",
     1, {"Ugo Neri": "c-credito/a-workers-buyout f-soci"}),
    (MEETING, "Ugo Neri", "Al mattino la terza, se piena la quarta; al pomeriggio la seconda.",
     1, {"Ugo Neri": "c-credito/d-sociale f-soci"}),
    (MEETING, "Ugo Neri", "Un posto. Il 15 ottobre, al mattino, il 3; al pomeriggio il 4.",
     1, {"Ugo Neri": "c-credito h-digitale"}),
    # one of each round in turn
    (DAYS, "Ann Lee", "Ann Lee: A/B. Tom Lee: C/A.",
     2, {"Ann Lee": "d1-a d2-b", "Tom Lee": "d1-c d2-a"}),
    (DAYS, "Ann Lee", "Two seats: Ann Lee (A, then B), Tom Lee (C, then A).",
     2, {"Ann Lee": "d1-a d2-b", "Tom Lee": "d1-c d2-a"}),
    (DAYS, "Ann Lee", "B both days for me, C and A for Tom Lee.",
     2, {"Ann Lee": "d1-b d2-b", "Tom Lee": "d1-c d2-a"}),
    (DAYS, "Ugo Neri", "Io C e A, Pia Neri B e B.",
     2, {"Ugo Neri": "d1-c d2-a", "Pia Neri": "d1-b d2-b"}),
    (DAYS, "Ann Lee", "Tom Lee and I: second workshop on the first day, first workshop on the second day. Samira "
     "Haddad: third and third.",
     3, {"Tom Lee": "d1-b d2-a", "Ann Lee": "d1-b d2-a", "Samira Haddad": "d1-c d2-c"}),
    (DAYS, "Ann Lee", "On Thursday A, then C if A is full. One seat.",
     1, {"Ann Lee": "d1-a/d1-c"}),
    (DAYS, "Ann Lee", "One seat: D1-B and D2-A. I study for my A and D levels.",
     1, {"Ann Lee": "d1-b d2-a"}),
    (FORUM, "Ann Lee", "Second and second for me; first and third for Tom Lee.",
     2, {"Ann Lee": "w2-logistics t2-hydrogen", "Tom Lee": "w3-skills t1-kilns"}),
    (FORUM, "Ann Lee", "Second and second for me please.",
     1, {"Ann Lee": "w2-logistics t2-hydrogen"}),
    # any in one half of the day, or any but then
    (WALKS, "Ann Lee", "One person please, any walk but not in the morning.",
     1, {"Ann Lee": "sat-glasshouses/sun-poisons/sun-pond"}),
    (WALKS, "Ann Lee", "Any walk as long as it's not in the morning, one place.",
     1, {"Ann Lee": "sat-glasshouses/sun-poisons/sun-pond"}),
    (WALKS, "Ann Lee", "Mornings are impossible for me. Any other walk, one place.",
     1, {"Ann Lee": "sat-glasshouses/sun-poisons/sun-pond"}),
    (WALKS, "Ann Lee", "I'm a night nurse so NOT mornings. Beyond that I'm easy. One person.",
     1, {"Ann Lee": "sat-glasshouses/sun-poisons/sun-pond"}),
    (WALKS, "Ann Lee", "One place on the trees walk, I'm free in the morning and any help is welcome.",
     1, {"Ann Lee": "sun-trees"}),
    (STORES, "Ugo Neri", "Sabato o domenica, purché di pomeriggio. Due posti: Ugo Neri e Pia Neri.",
     2, {"Ugo Neri": "sab-15/sab-17/dom-15", "Pia Neri": "sab-15/sab-17/dom-15"}),
    (STORES, "Ugo Neri", "Un posto qualsiasi giorno, basta che non sia di mattina.",
     1, {"Ugo Neri": "ven-17/ven-19/sab-15/sab-17/dom-15"}),
    (STORES, "Ugo Neri", "Un posto, mai di mattina: per il resto è uguale.",
     1, {"Ugo Neri": "ven-17/ven-19/sab-15/sab-17/dom-15"}),
    (STORES, "Ugo Neri", "Un posto sabato alle 15, la mattina lavoro; va bene qualsiasi guida.",
     1, {"Ugo Neri": "sab-15"}),
    # a part of the day that greets nobody
    (FORUM, "Ann Lee", "Morning: heat. Afternoon: grid. One seat.",
     1, {"Ann Lee": "w1-grid t2-hydrogen"}),
    (FORUM, "Ann Lee", "In the morning the heat, one seat.",
     1, {"Ann Lee": "t2-hydrogen"}),
    (FORUM, "Ann Lee", "Morning all, one seat for heat please.",
     1, {"Ann Lee": "t2-hydrogen"}),
    # what is left out of all
    (MEETING, "Ugo Neri", "La mattina B. Il pomeriggio tutti i laboratori mi vanno bene, ma non quello digitale.",
     1, {"Ugo Neri": "b-comunita e-bilancio-sociale/f-soci/g-generazioni"}),
    (MEETING, "Ugo Neri", "La mattina quello che resta togliendo A, B e C. Il pomeriggio G.",
     1, {"Ugo Neri": "d-sociale g-generazioni"}),
    (MEETING, "Ugo Neri", "La mattina una qualunque escludendo A e B. Il pomeriggio G.",
     1, {"Ugo Neri": "c-credito/d-sociale g-generazioni"}),
    (MEETING, "Ugo Neri", "La mattina tutte le sessioni mi interessano, tranne A. Il pomeriggio G.",
     1, {"Ugo Neri": "b-comunita/c-credito/d-sociale g-generazioni"}),
    (MEETING, "Ugo Neri", "La mattina il credito, ma non quello al consumo. Il pomeriggio G.",
     1, {"Ugo Neri": "c-credito g-generazioni"}),
    # who goes with whom
    (DAYS, "Ann Lee", "D1-A and D2-B for Tom Bell, D1-C and D2-D for Ada Moss. I go with Tom. Three seats.",
     3, {"Tom Bell": "d1-a d2-b", "Ada Moss": "d1-c d2-d", "Ann Lee": "d1-a d2-b"}),
    (DAYS, "Ann Lee", "Tom Bell: D1-A and D2-B. Ada Moss: D1-C and D2-D. I'll go with Ada. Three seats.",
     3, {"Tom Bell": "d1-a d2-b", "Ada Moss": "d1-c d2-d", "Ann Lee": "d1-c d2-d"}),
    (DAYS, "Ann Lee", "I'll go with D1-A, Tom Bell takes D1-B. Friday D2-C for both.",
     2, {"Ann Lee": "d1-a d2-c", "Tom Bell": "d1-b d2-c"}),
    (WORKS, "Ugo Neri", "Luca Neri: 1 e 4. Pia Serra: 2 e 5. Io mi metto con Pia.",
     3, {"Luca Neri": "green-energy formazione", "Pia Serra": "logistica governance",
       "Ugo Neri": "logistica governance"}),
    (WORKS, "Ugo Neri", "Luca Neri: 1 e 4. Pia Serra: 2 e 5. Io seguo Luca.",
     3, {"Luca Neri": "green-energy formazione", "Pia Serra": "logistica governance",
       "Ugo Neri": "green-energy formazione"}),
    (WORKS, "Ugo Neri", "Seguo la logistica, Luca Neri il welfare.",
     2, {"Luca Neri": "welfare", "Ugo Neri": "logistica"}),
    (WORKS, "Ugo Neri", "Luca Neri viene al gruppo 2. Io resto con i bambini a casa.",
     1, {"Luca Neri": "logistica"}),
    # what one of a row has, and what the next takes himself
    (DAYS, "Ann Lee", "Two seats for me and my mum, Elsie Hale. Testing for her and I'll do licences.",
     2, {"Ann Lee": "d1-d", "Elsie Hale": "d1-b"}),
    (DAYS, "Ann Lee", "Two seats: testing for Tom Hale and I want licences.",
     2, {"Tom Hale": "d1-b", "Ann Lee": "d1-d"}),
    (DAYS, "Ann Lee", "Two seats: testing for Tom Hale and me, and on Friday containers.",
     2, {"Tom Hale": "d1-b d2-a", "Ann Lee": "d1-b d2-a"}),
    (DAYS, "Ann Lee", "Testing for Tom Hale and I please, two seats.",
     2, {"Tom Hale": "d1-b", "Ann Lee": "d1-b"}),
    (MEETING, "Ugo Neri", "Due posti per me e mia mamma, Elsa Neri. Per lei il credito e io faccio la B. Al "
     "pomeriggio F per tutti e due.",
     2, {"Ugo Neri": "b-comunita f-soci", "Elsa Neri": "c-credito f-soci"}),
    (FORUM, "Ann Lee", "Two of us. Tom Bell hydrogen, I kilns. Afternoon: I grid, Tom logistics.",
     2, {"Tom Bell": "w2-logistics t2-hydrogen", "Ann Lee": "w1-grid t1-kilns"}),
    (FORUM, "Ann Lee", "Three of us, with Tom Bell and Kate Moss. Afternoon: Kate and I grid, Tom logistics.",
     3, {"Tom Bell": "w2-logistics", "Kate Moss": "w1-grid", "Ann Lee": "w1-grid"}),
    # any one on a subject is the one on it
    (DAYS, "Ann Lee", "On Thursday whichever workshop talks about testing, on Friday containers. One seat.",
     1, {"Ann Lee": "d1-b d2-a"}),
    (DAYS, "Ann Lee", "On Thursday whatever you have on licences, on Friday whichever covers containers. One seat.",
     1, {"Ann Lee": "d1-d d2-a"}),
    (DAYS, "Ann Lee", "On Thursday anything but the talk about testing, on Friday containers. One seat.",
     1, {"Ann Lee": "d1-a/d1-c/d1-d d2-a"}),
    (WORKS, "Ugo Neri", "Al primo turno qualunque gruppo parli di energia, al secondo la governance. Un posto.",
     1, {"Ugo Neri": "green-energy governance"}),
    (WORKS, "Ugo Neri", "Al primo turno qualsiasi tavolo tranne quello sul welfare. Un posto.",
     1, {"Ugo Neri": "green-energy/logistica"}),
    (WALKS, "Ann Lee", "One place on Sunday afternoon, the later one; otherwise Saturday afternoon.",
     1, {"Ann Lee": "sun-pond/sat-glasshouses"}),
]  # fmt: skip


@pytest.mark.parametrize(("event", "sender", "text", "seats", "people"), ROWS)
def test_each_gets_what_he_wants(event: str, sender: str, text: str, seats: int, people: dict[str, str]) -> None:
    reading = _read(EVENTS[event], sender, text)

    told = {key(p.name): _sessions(p.choices) for p in reading.people}
    assert (reading.seats, told) == (seats, {key(name): sessions for name, sessions in people.items()})
    assert [d.words for d in reading.doubts if d.about != "other"] == []
