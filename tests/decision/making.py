"""Events, bookings and mails for the tests of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mailflow.domain.event import BookingRules, Event, Organizer, Round, Session, Venue

ROME = ZoneInfo("Europe/Rome")
STARTS = datetime(2027, 5, 20, 14, 0, tzinfo=ROME)
ENDS = datetime(2027, 5, 20, 18, 0, tzinfo=ROME)
CLOSES = datetime(2027, 5, 19, 18, 0, tzinfo=ROME)


def event_with(capacities: Mapping[str | None, int | None], **rules: Any) -> Event:
    """An event of two rounds: `one` with sessions a and b, `two` with c."""

    def session(session_id: str, round_id: str, begins: datetime) -> Session:
        return Session(
            id=session_id,
            round=round_id,
            title=f"Session {session_id.upper()}",
            starts=begins,
            ends=begins + timedelta(hours=1),
            capacity=capacities.get(session_id),
        )

    def round_(round_id: str, begins: datetime, *sessions: str) -> Round:
        own = tuple(session(s, round_id, begins) for s in sessions)
        return Round(
            id=round_id,
            title={"one": "Afternoon", "two": "Evening"}[round_id],
            starts=begins,
            ends=begins + timedelta(hours=1),
            sessions=own,
        )

    return Event(
        id="meeting",
        title="The Meeting",
        language="en",
        timezone=ROME,
        starts=STARTS,
        ends=ENDS,
        capacity=capacities.get(None),
        venue=Venue(name="Town Hall"),
        organizer=Organizer(name="The Town", email="info@town.example", phones=("+39 059 5550100",)),
        booking=BookingRules(**({"closes": CLOSES} | rules)),
        rounds=(round_("one", STARTS, "a", "b"), round_("two", STARTS + timedelta(hours=1), "c")),
    )
