"""Of a change: two who trade what they hold: 'Io e Ugo ci scambiamo il secondo turno'."""

from __future__ import annotations

from mailflow.understanding.changes.held import Held
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.wishes.chosen import Chosen
from mailflow.understanding.wishes.whom import ALL


def trade(page: Page, at: Index, cast: Cast, found: Found, chosen: Chosen, held: Held) -> None:
    """Give each what our confirmation says the other holds, where nothing else is told of the two."""
    for mark in page.marks.get("trades", ())[:1] if held.of else ():
        pair = _pair(page, cast, mark, held)
        if len(pair) == 2 and chosen.by.get(pair[0], {}).keys() & chosen.by.get(pair[1], {}).keys():
            return  # 'ci scambiamo: Ada al 3 e Ugo al 5'
        start, end = page.sentences[page.sentence_of(mark.start)]
        named = {r.round for r in found.rounds if start <= r.start < end}
        named = {r for n in (ALL, *pair) for r in chosen.by.get(n, {})} or named
        has = [{at.round_of[s]: s for s in held.own(cast.persons[n].key)} for n in pair]
        for round_ in [r.id for r in at.rounds if not named or r.id in named] if len(has) == 2 else ():
            one, two = (sessions.get(round_) for sessions in has)
            told = {s for n in (ALL, *pair) for s in chosen.by.get(n, {}).get(round_, ())}
            if one is None or two is None or one == two or not told <= {one, two}:
                continue
            chosen.by.get(ALL, {}).pop(round_, None)
            chosen.by.setdefault(pair[0], {})[round_] = (two,)
            chosen.by.setdefault(pair[1], {})[round_] = (one,)
            chosen.doubts = [d for d in chosen.doubts if d.round != round_]


def _pair(page: Page, cast: Cast, mark: Mark, held: Held) -> list[int]:
    """The two who trade: who is spoken of in the sentence, else the two of those booked who are spoken of at all."""
    start, end = page.sentences[page.sentence_of(mark.start)]
    spoken = {r.person for r in cast.refs if r.kind in ("name", "me", "i") and start <= r.start < end and r.person >= 0}
    booked = {n for n, person in enumerate(cast.persons) if held.own(person.key)}
    people = spoken if len(spoken) == 2 else booked
    return sorted(people) if len(people) == 2 else []
