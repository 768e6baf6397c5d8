"""Who is counted first and then no more: 'Ada, Ugo e Lia. Ugo però suona, quindi in due', 'Leo has bingo, so two'."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref
from mailflow.understanding.seats.stated import stated
from mailflow.understanding.text.page import Page


def withdraw(page: Page, cast: Cast, blocked: frozenset[int]) -> None:
    """Let the one person stay who is spoken of once more behind the list of those who come, where the number told
    last is smaller by one than they are."""
    coming = [n for n, person in enumerate(cast.persons) if n and person.comes and not person.stays and person.name]
    count = len(coming) + bool(cast.writer.comes) + cast.guests
    last = _last_said(page, cast, blocked) if coming else None
    if last is None or last[0] not in (count, count - 1):
        return
    if last[0] == count:  # 'Ada, Ugo and Leo. Leo can't, so two': who is told to stay and is counted no more
        gone = [p for p in cast.persons[1:] if p.comes and p.stays and p.name]
        for person in gone if len(gone) == 1 and not cast.guests else ():
            person.withdrawn = True
        return
    listed = max(page.sentence_of(cast.persons[n].first) for n in coming)
    spoken = [n for n in coming if _spoken_of_again(page, cast, n, listed, last[1])]
    spoken = spoken or [n for n in coming if cast.writer.comes and _comes_but(page, cast, n)]
    if len(spoken) == 1:
        person = cast.persons[spoken[0]]
        person.comes, person.stays, person.withdrawn = False, True, True


def _last_said(page: Page, cast: Cast, blocked: frozenset[int]) -> tuple[int, int] | None:
    """The number of people told last in the text, and where."""
    said = max(stated(page, cast, blocked), key=lambda s: s.start, default=None)
    return (said.value, said.start) if said is not None else None


def _spoken_of_again(page: Page, cast: Cast, number: int, listed: int, total: int) -> bool:
    """Whether a sentence behind the list, or words of correction, tell something of the person that is no wish."""
    refs = [r for r in cast.refs if r.person == number]
    last = max(person.first for person in cast.coming)
    turn = next((m.start for m in page.marks.get("correction", ()) if last < m.start < total), total)
    later = [r for r in refs if page.sentence_of(r.start) > listed or turn < r.start < total]
    return refs[0].end <= total and any(_no_wish(page, cast, r) for r in later[:1])


def _comes_but(page: Page, cast: Cast, number: int) -> bool:
    """'my wife Pia travels with me but she hates boats, so one seat': she alone stands before the 'but'."""
    refs = [r for r in cast.refs if r.person == number]
    start, end = page.sentences[page.sentence_of(refs[0].start)]
    but = next(
        (c for c in page.clauses if refs[0].end <= c.start < end and c.opener in page.voc.words["contrast"]), None
    )
    if any(t.fold in page.voc.words["for"] for t in page.tokens[max(0, refs[0].start - 3) : refs[0].start]):
        return False  # 'one place for my son Tom, who works with me but has no mail'
    others = [r for r in cast.refs if start <= r.start < end and r.kind in ("name", "relation") and r.person != number]
    wished = but is not None and any(n in cast.topics for n in range(but.start, but.end))
    return but is not None and not others and not wished and refs[-1].start < end


def _no_wish(page: Page, cast: Cast, ref: Ref) -> bool:
    """Whether nothing is wanted or added where the person is named, and nobody else is joined to him."""
    start, end = page.sentences[page.sentence_of(ref.start)]
    people = [r for r in cast.refs if start <= r.start < end and r.kind in ("name", "relation", "me")]
    added = page.has_any(("joins", "adds"), start, end)
    return not added and all(r.person == ref.person for r in people) and not any(start <= n < end for n in cast.topics)
