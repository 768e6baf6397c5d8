"""Mails as most people write them, read whole: how many come, who of them by name, and what each wants."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from benchmarks.labelled import key
from mailflow.domain.event import Event
from mailflow.message import Address, Message
from mailflow.understanding import Reading, read
from tests.understanding.test_choices import EVENTS

WORKS, DAYS, FORUM, BOAT = "fabbrica-idee-2", "open-science-days", "ceramics-energy-forum", "harbour-tours"
MEMBERS, PARENTS, KIDS, MEETING = "assemblea-soci", "parents-evening", "laboratori-bambini", "convegno-cooperazione"
SCHOOL, BLOOD, AID, TALKS = "porte-aperte-liceo", "donazione-sangue", "primo-soccorso", "consulta-tavoli"


def _read(event: Event, sender: str, text: str) -> Reading:
    return read(Message(sender=Address(sender, "writer@posta.example"), subject="", text=text), event)


def _sessions(choices: Mapping[str, tuple[str, ...]]) -> str:
    return " ".join("/".join(sessions) for _, sessions in sorted(choices.items()))


ROWS = [
    # a number of places, and sessions by number behind it
    (WORKS, "Ada Riva", "Prenoto per due persone: 2 + 5. Ada Riva", 2, {"Ada Riva": "logistica governance"}),
    (WORKS, "Ada Riva", "2 posti: 3 + 6 grazie", 2, {"Ada Riva": "welfare riqualificazione"}),
    (WORKS, "Ada Riva", "Ada Riva +1, gruppi 2 e 5", 2, {"Ada Riva": "logistica governance"}),
    (WORKS, "Ada Riva", "Ada Riva\nVia Roma 3, Modena\nUn posto, gruppo 2 e gruppo 5", 1,
     {"Ada Riva": "logistica governance"}),
    # who telephoned, and who writes it down
    (WORKS, "Laura Neri", "Ha telefonato il signor Aldo Po (059 123456): due posti, gruppo 3 e gruppo 6.",
     2, {"Aldo Po": "welfare riqualificazione"}),
    (BOAT, "Grace Lee", "Tom Hale rang: two places on the 11:30, please.", 2, {"Tom Hale": "boat-1130"}),
    (BOAT, "Grace Lee", "My friend Tom called and we would like two places on the 11:30.",
     2, {"Tom": "boat-1130", "Grace Lee": "boat-1130"}),
    # not that one, this one
    (FORUM, "Hana Sato", "One seat. Not T1, T2.", 1, {"Hana Sato": "t2-hydrogen"}),
    (BOAT, "Ann Reed", "One seat, not the 10:00, the 11:30 please.", 1, {"Ann Reed": "boat-1130"}),
    (WORKS, "Ada Riva", "Un posto. Non il gruppo 1, il 2. Ada Riva", 1, {"Ada Riva": "logistica"}),
    (FORUM, "Hana Sato", "One seat, anything but T1, T2.", 1, {"Hana Sato": "t3-lca"}),
    (WORKS, "Olga Kunz", "Prego un posto, corso 2 e corso 5. Olga Kunz", 1, {"Olga Kunz": "logistica governance"}),
    # in the order of their numbers
    (BOAT, "Ann Reed", "1) 10:00 2) 11:30 3) 14:30. One place. Ann Reed",
     1, {"Ann Reed": "boat-1000/boat-1130/boat-1430"}),
    (WORKS, "Ada Riva", "Primo turno: 1) welfare 2) logistica. Un posto. Ada Riva",
     1, {"Ada Riva": "welfare/logistica"}),
    # a row of sessions behind a colon, for both
    (DAYS, "Ann Reed", "I'd like to bring my friend Tom Lee: pipelines and containers for both of us. Ann Reed",
     2, {"Ann Reed": "d1-a d2-a", "Tom Lee": "d1-a d2-a"}),
    (WORKS, "Ada Riva", "Vorrei portare la mia amica Lia Sala: welfare e governance per tutte e due. Ada Riva",
     2, {"Ada Riva": "welfare governance", "Lia Sala": "welfare governance"}),
    # the half of a day, and what is told of another's day behind it
    (SCHOOL, "Ada Riva", "Sabato pomeriggio per me e la prima visita di domenica per Luca Verdi, grazie. Ada Riva",
     2, {"Ada Riva": "sabato-15", "Luca Verdi": "domenica-10"}),
    # asked as a question
    (BOAT, "Ann Reed", "Hello! Is it ok if I come on the 11:30? Ann Reed", 1, {"Ann Reed": "boat-1130"}),
    (WORKS, "Ada Riva", "Mi aggiungete all'elenco per il gruppo 3 e il gruppo 5? Ada Riva",
     1, {"Ada Riva": "welfare governance"}),
    # words of titles that tell something else, and titles with verbs in them
    ("hall-day", "Ann Reed", "We are a family of five and would love to come to the roofs. Ann Reed",
     5, {"Ann Reed": "roofs"}),
    ("hall-day", "Ann Reed", "Two adults and two children, for the keys please. Ann Reed", 4, {"Ann Reed": "bookings"}),
    ("museo-carta", "Ada Riva", "Mi segni per la visita in italiano delle 10. Ada Riva", 1, {"Ada Riva": "ita-1000"}),
    (TALKS, "Ada Riva", "Ada Riva e due amiche: abitare e poi salute.", 3, {"Ada Riva": "casa anziani"}),
    # small words of two languages
    (MEETING, "Ugo Conte", "Iscrivete Marta Neri a A + E e me a B + F. Grazie Ugo Conte",
     2, {"Marta Neri": "a-workers-buyout e-bilancio-sociale", "Ugo Conte": "b-comunita f-soci"}),
    # any of them, and which is liked best
    (BOAT, "Olive Nye", "Any boat but preferably the 11.30, for one.",
     1, {"Olive Nye": "boat-1130/boat-1000/boat-1300/boat-1430/boat-1600"}),
    (BOAT, "Olive Nye", "All boats are fine but I'd rather have the 11.30, for one.",
     1, {"Olive Nye": "boat-1130/boat-1000/boat-1300/boat-1430/boat-1600"}),
    (BOAT, "Olive Nye", "Any of the afternoon trips, though the 2.30 would suit us best. Two places.",
     2, {"Olive Nye": "boat-1430/boat-1300/boat-1600"}),
    (BOAT, "Olive Nye", "Any boat but the 11.30, for one.",
     1, {"Olive Nye": "boat-1000/boat-1300/boat-1430/boat-1600"}),
    # others are booked already, and take no place by this mail
    (FORUM, "Hana Sato", "I would like to attend T2. My two colleagues have registered already by themselves.",
     1, {"Hana Sato": "t2-hydrogen"}),
    (FORUM, "Hana Sato", "T2 for me, please. My boss is already registered.", 1, {"Hana Sato": "t2-hydrogen"}),
    (FORUM, "Hana Sato", "T2 for me, please. My husband already has a place.", 1, {"Hana Sato": "t2-hydrogen"}),
    (FORUM, "Hana Sato", "I would like to attend T2. My colleague Jo Ray has already booked.",
     1, {"Hana Sato": "t2-hydrogen"}),
    (WORKS, "Ugo Sala", "Gruppo 1 per me. Mia moglie ha già prenotato.", 1, {"Ugo Sala": "green-energy"}),
    (WORKS, "Ugo Sala", "Gruppo 1 per me. Le mie due colleghe si sono già iscritte.", 1, {"Ugo Sala": "green-energy"}),
    # a day on which somebody is away is not asked for
    (SCHOOL, "Anna Rovati", "Domenica mattina, meglio la seconda visita, quella delle 11 e mezza; sabato siamo via."
     " Saremo in tre.", 3, {"Anna Rovati": "domenica-1130"}),
    # first names that are small words, or stand inside others
    (FORUM, "Ruth Ogden", "Please book: Ruth Ogden - T1, W1. Ben Sharp - T1, W2. Lia Grey - W2.",
     3, {"Ruth Ogden": "w1-grid t1-kilns", "Ben Sharp": "w2-logistics t1-kilns", "Lia Grey": "w2-logistics"}),
    (FORUM, "Ruth Ogden", "Please book: Ruth Ogden - T1, W1. Will Carter - T1, W2.",
     2, {"Ruth Ogden": "w1-grid t1-kilns", "Will Carter": "w2-logistics t1-kilns"}),
    # who comes with the writer, told by the way
    (WORKS, "Bruna Galli", "Al primo turno vorrei green energy ma Ada Po, che viene con me, preferisce logistica; al"
     " secondo turno stiamo insieme alla formazione.",
     2, {"Bruna Galli": "green-energy formazione", "Ada Po": "logistica formazione"}),
    (FORUM, "Ted Nash", "In the morning I'd like T1 but Eva Lund, who's coming with me, prefers T2; in the afternoon"
     " we're together at W1.", 2, {"Ted Nash": "w1-grid t1-kilns", "Eva Lund": "w1-grid t2-hydrogen"}),
    # the writer wants something as well
    (WORKS, "Rita Fontana", "Mi interessano il gruppo 1 e il gruppo 4, e anche al mio collega Ugo Sala.",
     2, {"Rita Fontana": "green-energy formazione", "Ugo Sala": "green-energy formazione"}),
    (WORKS, "Rita Fontana", "Sono interessata al gruppo 1. Il mio collega Ugo Sala vorrebbe il gruppo 2.",
     2, {"Rita Fontana": "green-energy", "Ugo Sala": "logistica"}),
    (WORKS, "Rita Fontana", "Vorrei il gruppo 1, lo stesso per il mio socio Ugo Sala.",
     2, {"Rita Fontana": "green-energy", "Ugo Sala": "green-energy"}),
    (WORKS, "Rita Fontana", "Vorrei il gruppo 1 e il 4 per il mio collega Ugo Sala.",
     1, {"Ugo Sala": "green-energy formazione"}),
    (WORKS, "Rita Fontana", "Vorrei il gruppo 1 e il 4: Ugo Sala e Ada Po.",
     2, {"Ugo Sala": "green-energy formazione", "Ada Po": "green-energy formazione"}),
    (DAYS, "Ruth Ogden", "I'd be interested in D1-B and D2-A, and so would my supervisor, Prof. Ian Tate.",
     2, {"Ruth Ogden": "d1-b d2-a", "Ian Tate": "d1-b d2-a"}),
    # the writer and so many more
    (MEMBERS, "Carla Monti", "Vengo con due persone.", 3, {"Carla Monti": ""}),
    (MEMBERS, "Carla Monti", "Mi iscrivo insieme a due ospiti.", 3, {"Carla Monti": ""}),
    (MEMBERS, "Carla Monti", "Prenoto per me e due persone.", 3, {"Carla Monti": ""}),
    (MEMBERS, "Carla Monti", "Il Circolo parteciperà con due persone.", 2, {"Carla Monti": ""}),
    (MEMBERS, "Carla Monti", "Prenoto per due persone.", 2, {"Carla Monti": ""}),
    (PARENTS, "May Pugh", "I'd like to come with two guests.", 3, {"May Pugh": ""}),
    (PARENTS, "May Pugh", "I'm coming with two people.", 3, {"May Pugh": ""}),
    (AID, "Carla Monti", "Mi iscrivo al corso insieme a tre amiche: Lia Po, Ada Sala, Eva Gori",
     4, {"Carla Monti": "", "Lia Po": "", "Ada Sala": "", "Eva Gori": ""}),
    (PARENTS, "May Pugh", "I'd like to come with three friends: Ann Lowe, Sue Lane, Kay Bell",
     4, {"May Pugh": "", "Ann Lowe": "", "Sue Lane": "", "Kay Bell": ""}),
    # a number alone
    (BOAT, "May Pugh", "The 10:00 boat. Four please.", 4, {"May Pugh": "boat-1000"}),
    (SCHOOL, "Carla Monti", "Sabato alle 10, quattro grazie.", 4, {"Carla Monti": "sabato-10"}),
    (WORKS, "Carla Monti", "Gruppo 1, 4 grazie.", 1, {"Carla Monti": "green-energy formazione"}),
    # an age behind a name; a body behind two
    (KIDS, "Carla Monti", "Leo, 6 anni: M1 e P2. Anna, 8 anni: M2 e P2.",
     2, {"Leo": "kamishibai erbario", "Anna": "origami erbario"}),
    (KIDS, "Carla Monti", "Leo 6 anni M1 e P2\nAnna 8 anni M2 e P2",
     2, {"Leo": "kamishibai erbario", "Anna": "origami erbario"}),
    (MEETING, "Carla Monti", "Partecipano Carla Monti e Bruno Lodi, Confcooperative Modena. Sessione A e sessione E.",
     2, {"Carla Monti": "a-workers-buyout e-bilancio-sociale", "Bruno Lodi": "a-workers-buyout e-bilancio-sociale"}),
    # what a mail ends with is no name
    (MEMBERS, "Carla Monti", "Vengo io. Bacioni Carla", 1, {"Carla Monti": ""}),
    (PARENTS, "May Pugh", "I'll be there. Hugs May", 1, {"May Pugh": ""}),
    # under the text, a name and whom it signs for: one person
    (BOAT, "Kate Sumner", "I'd like to come, the 10:00. Is tea included? Kate Sumner, British Glass",
     1, {"Kate Sumner": "boat-1000"}),
    (BOAT, "Lukas Weber", "A seat on the 10:00. Best regards, Lukas Weber, Max Planck Institute",
     1, {"Lukas Weber": "boat-1000"}),
    (WORKS, "Alessandro Po", "Prenoto un posto, gruppi 1 e 4. prof. Alessandro Po, ITIS Volta",
     1, {"Alessandro Po": "green-energy formazione"}),
    (WORKS, "Chiara Mazzoni", "Solo il secondo turno, formazione. Chiara Mazzoni, IC Fiorano 1",
     1, {"Chiara Mazzoni": "formazione"}),
    (WORKS, "Chiara Mazzoni", "Faccio soltanto il gruppo formazione. Grazie\nChiara Mazzoni\nIC Fiorano 1",
     1, {"Chiara Mazzoni": "formazione"}),
    (DAYS, "Ann Bell", "D1-A for me. Thanks, Ann Bell, Alan Turing Institute", 1, {"Ann Bell": "d1-a"}),
    # a row of people, each counted
    (SCHOOL, "Monica Serra", "Sabato alle 15: mio figlio Tommaso, mio marito e io. Monica Serra",
     3, {"Tommaso": "sabato-15", "Monica Serra": "sabato-15"}),
    (BOAT, "Sue Ford", "The 13:00 please: my son Tom, my husband and me. Sue Ford",
     3, {"Tom": "boat-1300", "Sue Ford": "boat-1300"}),
    (BOAT, "Sue Ford", "The 13:00 for Tom, my husband, and me. Sue "
     "Ford", 2, {"Tom": "boat-1300", "Sue Ford": "boat-1300"}),
    (SCHOOL, "Lia Po", "Sabato alle 15. Siamo due adulti e due bambini (7 e 10 anni). Lia "
     "Po", 4, {"Lia Po": "sabato-15"}),
    (BOAT, "Sue Moss", "The 13:00. We are two adults and two children (7 and 10 years old). Sue Moss",
     4, {"Sue Moss": "boat-1300"}),
    (SCHOOL, "Barbara Neri", "Mia figlia verrebbe con un'amica, Noemi Gallo; mia figlia è Alice Neri. Sabato "
     "mattina. Io no.",
     2, {"Noemi Gallo": "sabato-10", "Alice Neri": "sabato-10"}),
    # who was to come alone, and does not
    (AID, "Sara Mori", "Volevo venire da sola ma anche la mia amica Linda Poli si è convinta, quindi siamo in due. "
     "Sara Mori",
     2, {"Linda Poli": "", "Sara Mori": ""}),
    (BOAT, "Sue Ford", "I was going to come alone but my friend Jo Bell wants to join me, so two seats on the "
     "13:00. Sue Ford",
     2, {"Jo Bell": "boat-1300", "Sue Ford": "boat-1300"}),
    # what one of them needs is no size
    (BOAT, "Bridget Shaw", "May I book for three? The 13:00. One of us is in a wheelchair. Bridget Shaw",
     3, {"Bridget Shaw": "boat-1300"}),
    (WORKS, "Ugo Po", "Veniamo in tre al gruppo 1. Uno di noi è in carrozzina. Ugo "
     "Po", 3, {"Ugo Po": "green-energy"}),
    # who asks something takes no place, and who books may stay away
    (DAYS, "Daniel Osei", "D1-C for me. My wife Ama would like to know whether lunch is included. Daniel Osei",
     1, {"Daniel Osei": "d1-c"}),
    (WORKS, "Ugo Po", "Un posto per me al gruppo 1. Mia moglie Lia vorrebbe sapere se c'è un parcheggio. Ugo Po",
     1, {"Ugo Po": "green-energy"}),
    (WORKS, "Elena Turrini", "Scrivo per mia sorella Paola Turrini. Vorrebbe partecipare, gruppi 3 e 5. Io "
     "purtroppo non ci sarò.",
     1, {"Paola Turrini": "welfare governance"}),
    # one round alone, as somebody else
    (WORKS, "Teresa Mucci", "Due posti, uno per me (gruppi 3 e 4) e uno per la mia amica Rosa che invece viene "
     "solo al secondo turno, stesso gruppo mio. Teresa Mucci",
     2, {"Teresa Mucci": "welfare formazione", "Rosa": "formazione"}),
    (DAYS, "Amy Fox", "One place for me (D1-A, D2-B) and one for Jo Bell, who only comes on Friday, same workshop "
     "as mine. Amy Fox",
     2, {"Amy Fox": "d1-a d2-b", "Jo Bell": "d2-b"}),
    (WORKS, "Teresa Mucci", "Io gruppi 3 e 4; Rosa Bini fa soltanto il primo turno, stesso gruppo. Teresa Mucci",
     2, {"Rosa Bini": "welfare", "Teresa Mucci": "welfare formazione"}),
    # the evening before is no earlier slot, the days of the event are no wish
    (BLOOD, "Marco Fini", "Alle 8.00 per me, ceno leggero la sera prima. Marco Fini", 1, {"Marco Fini": "ore-0800"}),
    (DAYS, "Jane Fox", "I wish to register for the event on 16–17 September. D1-A please. Jane "
     "Fox", 1, {"Jane Fox": "d1-a"}),
    # names that are everyday words, titles or particles too
    (DAYS, "Ben Turner", "Zoe Marsh and I are coming. I'd like D2-B, Zoe D2-C. Ben Turner",
     2, {"Zoe Marsh": "d2-c", "Ben Turner": "d2-b"}),
    (DAYS, "Amy Fox", "D2-B for me and Carol Day. Amy Fox", 2, {"Amy Fox": "d2-b", "Carol Day": "d2-b"}),
    (DAYS, "June Hall", "D2-B please. Best, June Hall", 1, {"June Hall": "d2-b"}),
    (DAYS, "Will Turner", "D2-B for me. Will", 1, {"Will Turner": "d2-b"}),
    (WORKS, "Mia Conti", "Gruppo 1 per me. Mia Conti", 1, {"Mia Conti": "green-energy"}),
    (DAYS, "Vera Novak", "Please register me and my office mate Petr Havel for D1-D. Vera Novak",
     2, {"Vera Novak": "d1-d", "Petr Havel": "d1-d"}),
    # a first name that opens a sentence, before what it does or its session
    (FORUM, "Ann Reed", "Tom will do T1 and W1, and I'll do the same. Ann Reed",
     2, {"Tom": "w1-grid t1-kilns", "Ann Reed": "w1-grid t1-kilns"}),
    (FORUM, "Ann Reed", "Tom can only do T1, I'd like T1 and W2. Ann Reed",
     2, {"Tom": "t1-kilns", "Ann Reed": "w2-logistics t1-kilns"}),
    (FORUM, "Ann Reed", "Tom T1 and W1, me T2 and W2. Ann Reed",
     2, {"Tom": "w1-grid t1-kilns", "Ann Reed": "w2-logistics t2-hydrogen"}),
    (FORUM, "Ann Reed", "Tom would rather have T1 and W1, I would rather T2 and W2. Ann Reed",
     2, {"Tom": "w1-grid t1-kilns", "Ann Reed": "w2-logistics t2-hydrogen"}),
    (WORKS, "Ada Riva", "Bruno preferirebbe l'1 e il 4, io il 2 e il 5. Ada Riva",
     2, {"Bruno": "green-energy formazione", "Ada Riva": "logistica governance"}),
    (WORKS, "Ada Riva", "Bruno può solo l'1, io il 2 e il 5. Ada Riva",
     2, {"Bruno": "green-energy", "Ada Riva": "logistica governance"}),
    (FORUM, "Will Turner", "Will do! T1 for me. Will", 1, {"Will Turner": "t1-kilns"}),
    # a name no list knows, joined to the writer
    (BOAT, "Jez Okafor", "Tash and I will come on the 10:00. Jez Okafor",
     2, {"Tash": "boat-1000", "Jez Okafor": "boat-1000"}),
    (BOAT, "Jez Okafor", "Thanks and I look forward to it. One place on the 10:00. Jez Okafor",
     1, {"Jez Okafor": "boat-1000"}),
    (WORKS, "Sabina Orsi", "Titti e io vorremmo venire al gruppo 2. Sabina Orsi",
     2, {"Titti": "logistica", "Sabina Orsi": "logistica"}),
    # first names where capitals tell nothing
    (BOAT, "Kim Hall", "i'm coming with anna and paul on the 14:30",
     3, {"Kim Hall": "boat-1430", "anna": "boat-1430", "paul": "boat-1430"}),
    (BOAT, "Kim Hall", "ANNA AND PAUL BELL ARE COMING ON THE 14:30. KIM HALL",
     2, {"ANNA BELL": "boat-1430", "PAUL BELL": "boat-1430"}),
    (SCHOOL, "FRANCO GRISENDI", "VENGO CON PAOLO SABATO MATTINA. GRISENDI FRANCO",
     2, {"PAOLO": "sabato-10", "GRISENDI FRANCO": "sabato-10"}),
    (SCHOOL, "FRANCO GRISENDI", "VENGONO LUCA E SARA MENOZZI SABATO MATTINA. GRISENDI FRANCO",
     2, {"LUCA MENOZZI": "sabato-10", "SARA MENOZZI": "sabato-10"}),
    (BOAT, "Kim Hall", "one place on the 14:30. i spoke with anna on the phone. kim hall",
     1, {"kim hall": "boat-1430"}),
    # a list of names, a word before a name, where from, and whose friend
    (AID, "Polisportiva Saliceta", "Si iscrivono:\nStefano Ronchi\nAboubacar Cissé\nMartina Lei",
     3, {"Stefano Ronchi": "", "Aboubacar Cissé": "", "Martina Lei": ""}),
    (AID, "Ivo Bulgarelli", "Un posto per me. Grazie\nIvo Bulgarelli\nAmici della Bici", 1, {"Ivo Bulgarelli": ""}),
    (WORKS, "Ada Riva", "Iscrivo Mirella Dolcini al gruppo 2. Solo la Dolcini, grazie. Ada Riva",
     1, {"Mirella Dolcini": "logistica"}),
    (WORKS, "Ada Riva", "Iscrivo al gruppo 2 Ivan Neri (Imola) e Ada Conti (Forlì). Ada Riva",
     2, {"Ivan Neri": "logistica", "Ada Conti": "logistica"}),
    (WORKS, "Ramona Iacob", "Iscrivo Stefan Iacob, 8 anni, e Medea Fini, 8 anni, sua amica, ai gruppi 1 e 5. Ramona",
     2, {"Stefan Iacob": "green-energy governance", "Medea Fini": "green-energy governance"}),
    # hours told by their minutes first
    (BOAT, "Ann Reed", "The half past eleven, please. Ann Reed", 1, {"Ann Reed": "boat-1130"}),
    (BOAT, "Ann Reed", "I could be there at ten past eleven. One seat on the 11:30. Ann Reed",
     1, {"Ann Reed": "boat-1130"}),
    # numbers in pairs, each person's; and a round of its own for all
    (WORKS, "Ada Riva", "Per Ada Riva 1-4, per Bruno Sala 2-5, per Carla Neri 3-6.",
     3, {"Ada Riva": "green-energy formazione", "Bruno Sala": "logistica governance",
         "Carla Neri": "welfare riqualificazione"}),
    (WORKS, "Ada Riva", "Per me e mio padre Artemio Neri. Primo turno: lui energia, io welfare. Secondo turno: "
     "formazione o governance, è lo stesso. Ada Riva",
     2, {"Ada Riva": "welfare formazione/governance", "Artemio Neri": "green-energy formazione/governance"}),
    # known well enough, or another's: not wanted
    (MEETING, "Ugo Sala", "Di credito ne so abbastanza, quindi comunità, e al pomeriggio giovani. Un posto.",
     1, {"Ugo Sala": "b-comunita g-generazioni"}),
    (MEETING, "Ugo Sala", "Gli appalti li faccio di mestiere, perciò credito. Al pomeriggio G. Un posto.",
     1, {"Ugo Sala": "c-credito g-generazioni"}),
    (MEETING, "Ugo Sala", "Alla D ci va già mio cugino, io prendo la C. Al pomeriggio G. Un posto.",
     1, {"Ugo Sala": "c-credito g-generazioni"}),
    (FORUM, "Ann Cole", "T1 I know inside out, T2 I teach every day: so T3. And W2 later. One seat.",
     1, {"Ann Cole": "w2-logistics t3-lca"}),
    (FORUM, "Ann Cole", "Hydrogen I do all day, so kilns, please, and the grid. One seat.",
     1, {"Ann Cole": "w1-grid t1-kilns"}),
    (FORUM, "Ann Cole", "My husband is booked on T2 already. I'd like T1 and W3 for myself.",
     1, {"Ann Cole": "w3-skills t1-kilns"}),
    (FORUM, "Ann Cole", "My husband is already down for T2, so put me in T1 as well as W3.",
     1, {"Ann Cole": "w3-skills t1-kilns"}),
    (MEETING, "Ugo Sala", "Vorrei gli appalti, li faccio di mestiere, e al pomeriggio G. Un posto.",
     1, {"Ugo Sala": "d-sociale g-generazioni"}),
    (FORUM, "Ann Cole", "I'd like T2, I know enough about it to follow. W1 later. One seat.",
     1, {"Ann Cole": "w1-grid t2-hydrogen"}),
    # no more than what is told
    (MEETING, "Ugo Sala", "A, oppure B se in A non si entra. Al pomeriggio H. Con me c'è Pino Serra, che però "
     "fa B e basta.",
     2, {"Ugo Sala": "a-workers-buyout/b-comunita h-digitale", "Pino Serra": "b-comunita"}),
    (FORUM, "Ann Cole", "T1 and W2. My colleague Ted Hill comes too: T3 and that's it for him.",
     2, {"Ann Cole": "w2-logistics t1-kilns", "Ted Hill": "t3-lca"}),
    # left out, with brackets between; nothing before an hour
    (BOAT, "Ann Cole", "Me and Ted Cole. Any boat except the first (too early!) and the last.",
     2, {"Ann Cole": "boat-1130/boat-1300/boat-1430", "Ted Cole": "boat-1130/boat-1300/boat-1430"}),
    (BOAT, "Ann Cole", "Me and Ted Cole. Nothing before noon, please, otherwise wherever you can fit us in.",
     2, {"Ann Cole": "boat-1300/boat-1430/boat-1600", "Ted Cole": "boat-1300/boat-1430/boat-1600"}),
    (BLOOD, "Ada Riva", "Va bene qualsiasi fascia tranne la prima (dormo) e l'ultima. Un posto.",
     1, {"Ada Riva": "ore-0800/ore-0830/ore-0900/ore-0930"}),
    # one and the same kin in other words
    (WORKS, "Ugo Sala", "Mio nonno Artemio, mio padre Oliviero e io. Il nonno vuole il volontariato, "
     "papà e io i trasporti.",
     3, {"Ugo Sala": "logistica", "Oliviero": "logistica", "Artemio": "welfare"}),
    (MEETING, "Ugo Sala", "Siamo io, mia madre Pia Neri e mio figlio Ivo. Mamma A e F, Ivo B e G, io C ed E.",
     3, {"Ugo Sala": "c-credito e-bilancio-sociale", "Pia Neri": "a-workers-buyout f-soci",
         "Ivo": "b-comunita g-generazioni"}),
    (MEETING, "Ugo Sala", "Vengo con mia nonna Pia Neri. Nonna alla A e alla F, io alla A e alla G.",
     2, {"Ugo Sala": "a-workers-buyout g-generazioni", "Pia Neri": "a-workers-buyout f-soci"}),
    (FORUM, "Ann Cole", "I'm coming with my mother Mary Fox and my son Ted. Mum and me in T2 and W1, Ted in T3 and W2.",
     3, {"Ann Cole": "w1-grid t2-hydrogen", "Mary Fox": "w1-grid t2-hydrogen", "Ted": "w2-logistics t3-lca"}),
    (FORUM, "Ann Cole", "Places for my father Hal Fox, my grandmother Jo Fox and me. Dad and Gran want T1, I want T2.",
     3, {"Ann Cole": "t2-hydrogen", "Hal Fox": "t1-kilns", "Jo Fox": "t1-kilns"}),
    (MEETING, "Ugo Sala", "Lea Rossi A e F, mio padre Gino Sala B e G, io come papà.",
     3, {"Ugo Sala": "b-comunita g-generazioni", "Lea Rossi": "a-workers-buyout f-soci",
         "Gino Sala": "b-comunita g-generazioni"}),
    (FORUM, "Ann Cole", "My mother Mary Fox T1 and W1, Ted Cole T2 and W2, me the same as Mum.",
     3, {"Ann Cole": "w1-grid t1-kilns", "Mary Fox": "w1-grid t1-kilns", "Ted Cole": "w2-logistics t2-hydrogen"}),
    (FORUM, "Ann Cole", "My mother Mary Fox, my mother-in-law Jo Bell and me. Mum T1 and W1, Jo and I T2 and W2.",
     3, {"Ann Cole": "w2-logistics t2-hydrogen", "Mary Fox": "w1-grid t1-kilns",
         "Jo Bell": "w2-logistics t2-hydrogen"}),
    (BOAT, "Ann Cole", "The 10:00 is too early for us, the 16:00 too late; the 13:00 would be perfect. Two of us.",
     2, {"Ann Cole": "boat-1300"}),
]  # fmt: skip


@pytest.mark.parametrize(("event", "sender", "text", "seats", "people"), ROWS)
def test_a_plain_mail_is_read_whole(event: str, sender: str, text: str, seats: int, people: dict[str, str]) -> None:
    reading = _read(EVENTS[event], sender, text)

    told = {key(p.name): _sessions(p.choices) for p in reading.people}
    assert (reading.seats, told) == (seats, {key(name): sessions for name, sessions in people.items()})
    assert [d.words for d in reading.doubts if d.about != "other"] == []


@pytest.mark.parametrize(
    ("event", "text", "words"),
    [
        (BOAT, "If I can get the day off I'll come on the 14:30, so keep one place for me. Ann Reed", "left open who"),
        (WORKS, "Se mi danno ferie vengo al gruppo 2: tenetemi un posto. Ada Riva", "left open who"),
        (WORKS, "Forse il 26 riesco a liberarmi: intanto un posto al gruppo 2. Ada Riva", "left open who"),
        (AID, "Il 13 sono via, ma il corso si ripete sabato 10 aprile. Iscrivetemi a quello, un posto. Ada Riva",
         "is not a day"),
        (BOAT, "A friend tells me you run again on Saturday 10 October. Book me on that day, 14:30. Ann Reed",
         "is not a day"),
    ],
)  # fmt: skip
def test_what_hangs_on_something_is_asked_about(event: str, text: str, words: str) -> None:
    reading = _read(EVENTS[event], text.rsplit(". ", 1)[1], text)

    assert [words in doubt.words for doubt in reading.doubts if doubt.about != "other"] == [True]
    assert not reading.confident


@pytest.mark.parametrize(("event", "text"), [
    (WORKS, "Vorrei prenotare qualche posto."),
    (WORKS, "Vorrei alcuni posti al gruppo 2."),
    (BOAT, "I'd like to book some places, please."),
    (BOAT, "Could you save us a few seats on the 11:30?"),
])  # fmt: skip
def test_some_places_are_no_number(event: str, text: str) -> None:
    reading = _read(EVENTS[event], "Ada Riva", text)

    assert [doubt.about for doubt in reading.doubts] == ["seats"]
