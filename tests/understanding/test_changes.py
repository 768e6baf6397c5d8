"""What a change alters: of a booking the mail itself tells of, of those who join it, of who gives his place away."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.conftest import given_event

IT, EN, TOURS, GIFT = "fabbrica-idee", "open-science-days", "harbour-tours", "donazione-sangue"
WRITERS = {IT: "Ada Neri", GIFT: "Ada Neri", EN: "Ann Cole", TOURS: "Ann Cole"}
HELD = {
    IT: "Gentile Ada Neri, due posti: Ada Neri e Ugo Sala, gruppi 3 e 6.",
    EN: "Dear Ann Cole, two places are booked: Ann Cole (D1-B, D2-A) and Tom Hart (D1-A, D2-A).",
    TOURS: "Dear Ann Cole, five seats are booked on the 10:00.",
    GIFT: "",
}
ENERGY, LOGISTICS, WELFARE = (f"turno-1:{s}" for s in ("green-energy", "logistica", "welfare"))
TRAINING, GOVERNANCE = (f"turno-2:{s}" for s in ("formazione", "governance"))

TOLD_HERE = [
    # what the mail tells of a booking is no wish, behind a comma, in brackets or before its verb, too
    (TOURS, "We have 3 on the 14:30. One can't come, so two now. Ann", {"": ""}),
    (TOURS, "We're all on the 11:30. Could Tom and Eve move to the 13:00? The rest of us stay put. Ann",
     {"Tom": "tour:boat-1300", "Eve": "tour:boat-1300"}),
    (EN, "I am down for Thursday only, D1-B. Please add D2-C on Friday. Ann Cole", {"Ann Cole": "day-2:d2-c"}),
    (EN, "Tom Cole already has a place (D1-B and D2-C, unchanged). Please add Eve Cole for D1-A and D2-A. Ann Hart",
     {"Tom Cole": "", "Eve Cole": "day-1:d1-a day-2:d2-a"}),
    (EN, "You have me for D1-B on Thursday. Please add Friday too: D2-A. Ann Cole", {"Ann Cole": "day-2:d2-a"}),
    (GIFT, "Avevo prenotato per tre, domenica alle 9.30. Aggiungete mio suocero Ugo Sala e siamo in quattro. Ada Neri",
     {"Ada Neri": "", "Ugo Sala": ""}),
    (GIFT, "eravamo 5 siamo 3, domenica alle 9.30 come prima. Ada Neri", {"Ada Neri": ""}),
    (IT, "Con riferimento all'iscrizione di mia figlia Eva Neri al gruppo 1, chiedo di spostarla al gruppo 3. Ada Neri",
     {"Eva Neri": WELFARE}),
    (IT, "Sono Ada Neri, già iscritta ai gruppi 3 e 5. Vorrei aggiungere Eva Neri nei gruppi 1 e 4. In tutto due.",
     {"Ada Neri": "", "Eva Neri": f"{ENERGY} {TRAINING}"}),
    (TOURS, "I booked two seats for the 10:00 a week ago. Could we have the 13:00 instead? Ann Cole",
     {"Ann Cole": "tour:boat-1300"}),
    (EN, "I booked two places for D1-B last week. We'd both like D1-C instead. Ann Cole", {"Ann Cole": "day-1:d1-c"}),
    # who joins has what those have whom he joins, where that is said
    (IT, "Avevo iscritto Eva Neri al gruppo 1. Si può aggiungere anche il fratello Ivo Neri, stesso gruppo? Ada",
     {"Eva Neri": "", "Ivo Neri": ENERGY}),
    (EN, "I'm registered for D1-B and D2-A. Please add my colleague Tom Hart, same sessions as me. Ann Cole",
     {"Ann Cole": "", "Tom Hart": "day-1:d1-b day-2:d2-a"}),
    # who gives his place away wants nothing, and what is told is the other's
    (IT, "Vi comunico che Ugo Sala, già iscritto, sarà sostituito da Ivo Po, il quale preferisce il 2 e il 4. Ada Neri",
     {"Ivo Po": f"{LOGISTICS} {TRAINING}"}),
    # a 'not' between two sessions is of the second
    (IT, "Siamo già iscritti, ma mi sono sbagliata: per Eva Neri il 3 non il 2. Ada Neri", {"Eva Neri": WELFARE}),
    (EN, "I asked for D1-B on Thursday. I should have asked for D1-C. Would you change it? Ann Cole",
     {"Ann Cole": "day-1:d1-c"}),
]  # fmt: skip
ANSWERS = [
    # what is told of those who join is not said of those who are there already
    (IT, "si aggiungono mia sorella Eva Neri e il suo fidanzato Ivo Po, loro li metti al 2 e al 5. io e ugo uguale",
     {"Eva Neri": f"{LOGISTICS} {GOVERNANCE}", "Ivo Po": f"{LOGISTICS} {GOVERNANCE}", "Ada Neri": "", "Ugo Sala": ""}),
    (EN, "My colleague Huw Pick wants in too. Thursday with me in testing, Friday profiling. So three of us. Ann",
     {"Huw Pick": "day-1:d1-b day-2:d2-b", "Ann Cole": ""}),
    (EN, "We shall be three rather than two: my son Ed Cole is home. He'd join me in D1-B and go to D2-D. Ann",
     {"Ed Cole": "day-1:d1-b day-2:d2-d", "Ann Cole": ""}),
    (IT, "alla fine viene anche mio fratello Ivo Neri, anche lui nei gruppi che ho scelto io. Quindi siamo in tre. Ada",
     {"Ivo Neri": f"{WELFARE} turno-2:riqualificazione", "Ada Neri": ""}),
    (IT, "viene anche mio fratello Ivo Neri, fa i gruppi che facciamo noi. quindi tre posti. ada",
     {"Ivo Neri": f"{WELFARE} turno-2:riqualificazione", "Ada Neri": ""}),
    (EN, "My brother Ed Cole comes as well. Please add him where I am; with him we are three. Ann",
     {"Ed Cole": "day-1:d1-b day-2:d2-a", "Ann Cole": ""}),
    # a given name alone is his whom our words name, whatever these are
    (EN, "Tom has found the fare for Friday too. Would you move him to D2-C? Ann", {"Tom Hart": "day-2:d2-c"}),
    # what one keeps where there is no room is his own
    (EN, "Tom Hart would like D1-C on Thursday. If it is full, he stays in D1-A. Ann",
     {"Tom Hart": "day-1:d1-c day-1:d1-a"}),
    (TOURS, "Could two of us, Eve Cole and Tom Hart, move to the 13:00? The rest stay put. Ann",
     {"Eve Cole": "tour:boat-1300", "Tom Hart": "tour:boat-1300"}),
    (EN, "My brother Ed Cole wants in too so make it three of us, he's having D1-B and D2-A same as me. Ann",
     {"Ed Cole": "day-1:d1-b day-2:d2-a", "Ann Cole": ""}),
    # who gives his place away
    (EN, "Tom Hart can't leave the office. Kate Bain goes instead. She'd like D1-C on the Thursday (he had D1-A). Ann",
     {"Kate Bain": "day-1:d1-c"}),
    (EN, "Please replace Tom Hart with Kate Bain; she'll do what he was doing on Thursday but D2-C on Friday. Ann",
     {"Kate Bain": "day-2:d2-c"}),
    (IT, "Al posto del collega Ugo Sala verrà Ivo Po; per lui va bene l'1 nel primo turno. Io non cambio nulla. Ada",
     {"Ivo Po": ENERGY}),
    (EN, "Tom Hart has bowed out and Kate Bain is stepping in for him. Ann", {"Kate Bain": ""}),
    (IT, "Ugo Sala ha dato buca, gli subentra Ivo Po. Ada", {"Ivo Po": ""}),
    # from one to the other, that is what is preferred
    (IT, "Ugo Sala preferirebbe passare dal 3 al 2. Ada", {"Ugo Sala": LOGISTICS}),
    (EN, "Tom Hart would prefer to move from D1-A to D1-C. Ann", {"Tom Hart": "day-1:d1-c"}),
]  # fmt: skip
SIZES = [
    (IT, "Della nostra prenotazione di tre posti va tolto Ugo Sala. Rimangono Eva Poli e io. Ada", 2),
    (IT, "Ugo ed Eva non vengono più. Un solo posto, dunque. Ada", 1),
    (IT, "Ugo passa dal 3 al 2. Siamo sempre Ada Neri e Ugo Sala.", 2),
    (IT, "Bice non se la sente più, ma non la sostituiamo. Restano Pia, Carla e Rita. Ada", 3),
    (IT, "Mia suocera si tira indietro e noi altri due preferiremmo il gruppo 2. Ada", 2),
    (EN, "Tom Hart would like D1-C rather than D1-A. The other two of us stay put, so it's still three. Ann", 3),
    (EN, "We'll leave the girls at home after all. Just the pair of us, then. Ann", 2),
    (TOURS, "The five of us are now four, and could it be the 13:00, not the 10:00? Ann", 4),
]


def told(event: str, text: str, quoted: str) -> dict[str, str]:
    mail = Message(sender=Address(WRITERS[event], "who@posta.example"), subject="change", text=text, quoted=quoted)
    got = read(mail, given_event(event))
    choices = {p.name: p.choices for p in got.people} or {"": got.choices}
    return {who: " ".join(f"{r}:{s}" for r, sessions in has.items() for s in sessions) for who, has in choices.items()}


@pytest.mark.parametrize(("event", "text", "want"), TOLD_HERE)
def test_what_is_booked_already_is_no_wish(event: str, text: str, want: dict[str, str]) -> None:
    assert told(event, text, "") == want


@pytest.mark.parametrize(("event", "text", "want"), ANSWERS)
def test_what_is_told_of_one_is_not_said_of_those_who_are_booked(event: str, text: str, want: dict[str, str]) -> None:
    assert told(event, text, HELD[event]) == want


@pytest.mark.parametrize(("event", "text", "size"), SIZES)
def test_the_size_afterwards(event: str, text: str, size: int) -> None:
    sender = Address(WRITERS[event], "who@posta.example")
    mail = Message(sender=sender, subject="Re: change", text=text, quoted=HELD[event])
    assert read(mail, given_event(event)).seats == size


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "My director comes with me after all, Dr Kate Bain. Please add her where I am on both days. Ann"),
        (IT, "Viene con noi anche il mio direttore, Ivo Po. Mettetelo dove sono io. Ada"),
    ],
)
def test_where_somebody_is_already_is_asked_back(event: str, text: str) -> None:
    sender = Address(WRITERS[event], "who@posta.example")
    got = read(Message(sender=sender, subject="Re: change", text=text, quoted=HELD[event]), given_event(event))
    assert not got.confident


GIVES_WAY = [
    # the writer, told by his own name
    (IT, "Al posto di Ada Neri viene Ivo Po. Saluti, Ada Neri", ["Ivo Po"], ("Ada Neri",)),
    (IT, "Ada Neri sarà sostituita da Ivo Po.", ["Ivo Po"], ("Ada Neri",)),
    (EN, "We have to change a name: in place of Ann Cole, Tom Hart will attend.", ["Tom Hart"], ("Ann Cole",)),
    (EN, "Please replace Ann Cole with Tom Hart. Ann Cole", ["Tom Hart"], ("Ann Cole",)),
    (EN, "Tom Hart will attend instead of Ann Cole.", ["Tom Hart"], ("Ann Cole",)),
    # … and by 'my place'
    (IT, "al posto mio viene Ivo Po, stessi gruppi, io ho le ferie. Ada", ["Ivo Po"], ("Ada Neri",)),
    (IT, "Avevo prenotato io ma mi tocca lavorare: viene al mio posto Ivo Po.", ["Ivo Po"], ("Ada Neri",)),
    # the words of leaving out are said of the first alone
    (IT, "Invece di Lia Verdi segnate Ivo Po, stessi gruppi. Ada Neri", ["Ivo Po"], ("Lia Verdi",)),
]


@pytest.mark.parametrize(("event", "text", "coming", "leaving"), GIVES_WAY)
def test_whose_place_another_takes_leaves(event: str, text: str, coming: list[str], leaving: tuple[str, ...]) -> None:
    mail = Message(sender=Address(WRITERS[event], "who@posta.example"), subject="change", text=text)
    got = read(mail, given_event(event))
    assert ([p.name for p in got.people], got.leaving) == (coming, leaving)
