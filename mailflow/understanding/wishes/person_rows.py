"""Where words for a session are expected in a row of persons: 'Elena trasporti, io energia'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailflow.understanding.people.party import Ref
from mailflow.understanding.sessions.cues import Cue
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.whom import ONE

MOST = 40  # persons of a mail whose sessions are looked for so


def rows_of_persons(page: Page, at: Index, found: Found, refs: Sequence[Ref], missing: frozenset[str]) -> Iterator[Cue]:
    """'Elena trasporti, io energia': right behind a person, where beside him another one's session is told."""
    slots = behind_each(page, refs)
    rounds = [
        {at.round_of[s] for m in found.mentions if start <= m.start < end for s in m.sessions} for start, end in slots
    ]
    for n in range(len(slots) - 2, -1, -1):
        if _joins(page, *slots[n]):
            rounds[n] = rounds[n + 1]  # 'Pia pane, io e Lia sale'
    for n, (start, end) in enumerate(slots):
        beside = set().union(*rounds[max(0, n - 1) : n], *rounds[n + 1 : n + 2])
        if start < end and not rounds[n] and beside:
            within = frozenset(s for s, round_ in at.round_of.items() if round_ in beside or round_ in missing)
            yield Cue(after_verb(page, start, end), end, within, 0, alone=True)


def _joins(page: Page, start: int, end: int) -> bool:
    """Whether nothing but an 'and' or a comma stands there."""
    return start < end and all(t.text == "," or t.fold in page.voc.words["and"] for t in page.tokens[start:end])


def behind_each(page: Page, refs: Sequence[Ref]) -> list[tuple[int, int]]:
    """The tokens behind each person, up to the next one or the sentence's end."""
    persons = [r for r in sorted(refs, key=lambda r: r.start) if r.kind in (*ONE, "they", "she")][:MOST]
    slots: list[tuple[int, int]] = []
    for ref, after in zip(persons, [*persons, None][1:], strict=True):
        _, end = page.sentences[page.sentence_of(ref.start)]
        theirs = ref.kind == "relation" and page.tokens[min(ref.end, end - 1)].fold in page.voc.words["of"]
        if not theirs:  # 'una compagna di scuola'
            slots.append((ref.end, min(end, after.start) if after else end))
    return slots


def after_verb(page: Page, start: int, end: int) -> int:
    """Where the words for a session begin behind a person: after a mark, and a verb of going or wishing."""
    words = page.voc.words
    while start < end:
        token = page.tokens[start]
        wished = page.at("wished", start)
        if wished is not None and wished.end <= end:
            start = wished.end
        elif token.text in ":-–—=→" or token.fold in words["goes_verb"] or token.fold in words["then_word"]:
            start += 1
        else:
            return start
    return start
