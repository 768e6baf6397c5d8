"""An hour or a part of the day told without its day: of the one day told in another sentence, else in the subject."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.parts_of_days import part_of_the_day
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.sessions.times import resolve
from mailflow.understanding.sessions.told_hours import Day, Slots
from mailflow.understanding.text.page import Page

AGAINST = ("negation", "not_wanted_after", "exclude", "absent", "absent_self", "engaged", "kept_away")


def on_the_one_day(page: Page, headline: Page | None, at: Index, found: Found) -> Found:
    """'Alle tre, noi due. Domenica, s'intende'; below 'Visita di sabato': 'alla visita del pomeriggio', 'alle 10'."""
    day_of = {s.session: s.day for s in at.slots if s.day is not None}
    if len(set(day_of.values())) < 2:
        return found
    below = not page.days and headline is not None
    day = _asked_for(headline if below and headline is not None else page, at)
    told = any(m.how == "hour" and len(m.sessions) == 1 for m in found.mentions)  # 'le tre sorelle' are no hour
    if day is None or told or not (below or found.loose_days):
        return found

    def narrowed(mention: Mention) -> Mention:
        vague = mention.how == "hour" and len(mention.sessions) > 1
        same = tuple(s for s in mention.sessions if day_of.get(s) == day) if vague else ()
        return replace(mention, sessions=same) if len(same) == 1 else mention

    mentions = tuple(map(narrowed, found.mentions))
    if mentions != found.mentions:
        return replace(found, mentions=mentions, loose_days=())
    if not below or any(m.how in ("hour", "any") for m in mentions):
        return found
    slots = Slots()
    part_of_the_day(page, at, [Day(0, 0, day)], slots)
    return replace(found, mentions=tuple(sorted((*mentions, *slots.mentions), key=lambda m: m.start)))


def _asked_for(page: Page, at: Index) -> date | None:
    """The day, where one alone is told, and it is neither refused nor spoken of for something else."""
    told = {resolve(ref, at.event) for ref in page.days}
    if len(told) != 1:
        return None
    for ref in page.days:
        clause = page.clauses[page.clause_of(ref.start)]
        start, end = page.sentences[clause.sentence]
        iffy = any(t.fold in page.voc.words["conditional"] for t in page.tokens[start : ref.start])
        if iffy or page.tokens[end - 1].text == "?" or page.has_any(AGAINST, clause.start, clause.end):
            return None
    return told.pop()
