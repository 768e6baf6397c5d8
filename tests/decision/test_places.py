"""The life of a place."""

from __future__ import annotations

import pytest

from mailflow.domain.place import MOVES, Actor, Cause, Status, may, moved


def test_every_living_place_can_be_given_up_but_by_who_was_there() -> None:
    living = {Status.WANTED, Status.CONFIRMED, Status.WAITLISTED, Status.OFFERED}

    assert {status for status in Status if (status, Cause.CANCEL) in MOVES} == living
    assert {moved(status, Cause.CANCEL) for status in living} == {Status.CANCELLED}


def test_a_move_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ValueError, match="a place that is cancelled cannot be moved"):
        moved(Status.CANCELLED, Cause.PROMOTE)


def test_only_the_clock_lets_an_offer_run_out_and_only_people_accept_it() -> None:
    assert [actor for actor in Actor if may(actor, Status.OFFERED, Cause.EXPIRE)] == [Actor.CLOCK]
    assert [actor for actor in Actor if may(actor, Status.OFFERED, Cause.ACCEPT)] == [Actor.PERSON, Actor.ORGANIZER]
    assert not may(Actor.PERSON, Status.WAITLISTED, Cause.PROMOTE)


def test_who_came_is_marked_by_organizers_and_can_be_corrected() -> None:
    assert moved(Status.CONFIRMED, Cause.MISS) is Status.ABSENT
    assert moved(Status.ABSENT, Cause.ATTEND) is Status.ATTENDED
    assert not may(Actor.PERSON, Status.CONFIRMED, Cause.ATTEND)


def test_what_was_given_up_can_be_asked_for_again_and_nothing_else() -> None:
    assert [cause for cause in Cause if (Status.CANCELLED, cause) in MOVES] == [Cause.RENEW]
