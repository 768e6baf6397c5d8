"""The answer to 'who is no longer coming?': names, 'everybody but me', or the names of those who stay."""

from __future__ import annotations

from mailflow.understanding.changes.booked_people import Roll, names_booked
from mailflow.understanding.changes.gone import GONE
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.reading import Doubt
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page

STILL = ("still", "keeps", "remains")
STAYS = ("stays_in", "those_left")
AWAY = ("negation", "not_there")


def answer_who(page: Page, cast: Cast, roll: Roll) -> None:
    """Let those leave whom it tells."""
    leaving, staying, plain = _sorted_out(page, cast, roll)
    named = list(dict.fromkeys([*leaving, *staying, *plain]))
    if _kin_of_somebody(page, cast, roll) or page.has("nobody_at_all") or (staying and plain):
        roll.doubts.append(Doubt("names", f"who leaves: “{' '.join(page.text.split())}”", options=roll.booked))
        leaving = staying = []
    elif page.has("all_but") and named:
        staying, leaving = named, [name for name in roll.booked if name not in named]
    elif staying or len(plain) * 2 > roll.size:
        leaving = leaving or [name for name in roll.booked if name not in named]
        staying = [name for name in named if name not in leaving]
    elif not page.has_any(GONE):
        leaving = named
        staying = [name for name in roll.booked if name not in named] if named else []
    roll.leaving += [name for name in leaving if name not in roll.leaving]
    roll.staying += staying


def _sorted_out(page: Page, cast: Cast, roll: Roll) -> tuple[list[str], list[str], list[str]]:
    """Who is told to leave, who to stay, and who is only named; a thought that no comma begins goes on with the one
    before, and names alone with the one behind."""
    leaving: list[str] = []
    staying: list[str] = []
    plain: list[str] = []
    now, waiting, sentence = plain, plain[:0], -1
    for clause in page.clauses:
        if clause.sentence != sentence or page.tokens[clause.start - 1].text == ",":
            plain += waiting
            now, waiting, sentence = plain, [], clause.sentence
        verb = any(clause.start <= n < clause.end for n in page.verbs)
        if page.has_any((*STILL, *STAYS), clause.start, clause.end):
            now = staying
        elif verb or page.has_any(AWAY, clause.start, clause.end):
            now = leaving
        waiting += _named(page, cast, roll, clause)
        if now is not plain:
            now += waiting
            waiting = []
    plain += waiting
    return leaving, staying, [name for name in plain if name not in (*leaving, *staying)]


def _named(page: Page, cast: Cast, roll: Roll, clause: Clause) -> list[str]:
    """Those booked who are told there, the writer by 'me', too."""
    found = [(at, name) for at, _, name in names_booked(page, cast, roll, clause.start, clause.end)]
    if {name for _, name in found} == {roll.me} and page.clauses[0] is not clause:
        found = []  # who signs
    here = (r for r in cast.refs if r.kind in ("me", "i") and clause.start <= r.start < clause.end)
    found += [(r.start, roll.me) for r in here if roll.me]
    return [name for _, name in sorted(found)]


def _kin_of_somebody(page: Page, cast: Cast, roll: Roll) -> bool:
    """'la moglie di Ugo', "Ugo's wife": of whom it speaks is not who is named."""
    spans = [(one, two) for one, two, _ in names_booked(page, cast, roll, 0, len(page.tokens))]
    ties = page.marks.get("relation", ())
    words = page.voc.words
    behind = any(0 < one - m.end <= 1 and page.tokens[m.end].fold in words["of"] for m in ties for one, _ in spans)
    before = any(0 <= m.start - two <= 1 and page.tokens[two - 1].text[-1:] in "'’" for m in ties for _, two in spans)
    return behind or before
