"""Of a change: what of a booking stays as it is, who joins it, and what he has of it."""

from __future__ import annotations

from mailflow.understanding.cast import Cast
from mailflow.understanding.chosen import Chosen
from mailflow.understanding.found import Found
from mailflow.understanding.held import Held
from mailflow.understanding.page import Page
from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions import Index
from mailflow.understanding.whom import ALL

MOVES = ("move_to", "change_session", "instead_of", "swap", "trades", "stays_otherwise", "wished")


def beside_what_is_held(page: Page, at: Index, cast: Cast, found: Found, chosen: Chosen, held: Held) -> None:
    """Settle what a mail chooses by what the booking that it changes has already."""
    _of_those_who_join(page, cast, chosen, held)
    _without_what_stays(page, cast, chosen, held)
    _keeps_otherwise(page, at, found, chosen, held)
    _like_those_who_hold(page, at, cast, chosen, held)


def _without_what_stays(page: Page, cast: Cast, chosen: Chosen, held: Held) -> None:
    """Of a change: 'the 16:00, not the 13:00' of who holds the 13:00 is the 16:00; and what somebody holds in one round
    is no change, whether or not he wants something anew in another."""
    if not held.of_any:
        return
    joins = any(not held.knows(cast.persons[n].name) for n in cast.named_attending) or bool(cast.guests)
    others = any(s not in held.of_any for rounds in chosen.by.values() for told in rounds.values() for s in told)
    stays = page.has_any(("stays_as_is", "mine_stays"), 0, len(page.tokens))
    for owner, rounds in list(chosen.by.items()):
        known = not joins if owner == ALL else held.knows(cast.persons[owner].name)
        if owner != ALL and not known:
            continue  # who joins has what is said of him
        has = held.of_any if owner == ALL else held.by(cast.persons[owner].key)
        now = {round_: _anew(chosen, round_, sessions, has) for round_, sessions in rounds.items()}
        moves = known and any(s not in has for sessions in now.values() for s in sessions)
        as_it_is = moves or (known and _told_to_stay(cast, held, owner, others=others, stays=stays))
        chosen.by[owner] = {r: told for r, told in now.items() if not (as_it_is and has.issuperset(told))}


def _told_to_stay(cast: Cast, held: Held, owner: int, *, others: bool, stays: bool) -> bool:
    """Whether what is named of what is held is no wish: where it is said that something stays, or another moves, and
    it is plainly his, not another's whom he follows."""
    own = owner != ALL and bool(held.own(cast.persons[owner].key))
    return (own and (others or stays)) or (stays and not held.of)


def _anew(chosen: Chosen, round_: str, sessions: tuple[str, ...], has: frozenset[str]) -> tuple[str, ...]:
    """The sessions of a round without those held, where they are named beside others and not as second best."""
    fresh = tuple(s for s in sessions if s not in has)
    unordered = [d for d in chosen.doubts if d.round == round_ and set(d.options) == set(sessions)]
    if not (fresh and unordered):
        return sessions
    if len(fresh) == 1:
        chosen.doubts = [d for d in chosen.doubts if d not in unordered]
    return fresh


def _of_those_who_join(page: Page, cast: Cast, chosen: Chosen, held: Held) -> None:
    """'si aggiunge Ugo, gruppi 2 e 4': what is told without a name is of who joins, where nobody moves."""
    moves = any(page.has(cls) for cls in MOVES)
    joining = _joining(cast, held)
    joins = page.has_any(("joins", "adds", "one_more"), 0, len(page.tokens))
    others = len(joining) < len(cast.named_attending)
    if ALL not in chosen.by or moves or not (held.named and joins and joining and others):
        return
    told = chosen.by.pop(ALL)
    for person in joining:
        chosen.by[person] = {**told, **chosen.by.get(person, {})}


def _joining(cast: Cast, held: Held) -> list[int]:
    """Those who come by name and are none of the booking's, the writer aside."""
    return [n for n in cast.named_attending if n and not held.knows(cast.persons[n].name)]


def _keeps_otherwise(page: Page, at: Index, found: Found, chosen: Chosen, held: Held) -> None:
    """'Is there room at 5? If there isn't, leave us where we are': what is held comes after what is wanted."""
    mark = next(iter(page.marks.get("stays_otherwise", ())), None)
    if mark is None:
        return
    for rounds in chosen.by.values():
        for round_, sessions in rounds.items():
            spoken = [m.sessions[0] for m in found.mentions if len(m.sessions) == 1]
            so_far = [
                s for s in dict.fromkeys((*held.of_any, *spoken)) if at.round_of[s] == round_ and s not in sessions
            ]
            if len(so_far) == 1:
                rounds[round_] = (*sessions, so_far[0])
            elif len(sessions) == 1:
                words = f"what is held until now: “{page.words(mark.start, mark.end)}”"
                chosen.doubts.append(Doubt("choices", words, round=round_))


def _like_those_who_hold(page: Page, at: Index, cast: Cast, chosen: Chosen, held: Held) -> None:
    """'si aggiunge Ugo, stessi gruppi nostri', 'my dad too, same as me': who joins has what the writer holds, in the
    rounds of which nothing else is told of him."""
    joining = _joining(cast, held)
    if "like_ours" not in page.marks or not (held.named and joining):
        return
    holds = held.own(cast.writer.key) if held.of else held.of_any
    rounds = [at.round_of[session] for session in holds]
    like = {at.round_of[s]: (s,) for s in at.ordered(holds) if rounds.count(at.round_of[s]) == 1}
    for person in joining:
        mine = {**chosen.by.get(ALL, {}), **chosen.by.get(person, {})}
        if like.keys() - mine.keys():
            chosen.by[person] = {**like, **mine}
