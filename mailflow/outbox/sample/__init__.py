"""A letter of every kind, on any event: for `mailflow preview`, the gallery, and the check of the templates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mailflow.domain.event import Event
from mailflow.domain.letter import Letter
from mailflow.domain.letter_kinds import KINDS
from mailflow.outbox.sample.answers import ANSWERS
from mailflow.outbox.sample.desk import Desk
from mailflow.outbox.sample.notices import NOTICES
from mailflow.outbox.sample.organizers import TO_ORGANIZERS
from mailflow.outbox.sample.places import PLACES

Cases = Iterator[tuple[str, Letter]]
_MADE: Mapping[str, Callable[[Desk], Cases]] = {**PLACES, **ANSWERS, **NOTICES, **TO_ORGANIZERS}


def samples(event: Event, language: str) -> Cases:
    """Letters of every kind, each under a name: the kind, and after a dot the case where there are several."""
    desk = Desk(event, language)
    for kind in KINDS:
        for case, letter in _MADE[kind.kind](desk):
            yield f"{kind.kind}.{case}" if case else kind.kind, letter


def sample(kind: str, event: Event, language: str) -> Letter:
    """The typical letter of a kind. KeyError where there is no such kind."""
    _, letter = next(_MADE[kind](Desk(event, language)))
    return letter
