"""The wake-up clock, and a machine whose clock is set."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest

from mailflow.ticks import Ticks

PATIENCE = 30  # seconds that a tick may take to come on a busy machine
DAY = 86_400.0


class Wall:
    """A wall clock that a test sets."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return time.time() + self.seconds


@contextmanager
def ticking(work: Event, wall: Wall) -> Iterator[Ticks]:
    ticks = Ticks(work.set, seconds=DAY, wall=wall)
    ticks.start()
    try:
        yield ticks
    finally:
        ticks.stop()


def test_it_ticks_at_once() -> None:
    ticked = Event()
    with ticking(ticked, Wall()):
        assert ticked.wait(PATIENCE) is True


@pytest.mark.parametrize("step", [-DAY, DAY])
def test_a_clock_that_is_set_a_day_either_way_brings_a_tick(step: float) -> None:
    ticked, wall = Event(), Wall()
    with ticking(ticked, wall) as ticks:
        ticked.wait(PATIENCE)
        ticked.clear()
        wall.seconds = step
        assert ticks.look() is True
        assert ticked.wait(PATIENCE) is True


def test_a_clock_that_only_runs_brings_none() -> None:
    ticked = Event()
    with ticking(ticked, Wall()) as ticks:
        ticked.wait(PATIENCE)
        assert [ticks.look(), ticks.look()] == [False, False]
