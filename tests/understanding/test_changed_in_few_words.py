"""Replies in few words: one for another, another session for the one given up, a part that is skipped, and what is told
of somebody who comes all the same."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from mailflow.understanding.reading import Intent
from tests.understanding.conftest import given_event
from tests.understanding.test_replies import EN, IT, ONE, THREE, TWO, reply

UGO, ADA = "Ugo Sala", "Ada Neri"


@pytest.mark.parametrize(
    ("event", "text", "new"),
    [
        (EN, "Ugo out, Kit Moss in please", "Kit Moss"),
        (EN, "Take Ugo off and add Kit Moss", "Kit Moss"),
        (EN, "Please take Ugo off and put my sister Kit on", "Kit"),
        (EN, "One change: Kit Moss for Ugo", "Kit Moss"),
        (EN, "Kit Moss for Ugo please. Thanks, Ada", "Kit Moss"),
        (EN, "Could you change Ugo to Kit Moss on our booking?", "Kit Moss"),
        (EN, "Swap Ugo for Kit Moss please", "Kit Moss"),
        (EN, "Ugo can't come, Kit Moss will instead", "Kit Moss"),
        (EN, "Please give Ugo's seat to Kit Moss", "Kit Moss"),
        (IT, "Fuori Ugo, dentro Lea Bo", "Lea Bo"),
        (IT, "Togliete Ugo e mettete Lea Bo", "Lea Bo"),
        (IT, "Potete togliere Ugo e mettere mia sorella Lea Bo?", "Lea Bo"),
        (IT, "Lea Bo per Ugo, grazie", "Lea Bo"),
        (IT, "Buongiorno, piccola modifica: Lea Bo per Ugo. Grazie", "Lea Bo"),
        (IT, "Ugo no, Lea Bo sì", "Lea Bo"),
        (IT, "Potete cambiare Ugo con Lea Bo?", "Lea Bo"),
        (IT, "Date il posto di Ugo a Lea Bo", "Lea Bo"),
    ],
)
def test_one_comes_for_another(event: str, text: str, new: str) -> None:
    got = reply(event, text, TWO)

    told = (got.intent, got.confident, dict(got.replaced), got.leaving, got.people, got.more)
    assert told == (Intent.CHANGE, True, {UGO: new}, (), (), None)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "Take Ugo off please"),
        (EN, "Leave Ugo out please"),
        (EN, "Ugo's out"),
        (EN, "Please give Ugo's seat to somebody else"),
        (IT, "Il posto di Ugo si libera"),
        (IT, "Potete dare il posto di Ugo a un altro"),
    ],
)
def test_one_leaves(event: str, text: str) -> None:
    got = reply(event, text, THREE)

    assert (got.intent, got.confident, got.leaving, got.seats) == (Intent.CHANGE, True, (UGO,), None)


def test_who_is_put_in_signs_nothing() -> None:
    got = reply(IT, "Togliete Ugo. Aggiungete Lea Bo", TWO)

    assert (got.leaving, [p.name for p in got.people]) == ((UGO,), ["Lea Bo"])


@pytest.mark.parametrize(
    ("event", "text", "booked", "session"),
    [
        (EN, "I cancel. I'd like the 13:00 instead", ONE, "boat-1300"),
        (EN, "I need to cancel the 10:00. Can we do the 13:00?", TWO, "boat-1300"),
        (EN, "We have to cancel the 10:00. Can we do the 13:00 instead?", TWO, "boat-1300"),
        (EN, "Please cancel. The 13:00 instead?", ONE, "boat-1300"),
        (IT, "Disdico. Vorrei invece il welfare", ONE, "welfare"),
        (IT, "Annullo, vorrei però venire al welfare", ONE, "welfare"),
        (IT, "Annulliamo. Preferiamo il welfare", TWO, "welfare"),
        (IT, "Annullo la logistica e passo al welfare", ONE, "welfare"),
    ],
)
def test_who_wants_something_else_gives_no_place_up(
    event: str, text: str, booked: tuple[str, ...], session: str
) -> None:
    got = reply(event, text, booked)

    told = [s for some in (got.choices, *(p.choices for p in got.people)) for one in some.values() for s in one]
    assert (got.intent, got.confident, told, got.leaving) == (Intent.CHANGE, True, [session], ())


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "I have to cancel. I would have liked the 13:00 but it's full"),
        (EN, "We can't come. The 13:00 would have been nice"),
        (IT, "Devo annullare. Mi sarebbe piaciuto il welfare!"),
        (IT, "Devo annullare, peccato, volevo tanto provare il welfare"),
    ],
)
def test_what_would_have_been_liked_is_not_asked_for(event: str, text: str) -> None:
    assert reply(event, text, ONE).intent is Intent.CANCEL


def test_another_session_is_wanted_whatever_is_known() -> None:
    sender = Address("Ada Neri", "ada@posta.example")
    mail = Message(sender=sender, text="Annullo la prenotazione. Vorrei invece iscrivermi al welfare")

    got = read(mail, given_event(IT))

    assert (got.intent, [dict(p.choices) for p in got.people]) == (Intent.CHANGE, [{"turno-1": ("welfare",)}])


@pytest.mark.parametrize(
    ("text", "round_"),
    [
        ("Salto il primo turno, confermo la governance", "turno-1"),
        ("Saltiamo il secondo turno, al primo ci siamo", "turno-2"),
        ("Confermiamo il secondo turno ma rinunciamo al primo", "turno-1"),
        ("Al primo turno non riusciamo, veniamo solo al secondo", "turno-1"),
    ],
)
def test_a_round_is_skipped_and_the_other_stays(text: str, round_: str) -> None:
    got = reply(IT, text, ONE)

    assert (got.intent, got.confident, got.dropped) == (Intent.CHANGE, True, (round_,))
    assert round_ not in got.choices


@pytest.mark.parametrize(
    "text",
    [
        "Al secondo turno vengo solo io",
        "Ugo arriva solo per il secondo turno",
        "Io vengo a entrambi, Ugo solo al secondo turno",
        "Il primo turno non posso, il secondo confermo",
    ],
)
def test_whether_one_alone_skips_a_round_is_asked(text: str) -> None:
    got = reply(IT, text, TWO)

    assert (got.intent, got.confident, got.seats, got.leaving, got.dropped) == (Intent.CHANGE, False, None, (), ())


@pytest.mark.parametrize("text", ["Non cancellate la logistica, per favore", "Non togliete Ugo!"])
def test_what_is_forbidden_is_not_done(text: str) -> None:
    got = reply(IT, text, TWO)

    assert (got.confident and (got.leaving or got.dropped)) in (False, ())


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "Ugo will drive us so we'll be there by 9.45"),
        (EN, "Ugo gets seasick. Could he sit near the front?"),
        (EN, "Ugo will be waiting at the quay from 9.30, I'll join him there"),
        (EN, "Can Ugo bring his own lunch? He doesn't eat bread"),
        (EN, "We can't wait for it!"),
        (IT, "Ugo ci accompagna in macchina, arriviamo alle 14.50"),
        (IT, "Ugo paga per tutti e due, va bene in contanti?"),
    ],
)
def test_who_helps_or_needs_something_does_not_leave(event: str, text: str) -> None:
    got = reply(event, text, TWO)

    assert not (got.confident and (got.leaving or got.intent is Intent.CANCEL))


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "My friend Tom Hill can't make it, could I have his seat?"),
        (IT, "Ugo non può venire, posso prendere il suo posto?"),
    ],
)
def test_who_asks_for_anothers_place_wants_to_come(event: str, text: str) -> None:
    mail = Message(sender=Address("Ada Neri", "ada@posta.example"), text=text)

    got = read(mail, given_event(event))

    assert (got.intent, got.confident, [p.name for p in got.people]) == (Intent.BOOK, False, [ADA])


@pytest.mark.parametrize(
    ("event", "text", "left"),
    [
        (EN, "I need to cancel one of my two places please", 1),
        (EN, "Please cancel one of our three seats on the 10:00", 2),
        (EN, "Please cancel two of our four places", 2),
        (IT, "Devo disdire uno dei due posti", 1),
        (IT, "Vorrei annullare uno dei nostri tre posti", 2),
        (IT, "Rinuncio a uno dei due posti prenotati", 1),
    ],
)
def test_who_gives_up_some_places_keeps_the_others(event: str, text: str, left: int) -> None:
    mail = Message(sender=Address("Ada Neri", "ada@posta.example"), text=text)

    got = read(mail, given_event(event))

    assert (got.intent, got.seats) == (Intent.CHANGE, left)


@pytest.mark.parametrize(
    ("event", "text", "fewer"),
    [
        (EN, "Could you cancel one of our places?", 1),
        (EN, "Please cancel two of our three places", 2),
        (IT, "Rinuncio a uno dei tre posti", 1),
        (IT, "Annullo due dei tre posti", 2),
    ],
)
def test_so_many_are_given_up(event: str, text: str, fewer: int) -> None:
    got = reply(event, text, ONE, size=3)

    assert (got.intent, got.confident, got.fewer, got.leaving) == (Intent.CHANGE, True, fewer, ())


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (IT, "Confermo la mia iscrizione ai gruppi 3 e 6"),
        ("open-science-days", "I confirm my registration for D1-A and D2-B"),
    ],
)
def test_who_confirms_in_a_first_mail_alters_nothing(event: str, text: str) -> None:
    mail = Message(sender=Address("Ada Neri", "ada@posta.example"), text=text)

    got = read(mail, given_event(event))

    assert (got.intent, [d.about for d in got.doubts if d.about == "intent"]) == (Intent.BOOK, [])
