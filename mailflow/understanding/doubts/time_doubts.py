"""When: doubts about days and hours that tell no session, or are not of the event."""

from __future__ import annotations

from mailflow.understanding.gist import Gist
from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions.times import resolve
from mailflow.understanding.sessions.told_by_another import falls_back
from mailflow.understanding.text.page import Page

ELSEWHERE = ("engaged", "busy_then", "spent_elsewhere", "absent", "absent_self")  # who has something else to do
HELD = ("held", "stays_in", "before_now", "was", "kept_behind", "kept_ahead")


def hours_left(gist: Gist) -> list[Doubt]:
    """Where the hour is the choice: an hour is named, and no session chosen."""
    page, at, cast, chosen = gist.page, gist.parts.at, gist.cast, gist.chosen
    slots = bool(at.slots) and not chosen.by and _speaks_of_slots(page)
    asked = not chosen.changing or slots or any(page.has(cls) for cls in ("change_session", "question_request"))
    if at.slots and not (chosen.by or chosen.kept) and asked and (page.hours or slots):
        return [Doubt("choices", "which hour is wanted is not clear")]
    told = {n for m in gist.found.mentions for n in range(m.start, m.end)}
    relative = next((m for m in page.of("relative_hour", "hour_beside") if m.start not in told), None)
    several = len(cast.coming) + cast.guests > 1
    if at.slots and relative is not None and (several or falls_back(page, relative.start)):
        return [Doubt("choices", f"an hour is told by another: “{page.words(relative.start, relative.end)}”")]
    return []


def _speaks_of_slots(page: Page) -> bool:
    """'in the morning', 'later', but not 'Good morning'."""
    greeted = [m for m in page.marks.get("greeting", ()) if m.end - m.start > 1]
    return any(not any(g.start <= m.start < g.end for g in greeted) for m in page.marks.get("slot_words", ()))


def odd_hours(gist: Gist) -> list[Doubt]:
    """Hours asked for that no session has."""
    return [Doubt("choices", f"no session is at “{hour}”") for hour in gist.found.odd_hours]


def days_left(gist: Gist) -> list[Doubt]:
    """A day of the event with several sessions, and no hour beside it."""
    page, at, found, chosen = gist.page, gist.parts.at, gist.found, gist.chosen
    for place in found.loose_days:
        start, end = page.sentences[page.sentence_of(place)]
        if any(start <= m.start < end for m in found.mentions) and not page.has("alternative", start, end):
            continue
        if page.has("negation", start, end) or page.has("day_trouble", start, end):
            continue
        clause = page.clauses[page.clause_of(place)]
        if page.has_any(ELSEWHERE, clause.start, clause.end):
            continue  # 'meglio la seconda visita; sabato siamo via'
        if chosen.changing and page.has_any(HELD, start, end):
            continue
        named = {resolve(ref, at.event) for ref in page.days if ref.start <= place < ref.end}
        wanted = {s for rounds in chosen.by.values() for sessions in rounds.values() for s in sessions}
        if any(slot.session in wanted and slot.day in named for slot in at.slots):
            continue  # that day's hour is told elsewhere
        return [Doubt("choices", f"at which hour, on “{page.words(place, place + 1)}”?")]
    return []


def other_day(gist: Gist) -> list[Doubt]:
    """The words of giving up stand beside a day that is not the event's, or "the day after", which need not be."""
    page, event = gist.page, gist.parts.event
    for mark in page.marks.get("cancel", ()):
        start, end = page.sentences[page.sentence_of(mark.start)]
        refs = [r for r in page.days if start <= r.start < end and r.day is not None]
        if refs and not any(resolve(r, event) for r in refs):
            return [Doubt("event", f"“{page.words(refs[0].start, refs[0].end)}” is not a day of the event")]
    for mark in page.of("cancel", "quits"):
        clause = page.clauses[page.clause_of(mark.start)]
        for then in page.within("some_other_day", clause.start, clause.end):
            return [Doubt("event", f"“{page.words(then.start, then.end)}” is perhaps not a day of the event")]
    return []
