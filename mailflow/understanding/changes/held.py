"""What a booking holds so far, as our own words below a mail tell it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from mailflow.understanding.intents.thread import Thread
from mailflow.understanding.names.names import key_of
from mailflow.understanding.parts import Parts
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind, fold

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
    answered = thread.booked or (thread.reply and not (thread.offer or thread.invited or _all_offered(parts)))
    if not (answered and parts.confirmed):
        return Held()
    page, mentions = parts.quoted, parts.told_before
    taken = {n for m in mentions for n in range(m.start, m.end)}
    names = {n for n in range(len(page.tokens)) if n not in taken and _may_name(page, n)}
    of: dict[frozenset[str], set[str]] = {}
    for mention in mentions:
        for name in _names_behind(page, names, mention.end) or [_name_before(page, names, mention.start)]:
            of.setdefault(name, set()).update(mention.sessions)
    told = {name: frozenset(sessions) for name, sessions in of.items() if name}
    return Held(parts.confirmed, told if len(told) > 1 else {}, frozenset(page.tokens[n].fold for n in names))


def _names_behind(page: Page, names: Collection[int], place: int) -> list[frozenset[str]]:
    """The names of a row that is headed by its session: '10:00: Ada Neri, Ugo Sala'."""
    if place >= len(page.tokens) or page.tokens[place].text != ":" or place + 1 not in names:
        return []
    rows: list[set[str]] = [set()]
    for n in range(place + 1, len(page.tokens)):
        if n in names:
            rows[-1].add(page.tokens[n].fold)
        elif page.tokens[n].text == "," or page.tokens[n].fold in page.voc.words["and"]:
            rows.append(set())
        else:
            break
    return [frozenset(row) for row in rows if row]


def _all_offered(parts: Parts) -> bool:
    """Whether what is answered names most of what there is: a programme, no booking."""
    return 2 * len(parts.confirmed) > sum(len(r.sessions) for r in parts.event.rounds)


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
