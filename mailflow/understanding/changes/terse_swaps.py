"""Who comes for whom in a few words: 'Kit for Tom please', 'Jo out, Amy in', 'togliete Ugo e mettete Lea', 'Ugo no, Lea
sì'."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.changes.booked_people import Roll, names_booked, new_here
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

ASIDE = ("greeting", "closing", "thanks", "regret", "alters")
BESIDE = 2  # tokens between 'fuori', 'mettete mia sorella' and the name


def terse_swap(page: Page, cast: Cast, roll: Roll, start: int, end: int) -> tuple[str, str] | None:
    """One of those booked and the one who is not, where a sentence takes the first out and puts the other in."""
    told, new = list(names_booked(page, cast, roll, start, end)), new_here(page, cast, roll, start, end)
    if len(told) != 1 or len(new) != 1:
        return None
    old = told[0][:2]
    other = next((r.start, r.end) for r in _names(cast, start, end) if cast.persons[r.person].name == new[0])
    swapped = _out_and_in(page, old, other, start, end) or _for_him(page, old, other, start, end)
    swapped = swapped or _exchanged(page, old, other, start) or _not_he_but(page, old, other, start)
    return (told[0][2], new[0]) if swapped else None


def out_and_in(page: Page, cast: Cast) -> Iterator[tuple[Ref, Ref]]:
    """Who is taken out and who is put in, of the two whom alone a sentence names, whoever is booked."""
    if page.folds.isdisjoint(page.voc.words["puts_out"]):
        return
    for start, end in page.sentences:
        names = _names(cast, start, end)
        if len(names) != 2 or names[0].person == names[1].person:
            continue
        for old, new in (names, names[::-1]):
            if _out_and_in(page, (old.start, old.end), (new.start, new.end), start, end):
                yield old, new


def _names(cast: Cast, start: int, end: int) -> list[Ref]:
    return [r for r in cast.refs if start <= r.start < end and r.kind == "name" and r.person >= 0]


def _out_and_in(page: Page, old: tuple[int, int], new: tuple[int, int], start: int, end: int) -> bool:
    words = page.voc.words
    out = any(page.tokens[n].fold in words["puts_out"] for n in _around(old, new, start, end))
    return out and any(page.tokens[n].fold in words["puts_there"] for n in _around(new, old, start, end))


def _around(name: tuple[int, int], other: tuple[int, int], start: int, end: int) -> Iterator[int]:
    """The tokens near a name, on its side of the other one."""
    first = max(start, name[0] - 1 - BESIDE, other[1] if other[1] <= name[0] else 0)
    last = min(end, name[1] + 1, other[0] if other[0] >= name[1] else end)
    yield from (n for n in range(first, last) if not name[0] <= n < name[1])


def _exchanged(page: Page, old: tuple[int, int], new: tuple[int, int], start: int) -> bool:
    """'change Tom to Kit', 'cambiate Ugo con Lea'."""
    words, between = page.voc.words, page.tokens[old[1] : new[0]]
    verb = any(t.fold in words["exchange"] for t in page.tokens[max(start, old[0] - 1 - BESIDE) : old[0]])
    joints = words["for"] | words["with"] | words["towards"]
    return verb and 0 < len(between) <= 1 + BESIDE and between[0].fold in joints


def _not_he_but(page: Page, old: tuple[int, int], new: tuple[int, int], start: int) -> bool:
    """'change of name: not Tom but Kit', 'cambio di nominativo: non Ugo ma Lea'; of a booking, 'not Tom but Kit' alone
    may mean what else they were asked for."""
    named = page.has("name_changes", start, old[0])
    between = page.tokens[old[1] : new[0]]
    denied = any(m.end == old[0] for m in page.within("denies_it", start, old[0]))
    return named and denied and len(between) <= BESIDE and between[-1].fold in page.voc.words["contrast"]


def _for_him(page: Page, old: tuple[int, int], new: tuple[int, int], start: int, end: int) -> bool:
    """'Kit for Tom', and nothing else is said."""
    between = page.tokens[new[1] : old[0]]
    if len(between) != 1 or between[0].fold not in page.voc.words["for"]:
        return False
    told = {n for cls in ASIDE for m in page.within(cls, start, end) for n in range(m.start, m.end)}
    rest = [page.tokens[n] for n in (*range(start, new[0]), *range(old[1], end)) if n not in told]
    plain = page.voc.words["comes_plainly"] | page.voc.words["courtesy"]
    return all(token.kind is not Kind.WORD or token.fold in plain for token in rest)
