"""Bare numbers that are hours by the hour or day beside them, or by a session then: 'the 10 or the 11.30', 'Saturday,
ten', '1130 or 1300'."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.sessions.places import is_head
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.sessions.times import resolve, slot_sessions
from mailflow.understanding.text.code_neighbours import counts_something
from mailflow.understanding.text.days import is_year
from mailflow.understanding.text.hours import HourRef
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

MOST = 3  # tokens from the number to the hour it is joined to


def joined_hours(page: Page, at: Index) -> Iterator[HourRef]:
    """Numbers joined by an 'or' to an hour told in full, where a session of the event begins at such an hour: 'the 10
    or the 11.30', 'half eleven or one'."""
    words, stop = page.voc.words, len(page.tokens)
    small = words["article"] | words["preposition"] | words["hour_cue"]
    for hour in page.hours:
        joint = next(
            (n for n in range(hour.start - 1, max(0, hour.start - MOST), -1) if page.tokens[n].fold in words["or"]), 0
        )
        bare: HourRef | None = None
        if joint and all(t.fold in small for t in page.tokens[joint + 1 : hour.start]):
            bare = _bare(page, joint - 1, page.tokens[joint - 1].kind is not Kind.NUMBER)
        elif hour.end < stop and page.tokens[hour.end].fold in words["or"]:
            behind = next((n for n in range(hour.end + 1, stop) if page.tokens[n].fold not in small), 0)
            bare = _bare(page, behind, True)
        if bare is not None and slot_sessions(at, None, bare):
            yield bare


def _bare(page: Page, n: int, alone: bool) -> HourRef | None:
    """The number at a token as an hour. `alone`: it must count nothing, as in 'the first one or', 'or two of us'."""
    token, words = page.tokens[n], page.voc.words
    if n in page.dated or (token.kind is Kind.NUMBER and len(token.text) > 2):
        return None
    hour = int(token.text) if token.kind is Kind.NUMBER else page.voc.hours.get(token.fold)
    leads = words["preposition"] | words["hour_cue"] | words["or"]
    before, after = page.tokens[max(0, n - 1) : n], page.tokens[n + 1 : n + 2]
    led = all(t.kind is not Kind.WORD or t.fold in leads for t in before)
    closes = words["asking_word"] | words["or"]
    ends = all(t.kind is not Kind.WORD or t.fold in closes for t in after) or n + 1 in page.dated
    return HourRef(n, n + 1, hour) if hour is not None and (not alone or (led and ends)) else None


def hours_then(page: Page, at: Index) -> Iterator[HourRef]:
    """'I'd say half two, then 1', 'alle 9, poi 8': a number behind an hour, where a session is then."""
    words = page.voc.words
    small = words["article"] | words["preposition"] | words["and"] | words["or"] | {","}
    for hour in page.hours:
        n = hour.end
        while n < len(page.tokens) and n - hour.end < MOST and page.tokens[n].fold in small:
            n += 1
        token = page.tokens[n + 1] if n + 1 < len(page.tokens) else None
        if token is None or page.tokens[n].fold not in words["then_word"] or n + 1 in page.dated:
            continue
        bare = HourRef(n + 1, n + 2, int(token.text)) if token.kind is Kind.NUMBER and len(token.text) < 3 else None
        counts = counts_something(page.tokens, n + 2, page.voc) if n + 2 < len(page.tokens) else False
        if bare is not None and not counts and len(slot_sessions(at, None, bare)) == 1:
            yield bare


def hours_ranked(page: Page, at: Index) -> Iterator[HourRef]:
    """'the 11.30, second choice 2.30, third choice 4': a number where hours are told by choice."""
    ranked = page.voc.words["rank_noun"]
    told = any(h.start and page.tokens[h.start - 1].fold in ranked for h in page.hours)
    for n in range(1, len(page.tokens)) if told else ():
        token = page.tokens[n]
        free = token.kind is Kind.NUMBER and len(token.text) < 3 and n not in page.dated
        if not free or page.tokens[n - 1].fold not in ranked or any(h.start <= n < h.end for h in page.hours):
            continue
        bare = HourRef(n, n + 1, int(token.text))
        if bare.hour < 24 and len(slot_sessions(at, None, bare)) == 1:
            yield bare


def hours_of_halves(page: Page, at: Index) -> Iterator[HourRef]:
    """'three in the afternoon is fine as well': of one thing, so no number of people, at an hour a session is at."""
    words, hours = page.voc.words, page.voc.hours
    small = words["article"] | words["preposition"] | words["of_round"]
    for cls in ("morning", "afternoon", "evening"):
        for mark in page.marks.get(cls, ()):
            n = mark.start - 1
            while n > max(0, mark.start - MOST) and page.tokens[n].fold in small:
                n -= 1
            behind = page.tokens[mark.end].fold if mark.end < len(page.tokens) else ""
            hour = hours.get(page.tokens[n].fold) if n >= 0 and n not in page.dated else None
            if hour is None or behind not in words["one_is"] or any(h.start <= n < h.end for h in page.hours):
                continue
            told = HourRef(n, mark.end, hour, 0, "am" if cls == "morning" else "pm")
            if slot_sessions(at, None, told):
                yield told


def hours_of_weekdays(page: Page, at: Index) -> Iterator[HourRef]:
    """'Saturday, ten', 'sabato dieci': a number in words right behind a weekday, where a session is then."""
    for ref in page.days:
        n = ref.end + any(t.text == "," for t in page.tokens[ref.end : ref.end + 1])
        hour = page.voc.hours.get(page.tokens[n].fold) if n < len(page.tokens) else None
        ends = n + 1 >= len(page.tokens) or page.tokens[n + 1].kind is not Kind.WORD
        bare = HourRef(n, n + 1, hour) if hour is not None and ends and ref.weekday is not None else None
        if bare is not None and len(slot_sessions(at, resolve(ref, at.event), bare)) == 1:
            yield bare


def hours_that_begin(page: Page, at: Index) -> Iterator[HourRef]:
    """'fascia 9-9.30', 'the 9-10 slot': a number, a dash and the hour at which it ends, where a session begins."""
    ends = {h.start: h for h in page.hours}
    for n, token in enumerate(page.tokens[:-2]):
        if page.tokens[n + 1].text not in "-–—" or token.kind is not Kind.NUMBER or len(token.text) > 2:
            continue
        if n in page.dated and not any(h.start <= n < h.end for h in page.hours):
            continue
        last = ends.get(n + 2)
        bare = HourRef(n, n + 1, int(token.text))
        beside = any(is_head(page, at, page.tokens[m].fold) for m in (n - 1, n + 3) if 0 <= m < len(page.tokens))
        plain = beside and page.tokens[n + 2].kind is Kind.NUMBER and len(page.tokens[n + 2].text) < 3
        told = last is not None and last.end - last.start > 1
        if (told or plain) and int(token.text) < 24 and len(slot_sessions(at, None, bare)) == 1:
            yield bare


def hours_of_a_watch(page: Page, at: Index) -> Iterator[HourRef]:
    """'1130 or 1300', 'the 1430 boat': four figures, no year and nothing counted, at which a session begins."""
    begins = {f"{s.hour:02}{s.minute:02}" for s in at.slots}
    told = {n for h in page.hours for n in range(h.start, h.end)} | page.dated
    for n, token in enumerate(page.tokens):
        if token.kind is not Kind.NUMBER or token.text not in begins or n in told or is_year(token):
            continue
        after = page.tokens[n + 1].fold if n + 1 < len(page.tokens) else ""
        counts = bool(after) and counts_something(page.tokens, n + 1, page.voc) and not is_head(page, at, after)
        if (not counts or page.at("any_of", n + 1)) and page.numbers[n - 1 if n else n] in (None, int(token.text)):
            yield HourRef(n, n + 1, int(token.text[:2]), int(token.text[2:]))


def hours_pointed_at(page: Page, at: Index) -> Iterator[HourRef]:
    """'can we do the 4 instead?', 'two seats on the 4, please': a number behind 'the' that counts nobody, where one
    session is then and none has that number."""
    words = page.voc.words
    goes_on = words["asking_word"] | words["instead"] | words["rather"] | words["or"] | words["and"] | words["one_is"]
    goes_on |= words["conditional"] | words["for"] | words["clock_goes_on"]
    for n in range(1, len(page.tokens)) if not page.folds.isdisjoint(words["clock_article"]) else ():
        token, before = page.tokens[n], page.tokens[n - 1]
        after = page.tokens[n + 1] if n + 1 < len(page.tokens) else None
        digits = token.kind is Kind.NUMBER and len(token.text) < 3
        hour = int(token.text) if digits else page.voc.hours.get(token.fold)
        one = words["noun_last"] and after is not None and is_head(page, at, after.fold) and after.fold[-1] != "s"
        if hour is None or not (digits or one) or before.fold not in words["clock_article"]:
            continue  # 'the eight slot' is one, 'the eight slots' are eight
        if n in page.dated or hour in at.numbers or (n > 1 and page.tokens[n - 2].fold in words["of"]):
            continue  # 'one of the 4'
        ends = digits and (after is None or (after.kind is not Kind.WORD and after.text not in ":-%"))
        bare = HourRef(n, n + 1, hour)
        alone = ends or (after is not None and (after.fold in goes_on or is_head(page, at, after.fold)))
        if alone and bare.hour < 24 and len(slot_sessions(at, None, bare)) == 1:
            yield bare
