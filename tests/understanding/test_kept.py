"""What a change leaves as it is: a session or round that is said to stay is no new choice, and what is given up beside
it is given up."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from mailflow.understanding.reading import Intent
from tests.understanding.conftest import given_event

IT, EN, TOURS, GIFT = "fabbrica-idee", "open-science-days", "harbour-tours", "donazione-sangue"
WRITERS = {IT: "Ada Neri", GIFT: "Ada Neri", EN: "Ann Cole", TOURS: "Ann Cole"}
HELD = {
    IT: "Gentile Ada Neri, un posto: gruppi 3 e 5.",
    EN: "Dear Ann Cole, one place: D1-B and D2-A.",
    TOURS: "Dear Ann Cole, two seats on the 11:30.",
}

STAYS = [
    # behind the session
    (IT, "", "Sono iscritta ai gruppi 1 e 5. Vorrei passare al 4 nel secondo turno; il gruppo 1 resta. Ada",
     "turno-2:formazione"),
    (IT, "", "Sono iscritta ai gruppi 1 e 5. Vorrei spostarmi al 4, il gruppo 1 lo tengo. Ada", "turno-2:formazione"),
    (IT, "", "Vorrei cambiare: il gruppo 4 invece del 5, il gruppo 1 non si tocca. Ada", "turno-2:formazione"),
    (IT, HELD[IT], "Vorrei passare al 4 nel secondo turno, il primo resta così. Ada", "turno-2:formazione"),
    (EN, "", "I'm booked for D1-B and D2-A. Can I come out of D2-A and do D2-C instead? D1-B stays. Ann", "day-2:d2-c"),
    (EN, "", "Could I swap D2-A for D2-C? The D1-B one stays as it is. Ann", "day-2:d2-c"),
    # before it
    (IT, "", "Vorrei cambiare: il gruppo 4 invece del 5, tengo il gruppo 1. Ada", "turno-2:formazione"),
    (IT, "", "Vorrei cambiare: il gruppo 4 invece del 5, confermo il gruppo 1. Ada", "turno-2:formazione"),
    (EN, "", "I'm booked for D1-B and D2-A. Could I change to D2-C? I'm keeping D1-B. Ann", "day-2:d2-c"),
    (EN, "", "Could I swap D2-A for D2-C? I'll stick with D1-B. Ann", "day-2:d2-c"),
    (EN, HELD[EN], "D2-C on Friday instead, please. Same Thursday. Ann", "day-2:d2-c"),
    (EN, "", "Could I swap D2-A for D2-C? Still D1-B on Thursday. Ann", "day-2:d2-c"),
    (TOURS, "", "Could you make mine 2 instead of 1, our Kay wants to come. Still the 11.30. Ann", ""),
    # what comes second stays a wish
    (EN, "", "Could I swap D2-A for D2-C? If it's full I'll keep D2-A. Ann", "day-2:d2-c d2-a"),
    (IT, HELD[IT], "Vorrei passare dal 5 al 4. Se è al completo mi tengo il 5. Ada",
     "turno-2:formazione governance"),
    # of who comes instead it tells what he has
    (EN, "", "My colleague Joel Dunn will take my seat. He'd keep D1-B and swap D2-A for D2-C. Ann",
     "day-1:d1-b day-2:d2-c"),
]  # fmt: skip
GIVEN_UP = [
    (IT, "", "Toglietemi dal gruppo 5, il gruppo 3 lo tengo. Ada", ("governance",)),
    (IT, "", "Rinuncio al gruppo 5, tengo il gruppo 3. Ada", ("governance",)),
    (IT, "", "Devo rinunciare al gruppo 5; confermo il gruppo 3. Ada", ("governance",)),
    (IT, HELD[IT], "Nel secondo turno non ci sarò, il primo lo tengo. Ada", ("turno-2",)),
    (EN, "", "I have to drop D2-A, but I'm still on for D1-B. Ann", ("d2-a",)),
    (EN, "", "Please take me off D2-A; D1-B stays. Ann", ("d2-a",)),
    (EN, "", "I can't make D2-A after all. I'll still be there for D1-B. Ann", ("d2-a",)),
    (EN, HELD[EN], "I can't come on Friday any more, Thursday stays. Ann", ("day-2",)),
    # one round alone is what still holds
    (EN, HELD[EN], "I can only come on the Thursday now. Ann", ("day-2",)),
    (EN, HELD[EN], "Make that Friday only, please, I've got jury service. Ann", ("day-1",)),
    (EN, HELD[EN], "Only Friday for us I'm afraid, the car broke down. Ann", ("day-1",)),
    (IT, HELD[IT], "Cambio di programma: vengo solo al primo turno. Ada", ("turno-2",)),
    (IT, HELD[IT], "Alla fine parteciperò soltanto al secondo turno. Ada", ("turno-1",)),
    (EN, HELD[EN], "I can't do the Friday any more, work. Thursday is fine as it is. Ann", ("day-2",)),
    (EN, HELD[EN], "Please release my place on D2-A. Thursday I shall still be there. Ann", ("d2-a",)),
    (IT, HELD[IT], "Liberate pure il mio posto nel gruppo 5. Il primo turno vengo come previsto. Ada", ("governance",)),
    (IT, HELD[IT], "Nel secondo turno non riesco, il primo resto. Ada", ("turno-2",)),
]  # fmt: skip

MOVES = [
    # out of one and into another
    (EN, HELD[EN], "Could I swap out of D2-A and into D2-C? Thursday as before. Ann", "day-2:d2-c"),
    (EN, HELD[EN], "Could you move me from D2-A and into D2-C? Ann", "day-2:d2-c"),
    (EN, HELD[EN], "Please take me out of D2-A and put me in D2-C. Ann", "day-2:d2-c"),
    (EN, HELD[EN], "Please swap my Friday to D2-C. Ann", "day-2:d2-c"),
    (EN, HELD[EN], "D2-A I'd like to swap for D2-C. Ann", "day-2:d2-c"),
    (IT, HELD[IT], "Il gruppo 5 lo cambierei con il 4. Ada", "turno-2:formazione"),
    (IT, "", "Sono iscritta ai gruppi 1 e 5: il 5 lo scambierei con il 4. Ada", "turno-2:formazione"),
    # the place of a session is no person's
    (IT, "", "Risulto al gruppo 5. Metta al suo posto il 4. Ada", "turno-2:formazione"),
    (IT, "", "Sono iscritta al gruppo 5. Al suo posto vorrei il 4. Ada", "turno-2:formazione"),
    (EN, "", "I'm booked for D2-A. Please put me in D2-C in its place. Ann", "day-2:d2-c"),
    # what was had till now, though no word of changing stands there
    (IT, "", "Avevo il gruppo 1 ma quell'ora lavoro, mettetemi nel 2. Ada", "turno-1:logistica"),
    (IT, "", "Ero nel gruppo 5, vorrei il 4. Ada", "turno-2:formazione"),
    (GIFT, "", "Avevo le dieci ma devo andare in stazione, mettetemi alle sette e mezza. Ada", "fascia:ore-0730"),
    (GIFT, "", "Per domenica: non più alle 8 ma alle 9. Ada", "fascia:ore-0900"),
    (EN, "", "I had D2-A, could I have D2-C please? Ann", "day-2:d2-c"),
    (TOURS, "", "We had the 10:00, can we go at 13:00? Ann", "tour:boat-1300"),
    # 'only' of what is booked till now, or of no round
    (EN, HELD[EN], "You have me down for Thursday only. Could I come on Friday as well, D2-C? Ann", "day-2:d2-c"),
    (IT, HELD[IT], "Solo il secondo turno vorrei cambiarlo: gruppo 4. Ada", "turno-2:formazione"),
]  # fmt: skip
BOOKS = [
    (GIFT, "L'anno scorso ero alle 8, quest'anno vorrei le 9. Ada", "fascia:ore-0900"),
    (GIFT, "Vorrei prenotare alle 8, o se no alle 9. Ada", "fascia:ore-0800 ore-0900"),
    (EN, "Not D2-A for me, D2-C please, and D1-A. Ann", "day-2:d2-c day-1:d1-a"),
]
SIZES = [
    (IT, "Non siamo più in due, vengo solo io. Ada", 1, []),
    (IT, "Non più in due ma soltanto io. Ada", 1, []),
    (IT, "Non siamo più in tre ma in due. Ada", 2, []),
    (IT, "Non siamo più in due: si aggiunge Rita Neri. Ada", 3, ["Rita Neri"]),
    (IT, "Facciamo tre invece di due: Rita Neri si unisce a noi. Ada", 3, ["Rita Neri"]),
    (EN, "Make it three instead of two: Tom Hart joins us. Ann", 3, ["Tom Hart"]),
    (TOURS, "We are no longer three, Tom can't come. Just the two of us. Ann", 2, []),
]


def told(event: str, quoted: str, text: str) -> tuple[Intent, str, tuple[str, ...]]:
    """The intent, the choices said of whoever comes, and what is given up."""
    mail = Message(sender=Address(WRITERS[event], "who@posta.example"), subject="change", text=text, quoted=quoted)
    got = read(mail, given_event(event))
    choices = got.people[0].choices if got.people else got.choices
    told = " ".join(f"{round_}:{' '.join(sessions)}" for round_, sessions in choices.items())
    return got.intent, told, got.dropped


@pytest.mark.parametrize(("event", "quoted", "text", "want"), STAYS)
def test_what_stays_is_no_new_choice(event: str, quoted: str, text: str, want: str) -> None:
    assert told(event, quoted, text)[:2] == (Intent.CHANGE, want)


@pytest.mark.parametrize(("event", "quoted", "text", "dropped"), GIVEN_UP)
def test_a_part_is_given_up_beside_what_stays(event: str, quoted: str, text: str, dropped: tuple[str, ...]) -> None:
    assert told(event, quoted, text) == (Intent.CHANGE, "", dropped)


@pytest.mark.parametrize(("event", "quoted", "text", "want"), MOVES)
def test_who_moves_has_the_new_one_alone(event: str, quoted: str, text: str, want: str) -> None:
    assert told(event, quoted, text)[:2] == (Intent.CHANGE, want)


@pytest.mark.parametrize(("event", "text", "want"), BOOKS)
def test_who_had_nothing_books(event: str, text: str, want: str) -> None:
    mail = Message(sender=Address(WRITERS[event], "who@posta.example"), subject="posto", text=text)
    got = read(mail, given_event(event))
    chosen = " ".join(f"{r}:{' '.join(s)}" for r, s in got.people[0].choices.items())
    assert (got.intent, sorted(chosen.split())) == (Intent.BOOK, sorted(want.split()))


@pytest.mark.parametrize(("event", "text", "size", "new"), SIZES)
def test_the_number_no_longer_true_is_not_the_size(event: str, text: str, size: int, new: list[str]) -> None:
    sender = Address(WRITERS[event], "who@posta.example")
    got = read(Message(sender=sender, subject="Re: change", text=text, quoted=HELD[event]), given_event(event))
    assert (got.seats, [p.name for p in got.people if p.name != WRITERS[event]]) == (size, new)
