"""The event as search engines read it: schema.org Event, as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from mailflow.domain.event import Event, Session
from mailflow.papers.sessions import label

Free = Mapping[str | None, int | None]


def event_data(event: Event, free: Free) -> Markup:
    """The JSON, safe inside `<script>`: no character in it can end the element or start a comment."""
    text = json.dumps(_event(event, free), ensure_ascii=False, indent=1)
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704 - just escaped


def _event(event: Event, free: Free) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "startDate": event.starts.isoformat(),
        "endDate": event.ends.isoformat(),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "eventStatus": f"https://schema.org/Event{'Cancelled' if event.called_off else 'Scheduled'}",
        "inLanguage": event.language,
        "location": _place(event),
        "organizer": {"@type": "Organization", "name": event.organizer.name, "email": event.organizer.email},
        **_seats(event.capacity, free.get(None)),
        "subEvent": [_session(event, session, free) for session in event.sessions],
    }


def _session(event: Event, session: Session, free: Free) -> dict[str, Any]:
    return {
        "@type": "Event",
        "name": label(session),
        "startDate": session.starts.isoformat(),
        "endDate": session.ends.isoformat(),
        "location": _place(event),
        **(
            {"description": " ".join(f"{line.rstrip('.')}." for line in session.objectives)}
            if session.objectives
            else {}
        ),
        **_seats(session.capacity, free.get(session.id)),
    }


def _place(event: Event) -> dict[str, Any]:
    return {"@type": "Place", "name": event.venue.name, "address": event.venue.address}


def _seats(capacity: int | None, free: int | None) -> dict[str, int]:
    told = {"maximumAttendeeCapacity": capacity, "remainingAttendeeCapacity": free}
    return {key: value for key, value in told.items() if value is not None}
