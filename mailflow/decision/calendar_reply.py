"""Answers from a calendar (iMIP, RFC 6047; iTIP REPLY and COUNTER, RFC 5546 sections 3.2.3 and 3.2.7).

| PARTSTAT              | what it does |
| --------------------- | ------------ |
| ACCEPTED              | takes up an offer of that entry, if there is one; else it is known already: nothing |
| DECLINED              | the event's entry: the booking is given up; a session's: that session or its offer |
| TENTATIVE and others  | nothing: the place stays theirs until they say no |
| any, in a COUNTER     | nothing: another time is proposed, and a person looks |

Whoever knows a code can write such an answer: one that does not come from the booking's own address takes up nothing,
and gives something up only once that address has confirmed it.

An answer to an older SEQUENCE than the entry has now is about something that changed since: nothing. None of these is
answered but by the letter about what was given up or confirmed: a calendar wrote, not a person. Who proposes another
time waits for a word, and hears that a person looks.
"""

from __future__ import annotations

import re
from dataclasses import replace

from mailflow.decision.ask_first import confirm_first
from mailflow.decision.cancel import gave_up, give_up_the_rest, whole
from mailflow.decision.case import Case, belongs
from mailflow.decision.decision import Decision, ReviewItem
from mailflow.decision.moves import give_up_places
from mailflow.decision.offers import give_back, offered, take_up
from mailflow.decision.seats import attendee_of
from mailflow.decision.window import shut_for_all
from mailflow.domain.address import address_key
from mailflow.domain.booking import Booking
from mailflow.domain.place import HELD, LIVING
from mailflow.message.model import CalendarReply
from mailflow.understanding.reading import Intent

EVENT = "event"  # stands for the event itself in an entry's UID

_UID = re.compile(
    r"(?P<code>[A-Z0-9]{2,12}(?:-[A-Z0-9]{1,12})?)\.(?P<entry>[a-z0-9][a-z0-9._-]{0,63})@\S+", re.IGNORECASE
)


def parse_uid(uid: str) -> tuple[str, str | None] | None:
    """Booking code and session (None: the event) of `<code>.<session or "event">@…`; None for others."""
    found = _UID.fullmatch(uid.strip())
    if not found:
        return None
    entry = found["entry"].lower()
    return found["code"].upper(), None if entry == EVENT else entry


def calendar_reply(case: Case, reply: CalendarReply) -> Decision:
    """What the answer does to the booking of that entry."""
    booking, entry = case.book.booking, parse_uid(reply.uid)
    if booking is None or entry is None or entry[0] != booking.code.upper():
        return case.silent("a calendar's answer to no entry of ours")
    if not belongs(case.sender, booking) and not belongs(address_key(reply.attendee), booking):
        return case.silent(
            "a stranger's calendar", ReviewItem(why=(case.says("calendar"),), ways=("self",), kind="identity")
        )
    return _proposed(case) if reply.method.upper() == "COUNTER" else _answered(case, booking, entry[1], reply)


def _proposed(case: Case) -> Decision:
    return case.to_a_person(
        "a calendar proposes another time", case.says("counter"), kind="question", ways=("answer", "self")
    )


def _answered(case: Case, booking: Booking, session: str | None, reply: CalendarReply) -> Decision:
    status = reply.partstat.upper()
    if status not in {"ACCEPTED", "DECLINED"}:
        return case.silent(f"calendar: {status or 'nothing said'}")
    shut, older = shut_for_all(case), reply.sequence < _sequence(booking, session)
    if status == "DECLINED" and shut == "begun" and not older and belongs(case.sender, booking):
        return give_up_the_rest(case, booking, _without(booking, session) if session else whole(booking))
    if older or shut is not None:
        return case.silent("a calendar's answer that comes too late")
    if status == "ACCEPTED":
        own = belongs(case.sender, booking)
        accepted = [spot for spot in offered(booking) if own and spot[1] == session]
        return take_up(case, booking, accepted) if accepted else case.silent("calendar: known already")
    return _declined(case, booking, session)


def _declined(case: Case, booking: Booking, session: str | None) -> Decision:
    if not any(p.session == session and p.status in LIVING for _, p in booking.places):
        return case.silent("calendar: given up already")
    if case.request.proven is False or not belongs(case.sender, booking):
        gives_up = replace(case.reading, intent=Intent.CANCEL, dropped=(session,) if session else ())
        return confirm_first(case, booking, gives_up, "confirm-cancel")
    spoken = [spot for spot in offered(booking) if spot[1] == session]
    if spoken:
        return give_back(case, booking, spoken)
    return gave_up(case, booking, _without(booking, session) if session else whole(booking))


def _without(booking: Booking, session: str) -> Booking:
    for attendee in booking.attendees:
        known = attendee_of(booking, attendee.number)
        place = known.place(session) if known else None
        if known is not None and place is not None:
            booking = booking.with_attendee(give_up_places(known, [place]))
    return booking


def _sequence(booking: Booking, session: str | None) -> int:
    return max((p.sequence for _, p in booking.places if p.session == session and p.status in HELD), default=0)
