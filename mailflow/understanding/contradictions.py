"""What of a booking does not agree with the event or with itself: no such session, no such day, one number above and
another below. A secretary writes back, though each word by itself is clear."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from mailflow.understanding.dates import NTH, DayRef
from mailflow.understanding.mentions import Found
from mailflow.understanding.page import Page
from mailflow.understanding.people_above import more_people_above
from mailflow.understanding.reading import Doubt
from mailflow.understanding.seats import Seats
from mailflow.understanding.sessions import Index, Mention
from mailflow.understanding.stated import stated
from mailflow.understanding.stems import stem
from mailflow.understanding.times import resolve
from mailflow.understanding.tokens import Kind

WISHES = ("self", "we", "they", "book", "request", "wished", "question_request")
NEAR = 4  # tokens between what belongs together
NOON = 12
TERSE = 8  # tokens of a sentence that asks without a verb


def contradictions(page: Page, subject: Page | None, at: Index, found: Found, seats: Seats) -> Iterator[Doubt]:
    """The doubts. `subject`: where it is the writer's own words."""
    yield from _no_such_session(page, at, found)
    yield from _no_such_number(page, at, found)
    yield from _no_such_half(page, at)
    yield from _no_such_hour(page, at, found)
    yield from _no_such_weekday(page, at, found)
    yield from _of_another_time(page, at, found)
    if subject is not None:
        yield from _another_number_above(page, subject, seats)
        yield from more_people_above(page, subject, at, seats)


def _no_such_session(page: Page, at: Index, found: Found) -> Iterator[Doubt]:
    """'sessione K', 'track F', 'corso 301' where the event has letters or numbers, and not this one."""
    letters = {code for code in at.codes if len(code) == 1}
    heads, rounds = page.voc.words["session_head"], page.voc.words["round_head"]
    counted = {
        n for cls in ("places", "total", "age", "price") for m in page.marks.get(cls, ()) for n in range(m.start, m.end)
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
    for n, (lead, token) in enumerate(pairwise(page.tokens)):
        place = n + 1
        if lead.fold not in page.voc.words["worded_lead"] or token.kind is not Kind.NUMBER:
            continue
        if place in found.tokens or place in page.dated or len(token.text) < 2 or {len(token.text)} != lengths:
            continue
        after = page.tokens[place + 1] if place + 1 < len(page.tokens) else None
        ends = after is None or after.kind is Kind.LINE or after.text in ",;.!?" or after.fold in page.voc.common
        if int(token.text) not in at.numbers and ends and _wished(page, place):
            yield Doubt("choices", f"there is no “{page.words(n, place + 1)}”")


def _no_such_half(page: Page, at: Index) -> Iterator[Doubt]:
    """'only in the morning', 'the afternoon course', where the event is in the other half of its one day."""
    event = at.event
    if event.starts.date() != event.ends.date() or at.half_of or at.slots:
        return
    missing = "morning" if event.starts.hour >= NOON else "afternoon" if event.ends.hour <= NOON + 1 else ""
    for mark in page.marks.get(missing, ()):
        ahead = page.tokens[max(0, mark.start - 3) : mark.start]
        beside = any(t.fold in page.voc.words["session_head"] or stem(t.fold) in at.own for t in ahead)
        alone = any(m.end <= mark.start for m in page.within("only", max(0, mark.start - 3), mark.start))
        if (beside or alone) and _wished(page, mark.start):
            yield Doubt("date", f"nothing of the event is “{page.words(mark.start, mark.end)}”")
            return


def _no_such_hour(page: Page, at: Index, found: Found) -> Iterator[Doubt]:
    """'the concert at five', 'quello delle 14.30', where nothing of the event begins then."""
    event = at.event
    begins = [event.starts, *(item.at for item in event.agenda), *(r.starts for r in event.rounds)]
    begins += [session.starts for session in event.sessions]
    days = {n for ref in page.days for n in range(ref.start, ref.end)}
    for hour in page.hours if not at.slots else ():
        before = page.tokens[hour.start - 1] if hour.start else None
        if before is None or before.capital or days.intersection(range(hour.start, hour.end)):
            continue
        of_it = before.fold in page.voc.words["session_head"] or stem(before.fold) in at.own
        if not of_it or hour.start in found.tokens:
            continue
        if not any(hour.says(moment.hour, moment.minute) for moment in begins) and _wished(page, hour.start):
            yield Doubt("date", f"nothing of the event begins “{page.words(hour.start, hour.end)}”")


def _wished(page: Page, place: int) -> bool:
    """Whether the sentence asks for something, or is too short to say more than what it asks for."""
    start, end = page.sentences[page.sentence_of(place)]
    return end - start <= TERSE or any(page.has(cls, start, end) for cls in WISHES)


def _closes(page: Page, place: int) -> bool:
    """Whether the mark there ends what is said, and is no part of a number or an abbreviation."""
    after = page.tokens[place + 1] if place + 1 < len(page.tokens) else None
    return page.tokens[place].text == "." and (after is None or after.start > page.tokens[place].end)


def _no_such_weekday(page: Page, at: Index, found: Found) -> Iterator[Doubt]:
    """'Monday's walk', where it is at the weekend; 'for Thursday', where it is on three of them."""
    first, last = at.event.starts.date(), at.event.ends.date()
    held = {slot.day for slot in at.slots if slot.day is not None} | set(at.day_of.values())
    for ref in (*page.days, *_other_days(page)):
        if (ref.weekday is None) == (ref.day is None) or ref.month is not None:
            continue
        start, end = page.sentences[page.sentence_of(ref.start)]
        if not any(page.has(cls, start, end) for cls in WISHES) or page.has("negation", start, end):
            continue
        said = page.words(ref.start, ref.end)
        stranger = (last - first).days < 6 and resolve(ref, at.event) is None
        if stranger and (
            _beside_the_event(page, at, ref) or _beside_a_session(page, found, ref) or _asked_for(page, ref)
        ):
            yield Doubt("date", f"“{said}” is not a day of the event")
        if ref.weekday is None:
            continue
        several = len([day for day in held if day.weekday() == ref.weekday]) > 1
        if several and not any(start <= m.start < end for m in found.mentions):
            yield Doubt("choices", f"which “{said}” is meant")


def _asked_for(page: Page, ref: DayRef) -> bool:
    """'can I come on the 21st', 'two seats for Wednesday'."""
    small = page.voc.words["article"] | page.voc.words["preposition"] | page.voc.words["day_cue"]
    wished = (m for cls in (*WISHES, "places") for m in page.within(cls, max(0, ref.start - 8), ref.start))
    return any(ref.start - m.end <= 2 and all(t.fold in small for t in page.tokens[m.end : ref.start]) for m in wished)


def _other_days(page: Page) -> Iterator[DayRef]:
    """'on the 21st', of no month, where the event is not on a 21st."""
    for n, token in enumerate(page.tokens):
        nth = NTH.fullmatch(token.fold) if n not in page.dated and token.kind is Kind.WORD else None
        if nth and n and page.tokens[n - 1].fold in page.voc.words["day_cue"]:
            yield DayRef(n, n + 1, int(nth.group(1)))


def _beside_a_session(page: Page, found: Found, ref: DayRef) -> bool:
    """'on the Wednesday in D2-A'."""
    small = page.voc.function_words | page.voc.words["preposition"]
    small = small - (page.voc.words["and"] | page.voc.words["or"] | page.voc.words["from"] | page.voc.words["not"])
    span = Mention(ref.start, ref.end, (), "hour")
    told = (m for m in found.mentions if m.how in ("code", "number", "title", "alias"))
    return any(_together(page, span, m, small) for m in told)


def _beside_the_event(page: Page, at: Index, ref: DayRef) -> bool:
    """Whether the day stands with a word for the event or its sessions, and with small words between at the most."""
    small = page.voc.function_words | page.voc.words["article"] | page.voc.words["preposition"] | {"s"}
    heads = page.voc.words["session_head"]
    for step, places in ((1, range(ref.end, ref.end + NEAR)), (-1, range(ref.start - 1, ref.start - 1 - NEAR, -1))):
        for n in places:
            if not 0 <= n < len(page.tokens) or page.tokens[n].kind is not Kind.WORD:
                break
            word = page.tokens[n].fold
            if word in heads or stem(word) in at.own:
                return step < 0 or n == ref.end or page.tokens[ref.end].fold == "s"
            if word not in small:
                break
    return False


def _of_another_time(page: Page, at: Index, found: Found) -> Iterator[Doubt]:
    """'the wolf on the 21st', when it is on the 14th; 'the visit in Italian at 15:30', when that one is in French."""
    words = page.voc.words
    small = page.voc.function_words | words["article"] | words["preposition"] | words["hour_cue"] | words["day_cue"]
    small = small - (words["and"] | words["or"] | words["from"] | words["not"])
    named = [m for m in found.mentions if not page.dated & set(range(m.start, m.end)) and m.how != "any"]
    timed = [m for m in found.mentions if page.dated & set(range(m.start, m.end)) and m.how in ("hour", "place")]
    for one in named:
        for two in timed:
            if _together(page, one, two, small) and not set(one.sessions) & set(two.sessions):
                yield Doubt("choices", f"“{_both(page, one, two)}” does not go together")
        for ref in page.days:
            day = resolve(ref, at.event)
            days = {day for s in one.sessions for day in _days_of(s, at)}
            span = Mention(ref.start, ref.end, (), "hour")
            if day is not None and day not in days and len(at.days) > 1 and _together(page, one, span, small):
                yield Doubt("choices", f"“{_both(page, one, span)}” does not go together")


def _days_of(session: str, at: Index) -> set[date]:
    told = {slot.day for slot in at.slots if slot.session == session and slot.day is not None}
    return told or {at.event.session(session).starts.date()}


def _together(page: Page, one: Mention, two: Mention, small: frozenset[str]) -> bool:
    first, last = sorted((one, two), key=lambda m: m.start)
    between = page.tokens[first.end : last.start]
    return 0 <= last.start - first.end <= NEAR and all(t.fold in small for t in between)


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
