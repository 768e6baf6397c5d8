"""What is wanted: words that pull towards something else than what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from mailflow.understanding.found import Found
from mailflow.understanding.gist import Gist
from mailflow.understanding.page import Page
from mailflow.understanding.person_doubts import somebody_new
from mailflow.understanding.phrase_tree import Mark
from mailflow.understanding.reading import Doubt, Intent


def another_intent(gist: Gist) -> Iterator[Doubt]:
    """Words that pull towards another intent than the one read."""
    pulls = PULLS.get(gist.intent)
    for pull in dict.fromkeys(pulls(gist)) if pulls else ():
        yield Doubt("intent", f"the mail perhaps {pull}")


def _away_from_booking(gist: Gist) -> Iterator[str]:
    page, thread = gist.page, gist.thread
    invited = gist.parts.quoted.has("invitation") or gist.subject.has("invitation")
    if thread.reply and thread.booked and not invited and not thread.elsewhere:
        yield "alters a booking"
    if page.has("change_strict") or page.has("already"):
        yield "alters a booking"
    if page.has("other_business") and not gist.found.mentions:
        yield "is about something else"
    if page.has("privacy_strict"):
        yield "asks about personal data"
    if thread.reply and page.has("decline_strict"):
        yield "declines"
    starts = page.marks.get("question_start", ()) if any(t.text == "?" for t in page.tokens) else ()
    asks = [m for m in starts if not page.has("asks_room", *page.sentences[page.sentence_of(m.start)])]
    if asks and not page.has("alternative") and any(_conditions(page)):
        yield "asks before deciding"


def _conditions(page: Page) -> Iterator[int]:
    """Words of condition, but not 'mi dite se …', nor 'if there are any places left', which every booking implies."""
    asking = page.marks.get("asks_whether", ())
    for n, token in enumerate(page.tokens):
        if token.fold not in page.voc.words["conditional"] or any(m.start <= n < m.end for m in asking):
            continue
        clause = page.clauses[page.clause_of(n)]
        if not (page.has("asks_room", n, clause.end) or page.has("if_it_can_be", n, clause.end)):
            yield n


def _away_from_cancelling(gist: Gist) -> Iterator[str]:
    page = gist.page
    cancels = page.marks.get("cancel", ())
    clauses = {page.clause_of(m.start) for m in cancels}
    others = [r for r in gist.cast.refs if r.kind in ("name", "relation") and r.person != 0]
    whole = page.has("whole") or gist.subject.has("whole")
    if not whole and any(page.clause_of(r.start) in clauses for r in others):
        yield "gives up one place of several"
    if _keeps(page, cancels):
        yield "keeps a part"
    if page.has("spam") and not gist.thread.booked:
        yield "is no mail of ours"


def _away_from_changing(gist: Gist) -> Iterator[str]:
    page, cast, sized = gist.page, gist.cast, gist.seats.value is not None
    if not sized and any(_size_left(page, gist.found, n) for n in range(len(page.tokens))):
        yield "states a number"
    instead = page.has("substitution") and somebody_new(cast)
    if not (gist.chosen.by or sized or instead or any(p.stays and p.name for p in cast.persons)):
        yield "does not say what is to change"
    if page.has("cancel_strict") and not cast.coming and not sized:
        yield "cancels"


PULLS: Mapping[Intent, Callable[[Gist], Iterator[str]]] = {
    Intent.BOOK: _away_from_booking,
    Intent.CANCEL: _away_from_cancelling,
    Intent.CHANGE: _away_from_changing,
}


def _keeps(page: Page, cancels: Sequence[Mark]) -> bool:
    """Words of staying or of a number, save 'tutti e due' beside the giving up and what is kept of another event."""
    given_up = {page.sentence_of(m.start) for m in cancels}
    every = {n for m in page.marks.get("us", ()) for n in range(m.start, m.end)}
    staying = ("we", "keeps", "remains", "only")
    for mark in page.marks.get("total", ()):
        said = page.sentence_of(mark.start)
        whole = mark.start in every and not any(page.has(cls, *page.sentences[said]) for cls in staying)
        if not whole and (mark.start not in every or said not in given_up):
            return True  # 'abbiamo tutti e quattro la febbre' keeps nobody
    for mark in (*page.marks.get("keeps", ()), *page.marks.get("remains", ())):
        start, end = page.sentences[page.sentence_of(mark.start)]
        days = [ref for ref in page.days if start <= ref.start < end and ref.day is not None]
        if not days or any(ref.day in page.event_days for ref in days):
            return True
    return False


def _size_left(page: Page, found: Found, n: int) -> bool:
    value = page.numbers[n]
    if value is None or not 1 < value <= 20 or n in page.dated or n in found.tokens:
        return False
    before = page.tokens[n - 1].fold.strip(".") if n else ""
    return (
        before not in page.voc.words["document_word"]
        and before not in page.voc.words["room"]
        and not page.has("age", n, n + 2)
    )


def bare_answer(gist: Gist) -> list[Doubt]:
    """A booking that answers a confirmation: what is to change?"""
    thread = gist.thread
    anew = gist.parts.context.has_booking and not thread.reply
    if not thread.booked or anew or thread.elsewhere:
        return []
    return [Doubt("intent", "it answers a confirmation, yet does not say what is to change")]
