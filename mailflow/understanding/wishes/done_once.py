"""Sessions of another year: 'two years ago I did the barbershop', 'mio nonno teneva le api'. Where anything else is
asked for, they are not."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.wish import Wish

ASKED = ("self", "we", "book", "request", "question_request", "wished", "decided", "i_wish", "topic_cue", "correction")
MISSED = ("negation", "full", "alternative")  # 'I couldn't get into it last year' may ask for it now
AGAIN = ("anew", "once_more", "this_time")
SHORT = 5  # letters of a word too short to tell by its ending that it is a verb
OLDEST = 1900  # a year that people tell of


def without_done_once(page: Page, at: Index, wishes: Sequence[Wish]) -> list[Wish]:
    """The wishes, without what is only told of the past."""
    yes = [w for w in wishes if w.positive]
    once = {w.place for w in yes if _done_once(page, at, w)}
    asked = any(w.place not in once and not (w.remark or w.told_of or w.weak) for w in yes)
    return [w for w in wishes if not (w.positive and w.place in once)] if asked else [*wishes]


def in_another_year(page: Page, at: Index, clause: Clause) -> bool:
    """'he proposed to me in the glasshouses in 1968': a year before the event's, in no title, and no 19:30."""
    other = page.titles.union(n for h in page.hours for n in range(h.start, h.end))
    tokens = (t for n, t in enumerate(page.tokens[clause.start : clause.end], clause.start) if n not in other)
    years = (int(t.text) for t in tokens if t.kind is Kind.NUMBER and len(t.text) == len("1968") and t.text.isdigit())
    return any(OLDEST <= year < at.event.starts.year for year in years)


def _done_once(page: Page, at: Index, wish: Wish) -> bool:
    """Whether the clause tells it with a verb of what was, and asks for nothing; or goes on with one that does."""
    number = page.clause_of(wish.place)
    clause = page.clauses[number]
    if page.has_any((*ASKED, *MISSED), clause.start, clause.end) or _again(page, clause):
        return False
    if page.has("done_before", clause.start, clause.end) or _was(page, clause) or _when_it_was(page, clause):
        return True
    if wish.coded:
        return False
    before = page.clauses[number - 1] if number and clause.opener in page.voc.words["and"] else clause
    return any(_past(page, at, c) for c in (clause, before) if c.sentence == clause.sentence)


def _past(page: Page, at: Index, clause: Clause) -> bool:
    """'two years ago we …', 'I went in 2022', and nothing that asks."""
    told = _verb(page, clause) and (_another_time(page, clause) or in_another_year(page, at, clause))
    return told and not page.has_any(ASKED, clause.start, clause.end)


def _when_it_was(page: Page, clause: Clause) -> bool:
    """'quando è caduta l'antenna'."""
    return clause.opener in page.voc.words["when_word"] and page.has("past_event", clause.start, clause.end)


def _again(page: Page, clause: Clause) -> bool:
    """'… and would like to do it again', in its sentence or the next."""
    start, _ = page.sentences[clause.sentence]
    _, end = page.sentences[min(clause.sentence + 1, len(page.sentences) - 1)]
    stop = page.sentences[clause.sentence][1]
    return page.has_any(AGAIN, start, stop) or page.has("once_more", stop, end)


def _another_time(page: Page, clause: Clause) -> bool:
    """'l'anno scorso', but not 'come l'anno scorso'."""
    like = page.voc.words["like"]
    marks = page.within("another_time", clause.start, clause.end)
    return any(m.start == clause.start or page.tokens[m.start - 1].fold not in like for m in marks)


def _was(page: Page, clause: Clause) -> bool:
    """'mia nonna conservava i semi'."""
    endings, common = page.voc.words["imperfect_ending"], page.voc.common
    tokens = (page.tokens[n] for n in range(clause.start, clause.end) if n not in page.titles)
    return any(len(t.fold) > SHORT and endings.end(t.fold) and t.fold not in common for t in tokens)


def _verb(page: Page, clause: Clause) -> bool:
    words = page.voc.words
    small = words["auxiliary"] | words["being"] | words["me_subject"] | words["we_here"]
    known = words["verb"]
    return any(t.fold.strip("'’") in small or t.fold in known for t in page.tokens[clause.start : clause.end])
