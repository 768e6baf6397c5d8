"""What a mail changes of a booking: who leaves, who comes instead or besides, what is given up of it."""

from __future__ import annotations

from mailflow.understanding.changes.all_but import all_but
from mailflow.understanding.changes.amendment import MINE_OR_ALL, Amendment
from mailflow.understanding.changes.answers_who import answer_who
from mailflow.understanding.changes.booked_people import (
    Roll,
    booked_here,
    names_booked,
    new_here,
)
from mailflow.understanding.changes.comes_instead import comes_instead
from mailflow.understanding.changes.corrected_names import corrected, denies_a_name
from mailflow.understanding.changes.full_names import in_full, surname_told
from mailflow.understanding.changes.gives_up_all import gives_up_all
from mailflow.understanding.changes.gone import gone
from mailflow.understanding.changes.in_anothers_place import gives_a_place, swap, unnamed_in_a_place
from mailflow.understanding.changes.in_part import (
    comes_to_a_part,
    dropped_parts,
    parts_told,
)
from mailflow.understanding.changes.left_post import places_left_open, takes_over_there
from mailflow.understanding.changes.more_come import more_come, of_no_guest, said_to_come
from mailflow.understanding.changes.some_of_us import fewer_of_us
from mailflow.understanding.changes.terse_swaps import terse_swap
from mailflow.understanding.changes.who_alone import gives_up_alone, none_but_they
from mailflow.understanding.changes.who_goes import who_goes
from mailflow.understanding.changes.without_some import without_some
from mailflow.understanding.names.names import key_of
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.reading import Context, Doubt
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

MOVES = ("alters", "change_session", "change_strict")  # who is moved is booked


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
    if gives_a_place(page, roll, start, end) and new:
        if takes_over_there(page, start, end):
            return  # of whom nobody knows whether he comes, and whose place it is
        swap(page, roll, booked, new, start, end)
    elif page.has("some_unsaid", start, end) and roll.size > 1 and gone(page, start, end):
        roll.doubts.append(Doubt("names", f"how many stay away: “{page.words(start, end).strip()}”"))
    elif unnamed_in_a_place(page, cast, roll, start, end):
        roll.doubts.append(Doubt("names", f"who comes instead of whom: “{page.words(start, end).strip()}”"))
    elif not none_but_they(page, cast, roll, start, end):
        who_goes(page, cast, roll, start, end)
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
