"""Whoever reads lets whoever has locked an event go first; who waits for an event keeps nobody from reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks import mails
from benchmarks.growth import office_of
from mailflow.flow.foresight import Foreseen, foresee
from mailflow.flow.office import Office
from mailflow.flow.reception import receive, receive_together
from mailflow.ledger import Ledger
from mailflow.mailbox.port import Origin, Raw

SOON = 1.0  # seconds within which a mail would be taken in if nothing kept it
RAW = Raw(Origin("box", 1, 1), mails.mail(0), datetime.now(UTC), frozenset())


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    ledger = Ledger.open(f"sqlite:///{tmp_path}/ledger.db")
    yield office_of(mails.event_of(10, tmp_path), ledger)
    ledger.close()


@pytest.fixture
def hand() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as one:
        yield one


def is_kept(taken: Future[str]) -> bool:
    return not wait([taken], SOON).done


def alone(office: Office, foreseen: Foreseen | None = None) -> str:
    return receive(office, RAW, foreseen=foreseen).settled


def together(office: Office, foreseen: Foreseen) -> str:
    return receive_together(office, [(RAW, foreseen)])[0].settled


def test_a_mail_is_not_read_while_another_part_has_the_turn(office: Office, hand: ThreadPoolExecutor) -> None:
    with office.turn:
        taken = hand.submit(alone, office)
        assert is_kept(taken)
        with office.ledger.transaction(office.main_event()):
            pass  # the event is free meanwhile
    assert taken.result(30) == "handled"


@pytest.mark.parametrize("take", [alone, together])
def test_who_waits_for_an_event_has_not_the_turn(
    office: Office, hand: ThreadPoolExecutor, take: Callable[[Office, Foreseen], str]
) -> None:
    foreseen = foresee(RAW.content, office.standpoint())
    with office.ledger.transaction(office.main_event()):
        taken = hand.submit(take, office, foreseen)
        assert is_kept(taken)
        assert office.turn.acquire(timeout=SOON)
        office.turn.release()
    assert taken.result(30) == "handled"
