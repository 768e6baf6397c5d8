"""Who of the booked stays away and who comes still, clause by clause: 'Ugo ha la febbre, ma Pia viene'."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.changes.answers_who import STILL
from mailflow.understanding.changes.booked_people import (
    Roll,
    names_booked,
    new_here,
    unnamed_companion,
    without_the_teller,
)
from mailflow.understanding.changes.full_names import in_part_named
from mailflow.understanding.changes.gone import cannot_do, carried_on, conditional, gone, we_stay_away
from mailflow.understanding.changes.in_part import gives_up_a_part, keeps_a_session, one_alone
from mailflow.understanding.changes.only_a_reason import only_a_reason
from mailflow.understanding.changes.row_behind import row_behind
from mailflow.understanding.changes.still_comes import may_still_come
from mailflow.understanding.changes.whose_booking import of_kin
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.reading import Doubt
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

NOT_MINE = "the writer, who gives up, is not booked"
PAIR = 2


def who_goes(page: Page, cast: Cast, roll: Roll, start: int, end: int) -> None:
    """Who goes and who stays, clause by clause; a clause that names nobody speaks of who was named before."""
    carried: list[str] = []
    waiting: list[str] = []  # 'Bruno, Pia' of 'Bruno, Pia and Luca are ill'
    told = 0  # up to where a row of names behind 'annullo per Luca' was read
    for clause in _within(page, start, end):
        if clause.start < told:
            continue
        named = [*waiting, *_and_me(page, cast, roll, clause)]
        named += [name for name in without_the_teller(page, cast, roll, clause.start, clause.end) if name not in named]
        waiting = named if _only_names(page, cast, roll, clause) else []
        others, told = row_behind(page, cast, roll, clause)
        named += [name for name in others if name not in named]
        said = not conditional(page, clause)
        goes = said and gone(page, clause.start, clause.end) and not keeps_a_session(page, roll, clause)
        part = said and (clause.start in roll.sole_there or gives_up_a_part(page, clause, roll.parts, goes))
        if goes and only_a_reason(page, cast, roll, clause):
            continue
        if part and one_alone(page, cast, roll, clause, named or carried):
            roll.in_part = True
        elif goes and (named or carried) and may_still_come(page, cast, clause, roll.on_the_day):
            roll.doubts.append(Doubt("intent", f"whether it says who comes: “{page.words(start, end).strip()}”"))
        elif goes and carried and not named and roll.me not in carried and we_stay_away(page, roll, clause):
            _all_go(page, roll, start, end)
        elif goes:
            _goes(page, cast, roll, clause, named or carried_on(page, cast, roll, clause, carried))
        elif named and _still_comes(page, clause):
            roll.staying += [name for name in named if name not in roll.leaving]
        elif named and cannot_do(page, clause):
            roll.doubts.append(Doubt("intent", f"whether it says who comes: “{page.words(start, end).strip()}”"))
        if named:
            carried = roll.last = named


def _still_comes(page: Page, clause: Clause) -> bool:
    """'Ugo viene lo stesso', 'ma Ugo sì', 'Ugo resta', 'viene Ugo'."""
    folds = {t.fold for t in page.tokens[clause.start : clause.end]}
    comes = folds & page.voc.words["comes_word"] and not page.has("negation", clause.start, clause.end)
    return bool(comes or folds & page.voc.words["yes_after"]) or page.has_any(
        (*STILL, "those_left"), clause.start, clause.end
    )


def _all_go(page: Page, roll: Roll, start: int, end: int) -> None:
    """'Ugo ha la febbre, non veniamo': both stay away; of more than two it is asked."""
    if roll.size == PAIR and not page.has_any(("others", "rest_goes", *STILL)):
        roll.all_leave = True
    else:
        roll.doubts.append(Doubt("intent", f"whether all stay away: “{page.words(start, end).strip()}”"))


def _and_me(page: Page, cast: Cast, roll: Roll, clause: Clause) -> list[str]:
    """The writer who is told right before: 'siamo due… Io | e Gino non veniamo'."""
    joined = page.tokens[clause.start].fold in page.voc.words["and"] and page.has("we", clause.start, clause.end)
    before = any(r.kind in ("me", "i") and r.end == clause.start for r in cast.refs)
    return [roll.me] if roll.me and joined and before else []


def _only_names(page: Page, cast: Cast, roll: Roll, clause: Clause) -> bool:
    """Whether a clause is names and next to nothing else: what is said of them follows; 'solo io, Ugo è malato' does
    not say it of both."""
    if any(t.fold in page.voc.words["sole"] for t in page.tokens[clause.start : clause.end]):
        return False
    names = {n for one, two, _ in names_booked(page, cast, roll, clause.start, clause.end) for n in range(one, two)}
    names |= {
        r.start for r in cast.refs if clause.start <= r.start < clause.end and r.kind in ("me", "i")
    }  # 'io e Pia'
    words = [n for n in range(clause.start, clause.end) if page.tokens[n].kind is Kind.WORD]
    return bool(names) and len([n for n in words if n not in names]) <= 1


def _goes(page: Page, cast: Cast, roll: Roll, clause: Clause, named: list[str]) -> None:
    refs = [r for r in cast.refs if clause.start <= r.start < clause.end]
    strangers = new_here(page, cast, roll, clause.start, clause.end)
    companion = any(r.kind == "relation" and unnamed_companion(page, cast, roll, r) for r in refs)
    if named in ([], [roll.me]) and not companion and of_kin(page, roll, clause):
        return
    if page.has_any(("absent_self", "frees_mine"), clause.start, clause.end) and roll.me and not named:
        named = [roll.me]
    elif not named and strangers:
        named = in_part_named(roll, strangers) or strangers[: roll.unnamed]  # a place without a name is theirs
        if not named:
            roll.doubts.append(Doubt("names", f"{strangers[0]} is not booked", options=roll.booked))
    elif not named and companion:
        roll.unnamed_leaving += 1
    elif not named and any(r.kind == "he" for r in refs):
        named = roll.last
    elif not named and _a_stranger(page, roll, clause):
        roll.doubts.append(Doubt("names", NOT_MINE, options=roll.booked))
    roll.leaving += [name for name in dict.fromkeys(named) if name not in roll.leaving]


def _a_stranger(page: Page, roll: Roll, clause: Clause) -> bool:
    """Whether a writer who is not booked gives up, and the others come: 'io non vengo, gli altri restano'."""
    absent = page.has("absent_self", clause.start, clause.end) and page.has_any(("others", *STILL))
    return absent and roll.size > 1 and not (roll.me or roll.unnamed)


def _within(page: Page, start: int, end: int) -> Iterator[Clause]:
    return (clause for clause in page.clauses if start <= clause.start < end)
