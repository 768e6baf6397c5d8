"""Sentences that tell nothing of what a mail is for: who does not come anyway ("My sister can't, she works nights"),
and a word of praise ('Keep up the good work')."""

from __future__ import annotations

from mailflow.understanding.intents.acts import GIVING_UP
from mailflow.understanding.names.names import Name
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.text.page import Page

ABSENT = ("absent", *GIVING_UP)
TIES = ("relation", "relations")
# Words by which a sentence tells something of a booking, whatever else it tells.
TELLING = ("self", "we", "they", "request", "book", "total", "places", "absent_self", "alters", "keeps", "still")
ASKING = ("book", "alters")
HELD = ("already", "before_now", "had_size", "was", "our_booking", "given_back", "instead_of", "cancel_verb")


def to_the_point(page: Page, found: Found, names: tuple[Name, ...], *, anew: bool, acts: bool) -> str | None:
    """The text without such sentences; None where there are none, or nothing else. `anew`: there is no booking yet, and
    nobody who could be missing from it. `acts`: it clearly changes something or gives up, whatever it praises."""
    praise = [n for n in range(len(page.sentences)) if not acts and _praises(page, found, n)]
    aside = praise if len(praise) == 1 and not _looks_back(page, praise[0]) else []  # more is what such a mail is for
    if anew:
        aside = sorted({*aside, *(n for n in range(len(page.sentences)) if _misses(page, found, names, n))})
    if not aside or len(aside) == len(page.sentences):
        return None
    text, at = "", 0
    for start, end in (page.sentences[n] for n in aside):
        text += page.text[at : page.tokens[start].start]
        at = page.tokens[end - 1].end
    return text + page.text[at:]


def _praises(page: Page, found: Found, number: int) -> bool:
    """Whether it says that something is or was good, and nothing more."""
    start, end = page.sentences[number]
    return page.has("feedback", start, end) and not _tells(page, found, start, end)


def _looks_back(page: Page, praise: int) -> bool:
    """Whether the other sentences tell of what was, and ask for nothing."""
    others = [span for n, span in enumerate(page.sentences) if n != praise]
    told = any(page.has_any(ASKING, *span) for span in others)
    return not told and any(page.has("past_event", *span) for span in others)


def _misses(page: Page, found: Found, names: tuple[Name, ...], number: int) -> bool:
    """Whether it says of somebody whom nothing else speaks of that he does not come."""
    start, end = page.sentences[number]
    tie = next((m for cls in TIES for m in page.within(cls, start, end)), None)
    if tie is None or not page.has_any(ABSENT, tie.end, end) or page.has_any(HELD):
        return False
    words = page.voc.words
    mine = words["me_subject"] | words["we_here"] | words["me"]
    folds = [token.fold for token in page.tokens]
    noun, others = folds[tie.start], folds[:start] + folds[end:]
    named = {part for name in names if start <= name.start < end for part in name.key}
    apart = noun not in others and named.isdisjoint(others)
    return apart and mine.isdisjoint(folds[start:end]) and not _tells(page, found, start, end)


def _tells(page: Page, found: Found, start: int, end: int) -> bool:
    """Whether it asks something, or speaks of a session, a number or somebody who comes."""
    counted = any((page.numbers[n] or 0) > 1 for n in range(start, end))
    named = any(start <= m.start < end for m in found.mentions if not m.weak)
    return counted or named or page.tokens[end - 1].text == "?" or page.has_any(TELLING, start, end)
