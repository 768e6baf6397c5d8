"""Who is said to want a session, and so comes: the writer, a tie without a name, one told by name."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.kin_wishes import adopt_kin, only_kin
from mailflow.understanding.people.stance_of_one import stance_of
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.people.under_text import under_text
from mailflow.understanding.people.with_others import names_others, on_behalf
from mailflow.understanding.text.page import Page


def adopt(page: Page, cast: Cast, mentions: Sequence[tuple[int, list[int]]]) -> None:
    """Who is said to want a session comes. `mentions`: place of the session, and whose wish it is."""
    told = {owner for _, owners in mentions for owner in owners}
    idle = any(n and n not in told for n in cast.named_attending)  # 'Tom and Ruth. Dad: A. Mum: B'
    for place, owners in mentions:
        for owner in owners:
            if owner > 0 and not cast.persons[owner].name and not idle:
                adopt_kin(page, cast, owner, place)
            if (
                owner >= 0
                and cast.persons[owner].name
                and cast.stances[page.clause_of(place)] not in (Stance.STAYS, Stance.ASIDE)
                and not cast.persons[owner].stays
            ):
                if (
                    owner == 0
                    and cast.writer.comes is False
                    and (
                        page.has("absent_self")
                        or on_behalf(page, cast)
                        or names_others(page, cast)
                        or _signs_off(page, cast, place)
                    )
                ):
                    continue
                own = [r for r in cast.refs if r.person == owner] if owner else []
                if own and all(stance_of(page, cast, r) is Stance.ASIDE for r in own):
                    continue  # 'come d'accordo con la vostra collega Carla, mi iscrivo al gruppo 1'
                person = cast.persons[owner]
                person.comes = True
                cast.presumed = cast.presumed and not (owner == 0 and _wants_himself(page, cast, place))
                person.first = person.first if person.first >= 0 else place
                if person.name in cast.leftovers:
                    cast.leftovers.remove(person.name)
    only_kin(cast, mentions)


def _wants_himself(page: Page, cast: Cast, place: int) -> bool:
    """'I'd like A, Tom would like B': the writer says of himself that he would like the session at the token."""
    start, _ = page.sentences[page.sentence_of(place)]
    mine = [r for r in cast.refs if r.kind in ("i", "me") and start <= r.start < place]
    return bool(mine) and page.has("wished", mine[-1].start, place)


def _signs_off(page: Page, cast: Cast, place: int) -> bool:
    """Whether the writer is met by his name under the text alone, beside the session, and never says 'I'."""
    start, end = page.sentences[page.sentence_of(place)]
    own = [r for r in cast.refs if r.person == 0]
    beside = any(start <= r.start < end for r in own)
    return beside and all(r.kind == "name" and under_text(page, r) for r in own) and not page.has("self")
