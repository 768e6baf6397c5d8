"""What an organizer answers to the letter that was shown to them: yes, no, or another text."""

from __future__ import annotations

import re
from typing import Literal

from mailflow.decision.notices import folded, leading, words
from mailflow.understanding.organizer import Phrase, organizer_words
from mailflow.understanding.organizer.courtesy import unsigned, without_greeting

ASKING = 12  # words at most of a question to us
SHORT = 3  # words of an answer that may mean anything: no text for everybody

_AND = frozenset({"e", "ed", "and"})
_THUMBS = frozenset("👍👌✅")
_SKIN = " \n\ufe0f🏻🏼🏽🏾🏿"

Answer = Literal["yes", "no", "text", "unclear"]
_HEAD = re.compile(r"\s*(?:s[iì]|yes|no|ok|okay)\s*[,.;:!–—-]", re.IGNORECASE)


def answer_of(text: str, writer: str) -> Answer:
    """What the answer means. `writer`: the organizer's own name, which may stand below.

    A yes alone is one, and a no: with more behind it neither is sure, nor is it a text for everybody.
    """
    if text.strip(_SKIN) in _THUMBS:
        return "yes"
    said = without_greeting(text.strip())
    bare = {text, said, unsigned(said, writer, ()) or ""}
    for answer, phrases in (("yes", words().yes), ("no", words().no)):
        if any(_nothing_but(folded(one), phrases) for one in bare):
            return "yes" if answer == "yes" else "no"
    short = len(folded(said)) <= SHORT
    asks = text.rstrip().endswith("?") and len(folded(text)) <= ASKING
    silent = not folded(text) or unsigned(said, writer, ()) == ""
    return "unclear" if silent or short or asks or _HEAD.match(text) else "text"


def _nothing_but(said: Phrase, phrases: tuple[Phrase, ...]) -> bool:
    """Whether these phrases, one at least, and thanks are all that is said."""
    found = False
    while said:
        length = leading(said, phrases)
        found = found or bool(length)
        length = length or leading(said, organizer_words().closing) or (found and said[0] in _AND)
        if not length:
            return False
        said = said[length:]
    return found
