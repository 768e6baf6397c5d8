"""Of a change: who joins a booking that the mail itself tells of, and has what it has."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.chosen import Chosen
from mailflow.understanding.wishes.whom import ALL

SAME = ("same_slot", "same_sessions", "same_hour", "like_ours")
JOINS = ("joins", "adds", "one_more", "grows")


def as_those_they_join(page: Page, at: Index, cast: Cast, chosen: Chosen) -> None:
    """'avevo iscritto Ada alla M1; si può aggiungere Ugo, stesso laboratorio?': Ugo has the M1, and Ada as before."""
    told = [m.sessions[0] for m in chosen.booked if len(m.sessions) == 1]
    has = {at.round_of[s]: (s,) for s in told if len({t for t in told if at.round_of[t] == at.round_of[s]}) == 1}
    for mark in page.of(*SAME) if has else ():
        start, end = page.sentences[page.sentence_of(mark.start)]
        joins = min((m.start for cls in JOINS for m in page.within(cls, start, end)), default=end)
        named = {r.person for r in cast.refs if r.kind == "name" and joins <= r.start < end and r.person > 0}
        for person in sorted(named & set(cast.named_attending)):
            own = {**chosen.by.get(ALL, {}), **chosen.by.get(person, {})}
            chosen.by[person] = {**has, **own}
