"""Sessions that are named: what belongs to the name, which of several it means, and what a form only offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mailflow.understanding.sessions.rounds import RoundRef
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.sessions.times import slot_sessions
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.stems import stem
from mailflow.understanding.text.tokens import Kind

LABELLED = frozenset(".:-–—)")  # between a session's number or code and its title
PHRASE = 10  # tokens a noun and what belongs to it take at most


def with_labels(page: Page, at: Index, found: Sequence[Mention]) -> list[Mention]:
    """'3. Welfare', 'D1-A – Pipelines': a title with its number or code before it is one mention."""
    told: list[Mention] = []
    for mention in found:
        start, before = mention.start, told[-1] if told else None
        ahead = start - 2
        if mention.how == "title" and ahead >= 0 and page.tokens[ahead + 1].text in LABELLED:
            digits = page.tokens[ahead].kind is Kind.NUMBER  # 'just one: the foundry' is no label
            if digits and at.numbers.get(page.numbers[ahead] or 0, ()) == mention.sessions:
                start = ahead
            elif before is not None and before.end == ahead + 1 and before.sessions == mention.sessions:
                start = before.start
            if before is not None and before.start == start:
                told.pop()
        told.append(replace(mention, start=start))
    return told


def narrowed(page: Page, mention: Mention, rounds: tuple[RoundRef, ...], at: Index) -> Mention:
    """A mention of several sessions, told apart by the round named in its sentence."""
    if len(mention.sessions) == 1:
        return _of_the_round_behind(page, mention, rounds, at)
    if mention.how in ("any", "equal"):
        return mention
    start, end = page.sentences[page.sentence_of(mention.start)]
    while start and page.tokens[start - 1].text == ";":
        start, _ = page.sentences[page.sentence_of(start - 1)]  # 'Day 1: Ada -> B; Ugo -> A'
    before = [r for r in rounds if start <= r.start < mention.start]
    after = [r for r in rounds if mention.end <= r.start < end]
    words = page.voc.words
    small = words["preposition"] | words["round_lead"] | words["article"]
    close = [
        r
        for r in after[:1]
        if r.start > mention.end and all(t.fold in small for t in page.tokens[mention.end : r.start])
    ]
    for ref in (*close, *reversed(before), *after):  # 'C on day one and A on day two'
        inside = tuple(s for s in mention.sessions if at.round_of[s] == ref.round)
        if inside:
            return Mention(mention.start, mention.end, inside, mention.how)
    halves = [
        tuple(s for s in slot_sessions(at, None, None, half) if s in mention.sessions)
        for cls, half in (("morning", "am"), ("afternoon", "pm"))
        if page.has(cls, start, end)
    ]
    if len(halves) > 1 and all(halves) and page.has("either", start, end):
        return Mention(
            mention.start, mention.end, mention.sessions, "any"
        )  # 'in italiano, mattina o pomeriggio è uguale'
    told = next((inside for inside in halves if len(inside) == 1), mention.sessions)
    return Mention(mention.start, mention.end, told, mention.how)


def _of_the_round_behind(page: Page, mention: Mention, rounds: tuple[RoundRef, ...], at: Index) -> Mention:
    """'giovani al pomeriggio': a word of a morning's title, where one in the afternoon is called by it, too."""
    if mention.how not in ("title", "alias", "word") or mention.end - mention.start > 1:
        return mention
    small = page.voc.words["preposition"] | page.voc.words["round_lead"] | page.voc.words["article"]
    behind = next((r for r in rounds if r.start >= mention.end), None)
    if behind is None or behind.round == at.round_of[mention.sessions[0]] or behind.start == mention.end:
        return mention
    if not all(t.fold in small for t in page.tokens[mention.end : behind.start]):
        return mention
    word = stem(page.tokens[mention.start].fold)
    called = [s.id for s in at.event.round(behind.round).sessions if any(word in told for told in at.called[s.id])]
    return replace(mention, sessions=(called[0],)) if len(called) == 1 else mention


def is_offered(page: Page, mention: Mention) -> bool:
    """'MORNING (T1/T2/T3): T2': what a form offers, in brackets before its colon."""
    number = page.clause_of(mention.start)
    clause = page.clauses[number]
    last = min(len(page.tokens), mention.end + PHRASE) if clause.depth else mention.end
    bracket = next((n for n in range(mention.end, last) if page.tokens[n].text in "()"), None)
    close = bracket if bracket is not None and page.tokens[bracket].text == ")" else None
    if close is None or close + 2 > len(page.tokens) or page.tokens[close + 1].text != ":":
        return False
    return close + 2 < len(page.tokens) and page.tokens[close + 2].kind is not Kind.LINE
