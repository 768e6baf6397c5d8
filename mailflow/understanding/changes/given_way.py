"""Who gives his place to somebody else: 'Ugo sarà sostituito da Ada', 'Ada takes over from Ugo'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mailflow.understanding.changes.terse_swaps import out_and_in
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.wishes.chosen import Chosen

NEAR = 6  # tokens from the words to the name behind them
FAR = 10  # 'al suo posto, stesso orario, viene suo fratello Ugo'
BESIDE = 3  # 'al posto del collega Ugo'
TAKEN = ("replaced_by", "takes_over", "replace_with", "his_place", "in_place_of")
ONE = ("name", "me", "i")


def give_way(page: Page, cast: Cast) -> None:
    """Let those stay whose place another takes, and the other come: what is told is told of him."""
    his = list(page.of("his_place", "swap_mine"))
    for mark in page.of(*TAKEN, "comes_instead"):
        if mark.cls == "takes_over" and any(m.start <= mark.start < m.end for m in his):
            continue  # 'lo sostituisce Ada' is not 'Ada sostituisce'
        for one, other in _old_and_new(page, cast, mark):
            old, new = cast.persons[one.person], cast.persons[other.person]
            if mark.cls == "comes_instead" and not old.stays:
                continue  # 'Ugo goes to A, and Lia instead to B'
            old.comes, old.stays, old.gives_way = False, True, True
            named = mark.cls == "comes_instead" or (mark.cls == "his_place" and other.start == mark.end)
            named = named or (mark.cls == "in_place_of" and other.end == mark.start)  # 'Ada invece di Ugo'
            if named or _put_down(page, mark, one, other):
                new.comes, new.stays = True, False
                _goes_on(page, cast, other)
    for one, other in (*out_and_in(page, cast), *_seats_passed_on(page, cast), *_named_for_another(page, cast)):
        old, new = cast.persons[one.person], cast.persons[other.person]
        old.comes, old.stays, old.gives_way = False, True, True
        new.comes, new.stays = True, False
        cast.leftovers[:] = [name for name in cast.leftovers if name not in (old.name, new.name)]
        _goes_on(page, cast, other)
    for mark in page.of("swap_mine", "his_place"):
        if successor := _who_takes_it(page, cast, mark):
            _takes_it(page, cast, mark, successor)


def _seats_passed_on(page: Page, cast: Cast) -> Iterator[tuple[Ref, Ref]]:
    """ "Kit will have Rita's seat", 'date il posto di Ugo a Lea': whose place it is, and the one other who is named."""
    for mark in page.of("anothers_seat"):
        start, end = page.sentences[page.sentence_of(mark.start)]
        named = [r for r in cast.refs if start <= r.start < end and r.kind == "name" and r.person > 0]
        old = next((r for r in named if r.start <= mark.start < r.end or r.start == mark.end), None)
        others = {r.person: r for r in named if old is not None and r.person != old.person}
        if old is not None and len(others) == 1 and page.has("passes_on", start, end):
            yield old, next(iter(others.values()))


def _named_for_another(page: Page, cast: Cast) -> Iterator[tuple[Ref, Ref]]:
    """'a change of name: Kit, not Rita', 'niente Ugo, viene Lea': of two who alone are named, and no wish told."""
    for mark in page.of("denies_it", "no_more_of"):
        start, end = page.sentences[page.sentence_of(mark.start)]
        named = [r for r in cast.refs if start <= r.start < end and r.kind == "name" and r.person > 0]
        old = next((r for r in named if r.start == mark.end), None)
        others = [r for r in named if old is not None and r.person != old.person]
        wishes = page.has_any(("wished", "move_to", "another_wishes", "joins", "adds"), start, end)
        if old is not None and len(others) == 1 and not wishes:
            yield old, others[0]


def thought_better(page: Page, cast: Cast) -> None:
    """'Iscrivo Ugo e Lia alla A. Anzi, Lia lavora: al suo posto Ada', '… Lia is on shift: Ada instead': of a booking,
    what was told before of who stays is told of who comes in his place."""
    for mark in page.of("his_place", "in_place_of", "comes_instead"):
        start, _ = page.sentences[page.sentence_of(mark.start)]
        if any(t.fold in page.voc.words["conditional"] for t in page.tokens[start : mark.start]):
            continue  # 'if Lia can't come, Ada instead'
        for one, other in _old_and_new(page, cast, mark):
            told = [r for r in cast.refs if r.person == one.person and r.start < start]
            coming = any(cast.stances[page.clause_of(r.start)] is Stance.COMES for r in told)
            if one.person == 0 or not coming or any(r.person == other.person and r.start < start for r in cast.refs):
                continue
            old, new = cast.persons[one.person], cast.persons[other.person]
            old.comes, old.stays, old.gives_way, old.withdrawn = False, True, True, True
            new.comes, new.stays, new.first = True, False, told[0].start
            cast.refs[:] = [replace(r, person=other.person) if r in told else r for r in cast.refs]
            cast.leftovers[:] = [name for name in cast.leftovers if name != new.name]


def _who_takes_it(page: Page, cast: Cast, mark: Mark) -> Ref | None:
    """The one of whom alone it is told that he takes the place, of the writer or of somebody without a name: 'al mio
    posto viene Ivo', 'Kate takes my place', 'my husband is ill, so my sister Kate Bain comes in his place'."""
    start, end = page.sentences[page.sentence_of(mark.start)]
    if page.has_any(("joins", "adds"), start, end):
        return None  # 'aggiungereste al mio posto quello di Ivo?'
    named = [r for r in cast.refs if start <= r.start < end and r.kind == "name" and r.person > 0]
    number = page.clause_of(mark.start)
    near = [r for r in named if -NEAR <= mark.end - r.start <= 0 or page.clause_of(r.start) == number]
    if not named:  # 'can my mate have my place? Jodie Marsden, same sessions'
        near = named = [r for r in cast.refs if r.start == end and r.kind == "name" and r.person > 0]
    told = next((r for r in named if r.start == mark.end), None)  # 'my ticket goes to Kit, Rita stays'
    return told or (near[0] if near and len({r.person for r in named}) == 1 else None)


def _takes_it(page: Page, cast: Cast, mark: Mark, new: Ref) -> None:
    """Let him come, and the writer stay, whose place it is."""
    person = cast.persons[new.person]
    if person.gives_way or (mark.cls == "his_place" and not _of_somebody(page, cast, mark, new)):
        return
    if person.stays or new.start == mark.end:
        person.comes, person.stays = True, False
        cast.leftovers[:] = [name for name in cast.leftovers if name != person.name]
        _goes_on(page, cast, new)
    if mark.cls == "swap_mine" and not (cast.writer.comes and page.has_any(("self", "we"))):
        cast.writer.comes, cast.writer.stays, cast.writer.gives_way = False, True, True


def _of_somebody(page: Page, cast: Cast, mark: Mark, new: Ref) -> bool:
    """Whether somebody without a name is spoken of before: 'my husband', and whose sister the other is, too."""
    beside = [r for r in cast.refs if r.kind == "relation" and r.person == new.person]
    return any(r.kind == "relation" and r not in beside and r.start < mark.start for r in cast.refs)


def _put_down(page: Page, mark: Mark, old: Ref, new: Ref) -> bool:
    """'invece di Ugo segnate Ada': the words of leaving out are said of the first alone."""
    asks = page.has_any(("book", "request"), old.end, new.start)
    return mark.cls == "in_place_of" and old.start < new.start and asks


def _goes_on(page: Page, cast: Cast, new: Ref) -> None:
    """'lo sostituisce Ada, che però va al 2': what the sentence goes on with is said of who comes."""
    start, end = page.clause_of(new.start), page.sentences[page.sentence_of(new.start)][1]
    for number in range(start, page.clause_of(end - 1) + 1):
        if cast.stances[number] is Stance.STAYS:
            cast.stances[number] = Stance.COMES


def _old_and_new(page: Page, cast: Cast, mark: Mark) -> Iterator[tuple[Ref, Ref]]:
    """Whose place is taken and who takes it, where both are told."""
    start, end = page.sentences[page.sentence_of(mark.start)]
    before = [r for r in cast.refs if r.kind in ONE and start <= r.start < mark.start]
    behind = [r for r in cast.refs if r.kind in ONE and mark.end <= r.start < end]
    opening = mark.cls == "his_place" and mark.start - start <= 1
    far = FAR if opening else NEAR
    near = [r for r in behind[:1] if r.start - mark.end <= far]
    if mark.cls == "replaced_by" and before and near:
        yield from _another(before[-1], near[0])
    elif mark.cls == "takes_over" and before and near:
        yield from _another(near[0], before[-1])
    elif mark.cls == "replace_with" and near:
        yield from _with(page, near[0], behind[1:])
    elif mark.cls == "in_place_of" and near and near[0].start - mark.end <= BESIDE:
        if any(page.numbers[mark.end : near[0].start]):
            return  # 'three instead of two: Ada joins us'
        yield from _another(near[0], [*before, *behind[1:], near[0]][0])
    elif mark.cls == "comes_instead":
        plain = page.voc.words["comes_plainly"]  # 'Ada instead', 'so Ada will come instead'
        new = [r for r in before[-1:] if all(t.fold in plain for t in page.tokens[r.end : mark.start])]
        new = [r for r in new if r.kind == "name"]
        yield from _another(before[-2], new[0]) if new and len(before) > 1 else ()
    elif mark.cls == "his_place":
        begin = page.clauses[page.clause_of(mark.start)].start
        opens = mark.start - begin <= 1  # 'al suo posto viene Ada'
        subject = [r for r in near if (r.start == mark.end or opens) and r.kind == "name"]  # 'lo sostituisce Ada'
        new = subject or before[-1:] or near
        earlier = [r for r in cast.refs if r.kind == "name" and new and r.start < min(mark.start, new[0].start)]
        yield from _another(earlier[-1], new[0]) if earlier else ()


def without_places_given(cast: Cast, chosen: Chosen) -> None:
    """Who gives his place away is given no session."""
    for person, spoken in enumerate(cast.persons):
        if spoken.gives_way:
            chosen.by.pop(person, None)


def _with(page: Page, old: Ref, behind: list[Ref]) -> Iterator[tuple[Ref, Ref]]:
    """'replace Ugo with Ada', 'swap Ugo for Ada': the second is named right behind a 'with'; 'substitute Ada for Ugo'
    tells it the other way round, and is not read."""
    swaps = page.tokens[old.start - 1].fold in page.voc.words["swaps"]
    joints = page.voc.words["with"] | (page.voc.words["exchange_for"] if swaps else frozenset())
    for new in behind[:1]:
        between = page.tokens[old.end : new.start]
        if any(t.fold in joints for t in between) and len(between) <= NEAR:
            yield from _another(old, new)


def _another(old: Ref, new: Ref) -> Iterator[tuple[Ref, Ref]]:
    if old.kind == "name" and old.person != new.person:  # a writer may tell of himself by his name
        yield old, new
