"""One of a row of sessions that was not understood: 'sollevamento + casa sicura', 'triage, parrots and diets'."""

from __future__ import annotations

from mailflow.understanding.doubts.round_doubts import settled
from mailflow.understanding.gist import Gist
from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions.row_items import row_items


def items_left(gist: Gist) -> list[Doubt]:
    """The first item of a row, beside sessions that are chosen, that tells none, where a round has no choice."""
    page, at, told = gist.page, gist.parts.at, settled(gist.chosen)
    left = frozenset(s for s, round_ in at.round_of.items() if round_ not in told)
    if not left or not gist.chosen.said:
        return []
    for item in row_items(page, gist.found, gist.cast.refs, left):
        if item.start and page.tokens[item.start - 1].fold in page.voc.words["with"]:
            continue  # 'una macchina con le biglie'
        if _tells_something(gist, item.start, item.end):
            return [Doubt("choices", f"which session is meant: “{page.words(item.start, item.end)}”")]
    return []


def _tells_something(gist: Gist, start: int, end: int) -> bool:
    """Whether it has a word of its own, that nobody says whatever an event is about, and little words else."""
    page, words = gist.page, gist.page.voc.words
    if not gist.found.tokens.isdisjoint(range(start, end)):
        return False
    chosen = {s for rounds in gist.chosen.by.values() for sessions in rounds.values() for s in sessions}
    content = zip(page.content.stems, page.content.at, strict=True)  # of a title that is chosen, no word tells another
    own = {n for s, n in content if start <= n < end and chosen.isdisjoint(gist.parts.at.topics.get(s, ()))}
    said = (words["title"], words["greeting_word"], words["organization"], page.voc.everyday, page.voc.common)
    rest = (page.tokens[n].fold for n in range(start, end) if n not in own)
    small = words["article"] | words["preposition"] | words["of"]
    return (
        bool(own)
        and not any(page.tokens[n].fold in some for n in own for some in said)
        and all(word in small for word in rest)
    )
