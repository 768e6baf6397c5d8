"""A choice that is said to be open: 'I can't decide between A and B', and nothing behind it settles it."""

from __future__ import annotations

from mailflow.understanding.gist import Gist
from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.wishes.remarks import decided_for

DECIDES = ("self", "we", "book", "request", "wished", "decided")  # what is told of a choice that is made


def undecided(gist: Gist) -> list[Doubt]:
    """Where no session wanted is said to be decided for, '…, but in the end I chose B', or told after it was open."""
    page, wanted = gist.page, [m for mentions in gist.chosen.said.values() for m in mentions]
    left = [
        m
        for m in page.marks.get("undecided_choice", ())
        if not any(_decided(page, m.end, w) or _settled_since(gist, m, w) for w in wanted)
    ]
    return [Doubt("choices", f"undecided: “{page.words(m.start, m.end)}”") for m in left[:1]]


def _decided(page: Page, start: int, mention: Mention) -> bool:
    if mention.start < start or not decided_for(page, start, mention):
        return False
    but = next(page.within("but", start, mention.start), None)
    return but is None or page.has_any(DECIDES, but.end, mention.start)


def _settled_since(gist: Gist, mark: Mark, mention: Mention) -> bool:
    """'I dithered between A and B for a week. A, please.': it was open once, and a later sentence tells one of them."""
    page, round_of = gist.page, gist.parts.at.round_of
    number = page.sentence_of(mark.start)
    once = any(m.start < mark.end and mark.start < m.end for m in page.marks.get("undecided_before", ()))
    if not once or page.sentence_of(mention.start) <= number:
        return False
    start, end = page.sentences[number]
    open_ = {round_of[s] for m in gist.found.mentions if start <= m.start < end for s in m.sessions}
    return not open_ or round_of[mention.sessions[0]] in open_
