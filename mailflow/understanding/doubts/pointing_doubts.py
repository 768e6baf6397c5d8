"""Which session: doubts about one that is pointed at and not named."""

from __future__ import annotations

from mailflow.understanding.gist import Gist
from mailflow.understanding.people.party import Ref
from mailflow.understanding.reading import Doubt
from mailflow.understanding.text.tokens import Kind

NOUN = 9  # tokens in which a session is told behind whom it is for


def other_left(gist: Gist) -> list[Doubt]:
    """'…, o quello al tramonto se non c'è': another session is told in words that were not understood."""
    page, cast, found = gist.page, gist.cast, gist.found
    words = page.voc.words
    known = found.tokens | {n for r in cast.refs for n in range(r.start, r.end)} | page.dated
    for n, token in enumerate(page.tokens[:-1]):
        if token.fold not in words["or"] or page.tokens[n + 1].fold not in words["that_one"]:
            continue
        start, end = page.sentences[page.sentence_of(n)]
        before = any(start <= m.start < n for m in found.mentions)
        after = min(end, n + 7)
        if before and not known & set(range(n + 1, after)) and not page.has("either", start, end):
            return [Doubt("choices", f"which is the other: “{page.words(n, after).strip()}”")]
    return []


def picked_left(gist: Gist) -> list[Doubt]:
    """'Il primo dei tre, grazie': an answer that picks by its place one of the sessions our mail told."""
    page, rounds = gist.page, {n for r in gist.found.rounds for n in range(r.start, r.end)}
    if gist.chosen.by or len(gist.parts.confirmed) < 2:
        return []
    for n, token in enumerate(page.tokens[1:], 1):
        place = token.fold in page.voc.ordinals and n not in rounds | page.dated
        if place and page.tokens[n - 1].fold in page.voc.words["article"]:
            return [Doubt("choices", f"which session is meant: “{page.words(n - 1, n + 1)}”")]
    return []


def traded(gist: Gist) -> list[Doubt]:
    """'…, so he swaps with Pauline', 'and me the other way round': who has what after that is not worked out."""
    page, nothing = gist.page, gist.page.voc.words["no_wish"]
    marks = [
        m for m in page.marks.get("trades", ()) if not any(t.fold in nothing for t in page.tokens[m.end : m.end + 1])
    ]
    mark = marks[0] if marks else None
    each = [rounds for owner, rounds in gist.chosen.by.items() if owner >= 0 and rounds]
    if mark is None or not (gist.chosen.by or gist.chosen.changing):
        return []
    if gist.chosen.changing and len(each) > 1 and each[0].keys() & each[1].keys():
        return []  # 'ci scambiamo: io all'1 e lui al 2'
    return [Doubt("choices", f"who wants what after “{page.words(mark.start, mark.end)}”?")]


def for_one_left(gist: Gist) -> list[Doubt]:
    """'B for Ugo, and for me the one on young people': what one of several wants is told in words not understood."""
    page, cast = gist.page, gist.cast
    for ref in cast.refs if len(cast.named_attending) > 1 else ():
        said_for = ref.start > 0 and page.tokens[ref.start - 1].fold in page.voc.words["for"]
        stop = _noun_behind(gist, ref) if said_for and ref.kind in ("name", "me", "he") else 0
        if stop:
            return [Doubt("choices", f"which session is meant: “{page.words(ref.start - 1, stop).strip()}”")]
    return []


def _noun_behind(gist: Gist, ref: Ref) -> int:
    """Where a noun ends that stands behind a person and says nothing known, in a sentence that told a session before;
    0 where there is none."""
    page, found, words = gist.page, gist.found, gist.page.voc.words
    start, end = page.sentences[page.sentence_of(ref.start)]
    here = [m.start for m in found.mentions if start <= m.start < end]
    near = range(ref.end, min(end, ref.end + NOUN))
    stop = next((n for n in near if page.tokens[n].kind is Kind.MARK), near.stop)
    if not here or here[-1] > ref.start or stop - ref.end < 3:
        return 0
    known = {r.start for r in gist.cast.refs} | {r.start for r in found.rounds} | found.tokens
    led = page.tokens[ref.end].fold in words["article"] | words["that_one"]
    return stop if led and known.isdisjoint(range(ref.end, stop)) else 0
