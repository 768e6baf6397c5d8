"""Of a change: what of a booking stays as it is, who joins it, and what he has of it."""

from __future__ import annotations

from mailflow.understanding.changes.given_way import TAKEN
from mailflow.understanding.changes.held import Held
from mailflow.understanding.changes.joins_them import JOINS, as_those_they_join
from mailflow.understanding.changes.trades import trade
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.chosen import WHICH, Chosen
from mailflow.understanding.wishes.whom import ALL

REPLACES = ("substitution", *TAKEN)
MOVES = ("change_session", "instead_of", "swap", "trades", "stays_otherwise", "wished", "we")


def beside_what_is_held(page: Page, at: Index, cast: Cast, found: Found, chosen: Chosen, held: Held) -> None:
    """Settle what a mail chooses by what the booking that it changes has already."""
    _of_those_who_join(page, cast, chosen, held)
    as_those_they_join(page, at, cast, chosen)
    _without_what_stays(page, at, cast, chosen, held)
    _keeps_otherwise(page, at, cast, found, chosen, held)
    _like_those_who_hold(page, at, cast, chosen, held)
    trade(page, at, cast, found, chosen, held)


def _without_what_stays(page: Page, at: Index, cast: Cast, chosen: Chosen, held: Held) -> None:
    """Of a change: 'the 16:00, not the 13:00' of who holds the 13:00 is the 16:00; and what somebody holds is no
    change: 'three of us now, still on the 16:00', 'I keep A'."""
    if not held.of_any:
        return
    joins = any(not held.knows(cast.persons[n].name) for n in cast.named_attending) or bool(cast.guests)
    stays = page.has_any(("stays_as_is", "mine_stays"))
    for owner, rounds in list(chosen.by.items()):
        known = not joins if owner == ALL else held.knows(cast.persons[owner].name)
        if owner != ALL and not known:
            continue  # who joins has what is said of him
        has = held.of_any if owner == ALL else held.by(cast.persons[owner].key)
        now = {round_: _anew(chosen, round_, sessions, has) for round_, sessions in rounds.items()}
        rounds_held = [at.round_of[session] for session in has]
        moved = {r for r, told in chosen.by.get(ALL, {}).items() if owner != ALL and not has.issuperset(told)}
        plain = {r for r in now if known and r not in moved and (stays or rounds_held.count(r) == 1)}
        chosen.by[owner] = {r: told for r, told in now.items() if not (r in plain and has.issuperset(told))}


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
    """'si aggiunge Ugo, gruppi 2 e 4', 'he has A and D, so make it two': what is told without a name is of who joins,
    where nobody moves."""
    joining = _joining(cast, held)
    others = [n for n in cast.named_attending if n not in joining]
    if not (held.named and joining and others and page.has_any(JOINS)):
        return
    theirs = [chosen.by[n] for n in joining if n in chosen.by]
    for person in others:  # 'loro al 2; io e Ada uguale': as they are
        said = any(chosen.said.get((owner, round_)) for owner in (person, ALL) for round_ in chosen.by.get(person, {}))
        if not said and chosen.by.get(person) in theirs:
            del chosen.by[person]
    if ALL not in chosen.by:
        return
    places = [m.start for (owner, _), mentions in chosen.said.items() if owner == ALL for m in mentions]
    if any(_moves(page, cast, place) for place in places):
        return
    told = chosen.by.pop(ALL)
    for person in joining:
        chosen.by[person] = {**told, **chosen.by.get(person, {})}


def _moves(page: Page, cast: Cast, place: int) -> bool:
    """Whether a session is told for those who are there already: with words of moving, or 'us'."""
    start, end = page.sentences[page.sentence_of(place)]
    clause = page.clauses[page.clause_of(place)]
    grows = {
        n for m in page.within("grows", start, end) for n in range(m.start, m.end)
    }  # 'wants in', 'make it two of us'
    going = any(m.end - m.start > 1 for m in page.within("move_to", start, end))
    going = going or any(m.start not in grows for cls in MOVES for m in page.within(cls, start, end))
    ours = any(r.kind == "us" and clause.start <= r.start < place and r.start not in grows for r in cast.refs)
    return going or ours


def _joining(cast: Cast, held: Held) -> list[int]:
    """Those who come by name and are none of the booking's, the writer aside."""
    return [n for n in cast.named_attending if n and not held.knows(cast.persons[n].name)]


def _keeps_otherwise(page: Page, at: Index, cast: Cast, found: Found, chosen: Chosen, held: Held) -> None:
    """'Is there room at 5? If there isn't, leave us where we are': what is held comes after what is wanted."""
    mark = next(iter(page.marks.get("stays_otherwise", ())), None)
    if mark is None:
        return
    spoken = [m.sessions[0] for m in found.mentions if len(m.sessions) == 1]
    for owner, rounds in chosen.by.items():
        has = held.of_any if owner == ALL else held.by(cast.persons[owner].key)
        for round_, sessions in rounds.items():
            if not has.isdisjoint(sessions):
                continue  # 'if it is full, he stays in B': told already
            so_far = [s for s in dict.fromkeys((*has, *spoken)) if at.round_of[s] == round_ and s not in sessions]
            if len(so_far) == 1:
                rounds[round_] = (*sessions, so_far[0])
            elif len(sessions) == 1:
                words = f"what is held until now: “{page.words(mark.start, mark.end)}”"
                chosen.doubts.append(Doubt("choices", words, round=round_))


def _like_those_who_hold(page: Page, at: Index, cast: Cast, chosen: Chosen, held: Held) -> None:
    """'si aggiunge Ugo, stessi gruppi nostri', 'my dad too, same as me': who joins has what the writer holds, in the
    rounds of which nothing else is told of him."""
    joining = _joining(cast, held)
    if len(joining) == 1 and _one_leaves(cast, held):
        return
    replaces = any(not any(page.numbers[m.end : m.end + 2]) for m in page.of(*REPLACES))  # no 'three instead of two'
    joins = page.has_any(JOINS) and not replaces  # 'we are down to two, same boat' joins nobody
    same = "like_ours" in page.marks or ("same_ones" in page.marks and joins)
    if not (same and held.named and joining):
        return
    holds = held.own(cast.writer.key) if held.of else held.of_any
    rounds = [at.round_of[session] for session in holds]
    like = {at.round_of[s]: (s,) for s in at.ordered(holds) if rounds.count(at.round_of[s]) == 1}
    for person in joining:
        mine = {**chosen.by.get(ALL, {}), **chosen.by.get(person, {})}
        if like.keys() - mine.keys():
            chosen.by[person] = {**like, **mine}
            chosen.doubts = [d for d in chosen.doubts if not d.words.startswith(WHICH)]


def _one_leaves(cast: Cast, held: Held) -> bool:
    """'Ugo is ill, so Ada comes instead, in the same groups': who takes another's place has what that one holds,
    which is no change, and not what the writer holds."""
    gone = [person for person in cast.persons if person.gives_way or person.stays]
    return any(person is not cast.writer and person.name and held.knows(person.name) for person in gone)
