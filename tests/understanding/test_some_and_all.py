"""Replies that speak of some of those booked, of some of what is booked, or of all: who leaves, how many, and what."""

from __future__ import annotations

import pytest

from mailflow.domain.booking import Choices
from mailflow.message import Address, Message
from mailflow.understanding import read
from mailflow.understanding.reading import Context, Intent, Reading
from tests.understanding.conftest import given_event
from tests.understanding.test_replies import EN, IT, ONE, THREE, TWO, reply

FOUR = (*THREE, "Ivo Rea")
OSD = "open-science-days"


@pytest.mark.parametrize(
    ("event", "text", "leaving"),
    [
        (IT, "Annullo per Ugo Sala e Lea Bo", ("Ugo Sala", "Lea Bo")),
        (IT, "Rinunciamo io e Ugo", ("Ada Neri", "Ugo Sala")),
        (IT, "Disdico per Ugo e Lea, io ci sono", ("Ugo Sala", "Lea Bo")),
        (IT, "Non verranno Ugo, Lea e Ivo", ("Ugo Sala", "Lea Bo", "Ivo Rea")),
        (IT, "Non viene Ugo, Lea e Ivo vengono", ("Ugo Sala",)),
        (IT, "Rinuncia Ugo e Lea resta", ("Ugo Sala",)),
        (EN, "Please cancel for Ugo Sala and Lea Bo", ("Ugo Sala", "Lea Bo")),
        (EN, "Please cancel for Ugo, Lea and Ivo. I'm still coming", ("Ugo Sala", "Lea Bo", "Ivo Rea")),
        (EN, "Please cancel Ugo's place and Lea's", ("Ugo Sala", "Lea Bo")),
        (EN, "Please cancel Ugo and Lea, Ivo and I are still coming", ("Ugo Sala", "Lea Bo")),
        (EN, "Please cancel Ugo's place, Lea and Ivo will come with me", ("Ugo Sala",)),
    ],
)
def test_all_leave_who_stand_in_a_row(event: str, text: str, leaving: tuple[str, ...]) -> None:
    got = reply(event, text, FOUR)

    assert (got.intent, got.leaving, got.doubts) == (Intent.CHANGE, leaving, ())


@pytest.mark.parametrize(
    ("event", "text", "leaving"),
    [
        (IT, "Disdico per tutti tranne Lea", {"Ada Neri", "Ugo Sala"}),
        (IT, "Annullate tutti i posti tranne il mio", {"Ugo Sala", "Lea Bo"}),
        (IT, "Non viene nessuno tranne Ugo", {"Ada Neri", "Lea Bo"}),
        (IT, "Veniamo tutti tranne Lea", {"Lea Bo"}),
        (IT, "Purtroppo solo Lea può venire", {"Ada Neri", "Ugo Sala"}),
        (EN, "Please cancel everyone except Ugo", {"Ada Neri", "Lea Bo"}),
        (EN, "Nobody can come except Ugo", {"Ada Neri", "Lea Bo"}),
        (EN, "We are all coming except Ugo", {"Ugo Sala"}),
        (EN, "Only Ugo can come now", {"Ada Neri", "Lea Bo"}),
    ],
)
def test_all_but_some(event: str, text: str, leaving: set[str]) -> None:
    got = reply(event, text, THREE)

    assert (got.intent, set(got.leaving), got.doubts) == (Intent.CHANGE, leaving, ())


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "Half of us can't come"),
        (EN, "Everyone except Ugo to the 13:00"),
        (EN, "Ugo's girlfriend is coming instead of him"),
        (IT, "Alcuni di noi non possono venire"),
        (IT, "Tutti tranne Ugo al gruppo 6"),
    ],
)
def test_who_of_them_is_not_told(event: str, text: str) -> None:
    got = reply(event, text, THREE)

    assert (got.confident, bool(got.doubts), got.leaving) == (False, True, ())


@pytest.mark.parametrize(
    ("event", "text", "fewer"),
    [
        (IT, "In due non possiamo", 2),
        (IT, "In due non possiamo, gli altri vengono", 2),
        (IT, "Due di noi arrivano in treno, gli altri in macchina", None),
        (IT, "In due non possiamo mangiare glutine", None),
        (IT, "Il secondo posto non serve più", 1),
        (IT, "Non mi serve più l'altro posto", 1),
        (EN, "Two of us can't", 2),
        (EN, "Two of us will drive, the others come by train", None),
        (EN, "Two of us can't eat nuts", None),
        (EN, "We no longer need the second place", 1),
        (EN, "Please release the extra seat", 1),
    ],
)
def test_how_many_leave_of_those_without_a_name(event: str, text: str, fewer: int | None) -> None:
    got = reply(event, text, ONE, size=4)

    assert (got.intent is Intent.CANCEL, got.fewer, got.seats) == (False, fewer, None)


@pytest.mark.parametrize(
    ("event", "text", "seats"),
    [
        (EN, "Four places on the 10:00 please. Two of us will drive, the others come by train", 4),
        (IT, "Siamo in quattro, gruppo 3: due di noi arrivano in treno, gli altri in macchina", 4),
        (IT, "Avevo prenotato per tre. In due non possiamo, resto io", 1),
    ],
)
def test_some_of_them_are_not_all_there_are(event: str, text: str, seats: int) -> None:
    mail = Message(sender=Address("Ada Neri", "ada@posta.example"), subject="", text=text)

    assert read(mail, given_event(event)).seats == seats


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "Ugo gets seasick, will it be rough?"),
        (IT, "Ugo è malato, va bene lo stesso?"),
    ],
)
def test_who_is_only_asked_about_does_not_leave(event: str, text: str) -> None:
    got = reply(event, text, TWO)

    assert (got.leaving, got.confident) == ((), False)


@pytest.mark.parametrize(
    ("event", "text", "seats"),
    [
        (IT, "Alla fine non siamo 4 ma 3", 3),
        (IT, "Non siamo più in quattro ma in due", 2),
        (EN, "We're not four but three", 3),
        (EN, "There are not four of us but five", 5),
    ],
)
def test_not_so_many_but_so_many(event: str, text: str, seats: int) -> None:
    assert reply(event, text, ONE, size=4).seats == seats


@pytest.mark.parametrize(
    ("event", "text", "session"),
    [
        (EN, "Ugo is ill so we can't do the 10:00, could we have 16:00?", "boat-1600"),
        (EN, "Ugo has a match in the morning. We can't make the 10:00. Could we have the 14:30?", "boat-1430"),
        (IT, "Ugo è malato quindi non possiamo fare il gruppo 1, possiamo passare al 4?", "formazione"),
        (IT, "Ugo ha la febbre: il gruppo 5 non possiamo farlo, ci mettete al 6?", "riqualificazione"),
    ],
)
def test_who_is_ill_is_why_all_of_them_move(event: str, text: str, session: str) -> None:
    got = reply(event, text, TWO)

    assert (got.leaving, [s for told in got.choices.values() for s in told]) == ((), [session])


@pytest.mark.parametrize(
    ("event", "text", "leaving"),
    [
        (EN, "Ugo is ill, could we have the 16:00 instead?", ()),
        (IT, "Ugo ha la febbre, ci spostate al gruppo 6?", ()),
        (EN, "Ugo can't come, could I have the 16:00 instead?", ("Ugo Sala",)),
        (IT, "Ugo non viene più, e noi vorremmo passare al gruppo 6", ("Ugo Sala",)),
    ],
)
def test_whether_who_is_ill_leaves_is_asked(event: str, text: str, leaving: tuple[str, ...]) -> None:
    got = reply(event, text, THREE)

    assert (got.leaving, bool(got.doubts)) == (leaving, not leaving)


@pytest.mark.parametrize(
    ("text", "dropped", "choices"),
    [
        ("Drop D2-A, keep the rest", ("d2-a",), {}),
        ("Please cancel D2-A", ("d2-a",), {}),
        ("I'm giving up D2-A", ("d2-a",), {}),
        ("I'll skip D2-A but do the rest", ("d2-a",), {}),
        ("It should be D1-B and D2-A, not D1-A and D2-A", (), {"day-1": ("d1-b",), "day-2": ("d2-a",)}),
        ("D1-B and D2-C please, not D1-A and D2-C", (), {"day-1": ("d1-b",), "day-2": ("d2-c",)}),
    ],
)
def test_what_is_given_up_of_a_booking(text: str, dropped: tuple[str, ...], choices: Choices) -> None:
    got = of_two_days(text)

    assert (got.intent, got.dropped, got.choices, got.doubts) == (Intent.CHANGE, dropped, choices, ())


@pytest.mark.parametrize(
    ("text", "dropped", "choices"),
    [
        ("Tolgo il 5, tengo il resto", ("governance",), {}),
        ("Lascio il gruppo 5 e tengo il primo turno", ("governance",), {}),
        ("Annullo il gruppo 5", ("governance",), {}),
        ("Lascio il gruppo 5 per il 6", (), {"turno-2": ("riqualificazione",)}),
        ("Rinuncio al 5, il resto va bene", ("governance",), {}),
        ("gruppi 2 e 5, non 1 e 5", (), {"turno-1": ("logistica",), "turno-2": ("governance",)}),
        ("gruppi 2 e 4 (non 2 e 5)", (), {"turno-1": ("logistica",), "turno-2": ("formazione",)}),
    ],
)
def test_what_is_given_up_of_a_booking_in_italian(text: str, dropped: tuple[str, ...], choices: Choices) -> None:
    got = reply(IT, text, ONE)

    assert (got.intent, got.dropped, got.choices, got.doubts) == (Intent.CHANGE, dropped, choices, ())


@pytest.mark.parametrize("text", ["Lascio il gruppo 5", "Tolgo il 5, tengo il resto", "Ugo rinuncia al gruppo 5"])
def test_whether_one_alone_of_several_gives_up_a_part_is_asked(text: str) -> None:
    assert not reply(IT, text, TWO).confident


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (IT, "Confermo la mia iscrizione ai gruppi 1 e 5"),
        (IT, "Resto nel gruppo 1, confermo"),
        (EN, "I confirm, 10:00 for one. Ada"),
        (EN, "Perfect. 10:00 it is"),
    ],
)
def test_who_names_what_is_booked_says_that_it_stands(event: str, text: str) -> None:
    got = reply(event, text, ONE)

    assert (got.intent, got.confident) == (Intent.ACCEPT, True)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (IT, "Confermo la mia iscrizione ai gruppi 2 e 5"),
        (IT, "Confermo, ma solo per il gruppo 1"),
        (EN, "I confirm, 11:30 for one. Ada"),
        (EN, "Great, see you Saturday at 11:30"),
    ],
)
def test_a_yes_to_something_else_than_is_booked_is_asked_back(event: str, text: str) -> None:
    assert not reply(event, text, ONE).confident


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "I accept, but only for me"),
        (EN, "Yes, for Ugo only"),
        (EN, "I accept one place, not two"),
        (EN, "Yes, but could I have the 13:00 instead?"),
        (IT, "Accetto solo per Ugo"),
        (IT, "Accetto un posto solo"),
        (IT, "Accetto il posto per il solo gruppo 1"),
        (IT, "Accetto il gruppo 1, il 5 no"),
        (IT, "Ok per Ugo, io non riesco"),
    ],
)
def test_a_part_of_an_offer_is_not_all_of_it(event: str, text: str) -> None:
    got = reply(event, text, TWO, asked="offer")

    assert (got.intent is Intent.ACCEPT, got.confident) == (False, False)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "Yes please, two places on the 10:00"),
        (EN, "Yes, both of us. That one is perfect"),
        (EN, "Yes! We can't wait"),
        (EN, "I just wanted to say yes please"),
        (IT, "Sì, accettiamo. Una domanda: c'è parcheggio?"),
        (IT, "Accettiamo i due posti, gruppi 1 e 5"),
        (IT, "Accetto volentieri, per me e per Ugo"),
    ],
)
def test_all_of_an_offer(event: str, text: str) -> None:
    got = reply(event, text, TWO, asked="offer")

    assert (got.intent, got.confident) == (Intent.ACCEPT, True)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "My friend Jo Bell cancelled, can I have her place?"),
        (EN, "I hear Tom Hart has dropped out. Can I take his place?"),
        (IT, "La mia amica Lea Bo ha disdetto, posso avere io il suo posto?"),
        (IT, "Una mia collega ha rinunciato al gruppo 3. Potrei prendere il suo posto?"),
    ],
)
def test_who_asks_for_a_freed_place_gives_up_nothing(event: str, text: str) -> None:
    mail = Message(sender=Address("Ada Neri", "ada@posta.example"), subject="", text=text)
    got = read(mail, given_event(event))

    assert (got.intent, got.leaving, [p.name for p in got.people]) == (Intent.BOOK, (), ["Ada Neri"])


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "Just my husband is coming"),
        (EN, "Can my sister have my place?"),
        (EN, "Ignore my cancellation, I'm coming after all"),
        (EN, "Apologies for messing you about but can we go back to the original booking"),
        (IT, "Viene solo mia sorella"),
        (IT, "Resto solo per il primo turno"),
        (IT, "Può venire mia sorella al posto mio?"),
        (IT, "Annullate la mia disdetta, vengo"),
    ],
)
def test_what_may_mean_another_or_a_part_is_asked(event: str, text: str) -> None:
    got = reply(event, text, ONE, size=2)

    states = got.seats or got.more or got.fewer or got.leaving or got.replaced or got.intent is not Intent.CHANGE
    assert not (got.confident and states)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "I can't come but my colleague Kate Bain can use my place"),
        (EN, "Can my sister Kate Bain have my place?"),
        (IT, "Non vengo, Kate Bain può usare il mio posto"),
    ],
)
def test_whose_place_another_may_use(event: str, text: str) -> None:
    got = reply(event, text, ONE)

    assert (got.intent, got.replaced) == (Intent.CHANGE, {"Ada Neri": "Kate Bain"})


@pytest.mark.parametrize(
    ("event", "text", "more"),
    [
        (IT, "Posso venire anche al 6?", None),
        (IT, "Possono venire anche 2 amici?", 2),
        (EN, "I got the day off, so I'll be there", None),
    ],
)
def test_who_comes_to_more_is_nobody_more(event: str, text: str, more: int | None) -> None:
    got = reply(event, text, TWO)

    assert (got.more, got.seats, got.leaving) == (more, None, ())


@pytest.mark.parametrize(
    ("text", "session"),
    [("l'1 va bene", "green-energy"), ("va bene l'1", "green-energy"), ("il 2 va bene", "logistica")],
)
def test_a_group_told_by_its_number_alone(text: str, session: str) -> None:
    mail = Message(
        sender=Address("Ada Neri", "ada@posta.example"), subject="Re: ?", text=text, in_reply_to=("a@b.example",)
    )
    known = Context(has_booking=True, attendees=ONE, size=1, asked=("choices:turno-1",), language="it")

    assert read(mail, given_event(IT), known).choices == {"turno-1": (session,)}


@pytest.mark.parametrize(
    ("event", "text", "session"),
    [
        (EN, "Please cancel the 10:00 and book us in for the 13:00", "boat-1300"),
        (EN, "Cancel that, we'll come on the 14:30 instead", "boat-1430"),
        (IT, "Annullate il gruppo 5 e metteteci al 6", "riqualificazione"),
    ],
)
def test_who_cancels_for_something_else_moves(event: str, text: str, session: str) -> None:
    got = reply(event, text, TWO)

    wanted = [s for told in got.choices.values() for s in told]
    assert (got.intent, wanted, got.leaving) == (Intent.CHANGE, [session], ())


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "I've got covid, Kit Low will come"),
        (IT, "Ho il covid, viene Kit Low"),
        (IT, "Ho un imprevisto ma viene mia sorella Kit Low"),
    ],
)
def test_who_comes_where_the_writer_is_kept_away(event: str, text: str) -> None:
    got = reply(event, text, ONE)

    assert (got.replaced, got.more) == ({"Ada Neri": "Kit Low"}, None)


def of_two_days(text: str) -> Reading:
    """What Ada Neri, who has D1-A and D2-A, writes of it."""
    mail = Message(
        sender=Address("Ada Neri", "ada@posta.example"), subject="Re: ?", text=text, in_reply_to=("a@b.example",)
    )
    known = Context(has_booking=True, attendees=ONE, size=1, sessions=("d1-a", "d2-a"), language="en")
    return read(mail, given_event(OSD), known)


def test_see_you_then_alters_nothing() -> None:
    got = reply(EN, "Great, see you Saturday at 10", ONE)

    assert got.intent in {Intent.ACCEPT, Intent.FEEDBACK}
    assert (got.seats, got.leaving, got.dropped, got.doubts) == (None, (), (), ())
