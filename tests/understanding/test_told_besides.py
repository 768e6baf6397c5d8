"""Mails that tell of much else: another year's visit, who would have come, journeys, company once kept. None of it is
asked for, and nobody comes by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.labelled import key
from mailflow.config.event_file import load_event
from mailflow.message import Address, Message
from mailflow.understanding import Intent, read
from tests.understanding.test_choices import EVENTS

TRAINING = Path(__file__).parents[2] / "benchmarks" / "training" / "events"
KNOWN = EVENTS | {event.id: event for event in map(load_event, sorted(TRAINING.glob("*.toml")))}

# the event, the mail, and what is wanted: how many places, and by whom which sessions
ROWS = [
    ("wool-gathering",
     "Last time I was on the rag rugs with Nan and it was a hoot. This year I'd like the fleece.",
     "1 Robin Falk: fleece"),
    ("wool-gathering",
     "Two years ago I did the indigo vat and loved it, so the indigo vat again for me please.",
     "1 Robin Falk: indigo"),
    ("lighthouse-climbs",
     "Four of us for Sunday at eleven, two grown-ups and two boys. They're nine and eleven now.",
     "4 Robin Falk: sun-1100"),
    ("lighthouse-climbs",
     "Four of us for Sunday at eleven, two grown-ups and two boys. The boys are nine and eleven now.",
     "4 Robin Falk: sun-1100"),
    ("lighthouse-climbs",
     "We're camping nearby from Saturday evening and go home on Monday morning, so could we come up on Sunday "
     "at eleven? Two of us.", "2 Robin Falk: sun-1100"),
    ("giornata-orti",
     "Per il pomeriggio ero indeciso tra i semi e l'acqua, poi ho pensato che i semi ce li ho già, e quindi "
     "acqua piovana. Sono da solo.", "1 Robin Falk: acqua"),
    ("giornata-orti",
     "Ero indecisa tra semi ed erbe, poi ho deciso: acqua piovana. Sono da sola.", "1 Robin Falk: acqua"),
    ("giornata-orti",
     "Sono stato a lungo in dubbio tra i semi e l'acqua; facciamo i semi. Sono da solo.", "1 Robin Falk: semi"),
    ("giornata-orti",
     "Compost per me. A mia cognata sarebbero piaciute le erbe ma ha il nipotino.", "1 Robin Falk: compost"),
    ("giornata-orti",
     "Compost per me. Mio genero avrebbe fatto volentieri la potatura ma gli hanno cambiato il turno.",
     "1 Robin Falk: compost"),
    ("giornata-orti",
     "Compost per me. Mia figlia voleva fare le api però ha l'esame di maturità.", "1 Robin Falk: compost"),
    ("giornata-orti",
     "Compost per me. La nostra presidente sperava di esserci per le erbe, ma quel giorno ha un matrimonio.",
     "1 Robin Falk: compost"),
    ("giornata-orti",
     "Mia moglie avrebbe voluto le erbe ma le mancano le ferie, quindi vengo da solo: compost.",
     "1 Robin Falk: compost"),
    ("giornata-orti",
     "Mia madre aveva ballato una volta con Aldo Berti. Compost per me, grazie.", "1 Robin Falk: compost"),
    ("giornata-orti", "Andavo a scuola con Elvezia Cogni. Compost per me, grazie.", "1 Robin Falk: compost"),
    ("giornata-orti",
     "Ho lavorato trent'anni con Gino Bassi, quello del vivaio. Compost per me, grazie.", "1 Robin Falk: compost"),
    ("giornata-orti", "Ne parlavo ieri con Gino Bassi al mercato. Compost per me, grazie.", "1 Robin Falk: compost"),
    ("giornata-orti", "Compost per me. Alle api ho rinunciato da un pezzo.", "1 Robin Falk: compost"),
    ("giornata-orti", "Compost per me, delle api ormai ho fatto pace con l'idea che pungono.", "1 Robin Falk: compost"),
    ("giornata-orti",
     "Mio nonno teneva le api e mia nonna conservava i semi nei barattoli. Vorrei la potatura.",
     "1 Robin Falk: potatura"),
    ("giornata-orti",
     "Mia figlia ha mangiato le erbe sbagliate l'estate scorsa e siamo finiti al pronto soccorso. Vorrei la "
     "potatura.", "1 Robin Falk: potatura"),
    ("giornata-orti",
     "Mia moglie Rosa vorrebbe le api, per via di suo nonno che le teneva, e poi le erbe. Io il compost e le "
     "erbe.", "2 Robin Falk: compost erbe; Rosa: api erbe"),
    ("giornata-orti", "Vengo con Gino Bassi, compost.", "2 Robin Falk: compost; Gino Bassi: compost"),
    ("bee-convention",
     "I dithered between queens and microscope for a week. Queens, please. Just me.", "1 Robin Falk: b1-queens"),
    ("bee-convention",
     "Swarms for me. My wife fancied the candles but it's our granddaughter's christening.",
     "1 Robin Falk: a2-swarms"),
    ("bee-convention",
     "My brother-in-law meant to come for the mead but the doctor has forbidden it, so just me for the swarms.",
     "1 Robin Falk: a2-swarms"),
    ("bee-convention",
     "Queen rearing for me. You'll remember I came to your first hive talk in 2019, when I knew nothing.",
     "1 Robin Falk: b1-queens"),
    ("bee-convention",
     "You'll remember I came to the mead two years ago. Queen rearing for me.", "1 Robin Falk: b1-queens"),
    ("dietro-quinte", "Un posto per i camerini di sabato. Un caro saluto da Robin Falk", "1 Robin Falk: sab-camerini"),
    ("dietro-quinte", "Un posto per i camerini di sabato. Saluti da Robin", "1 Robin Falk: sab-camerini"),
    ("dietro-quinte",
     "Un posto per i camerini di sabato. Buona giornata da Robin Falk e dal gatto.", "1 Robin Falk: sab-camerini"),
    ("dietro-quinte",
     "Per i camerini di sabato mattina saremmo in tre, io, lei e sua mamma.", "3 Robin Falk: sab-camerini"),
    ("dietro-quinte",
     "Mia nipote vuole fare la truccatrice: così ho pensato ai camerini di sabato mattina. Saremmo in tre, io, "
     "lei e sua mamma.", "3 Robin Falk: sab-camerini"),
    ("dietro-quinte", "Camerini di sabato. Saremmo in tre, io, lei e sua mamma.", "3 Robin Falk: sab-camerini"),
    ("vet-nurses-day",
     "Physio for me. Our head nurse wanted to come along for the puppies but she's on call.", "1 Robin Falk: physio"),
    ("vet-nurses-day",
     "Physio for me. A friend of mine was keen on the puppies but can't get the day off.", "1 Robin Falk: physio"),
    ("vet-nurses-day",
     "Midday I'd like talking about goodbye. The dental one I did with you in Leeds.", "1 Robin Falk: goodbye"),
    ("vet-nurses-day",
     "Priya and I wanted the puppies but they're full, so please put us both in diets.",
     "2 Robin Falk: diets; Priya: diets"),
    ("vet-nurses-day", "I wanted the puppies but my boss says diets, so diets please.", "1 Robin Falk: diets"),
    ("festa-marrone",
     "Arriviamo in camper sabato pomeriggio e torniamo a casa domenica sera. Due posti per domenica 24 alle "
     "11.30.", "2 Robin Falk: dom24-1130"),
    ("festa-marrone",
     "Ripartiamo domenica pomeriggio, quindi due posti per domenica 24 alle 9.30.", "2 Robin Falk: dom24-0930"),
    ("festa-marrone",
     "Saremmo in cinque, noi due, i due ragazzi e la nonna, domenica 31 alle 11.30.", "5 Robin Falk: dom31-1130"),
    ("festa-marrone",
     "Siamo cinque: noi due, le due bimbe e mia suocera, domenica 31 alle 11.30.", "5 Robin Falk: dom31-1130"),
    ("festa-marrone",
     "Noi due, i due ragazzi e la nonna: domenica 31 alle 11.30, per cinque.", "5 Robin Falk: dom31-1130"),
    ("festa-marrone",
     "Domenica 31 alle 11.30, siamo in due. Mia cognata forse viene per conto suo.", "2 Robin Falk: dom31-1130"),
    ("festa-marrone",
     "Domenica 31 alle 11.30, siamo in due. Mia cognata forse ci raggiunge dopo per la castagnata.",
     "2 Robin Falk: dom31-1130"),
    ("rural-transport",
     "I'd like to come to the minibus session in the first slot and hospital appointments in the second.",
     "1 Robin Falk: minibus hospital"),
    ("garden-walks",
     "My late husband proposed to me in your Glasshouses in 1968. The lily pond would be perfect for the two of "
     "us.", "2 Robin Falk: sun-pond"),
    ("garden-walks",
     "The Glasshouses were opened in 1968, so I'd love to see the Glasshouses. One place.",
     "1 Robin Falk: sat-glasshouses"),
    ("crypt-visits",
     "My mother said she'd once danced with Leo Hart. Three of us for Saturday at half past eleven.",
     "3 Robin Falk: sat-1130"),
    ("crypt-visits",
     "My mother was at school with Una Lee. Three of us for Saturday at half past eleven.", "3 Robin Falk: sat-1130"),
    ("crypt-visits",
     "I was at school with Nick Tully, who used to be verger. One for Saturday at half past eleven.",
     "1 Robin Falk: sat-1130"),
    ("crypt-visits",
     "My grandad worked with Harold Stubbs, your old verger. One for Saturday at half past eleven.",
     "1 Robin Falk: sat-1130"),
    ("crypt-visits",
     "I'm coming with Nick Tully, Saturday at half past eleven.", "2 Robin Falk: sat-1130; Nick Tully: sat-1130"),
    ("allotment-clinics",
     "So it's the tomatoes clinic I need, seven o'clock. Slugs I've given up on.", "1 Robin Falk: c-1900"),
    ("allotment-clinics", "Tomatoes for me. I've given up on slugs.", "1 Robin Falk: c-1900"),
    ("allotment-clinics", "Tomatoes for me. Slugs I'll leave to the hedgehog.", "1 Robin Falk: c-1900"),
    ("mill-bakes", "Saturday I have cricket at three, so Sunday at 10.30 for me.", "1 Robin Falk: sun-1030"),
    ("mill-bakes",
     "My grandson Toby is coming with me. Saturday he has cricket at three, so Sunday at 10.30 would suit us "
     "both.", "2 Robin Falk: sun-1030; Toby: sun-1030"),
    ("mill-bakes", "Saturday at three it's my nephew's wedding, so Sunday at 10.30 for me.", "1 Robin Falk: sun-1030"),
    ("mill-bakes",
     "I'm taking the cat to the vet on Saturday morning, so Sunday at 10.30, one place.", "1 Robin Falk: sun-1030"),
    ("mill-bakes", "There's a wedding on Saturday at three, so Sunday at 10.30 for me.", "1 Robin Falk: sun-1030"),
    ("porte-aperte-liceo",
     "Sabato alle 10 ha la gara di nuoto e alle 15 il catechismo, quindi verremmo domenica alle 10, in tre.",
     "3 Robin Falk: domenica-10"),
    ("porte-aperte-liceo",
     "Il sabato alle 15 siamo al compleanno di sua cugina, quindi verremmo domenica alle 10, in tre.",
     "3 Robin Falk: domenica-10"),
    ("porte-aperte-liceo",
     "Sabato alle 10 accompagno mia madre a messa, quindi verremmo domenica alle 10, in tre.",
     "3 Robin Falk: domenica-10"),
    ("weekend-volontari",
     "La domenica vengo alla visita delle dieci e mezza: alle 9 accompagno mia moglie a messa e alle 12 ho il "
     "pranzo di compleanno del nipote.", "1 Robin Falk: visita-1030"),
    ("lab-open-evening",
     "The bone room for me at six, please. Later the shaking table. I did the brain scanner at your last open "
     "evening and couldn't hear for an hour.", "1 Robin Falk: bones quake"),
    ("lab-open-evening",
     "The bone room for me, please. I did the brain scanner at your last open evening and couldn't hear for an "
     "hour.", "1 Robin Falk: bones"),
    ("lab-open-evening", "The bone room for me, please. The robots I saw in Bristol.", "1 Robin Falk: bones"),
    ("lab-open-evening",
     "The bone room for me, please. We went to the robots with the school once.", "1 Robin Falk: bones"),
    ("settimana-museo-sale",
     "La passeggiata dei fenicotteri l'ho fatta due anni fa. Mercoledì vorrei il laboratorio del pane.",
     "1 Robin Falk: pane"),
    ("settimana-museo-sale",
     "Mia moglie ha fatto la caccia al tesoro nel 2019 e ride ancora. Mercoledì vorrei il laboratorio del pane, "
     "solo io.", "1 Robin Falk: pane"),
    ("settimana-museo-sale",
     "Due anni fa ero venuto alla visita al tramonto. Mercoledì vorrei il laboratorio del pane.",
     "1 Robin Falk: pane"),
    ("singing-weekend",
     "Two years ago I did the barbershop and lost my voice for a week. Gospel for me.", "1 Robin Falk: a3-gospel"),
    ("singing-weekend",
     "Two years ago I did the barbershop and loved it. Gospel for me, and the barbershop again.",
     "1 Robin Falk: a3-gospel b2-barbershop"),
    ("giochi-in-rocca",
     "Quest'anno siamo in tre, io, lei e il suo ragazzo. La mattina faremmo i naufraghi.", "3 Robin Falk: naufraghi"),
    ("giochi-in-rocca",
     "Siamo in quattro, io, lui e i due bambini. La mattina faremmo i naufraghi.", "4 Robin Falk: naufraghi"),
    ("orchard-harvest", "Sunday at noon for five: the two of us, the two boys and Gran.", "5 Robin Falk: sun-1200"),
    ("orchard-harvest",
     "Sunday at noon. There'll be three of us, her, me and her boyfriend.", "3 Robin Falk: sun-1200"),
    ("orchard-harvest", "Sunday at noon. Three of us: me, him and his mum.", "3 Robin Falk: sun-1200"),
    ("orchard-harvest", "Sunday at noon for two. My sister may come under her own steam.", "2 Robin Falk: sun-1200"),
    ("orchard-harvest",
     "Sunday at noon for two. My sister might book for herself, she'll let you know.", "2 Robin Falk: sun-1200"),
    ("works-open-day",
     "My daughter Ellie would like the foundry, because of her grandad, and then women who build lifts. I'd "
     "rather see the test tower, and robots in the afternoon.", "2 Robin Falk: tower robots; Ellie: foundry women"),
    ("works-open-day",
     "Ellie would like the foundry, because of her grandad, and the women who build lifts. I'm only the driver.",
     "1 Ellie: foundry women"),
    ("gruppi-lettura",
     "Mettetemi nei classici mai finiti. La mia amica Franca dice che i gialli sono più divertenti ma lei non "
     "vede più bene.", "1 Robin Falk: classici"),
    ("gruppi-lettura",
     "Mettetemi nei classici mai finiti. La mia amica Franca dice che i gialli sono più divertenti.",
     "1 Robin Falk: classici"),
    ("giornata-fiume",
     "Porto mio nipote Toni: lui farebbe il kayak e io la voga alla veneta. Mia sorella viene solo a guardare "
     "dalla riva.", "2 Robin Falk: voga-veneta; Toni: kayak"),
    ("giornata-fiume",
     "Vorrei la voga alla veneta. Mia sorella mi accompagna ma resta sulla riva a leggere.",
     "1 Robin Falk: voga-veneta"),
    ("soccorso-alpino", "Ciao, sono Robin di Longarone. Sabato faccio la barella in parete.", "1 Robin Falk: barella"),
    ("coast-path-training", "Scrub I'll skip this time. Walling for me please.", "1 Robin Falk: walls"),
    ("observatory-nights",
     "On Friday at half past eight my daughter's in the school play, so Saturday 8.30pm, three of us.",
     "3 Robin Falk: sat-2030"),
    ("filanda-domani",
     "Al pomeriggio avrei detto i ragazzi, ma ho paura di trovarmi solo insegnanti, allora preferisco la mensa "
     "e la cucina di quartiere. Sono da sola.", "1 Robin Falk: cucina"),
    ("lighthouse-climbs",
     "Sunday at eleven for me. My wife comes only to watch from the beach.", "1 Robin Falk: sun-1100"),
    ("lighthouse-climbs",
     "Saturday at two I'm on the boat with the scouts, so Sunday at two. One place.", "1 Robin Falk: sun-1400"),
    ("lighthouse-climbs",
     "The trains are hopeless on Saturday morning, so Sunday at two for me.", "1 Robin Falk: sun-1400"),
    ("giornata-orti", "Compost per me. Alle api ci pensa mio cognato.", "1 Robin Falk: compost"),
    ("giornata-orti", "Le api quindi le lascio, vengo al compost.", "1 Robin Falk: compost"),
]  # fmt: skip


@pytest.mark.parametrize(("event", "text", "want"), ROWS)
def test_what_is_told_besides_is_not_asked_for(event: str, text: str, want: str) -> None:
    got = read(Message(sender=Address("Robin Falk", "robin@posta.example"), subject="", text=text), KNOWN[event])

    told = {key(p.name): {s for ranked in p.choices.values() for s in ranked} for p in got.people}
    seats, _, people = want.partition(" ")
    wanted = (person.split(": ") for person in people.split("; "))
    assert told == {key(name): set(sessions.split()) for name, sessions in wanted}
    assert (got.intent, got.seats) == (Intent.BOOK, int(seats))
    assert [d.words for d in got.doubts if d.about != "other"] == []
