"""Giving places up: the whole booking, or some of its people."""

from __future__ import annotations

from dataclasses import replace

from mailflow.decision import asks
from mailflow.decision.case import Case
from mailflow.decision.change import ask_change, confirm_first
from mailflow.decision.decision import Decision
from mailflow.decision.edit import edit
from mailflow.decision.identity import Standing, standing
from mailflow.decision.moves import give_up, given_up, resequenced
from mailflow.decision.window import shut_for_all, shut_for_booking
from mailflow.domain.booking import Booking
from mailflow.domain.letter import Cancelled, Closed, Query
from mailflow.domain.place import Cause
from mailflow.understanding.reading import Intent, Reading


def cancel(case: Case, booking: Booking, reading: Reading | None = None) -> Decision:
    """Gives up what the mail says, as far as the sender may."""
    reading = reading or case.reading
    may = standing(case, booking)
    if may is Standing.PERSON:
        return case.to_a_person("a stranger's cancellation", case.says("stranger"), kind="identity")
    if not booking.active and asks.doubts(reading):
        return case.to_a_person("not clear, and cancelled before", case.says("given_up"), ways=("answer", "self"))
    if not booking.active:
        return case.decided("cancelled before", case.letter(Cancelled, booking=booking, given_up=(), whole=True))
    if (why := shut_for_all(case)) is not None:
        return case.decided(f"closed: {why}", case.letter(Closed, why=why, wanted="cancel"))
    if may is Standing.CONFIRM:
        return confirm_first(case, booking, reading, "confirm-cancel")
    return _some(case, booking, reading) if _partial(booking, reading) else _all(case, booking, reading)


def _all(case: Case, booking: Booking, reading: Reading) -> Decision:
    if asks.doubts(reading):
        return confirm_first(case, booking, reading, "confirm-cancel")
    return gave_up(case, booking, whole(booking))


def _some(case: Case, booking: Booking, reading: Reading) -> Decision:
    """Some people, or a session. A number alone may be of those who stay or of those who leave: it is asked."""
    result = edit(booking, reading, case.event)
    if not (reading.leaving or reading.dropped or reading.fewer):
        return ask_change(case, booking, _of_unknown_size(reading), (Query(about="seats"),))
    if unclear := asks.merged(asks.doubts(reading), result.unclear):
        return ask_change(case, booking, reading, unclear)
    return gave_up(case, booking, result.booking)


def _of_unknown_size(reading: Reading) -> Reading:
    return replace(reading, intent=Intent.CHANGE, seats=None)


def whole(booking: Booking, cause: Cause = Cause.CANCEL) -> Booking:
    """The booking with every place given up."""
    return replace(booking, attendees=tuple(give_up(a, cause) for a in booking.attendees))


def gave_up(case: Case, before: Booking, after: Booking, why: str = "asked") -> Decision:
    """Writes what was given up, and has the queues served."""
    after = replace(resequenced(before, after), asked=() if not after.active else before.asked, pending="")
    if not after.active:
        after = replace(after, asked_until=None)
    letter = case.letter(
        Cancelled,
        booking=after,
        given_up=given_up(before, after),
        whole=not after.active,
        final=shut_for_booking(case) is not None,
        why=why,
    )
    return case.decided("cancelled" if not after.active else "partly cancelled", letter, before=before, booking=after)


def _partial(booking: Booking, reading: Reading) -> bool:
    """Whether only some people, or only a session, is given up."""
    some = bool(reading.leaving or reading.dropped or reading.fewer)
    return some or (reading.seats is not None and reading.seats < len(booking.active))
