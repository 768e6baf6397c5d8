"""Who is named only because somebody once worked, danced or went to school with him: he takes no place by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailflow.understanding.names.names import Name
from mailflow.understanding.text.page import Page

COMING = ("they", "we", "self", "book", "request")  # '…, and she would like to come too'


def kept_company(page: Page, names: Sequence[Name]) -> Iterator[Name]:
    """'my mother danced with Ada Neri once', 'andavo a scuola con Ugo Sala': named there, and nowhere else."""
    ends = {m.end for m in page.marks.get("kept_company", ())}
    for number, name in enumerate(names) if ends else ():
        _, end = page.sentences[page.sentence_of(name.start)]
        again = any(not name.key.isdisjoint(n.key) for n in (*names[:number], *names[number + 1 :]))
        if name.start in ends and not again and not page.has_any(COMING, name.end, end):
            yield name
