"""A forwarded request to which who forwards it adds somebody: 'a cui va aggiunta la collega …', 'add me as well'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mailflow.domain.booking import Choices
from mailflow.message.model import Forwarded, Message
from mailflow.understanding.names import key_of
from mailflow.understanding.page import Page
from mailflow.understanding.reading import Doubt, Intent, Reading
from mailflow.understanding.stated import stated
from mailflow.understanding.tokens import tokenize
from mailflow.understanding.vocabulary import Vocabulary


def request_below(message: Message) -> Forwarded | None:
    """The words handed on, with who wrote them: some clients put the sender's lines in a part of their own."""
    found = next((f for f in message.forwarded if f.text.strip()), None)
    if found is None or found.sender.name:
        return found
    named = next((f.sender for f in message.forwarded if f.sender.name), found.sender)
    return replace(found, sender=named)


def without_called(text: str, asked: str) -> str:
    """'Ivy dear, could you book …': the words handed on without the first name of who was asked, and now writes."""
    words = [re.escape(word) for word in asked.split()[:1] if len(word) > 2]
    alone = rf"(?<![\w'’])(?:{'|'.join(words)})(?![\w'’]|\s+[A-Z])"
    return re.sub(alone, lambda found: " " * len(found.group()), text) if words else text


def adds(text: str, voc: Vocabulary) -> bool:
    """Whether the words above a forwarded mail add somebody to what it asks."""
    return any(mark.cls == "adds" for mark in voc.marks(tokenize(text)))


def speaks_of_self(text: str, voc: Vocabulary) -> bool:
    """Whether the words above a forwarded mail say that who forwards it comes: 'add me', 'we are three'."""
    tokens = tokenize(text)
    marks = voc.marks(tokens)
    own = {n for m in marks if m.cls == "absent_self" for n in range(m.start, m.end)}
    told = any(m.cls in ("self", "we") and m.start not in own for m in marks)
    return told or any(t.fold in voc.words["me"] and n not in own for n, t in enumerate(tokens))


def joined(whole: Reading, above: Reading, below: Reading, writer: str) -> Reading:
    """The whole mail's reading, with the party of the forwarded mail and those added above it. Who is added without
    a word of sessions goes where all of the others go. `writer`: who forwards it, '' where he speaks of himself."""
    if below.intent is not Intent.BOOK or below.seats is None:
        return whole
    told = [key_of(person.name) for person in below.people]
    named = [p for p in above.people if not writer or key_of(p.name) != key_of(writer)]
    asked = above.seats - (len(above.people) - len(named)) if above.seats is not None else None
    added = [p for p in named if not any(key_of(p.name) <= key for key in told)]
    known = len(named) - len(added)
    more = asked - known if asked is not None else len(added)
    if below.seats + len(added) in (above.seats, asked):  # 'add me, so that's three of us': the whole party
        more = len(added)
    named_above = [key_of(person.name) for person in whole.people]
    told_whole = whole.intent is Intent.BOOK and all(any(key & name for name in named_above) for key in told)
    if more <= 0 or (told_whole and (whole.seats or 0) >= below.seats + more and whole.people[len(added) :]):
        return whole  # the words above tell all of them
    people = (*below.people, *(replace(p, choices=p.choices or _common(below)) for p in added))
    doubts = tuple(d for d in (*below.doubts, *above.doubts) if d.about != "choices" or d in below.doubts)
    if len(added) < more:
        doubts = (*doubts, Doubt("names", "who is added to the forwarded request is not named"))
    return replace(whole, intent=Intent.BOOK, seats=below.seats + more, people=people, choices={}, doubts=doubts)


def left_below(whole: Reading, above: Page, below: Reading, added: bool) -> Iterator[Doubt]:
    """What stands above a forwarded request, or in it, and is not in what was read of the two together."""
    if whole.intent is not Intent.BOOK:
        return
    if below.intent is not Intent.BOOK:
        if added:
            yield Doubt("names", "what is asked may stand in the forwarded mail")
        return
    silent = not whole.choices and not any(p.choices for p in whole.people)
    if silent and (below.choices or any(p.choices for p in below.people)):
        yield Doubt("names", "what is asked may stand in the forwarded mail")
    have = [key_of(person.name) for person in whole.people]
    for person in below.people:
        if not any(key_of(person.name) & key for key in have):
            yield Doubt("names", f"it is not clear whether {person.name} comes")
    told = [said for said in stated(above, None, frozenset()) if said.value > 1]
    if told and whole.seats is not None and all(said.value != whole.seats for said in told):
        yield Doubt("seats", f"“{above.words(told[-1].start, told[-1].end)}” stands above the forwarded mail")


def _common(reading: Reading) -> Choices:
    """What all people of a reading want alike, nothing where they differ."""
    wanted = [person.choices for person in reading.people] or [reading.choices]
    return wanted[0] if all(choices == wanted[0] for choices in wanted) else {}
