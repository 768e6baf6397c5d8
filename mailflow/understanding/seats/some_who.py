"""So many of us of whom something else is told than that they come: 'two of us will drive, the others go by train'."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import chains
from mailflow.understanding.people.stances import COMING
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind


def of_some_who(page: Page, cast: Cast | None, mark: Mark) -> bool:
    """Whether a number is that of some of us: 'due di noi sono celiaci', 'noi due alla A, i bambini alla B'."""
    if cast is None:
        return False
    for some in page.marks.get("some_of_us", ()):
        if some.start < mark.end and mark.start < some.end:
            if _beside_others(page, cast, some):
                return True
            return _opens(page, some) and _says_something(page, some) and not _asks(page, cast, some)
    return False


def _beside_others(page: Page, cast: Cast, some: Mark) -> bool:
    """'noi quattro Melli alla raccolta, la suocera alle macchine': it says what each part wants."""
    start, end = page.sentences[page.sentence_of(some.start)]
    here = [r for r in cast.refs if start <= r.start < end and r.kind in ("name", "relation") and r.person != 0]
    named = {r.start for chain in chains(page, here) if 0 <= chain[0].start - some.end <= 1 for r in chain}
    outside = [r for r in here if not some.start <= r.start < some.end]
    topic = next((n for n in range(some.end, end) if n in cast.topics), end)  # 'two of us come: Eve to A and Tom to B'
    others = any(r.start not in named and not some.end <= r.start < topic for r in outside)
    more = any(t.fold in page.voc.words["indefinite"] for t in page.tokens[some.start : some.end])  # 'noi altri tre'
    wanted = any(n in cast.topics for n in range(start, end))
    return (others or more) and wanted and bool(some.numbers) and some.numbers[-1] < len(cast.named_attending)


def _opens(page: Page, some: Mark) -> bool:
    """Whether no more than a small word stands before it in its sentence."""
    start, _ = page.sentences[page.sentence_of(some.start)]
    small = page.voc.words["opening"] | page.voc.words["and"] | page.voc.words["stop"]
    excused = {n for m in page.within("sorry_number", start, some.end) for n in range(m.start, m.end)}
    before = range(start, some.start)
    return all(page.tokens[n].kind is not Kind.WORD or page.tokens[n].fold in small or n in excused for n in before)


def _says_something(page: Page, some: Mark) -> bool:
    """Whether something is said of them behind: 'two of us are over eighty', and not 'two of us from the choir'."""
    words, after = page.voc.words, page.tokens[some.end : some.end + 2]
    small = words["preposition"] | words["of"] | words["from"] | words["with"] | words["and"] | words["for"]
    return len(after) == 2 and all(t.kind in (Kind.WORD, Kind.NUMBER) for t in after) and after[0].fold not in small


def _asks(page: Page, cast: Cast, some: Mark) -> bool:
    """Whether the sentence says that they come, or when, or to what; and speaks of no others."""
    _, end = page.sentences[page.sentence_of(some.start)]
    if page.has_any(("others", "remainder"), some.end, end):
        return False
    return page.has_any(COMING, some.end, end) or any(n in cast.topics or n in page.dated for n in range(some.end, end))
