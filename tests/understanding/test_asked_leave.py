"""Leave asked to bring somebody, coming that is only supposed, and a number left between two."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import Context, read
from mailflow.understanding.understand import examine
from tests.understanding.conftest import given_event

BOAT, SUPPER = "harbour-tours", "assemblea-soci"
BROUGHT = [
    (BOAT, "One place on the 10:00 for me, please. May I bring a friend as well?", 2),
    (BOAT, "I'd love to come at 10:00. Would you mind if I brought my sister?", 2),
    (BOAT, "I'd like to be on the 13:00 boat. Could my mother come too?", 2),
    (BOAT, "One place on the 10:00, please. Can I bring my dog?", 1),
    (BOAT, "One place on the 10:00, please. Can my husband wait on the quay?", 1),
    (SUPPER, "Prenoto un posto per la cena. Può venire anche mio marito?", 2),
    (SUPPER, "Vengo alla cena. Mi chiedevo se potesse venire anche una mia amica.", 2),
    (SUPPER, "Un posto per la cena, grazie. È possibile portare i miei due figli?", 3),
    (SUPPER, "Prenoto un posto per la cena. Può passare mia figlia a ritirare il biglietto?", 1),
]
ASKED = [
    (BOAT, "If there were four of us at 10:00, would you have room?", "only asks"),
    (BOAT, "Two places on the 10:00, please. If I brought my mother as well, would there be room?", "my mother comes"),
    (BOAT, "We would like to come on the 10:00, 3-4 people.", "the number is not sure"),
    (BOAT, "The 10:00 please: there are two of us, maybe three.", "the number is not sure"),
    (SUPPER, "Se venissimo in quattro alla cena, ci sarebbe posto?", "only asks"),
    (SUPPER, "Posso venire solo io e Lia alla cena?", "only asks"),
    (SUPPER, "Alla cena siamo in due. Se venisse anche mia suocera, ci sarebbe posto?", "mia suocera comes"),
    (SUPPER, "Per la cena prenoto per tre persone, eventualmente quattro.", "the number is not sure"),
    (SUPPER, "Alla cena saremo tra le 4 e le 6 persone.", "the number is not sure"),
]


def _mail(text: str) -> Message:
    return Message(sender=Address("Ada Neri", "ada@posta.example"), subject="", text=f"{text}\nAda Neri")


@pytest.mark.parametrize(("event", "text", "size"), BROUGHT)
def test_by_the_rules_who_asks_leave_to_bring_somebody_wants_a_seat_more(event: str, text: str, size: int) -> None:
    outcome = examine(_mail(text), given_event(event), Context())

    assert outcome is not None
    assert outcome.gist is not None
    assert (outcome.gist.seats.value, outcome.gist.cast.writer.comes) == (size, True)


@pytest.mark.parametrize(("event", "text", "told"), ASKED)
def test_what_is_only_supposed_or_between_two_numbers_is_asked_about(event: str, text: str, told: str) -> None:
    assert told in " ".join(doubt.words for doubt in read(_mail(text), given_event(event)).doubts)
