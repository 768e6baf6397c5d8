"""A person's data, and their erasure: asked for by mail, done once the address has confirmed by reply.

Whose data they are is told by the address of the booking's contact alone: who booked for another, or wrote in a booking
of theirs, may alter it, but neither gets nor erases what is kept of that person.
"""

from __future__ import annotations

from dataclasses import replace

from mailflow.decision import questions
from mailflow.decision.case import Case
from mailflow.decision.decision import Decision, ReviewItem
from mailflow.decision.identity import Standing, standing
from mailflow.domain.address import address_key
from mailflow.domain.booking import Booking
from mailflow.domain.letter import Access, Erased, Letter, Received

ACCESS, ERASE = "confirm-access", "confirm-erase"


def privacy(case: Case) -> Decision:
    """Asks the address to confirm. Without a booking to keep the question with, a person sees to it."""
    about = ERASE if case.reading.erase else ACCESS
    if questions.is_one(case.reading.question_text):  # the request itself, which is seen to here
        case = case.but(reading=replace(case.reading, question=False))
    booking = next(iter(_theirs(case)), None)
    if booking is None:
        item = ReviewItem(why=(case.says("privacy"),), ways=("self",), kind="privacy")
        return case.decided("privacy, without a booking", case.letter(Received, why="privacy"), review=item)
    if about in booking.asked:
        item = ReviewItem(why=(case.says("unsettled"),), ways=("self",), kind="privacy")
        return case.decided("privacy, asked before", case.letter(Received, why="privacy"), review=item)
    waits = replace(booking, asked=(*booking.asked, about))
    letter = _letter(case, about, confirm=True, booking=booking)
    return case.decided(f"asked: {about}", letter, before=booking, booking=waits)


def question_of(case: Case, booking: Booking) -> str:
    """Which of the two questions the mail answers; '' where it answers neither, or where that cannot be told."""
    if case.by_link:
        asked = [about for about in (ACCESS, ERASE) if about in booking.asked]
        return asked[0] if len(asked) == 1 else ""
    return {"access": ACCESS, "erased": ERASE}.get(case.request.answers or "", "")


def confirmed(case: Case, booking: Booking) -> Decision:
    """The address has confirmed: its data are sent, or erased."""
    about = question_of(case, booking)
    if not about or standing(case, booking) is not Standing.ALLOWED or not _is_theirs(case, booking):
        return case.to_a_person(
            "privacy, not confirmed from its address", case.says("stranger"), kind="privacy", told="privacy"
        )
    address = booking.contact.email or ""
    done = replace(booking, asked=tuple(q for q in booking.asked if q not in {ACCESS, ERASE}))
    decision = case.decided(about, _letter(case, about, confirm=False, to=address), before=booking, booking=done)
    if about == ERASE:
        # the places are given up by the erasure itself; the queues they free are served after it
        return replace(decision, bookings=(), erase=address, freed=tuple({p.session for _, p in booking.places}))
    return replace(decision, access=address)


def _theirs(case: Case) -> tuple[Booking, ...]:
    """Their bookings; where all are given up, the last one, which holds their data still."""
    theirs = tuple(b for b in case.mine if _is_theirs(case, b))
    last = case.book.booking
    return theirs or ((last,) if last is not None and _is_theirs(case, last) else ())


def _is_theirs(case: Case, booking: Booking) -> bool:
    return address_key(booking.contact.email) == case.sender


def _letter(
    case: Case, about: str, *, confirm: bool, booking: Booking | None = None, to: str | None = None
) -> tuple[Letter, ...]:
    code = booking.code if booking else ""
    if about == ERASE:
        return case.letter(Erased, to=to, confirm=confirm, booking=booking, code=code)
    theirs = () if confirm else _theirs(case)
    return case.letter(Access, to=to, bookings=theirs, data_json="", confirm=confirm, booking=booking, code=code)
