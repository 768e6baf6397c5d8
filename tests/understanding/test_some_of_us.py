"""So many of those booked, who are fewer than all: who they are is asked, and nobody loses a place by a number."""

from __future__ import annotations

import pytest

from mailflow.understanding.reading import Intent, Reading
from tests.understanding.test_replies import EN, IT, ONE, THREE, reply

FOUR = (*THREE, "Ivo Rea")


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "One of us is vegetarian"),
        (EN, "One of us uses a wheelchair"),
        (EN, "One of us can't do stairs. Ada"),
        (IT, "Uno di noi è celiaco"),
        (IT, "Una di noi ha bisogno della rampa"),
    ],
)
def test_what_one_of_them_needs_takes_no_place(event: str, text: str) -> None:
    got = reply(event, text, ONE, size=4)

    assert (got.intent, got.confident, bool(got.requests), size_told(got)) == (Intent.CHANGE, True, True, (None, None))


@pytest.mark.parametrize(
    ("event", "text", "fewer"),
    [
        (EN, "one of us can't come", 1),
        (EN, "One of us is ill", 1),
        (EN, "Two of us have dropped out", 2),
        (EN, "Two of us have covid so can't come", 2),
        (EN, "we're one fewer, sorry", 1),
        (EN, "Sorry, two can't make it", 2),
        (EN, "Only two can't come", 2),
        (IT, "Due non possono più venire", 2),
        (IT, "Noi due non veniamo, gli altri sì", 2),
        (IT, "uno di noi non può", 1),
        (IT, "Due di noi hanno il covid e non vengono", 2),
        (IT, "siamo uno di meno", 1),
        (IT, "Saremo due in meno", 2),
    ],
)
def test_so_many_of_them_leave(event: str, text: str, fewer: int) -> None:
    got = reply(event, text, ONE, size=4)

    assert (got.intent, got.confident, size_told(got)) == (Intent.CHANGE, True, (None, fewer))


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "Only two of us are coming"),
        (EN, "There are two of us now"),
        (EN, "Just the two of us then"),
        (IT, "verranno solo due di noi"),
        (IT, "Siamo in due"),
    ],
)
def test_so_many_are_left(event: str, text: str) -> None:
    got = reply(event, text, ONE, size=4)

    assert (got.intent, got.confident, size_told(got)) == (Intent.CHANGE, True, (2, None))


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "The 13:00 for two, the other two stay on the 10:00"),
        (EN, "The 13:00 for two of us, please"),
        (EN, "Two of us would rather have the 13:00"),
        (EN, "Can two of us move to the 13:00?"),
        (IT, "Welfare per due, gli altri due restano dove sono"),
        (IT, "Welfare per due, gli altri due restano a Energia"),
        (IT, "Due di noi passano a Welfare, gli altri restano dove sono"),
        (IT, "In due vorremmo passare al gruppo 3"),
        (IT, "Due posti al 3 invece che al 2, grazie"),
    ],
)
@pytest.mark.parametrize("booked", [ONE, FOUR])
def test_who_of_them_moves_is_asked(event: str, text: str, booked: tuple[str, ...]) -> None:
    got = reply(event, text, booked, size=4)

    told = [d.words.partition(":")[0] for d in got.doubts]
    assert (got.intent, size_told(got), got.choices, got.dropped, told) == (
        Intent.CHANGE, (None, None), {}, (), ["who of them has which"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("event", "text", "size", "seats", "session"),
    [
        (EN, "We're only two now, and 13:00 would be better", 4, 2, "boat-1300"),
        (EN, "There are two of us now, could we move to the 13:00?", 4, 2, "boat-1300"),
        (EN, "Four of us on the 13:00 instead please", 4, None, "boat-1300"),
        (EN, "Six of us now, on the 13:00", 4, 6, "boat-1300"),
        (IT, "Siamo in due ora, e vorremmo il 3", 4, 2, "welfare"),
        (IT, "In due vorremmo passare al gruppo 3", 2, None, "welfare"),
    ],
)
def test_all_of_them_move(event: str, text: str, size: int, seats: int | None, session: str) -> None:
    got = reply(event, text, ONE, size=size)

    assert (got.confident, got.seats, [s for told in got.choices.values() for s in told]) == (True, seats, [session])


def test_who_is_named_moves_and_nobody_leaves() -> None:
    got = reply(EN, "Could two of us, Lea Bo and Ivo Rea, move to the 13:00? The rest stay put.", FOUR)

    assert ([(p.name, *p.choices.values()) for p in got.people], size_told(got), got.leaving) == (
        [("Lea Bo", ("boat-1300",)), ("Ivo Rea", ("boat-1300",))], (None, None), (),
    )  # fmt: skip


def size_told(reading: Reading) -> tuple[int | None, int | None]:
    return reading.seats, reading.fewer
