"""Somebody's trouble told as why all of them want it otherwise: "Ugo is ill so we can't do the 10:00, could we have the
16:00?", 'Ugo ha la febbre, ci spostate a domenica?' - he who is ill does not leave by that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailflow.understanding.changes.booked_people import Roll
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.reading import Doubt
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page

SAYS_SO = ("modal_not", "negation", "cancel", "cancel_strict", "quits", "word_cancel", "decline_strict", "frees_mine")
ASKS = ("we", "us", "move_to", "question_request", "request", "alters", "change_session")
DONE = ("swap", "joins", "alters", "change_session", "move_to", "gone", "absent", "we")
ONE = ("name", "relation", "me", "i", "others")
MOVES = ("move_to", "alters", "change_session")


def only_a_reason(page: Page, cast: Cast, roll: Roll, clause: Clause) -> bool:
    """Whether a thought by which somebody would leave only says why; where he may leave all the same is a doubt."""
    says = page.has_any(SAYS_SO, clause.start, clause.end)
    of_it = says and any(clause.start <= n < clause.end for n in roll.sessions)  # "Ugo can't do the 10:00, so we …"
    if roll.size < 2 or (says and not of_it):
        return False
    behind = list(_behind(page, clause))
    if _only_asked_about(page, clause, behind):
        words = page.words(*page.sentences[clause.sentence]).strip()
        roll.doubts.append(Doubt("names", f"whether it says who comes: “{words}”", options=roll.booked))
        return True
    told = [c for c in behind if _of_a_session(page, roll, c)]
    if not told or any(r.kind in ONE and c.start <= r.start < c.end for r in cast.refs for c in behind):
        return False
    if any(_moves_one(page, c) for c in behind):
        return False
    if of_it:
        return any(page.has_any(("we", "us"), c.start, c.end) for c in told)
    if any(page.has("we_stay_away", c.start, c.end) for c in told):
        return True
    if not any(page.has_any(ASKS, c.start, c.end) or _asked(page, c) for c in told):
        return False
    words = page.words(clause.start, told[-1].end).strip()
    roll.doubts.append(Doubt("names", f"whether one of them stays away, or all want it so: “{words}”"))
    return True


def _moves_one(page: Page, clause: Clause) -> bool:
    """Whether one alone is to be moved, and is told behind the verb: 'could you move her to the 11:30?'."""
    one = page.voc.words["pronoun_he"] | page.voc.words["pronoun_she"]
    told = any(page.tokens[n].fold in one for n in range(clause.start + 1, clause.end))
    return told and page.has_any(MOVES, clause.start, clause.end)


def _only_asked_about(page: Page, clause: Clause, behind: Sequence[Clause]) -> bool:
    """'Tom gets seasick, will it be rough?': a trouble, and behind it a question that asks for nothing to be done."""
    here = [c for c in behind if c.sentence == clause.sentence]
    done = any(page.has_any((*SAYS_SO, *DONE), c.start, c.end) for c in here)
    return bool(here) and _asked(page, clause) and not done


def _behind(page: Page, clause: Clause) -> Iterator[Clause]:
    """The thoughts that follow in its sentence and the next."""
    number = page.clause_of(clause.start)
    return (c for c in page.clauses[number + 1 :] if c.sentence <= clause.sentence + 1)


def _asked(page: Page, clause: Clause) -> bool:
    return page.tokens[page.sentences[clause.sentence][1] - 1].text == "?"


def _of_a_session(page: Page, roll: Roll, clause: Clause) -> bool:
    return any(clause.start <= n < clause.end for n in roll.sessions | roll.parts)
