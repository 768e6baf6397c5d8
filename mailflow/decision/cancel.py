"""Giving places up: the whole booking, or some of its people."""

from __future__ import annotations

from dataclasses import replace
from textwrap import shorten

from mailflow.decision import asks
from mailflow.decision.ask_first import ask_change, confirm_first
from mailflow.decision.case import Case
from mailflow.decision.decision import Decision
from mailflow.decision.edit import edit
from mailflow.decision.identity import Standing, standing
from mailflow.decision.moves import give_up, give_up_places, given_up, resequenced
from mailflow.decision.seats import attendee_of
from mailflow.decision.told import told
from mailflow.decision.window import Shut, shut_for_all, shut_for_booking
from mailflow.domain.booking import Booking
from mailflow.domain.letter import Cancelled, Closed, Query
from mailflow.domain.place import LIVING, Cause, Status
from mailflow.understanding.reading import Intent, Reading

NOT_YET = frozenset({Status.WANTED, Status.WAITLISTED, Status.OFFERED})  # places that nobody can have come to
WORDS = 120  # characters of a mail's words that a line of the digest shows


def cancel(case: Case, booking: Booking, reading: Reading | None = None) -> Decision:
    """Gives up what the mail says, as far as the sender may."""
    reading = reading or case.reading
    may = standing(case, booking)
    if may is Standing.PERSON:
        return case.to_a_person("a stranger's cancellation", case.not_theirs, kind="identity")
    if not booking.active and asks.doubts(reading):
        return case.to_a_person("not clear, and cancelled before", case.says("given_up"), ways=("answer", "self"))
    if not booking.active:
        return case.decided("cancelled before", case.letter(Cancelled, booking=booking, given_up=(), whole=True))
    if (why := shut_for_all(case)) is not None:
        return too_late(case, why, booking, _as_meant(case, booking, reading))
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


def too_late(case: Case, why: Shut, booking: Booking, after: Booking) -> Decision:
    """Nothing is given up of what is over or called off; `after`: the booking as it would be."""
    if why == "begun":
        return give_up_the_rest(case, booking, after)
    return case.decided(f"closed: {why}", case.letter(Closed, why=why, wanted="cancel"))


def only_gives_up_once_begun(case: Case) -> bool:
    """Whether a change, once the event has begun, leaves out people or sessions and wants nothing else; or is unclear
    and may be meant so: 'I can't come tomorrow'."""
    told = case.reading
    wants = (
        told.seats,
        told.more,
        told.choices,
        told.replaced,
        told.requests,
        any(person.choices for person in told.people),
    )
    less = told.leaving or told.dropped or told.fewer
    in_doubt = any(doubt.about == "intent" for doubt in told.doubts)
    return shut_for_all(case) == "begun" and not any(wants) and bool(less or in_doubt)


def give_up_the_rest(case: Case, booking: Booking, after: Booking) -> Decision:
    """Once the event has begun, what is still to come is given up of what `after` gives up; organizers hear of it."""
    rest = booking
    for number, session in given_up(booking, after):
        attendee = attendee_of(rest, number)
        place = attendee.place(session) if attendee else None
        open_still = place is not None and (place.status in NOT_YET or _to_come(case, booking, number, session))
        if attendee is not None and place is not None and open_still:
            rest = rest.with_attendee(give_up_places(attendee, [place]))
    if rest != booking and standing(case, booking) is Standing.CONFIRM:
        return confirm_first(case, booking, case.reading, "confirm-cancel")
    notes = () if case.at_desk else (_told_to_organizers(case, booking),)
    if rest == booking:
        letters = () if case.reading.calendar else case.letter(Closed, why="begun", wanted="cancel")
        return replace(case.decided("closed: begun", letters), notes=notes)
    return replace(gave_up(case, booking, rest), notes=notes)


def _as_meant(case: Case, booking: Booking, reading: Reading) -> Booking:
    """The booking without what it gives up; as it is where that is not clear."""
    if asks.doubts(reading):
        return booking
    if not _partial(booking, reading):
        return whole(booking)
    result = edit(booking, reading, case.event)
    return booking if result.unclear or not (reading.leaving or reading.dropped or reading.fewer) else result.booking


def _to_come(case: Case, booking: Booking, number: int, session: str | None) -> bool:
    """Whether it has not begun; the event itself has not for whoever comes to later sessions alone."""
    starts = {one.id: one.starts for one in case.event.sessions}
    theirs = [p.session for a, p in booking.places if a.number == number and p.session and p.status in LIVING]
    concerned = theirs if session is None else [session]
    return bool(concerned) and all(one in starts and starts[one] > case.request.now for one in concerned)


def _told_to_organizers(case: Case, booking: Booking) -> str:
    """A line for the digest. It names the address, by which it is erased with all else that is kept of a person."""
    who = ", ".join(filter(None, (booking.contact.name, case.request.sender, booking.code)))
    words = shorten(case.reading.text, WORDS, placeholder="…")
    say = "confirmed" if case.reading.intent is Intent.ACCEPT else "gives_up" if words else "declined"
    return told(case.event.language, f"begun.{say}", who=who, words=words)


def _of_unknown_size(reading: Reading) -> Reading:
    return replace(reading, intent=Intent.CHANGE, seats=None)


def whole(booking: Booking, cause: Cause = Cause.CANCEL) -> Booking:
    """The booking with every place given up."""
    return replace(booking, attendees=tuple(give_up(a, cause) for a in booking.attendees))


def gave_up(case: Case, before: Booking, after: Booking, why: str = "asked") -> Decision:
    """Writes what was given up, and has the queues served."""
    still_asked = tuple(q for q in before.asked if not q.startswith("confirm-")) if after.active else ()
    after = replace(resequenced(before, after), asked=still_asked, pending="")
    if not after.active:
        after = replace(after, asked_until=None)
    letter = case.letter(
        Cancelled,
        booking=after,
        given_up=given_up(before, after),
        whole=not after.active,
        final=shut_for_booking(case) is not None,
        begun=shut_for_all(case) == "begun",
        why=why,
    )
    return case.decided("cancelled" if not after.active else "partly cancelled", letter, before=before, booking=after)


def _partial(booking: Booking, reading: Reading) -> bool:
    """Whether only some people, or only a session, is given up."""
    some = bool(reading.leaving or reading.dropped or reading.fewer)
    return some or (reading.seats is not None and reading.seats < len(booking.active))
