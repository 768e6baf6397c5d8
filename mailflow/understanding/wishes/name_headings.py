"""Names that head a line or the lines below it."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.whom import meant_by

ROW = 4  # tokens before the name of a list's row at most


def name_headings(
    page: Page, cast: Cast, refs: Sequence[Ref], mentions: Sequence[Mention]
) -> dict[int, tuple[int, ...]]:
    """Lines that hold a name and nothing else to say: what stands below is that person's, until a blank line."""
    found: dict[int, tuple[int, ...]] = {}
    for number, (start, end) in enumerate(page.sentences):
        blank = start > 1 and page.tokens[start - 1].kind is Kind.LINE and page.tokens[start - 2].kind is Kind.LINE
        if blank:
            found[number] = ()
        inside = [r for r in refs if start <= r.start < end]
        words = [t for t in page.tokens[start:end] if t.kind is Kind.WORD]
        if (
            len(inside) == 1
            and inside[0].kind == "name"
            and len(words) <= inside[0].end - inside[0].start + 2
            and not any(start <= m.start < end for m in mentions)
        ):
            found[number] = meant_by(cast, inside[0])
    return found if sum(bool(people) for people in found.values()) > 1 else {}


def names_of_rows(page: Page, cast: Cast, refs: Sequence[Ref]) -> dict[int, tuple[int, ...]]:
    """Further sentences of a line that begins with a name, in a list of such lines: 'Ada Neri: B; after lunch: F'."""
    found: dict[int, tuple[int, ...]] = {}
    people: set[tuple[int, ...]] = set()
    line = before = 0
    for number, (start, _) in enumerate(page.sentences):
        line = max((n + 1 for n in range(before, start) if page.tokens[n].kind is Kind.LINE), default=line)
        before = start
        named = [r for r in refs if line <= r.start <= line + ROW and r.kind == "name"]
        if named and (
            named[0].start == line or page.tokens[named[0].start - 1].kind is not Kind.WORD or _titled(page, named[0])
        ):
            who = meant_by(cast, named[0])
            people.add(who)
            alone = {r.person for r in refs if line <= r.start < start} <= set(who)
            if line < start and alone:
                found[number] = who
    return found if len(people) > 1 else {}


def _titled(page: Page, ref: Ref) -> bool:
    """'sig. Learco Turri'."""
    return page.tokens[ref.start - 1].fold.strip(".") in page.voc.words["title"]
