"""Hours that are no session's: the end of one, of something else, of a day that is not the event's, or given up."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.sessions.times import resolve, slot_sessions
from mailflow.understanding.text.days import DayRef
from mailflow.understanding.text.hours import HourRef
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.stems import stem

NEAR = 3  # tokens between a day and its hour
AWAY = ("absent", "absent_self", "kept_away")  # said of a day on which nobody comes
GOES = 5  # tokens from where somebody goes to the hour, its day between


def of_another_day(page: Page, at: Index, refs: list[DayRef | HourRef], position: int) -> bool:
    """'venerdì alle 15', where no Friday is the event's."""
    before, hour = refs[position - 1] if position else None, refs[position]
    return (
        isinstance(before, DayRef)
        and hour.start - before.end <= NEAR
        and page.sentence_of(before.start) == page.sentence_of(hour.start)
        and resolve(before, at.event) is None
    )


def refused_any_day(page: Page, refs: list[DayRef | HourRef], hour: HourRef) -> bool:
    """'e non alle 21': of no day, where the sentence names none."""
    clause = page.clauses[page.clause_of(hour.start)]
    begin, end = page.sentences[clause.sentence]
    named = any(isinstance(r, DayRef) and begin <= r.start < end for r in refs)
    near = max(clause.start, hour.start - NEAR)  # 'se non ce ne sono più va bene alle 21' refuses no hour
    return page.has("negation", near, hour.start) and not named


def given_up(page: Page, day: DayRef | None, hour: HourRef) -> bool:
    """'Sabato non possiamo. Un posto alle 10': of another day than that one."""
    if day is None or day.start > hour.start or page.sentence_of(day.start) == page.sentence_of(hour.start):
        return False
    return page.has_any(AWAY, day.end, page.clauses[page.clause_of(day.start)].end)


def day_after(page: Page, at: Index, refs: list[DayRef | HourRef], position: int) -> date | None:
    """The day said right after an hour, where none stands before it in the sentence."""
    hour, sentence = refs[position], page.sentence_of(refs[position].start)
    days = [r for r in refs if isinstance(r, DayRef)]
    if any(r.start < hour.start and page.sentence_of(r.start) == sentence for r in days):
        return None
    ahead = next((r for r in days if 0 <= r.start - hour.end <= 3), None)
    joints = page.voc.words["and"] | page.voc.words["or"] | page.voc.words["then_word"]
    if ahead is not None and any(t.fold in joints for t in page.tokens[hour.end : ahead.start]):
        return None  # 'quello delle undici e domenica alle 10': the day of the next hour
    return resolve(ahead, at.event) if ahead is not None else None


def passing(page: Page, at: Index, start: int) -> bool:
    """'dopo le 18', 'fino alle 12', 'la corriera delle 8.20': an hour of something else; not 'the appointment at 9',
    where the event calls its sessions so."""
    if any(m.start <= start <= m.end for m in page.within("about_hour", max(0, start - 4), start + 4)):
        return False  # 'vorrei venire verso le 10'
    near = page.within("not_a_choice_time", max(0, start - 4), start + 4)
    return any(m.start <= start <= m.end and not _of_a_session(page, at, m) for m in near)


def _of_a_session(page: Page, at: Index, mark: Mark) -> bool:
    return mark.end - mark.start > 1 and stem(page.tokens[mark.start].fold) in at.nouns


def asked_for(page: Page, start: int) -> bool:
    """'vorrei le 16', 'un posto alle 16'."""
    clause = page.clauses[page.clause_of(start)]
    asked = page.has_any(("self", "we", "request", "book"), clause.start, clause.end)
    return asked or page.has("place_word", max(0, start - 3), start)


def wanted(page: Page, start: int) -> bool:
    """'… tranne Luca, che preferisce le 11.30', 'che va alle 11.30', 'mi accorgo che intendevo le 11.30'."""
    begin = page.clauses[page.clause_of(start)].start
    goes = any(t.fold in page.voc.words["goes_verb"] for t in page.tokens[max(begin, start - GOES) : start])
    return goes or page.has_any(("wished", "correction", "decided"), begin, start)


def ends_range(page: Page, at: Index, refs: list[DayRef | HourRef], position: int, found: list[Mention]) -> bool:
    """Whether an hour is only the end of the session begun right before it: 'ore 7.30–8.00'."""
    before, ref = refs[position - 1] if position else None, refs[position]
    if not isinstance(before, HourRef) or not isinstance(ref, HourRef) or not found or found[-1].end != before.end:
        return False
    between = page.tokens[before.end : ref.start]
    until = page.voc.words["until"]
    if len(between) > 2 or not all(t.text in "-–—" or t.fold in until for t in between):
        return False
    ends = [at.event.session(s).ends for s in found[-1].sessions]
    row = [s.id for s in at.event.rounds[0].sessions] if len(at.event.rounds) == 1 else []
    follows = [
        pair for pair in pairwise(row) if pair[0] in found[-1].sessions and pair[1] in slot_sessions(at, None, ref)
    ]
    return bool(follows) or any(ref.says(e.hour, e.minute) for e in ends)  # '8.30-9.00': the next begins when it ends
