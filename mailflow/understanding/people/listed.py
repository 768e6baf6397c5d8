"""People listed, one a line, come unless their row says no."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.rows import is_sign_off
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind


def lists(page: Page, cast: Cast) -> None:
    """Lines that begin with a name, below words that announce them: the people listed come."""
    rows = _rows(page, cast)
    if not rows or (len(rows) == 1 and not _announced(page, rows[0])):
        return
    for number in rows:
        clauses = [n for n, c in enumerate(page.clauses) if c.sentence == number]
        cast.rows += clauses
        start, end = page.sentences[number]
        gone = page.has_any(("absent", "absent_self"), start, end) or (
            len(rows) > 1 and _marked_no(page, cast, start, end)
        )
        if not gone and (len(rows) > 2 or any(cast.stances[n] is Stance.SILENT for n in clauses)):
            cast.lists = True
        for n in clauses:
            if gone:
                cast.stances[n] = Stance.STAYS
            elif cast.stances[n] is Stance.SILENT or (cast.stances[n] is not Stance.STAYS and n == clauses[0]):
                cast.stances[n] = Stance.COMES


def _rows(page: Page, cast: Cast) -> list[int]:
    """The sentences that are rows of a list: less the writer's name below it."""
    names = {r.start for r in cast.refs if r.kind == "name"}
    others = {r.start for r in cast.refs if r.kind in ("relation", "me")}  # in rows that a mark opens
    marked: dict[int, bool] = {}  # whether a bullet or a number opens the row
    for number, (start, end) in enumerate(page.sentences):
        first = _behind_marks(page, start, end)
        bullet = page.tokens[start].kind in (Kind.MARK, Kind.NUMBER)
        more = bullet and not others.isdisjoint(range(start, first + 2))  # '- più due tirocinanti', '- 2 students'
        if _opens_line(page, start) and (first in names or more):
            marked[number] = any(t.kind is not Kind.LINE for t in page.tokens[start:first])
    if sum(marked.values()) >= 2:  # the unmarked line below is a signature
        return [row for row, mark in marked.items() if mark]
    return [row for row, mark in marked.items() if mark or row + 1 in marked or not _signs(page, cast, row)]


def _behind_marks(page: Page, start: int, end: int) -> int:
    """Where a row's first word stands, behind its bullet, its number and a title."""
    titles = page.voc.words["title"]
    while start < end and (
        page.tokens[start].kind in (Kind.MARK, Kind.NUMBER, Kind.LINE)
        or page.tokens[start].fold.strip(".") in titles
        or len(page.tokens[start].text) == 1
    ):
        start += 1
    return start


def _opens_line(page: Page, start: int) -> bool:
    before = page.tokens[start - 1] if start else None
    return before is None or before.kind is Kind.LINE or page.tokens[start].kind is Kind.LINE or before.text == ";"


def _marked_no(page: Page, cast: Cast, start: int, end: int) -> bool:
    """'Neri Ada | bidella | NO (ferie)', 'Ada Neri no no': a row of a table that holds a no, and nothing wanted."""
    tokens, no = page.tokens, page.voc.words["no_after"]
    closed = [n for n in range(start, end) if tokens[n].fold in no and _ends_cell(page, n + 1, end)]
    return bool(closed) and not page.has("yes", start, end) and not any(start <= n < end for n in cast.topics)


def _ends_cell(page: Page, n: int, end: int) -> bool:
    """Whether a cell of a row ends there."""
    return n >= end or page.tokens[n].text in "(|;)," or page.tokens[n].fold in page.voc.words["no_after"]


def _signs(page: Page, cast: Cast, row: int) -> bool:
    """Whether the row is the writer's name under the text."""
    start, end = page.sentences[row]
    own = next((r for r in cast.refs if r.kind == "name" and start <= r.start < end), None)
    return own is not None and own.person == 0 and is_sign_off(page, own.start)


def _announced(page: Page, row: int) -> bool:
    if row == 0:
        return False
    start, end = page.sentences[row - 1]
    return any(t.text == ":" for t in page.tokens[max(start, end - 3) : end])
