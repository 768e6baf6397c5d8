"""When the event takes what: bookings while booking is open, changes that free seats until it begins."""

from __future__ import annotations

from typing import Literal

from mailflow.decision.case import Case

Shut = Literal["early", "late", "begun", "over", "off"]


def shut_for_booking(case: Case) -> Shut | None:
    """Why no seat is given, or None. A mail counts by its arrival at the server."""
    event, rules = case.event, case.event.booking
    arrived = min(case.request.arrived, case.request.now)
    if case.request.now >= event.ends:
        return "over"
    if event.capacity == 0 or event.called_off:
        return "off"
    if rules.opens is not None and arrived < rules.opens:
        return "early"
    if (arrived >= rules.closes or case.request.now >= event.starts) and not case.request.late:
        return "late"
    return None


def shut_for_all(case: Case) -> Shut | None:
    """Why nothing can be altered any more, or None: places are given back until the event begins."""
    if case.request.now >= case.event.ends:
        return "over"
    if case.event.called_off:
        return "off"
    return "begun" if case.request.now >= case.event.starts else None
