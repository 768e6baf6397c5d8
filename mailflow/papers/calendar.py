"""The event as a calendar file to take along (RFC 5545; METHOD:PUBLISH of RFC 5546)."""

from __future__ import annotations

from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress, vText

from mailflow.domain import event as domain


def calendar_file(event: domain.Event, description: str, now: datetime) -> bytes:
    """One entry, in UTC: every calendar shows it at the right hour. `now` is its DTSTAMP."""
    entry = Event()
    entry.add("uid", f"{event.id}@{event.organizer.email.rpartition('@')[2]}")
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("dtstart", event.starts.astimezone(UTC))
    entry.add("dtend", event.ends.astimezone(UTC))
    entry.add("summary", event.title)
    entry.add("location", ", ".join(part for part in (event.venue.name, event.venue.address) if part))
    entry.add("description", description)
    if event.called_off:
        entry.add("status", "CANCELLED")
    organizer = vCalAddress(f"mailto:{event.organizer.email}")
    organizer.params["cn"] = vText(event.organizer.name)
    entry["organizer"] = organizer
    calendar = Calendar()
    calendar.add("prodid", "-//mailflow//announcement//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(entry)
    written: bytes = calendar.to_ical()
    return written
