"""Which booking a mail of its writer is about."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.decision.case import Case, belongs
from mailflow.decision.decision import Decision
from mailflow.decision.names import same
from mailflow.decision.vocabulary import is_no
from mailflow.domain.booking import Booking
from mailflow.understanding.reading import Intent

FEW_WORDS = 12  # an answer that is little more than a no


def booking_asked(case: Case) -> Booking | None:
    """The sender's booking that waits for an answer, if the mail is about it."""
    booking = case.book.booking
    if booking is None or not booking.asked or not belongs(case.sender, booking):
        return None
    return booking if concerns(case, booking) else None


def that_fit(case: Case) -> list[Booking]:
    """Of the address's bookings those of whom the mail speaks, else of who signs it, else all."""
    named = [b for b in case.mine if names_somebody_of(case, b)]
    return named or [b for b in case.mine if _signed(case, b)] or list(case.mine)


def _signed(case: Case, booking: Booking) -> bool:
    """Whether it is signed by somebody of the booking: the name beside an address is that of all who write from it."""
    name, mail = case.reading.contact.name, case.request.answering
    beside_the_address = mail is not None and same(name, mail.sender)
    known = (booking.contact.name, *(a.name for a in booking.active))
    return not beside_the_address and any(same(name, theirs) for theirs in known)


def names_somebody_of(case: Case, booking: Booking) -> bool:
    """Whether somebody of the booking is named."""
    reading = case.reading
    names = (*reading.leaving, *reading.replaced, *(p.name for p in reading.people))
    return any(same(name, a.name) for name in names for a in booking.active)


def concerns(case: Case, booking: Booking) -> bool:
    """Whether a mail of the booking's own address is about it, and not a booking for others."""
    reading = case.reading
    known = case.book.booking
    if known is not None and case.book.found_by in {"thread", "code"} and known.code == booking.code:
        return True
    if not reading.people or names_somebody_of(case, booking):
        return True
    by_contact = any(same(person.name, booking.contact.name) for person in reading.people)
    return by_contact or any(not a.name for a in booking.active)


def which_of(case: Case, bookings: Sequence[Booking]) -> Decision:
    """A person tells by its code which of several bookings is meant; what is about several at once, they do."""
    if len(codes := case.request.named) > 1:
        why = case.says("several_named", codes=", ".join(codes))
        return case.to_a_person("several bookings", why, kind="identity")
    named = "; ".join(map(_in_short, sorted(bookings, key=lambda booking: booking.received)))
    return case.to_a_person("several bookings", case.says("which_of", bookings=named), kind="identity")


def _in_short(booking: Booking) -> str:
    """A booking by its code, and who is in it."""
    names = dict.fromkeys((booking.contact.name, *(attendee.name for attendee in booking.active)))
    reached = booking.contact.email or booking.contact.phone
    return f"{booking.code} ({', '.join(filter(None, (*names, reached)))})"


def says_no(case: Case) -> bool:
    """Whether it is no more than a 'no'."""
    reading = case.reading
    short = len(reading.text.split()) <= FEW_WORDS and not reading.question
    return reading.intent is Intent.DECLINE or (reading.intent is Intent.OTHER and short and is_no(reading.text))
