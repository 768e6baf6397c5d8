"""What the second opinion changes in what the rules read."""

from __future__ import annotations

import pytest

from benchmarks.labelled import CORPUS
from mailflow.config.event_file import load_event
from mailflow.understanding.people.cast import Cast, Person
from mailflow.understanding.people.party import Ref
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.reading import Doubt
from mailflow.understanding.seats.seats import Seats
from mailflow.understanding.second_opinion.revision import revised_cast, revised_choices, revised_seats
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.vocabulary import vocabulary
from mailflow.understanding.wishes.chosen import Chosen
from mailflow.understanding.wishes.whom import ALL

EVENT = load_event(CORPUS / "given" / "events" / "fabbrica-idee.toml")
FIRST, SECOND = EVENT.rounds
ONE, TWO = (session.id for session in list(FIRST.sessions)[:2])
UNSURE = {session.id: 0.5 for session in EVENT.sessions}
ANNA = Person("Anna Conti", frozenset({"anna", "conti"}), is_writer=True, comes=True)
LUCA = Person("Luca Verdi", frozenset({"luca", "verdi"}), comes=True)
NOTHING = Page("text", "", vocabulary("it"), "IT")
CONFUSED = Doubt("seats", "the numbers do not agree")
APART = Doubt("seats", "the numbers do not agree: 2, 3", options=("2", "3"))


@pytest.mark.parametrize(
    ("share", "coming"),
    [(0.1, ["Anna Conti"]), (0.45, ["Anna Conti", "Luca Verdi"]), (0.9, ["Anna Conti", "Luca Verdi"])],
)
def test_who_hardly_comes_is_not_counted(share: float, coming: list[str]) -> None:
    cast = Cast([ANNA, LUCA])

    assert [person.name for person in revised_cast(NOTHING, cast, {1: share}).coming] == coming
    assert [person.name for person in cast.coming] == ["Anna Conti", "Luca Verdi"]


def test_who_surely_comes_is_counted_though_the_rules_send_him_away() -> None:
    away = Person("Luca Verdi", frozenset({"luca", "verdi"}), stays=True)

    assert [p.name for p in revised_cast(NOTHING, Cast([ANNA, away]), {1: 0.9}).coming] == ["Anna Conti", "Luca Verdi"]


@pytest.mark.parametrize(("share", "coming"), [(0.8, ["Anna Conti"]), (0.9, ["Anna Conti", "Luca Verdi"])])
def test_who_is_spoken_of_in_a_remark_comes_only_where_it_is_all_but_sure(share: float, coming: list[str]) -> None:
    assert _with_luca("Scrivo qui, vicino a Luca Verdi", share) == coming


def test_who_is_named_as_the_one_who_told_the_writer_does_not_come() -> None:
    assert _with_luca("Scrivo su consiglio di Luca Verdi", 0.95) == ["Anna Conti"]


def _with_luca(remark: str, share: float) -> list[str]:
    """Who comes where Luca, who does not by the rules, is named at the end of a remark, and most probably comes."""
    page = Page("text", remark, vocabulary("it"), "IT")
    away = Person("Luca Verdi", frozenset({"luca", "verdi"}), stays=True)
    last = len(page.tokens) - 2
    cast = Cast([ANNA, away], refs=[Ref(last, last + 2, "name", 1)], stances=[Stance.ASIDE] * len(page.clauses))
    return [person.name for person in revised_cast(page, cast, {1: share}).coming]


@pytest.mark.parametrize(("share", "left"), [(0.05, []), (0.3, ["Luca Verdi"]), (0.95, [])])
def test_nobody_wonders_about_who_is_settled(share: float, left: list[str]) -> None:
    cast = Cast([ANNA, LUCA], leftovers=["Luca Verdi"])

    assert revised_cast(NOTHING, cast, {1: share}).leftovers == left


@pytest.mark.parametrize(("text", "coming"), [
    ("Ecco chi siamo:\nAnna Conti (44): gruppo 1\nLuca Verdi (46): gruppo 2\nLea Verdi (9): gruppo 3", 3),
    ("Ecco chi siamo:\nAnna Conti: gruppo 1\nLuca Verdi: gruppo 2\nLea Verdi", 2),
    ("Ecco chi siamo. Gruppo 1\nAnna Conti\nLuca Verdi\nLea Verdi", 2),
])  # fmt: skip
def test_who_stands_in_a_list_below_a_colon_comes(text: str, coming: int) -> None:
    page = Page("text", text, vocabulary("it"), "IT")
    lea = Person("Lea Verdi", frozenset({"lea", "verdi"}), comes=True)
    starts = [n for n, token in enumerate(page.tokens) if token.text in ("Anna", "Luca", "Lea")]
    refs = [Ref(n, n + 2, "name", person) for person, n in enumerate(starts)]
    stances = [Stance.COMES] * len(page.clauses)

    assert len(revised_cast(page, Cast([ANNA, LUCA, lea], refs=refs, stances=stances), {2: 0.1}).coming) == coming


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({1: 0.1, 3: 0.95}, Seats(3)),
        ({2: 0.6, 3: 0.2}, Seats(2, (CONFUSED,))),
        ({2: 0.2, 3: 0.3}, Seats(None, (CONFUSED,))),
    ],
)
def test_the_most_probable_size_is_taken_if_one_is_probable(sizes: dict[int, float], expected: Seats) -> None:
    assert revised_seats(Seats(None, (CONFUSED,)), sizes) == expected


@pytest.mark.parametrize(
    ("ruled", "sizes", "expected"),
    [
        (Seats(3), {2: 0.2, 3: 0.3}, Seats(3)),
        (Seats(4), {3: 0.3, 4: 0.1}, Seats(3, (Doubt("seats", "3 come, or 4?", options=("3", "4")),))),
        (Seats(3), {2: 0.1, 3: 0.2}, Seats(None)),
        (Seats(None, (APART,)), {2: 0.2, 3: 0.3}, Seats(3, (APART,))),
    ],
)
def test_where_the_rules_count_the_party_the_likelier_size_is_taken(
    ruled: Seats, sizes: dict[int, float], expected: Seats
) -> None:
    assert revised_seats(ruled, sizes) == expected


def test_a_party_larger_than_any_weighed_stays_as_it_was_read() -> None:
    assert revised_seats(Seats(80), {1: 0.9, 2: 0.1}) == Seats(80)


def test_a_session_that_nobody_wants_is_left_and_one_surely_wanted_is_taken() -> None:
    other = next(session.id for session in SECOND.sessions)
    chosen = Chosen({0: {FIRST.id: (ONE, TWO)}})
    sessions = UNSURE | {TWO: 0.05, other: 0.95}

    assert revised_choices(chosen, sessions, EVENT).by == {0: {FIRST.id: (ONE,), SECOND.id: (other,)}}
    assert revised_choices(Chosen(), sessions, EVENT).by == {ALL: {SECOND.id: (other,)}}


def test_without_an_opinion_the_choices_stay_as_they_are() -> None:
    chosen = Chosen({ALL: {FIRST.id: (TWO, ONE)}})

    assert revised_choices(chosen, UNSURE, EVENT).by == chosen.by
