"""Stopping, together with a socket."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from mailflow.mailbox.stop import Stop


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_something_to_read_wakes(pair: tuple[socket.socket, socket.socket]) -> None:
    threading.Timer(0.1, pair[1].send, (b"!",)).start()
    assert Stop().readable(pair[0], 60) is True


def test_stop_wakes(pair: tuple[socket.socket, socket.socket]) -> None:
    stop = Stop()
    threading.Timer(0.1, stop.set).start()
    assert stop.readable(pair[0], 600) is False
    assert stop.wait(600) is True


def test_the_time_runs_out(pair: tuple[socket.socket, socket.socket]) -> None:
    assert Stop().readable(pair[0], 0.05) is False


def test_a_stop_taken_back_stops_nobody(pair: tuple[socket.socket, socket.socket]) -> None:
    stop = Stop()
    for _ in range(100_000):
        stop.set()  # as often as anyone likes: it never blocks
    stop.clear()
    threading.Timer(0.1, pair[1].send, (b"!",)).start()
    assert stop.readable(pair[0], 60) is True


def test_all_who_wait_are_woken(pair: tuple[socket.socket, socket.socket]) -> None:
    stop, woken = Stop(), []
    waiting = [threading.Thread(target=lambda: woken.append(stop.readable(pair[0], 600))) for _ in range(3)]
    for thread in waiting:
        thread.start()
    stop.set()
    for thread in waiting:
        thread.join()
    assert woken == [False, False, False]
