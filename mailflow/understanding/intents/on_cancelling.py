"""The answer to 'shall we really cancel?': yes, no, how many come, or what may be said of the booking as it stands."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.intents.intent import Wanted
from mailflow.understanding.reading import Context, Doubt, Intent
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark

ASKED = "confirm-cancel"
COMES = ("self", "we", "keeps")
SIZES = ("total", "places")
UNSURE = "whether it says to cancel, or that the booking stands"
FAR = 4  # tokens from a 'not' to the verb it denies


def said_on_cancelling(page: Page, no: bool, size: int | None) -> Wanted:
    """What little is said in answer. `no`: it begins with a no, or declines; `size`: places booked so far."""
    cancels = [mark for mark in page.marks.get("word_cancel", ()) if not _denied(page, mark)]
    denied = len(cancels) < len(page.marks.get("word_cancel", ()))
    comes, back = list(_coming(page)), page.has("last_mail_void")
    yes = [mark for mark in page.marks.get("yes", ()) if not _within(mark, (*comes, *page.marks.get("all_well", ())))]
    if cancels:
        return _unsure(page) if no or denied or back else Wanted(Intent.CANCEL)
    if page.has_any(SIZES):  # 'sì, tutti e tre i posti' may be those to cancel
        return _unsure(page) if yes and not no and size in page.numbers else Wanted(Intent.CHANGE)
    if denied or (no and not (comes or back)):
        return Wanted(Intent.OTHER if no else Intent.DECLINE)
    if comes or back:
        return _unsure(page) if yes and not back else Wanted(Intent.DECLINE)
    if page.has("all_well"):
        return _unsure(page)
    return Wanted(Intent.CANCEL) if yes or page.has("word_accept") else _unsure(page)


def answers_cancelling(page: Page) -> bool:
    """Whether a short mail says anything of it."""
    return page.has_any(("yes", "word_cancel", "word_accept", "all_well", "last_mail_void")) or any(_coming(page))


def weighed_on_cancelling(page: Page, wanted: Wanted, context: Context) -> Wanted:
    """What a longer mail says: who writes that he comes does not give up, and accepts nothing else."""
    if wanted.intent is Intent.CANCEL and _takes_it_back(page):
        return _unsure(page)
    if ASKED not in context.asked or wanted.intent not in (Intent.ACCEPT, Intent.CANCEL):
        return wanted
    cancels = any(not _denied(page, mark) for mark in page.marks.get("word_cancel", ()))
    if wanted.intent is Intent.CANCEL:
        return wanted if cancels or not page.has("last_mail_void") else _unsure(page)
    stands = any(_coming(page)) or page.has("last_mail_void")
    return Wanted(Intent.DECLINE) if stands and not cancels else _unsure(page)


def _takes_it_back(page: Page) -> bool:
    """'ignore my cancellation, I'm coming': all words of cancelling speak of what was written before."""
    back = page.of("last_mail_void")
    cancels = page.of("word_cancel")
    return bool(back and cancels) and all(_within(mark, back) for mark in cancels)


def _coming(page: Page) -> Iterator[Mark]:
    """Words of coming that nothing denies."""
    return (mark for cls in COMES for mark in page.marks.get(cls, ()) if not _denied(page, mark))


def _denied(page: Page, mark: Mark) -> bool:
    """Whether a 'not' stands before it; 'no annullate' says no, and then this."""
    start = max(page.clauses[page.clause_of(mark.start)].start, mark.start - FAR)
    first = start < mark.start and page.tokens[start].fold in page.voc.words["no_after"]
    return page.has("negation", start + first, mark.start)


def _within(mark: Mark, others: tuple[Mark, ...]) -> bool:
    return any(other.start <= mark.start and mark.end <= other.end for other in others)


def _unsure(page: Page) -> Wanted:
    said = " ".join(page.text.split())
    return Wanted(Intent.OTHER, clear=False, doubts=(Doubt("intent", f"{UNSURE}: “{said}”"),))
