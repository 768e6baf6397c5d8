"""Words that name several sessions together: a day's, those of a part of the day, a round's, the whole list's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mailflow.understanding.sessions.rounds import RoundRef
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.sessions.times import resolve, slot_sessions
from mailflow.understanding.text.days import DayRef
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.stems import stem
from mailflow.understanding.text.tokens import Kind

PARTS = (("morning", 0, 13), ("afternoon", 12, 19), ("evening", 18, 24))  # hours at which one may begin


@dataclass(frozen=True, slots=True)
class Frame:
    """Words at [start, end) and the sessions that they mean, in the event's order. `rank`: an ordinal alone, which may
    rank something else. `part`: a part of the day, of no day that is told."""

    start: int
    end: int
    sessions: tuple[str, ...]
    rank: bool = False
    part: bool = False


def frames(page: Page, at: Index, rounds: Sequence[RoundRef] = ()) -> list[Frame]:
    """Every such group, in order; 'sabato pomeriggio', 'in the afternoon on Saturday' are one."""
    found = {f.start: f for f in (*_rounds(page, at, rounds), *_halves(page, at), *_days(page, at))}
    joined: list[Frame] = []
    for frame in (found[n] for n in sorted(found)):
        before = joined[-1] if joined else None
        if before is not None and frame.start < before.end:
            continue
        both = tuple(s for s in before.sessions if s in frame.sessions) if before is not None else ()
        ranks = frame.rank or (before is not None and before.rank)
        if before is not None and both and not ranks and _one_group(page, before.end, frame.start):
            joined[-1] = Frame(before.start, frame.end, both)
        else:
            joined.append(frame)
    return joined


def _one_group(page: Page, end: int, start: int) -> bool:
    words = page.voc.words
    small = words["article"] | words["preposition"] | words["of_round"] | words["round_lead"]
    return start - end <= 2 and all(t.fold in small for t in page.tokens[end:start])


def _days(page: Page, at: Index) -> list[Frame]:
    found = []
    for ref in page.days:
        day, start = day_of(page, at, ref)
        sessions = on_day(at, day) if day is not None else ()
        if sessions:
            found.append(Frame(start, ref.end, sessions))
    return found


def day_of(page: Page, at: Index, ref: DayRef) -> tuple[date | None, int]:
    """'la prima domenica', 'the last Saturday' of several."""
    rank = page.voc.ordinals.get(page.tokens[ref.start - 1].fold) if ref.start and ref.day is None else None
    days = [d for d in at.days if d.weekday() == ref.weekday and on_day(at, d)]
    if rank and len(days) > 1 and -len(days) <= rank - (rank > 0) < len(days):
        return days[rank - (rank > 0)], ref.start - 1
    return resolve(ref, at.event), ref.start


def on_day(at: Index, day: date) -> tuple[str, ...]:
    """The sessions of a day."""
    if len(at.rounds) == 1:
        return slot_sessions(at, day, None)
    return tuple(s.id for s in at.event.sessions if s.starts.date() == day)


def _halves(page: Page, at: Index) -> list[Frame]:
    """The morning's, the afternoon's; a greeting means none."""
    polite = [m for m in page.marks.get("greeting", ()) if m.end - m.start > 1]
    together = all(len({s.starts for s in r.sessions}) == 1 for r in at.rounds)  # only their titles tell the hours
    hour_of = {s.session: s.hour for s in at.slots} if together else {}
    found = []
    for cls, first, last in PARTS:
        for mark in page.marks.get(cls, ()):
            if any(g.start <= mark.start < g.end for g in polite):
                continue
            sessions = (s.id for s in at.event.sessions if first <= hour_of.get(s.id, s.starts.hour) < last)
            found.append(Frame(mark.start, mark.end, tuple(sessions), part=True))
    return found


def _rounds(page: Page, at: Index, rounds: Sequence[RoundRef]) -> list[Frame]:
    """A round named by its words, or by the noun that its sessions alone are called by ('tutorials')."""
    if len(at.rounds) < 2:
        return []
    of = {r.id: tuple(s.id for s in r.sessions) for r in at.rounds}
    found = [
        Frame(n, n + 1, of[at.round_heads[stem(t.fold)]])
        for n, t in enumerate(page.tokens if at.round_heads else ())
        if t.kind is Kind.WORD and stem(t.fold) in at.round_heads
    ]
    ordinals = page.voc.ordinals
    for n, token in enumerate(page.tokens):
        rank = ordinals.get(token.fold, 0)
        if not rank or not _ranks_a_round(page, n):
            continue
        rank = len(at.rounds) + 1 + rank if rank < 0 else rank
        if 1 <= rank <= len(at.rounds):
            found.append(Frame(n, n + 1, of[at.rounds[rank - 1].id], rank=True))
    return found + [
        Frame(r.start, r.end, of[r.round], r.end - r.start == 1 and page.tokens[r.start].fold in ordinals)
        for r in rounds
    ]


def _ranks_a_round(page: Page, n: int) -> bool:
    """'il primo del secondo', 'l'ultimo al secondo', 'tanto nel primo quanto nel secondo'."""
    words = page.voc.words
    if not n:
        return False
    before, first = page.tokens[n - 1].fold, page.tokens[max(0, n - 2)].fold
    goes_on = any(t.fold in words["correlative"] for t in page.tokens[n + 1 : n + 2])
    return before in words["of_round"] or (before in words["into"] and (first in page.voc.ordinals or goes_on))
