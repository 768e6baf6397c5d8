"""What a mail hands on: the words below, and whether those above ask for more than these."""

from __future__ import annotations

import re
from dataclasses import replace

from mailflow.message.model import Forwarded, Message
from mailflow.understanding.text.tokens import tokenize
from mailflow.understanding.text.vocabulary import Vocabulary

# Classes of words by which a forward asks for something of its own, and those that alter what it hands on.
OWN = frozenset({"self", "we", "total", "places", "absent_self", "correction", "instead_of", "book", "cancel_strict",
                 "alternative"})  # fmt: skip
ADDING = frozenset({"adds", "we", "total", "exclude"})


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


def points_below(text: str, voc: Vocabulary) -> bool:
    """Whether the new words of a forward only hand on what stands below: no wish, number or person of their own."""
    marks = {m.cls for m in voc.marks_in(text)}
    if "hands_on" in marks and not marks & ADDING:  # 'please register her', 'her request is below'
        return "self" not in marks or "absent_self" in marks
    return not marks & OWN and ("forward_points" in marks or len(text.split()) < 8)
