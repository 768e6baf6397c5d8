"""Days and hours on which nothing of the event is: 'Monday' where it is at the weekend, 'the concert at five'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.frames import day_of
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.sessions.times import resolve
from mailflow.understanding.text.days import NTH, DayRef
from mailflow.understanding.text.hours import HourRef
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.stems import stem
from mailflow.understanding.text.tokens import Kind

WISHES = ("self", "we", "they", "book", "request", "wished", "question_request")
WISHED_FOR = ("self", "they", "book", "request", "wished", "places")  # of us, 'we', is what was as well
NEAR = 4  # tokens between what belongs together
NOON = 12
UNTIL = 2  # tokens between 'see you' and the day
TERSE = 8  # tokens of a sentence that asks without a verb


def no_such_day(page: Page, subject: Page | None, at: Index, sessions: Found) -> Iterator[Doubt]:
    """A day asked for that is not the event's, or on which nothing of it is."""
    event = at.event
    held = set(at.day_of.values())
    for part in (p for p in (page, subject) if p is not None):
        for ref in part.days:
            day = resolve(ref, event)
            if ref.day is None or (day is not None and (not held or day in held)):
                continue
            if ref.month is None and ref.weekday is None:
                continue
            if part is page and not sessions.tokens.isdisjoint((ref.start, ref.end - 1)):
                continue  # '1/4', two sessions; 'domenica il 9', one
            if ref.year is not None and ref.year != event.starts.year:
                continue
            if part.within_end("document", ref.start) or _of_a_letter(part, ref.start):
                continue
            if _of_own_affairs(part, ref):
                continue
            if part is page:
                start, end = part.sentences[part.sentence_of(ref.start)]
                asks = any(part.has(cls, start, end) for cls in ("self", "we", "book", "request", "they", "wished"))
                hoped = any(ref.start - m.end <= UNTIL for m in part.within("till_then", start, ref.start))
                if not (asks or hoped or _taken_up_behind(part, ref)):
                    continue
            yield Doubt("date", f"“{part.words(ref.start, ref.end)}” is not a day of the event")


def _of_own_affairs(page: Page, ref: DayRef) -> bool:
    """'mi sposo il 12 giugno', 'we met on 25 April': a day of something else, told in the same clause before it."""
    clause = page.clauses[page.clause_of(ref.start)]
    told = [m.end for m in page.within("own_affairs", clause.start, ref.start)]
    return bool(told) and not page.has_any(WISHED_FOR, max(told), ref.start)


def _taken_up_behind(page: Page, ref: DayRef) -> bool:
    """'mi dicono che si ripete sabato 10 aprile. Mi iscrivo a quello', '… again on 10 April. Book me for that'."""
    behind = page.sentence_of(ref.start) + 1
    if behind >= len(page.sentences):
        return False
    start, end = page.sentences[behind]
    points = any(token.fold in page.voc.words["taken_up"] for token in page.tokens[start:end])
    return points and any(page.has(cls, start, end) for cls in WISHES)


def _of_a_letter(page: Page, place: int) -> bool:
    """'in riscontro al gradito invito del 3 novembre', 'delibera C.d.A. n. 41 del 6/9': the date of a writing."""
    begin = page.sentences[page.sentence_of(place)][0]
    return any(t.fold in page.voc.words["writing"] for t in page.tokens[max(begin, place - 8) : place])


def no_such_half(page: Page, at: Index) -> Iterator[Doubt]:
    """'only in the morning', 'the afternoon course', where the event is in the other half of its one day."""
    event = at.event
    if event.starts.date() != event.ends.date() or at.half_of or at.slots:
        return
    missing = "morning" if event.starts.hour >= NOON else "afternoon" if event.ends.hour <= NOON + 1 else ""
    for mark in page.marks.get(missing, ()):
        ahead = page.tokens[max(0, mark.start - 3) : mark.start]
        beside = any(t.fold in page.voc.words["session_head"] or stem(t.fold) in at.own for t in ahead)
        alone = any(m.end <= mark.start for m in page.within("only", max(0, mark.start - 3), mark.start))
        if (beside or alone) and wished(page, mark.start):
            yield Doubt("date", f"nothing of the event is “{page.words(mark.start, mark.end)}”")
            return


def no_such_hour(page: Page, at: Index, found: Found) -> Iterator[Doubt]:
    """'the concert at five', 'quello delle 14.30', where nothing of the event begins then."""
    if at.slots or not page.hours:
        return
    event = at.event
    begins = [event.starts, *(item.at for item in event.agenda), *(r.starts for r in event.rounds)]
    begins += [session.starts for session in event.sessions]
    begins += [event.ends, *(r.ends for r in event.rounds), *(session.ends for session in event.sessions)]
    days = {n for ref in page.days for n in range(ref.start, ref.end)}
    for hour in page.hours:
        before = page.tokens[hour.start - 1] if hour.start else None
        if before is None or days.intersection(range(hour.start, hour.end)):
            continue
        of_it = before.fold in page.voc.words["session_head"] or stem(before.fold) in at.own
        of_it = of_it and not before.capital
        if hour.start in found.tokens or not (of_it or _begins_then(page, found, hour)):
            continue
        later = replace(hour, half_day="pm") if hour.half_day is None else hour  # 'alle otto e tre quarti' is 20.45
        told = any(one.says(moment.hour, moment.minute) for one in (hour, later) for moment in begins)
        if not told and wished(page, hour.start):
            yield Doubt("date", f"nothing of the event begins “{page.words(hour.start, hour.end)}”")


def _begins_then(page: Page, found: Found, hour: HourRef) -> bool:
    """'il clown di giovedì 23 alle 19.30', 'hydrogen at 7': the hour behind a session, or behind it and its day."""
    words = page.voc.words
    small = words["article"] | words["preposition"] | words["of"] | words["hour_cue"]
    days = {n for ref in page.days for n in range(ref.start, ref.end)}
    start, n = page.sentences[page.sentence_of(hour.start)][0], hour.start - 1
    while n > start and n not in found.tokens and (n in days or page.tokens[n].fold in small):
        n -= 1
    return page.tokens[hour.start].fold in words["hour_cue"] and n in found.tokens


def no_such_weekday(page: Page, at: Index, found: Found) -> Iterator[Doubt]:
    """'Monday's walk', where it is at the weekend."""
    first, last = at.event.starts.date(), at.event.ends.date()
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


def which_weekday(page: Page, subject: Page, at: Index, found: Found) -> Iterator[Doubt]:
    """'for Thursday', where it is on three of them; 'domenica alle 15', where two Sundays have that hour."""
    if not page.days:
        return
    held = {session: at.day_of[round_] for session, round_ in at.round_of.items() if round_ in at.day_of}
    held |= {slot.session: slot.day for slot in at.slots if slot.day is not None}
    dates = {resolve(ref, at.event) for part in (page, subject) for ref in part.days if ref.day is not None}
    for ref in page.days:
        several = len({day for day in held.values() if day.weekday() == ref.weekday}) > 1
        ranked = day_of(page, at, ref)[1] < ref.start  # 'la seconda domenica'
        if ref.day is not None or ref.month is not None or ranked or not several:
            continue
        start, end = page.sentences[page.sentence_of(ref.start)]
        inside = [m for m in found.mentions if start <= m.start < end]
        by_day = [m for m in inside if m.start <= ref.start < m.end and m.how in ("hour", "any")]
        undated = any(not {held.get(session) for session in m.sessions} <= dates for m in by_day)
        asked = any(page.has(cls, start, end) for cls in WISHES) and not page.has("negation", start, end)
        if undated or (asked and not inside):
            yield Doubt("choices", f"which “{page.words(ref.start, ref.end)}” is meant")


def _asked_for(page: Page, ref: DayRef) -> bool:
    """'can I come on the 21st', 'two seats for Wednesday'."""
    small = page.voc.words["article"] | page.voc.words["preposition"] | page.voc.words["day_cue"]
    wished = (m for cls in (*WISHES, "places") for m in page.within(cls, max(0, ref.start - 8), ref.start))
    return any(ref.start - m.end <= 2 and all(t.fold in small for t in page.tokens[m.end : ref.start]) for m in wished)


def _other_days(page: Page) -> Iterator[DayRef]:
    """'on the 21st', of no month, where the event is not on a 21st."""
    for n, token in enumerate(page.tokens):
        if not token.fold[:1].isdigit() or token.kind is not Kind.WORD or n in page.dated:
            continue
        nth = NTH.fullmatch(token.fold)
        if nth and n and page.tokens[n - 1].fold in page.voc.words["day_cue"]:
            yield DayRef(n, n + 1, int(nth.group(1)))


def _beside_a_session(page: Page, found: Found, ref: DayRef) -> bool:
    """'on the Wednesday in D2-A'."""
    small = page.voc.function_words | page.voc.words["preposition"]
    small = small - (page.voc.words["and"] | page.voc.words["or"] | page.voc.words["from"] | page.voc.words["not"])
    span = Mention(ref.start, ref.end, (), "hour")
    told = (m for m in found.mentions if m.how in ("code", "number", "title", "alias"))
    return any(together(page, span, m, small) for m in told)


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


def wished(page: Page, place: int) -> bool:
    """Whether the sentence asks for something, or is too short to say more than what it asks for."""
    start, end = page.sentences[page.sentence_of(place)]
    return end - start <= TERSE or any(page.has(cls, start, end) for cls in WISHES)


def together(page: Page, one: Mention, two: Mention, small: frozenset[str]) -> bool:
    """Whether two mentions stand beside each other, with nothing but such words between."""
    first, last = sorted((one, two), key=lambda m: m.start)
    between = page.tokens[first.end : last.start]
    return 0 <= last.start - first.end <= NEAR and all(t.fold in small for t in between)
