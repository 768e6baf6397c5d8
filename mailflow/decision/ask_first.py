"""A change that waits: for what it lacks, or for the word of whoever is booked."""

from __future__ import annotations

from dataclasses import replace

from mailflow.decision import asks, pending
from mailflow.decision.case import Case
from mailflow.decision.decision import Decision
from mailflow.domain.booking import Booking
from mailflow.domain.letter import Ask, Query
from mailflow.understanding.reading import Reading


def unsettled(case: Case) -> Decision:
    """We asked once, and it is still not clear: a person."""
    return case.to_a_person("the answer does not settle it", case.says("unsettled"))


def ask_change(
    case: Case, booking: Booking, reading: Reading, queries: tuple[Query, ...], after: Booking | None = None
) -> Decision:
    """Asks for what a change lacks; what was understood is kept until the answer.

    `after`: the booking as it would be; shown where a yes to it is asked.
    """
    asked = asks.asked(queries)
    if booking.pending and set(asked) <= set(booking.asked):
        return unsettled(case)
    waits = replace(booking, asked=with_open_choices(asked, booking, booking), pending=pending.pack(reading))
    shown = after if after and asked == ("other",) else booking
    letter = case.letter(Ask, queries=queries, booking=shown)
    return case.decided("asked: " + ", ".join(asked), letter, before=booking, booking=waits)


def confirm_first(case: Case, booking: Booking, reading: Reading, about: str) -> Decision:
    """The address alone is no proof: the booking's own address is asked whether it is so."""
    packed = pending.pack(reading)
    if about in booking.asked and booking.pending == packed:
        return case.to_a_person("asked to confirm already", case.says("stranger"), kind="identity")
    waits = replace(booking, asked=tuple(dict.fromkeys((*booking.asked, about))), pending=packed)
    letter = case.letter(Ask, to=booking.contact.email, queries=(Query(about=about),), booking=booking)
    return case.decided(f"asked: {about}", letter, before=booking, booking=waits)


def with_open_choices(
    asked: tuple[str, ...], before: Booking, after: Booking, dropped: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """What is asked now, and of the sessions asked for before those that somebody has still to choose."""
    rounds = {q: q.removeprefix("choices:") for q in before.asked if q.startswith("choices:")}
    still = (q for q, r in rounds.items() if r not in dropped and not all(r in a.choices for a in after.active))
    return tuple(dict.fromkeys((*asked, *still)))
