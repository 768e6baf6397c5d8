"""The events a mail may be for that names none, or several."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from mailflow.config.event_file import load_event
from mailflow.flow.foresight import Standpoint, events_of
from mailflow.message import Address, Message

EVENTS = Path(__file__).parent.parent / "events"
LAB, LICEO = (load_event(EVENTS / f"{name}.toml") for name in ("laboratori-bambini", "porte-aperte-liceo"))
ANNA = Address("Anna Neri", "anna@posta.example")
NAMES_NONE = Message(sender=ANNA, text="Vorrei prenotare due posti.")
NAMES_BOTH = Message(sender=ANNA, text="Un posto per la visita al liceo e uno per i laboratori per bambini, M1.")
BEFORE_BOTH, BETWEEN, AFTER_BOTH = (
    LICEO.starts - timedelta(days=5),
    LICEO.ends + timedelta(days=5),
    LAB.ends + timedelta(days=5),
)


def meant(now: datetime, *, settled: bool = False, mail: Message = NAMES_NONE) -> tuple[str, ...]:
    standpoint = Standpoint((LAB, LICEO), LAB, now, settled)
    return tuple(event.id for event in events_of(mail, standpoint))


def test_while_both_are_open_it_may_be_for_either_the_main_one_first() -> None:
    assert meant(BEFORE_BOTH) == (LAB.id, LICEO.id)


def test_a_default_settles_it() -> None:
    assert meant(BEFORE_BOTH, settled=True) == (LAB.id,)


def test_a_default_does_not_settle_it_where_another_is_named_too() -> None:
    assert meant(BEFORE_BOTH, settled=True, mail=NAMES_BOTH) == (LAB.id, LICEO.id)


def test_once_one_is_over_it_is_for_the_other() -> None:
    assert meant(BETWEEN) == (LAB.id,)


def test_once_all_are_over_nobody_is_asked_which() -> None:
    assert meant(AFTER_BOTH) == (LAB.id,)
