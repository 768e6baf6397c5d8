"""Days and hours of an event, and which sessions are then."""

from __future__ import annotations

from datetime import date, timedelta

from mailflow.domain.event import Event
from mailflow.understanding.sessions.sessions import Index, Slot
from mailflow.understanding.text.days import DayRef
from mailflow.understanding.text.hours import HourRef

EVENING = 18  # from this hour on


def resolve(ref: DayRef, event: Event) -> date | None:
    """The event's day that was meant, None where it is none of them."""
    first, last = event.starts.date(), event.ends.date()
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        if ref.means(day):
            return day
    return None


def slot_sessions(at: Index, day: date | None, hour: HourRef | None, half: str | None = None) -> tuple[str, ...]:
    """Sessions on that day, at that hour or in that half of the day; 'alle nove' is 21 where nothing is at 9."""
    found = _slots_at(at, day, hour, half)
    if not found and hour is not None and hour.half_day is None and hour.hour <= 12:
        return _slots_at(at, day, HourRef(hour.start, hour.end, hour.hour, hour.minute, "pm"), half)
    return found


def _slots_at(at: Index, day: date | None, hour: HourRef | None, half: str | None) -> tuple[str, ...]:
    found = [
        s
        for s in at.slots
        if (day is None or s.day is None or s.day == day)
        and (hour is None or hour.says(s.hour, s.minute))
        and (half is None or _half_of(s) == half or (half == "eve" and s.hour >= EVENING))
    ]
    if half == "pm" and any(s.hour < EVENING for s in found):
        found = [s for s in found if s.hour < EVENING]  # 'nel pomeriggio', where one is at half past seven, too
    dated = {s.session for s in found if s.day is not None}
    ids = {s.session for s in found}
    return at.ordered(dated if day is not None and dated else ids)


def _half_of(slot: Slot) -> str:
    return "am" if slot.hour < 12 or (slot.hour == 12 and slot.minute == 0) else "pm"
