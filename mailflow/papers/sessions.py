"""Sessions as people know them."""

from __future__ import annotations

import re

from mailflow.domain.event import Event, Round, Session
from mailflow.papers.dates import hours

_CLOCK_TIME = re.compile(r"\b\d{1,2}[.:]\d{2}\b|\b\d{1,2} ?[ap]m\b|\bore \d{1,2}\b", re.IGNORECASE)


def label(session: Session) -> str:
    """Number or code and title, such as `1. Green energy` or `T1 – Low-carbon kilns in practice`."""
    if session.code:
        return f"{session.code} – {session.title}"
    return session.title if session.number is None else f"{session.number}. {session.title}"


def hours_are_its_own(session: Session, round_: Round) -> bool:
    """Whether a session's times are to be told: not where titles tell the hour and the times are the whole round's."""
    whole_round = (session.starts, session.ends) == (round_.starts, round_.ends)
    return not (whole_round and len(round_.sessions) > 1 and _CLOCK_TIME.search(session.title))


def hours_of(event: Event, session: Session | None) -> str:
    """When a session (None: the event itself) is held, such as `15.00–16.30`; empty where its title tells the hour."""
    if session is None:
        return hours(event.starts, event.ends, event.language)
    own = hours_are_its_own(session, event.round(session.round))
    return hours(session.starts, session.ends, event.language) if own else ""
