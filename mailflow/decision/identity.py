"""Who may do what to a booking.

| proof                                            | may alter it |
| ------------------------------------------------ | ------------ |
| taken by an organizer at the desk                | yes |
| its thread or code, from an address that is its  | yes |
| the address alone, proven by the receiving server| yes |
| the address alone                                | once confirmed by reply |
| the receiving server says the sender is forged   | once confirmed by reply, whatever else there is |
| a calendar's answer that names it as attendee    | once confirmed by reply |
| thread or code from another address; or nothing  | a person looks |
"""

from __future__ import annotations

from enum import Enum

from mailflow.decision.case import Case, belongs
from mailflow.domain.booking import Booking


class Standing(Enum):
    """What a sender may do to a booking."""

    ALLOWED = "allowed"
    CONFIRM = "confirm"
    PERSON = "person"


def standing(case: Case, booking: Booking) -> Standing:
    """What the sender of this mail may do to that booking."""
    if case.at_desk:
        return Standing.ALLOWED
    if not belongs(case.sender, booking):
        return Standing.PERSON
    if case.request.proven is False:
        return Standing.CONFIRM
    has_token = case.book.found_by in {"thread", "code"} and case.book.booking is not None
    if case.request.proven or (has_token and case.book.booking and case.book.booking.code == booking.code):
        return Standing.ALLOWED
    return Standing.CONFIRM
