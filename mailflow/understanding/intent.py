"""What the writer wants, by weighed signs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailflow.message.model import Message
from mailflow.understanding.page import Page
from mailflow.understanding.reading import Context, Doubt, Intent


@dataclass(frozen=True, slots=True)
class Thread:
    """What the mail answers, as far as the quote and the subject tell: an offer of a freed place, a confirmation."""

    offer: bool = False
    booked: bool = False
    reply: bool = False
    elsewhere: bool = False  # what it answers spoke of another event's day


@dataclass(frozen=True, slots=True)
class Wanted:
    """The intent, whether it stands out, and the doubts if it does not."""

    intent: Intent
    clear: bool = True
    doubts: tuple[Doubt, ...] = ()


def thread_of(message: Message, quoted: Page, subject: Page, context: Context, elsewhere: bool) -> Thread:
    """The conversation around the mail."""
    headed = re.match(r"\s*(?:re|r|rif|aw|sv)\s*(?:\[\d+\])?\s*:", message.subject, re.IGNORECASE) is not None
    reply = bool(message.in_reply_to or message.references or message.quoted.strip()) or headed
    offer = "offer" in context.asked or (
        bool(quoted.text or reply) and (quoted.has("offer_strict") or (reply and subject.has("offer_strict")))
    )
    invited = quoted.has("invitation") or subject.has("invitation")
    booked = context.has_booking or (
        reply
        and not offer
        and not (invited and not quoted.has("confirmation_sure"))
        and (quoted.has("confirmation_strict") or subject.has("confirmation"))
    )
    return Thread(offer, booked, reply, elsewhere)


def intent_of(
    page: Page,
    subject: Page,
    thread: Thread,
    context: Context,
    sessions: int,
    question: bool,
    others: int,
    about: bool,
    forwarded: bool,
) -> Wanted:
    """The first rule that holds decides; where two pull apart it is not clear."""
    signs = _signs(page, subject, sessions, others, about, forwarded)
    for rule in (_privacy, _spam, _answer_to_offer, _cancel_or_change, _change, _question, _book, _feedback):
        wanted = rule(page, subject, thread, context, signs, question)
        if wanted is not None:
            return wanted
    if question:
        return Wanted(Intent.QUESTION)
    return Wanted(Intent.OTHER, clear=False)


@dataclass(frozen=True, slots=True)
class _Signs:
    book: int
    firm: int
    change: int
    cancel: int
    feedback: int
    privacy: int
    spam: int
    other: int
    sessions: int
    others: int  # people named besides the writer
    about: bool  # the event's own name stands in the mail
    forwarded: bool
    already: bool
    undecided: bool


def _count(page: Page, cls: str) -> int:
    """Marks of a class that nothing negates."""
    return sum(1 for m in page.marks.get(cls, ()) if not _negated(page, m.start) and not page.idle(m.start))


def _negated(page: Page, place: int) -> bool:
    start = page.clauses[page.clause_of(place)].start
    return any(t.fold in page.voc.words["not"] for t in page.tokens[max(start, place - 2) : place]) or any(
        t.fold in page.voc.words["nobody"] for t in page.tokens[max(start, place - 5) : place]
    )


def _signs(page: Page, subject: Page, sessions: int, others: int, about: bool, forwarded: bool) -> _Signs:
    return _Signs(
        book=_count(page, "book") + _count(subject, "book"),
        firm=_count(page, "self") + _count(page, "we"),
        change=_count(page, "change") + _count(subject, "change"),
        cancel=len(page.marks.get("cancel", ())) + len(subject.marks.get("cancel", ())),
        feedback=_count(page, "feedback") + _count(subject, "feedback"),
        privacy=len(page.marks.get("privacy", ())) + len(subject.marks.get("privacy", ())),
        spam=len({page.words(m.start, m.end).lower() for m in page.marks.get("spam", ())})
        + len(subject.marks.get("spam", ())),
        other=len(page.marks.get("other_business", ())) + 2 * len(subject.marks.get("other_business", ())),
        sessions=sessions,
        others=others,
        about=about,
        forwarded=forwarded,
        already=page.has("already"),
        undecided=page.has("undecided"),
    )


def _privacy(
    page: Page, subject: Page, thread: Thread, context: Context, signs: _Signs, question: bool
) -> Wanted | None:
    strong = page.has("privacy_strict") or subject.has("privacy_strict")
    if (strong and signs.sessions == 0) or (signs.privacy >= 2 and signs.firm == 0 and (page.has("erase") or question)):
        return Wanted(Intent.PRIVACY)
    return None


def _spam(page: Page, subject: Page, thread: Thread, context: Context, signs: _Signs, question: bool) -> Wanted | None:
    if signs.spam >= 2 and signs.sessions == 0 and not thread.booked and signs.firm == 0:
        return Wanted(Intent.SPAM)
    if signs.spam and not (signs.about or signs.sessions or thread.booked or thread.reply or signs.firm):
        return Wanted(Intent.OTHER, clear=False)
    return None


def _answer_to_offer(
    page: Page, subject: Page, thread: Thread, context: Context, signs: _Signs, question: bool
) -> Wanted | None:
    if not thread.offer:
        return None
    no = _count(page, "decline") + _count(page, "cancel")
    strong_no = len(page.marks.get("decline_strict", ()))
    yes = _count(page, "accept")
    if strong_no or (no and no >= yes):
        return Wanted(Intent.DECLINE, clear=bool(strong_no) or no > yes)
    if yes or page.has("self") or page.has("we"):
        return Wanted(Intent.ACCEPT, clear=not no and not page.has("uncertain"))
    return None


def _cancel_or_change(
    page: Page, subject: Page, thread: Thread, context: Context, signs: _Signs, question: bool
) -> Wanted | None:
    if (thread.booked or signs.already) and (page.has("one_fewer") or page.has("one_more")):
        return Wanted(Intent.CHANGE)
    if signs.cancel == 0:
        return None
    keeps = _count(page, "keeps") > 0 or _count(page, "change_strict") > 0
    parts = page.has("part_strict")
    if keeps or parts:
        return Wanted(Intent.CHANGE, clear=keeps or parts)
    own_absence = all(
        any(a.start <= m.start < a.end or m.start <= a.start < m.end for a in page.marks.get("absent_self", ()))
        for m in page.marks.get("cancel", ())
    )
    if (
        own_absence
        and page.has("absent_self")
        and (signs.others or (signs.feedback and not thread.booked))
        and not subject.has("cancel")
    ):
        return None
    books = signs.book and not signs.already and not thread.booked
    if books and signs.sessions and not page.has("cancel_strict"):
        return None
    if books and signs.firm and not page.has("cancel_strict"):
        return None
    if page.has("conditional_cancel") and not page.has("cancel_strict"):
        return None
    known = thread.booked or signs.already or subject.has("cancel")
    return Wanted(
        Intent.CANCEL,
        clear=(page.has("cancel_strict") and (known or not (signs.firm or signs.sessions))) or thread.booked,
    )


def _change(
    page: Page, subject: Page, thread: Thread, context: Context, signs: _Signs, question: bool
) -> Wanted | None:
    strict = page.has("change_strict") or subject.has("change_strict")
    if signs.forwarded and signs.book:
        return None
    if strict and (
        thread.booked
        or (thread.reply and page.has("change_strict") and not thread.elsewhere and not signs.firm)
        or signs.already
        or subject.has("change_strict")
        or signs.book == 0
    ):
        return Wanted(Intent.CHANGE)
    sized = page.has("total") or page.has("places") or page.has("one_more") or page.has("one_fewer")
    if signs.already and (sized or signs.sessions or signs.others) and not signs.undecided and not question:
        return Wanted(Intent.CHANGE, clear=bool(signs.change))
    if thread.booked and signs.change and (signs.sessions or page.has("total") or page.has("places")):
        return Wanted(Intent.CHANGE)
    return None


def _question(
    page: Page, subject: Page, thread: Thread, context: Context, signs: _Signs, question: bool
) -> Wanted | None:
    if signs.undecided:
        return Wanted(Intent.QUESTION)
    if question and not signs.book and not signs.sessions:
        return Wanted(Intent.QUESTION)
    return None


def _book(page: Page, subject: Page, thread: Thread, context: Context, signs: _Signs, question: bool) -> Wanted | None:
    if page.has("absent_self") and not signs.others and not signs.firm and not page.has("request"):
        return None
    if (signs.other >= 2 or (signs.other and not signs.about)) and not signs.sessions and not signs.firm:
        return Wanted(Intent.OTHER, clear=False)
    if signs.feedback >= 2 and page.has("past_event") and not signs.firm:
        return None
    anew = signs.book and context.has_booking and not thread.reply
    if (signs.book or signs.sessions) and thread.booked and not thread.elsewhere and not anew:
        told = page.has("change") or page.has("remains") or page.has("substitution")
        return Wanted(
            Intent.CHANGE, clear=bool(told and (signs.sessions or page.has("total") or page.has("substitution")))
        )
    if signs.book:
        return Wanted(Intent.BOOK, clear=bool(signs.firm or signs.sessions or signs.book > 1 or page.has("request")))
    if signs.firm and signs.about and not signs.feedback and not question:
        return Wanted(Intent.BOOK, clear=bool(signs.sessions))
    if signs.sessions and not signs.feedback:
        return Wanted(Intent.BOOK, clear=not question and not signs.other)
    if page.has("total") and not question and not signs.feedback:
        return Wanted(Intent.BOOK, clear=False)
    return None


def _feedback(
    page: Page, subject: Page, thread: Thread, context: Context, signs: _Signs, question: bool
) -> Wanted | None:
    if signs.feedback and not question:
        return Wanted(Intent.FEEDBACK)
    return None
