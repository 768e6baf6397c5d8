"""Who is one of the party: doubts about lines of a table that give nobody, and about numbers that count twice."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.gist import Gist
from mailflow.understanding.reading import Doubt
from mailflow.understanding.text.tokens import Kind

NEAR = 3  # tokens from 'one' to the session it is for


def lines_left(gist: Gist) -> Iterator[Doubt]:
    """A line of a table between lines that name people: it names sessions, and begins with words that nobody knows."""
    page, cast, found = gist.page, gist.cast, gist.found
    rows = sorted(page.clauses[n].start for n in cast.rows)
    if len(rows) < 2:
        return
    told = {r.start for r in cast.refs if r.kind != "they"}
    known = found.tokens | page.dated | {n for r in found.rounds for n in range(r.start, r.end)}
    small = page.voc.words["session_head"] | page.voc.words["round_head"] | page.voc.words["conjunction"]
    for start, end in page.sentences:
        opens = page.tokens[start - 1].kind is Kind.LINE if start else False
        if not (opens and rows[0] < start < rows[-1]) or any(start <= n < end for n in told):
            continue
        first = next((n for n in range(start, end) if page.tokens[n].kind is Kind.WORD), end)
        unknown = first < end and first not in known and page.tokens[first].fold not in small
        if unknown and any(start <= m.start < end for m in found.mentions):
            yield Doubt("names", f"who is meant by “{page.words(start, end).strip()}”")


def lost_letters(gist: Gist) -> Iterator[Doubt]:
    """'Emre Yalç?n': a letter of a name that did not come through."""
    page = gist.page
    for ref in gist.cast.refs:
        end = page.tokens[ref.end - 1].end
        rest = page.text[end : end + 2]
        if ref.kind == "name" and rest[:1] in ("?", "\ufffd") and rest[1:].islower():
            rest = page.text[end:].split()[0].rstrip(".,;")
            yield Doubt("names", f"a letter of a name is lost: “{page.words(ref.start, ref.end)}{rest}”")


def same_person(gist: Gist) -> Iterator[Doubt]:
    """'due posti, uno la mattina e uno il pomeriggio', 'two seats, both for me': perhaps all for one person."""
    page, cast, value = gist.page, gist.cast, gist.seats.value or 0
    if value < 2 or len(cast.coming) + cast.guests > 1:
        return
    for mark in page.marks.get("same_person", ()):
        yield Doubt("seats", f"{value} places may be one person's: “{page.words(mark.start, mark.end)}”")
        return
    starts = [r.start for r in gist.found.rounds] + [m.start for m in gist.found.mentions] + sorted(page.dated)
    for start, end in page.sentences:
        ones = [n for n in range(start, end) if page.numbers[n] == 1 and n not in page.dated]
        shared = [n for n in ones if any(n < at <= n + NEAR for at in starts)]
        if len(shared) >= 2:
            yield Doubt("seats", f"{value} places may be one person's: “{page.words(start, end).strip()}”")
            return


def some_of_them(gist: Gist) -> Iterator[Doubt]:
    """'nove soci, di cui tre … iscrivo gli altri sei': the number told counts some that do not come."""
    page, value = gist.page, gist.seats.value or 0
    for whole in page.marks.get("of_whom", ()):
        for rest in page.marks.get("others", ()):
            if rest.start > whole.end and rest.numbers and rest.numbers[0] < value:
                said = page.words(rest.start, rest.end)
                yield Doubt("seats", f"{value} come, or only “{said}”?", options=(str(rest.numbers[0]), str(value)))
                return


def partners(gist: Gist) -> Iterator[Doubt]:
    """'Ada Po, Ugo Sala e rispettivi coniugi: cinque': whether each of them brings somebody."""
    page, cast, value = gist.page, gist.cast, gist.seats.value or 0
    for n, token in enumerate(page.tokens[:-1]):
        if token.fold in page.voc.words["respective"] and value not in (0, 2 * len(cast.coming)):
            yield Doubt("seats", f"how many are “{page.words(n, n + 2)}”")
            return
