"""What the templates of each kind are given: the names that all kinds share, and a kind's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mailflow.domain.letter import (
    Access,
    Answer,
    Ask,
    BookingLetter,
    Cancelled,
    Changed,
    Closed,
    Erased,
    Letter,
    Notice,
    Offer,
    Promoted,
    Received,
    Reminder,
    Summary,
    Updated,
)
from mailflow.domain.organizer_letter import Attendance, Digest, NoticeCheck, OrganizerSummary, Review, Trouble
from mailflow.outbox import notices, organizers
from mailflow.outbox.certificate import certified
from mailflow.outbox.changes import changes
from mailflow.outbox.facts import Facts
from mailflow.outbox.news import news_views
from mailflow.outbox.people import quoted
from mailflow.outbox.view import event_view, moment

Names = dict[str, Any]


def context(letter: Letter, reply_to: str) -> Names:
    """The names the templates of this letter may use."""
    facts = Facts(letter, reply_to)
    names = _shared(letter, facts)
    if isinstance(letter, BookingLetter):
        names["booking"] = facts.booking(letter.booking)
    return names | _OWN.get(letter.kind, _nothing)(letter, facts)


def _shared(letter: Letter, facts: Facts) -> Names:
    answering = letter.answering
    return {
        "language": letter.language,
        "event": facts.event,
        "name": letter.to_name or "",
        "privacy_notice": facts.event.privacy_notice if letter.first else "",
        "mailto": facts.mailto,
        "quote": quoted(answering.text) if answering else (),
        "quoted_at": moment(answering.date, letter.event, letter.language) if answering and answering.date else None,
        # questions and answers may go with any answer to a person
        "queries": facts.queries(getattr(letter, "queries", ())),
        "answers": facts.answers(getattr(letter, "answers", ())),
        "passed_on": getattr(letter, "passed_on", False),
        "among": tuple(event_view(event, letter.language) for event in getattr(letter, "among", ())),
    }


def _nothing(_letter: Letter, _facts: Facts) -> Names:
    return {}


def _offer(letter: Offer, facts: Facts) -> Names:
    until = moment(letter.until, letter.event, letter.language)
    offered = facts.places(letter.booking, letter.offered)
    return {"offered": offered, "several": len(letter.offered) > 1, "until": until, "sooner": letter.sooner}


def _promoted(letter: Promoted, facts: Facts) -> Names:
    return {"given": facts.places(letter.booking, letter.given), "several": len(letter.given) > 1}


def _ask(letter: Ask, facts: Facts) -> Names:
    held = moment(letter.held_until, letter.event, letter.language) if letter.held_until else None
    return _answer(letter, facts) | {"held_until": held, "sooner": letter.sooner}


def _answer(letter: Ask | Answer, facts: Facts) -> Names:
    by_hand = isinstance(letter, Answer) and letter.by_hand
    return {"booking": facts.booking(letter.booking) if letter.booking else None, "by_hand": by_hand}


def _changed(letter: Changed, facts: Facts) -> Names:
    return {"changes": changes(letter.before, letter.booking, facts.sessions)}


def _updated(letter: Updated, _facts: Facts) -> Names:
    return {"news": news_views(letter.news, letter.event, letter.language)}


def _cancelled(letter: Cancelled, facts: Facts) -> Names:
    """Whoever gives up the place at the event gives up all: their sessions need not be told one by one."""
    gone = {number for number, session in letter.given_up if session is None}
    told = [(number, session) for number, session in letter.given_up if session is None or number not in gone]
    return {
        "given_up": facts.places(letter.booking, told),
        "several": len(told or letter.booking.attendees) > 1,
        "whole": letter.whole,
        "final": letter.final,
        "begun": letter.begun,
        "why": letter.why,
    }


def _closed(letter: Closed, _facts: Facts) -> Names:
    return {"why": letter.why, "wanted": letter.wanted}


def _received(letter: Received, _facts: Facts) -> Names:
    return {"why": letter.why, "seats": letter.seats}


def _reminder(letter: Reminder, _facts: Facts) -> Names:
    return {"days": letter.days, "unanswered": letter.unanswered}


def _summary(letter: Summary, facts: Facts) -> Names:
    return {
        "marked": letter.came is not None,
        "came": letter.came or (),
        "proposals": organizers.proposals(letter.proposals, facts.sessions),
        "certificates": tuple(attendee.name for attendee in certified(letter)),
    }


def _notice(letter: Notice, facts: Facts) -> Names:
    return notices.notice(letter, facts.sessions)


def _notice_check(letter: NoticeCheck, facts: Facts) -> Names:
    return notices.check(letter, facts.sessions)


def _access(letter: Access, facts: Facts) -> Names:
    bookings = tuple(facts.booking(booking) for booking in letter.bookings)
    return {"bookings": bookings, "file": bool(letter.data_json), "confirm": letter.confirm, "code": letter.code}


def _erased(letter: Erased, _facts: Facts) -> Names:
    return {"confirm": letter.confirm, "code": letter.code}


def _review(letter: Review, _facts: Facts) -> Names:
    return organizers.review(letter)


def _trouble(letter: Trouble, _facts: Facts) -> Names:
    return {
        "part": letter.part,
        "mailbox": letter.name,
        "why": letter.why,
        "since": moment(letter.since, letter.event, letter.language),
        "until": moment(letter.until, letter.event, letter.language) if letter.until else None,
    }


def _digest(letter: Digest, facts: Facts) -> Names:
    return organizers.digest(letter, facts.sessions)


def _attendance(letter: Attendance, facts: Facts) -> Names:
    return organizers.attendance(letter, facts.sessions)


def _figures(letter: OrganizerSummary, facts: Facts) -> Names:
    return organizers.figures(letter, facts.sessions)


# A kind that is not here needs nothing but the shared names.
_OWN: Mapping[str, Callable[[Any, Facts], Names]] = {
    "offer": _offer,
    "promoted": _promoted,
    "ask": _ask,
    "answer": _answer,
    "changed": _changed,
    "updated": _updated,
    "cancelled": _cancelled,
    "closed": _closed,
    "received": _received,
    "reminder": _reminder,
    "notice": _notice,
    "notice-check": _notice_check,
    "summary": _summary,
    "access": _access,
    "erased": _erased,
    "review": _review,
    "digest": _digest,
    "attendance": _attendance,
    "organizer-summary": _figures,
    "trouble": _trouble,
}
