"""Of whom somebody tells who writes for others: 'sono la mamma di Leo e Lia. Leo ha 10 anni …', "I'm Leo's nan. He's 8
…", 'sono la segretaria di Ugo Sala: vorrebbe …'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.text.page import Page

TIES = ("relation", "relations")
ROWS = 20  # times that somebody says whose kin he is: nobody does it more often


def children_told(page: Page, cast: Cast) -> None:
    """Let those come whose parent or aide the writer says he is, and of whom he tells more than whose they are.

    Who only says whose parent he is may come himself: 'sono la mamma di Leo, vorrei un posto alla riunione'.
    """
    for row in islice(_rows(page, cast), ROWS):
        end = row[-1].end
        one = len(row) == 1
        for ref in row:
            person = cast.persons[ref.person]
            if (
                person.comes is None
                and not person.stays
                and (_told_again(page, cast, ref, end) or (one and _his(page, cast, end)))
            ):
                person.comes = True
            if person.comes or page.has("self"):  # who writes of himself only tells whose kin he is
                cast.leftovers[:] = [name for name in cast.leftovers if name != person.name]


def only_whose(page: Page, cast: Cast) -> frozenset[int]:
    """Where names only tell whose parent or aide it is who comes himself: 'sono la mamma di Leo e verrei alle 10'."""
    if not cast.writer.comes or cast.presumed:
        return frozenset()
    return frozenset(r.start for row in _rows(page, cast) for r in row if not cast.persons[r.person].comes)


def _rows(page: Page, cast: Cast) -> Iterator[Sequence[Ref]]:
    """The names that tell whose parent the writer is."""
    if "introduce_self" not in page.marks or not (page.has_any(TIES) or page.voc.words["aide"] & page.folds):
        return
    words = page.voc.words
    for row in chains(page, cast.refs):
        names = [r for r in row if r.kind == "name" and r.person > 0]
        if not names:
            continue
        first, last = names[0], names[-1]
        behind = page.tokens[last.end : last.end + 1]
        if behind and behind[0].fold in words["genitive"]:
            if _is_kin(page, last.end + 1) and _introduced(page, first.start):
                yield names
            continue
        of = first.start - 1
        while of > 0 and (page.tokens[of].text == "." or page.tokens[of].fold.strip(".") in words["title"]):
            of -= 1  # 'la segretaria del dott. Sala'
        if of < 1 or page.tokens[of].fold not in words["of"] | words["aide_to"]:
            continue
        kin = _kin_before(page, of)
        if _is_kin(page, kin) and _introduced(page, kin):
            yield names


def _is_kin(page: Page, place: int) -> bool:
    """Whether a word for kin or for somebody's aide stands there: 'mamma', 'vicina', 'segretaria'."""
    aide = page.tokens[place].fold in page.voc.words["aide"]
    return aide or any(m.start <= place < m.end for cls in TIES for m in page.marks.get(cls, ()))


def _kin_before(page: Page, place: int) -> int:
    """Where the word for kin stands before 'of' at the place: 'la mamma di', 'la vicina di casa di'."""
    words, tokens = page.voc.words, page.tokens
    further = place > 2 and tokens[place - 1].fold in words["tie_place"] and tokens[place - 2].fold in words["of"]
    return place - 3 if further else place - 1


def _introduced(page: Page, place: int) -> bool:
    """Whether 'I am' stands before, with no more between than an article or the writer's own name."""
    start = page.clauses[page.clause_of(place)].start
    mark = next(iter(reversed([*page.within("introduce_self", start, place)])), None)
    small = page.voc.words["article"] | page.voc.words["determiner"]
    return mark is not None and all(t.capital or t.fold in small for t in page.tokens[mark.end : place])


def _told_again(page: Page, cast: Cast, ref: Ref, end: int) -> bool:
    """Whether his name, or 'he', stands again behind the row, beside an age or a session."""
    key = cast.persons[ref.person].key
    again = {page.clause_of(n) for n in range(end, len(page.tokens)) if page.tokens[n].fold in key}
    again |= {page.clause_of(r.start) for r in cast.refs if r.start >= end and ref.person in r.persons}  # 'lui alla A'
    return any(
        page.has("age", c.start, c.end) or any(n in cast.topics for n in range(*page.sentences[c.sentence]))
        for c in (page.clauses[n] for n in sorted(again))
    )


def _his(page: Page, cast: Cast, end: int) -> bool:
    """Whether of the one child his age is told next, what he would like, or that he is put down: 'che ha 6 anni',
    'vorrebbe venire', 'vorrei iscriverla'; or that both of them come."""
    _, close = page.sentences[page.sentence_of(end - 1)]
    later = page.sentences[min(len(page.sentences) - 1, page.sentence_of(end - 1) + 1)][1]
    ours = [r for r in cast.refs if r.kind == "us" and r.start >= end]
    both = any(r.n == 2 or page.tokens[r.start].fold in page.voc.words["both"] for r in ours)
    told = page.has("age", end, close) or page.has("age", close, later) or _he_would(page, cast, end, later)
    return told or both or page.has("enrols_them", end, len(page.tokens))


def _he_would(page: Page, cast: Cast, start: int, end: int) -> bool:
    """'Vorrebbe partecipare', 'parteciperà al gruppo 3': somebody comes, and nobody else is named for it."""
    mark = next(page.within("they", start, end), None)
    others = [r for r in cast.refs if r.kind in ("name", "relation", "me", "us") and start <= r.start]
    return mark is not None and not any(r.start < mark.start for r in others)
