"""Who is left out of what is said of all: 'tutti al 6 tranne Luca', 'Ugo, che il secondo turno lo salta'."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mailflow.understanding.cast import Cast
from mailflow.understanding.found import Found
from mailflow.understanding.page import Page
from mailflow.understanding.party import chains
from mailflow.understanding.sessions import Index, Mention

HEAD = 3  # tokens before the round a sentence begins with
NEAR = 3  # tokens between the word and who is left out


def left_out(page: Page, cast: Cast, found: Found, at: Index) -> dict[int, dict[str, int]]:
    """By number of the person, the rounds whose session is said to be of all but him, or that he says he skips.

    With each round the place from which on a wish of his own still counts.
    """
    out: dict[int, dict[str, int]] = defaultdict(dict)
    for person, mention in excepted(page, cast, found):
        out[person].update((at.round_of[session], 0) for session in mention.sessions)
    for person, round_ in (*_skipping(page, cast, found), *_going(page, cast, found)):
        out[person][round_] = 0
    for person, round_, place in _all_but_one(page, cast, found, at):
        out[person].setdefault(round_, place)
    return dict(out)


def excepted(page: Page, cast: Cast, found: Found) -> Iterator[tuple[int, Mention]]:
    """Persons, and the session that is all the others': 'tutti al 6 tranne Luca', 'all but Ann go to B'."""
    if "exclude" not in page.marks:
        return
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
                yield ref.person, told[0]


def _skipping(page: Page, cast: Cast, found: Found) -> Iterator[tuple[int, str]]:
    """'Ugo, che il secondo turno lo salta'."""
    for spoken in found.rounds:
        clause = page.clauses[page.clause_of(spoken.start)]
        start, _ = page.sentences[clause.sentence]
        named = any(clause.start <= m.start < clause.end for m in found.mentions)
        before = [r for r in cast.refs if start <= r.start < spoken.start and r.kind in ("name", "me", "i", "he")]
        skips = not named and page.has("skips", clause.start, clause.end)
        if skips and before and before[-1].person >= 0:
            yield before[-1].person, spoken.round


def _going(page: Page, cast: Cast, found: Found) -> Iterator[tuple[int, str]]:
    """'Nel secondo turno Ugo scappa, io vado al 5': of the round the sentence begins with, where another stays."""
    for mark in page.of("skips", "goes_away"):
        clause = page.clauses[page.clause_of(mark.start)]
        start, end = page.sentences[clause.sentence]
        rounds = {r.round for r in found.rounds if start <= r.start < end}
        head = next((r for r in found.rounds if start <= r.start <= start + HEAD), None)
        told = [r for r in cast.refs if start <= r.start < end and r.kind in ("name", "me", "i", "relation")]
        gone = [r for r in told if clause.start <= r.start < mark.start and r.person >= 0][-1:]
        others = [r for r in told if r.start >= clause.end and gone and r.person != gone[0].person]
        inside = [m for m in found.mentions if start <= m.start < end]
        stays = bool(inside and others) and not any(clause.start <= m.start < clause.end for m in inside)
        if head is not None and len(rounds) == 1 and stays:
            yield gone[0].person, head.round


def _all_but_one(page: Page, cast: Cast, found: Found, at: Index) -> Iterator[tuple[int, str, int]]:
    """'due posti al 3 … allora solo Ugo al 3': all who come but him, of a session named before for more."""
    rows = chains(page, cast.refs)
    for mark in page.marks.get("only", ()):
        row = next((r for r in rows if r[0].start == mark.end and r[0].kind in ("name", "me", "i")), None)
        end = page.clauses[page.clause_of(mark.start)].end
        told = [m for m in found.mentions if row and row[-1].end <= m.start < end and m.start - row[-1].end <= NEAR]
        if row is None or not told or len(told[0].sessions) > 1:
            continue
        if any(m.sessions == told[0].sessions for m in found.mentions if m.start < mark.start):
            kept = {r.person for r in row}
            others = (n for n, p in enumerate(cast.persons) if p.comes and not p.stays and n not in kept)
            yield from ((n, at.round_of[told[0].sessions[0]], mark.start) for n in others)
