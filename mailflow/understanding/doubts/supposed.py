"""Coming that is only supposed: 'se venissimo in quattro, ci sarebbe posto?', 'if just Ann and I came, …?'."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.gist import Gist
from mailflow.understanding.reading import Doubt

SAID = ("book", "request", "self", "we", "enrolling")  # a wish that hangs on nothing


def only_supposed(gist: Gist) -> Iterator[Doubt]:
    """Where all that is told of coming hangs on a question, and nothing is asked for besides."""
    page = gist.page
    for mark in page.of("supposes", "asks_if_only"):
        start, end = page.sentences[page.sentence_of(mark.start)]
        asked = any(token.text == "?" for token in page.tokens[start:end])
        besides = any(not start <= m.start < end for m in page.of(*SAID))
        if asked and not besides:
            words = page.words(start, end).strip()
            yield Doubt("intent", f"whether it books, or only asks: “{words}”")
            return


def supposed_guests(gist: Gist) -> Iterator[Doubt]:
    """'siamo in due; se venisse anche mia suocera, ci sarebbe posto?': somebody of whom nothing else is told,
    or whom the number told before may count or not."""
    page, persons, said = gist.page, gist.cast.persons, gist.seats.said
    for mark in page.marks.get("supposes", ()):
        clause = page.clauses[page.clause_of(mark.start)]
        told = [r for r in gist.cast.refs if clause.start <= r.start < clause.end and r.kind == "relation"]
        for ref in told:
            settled = ref.person >= 0 and (persons[ref.person].comes or persons[ref.person].stays)
            if not settled or (said is not None and not clause.start <= said.start < clause.end):
                yield Doubt("seats", f"whether {page.words(ref.start, ref.end)} comes too")
