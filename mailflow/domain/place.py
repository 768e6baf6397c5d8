"""The life of a place.

    wanted ──▶ confirmed ──▶ attended | absent
      │  ▲         ▲
      ▼  │         │ accept (the person) · promote (a place came free)
    waitlisted ──▶ offered
      │            │ decline (the person) · expire (the hold ran out)
      └────────────┴──────▶ cancelled        every living place may be cancelled by the person or the organizer

Confirmed and offered places take a seat; no session ever has more of them than its capacity.
"""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Where a place stands."""

    WANTED = "wanted"  # asked for; waits for the place at the event itself, or for a fact we asked back
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"  # held for an answer until `offer_until`
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    ABSENT = "absent"


HELD = frozenset({Status.CONFIRMED, Status.OFFERED, Status.ATTENDED, Status.ABSENT})
