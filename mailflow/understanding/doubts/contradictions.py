"""What of a booking does not agree with the event or with itself: no such session, no such day, one number above and
another below. A secretary writes back, though each word by itself is clear."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from mailflow.understanding.doubts.no_such_time import (
    no_such_day,
    no_such_half,
    no_such_hour,
    no_such_weekday,
    together,
    which_weekday,
    wished,
)
from mailflow.understanding.doubts.people_above import more_people_above
from mailflow.understanding.gist import Gist
from mailflow.understanding.reading import Doubt, Intent
from mailflow.understanding.seats.seats import Seats
from mailflow.understanding.seats.stated import stated
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.sessions.times import resolve
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind


def contradictions(gist: Gist) -> Iterator[Doubt]:
    """The doubts. The subject counts where it is the writer's own words, its numbers only in a booking."""
    page, subject, at, found, seats = gist.page, gist.subject, gist.parts.at, gist.found, gist.seats
    yield from no_such_day(page, None if gist.thread.reply else subject, at, found)
    yield from _no_such_session(page, at, found)
    yield from _no_such_number(page, at, found)
    yield from no_such_half(page, at)
    yield from no_such_hour(page, at, found)
    yield from no_such_weekday(page, at, found)
    yield from which_weekday(page, subject, at, found)
    yield from _of_another_time(page, at, found)
    if gist.intent is Intent.BOOK and not gist.thread.reply:
        yield from _another_number_above(page, subject, seats)
        yield from more_people_above(gist)


def _no_such_session(page: Page, at: Index, found: Found) -> Iterator[Doubt]:
    """'sessione K', 'track F', 'corso 301' where the event has letters or numbers, and not this one."""
    heads, rounds = page.voc.words["session_head"], page.voc.words["round_head"]
    if heads.isdisjoint(page.folds):
        return
    letters = {code for code in at.codes if len(code) == 1}
    counted = {
        n
        for cls in ("places", "total", "age", "price", "house_number")
        for m in page.marks.get(cls, ())
        for n in range(m.start, m.end)
    }
    for n, (head, token) in enumerate(pairwise(page.tokens)):
        place = n + 1
        if head.fold not in heads or place in found.tokens or place in page.dated or place in counted:
            continue
        lone = len(token.text) == 1 and token.text.isupper() and token.kind is Kind.WORD
        letter = bool(letters) and lone and token.fold not in letters
        number = (
            head.fold not in rounds
            and bool(at.numbers)
            and token.kind is Kind.NUMBER
            and len(token.text) < 4
            and int(token.text) not in at.numbers
        )
        ends = place + 1 >= len(page.tokens) or page.tokens[place + 1].text[:1] not in (".", "'", "’", ":", "-", "/")
        ends = ends or _closes(page, place + 1)
        if (letter or number) and ends:
            yield Doubt("choices", f"there is no “{page.words(n, place + 1)}”")


def _no_such_number(page: Page, at: Index, found: Found) -> Iterator[Doubt]:
    """'segnami al 301', where sessions have numbers as long, and none is 301."""
    lengths = {len(str(number)) for number in at.numbers}
    if len(lengths) != 1 or page.voc.words["worded_lead"].isdisjoint(page.folds):
        return
    for n, (lead, token) in enumerate(pairwise(page.tokens)):
        place = n + 1
        if lead.fold not in page.voc.words["worded_lead"] or token.kind is not Kind.NUMBER:
            continue
        if place in found.tokens or place in page.dated or len(token.text) < 2 or {len(token.text)} != lengths:
            continue
        after = page.tokens[place + 1] if place + 1 < len(page.tokens) else None
        ends = after is None or after.kind is Kind.LINE or after.text in ",;.!?" or after.fold in page.voc.common
        if int(token.text) not in at.numbers and ends and wished(page, place):
            yield Doubt("choices", f"there is no “{page.words(n, place + 1)}”")


def _closes(page: Page, place: int) -> bool:
    """Whether the mark there ends what is said, and is no part of a number or an abbreviation."""
    after = page.tokens[place + 1] if place + 1 < len(page.tokens) else None
    return page.tokens[place].text == "." and (after is None or after.start > page.tokens[place].end)


def _of_another_time(page: Page, at: Index, found: Found) -> Iterator[Doubt]:
    """'the wolf on the 21st', when it is on the 14th; 'the visit in Italian at 15:30', when that one is in French."""
    named = [m for m in found.mentions if not page.dated & set(range(m.start, m.end)) and m.how not in ("any", "hour")]
    timed = [m for m in found.mentions if page.dated & set(range(m.start, m.end)) and m.how in ("hour", "place")]
    if not (timed or page.days):
        return
    words = page.voc.words
    small = page.voc.function_words | words["article"] | words["preposition"] | words["hour_cue"] | words["day_cue"]
    parting = words["and"] | words["or"] | words["from"] | words["not"]
    small, wider = small - parting, (small | words["stop"]) - parting
    shared = [
        Mention(n, n + 1, at.ordered(at.shared[stem]), "word")
        for stem, n in zip(page.content.stems, page.content.at, strict=True)
        if stem in at.shared and timed and n not in found.tokens
    ]
    for one in (*named, *shared):
        for two in timed:
            near = small if one in named else wider  # 'delle 15.30 in italiano'
            if together(page, one, two, near) and not set(one.sessions) & set(two.sessions):
                yield Doubt("choices", f"“{_both(page, one, two)}” does not go together")
        for ref in page.days if one in named else ():
            day = resolve(ref, at.event)
            days = {day for s in one.sessions for day in _days_of(s, at)}
            span = Mention(ref.start, ref.end, (), "hour")
            if day is not None and day not in days and len(at.days) > 1 and together(page, one, span, small):
                yield Doubt("choices", f"“{_both(page, one, span)}” does not go together")


def _days_of(session: str, at: Index) -> set[date]:
    told = {slot.day for slot in at.slots if slot.session == session and slot.day is not None}
    return told or {at.event.session(session).starts.date()}


def _both(page: Page, one: Mention, two: Mention) -> str:
    return page.words(min(one.start, two.start), max(one.end, two.end))


def _another_number_above(page: Page, subject: Page, seats: Seats) -> Iterator[Doubt]:
    """'3 seats for the 11:30' over a text that asks for two, and does not correct itself."""
    if (
        any(page.has(cls) for cls in ("correction", "total_first", "total_not"))
        or subject.has("sum")
        or subject.has("correction")
    ):
        return
    told = stated(subject, None, frozenset())
    told = [s for s in told if s.value > 1]  # 'a place by the stove'
    if seats.value is not None and told and all(s.value != seats.value for s in told):
        yield Doubt("seats", f"“{subject.words(told[-1].start, told[-1].end)}” stands in the subject")
