"""What a change leaves as it is: a session or round that is said to stay is no new choice, and what is given up beside
it is given up."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from mailflow.understanding.reading import Intent
from tests.understanding.conftest import given_event

IT, EN, TOURS = "fabbrica-idee", "open-science-days", "harbour-tours"
WRITERS = {IT: "Ada Neri", EN: "Ann Cole", TOURS: "Ann Cole"}
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
]  # fmt: skip


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
