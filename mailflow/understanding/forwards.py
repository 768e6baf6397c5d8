"""A forwarded request to which who forwards it adds somebody: 'a cui va aggiunta la collega …', 'add me as well'."""

from __future__ import annotations

import re
from dataclasses import replace

from mailflow.domain.booking import Choices
from mailflow.message.model import Forwarded, Message
from mailflow.understanding.names import key_of
from mailflow.understanding.reading import Doubt, Intent, Reading
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


def joined(whole: Reading, above: Reading, below: Reading) -> Reading:
    """The whole mail's reading, with the party of the forwarded mail and those added above it. Who is added without
    a word of sessions goes where all of the others go."""
    if below.intent is not Intent.BOOK or below.seats is None:
        return whole
    told = [key_of(person.name) for person in below.people]
    added = [p for p in above.people if not any(key_of(p.name) <= key for key in told)]
    known = len(above.people) - len(added)
    more = above.seats - known if above.seats is not None else len(added)
    if above.seats == below.seats + len(added):  # 'add me, so that's three of us': the whole party
        more = len(added)
    told_whole = whole.intent is Intent.BOOK and len(whole.people) >= len(below.people)
    if more <= 0 or (told_whole and (whole.seats or 0) >= below.seats + more and whole.people[len(added) :]):
        return whole  # the words above tell all of them
    people = (*below.people, *(replace(p, choices=p.choices or _common(below)) for p in added))
    doubts = tuple(d for d in (*below.doubts, *above.doubts) if d.about != "choices" or d in below.doubts)
    if len(added) < more:
        doubts = (*doubts, Doubt("names", "who is added to the forwarded request is not named"))
    return replace(whole, intent=Intent.BOOK, seats=below.seats + more, people=people, choices={}, doubts=doubts)


def left_below(whole: Reading, below: Reading) -> tuple[Doubt, ...]:
    """A doubt where the words above a forwarded request tell less than it does, and do not say whether it holds."""
    silent = whole.intent is Intent.BOOK and not whole.choices and not any(p.choices for p in whole.people)
    asks = below.intent is Intent.BOOK and (below.choices or any(p.choices for p in below.people))
    return (Doubt("names", "what is asked may stand in the forwarded mail"),) if silent and asks else ()


def _common(reading: Reading) -> Choices:
    """What all people of a reading want alike, nothing where they differ."""
    wanted = [person.choices for person in reading.people] or [reading.choices]
    return wanted[0] if all(choices == wanted[0] for choices in wanted) else {}
