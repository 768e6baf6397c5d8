"""How many places a booking is to have after a change."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import Intent, read
from tests.understanding.conftest import given_event

WORKSHOPS, BOATS = "fabbrica-idee", "harbour-tours"


def _told(event: str, text: str) -> tuple[Intent, int | None]:
    ada = Address("Ada Neri", "ada@posta.example")
    subject = "Modifica prenotazione" if event == WORKSHOPS else "Change to our booking"
    got = read(Message(sender=ada, subject=subject, text=f"{text} Ada Neri"), given_event(event))
    return got.intent, got.seats


FROM_ONE_TO_ANOTHER = [
    (WORKSHOPS, "La prenotazione era di tre posti: ora diventano cinque.", 5),
    (WORKSHOPS, "I posti da 2 diventano 4.", 4),
    (WORKSHOPS, "Passeremmo da un posto a due.", 2),
    (WORKSHOPS, "Di tre ne resta uno.", 1),
    (WORKSHOPS, "Non più quattro posti ma tre.", 3),
    (WORKSHOPS, "Eravamo quattro, siamo rimasti in tre.", 3),
    (WORKSHOPS, "Avevo già prenotato due posti, viene anche mia cugina: possiamo essere 3?", 3),
    (BOATS, "I'll join the other two, so forget my 10:00: three together on the 13:00.", 3),
    (BOATS, "Our booking was for four. It should now be five.", 5),
    (BOATS, "Make my one seat three.", 3),
    (BOATS, "Can we turn our two seats into three, please?", 3),
    (BOATS, "The four of us have become five.", 5),
    (BOATS, "We'll be four in place of two.", 4),
    (BOATS, "Four in all now, no change for the two of us.", 4),
    (BOATS, "You have me down for one. Could you make it the pair of us?", 2),
]
WORKED_OUT = [
    (BOATS, "Two of the party have cried off, so you may have two of our five seats back. The hour stays.", 3),
    (WORKSHOPS, "Cambiamo sera, con le stesse persone: mio marito e i tre bambini.", 5),
    (WORKSHOPS, "Ci spostiamo al gruppo 3 con le stesse persone (Bice Po e i due ragazzi).", 4),
    (WORKSHOPS, "Ho una prenotazione per tre. Ne tolga uno.", 2),
    (WORKSHOPS, "Avevamo quattro posti, uno lo restituiamo.", 3),
    (WORKSHOPS, "Abbiamo prenotato in cinque ma due non vengono più.", 3),
    (WORKSHOPS, "Avevo prenotato tre posti, me ne servono altri due.", 5),
    (WORKSHOPS, "Eravamo in tre, mia suocera si tira indietro.", 2),
    (WORKSHOPS, "Eravamo in due, si aggiunge mia sorella.", 3),
    (BOATS, "One seat of our three can go to somebody else.", 2),
    (BOATS, "We had three, please take one off.", 2),
    (BOATS, "I have two seats already and would like two more.", 4),
    (BOATS, "Could you squeeze in a third chair beside our two?", 3),
    (WORKSHOPS, "Mi avete segnato in tre ma uno ha dato forfait.", 2),
    (WORKSHOPS, "Avevamo prenotato tre posti: uno di noi si è ammalato, quindi un posto in meno.", 2),
    (WORKSHOPS, "La nostra prenotazione era per due, aumentate di una persona.", 3),
    (WORKSHOPS, "Eravamo in sei, scalate di due persone.", 4),
    (BOATS, "We booked three seats but one of us is poorly, so one seat fewer please.", 2),
    (BOATS, "We had four. One has bailed and one is ill, so two fewer.", 2),
    (BOATS, "You have us down for four; two have cried off.", 2),
    (BOATS, "Our booking for four needs to be bumped up by one.", 5),
]
WHO_IS_LEFT = [
    (WORKSHOPS, "Bice non viene più. Restano Angelina Po, Carla Serra e Luisa Villa.", 3),
    (WORKSHOPS, "Mio figlio ha la febbre: verrà soltanto Elettra Sandri, già prenotata.", 1),
    (BOATS, "There remains one visitor, Ms Kirsi Laine. Mr Stan has been recalled.", 1),
]


@pytest.mark.parametrize(("event", "text", "seats"), [*FROM_ONE_TO_ANOTHER, *WORKED_OUT, *WHO_IS_LEFT])
def test_the_size_after_the_change(event: str, text: str, seats: int) -> None:
    assert _told(event, text) == (Intent.CHANGE, seats)


@pytest.mark.parametrize(("event", "text", "seats"), [
    (WORKSHOPS, "Vorrei passare dal 2 al 3.", None),  # groups
    (BOATS, "Please move our booking from 10 to 13:00.", None),  # hours
    (BOATS, "We're four now. Two of them can't eat gluten.", 4),
    (BOATS, "Please move the two of us to the 13:00.", 2),
    (WORKSHOPS, "Modifico la prenotazione: siamo in tre, uno non viene più.", 3),  # the size is told, and why
])  # fmt: skip
def test_other_numbers_make_no_size(event: str, text: str, seats: int | None) -> None:
    assert _told(event, text) == (Intent.CHANGE, seats)
