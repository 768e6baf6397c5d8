"""Words of a title that only tell something: 'ho dormito in 42 letti di rifugio … vorrei il gruppo dell'acqua'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.whom import ALL, UNKNOWN
from mailflow.understanding.wishes.wish import Wish

ASKED = ("self", "we", "book", "request", "question_request", "wished", "decided", "prefers", "topic_cue")
LINE = 5  # tokens from the word in a line of greeting to its end
RANKED = ("alternative", "fallback_first", "first_rank", "first_rank_after", "rank_after", "either", "in_order")


def without_tales(page: Page, found: Found, wishes: Sequence[Wish]) -> list[Wish]:
    """The wishes, without those whose words stand in a sentence that asks for nothing, where another session of their
    round is asked for in so many words."""
    yes = [w for w in wishes if w.positive]
    if len({w.session for w in yes}) == len({w.round for w in yes}):
        return [*wishes]
    ranked = {page.sentence_of(w.place) for w in yes if w.ordered or w.first or w.last or w.replaces or w.equal}
    level = {w.round for w in yes if w.equal}  # of which it may tell what any other is other than
    told = [w for w in yes if page.sentence_of(w.place) not in ranked and not (w.remark and w.round in level)]
    told = [w for w in told if _only_tells(page, found, w)]
    asked = [w for w in yes if w not in told and _asked_for(page, found, w)]
    lost = [w for w in told if any(_instead(w, v) for v in asked)]
    return [w for w in wishes if w not in lost]


def _instead(told: Wish, asked: Wish) -> bool:
    """Whether what is asked for is of the same round and of the same persons, and no second best to what is told."""
    second = asked.ordered or asked.last or asked.replaces or asked.remark or asked.told_of
    other = told.round == asked.round and told.session != asked.session and not second
    return other and asked.owner in (told.owner, ALL, UNKNOWN) and (told.owner < 0 or asked.owner >= 0)


def _only_tells(page: Page, found: Found, wish: Wish) -> bool:
    """Whether a sentence of words that tell, and ask for nothing, is all that speaks of it."""
    start, end = page.sentences[page.sentence_of(wish.place)]
    plain = wish.coded or wish.hour or page.tokens[wish.place].fold[0].isdigit()
    if plain and not page.has("another_time", start, wish.place):
        return False
    if _greeted(page, start, end, wish):
        return True
    if page.has_any(ASKED, start, end) or page.has_any(RANKED, start, end):
        return False
    if any(start <= r.start < end for r in found.rounds) or (wish.owner != ALL and page.has("they", start, wish.place)):
        return False
    words = page.voc.words
    tells = words["auxiliary"] | words["being"]
    brings = page.has("they", start, end)  # 'Porto la mia sedia'
    return brings or any(start <= n < end for n in page.verbs) or any(t.fold in tells for t in page.tokens[start:end])


def _asked_for(page: Page, found: Found, wish: Wish) -> bool:
    """Whether it stands in a sentence that asks, or names its round."""
    start, end = page.sentences[page.sentence_of(wish.place)]
    named = any(r.round == wish.round and start <= r.start < end for r in found.rounds)
    return wish.coded or named or page.has_any(ASKED, start, end)


def _greeted(page: Page, start: int, end: int, wish: Wish) -> bool:
    """'Spett. Rete bibliotecaria,', 'Dear Garden Friends,': a line that greets, and says no more."""
    before = next((m.end for m in page.within("greeting", start, wish.place) if m.start == start), None)
    return (
        before is not None
        and end - wish.place <= LINE
        and all(t.kind is Kind.WORD or t.text == "." for t in page.tokens[before : wish.place])
    )
