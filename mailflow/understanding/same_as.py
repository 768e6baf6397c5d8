"""Who wants what somebody else wants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mailflow.understanding.all_and_each import wants_only
from mailflow.understanding.breaths import likened
from mailflow.understanding.cast import Cast
from mailflow.understanding.chosen import Chosen
from mailflow.understanding.found import Found
from mailflow.understanding.page import Page
from mailflow.understanding.party import Ref
from mailflow.understanding.phrase_tree import Mark
from mailflow.understanding.stances import Stance
from mailflow.understanding.whom import ALL, UNKNOWN, meant_by
from mailflow.understanding.wishes import Wish


def as_somebody_else(page: Page, cast: Cast, found: Found, wishes: list[Wish], chosen: Chosen) -> None:
    """'pure lui', 'come la Fiandri', 'dove sono io', 'idem', 'the same workshop as Sir Alistair'."""
    _as_above(page, cast, wishes, chosen)
    common: Mapping[str, tuple[str, ...]] = chosen.by.get(ALL, {})
    for mark in (m for cls in ("same_as_us", "same_as") for m in page.marks.get(cls, ())):
        clause = page.clauses[page.clause_of(mark.start)]
        if any(clause.start <= m.start < clause.end for m in found.mentions):
            continue
        if chosen.changing and any(page.has(cls, clause.start, clause.end) for cls in ("stays_as_is", "mine_stays")):
            continue  # 'me and Rory stay the same'
        if page.has("negation", mark.end, mark.end + 7) and not page.has("alternative", mark.end, mark.end + 12):
            continue  # 'la stessa sarà altrove e non necessita di iscrizione'
        begin = page.sentences[clause.sentence][0]
        refs = [r for r in cast.refs if r.kind in ("name", "me", "he", "relation", "i")]
        after = [r for r in refs if mark.end <= r.start <= mark.end + 3]
        before = [r for r in refs if begin <= r.start < mark.start and not likened(page, r.start)]
        inside = [r for r in refs if mark.start <= r.start < mark.end]
        ditto = page.tokens[mark.start].fold in page.voc.words["ditto"] or bool(inside)
        if inside:
            before, after = inside, []  # 'io al 3, lei pure'
        if ditto and after and any(t.fold in page.voc.words["for"] for t in page.tokens[mark.end : after[0].start]):
            before, after = after, []  # 'stessa cosa per mia moglie'
        if not before:
            continue
        owners = [o for o in _chain_back(page, cast, before) if o >= 0]
        if mark.cls == "same_as_us":
            owners, target = [o for o in owners if o > 0], 0  # 'whatever the two of us are doing'
        elif after:
            target = meant_by(cast, after[0])[0]
        elif ditto:
            target = next(
                (w.owner for w in reversed(wishes) if w.place < mark.start and w.owner not in owners), UNKNOWN
            )
        else:
            continue
        if target == UNKNOWN or (target == ALL and not common):
            continue
        free = [
            o for o in owners if o != target and not wants_only(page, found, o, wishes)
        ]  # 'con me, ma soltanto al tavolo 7'
        _copy(page, cast, found, chosen, mark, free, target, wishes)


def _as_above(page: Page, cast: Cast, wishes: list[Wish], chosen: Chosen) -> None:
    """A row that says 'come sopra': its persons want what those of the row above want, save what they say besides."""
    for mark in page.marks.get("as_above", ()):
        start, end = page.sentences[page.sentence_of(mark.start)]
        owners = [
            p for r in cast.refs if start <= r.start < end and r.kind in ("name", "me", "i") for p in meant_by(cast, r)
        ]
        above = [w for w in wishes if w.place < start and w.owner >= 0 and w.owner not in owners]
        if not above:
            continue
        for owner in owners:
            mine = chosen.by.setdefault(owner, dict(chosen.by.get(ALL, {})))
            for round_, sessions in chosen.by.get(above[-1].owner, {}).items():
                mine.setdefault(round_, sessions)


def _copy(
    page: Page,
    cast: Cast,
    found: Found,
    chosen: Chosen,
    mark: Mark,
    owners: Sequence[int],
    target: int,
    wishes: Sequence[Wish],
) -> None:
    """Give the owners another's choices: for the round spoken of, else for all they have no wish of their own for."""
    number = page.clause_of(mark.start)
    clause = page.clauses[number]
    begin = page.sentences[clause.sentence][0]
    common: Mapping[str, tuple[str, ...]] = chosen.by.get(ALL, {})
    source = dict(chosen.by.get(target, dict(common)))
    line = page.text.rfind("\n", 0, page.tokens[begin].start) + 1
    rounds = [r.round for r in reversed(found.rounds) if page.tokens[r.start].start >= line and r.start < clause.end]
    round_ = rounds[0] if rounds else None
    bare = page.tokens[mark.start].fold in page.voc.words["with"] and cast.stances[number] is Stance.COMES
    for owner in owners:
        told = owner in chosen.by
        mine = chosen.by.setdefault(owner, dict(common))
        for r, sessions in source.items():
            if round_ is not None and r != round_:
                continue
            if page.has("alternative", begin, mark.start) and r in mine:
                mine[r] = tuple(dict.fromkeys((*mine[r], *sessions)))
            elif r in mine and _second_best(page, wishes, owner, r, mark.end):
                mine[r] = tuple(dict.fromkeys((*sessions, *mine[r])))
            elif (r not in mine or mine[r] == common.get(r)) and (not bare or round_ or told):
                mine[r] = sessions
        if not mine:
            del chosen.by[owner]


def _second_best(page: Page, wishes: Sequence[Wish], owner: int, round_: str, place: int) -> bool:
    """'…, lei pure, ma se non c'è posto lei va al 2': all that is his own comes after."""
    own = [w for w in wishes if w.owner == owner and w.round == round_ and w.positive]
    if not own or not own[0].ordered:
        return False
    return any(t.fold in page.voc.words["conditional"] for t in page.tokens[place : own[0].place])


def _chain_back(page: Page, cast: Cast, refs: Sequence[Ref]) -> list[int]:
    """The last persons named in one breath."""
    words = page.voc.words
    owners = list(meant_by(cast, refs[-1]))
    for one, two in zip(reversed(refs[:-1]), reversed(refs[1:]), strict=True):
        between = page.tokens[one.end : two.start]
        if len(between) > 3 or not all(t.fold in words["and"] | words["article"] or t.text == "," for t in between):
            break
        owners += meant_by(cast, one)
    return owners
