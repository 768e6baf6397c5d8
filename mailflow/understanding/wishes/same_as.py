"""Who wants what somebody else wants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref, after_with
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.wishes.all_and_each import wants_only
from mailflow.understanding.wishes.breaths import likened
from mailflow.understanding.wishes.chosen import Chosen
from mailflow.understanding.wishes.persons_told import one_and_other
from mailflow.understanding.wishes.whom import ALL, UNKNOWN, meant_by
from mailflow.understanding.wishes.wish import Wish

HEAD = 4  # tokens before the round that a line or sentence begins with
EXCEPTED = 3  # tokens from 'except' to the round of what is not the same: 'except C2 in the afternoon'
INSTEAD = 3  # ... between a session and the word that says it is instead of what others have


def as_somebody_else(
    page: Page, cast: Cast, found: Found, wishes: list[Wish], chosen: Chosen, told: frozenset[int] = frozenset()
) -> None:
    """'pure lui', 'come la Fiandri', 'dove sono io', 'idem', 'the same workshop as Sir Alistair'.

    `told`: tokens that have told whom somebody follows already.
    """
    _as_above(page, cast, wishes, chosen)
    marks = [m for cls in ("same_as_us", "same_as", "i_follow") for m in page.marks.get(cls, ())]
    followed: list[Mark] = []
    for mark in (m for m in marks if told.isdisjoint(range(m.start, m.end))):
        if any(m.start < mark.end and mark.start < m.end for m in followed):
            continue  # 'the same as' of 'the same as me'
        bare = mark.end - mark.start == 1 and page.tokens[mark.start].fold in page.voc.words["with"]
        if bare and any(o is not mark and o.start <= mark.start < o.end for o in marks):
            continue  # the 'con' of 'vado con'
        if _is_no_likeness(page, cast, found, mark) or (chosen.changing and _stays(page, mark)):
            continue
        owners, target = _who_and_whom(page, cast, mark, wishes)
        if not owners or target == UNKNOWN or (target == ALL and not chosen.by.get(ALL)):
            continue
        if (
            bare
            and not _round_of(page, found, mark)
            and not any(w.owner == target and w.place < mark.start for w in wishes)
        ):
            continue  # 'I would like to attend with our trainee Tom. … Tom: B'
        free = [
            o for o in owners if o != target and not wants_only(page, found, o, wishes)
        ]  # 'con me, ma soltanto al tavolo 7'
        _copy(page, cast, found, chosen, mark, free, target, wishes)
        followed.append(mark)


def _is_no_likeness(page: Page, cast: Cast, found: Found, mark: Mark) -> bool:
    """Whether the clause names a session itself, or denies: 'la stessa sarà altrove e non necessita di iscrizione'."""
    clause = page.clauses[page.clause_of(mark.start)]
    _, end = page.sentences[clause.sentence]
    if any(m.start <= mark.start < m.end for m in page.within("wished", max(0, mark.start - 3), mark.end)):
        return True  # 'I'd like to come with Tom'
    turns = [m for cls in ("exclude", "but") for m in page.within(cls, mark.end, clause.end)]
    excepted = min((m.start for m in turns), default=clause.end)
    opens = mark.start - (page.tokens[mark.start - 1].text == "," if mark.start else 0)  # 'B for me, the same for Pia'
    whose = [r.start for r in cast.refs if clause.start <= r.start < r.end == opens]  # 'io alla B e Pia pure'
    if any(max([clause.start, *whose]) <= m.start < excepted for m in found.mentions):
        return True  # 'the same except C1 at the end' names what is not the same
    denied = page.has("negation", mark.end, min(end, mark.end + 7))
    return denied and not page.has("alternative", mark.end, min(end, mark.end + 12))


def _stays(page: Page, mark: Mark) -> bool:
    """'me and Rory stay the same', of a booking there is."""
    clause = page.clauses[page.clause_of(mark.start)]
    return any(page.has(cls, clause.start, clause.end) for cls in ("stays_as_is", "mine_stays"))


def _who_and_whom(page: Page, cast: Cast, mark: Mark, wishes: Sequence[Wish]) -> tuple[list[int], int]:
    """Who wants the same, and as whom: told behind the words or within them; else as the last that somebody wants."""
    begin, end = page.sentences[page.sentence_of(mark.start)]
    words = page.voc.words
    told = [r for r in cast.refs if r.kind in ("name", "me", "he", "relation", "i")] + one_and_other(page, cast.refs)
    refs = sorted((r for r in told if begin <= r.start < end), key=lambda r: r.start)
    near = mark.end + next((n for n, t in enumerate(page.tokens[mark.end : mark.end + 4]) if t.text in ",;:"), 4)
    after = [r for r in refs if mark.end <= r.start < near]
    before = [r for r in refs if r.start < mark.start and not likened(page, r.start)]
    if page.tokens[mark.start].fold in words["with"]:
        before = [r for r in before if not after_with(page, r)] or before  # 'io con Ugo al mattino, con Pia dopo'
    inside = [r for r in refs if mark.start <= r.start < mark.end]
    if mark.cls == "i_follow":
        return [0], _last_wanting(wishes, mark, [0])
    first = page.tokens[mark.start].fold
    ditto = first in words["ditto"] or any(r.start == mark.start or not before for r in inside)
    if inside and ditto:
        before, after = inside, []  # 'io al 3, lei pure'
    elif inside:
        after = inside  # 'I do what she does'
    alike = any(t.fold in words["ditto"] for t in page.tokens[mark.start : mark.end])
    if alike and after and any(t.fold in words["for"] for t in page.tokens[mark.end : after[0].start]):
        before, after, ditto = after, [], True  # 'stessa cosa per mia moglie', 'the same for my wife'
    if not before:
        return [], UNKNOWN
    owners = [o for o in _chain_back(page, cast, before) if o >= 0]
    if mark.cls == "same_as_us":
        return [o for o in owners if o > 0], 0  # 'whatever the two of us are doing'
    if after:
        whom = meant_by(cast, after[0])[0]
        if after[0].kind == "he" and whom in owners:
            whom = _last_wanting(wishes, mark, owners)  # 'Ada takes B; Ugo and Tom go with her'
        return owners, whom
    if ditto and any(t.fold in words["of_me"] for t in page.tokens[mark.end : near]):
        return [o for o in owners if o > 0], 0  # 'lo stesso laboratorio mio'
    return (owners, _last_wanting(wishes, mark, owners)) if ditto else ([], UNKNOWN)


def _last_wanting(wishes: Sequence[Wish], mark: Mark, owners: Sequence[int]) -> int:
    """Whose wish was told last before the words."""
    return next((w.owner for w in reversed(wishes) if w.place < mark.start and w.owner not in owners), UNKNOWN)


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
    begin, _ = page.sentences[page.clauses[number].sentence]
    common: Mapping[str, tuple[str, ...]] = chosen.by.get(ALL, {})
    source = dict(chosen.by.get(target, dict(common)))
    round_ = _round_of(page, found, mark)
    bare = page.tokens[mark.start].fold in page.voc.words["with"] and cast.stances[number] is Stance.COMES
    bare = bare and not _says_no_more(page, cast, mark)
    second = any(
        not all(t.fold in page.voc.words["then_word"] for t in page.tokens[m.start : m.end])  # 'A first, then the same'
        for m in page.within("alternative", begin, mark.start)
        if not _other_than_all(page, found, m)
    )
    for owner in owners:
        told = owner in chosen.by
        mine = chosen.by.setdefault(owner, dict(common))
        other = second or _second_best(page, wishes, owner, round_ or "", mark.end)
        own = round_ is not None and mine.get(round_, ()) != common.get(round_, ())
        scope = None if own and not other else round_  # 'in the first round A, then I follow her'
        for r, sessions in source.items():
            if scope is not None and r != scope:
                continue
            if second and r in mine and source.keys() <= mine.keys():
                mine[r] = tuple(dict.fromkeys((*mine[r], *sessions)))
            elif r in mine and _second_best(page, wishes, owner, r, mark.end):
                mine[r] = tuple(dict.fromkeys((*sessions, *mine[r])))
            elif (r not in mine or mine[r] == common.get(r)) and (not bare or scope or told):
                mine[r] = sessions
        if not mine:
            del chosen.by[owner]


def _other_than_all(page: Page, found: Found, mark: Mark) -> bool:
    """'for him D1-A on Thursday instead, Friday the same as me': not what others have, and no second best."""
    behind = any(0 <= mark.start - m.end <= INSTEAD for m in found.mentions)
    return behind and any(m.start == mark.start for m in page.marks.get("thinks_again", ()))


def _says_no_more(page: Page, cast: Cast, mark: Mark) -> bool:
    """'…; Pia con Luca': a thought of no more words than these."""
    start, end = page.sentences[page.sentence_of(mark.start)]
    parts = [n for n in range(start, end) if page.tokens[n].text in ",;:."]
    opens = max((n + 1 for n in parts if n < mark.start), default=start)
    closes = min((n for n in parts if n >= mark.end), default=end)
    told = {n for r in cast.refs if opens <= r.start < closes for n in range(r.start, r.end)}
    small = page.voc.words["determiner"] | page.voc.words["title"] | page.voc.words["and"]
    rest = (n for n in (*range(opens, mark.start), *range(mark.end, closes)) if n not in told)
    return all(page.tokens[n].fold in small for n in rest)


def _round_of(page: Page, found: Found, mark: Mark) -> str | None:
    """The one round the words speak of: told in their clause, or what the line or sentence begins with."""
    clause = page.clauses[page.clause_of(mark.start)]
    begin, _ = page.sentences[clause.sentence]
    while begin and page.tokens[begin - 1].text == ";":
        begin, _ = page.sentences[page.sentence_of(begin - 1)]  # 'Day 2: Ada B; Ugo the same'
    told = [r for r in found.rounds if begin <= r.start < clause.end]
    excepted = [m.end for m in page.within("exclude", clause.start, clause.end)]
    excepted += [m.end for m in page.within("but", mark.end, clause.end)]  # 'the same but C2 in the afternoon'
    own = [r for r in told if clause.start <= r.start and not any(0 <= r.start - e <= EXCEPTED for e in excepted)]
    if own or excepted:
        return own[-1].round if own else None
    limited = bool(told) and page.has("only", page.clauses[page.clause_of(told[-1].start)].start, clause.start)
    if limited and not any(told[-1].end <= m.start < mark.start for m in found.mentions):
        return told[-1].round  # '… for Rosa, who only comes on Friday, same workshop as me'
    heading = bool(told) and told[0].start - begin <= HEAD
    return told[0].round if heading and len({r.round for r in told}) == 1 else None


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
    return list(dict.fromkeys(owners))  # 'la mia amica Rosa' is one
