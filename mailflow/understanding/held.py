"""What a booking holds so far, as our own words below a mail tell it, and what a change leaves as it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from mailflow.understanding.cast import Cast
from mailflow.understanding.chosen import Chosen
from mailflow.understanding.found import Found
from mailflow.understanding.names import key_of
from mailflow.understanding.page import Page
from mailflow.understanding.parts import Parts
from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions import Index
from mailflow.understanding.thread import Thread
from mailflow.understanding.tokens import Kind, fold
from mailflow.understanding.whom import ALL

MOVES = ("move_to", "change_session", "instead_of", "swap", "trades", "stays_otherwise", "wished")
LEAST = 3  # letters of a name's word


@dataclass(frozen=True, slots=True)
class Held:
    """Sessions of a booking: of anybody, and of those whom our words tell apart, by the words of their names.

    `named`: the words of all names that stand there.
    """

    of_any: frozenset[str] = frozenset()
    of: Mapping[frozenset[str], frozenset[str]] = field(default_factory=dict)
    named: frozenset[str] = frozenset()

    def by(self, key: frozenset[str]) -> frozenset[str]:
        """What somebody holds: his own where it is told, else all."""
        return self.own(key) or self.of_any

    def own(self, key: frozenset[str]) -> frozenset[str]:
        """What is told of somebody alone, whom his given name tells from others of his family."""
        most = max((len(key & name) for name in self.of), default=0)
        own = [sessions for name, sessions in self.of.items() if most and len(key & name) == most]
        return own[0] if len(own) == 1 else frozenset()

    def knows(self, name: str) -> bool:
        """Whether somebody is named in the booking: with his given name, for families share the other."""
        words = name.split()
        return bool(words) and (fold(words[0]) in self.named or (len(words) > 1 and key_of(name) <= self.named))


def held_in(parts: Parts, thread: Thread) -> Held:
    """What the confirmation tells that is answered; nothing where no confirmation is."""
    if not (thread.booked and parts.confirmed):
        return Held()
    page, mentions = parts.quoted, parts.told_before
    taken = {n for m in mentions for n in range(m.start, m.end)}
    names = {n for n in range(len(page.tokens)) if n not in taken and _may_name(page, n)}
    of: dict[frozenset[str], set[str]] = {}
    for mention in mentions:
        name = _name_before(page, names, mention.start)
        if name:
            of.setdefault(name, set()).update(mention.sessions)
    told = {name: frozenset(sessions) for name, sessions in of.items()}
    return Held(parts.confirmed, told if len(told) > 1 else {}, frozenset(page.tokens[n].fold for n in names))


def _name_before(page: Page, names: Collection[int], place: int) -> frozenset[str]:
    """The words of the name that stands last before a place, on its line."""
    line = page.text.rfind("\n", 0, page.tokens[place].start)
    end = next((n for n in range(place - 1, -1, -1) if n in names), -1)
    first = end
    while first in names and page.tokens[first].start > line:
        first -= 1
    return frozenset(t.fold for t in page.tokens[first + 1 : end + 1])


def _may_name(page: Page, n: int) -> bool:
    """Whether a word of ours may be part of a name."""
    token = page.tokens[n]
    plain = page.voc.function_words | page.voc.words["not_names"]
    return token.kind is Kind.WORD and token.capital and len(token.text) >= LEAST and token.fold not in plain


def without_what_stays(page: Page, cast: Cast, chosen: Chosen, held: Held) -> None:
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


def of_those_who_join(page: Page, cast: Cast, chosen: Chosen, held: Held) -> None:
    """'si aggiunge Ugo, gruppi 2 e 4': what is told without a name is of who joins, where nobody moves."""
    moves = any(page.has(cls) for cls in MOVES)
    joining = [n for n in cast.named_attending if n and not held.knows(cast.persons[n].name)]
    joins = page.has_any(("joins", "adds", "one_more"), 0, len(page.tokens))
    others = len(joining) < len(cast.named_attending)
    if ALL not in chosen.by or moves or not (held.named and joins and joining and others):
        return
    told = chosen.by.pop(ALL)
    for person in joining:
        chosen.by[person] = {**told, **chosen.by.get(person, {})}


def keeps_otherwise(page: Page, at: Index, found: Found, chosen: Chosen, held: Held) -> None:
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
