"""Short answers to what our last mail asked ('sì', '2', 'il 3'), and changes told as a difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailflow.understanding.intents.accepts_in_part import of_one_alone
from mailflow.understanding.intents.intent import Wanted
from mailflow.understanding.intents.on_cancelling import ASKED, SIZES, answers_cancelling, said_on_cancelling
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.reading import Context, Doubt, Intent
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind, fold

SHORT = 12  # words; a longer mail speaks for itself
DENIED = 3  # tokens from a 'not' to the word of accepting


@dataclass(frozen=True, slots=True)
class Difference:
    """A change told without the new size: who leaves, who comes for whom, how many fewer or more."""

    leaving: tuple[str, ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()
    fewer: int | None = None
    more: int | None = None


def is_short(page: Page) -> bool:
    """Whether the mail is little more than an answer."""
    return sum(t.kind is Kind.WORD or t.kind is Kind.NUMBER for t in page.tokens) <= SHORT


def says_yes(page: Page) -> bool:
    """'sì', 'confermo', 'ok', 'yes please' and nothing against it."""
    return page.has("yes") and not says_no(page)


def says_no(page: Page) -> bool:
    """'no', 'no grazie', 'non accetto'."""
    first = next(
        (t.fold for t in page.tokens if t.kind is Kind.WORD and t.fold not in page.voc.words["greeting_word"]), ""
    )
    return first in page.voc.words["no_after"] or page.has("decline_strict")


def answer_to(page: Page, context: Context) -> Wanted | None:
    """What a short answer means in the light of the question; None where it does not answer it."""
    if not context.asked or not is_short(page):
        return None
    if ASKED in context.asked and "offer" not in context.asked and (says_no(page) or answers_cancelling(page)):
        return said_on_cancelling(page, says_no(page), context.size)
    intent = _meant(page, context)
    if intent is Intent.CHANGE and "confirm-change" in context.asked and says_yes(page) and of_one_alone(page, context):
        words = f"who of them is meant: “{' '.join(page.text.split())}”"  # 'yes but only for Tim'
        return Wanted(Intent.OTHER, clear=False, doubts=(Doubt("names", words, options=context.attendees),))
    return None if intent is None else Wanted(intent)


def _meant(page: Page, context: Context) -> Intent | None:
    if "offer" in context.asked:
        if _accepts(page) or says_yes(page):
            return Intent.ACCEPT
        if page.has("word_decline") or page.has("word_cancel") or says_no(page):
            return Intent.DECLINE
    if "confirm-change" in context.asked:
        if says_no(page):
            return Intent.CHANGE if page.has_any(SIZES) else Intent.OTHER
        if says_yes(page) or page.has("word_cancel") or page.has("word_accept"):
            return Intent.CHANGE
    if page.has("word_cancel"):
        return Intent.CANCEL
    facts = any(asked in ("seats", "names") or asked.startswith("choices") for asked in context.asked)
    if facts:
        return Intent.CHANGE if context.has_booking else Intent.BOOK
    return None


def without_counts(page: Page, found: Found) -> Found:
    """What is said of sessions, without the numbers that answer 'how many?': 'siamo in 4', '3, e gruppo 5'."""
    heads = page.voc.words["session_head"]
    counts = {
        n for cls in ("total", "total_loose", "places") for m in page.marks.get(cls, ()) for n in range(m.start, m.end)
    }
    bare = {
        m.start
        for m in found.mentions
        if m.how == "number" and not any(t.fold in heads for t in page.tokens[max(0, m.start - 3) : m.end])
    }
    alone = bare if len(bare) == 1 and is_short(page) else set()
    kept = (m for m in found.mentions if m.how != "number" or m.start not in counts | alone)
    return replace(found, mentions=tuple(kept))


def _accepts(page: Page) -> bool:
    """'accetto', 'I'll take it', and not "I can't accept"."""
    for mark in page.marks.get("word_accept", ()):
        first = page.clauses[page.clause_of(mark.start)].start
        if not page.has_any(("negation", "modal_not"), max(first, mark.start - DENIED), mark.end):
            return True
    return False


def bare_number(page: Page) -> int | None:
    """The number of a mail that is little else: '2', 'siamo in tre', 'due posti', and not 'io e due bambini'."""
    places = [n for n, number in enumerate(page.numbers) if number is not None]
    if len(places) != 1 or not is_short(page) or _of_some_besides(page, places[0]):
        return None
    return page.numbers[places[0]]


def _of_some_besides(page: Page, place: int) -> bool:
    """Whether the number counts kin that come besides others: 'io, mia moglie e due bambini'."""
    persons = page.of("relation", "relations", "me")
    theirs = [m for m in persons if m.start <= place + 1 < m.end]
    return bool(theirs) and any(m.end <= place for m in persons)


def difference(page: Page, cast: Cast, intent: Intent, context: Context, size: int | None) -> Difference:
    """Who leaves and how many fewer or more, where the mail says no new size."""
    if intent not in (Intent.CHANGE, Intent.CANCEL):
        return Difference()
    booked = {fold(name): name for name in context.attendees}
    gone = [p for p in cast.persons if p.stays and p.name]
    names = tuple(_booked_name(p.name, booked) for p in gone)
    incoming = [
        p for p in cast.persons if p.comes and not p.stays and p.name and not p.is_writer and fold(p.name) not in booked
    ]
    replaced: tuple[tuple[str, str], ...] = ()
    if page.has("substitution") and len(gone) == len(incoming) == 1:
        replaced = ((names[0], incoming[0].name),)
    fewer = _number(page, "one_fewer") if size is None and not names else None
    more = _number(page, "one_more") if size is None and not incoming else None
    return Difference(names, replaced, fewer, more)


def _booked_name(name: str, booked: dict[str, str]) -> str:
    words = set(fold(name).split())
    found = [full for key, full in booked.items() if words <= set(key.split())]
    return found[0] if len(found) == 1 else name


def _number(page: Page, cls: str) -> int | None:
    marks: Sequence[int] = [m.numbers[0] if m.numbers else 1 for m in page.marks.get(cls, ())]
    return marks[0] if marks else None
