"""What settling a matter did, in words for the organizer."""

from __future__ import annotations

from mailflow.decision.decision import Decision
from mailflow.decision.moves import spots
from mailflow.decision.told import told
from mailflow.domain.booking import Booking
from mailflow.domain.place import HELD, Status
from mailflow.understanding.organizer.instruction import Instruction


def outcome(instruction: Instruction, decision: Decision, sender: str, language: str) -> str:
    """What settling it did, in words for the organizer. `sender`: who wrote the mail."""
    said = [_did(instruction, decision, language)]
    said += [told(language, "done.code", code=booking.code) for booking in decision.bookings]
    recipients = dict.fromkeys(letter.to for letter in decision.letters)
    said += [told(language, "done.written", address=address) for address in recipients]
    if decision.bookings and not recipients:
        said.append(told(language, "done.nobody_told"))
    elif recipients and sender not in recipients:
        said.append(told(language, "done.not_written", address=sender))
    return "; ".join(said)


def _did(instruction: Instruction, decision: Decision, language: str) -> str:
    if instruction.way == "self":
        return told(language, "done.self")
    if instruction.way == "answer":
        return told(language, "done.answered")
    if decision.why.startswith("asked: "):
        return told(language, "done.asked")
    if not decision.bookings:
        return told(language, "done.nothing_new")
    booking = decision.bookings[0]
    if not booking.active:
        return told(language, "done.cancelled")
    held, waiting = len(with_a_place(booking)), len(in_line(booking) - with_a_place(booking))
    confirmed = told(language, "done.confirmed" if held > 1 else "done.confirmed_one", n=held) if held else ""
    waits = told(language, "done.waitlisted", n=waiting) if waiting else ""
    changed = told(language, "done.changed") if decision.why in {"changed", "partly cancelled"} else ""
    return ", ".join(filter(None, (changed, confirmed, waits)))


def with_a_place(booking: Booking) -> set[int]:
    """The people of a booking who have a place at the event, by their numbers."""
    return {number for number, session in spots(booking, *HELD) if session is None}


def in_line(booking: Booking) -> set[int]:
    """Those who wait for a place anywhere."""
    return {number for number, _ in spots(booking, Status.WAITLISTED)}
