"""Words that name a round: 'secondo turno', 'al mattino', 'day 2', 'dopo la pausa', 'quello delle 16.45'."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mailflow.understanding.sessions.left_out_ranks import is_left_out
from mailflow.understanding.sessions.number_ranks import heads_a_number, noun_of_rank, ranks_on
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.sessions.times import resolve
from mailflow.understanding.sessions.weekday_numbers import by_weekday_alone
from mailflow.understanding.text.days import DayRef
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.stems import stem
from mailflow.understanding.text.tokens import Kind, tokenize


@dataclass(frozen=True, slots=True)
class RoundRef:
    """Words at [start, end) that name a round."""

    start: int
    end: int
    round: str


def round_refs(page: Page, at: Index, blocked: frozenset[int]) -> tuple[RoundRef, ...]:
    """Every round named, in order. `blocked`: tokens that name a session."""
    if len(at.rounds) < 2:
        return ()
    found: dict[int, RoundRef] = {}
    polite = [m for m in page.marks.get("greeting", ()) if m.end - m.start > 1]  # 'Good afternoon'
    greeted = frozenset(n for m in polite for n in range(m.start, m.end))
    blocked |= greeted

    def add(start: int, end: int, round_: str) -> None:
        if not any(n in blocked for n in range(start, end)) and start not in found:
            found[start] = RoundRef(start, end, round_)

    _ordinals(page, at, add)
    for n, token in enumerate(page.tokens if at.round_words else ()):
        round_ = at.round_words.get(stem(token.fold)) if token.kind is Kind.WORD else None
        if round_ is None or _as_before(page, n) or is_left_out(page, at, n):
            continue
        if not (_ranks_a_session(page, at, n, round_) or _ranks_on(page, at, n)):
            behind = page.tokens[n + 1 : n + 2]
            add(n, n + 1 + any(t.fold in at.ranked_as for t in behind), round_)
    for half, cls in (("am", "morning"), ("pm", "afternoon"), ("eve", "evening")):
        round_ = next((r for r, h in at.half_of.items() if h == half), None)
        for mark in page.marks.get(cls, ()) if round_ else ():
            add(mark.start, mark.end, round_ or "")
    for ref in page.days:
        day = resolve(by_weekday_alone(ref, at), at.event)
        round_ = next((r for r, d in at.day_of.items() if d == day), None)
        if round_ and day and not _any_week(ref, at):
            add(ref.start, ref.end, round_)
    for hour in page.hours:
        rounds = [r.id for r in at.rounds if hour.says(r.starts.hour, r.starts.minute)]
        if len(rounds) == 1 and not at.slots:
            add(hour.start, hour.end, rounds[0])
    if len(at.rounds) == 2:
        for cls, round_ in (("after_break", at.rounds[1].id), ("before_break", at.rounds[0].id)):
            for mark in page.marks.get(cls, ()):
                add(mark.start, mark.end, round_)
    return tuple(found[s] for s in sorted(found))


def _any_week(ref: DayRef, at: Index) -> bool:
    """'on Thursday', where each round is on one."""
    same = [day for day in at.day_of.values() if day.weekday() == ref.weekday]
    return ref.day is None and ref.weekday is not None and len(same) > 1


def _ranks_a_session(page: Page, at: Index, n: int, round_: str) -> bool:
    """'primo gruppo', where a round is called 'Primo turno': the word behind it is a session's."""
    if page.tokens[n].fold not in page.voc.ordinals or n + 1 >= len(page.tokens):
        return False
    if heads_a_number(page.tokens, n, at):
        return False
    head = noun_of_rank(page.tokens, n, page.voc)
    title = {t.fold for t in tokenize(at.event.round(round_).title)}
    return head in page.voc.words["session_head"] | page.voc.words["rank_noun"] and head not in title


def _as_before(page: Page, n: int) -> bool:
    """'io resto come prima': an ordinal that ranks nothing."""
    likened = n > 0 and page.tokens[n - 1].fold in page.voc.words["like"] and page.tokens[n].fold in page.voc.ordinals
    return likened and (n + 1 >= len(page.tokens) or page.tokens[n + 1].kind is not Kind.WORD)


def _ranks_on(page: Page, at: Index, n: int) -> bool:
    """'Lui nel terzo gruppo e poi nel quarto. Io nel primo': sessions go on being ranked."""
    return page.tokens[n].fold in page.voc.ordinals and ranks_on(page.tokens, n, at, page.voc)


def _ordinals(page: Page, at: Index, add: Callable[[int, int, str], None]) -> None:
    voc, tokens = page.voc, page.tokens
    heads = voc.words["round_head"] | at.ranked_as
    if all(page.folds.isdisjoint(words) for words in (heads, voc.ordinals, at.round_titles)):
        return
    for n, token in enumerate(tokens):
        value = voc.ordinals.get(token.fold) if token.kind is Kind.WORD else None
        start, end = n, n + 1
        if n and token.fold in heads and tokens[n - 1].fold in voc.ordinals:
            continue  # 'al secondo turno uno qualunque'
        if value is None and token.kind is Kind.NUMBER and end < len(tokens) and tokens[end].text in "°ºª":
            value, end = int(token.text) if len(token.text) == 1 else None, end + 1
        if value is not None and end < len(tokens) and tokens[end].fold in heads:
            end += 1
        elif (
            value is not None
            and token.kind is Kind.WORD
            and n
            and tokens[n - 1].fold in voc.words["round_lead"]
            and (end >= len(tokens) or not _noun(page, end) or heads_a_number(tokens, n, at))
            and noun_of_rank(tokens, n, voc) not in voc.words["session_head"]
            and not ranks_on(tokens, n, at, voc)
            and not is_left_out(page, at, n)
        ):
            pass
        elif (
            token.fold in heads
            and end < len(tokens)
            and (number := voc.number(tokens[end]) or voc.ordinals.get(tokens[end].fold)) is not None
            and not at.numbers.get(number)
        ) or (
            (token.fold in heads or _labels_a_round(page, at, n))
            and end < len(tokens)
            and (number := voc.number(tokens[end])) is not None
            and (token.fold in voc.words["round_only"] or token.fold in at.round_titles)
        ):
            value, end = number, end + 1
        else:
            continue
        value = len(at.rounds) + 1 + value if value < 0 else value
        if 1 <= value <= len(at.rounds):
            add(start, end, at.rounds[value - 1].id)


def _labels_a_round(page: Page, at: Index, n: int) -> bool:
    """'Modulo 2: …', where rounds are called 'Primo modulo', 'Secondo modulo'."""
    return page.tokens[n].fold in at.round_titles and [t.text for t in page.tokens[n + 2 : n + 3]] == [":"]


def _noun(page: Page, n: int) -> bool:
    token = page.tokens[n]
    voc = page.voc
    return (
        token.kind is Kind.WORD
        and token.fold not in voc.words["stop"]
        and token.fold not in voc.function_words
        and not any(page.at(cls, n) for cls in ("self", "we", "they", "book", "me", "us", "alternative", "negation"))
    )
