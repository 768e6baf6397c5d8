"""'My wife would like B, I'd like C', 'Me: A1. My partner: A3': who is told by a tie alone and has a wish comes."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.stance_of_one import stance_of
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.text.page import Page

WISHES = ("wished", "wished_by_one", "they", "request")
ROW = 3  # tokens between who is told in a row and the session


def only_kin(cast: Cast, mentions: Sequence[tuple[int, list[int]]]) -> None:
    """'My son: A1. My daughter: A3.': where every session is one of theirs, the writer is not thought to come."""
    owners = {owner for _, some in mentions for owner in some}
    theirs = {r.person for r in cast.unnamed}
    if cast.presumed and len(owners) > 1 and owners <= theirs:
        cast.writer.comes = False


def adopt_kin(page: Page, cast: Cast, owner: int, place: int) -> None:
    """Count the person in where the session at the token is his by a wish, or stands in his row."""
    person = cast.persons[owner]
    if person.name or person.stays or person.comes or any(r.person == owner for r in cast.unnamed):
        return
    start, _ = page.sentences[page.sentence_of(place)]
    refs = [r for r in cast.refs if r.person == owner and r.kind == "relation" and start <= r.start < place]
    ref = refs[-1] if refs else None
    if ref is None or ref.n != 1 or stance_of(page, cast, ref) in (Stance.STAYS, Stance.ASIDE):
        return
    if any(r.kind in ("me", "i", "us", "name") and ref.end <= r.start < place for r in cast.refs):
        return  # 'my boss would like me to see B'
    words = page.voc.words
    small = words["preposition"] | words["article"] | {":", ",", "-", "–", "="}
    row = place - ref.end <= ROW and all(t.fold in small for t in page.tokens[ref.end : place])
    if row or page.has_any(WISHES, ref.end, place):
        person.comes = True
        person.first = person.first if person.first >= 0 else ref.start
        cast.unnamed.append(ref)
