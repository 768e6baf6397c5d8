"""Who comes where another cannot, whose name was written wrong, and who alone gives up."""

from __future__ import annotations

import pytest

from mailflow.understanding.reading import Intent
from tests.understanding.test_replies import EN, IT, ONE, THREE, TWO, reply


@pytest.mark.parametrize(
    ("event", "text", "booked", "replaced"),
    [
        (EN, "Ugo can't come but my sister Nora Verdi would like to", TWO, {"Ugo Sala": "Nora Verdi"}),
        (EN, "I can't come but Nora Verdi can", ONE, {"Ada Neri": "Nora Verdi"}),
        (EN, "I can't make it. My colleague Nora Verdi will attend.", ONE, {"Ada Neri": "Nora Verdi"}),
        (IT, "Ugo non viene, viene mia sorella Nora Verdi", TWO, {"Ugo Sala": "Nora Verdi"}),
        (IT, "Non posso venire, verrà la collega Nora Verdi", ONE, {"Ada Neri": "Nora Verdi"}),
        (
            IT,
            "Ugo e Lea non vengono, verranno Nora Verdi e Gino Po",
            THREE,
            {"Ugo Sala": "Nora Verdi", "Lea Bo": "Gino Po"},
        ),
    ],
)
def test_who_comes_has_the_place_of_who_cannot(
    event: str, text: str, booked: tuple[str, ...], replaced: dict[str, str]
) -> None:
    got = reply(event, text, booked)

    assert (got.intent, got.confident, got.leaving, dict(got.replaced)) == (Intent.CHANGE, True, (), replaced)


@pytest.mark.parametrize(
    ("event", "text", "booked"),
    [
        (EN, "My husband can't come but my sister will", TWO),
        (EN, "I can't come but my sister will, is that ok?", ONE),
        (EN, "Ugo can't come, could I give his place to a friend?", TWO),
        (EN, "Ugo can't come, can I bring my sister?", TWO),
        (IT, "Mio marito non può, verrà mia sorella", TWO),
        (IT, "Io non posso ma viene mia sorella", ONE),
        (IT, "Ugo non può, posso dare il suo posto a un amico?", TWO),
        (IT, "Non posso venire, posso cedere il posto a un'amica?", ONE),
        (IT, "Ugo e Lea non vengono, verrà Nora Verdi", THREE),
    ],
)
def test_the_name_of_who_comes_instead_is_asked(event: str, text: str, booked: tuple[str, ...]) -> None:
    got = reply(event, text, booked)

    told = [(d.about, d.words.partition(":")[0]) for d in got.doubts]
    assert (got.intent, got.leaving, told) == (Intent.CHANGE, (), [("names", "who comes instead of whom")])


@pytest.mark.parametrize(
    ("event", "text", "leaving"),
    [
        (EN, "Ugo can't come but I will", ("Ugo Sala",)),
        (EN, "Ugo can't come because his mother is coming to stay", ("Ugo Sala",)),
        (EN, "Ugo can't come, please give his place to somebody on the waiting list", ("Ugo Sala",)),
        (EN, "Ugo can't come, Lea and Ada will be there", ("Ugo Sala",)),
        (IT, "Ugo non può perché viene sua madre", ("Ugo Sala",)),
        (IT, "Ugo non può, date pure il suo posto a qualcun altro", ("Ugo Sala",)),
    ],
)
def test_who_is_booked_or_elsewhere_comes_instead_of_nobody(event: str, text: str, leaving: tuple[str, ...]) -> None:
    got = reply(event, text, THREE)

    assert (got.confident, got.leaving, dict(got.replaced)) == (True, leaving, {})


@pytest.mark.parametrize(
    ("event", "text", "replaced"),
    [
        (EN, "please correct: Hugo Sala, not Ugo", {"Ugo Sala": "Hugo Sala"}),
        (EN, "Ugo is spelt Hugo", {"Ugo Sala": "Hugo Sala"}),
        (EN, "My surname is Nery, not Neri", {"Ada Neri": "Ada Nery"}),
        (IT, "Ugo si chiama Hugo, con l'acca", {"Ugo Sala": "Hugo Sala"}),
        (IT, "C'è un errore: Hugo Sala e non Ugo", {"Ugo Sala": "Hugo Sala"}),
        (IT, "Potete correggere Ugo in Hugo?", {"Ugo Sala": "Hugo Sala"}),
    ],
)
def test_a_name_written_wrong_is_put_right(event: str, text: str, replaced: dict[str, str]) -> None:
    got = reply(event, text, TWO)

    assert (got.intent, got.confident, got.people, dict(got.replaced)) == (Intent.CHANGE, True, (), replaced)


@pytest.mark.parametrize(
    ("event", "text"),
    [(EN, "Ugo Sala, not Tom Bell"), (EN, "Not Ugo but Nora Verdi is coming"), (IT, "Nora Verdi, non Ugo Sala")],
)
def test_names_of_which_one_is_denied_are_asked_about(event: str, text: str) -> None:
    got = reply(event, text, TWO)

    assert (got.confident, got.leaving, dict(got.replaced), got.more) == (False, (), {}, None)


@pytest.mark.parametrize(
    ("event", "text", "leaving"),
    [
        (EN, "No, only Ugo's", ("Ugo Sala",)),
        (EN, "just mine, Ugo is still coming", ("Ada Neri",)),
        (EN, "only my place please", ("Ada Neri",)),
        (EN, "only Ugo is coming", ("Ada Neri",)),
        (IT, "no, solo quella di Ugo", ("Ugo Sala",)),
        (IT, "Sì, solo il posto di Ugo", ("Ugo Sala",)),
        (IT, "solo la mia", ("Ada Neri",)),
    ],
)
def test_whose_place_alone_is_to_be_cancelled(event: str, text: str, leaving: tuple[str, ...]) -> None:
    got = reply(event, text, TWO, asked="confirm-cancel")

    assert (got.intent, got.confident, got.leaving) == (Intent.CHANGE, True, leaving)


@pytest.mark.parametrize(("event", "text"), [(EN, "only Ugo"), (IT, "no solo Ugo")])
def test_a_name_alone_is_no_answer_to_whether_to_cancel(event: str, text: str) -> None:
    assert not reply(event, text, TWO, asked="confirm-cancel").confident


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "Ugo has a fever, we're not coming"),
        (EN, "Ugo is ill so we can't come"),
        (IT, "Ciao scusate ma Ugo ha la febbre, non veniamo"),
        (IT, "Ugo è malato quindi non possiamo venire"),
    ],
)
def test_who_says_we_gives_up_for_both_and_is_asked_for_more(event: str, text: str) -> None:
    two, three = reply(event, text, TWO), reply(event, text, THREE)

    assert (two.intent, two.confident, three.confident) == (Intent.CANCEL, True, False)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (IT, "devo andare via alle 16.30"),
        (IT, "Dobbiamo andare via alle 17"),
        (EN, "I have to leave at 4"),
        (EN, "We can't do the 10:00"),
    ],
)
def test_who_leaves_early_or_cannot_at_that_hour_is_asked(event: str, text: str) -> None:
    assert not reply(event, text, ONE).confident


def test_the_hour_at_which_they_are_there_counts_nobody() -> None:
    assert reply(EN, "Received, thanks. We will be there for 10", TWO).seats is None
