"""The signs of an intent: words of a mail and what the rules saw in it, as names that can be weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from mailflow.understanding.intents.acts import Acts
from mailflow.understanding.intents.case import Case
from mailflow.understanding.intents.intent import Wanted
from mailflow.understanding.intents.thread import Thread
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind, codes_in

LONGEST = 400  # words of a text that are looked at; what is wanted stands early
HEADING = 30
STEM = 4  # letters a word keeps at least
SEEN = ("sessions", "others", "about", "question", "forwarded", "form", "programme", "fresh")
NUMBER, DAY, NAME, LINK, BOOKING, PAUSE, STOP = "#", "§day", "§name", "§link", "§code", ",", "."
ONCE = frozenset({NUMBER, DAY, NAME, BOOKING, PAUSE, STOP})


def signs_of(case: Case, ruled: Wanted) -> list[str]:
    """The signs, some perhaps twice. `ruled`: what the rules alone would say.

    Runs of one to three words, told apart for text (bare), subject (`s:`) and the answer to a booking or an offer
    (`B:`, `O:`), where the same words mean something else.
    """
    state = state_of(case.thread)
    text, subject = words_of(case.page)[:LONGEST], words_of(case.subject)[:HEADING]
    sure = ruled.clear and not ruled.doubts
    acts = [field.name for field in fields(Acts) if getattr(case.acts, field.name)]
    return [
        f"thread:{state}",
        *runs(text, "", 3),
        *runs(subject, "s:", 2),
        *(runs(text, f"{state}:", 2) if state in "OB" else ()),
        *(runs(text, "short:", 1) if len(text) < 12 else ()),  # a short answer is read as a whole
        f"rule:{ruled.intent.value}",
        f"rule:{ruled.intent.value}:{'sure' if sure else 'open'}",
        *(f"act:{act}" for act in acts),
        *(f"act:{state}:{act}" for act in acts),
        *(f"seen:{name}" for name in SEEN if getattr(case, name)),
        *(f"mark:{cls}" for cls in case.page.marks),
    ]


def state_of(thread: Thread) -> str:
    """What the mail answers: O an offer, B a confirmed booking, I an invitation, R some mail of ours, - nothing."""
    return "O" if thread.offer else "B" if thread.booked else "I" if thread.invited else "R" if thread.reply else "-"


def words_of(page: Page) -> list[str]:
    """The words without their endings; numbers, days, hours, names and marks by their kind, runs of a kind once."""
    found: list[str] = []
    codes = [code.span() for code in codes_in(page.text)]
    for token, word in zip(page.tokens, each_word(page), strict=True):
        coded = codes and any(start <= token.start < end for start, end in codes)
        said = BOOKING if coded else word
        if said not in ONCE or found[-1:] != [said]:
            found.append(said)
    return found


def each_word(page: Page) -> Sequence[str]:
    """Each word without its ending, or its kind: number, day, name, link, mark."""
    known = page.worked_out
    if "words" not in known:  # the intent is told by them, and so are the facts
        known["words"] = [_word(page, place) for place in range(len(page.tokens))]
    words: Sequence[str] = known["words"]
    return words


def _word(page: Page, place: int) -> str:
    token = page.tokens[place]
    if place in page.dated:
        return DAY
    if token.kind is Kind.NUMBER:
        return NUMBER
    if token.kind is Kind.OPAQUE:
        return LINK
    if token.kind is Kind.LINE:
        return STOP
    if token.kind is Kind.MARK:
        return token.text if token.text in "?!" else STOP if token.text in ".;" else PAUSE
    if (page.numbers[place] or 0) > 1 and token.fold not in page.voc.words["article"]:
        return NUMBER
    if token.capital and place and not page.shouting and _inside(page, place) and token.fold not in page.voc.common:
        return NAME
    return token.fold[:-2] if len(token.fold) > STEM + 2 else token.fold[:STEM]


def _inside(page: Page, place: int) -> bool:
    """Whether the word is not the first of its sentence, where everything has a capital."""
    before = page.tokens[place - 1]
    return before.kind is not Kind.LINE and before.text not in ".!?:"


def runs(words: Sequence[str], kind: str, longest: int) -> list[str]:
    """All runs of up to `longest` words, `kind` before each; pairs with one word between where three are looked at."""
    first = [kind + word for word in words]
    found = first[:]
    if longest > 1:
        found += map(" ".join, zip(first, words[1:], strict=False))
    if longest > 2:
        found += map(" ".join, zip(first, words[1:], words[2:], strict=False))
        found += map(" _ ".join, zip(first, words[2:], strict=False))
    return found
