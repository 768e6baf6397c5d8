"""What is wanted: words that pull towards something else than what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mailflow.understanding.changes.gone import gone
from mailflow.understanding.doubts.booking_there_is import (
    answers_a_confirmation,
    may_alter_a_booking,
    tells_a_whole_booking,
)
from mailflow.understanding.doubts.part_kept import gives_up_one_place, gives_up_some_rounds, keeps_a_part
from mailflow.understanding.doubts.person_doubts import somebody_new
from mailflow.understanding.doubts.what_changes import counted_besides, says_the_size, says_who_or_what
from mailflow.understanding.gist import Gist
from mailflow.understanding.intents.intent import ANSWERS_OURS
from mailflow.understanding.people.cannot import LATE
from mailflow.understanding.reading import Doubt, Intent
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark

BOOKS = ("book", "request", "self", "we")  # the wish itself
FIRM = ("if_so", "booked_meanwhile")
OPEN = ("uncertain", "undecided", "wonders", "comes_unless")

# 'my place goes to my sister Elena Po', 'In my stead …', 'the second seat is for …': whose name the booking is to have
NEWCOMER = ("place_passes_to", "joins", "adds")
INSTEAD_OF = ("in_place_of", "replace_with", "replaced_by")  # words that name whose place it is


def as_weighed(gist: Gist) -> tuple[Doubt, ...]:
    """What the weighing of the intent left open; a size or a name told is plain, whatever is regretted beside it,
    and so is a booking told whole, whatever mail it answers."""
    if tells_a_whole_booking(gist) and any(doubt.words == ANSWERS_OURS for doubt in gist.wanted.doubts):
        return ()
    plain = says_the_size(gist) or (gist.intent is Intent.CHANGE and says_who_or_what(gist))
    return () if plain and not gist.page.has("cancel_strict") else gist.wanted.doubts


def another_intent(gist: Gist) -> Iterator[Doubt]:
    """Words that pull towards another intent than the one read."""
    pulls = PULLS.get(gist.intent)
    for pull in dict.fromkeys(pulls(gist)) if pulls else ():
        yield Doubt("intent", f"the mail perhaps {pull}")


def _away_from_booking(gist: Gist) -> Iterator[str]:
    page, thread = gist.page, gist.thread
    if may_alter_a_booking(gist):
        yield "alters a booking"
    if page.has("other_business") and not (gist.found.mentions or page.has_any(BOOKS)):
        yield "is about something else"
    if page.has("privacy_strict"):
        yield "asks about personal data"
    if thread.reply and any(not _of_a_part(gist, mark) for mark in page.marks.get("decline_strict", ())):
        yield "declines"
    starts = page.marks.get("question_start", ()) if any(t.text == "?" for t in page.tokens) else ()
    asks = [m for m in starts if not page.has("asks_room", *page.sentences[page.sentence_of(m.start)])]
    if asks and not page.has("alternative") and any(_conditions(page)) and _undecided(page):
        yield "asks before deciding"


def _of_a_part(gist: Gist, mark: Mark) -> bool:
    """'B3 for the afternoon; to Sunday I say no thanks': the other parts are chosen."""
    start, end = gist.page.sentences[gist.page.sentence_of(mark.start)]
    told = [m.start for m in gist.found.mentions] + [r.start for r in gist.found.rounds] + sorted(gist.page.dated)
    return bool(gist.chosen.by) and any(start <= n < end for n in told)


def _undecided(page: Page) -> bool:
    """'perhaps', 'it depends', 'may we come if …?'; not 'if so, put us down', nor a question beside a plain booking."""
    firm = [(m.start, m.end) for cls in FIRM for m in page.marks.get(cls, ())]
    open_ = [m for cls in OPEN for m in page.marks.get(cls, ())]
    if any(not any(start <= m.start < end for start, end in firm) for m in open_):
        return True
    asked = {page.sentence_of(n) for n, token in enumerate(page.tokens) if token.text == "?"}
    conditions = {page.sentence_of(n) for n in _conditions(page)}
    return any(
        {said, said + 1} & asked and page.has_any(BOOKS, *page.sentences[said]) and not firm for said in conditions
    )


def _conditions(page: Page) -> Iterator[int]:
    """Words of condition, but not 'mi dite se …', nor 'if there are any places left', which every booking implies."""
    asking = (*page.marks.get("asks_whether", ()), *page.marks.get("no_condition", ()))
    for n, token in enumerate(page.tokens):
        if token.fold not in page.voc.words["conditional"] or any(m.start <= n < m.end for m in asking):
            continue
        clause = page.clauses[page.clause_of(n)]
        if not (page.has("asks_room", n, clause.end) or page.has("if_it_can_be", n, clause.end)):
            yield n


def _away_from_cancelling(gist: Gist) -> Iterator[str]:
    page = gist.page
    if gives_up_one_place(gist):
        yield "gives up one place of several"
    if gives_up_some_rounds(gist):
        yield "gives up one part of several"
    if keeps_a_part(page):
        yield "keeps a part"
    if page.has("spam") and not gist.thread.booked:
        yield "is no mail of ours"
    away = [clause for clause in page.clauses if gone(page, clause.start, clause.end)]
    late = any(page.has("for_a_while", m.end, m.end + LATE + 1) for m in page.marks.get("modal_not", ()))
    if not away and (late or page.has_any(("not_alone", "needs_no_more"))):
        yield "tells what cannot be done, and not that nobody comes"
    nots = page.voc.words["not"]  # 'non se la sente' is no condition
    conditions = {page.sentence_of(n) for n in _conditions(page) if page.tokens[max(0, n - 1)].fold not in nots}
    if away and all(clause.sentence in conditions for clause in away):
        yield "gives up only if something happens"


def _away_from_changing(gist: Gist) -> Iterator[str]:
    page, cast, sized = gist.page, gist.cast, gist.seats.value is not None
    besides = counted_besides(page)
    if not sized and any(_size_left(page, gist.found, n) for n in range(len(page.tokens)) if n not in besides):
        yield "states a number"
    newcomer = any(p.name and not p.is_writer for p in cast.coming) and page.has_any(NEWCOMER)
    gives_way = any(person.gives_way for person in cast.persons)
    whose = gives_way or not page.has_any(INSTEAD_OF)
    given = gives_way and any(p.name and not p.is_writer for p in cast.coming)
    named = newcomer and whose  # 'al posto di Anna viene Eva' and nobody leaves: whose place it is is open
    instead = given or named or (page.has("substitution") and somebody_new(cast))
    told = gist.chosen.by or gist.chosen.dropped or sized or instead or says_who_or_what(gist)
    if not (told or any(p.stays and p.name for p in cast.persons)):
        yield "does not say what is to change"
    if page.has("cancel_strict") and not (cast.coming or sized or gist.chosen.dropped):
        yield "cancels"


PULLS: Mapping[Intent, Callable[[Gist], Iterator[str]]] = {
    Intent.BOOK: _away_from_booking,
    Intent.CANCEL: _away_from_cancelling,
    Intent.CHANGE: _away_from_changing,
}


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
    if anew or not answers_a_confirmation(thread):
        return []
    return [Doubt("intent", "it answers a confirmation, yet does not say what is to change")]
