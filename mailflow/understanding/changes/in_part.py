"""What one alone of several gives up of a booking: a day, a round, a morning, while the rest of his place stays."""

from __future__ import annotations

from mailflow.understanding.changes.booked_people import Roll
from mailflow.understanding.changes.gone import conditional, gone
from mailflow.understanding.people.cannot import of_something_else
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.reading import Context, Doubt
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page

MOVES = ("wished", "alters", "change_session", "move_to", "joins", "swap", "instead_of")
NEAR = 4  # tokens between 'solo' and 'la mattina'


def parts_told(page: Page, found: Found, at: Index, context: Context) -> frozenset[int]:
    """Tokens that name a part of what is held: a session or round of several, a day of several, 'only the morning'."""
    held = {at.round_of[s] for s in context.sessions} or set(at.round_of.values())
    places: set[int] = set()
    if len(held) > 1:
        places |= {r.start for r in found.rounds}
        places |= {m.start for m in found.mentions if not m.weak}
    if len(page.event_days) > 1:
        places |= {d.start for d in page.days}
    sole, parts = page.voc.words["sole"], page.voc.words["part_of_day"]
    for n, token in enumerate(page.tokens):
        if token.fold in parts and any(t.fold in sole for t in page.tokens[max(0, n - NEAR) : n + 2]):
            places.add(n)
    return frozenset(places)


def gives_up_a_part(page: Page, clause: Clause, parts: frozenset[int], goes: bool) -> bool:
    """Whether a clause says that a part is given up, by words of going or of leaving something out."""
    told = any(clause.start <= n < clause.end for n in parts)
    if not told or page.has("thinks_again", clause.start, clause.end):
        return False  # 'for the afternoon she has changed her mind' gives nothing up
    skips = page.voc.words["skips"]
    leaves = goes or _cannot(page, clause) or page.has("leaves_session", clause.start, clause.end)
    return leaves or any(token.fold in skips for token in page.tokens[clause.start : clause.end])


def one_alone(page: Page, cast: Cast, roll: Roll, clause: Clause, named: list[str]) -> bool:
    """Whether one alone, or some, of several are said to give it up: that is asked about."""
    here = [r.kind for r in cast.refs if clause.start <= r.start < clause.end]
    own = page.voc.words["gives_up_alone"]
    me = page.has("me", clause.start, clause.end) or any(t.fold in own for t in page.tokens[clause.start : clause.end])
    told = bool(named) or me
    everybody = page.has_any(("we", "nobody_comes"), clause.start, clause.end) or "us" in here
    if roll.size < 2 or not told or everybody or len(named) == roll.size:
        return False
    roll.leaving = [name for name in roll.leaving if name not in named]  # 'Ugo ha un esame e salta solo la mattina'
    who = " and ".join(named) or "the writer"
    words = page.words(clause.start, clause.end).strip()
    roll.doubts.append(Doubt("intent", f"whether {who} alone gives up a part, or all do: “{words}”"))
    return True


def comes_to_a_part(page: Page, clause: Clause, parts: frozenset[int], found: Found, context: Context) -> bool:
    """'al secondo turno vengo solo io', 'Tim will only come on the second day': of what is held, and none is moved."""
    here = [n for n in parts if clause.start <= n < clause.end]
    sole = any(token.fold in page.voc.words["sole"] for token in page.tokens[clause.start : clause.end])
    if not (here and sole) or page.has_any(MOVES, clause.start, clause.end):
        return False
    named = [m for m in found.mentions if clause.start <= m.start < clause.end and not m.weak]
    return all(context.sessions and set(m.sessions) <= set(context.sessions) for m in named)


def keeps_a_session(page: Page, roll: Roll, clause: Clause) -> bool:
    """'io resto nel 2', 'I stay on the 10:00': who stays in what is booked goes nowhere."""
    stays = page.within("stays_in", clause.start, clause.end)
    return any(n in roll.sessions for mark in stays for n in range(mark.end, min(clause.end, mark.end + NEAR)))


def dropped_parts(page: Page, roll: Roll, found: Found, at: Index, context: Context) -> tuple[str, ...]:
    """Sessions or rounds given up by name, while others that are booked are not."""
    given: list[str] = []
    for clause in page.clauses:
        if conditional(page, clause):
            continue
        given += _left_by_name(page, found, at, clause, context)
        goes = gone(page, clause.start, clause.end) or _cannot(page, clause)
        if not goes or keeps_a_session(page, roll, clause):
            continue
        here = [m for m in found.mentions if clause.start <= m.start < clause.end and not m.weak]
        named = [session for m in here for session in m.sessions]
        rounds = [r.round for r in found.rounds if clause.start <= r.start < clause.end]
        held = [s for s in named if s in context.sessions]
        given += held or ([] if named else rounds or _on_that_day(page, at, clause, context))
    left = [s for s in context.sessions if s not in given and at.round_of[s] not in given]
    return tuple(dict.fromkeys(given)) if given and left else ()


def _cannot(page: Page, clause: Clause) -> bool:
    """'il 9 non posso', 'martedì non riusciamo': and no diet, steps or coming late."""
    return any(not of_something_else(page, m, clause.end) for m in page.within("modal_not", clause.start, clause.end))


def _left_by_name(page: Page, found: Found, at: Index, clause: Clause, context: Context) -> list[str]:
    """'lascio il gruppo 5', "I'll drop D2-A", 'salto il primo turno', where no other session of its round is told."""
    marks = [m for m in page.within("leaves_session", clause.start, clause.end) if not _denied(page, clause, m.start)]
    start, end = page.sentences[clause.sentence]
    named = [m for m in found.mentions if start <= m.start < end and len(m.sessions) == 1 and not m.weak]
    held = [m for m in named if any(0 <= m.start - mark.end < NEAR for mark in marks)]
    rounds = [at.round_of[s] for s in {m.sessions[0] for m in named}]
    told = (m.sessions[0] for m in held if m.sessions[0] in context.sessions)
    here = (r for r in found.rounds if clause.start <= r.start < clause.end and r.round not in rounds)
    whole = [r.round for r in here if any(0 <= r.start - mark.end < NEAR for mark in marks)]
    return [s for s in told if rounds.count(at.round_of[s]) == 1] + whole


def _denied(page: Page, clause: Clause, place: int) -> bool:
    return page.has("negation", max(clause.start, place - NEAR), place)


def _on_that_day(page: Page, at: Index, clause: Clause, context: Context) -> list[str]:
    """What is held on the days that a clause names, where an event has sessions of several days in one round."""
    told = [day for day in page.days if clause.start <= day.start < clause.end]
    on = {slot.session for slot in at.slots for day in told if slot.day is not None and day.means(slot.day)}
    return [session for session in context.sessions if session in on]
