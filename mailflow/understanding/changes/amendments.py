"""What a mail changes of a booking: who leaves, who comes instead or besides, what is given up of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mailflow.understanding.changes.all_but import all_but
from mailflow.understanding.changes.answers_who import STILL, answer_who
from mailflow.understanding.changes.booked_people import (
    Roll,
    booked_here,
    names_booked,
    new_here,
    unnamed_companion,
    without_the_teller,
)
from mailflow.understanding.changes.comes_instead import comes_instead
from mailflow.understanding.changes.corrected_names import corrected, denies_a_name
from mailflow.understanding.changes.full_names import in_full, in_part_named, surname_told
from mailflow.understanding.changes.gives_up_all import gives_up_all
from mailflow.understanding.changes.gone import cannot_do, carried_on, conditional, gone, we_stay_away
from mailflow.understanding.changes.in_part import (
    comes_to_a_part,
    dropped_parts,
    gives_up_a_part,
    keeps_a_session,
    one_alone,
    parts_told,
)
from mailflow.understanding.changes.left_post import places_left_open, takes_over_there
from mailflow.understanding.changes.more_come import more_come, of_no_guest, said_to_come
from mailflow.understanding.changes.only_a_reason import only_a_reason
from mailflow.understanding.changes.row_behind import row_behind
from mailflow.understanding.changes.some_of_us import fewer_of_us
from mailflow.understanding.changes.still_comes import may_still_come
from mailflow.understanding.changes.terse_swaps import terse_swap
from mailflow.understanding.changes.who_alone import gives_up_alone, none_but_they
from mailflow.understanding.changes.whose_booking import of_kin
from mailflow.understanding.changes.without_some import without_some
from mailflow.understanding.names.names import key_of
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.reading import Context, Doubt
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

MOVES = ("alters", "change_session", "change_strict")  # who is moved is booked
NOT_MINE = "the writer, who gives up, is not booked"
MINE_OR_ALL = Doubt("intent", "whether the writer alone gives up, or all")
PAIR = 2
NEAR = 3  # tokens from 'instead of' to a session


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a mail changes of the people of a booking.

    `leaving`, `staying`: names as booked. `joining`: names of people not booked yet; `more` counts them and those
    without a name. `in_full`: whole names of people booked by one word. `fewer`: places given back whose people have no
    name. `dropped`: rounds or sessions given up while the rest stays. `whole`: nobody is left. `in_part`: one alone
    gives up a part.
    """

    leaving: tuple[str, ...] = ()
    staying: tuple[str, ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()
    joining: tuple[str, ...] = ()
    in_full: tuple[str, ...] = ()
    fewer: int | None = None
    more: int | None = None
    dropped: tuple[str, ...] = ()
    whole: bool = False
    in_part: bool = False
    doubts: tuple[Doubt, ...] = ()

    @property
    def says(self) -> bool:
        """Whether it changes anything."""
        told = self.leaving or self.replaced or self.more or self.fewer or self.dropped
        return bool(told or self.in_full or self.whole or self.doubts)

    @property
    def of_no_more(self) -> bool:
        """Whether it would leave nobody, as far as is known."""
        return self.whole or self.doubts == (MINE_OR_ALL,)

    @property
    def of_some(self) -> bool:
        """Whether it speaks of some by name, or gives a part up, so that no yes or no is meant for all."""
        return bool(self.replaced or (self.leaving and not self.whole) or self.dropped)


def amendment(
    page: Page, cast: Cast, found: Found, at: Index, context: Context, on_the_day: frozenset[str]
) -> Amendment:
    """What the mail changes of the people booked, and which sessions it gives up. `on_the_day`: words of its subject
    for the event's day."""
    writer = key_of(cast.writer.name)
    me = [name for name in context.attendees if writer and (writer <= key_of(name) or key_of(name) <= writer)]
    roll = Roll(context.attendees, context.size or len(context.attendees), me[0] if len(me) == 1 else None)
    roll.sessions = found.tokens | {r.start for r in found.rounds}
    roll.parts = parts_told(page, found, at, context)
    roll.sole_there = {c.start for c in page.clauses if comes_to_a_part(page, c, roll.parts, found, context)}
    if gives_up_all(page, roll):
        return Amendment(whole=True)
    roll.on_the_day = on_the_day
    roll.names_asked = "names" in context.asked
    roll.cancel_asked = "confirm-cancel" in context.asked
    if "leaving" in context.asked:
        answer_who(page, cast, roll)
    for start, end in page.sentences:
        if not _is_a_signature(page, cast, roll, start, end):
            _sentence(page, cast, roll, start, end)
    if roll.all_leave and not (roll.staying or roll.replaced or roll.doubts):
        return Amendment(whole=True)
    comes_instead(page, cast, roll)
    places_left_open(page, cast, roll)
    dropped = () if roll.in_part else dropped_parts(page, roll, found, at, context)
    if dropped:
        roll.leaving.clear()
    return _made(page, cast, roll, dropped)


def _sentence(page: Page, cast: Cast, roll: Roll, start: int, end: int) -> None:
    if right := corrected(page, cast, roll, start, end):
        roll.replaced.append(right)
        return
    if swapped := terse_swap(page, cast, roll, start, end):
        roll.replaced.append(swapped)
        roll.swapped.add(start)
        return
    if roll.cancel_asked and gives_up_alone(page, cast, roll, start, end):
        return
    if all_but(page, cast, roll, start, end):
        return
    if denies_a_name(page, cast, start, end) and not gone(page, start, end):
        roll.doubts.append(Doubt("names", f"who comes, and who does not: “{page.words(start, end).strip()}”"))
        return
    booked = booked_here(page, cast, roll, start, end)
    lacking = without_some(page, cast, roll, start, end)
    told = [name for name in new_here(page, cast, roll, start, end) if name not in lacking]
    surname = surname_told(page, cast, roll, start, end)
    roll.in_full += [surname] if surname else []
    other = gone(page, start, end) or page.has_any(("swap", "joins", "one_more"), start, end)
    whole = [name for name in told if not other and in_full(roll, name)]
    roll.in_full += [name for name in whole if name not in roll.in_full]
    new = [name for name in told if not surname and name not in whole]
    if _gives_a_place(page, roll, start, end) and new:
        if takes_over_there(page, start, end):
            return  # of whom nobody knows whether he comes, and whose place it is
        _swap(page, roll, booked, new, start, end)
    elif page.has("some_unsaid", start, end) and roll.size > 1 and gone(page, start, end):
        roll.doubts.append(Doubt("names", f"how many stay away: “{page.words(start, end).strip()}”"))
    elif _unnamed_in_a_place(page, cast, roll, start, end):
        roll.doubts.append(Doubt("names", f"who comes instead of whom: “{page.words(start, end).strip()}”"))
    elif not none_but_they(page, cast, roll, start, end):
        _clauses(page, cast, roll, start, end)
        joins = page.has_any(("joins", "one_more"), start, end)
        moved = page.has_any(MOVES, start, end) and not (joins or roll.unnamed)
        if moved and new:
            roll.doubts.append(Doubt("names", f"{new[0]} is not booked", options=roll.booked))
        elif joins or (new and not gone(page, start, end)):
            asked = joins or page.has_any(
                ("joins", "one_more"), page.sentences[max(0, page.sentence_of(start) - 1)][0], end
            )
            roll.besides += new if joins else []
            told = (
                new
                if asked or roll.unnamed or roll.names_asked
                else [name for name in new if said_to_come(page, cast, roll, name, start)]
            )
            roll.joining += [name for name in told if name not in roll.joining]
    roll.last = booked or roll.last


def _swap(page: Page, roll: Roll, booked: list[str], new: list[str], start: int, end: int) -> None:
    """'Anna al posto di Luca', 'Luca will be replaced by Anna': who is booked goes, who is not comes."""
    if page.has("swap_mine", start, end):
        booked = [roll.me] if roll.me else []
    going = [name for name in booked if name != roll.me] or booked or roll.leaving or roll.last
    for old, name in zip(going, new, strict=False):
        roll.replaced.append((old, name))
    roll.leaving = [name for name in roll.leaving if name not in going]
    if len(going) != len(new):
        roll.doubts.append(Doubt("names", f"who comes instead of whom: “{page.words(start, end).strip()}”"))


def _gives_a_place(page: Page, roll: Roll, start: int, end: int) -> bool:
    """Whether words say that one comes for another; 'wants the 13:00 instead of the 10:00' is of sessions."""
    marks = (m for cls in ("swap", "seat_given", "seat_passed") for m in page.within(cls, start, end))
    return any(roll.sessions.isdisjoint(range(m.end, m.end + NEAR)) for m in marks)


def _unnamed_in_a_place(page: Page, cast: Cast, roll: Roll, start: int, end: int) -> bool:
    """'can my sister have my place?', "Tom's sister comes instead of him", and no name of hers in the mail."""
    tied = any(r.kind == "relation" and start <= r.start < end for r in cast.refs)
    own = page.voc.words["speaks_of_self"] - page.voc.words["determiner"]  # 'il direttore mi manda al posto suo'
    told = any(t.fold in own for t in page.tokens[start:end])
    swaps = page.has("swap_mine", start, end) or (_gives_a_place(page, roll, start, end) and not told)
    return tied and swaps and not new_here(page, cast, roll, 0, len(page.tokens))


def _clauses(page: Page, cast: Cast, roll: Roll, start: int, end: int) -> None:
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


def _is_a_signature(page: Page, cast: Cast, roll: Roll, start: int, end: int) -> bool:
    """Whether it is a line that is nothing but the writer's name, or those of all who are booked: 'Ada e Ugo'."""
    named = list(names_booked(page, cast, roll, start, end))
    who = {name for *_, name in named}
    if start == 0 or (who != {roll.me} and who != set(roll.booked)):
        return False
    taken = {n for one, two, _ in named for n in range(one, two)}
    rest = [page.tokens[n] for n in range(start, end) if n not in taken]
    joints = page.voc.words["and"]
    return not any(t.kind in (Kind.WORD, Kind.NUMBER) and t.fold not in joints for t in rest)


def _made(page: Page, cast: Cast, roll: Roll, dropped: tuple[str, ...]) -> Amendment:
    leaving = [name for name in roll.leaving if name not in roll.staying]
    joining = [name for name in roll.joining if name not in {new for _, new in roll.replaced}]
    fewer = roll.unnamed_leaving or fewer_of_us(page, cast, roll.size)
    counted = any(m.numbers[-1] == roll.size for m in page.marks.get("one_of_ours", ()) if roll.unnamed)
    said = 0 if counted else more_come(page, cast, roll)
    # names that come without a word of more are of the places without one
    plain = [name for name in joining if name not in roll.besides]
    untold = len(plain) if roll.names_asked else min(len(plain), roll.unnamed) if said else roll.unnamed
    more = max((not counted and _number(page, "one_more")) or 0, len(joining) - untold) or (
        said if not leaving else None
    )
    left = roll.size - len(leaving) + len(joining)
    if leaving == [roll.me] and roll.size > 1 and not (roll.staying or roll.replaced or page.has("others")):
        roll.doubts.append(MINE_OR_ALL)
    return Amendment(
        leaving=tuple(leaving),
        staying=tuple(dict.fromkeys(roll.staying)),
        replaced=tuple(roll.replaced),
        joining=tuple(joining),
        in_full=tuple(roll.in_full),
        fewer=fewer if fewer and not leaving else None,
        more=None if leaving and joining and not page.has("one_more") else max(more or 0, 0) or None,
        dropped=dropped,
        whole=bool(leaving) and left <= 0,
        in_part=roll.in_part,
        doubts=tuple(dict.fromkeys(roll.doubts)),
    )


def _number(page: Page, cls: str) -> int | None:
    numbers = [m.numbers[0] if m.numbers else 1 for m in page.marks.get(cls, ()) if not of_no_guest(page, m)]
    return numbers[0] if numbers else None
