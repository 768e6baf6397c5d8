"""Who is counted first and then no more: 'Ada, Ugo e Lia. Ugo però suona, quindi in due', 'Leo has bingo, so two'."""

from __future__ import annotations

from mailflow.understanding.cast import Cast
from mailflow.understanding.page import Page
from mailflow.understanding.party import Ref
from mailflow.understanding.stated import stated


def withdraw(page: Page, cast: Cast, blocked: frozenset[int]) -> None:
    """Let the one person stay who is spoken of once more behind the list of those who come, where the number told
    last is smaller by one than they are."""
    coming = [n for n, person in enumerate(cast.persons) if n and person.comes and not person.stays and person.name]
    count = len(coming) + bool(cast.writer.comes) + cast.guests
    last = _last_said(page, cast, blocked) if coming and count > 1 else None
    if last is None or last[0] != count - 1:
        return
    listed = max(page.sentence_of(cast.persons[n].first) for n in coming)
    spoken = [n for n in coming if _spoken_of_again(page, cast, n, listed, last[1])]
    if len(spoken) == 1:
        person = cast.persons[spoken[0]]
        person.comes, person.stays, person.withdrawn = False, True, True


def _last_said(page: Page, cast: Cast, blocked: frozenset[int]) -> tuple[int, int] | None:
    """The number of people told last in the text, and where."""
    said = max(stated(page, cast, blocked), key=lambda s: s.start, default=None)
    return (said.value, said.start) if said is not None else None


def _spoken_of_again(page: Page, cast: Cast, number: int, listed: int, total: int) -> bool:
    """Whether a sentence behind the list tells something of the person that is no wish."""
    refs = [r for r in cast.refs if r.person == number]
    later = [r for r in refs if page.sentence_of(r.start) > listed]
    return refs[0].end <= total and any(_no_wish(page, cast, r) for r in later[:1])


def _no_wish(page: Page, cast: Cast, ref: Ref) -> bool:
    """Whether nothing is wanted or added where the person is named, and nobody else is joined to him."""
    start, end = page.sentences[page.sentence_of(ref.start)]
    people = [r for r in cast.refs if start <= r.start < end and r.kind in ("name", "relation", "me")]
    added = page.has_any(("joins", "adds"), start, end)
    return not added and all(r.person == ref.person for r in people) and not any(start <= n < end for n in cast.topics)
