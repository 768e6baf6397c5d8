"""Sessions told one after the other, one of each round, by what is theirs within it: 'Ada: A, then C' for D1-A and
D2-C, '2, 2 and 3 for me', 'Samira: third and third'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.code_neighbours import counts_something
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

Row = list[int]  # the tokens of the items
JOINTS = frozenset(",/+&-–")
SURE = 3  # rounds from which on a row of figures counts nothing else


def in_turn(page: Page, at: Index) -> list[Mention]:
    """The sessions of every row of as many letters, figures or ranks as there are rounds, and of a letter for each."""
    if len(at.rounds) < 2 or page.shouting:
        return []
    found = [*_in_each_round(page, at)] if at.tails else []
    if page.folds.isdisjoint(at.tails) and page.folds.isdisjoint(page.voc.ordinals):
        return found
    rows = [*_rows(page, at)]
    ranked = any(_ranked_twice(page, row) for row in rows)
    for row in rows:
        told = (_ranks(page, at, row) if ranked else []) or (_tails(page, at, row) if at.tails else [])
        found += [Mention(n, n + 1, (session,), "place") for n, session in zip(row, told, strict=False)]
    return found


def _in_each_round(page: Page, at: Index) -> Iterator[Mention]:
    """'B both days', 'entrambi i giorni la C'."""
    small = page.voc.words["article"] | page.voc.words["place_lead"] | frozenset(":,")
    for mark in page.marks.get("in_each_round", ()):
        before, behind = mark.start - 1, mark.end
        while behind < len(page.tokens) and page.tokens[behind].fold in small and not _is_letter(page, at, behind):
            behind += 1
        n = next((n for n in (before, behind) if 0 <= n < len(page.tokens) and _is_letter(page, at, n)), None)
        told = at.tails[page.tokens[n].fold] if n is not None else ()
        if n is not None and len({at.round_of[s] for s in told}) == len(told) == len(at.rounds):
            yield Mention(n, n + 1, told, "any")


def _rows(page: Page, at: Index) -> Iterator[Row]:
    """Rows of items with nothing but joints between them, no longer and no shorter than there are rounds."""
    row: Row = []
    for n in range(len(page.tokens)):
        if _is_item(page, at, n):
            if row and not _joined(page, row[-1] + 1, n):
                yield from _whole(page, at, row)
                row = []
            row.append(n)
    yield from _whole(page, at, row)


def _whole(page: Page, at: Index, row: Row) -> Iterator[Row]:
    if len(row) != len(at.rounds) or _of_a_round(page, row):
        return
    words = page.voc.words
    either = any(page.tokens[n].fold in words["or"] for n in range(row[0], row[-1]))  # 'none of A, B or C'
    if not either:
        yield row


def _is_item(page: Page, at: Index, n: int) -> bool:
    token = page.tokens[n]
    if token.kind is Kind.NUMBER:
        return token.text in at.tails and not at.numbers
    return _is_letter(page, at, n) or (token.kind is Kind.WORD and token.fold in page.voc.ordinals)


def _is_letter(page: Page, at: Index, n: int) -> bool:
    token, before = page.tokens[n], page.tokens[n - 1].kind if n else ""
    lone = token.kind is Kind.WORD and len(token.text) == 1 and token.text.isupper() and before is not Kind.NUMBER
    return lone and token.fold in at.tails and token.fold not in page.voc.words["me_subject"]  # and no class '3 A'


def _joined(page: Page, start: int, end: int) -> bool:
    words, between = page.voc.words, page.tokens[start:end]
    joints = words["and"] | words["or"] | words["then_word"] | JOINTS
    small = joints | words["article"]
    return 0 < len(between) < 5 and any(t.fold in joints for t in between) and all(t.fold in small for t in between)


def _of_a_round(page: Page, row: Row) -> bool:
    """'Thursday: A, then C', 'the first and the second on Friday': what is beside it tells a round of them all."""
    words = page.voc.words
    named = (
        words["round_head"] | words["part_of_day"] | words["round_only"] | words["session_head"] | words["rank_noun"]
    )
    first, last = page.sentences[page.sentence_of(row[0])]
    near = (*range(max(first, row[0] - 3), row[0]), *range(row[-1] + 1, min(last, row[-1] + 4)))
    return any(n in page.dated or page.tokens[n].fold in named for n in near)


def _values(page: Page, row: Row) -> list[int]:
    return [page.voc.ordinals.get(page.tokens[n].fold, 0) for n in row]


def _ranked_twice(page: Page, row: Row) -> bool:
    """'third and third': the same rank twice, so that ranks rank no rounds."""
    values = _values(page, row)
    return all(values) and len(set(values)) < len(values)


def _ranks(page: Page, at: Index, row: Row) -> list[str]:
    values = _values(page, row)
    if not all(values):
        return []
    told = [_ranked([s.id for s in r.sessions], value) for r, value in zip(at.rounds, values, strict=True)]
    return told if all(told) else []


def _ranked(sessions: Sequence[str], value: int) -> str:
    n = value - 1 if value > 0 else len(sessions) + value
    return sessions[n] if 0 <= n < len(sessions) else ""


def _tails(page: Page, at: Index, row: Row) -> list[str]:
    """'A, then C': how the codes of the first and of the second round end."""
    items = [page.tokens[n] for n in row]
    kinds = {item.kind for item in items}
    if len(kinds) > 1 or any(item.fold in page.voc.ordinals for item in items):
        return []
    if Kind.NUMBER in kinds and not _tells(page, at, row):
        return []
    told = [
        next((s for s in at.tails[item.fold] if at.round_of[s] == round_.id), "")
        for round_, item in zip(at.rounds, items, strict=True)
    ]
    return told if all(told) else []


def _tells(page: Page, at: Index, row: Row) -> bool:
    """Whether a row of figures tells sessions, and counts nobody and nothing."""
    after = row[-1] + 1
    counts = after < len(page.tokens) and counts_something(page.tokens, after, page.voc)
    return len(at.rounds) >= SURE and not counts and page.dated.isdisjoint(row)
