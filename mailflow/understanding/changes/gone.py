"""Words by which somebody of a booking stays away, and whom they mean where the thought names nobody."""

from __future__ import annotations

from collections.abc import Collection

from mailflow.understanding.changes.booked_people import Roll
from mailflow.understanding.changes.keeps_waiting import keeps_waiting
from mailflow.understanding.people.cannot import of_something_else
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.reading import Doubt
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.questions import REQUESTS
from mailflow.understanding.text.tokens import Kind

LEFT = ("left_post", "leave_post")  # a firm or an office: others, and the writer
GONE = ("gone", "absent", "absent_self", "cancel", "nobody_comes", "frees_mine", "seat_given")
AWAY = ("absent_self", "absent")  # words of staying


def gone(page: Page, start: int, end: int, but: Collection[int] = ()) -> bool:
    """Whether anybody is said to stay away; who is replaced is told by other words. `but`: where words begin that say
    something else."""
    if page.has("not_alone", start, end):
        return False  # 'Aldo non verrà da solo'
    swaps = {n for cls in ("swap", "some_places") for m in page.within(cls, start, end) for n in range(m.start, m.end)}
    waits = {m.start for m in page.within("keeps_waiting", start, end)} if keeps_waiting(page) else set()
    waits |= {m.start for cls in AWAY for m in page.within(cls, start, end) if _stays_booked(page, m)}
    posts = {n for m in page.of(*LEFT) for n in range(m.start, m.end)}
    away = (m for cls in GONE for m in page.within(cls, start, end) if not of_something_else(page, m, end))
    away = (m for m in away if not _forbidden(page, m.start))
    return any(m.start not in swaps | waits | posts | {*but} or m.cls == "frees_mine" for m in away)


def _stays_booked(page: Page, mark: Mark) -> bool:
    """'io resto in lista', "cancel Ugo, I'm staying": who stays booked, and not at home."""
    clause = page.clauses[page.clause_of(mark.start)]
    waits = page.within("keeps_waiting", clause.start, clause.end)
    in_line = any(m.start < mark.end and mark.start < m.end and m.end - m.start > 1 for m in waits)
    if in_line and not page.has("negation", clause.start, clause.end):
        return True
    behind = page.tokens[mark.end : clause.end]
    verb = page.tokens[mark.end - 1].fold in page.voc.words["stays_word"]
    start = page.sentences[clause.sentence][0]
    return verb and all(t.kind is not Kind.WORD for t in behind) and page.has("cancel", start, clause.start)


def _forbidden(page: Page, place: int) -> bool:
    """'non togliete Ugo', "please don't cancel D1-A": a 'not' right before such words takes them back."""
    return any(m.end == place for m in page.within("do_not", place - 2, place))


def cannot_do(page: Page, clause: Clause) -> bool:
    """'Ann can't leave her mother that day': what one cannot do, and it is neither a diet, steps nor a question."""
    start, end = page.sentences[clause.sentence]
    plain = page.has_any(REQUESTS) or any(t.text == "?" for t in page.tokens[start:end])
    return not plain and page.has("modal_not", clause.start, clause.end)


def conditional(page: Page, clause: Clause) -> bool:
    """Whether the thought only supposes it."""
    return clause.opener in page.voc.words["conditional"] or page.has("uncertain", clause.start, clause.end)


def carried_on(page: Page, cast: Cast, roll: Roll, clause: Clause, carried: list[str]) -> list[str]:
    """Those named before, where no others are told: 'io e Clara ci siamo, i bambini restano dai nonni'."""
    goes = [m.start for cls in GONE for m in page.within(cls, clause.start, clause.end)]
    told = [r.start for r in cast.refs if r.kind == "relation" and clause.start <= r.start < clause.end]
    if not any(place < min(goes) for place in told):
        return carried
    reason = clause.opener in page.voc.words["subordinate"]
    if set(carried) - set(roll.leaving) and not reason:
        words = page.words(clause.start, clause.end).strip()
        roll.doubts.append(Doubt("names", f"who of them stays away: “{words}”", options=roll.booked))
    return []


def we_stay_away(page: Page, roll: Roll, clause: Clause) -> bool:
    """'Ugo ha la febbre, non veniamo': a thought that names nobody and gives no part up, and says 'we'."""
    part = any(clause.start <= n < clause.end for n in roll.parts | roll.sessions)
    return page.has("we_stay_away", clause.start, clause.end) and not part
