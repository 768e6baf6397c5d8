"""Whether a number that is stated agrees with the people counted, of whom not all need be told."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.seats.size import Stated
from mailflow.understanding.seats.told_in_a_row import row_of
from mailflow.understanding.text.page import Page

NEAR = 3  # tokens from a number to the row that tells who they are


def agrees(page: Page, cast: Cast, said: Stated, count: int) -> bool:
    """Whether so many may come as are said to, by those who are told of."""
    if count == said.value or _rest_told(page, said, said.value - count):
        return True
    row = row_of(page, cast, said.value)
    if count < said.value and row and row[0].start - said.end <= NEAR and said.end < row[-1].end:
        return True  # 'three of us, me, her and her mum'
    if count < said.value:
        uncounted = any(r.kind == "relation" and r.n is None and _comes(page, cast, r) for r in cast.refs)
        rest = page.has("remainder") or (cast.vague and not cast.lists)
        return bool(uncounted or rest or not _told_in_whole(page, cast))
    others = len([p for p in cast.coming if not p.is_writer])
    over, named = count - said.value, len(cast.coming)
    return named <= said.value and over <= min(cast.guests, others) and len(cast.unnamed) <= 2  # a tie may be a name


def _comes(page: Page, cast: Cast, ref: Ref) -> bool:
    return cast.stances[page.clause_of(ref.start)] is Stance.COMES


def _rest_told(page: Page, said: Stated, missing: int) -> bool:
    """'siamo in sette: cinque del gruppo di cammino, io e mio marito': the missing number stands in the sentence."""
    _, end = page.sentences[page.sentence_of(said.start)]
    numbers = [page.voc.number(page.tokens[n]) for n in range(said.end, end) if n not in page.dated]
    return missing > 1 and missing in numbers


def _told_in_whole(page: Page, cast: Cast) -> bool:
    """Whether the mail counts up everybody: in a list, or in a row with the writer among them or behind a colon."""
    if cast.lists or len(cast.coming) > 2:
        return True
    for chain in chains(page, cast.refs):
        if (
            len([r for r in chain if r.kind != "us"]) < 2
            or cast.stances[page.clause_of(chain[0].start)] is not Stance.COMES
        ):
            continue
        lead = page.tokens[max(0, chain[0].start - 2) : chain[0].start]
        if any(r.kind in ("me", "i") or r.person == 0 for r in chain) or any(t.text in ":(" for t in lead):
            return True
    return False
