"""Who is left out of what is said of all: 'tutti al 6 tranne Luca', 'everyone except Ann goes to B'."""

from __future__ import annotations

from collections import defaultdict

from mailflow.understanding.cast import Cast
from mailflow.understanding.mentions import Found
from mailflow.understanding.page import Page
from mailflow.understanding.party import chains
from mailflow.understanding.sessions import Index

NEAR = 3  # tokens between the word and who is left out


def left_out(page: Page, cast: Cast, found: Found, at: Index) -> dict[int, set[str]]:
    """By number of the person, the rounds whose session is said to be of all but him."""
    out: dict[int, set[str]] = defaultdict(set)
    rows = chains(page, cast.refs)
    for mark in page.marks.get("exclude", ()):
        start, end = page.sentences[page.sentence_of(mark.start)]
        row = next((r for r in rows if mark.end <= r[0].start <= mark.end + NEAR and r[0].start < end), None)
        if row is None or any(mark.end <= m.start < row[0].start for m in found.mentions):
            continue
        before = [m for m in found.mentions if start <= m.start < mark.start]
        after = [m for m in found.mentions if row[-1].end <= m.start < end]
        told = before[-1:] or after[:1]
        for ref in row if told else ():
            if ref.person >= 0:
                out[ref.person].update(at.round_of[session] for session in told[0].sessions)
    return dict(out)
