"""Sessions told by the time in which they are to begin: 'tra le 8 e le 9', 'between 11 and 1', 'non prima delle 11'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mailflow.understanding.sessions.open_hours import any_near, any_said_behind
from mailflow.understanding.sessions.places import is_head
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.sessions.times import resolve, slot_sessions
from mailflow.understanding.text.code_neighbours import counts_something
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

NOON = 12 * 60  # minutes
ASKED = ("request", "book", "place_word", "wished", "free_then")
EARLY = 7 * 60  # before then, an hour without more is of the afternoon


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens [start, end) that tell from when to when, in minutes of the day. `closed`: it may begin at `high`, too;
    `beyond`: whether at `low` is not clear."""

    start: int
    end: int
    low: int
    high: int
    closed: bool = False
    beyond: bool = False


def window_mentions(page: Page, at: Index) -> tuple[list[Mention], list[tuple[int, int]]]:
    """The sessions told so, one alone or any of those between two hours; and the tokens that tell a window at all."""
    found: list[Mention] = []
    told = [*_between(page), *_limits(page)]
    told += _joined(page, [*_one_limit(page, at)]) if not told else []
    for window in told:
        clause = page.clauses[page.clause_of(window.start)]
        start, _ = page.sentences[clause.sentence]
        refused = page.has_any(("absent", "absent_self", "exclude"), clause.start, window.start + 1)
        busy = any(t.fold in page.voc.words["verb"] for t in page.tokens[clause.start : clause.end])
        asked = page.has_any(("self", "we", *ASKED), start, window.end)
        if refused or (busy and not asked):
            continue  # 'tra le 8 e le 12 lavoro'
        sessions = within(page, at, window)
        if len(sessions) == 1 or (sessions and (not window.closed or _any_of_them(page, at, window))):
            one = len(sessions) == 1 and not any_near(page, window.start, window.end)
            found.append(Mention(window.start, window.end, sessions, "hour" if one else "any"))
    sure = [w for w in told if not (w.closed or w.beyond) or any(m.start == w.start for m in found)]
    return found, [(w.start, w.end) for w in sure]


def _between(page: Page) -> Iterator[Window]:
    voc = page.voc
    for n, token in enumerate(page.tokens):
        if token.fold not in voc.words["between"]:
            continue
        first = hour_from(page, n + 1)
        joined = first is not None and first[1] < len(page.tokens) and page.tokens[first[1]].fold in voc.words["and"]
        last = hour_from(page, first[1] + 1) if first is not None and joined else None
        if first is not None and last is not None and not _counted(page, last[1]):
            both = first[0] + NOON < last[0] and first[0] < last[0] - NOON  # 'between 1 and 3 pm'
            yield Window(n, last[1], first[0] + NOON * both, last[0])


def _limits(page: Page) -> Sequence[Window]:
    """'non prima delle 11', 'not after 8', 'non prima delle 11 e non dopo mezzogiorno'."""
    told: list[Window] = []
    for cls in ("not_before", "not_after"):
        for mark in page.marks.get(cls, ()):
            hour = next((hour_from(page, n) for n in (mark.end, mark.end - 1) if hour_from(page, n)), None)
            if hour is not None:
                low, high = (hour[0], 2 * NOON) if cls == "not_before" else (0, hour[0])
                told.append(Window(mark.start, hour[1], low, high, closed=True))
    return [*_joined(page, told)]


def _joined(page: Page, told: Sequence[Window]) -> Iterator[Window]:
    """Two limits of one sentence as one window: 'after eleven and before two'."""
    for one in told:
        others = [w for w in told if w is not one and page.sentence_of(w.start) == page.sentence_of(one.start)]
        if not others:
            yield one
        elif len(others) == 1 and one.low and others[0].low == 0:
            start, end = min(one.start, others[0].start), max(one.end, others[0].end)
            yield Window(start, end, one.low, others[0].high, one.closed)


def _of_a_session(page: Page, at: Index, n: int) -> bool:
    """'an [appointment] after ten'."""
    return n >= 0 and is_head(page, at, page.tokens[n].fold)


def _goes_on(page: Page, word: str) -> bool:
    """'before two [is] fine', 'after ten [or] …'."""
    return any(word in page.voc.words[cls] for cls in ("after_place", "and", "or", "one_is"))


def _one_limit(page: Page, at: Index) -> Iterator[Window]:
    """'un posto dopo le 9', 'any time before noon', 'we are free after the 8': the only hour told, and asked for."""
    for cls in ("from_on", "up_to"):
        for mark in page.marks.get(cls, ()):
            n = mark.end + any(t.fold in page.voc.words["article"] for t in page.tokens[mark.end : mark.end + 1])
            hour = hour_from(page, n) or hour_from(page, mark.end - 1)
            clause = page.clauses[page.clause_of(mark.start)]
            terse = not any(t.fold in page.voc.words["verb"] for t in page.tokens[clause.start : clause.end])
            begin = page.sentences[clause.sentence][0] if terse else clause.start
            asked = page.has_any(ASKED, begin, mark.start + 1) or _of_a_session(page, at, mark.start - 1)
            if hour is None or len(page.hours) > 1 or not asked:
                continue
            if page.has("exclude", clause.start, mark.start + 1):
                continue  # 'qualsiasi orario tranne prima delle 9'
            onwards = page.at("onwards", hour[1]) if cls == "from_on" else None  # 'from eleven onwards'
            end = onwards.end if onwards is not None else hour[1]
            after = page.tokens[end : end + 1]
            if after and after[0].kind is Kind.WORD and not _goes_on(page, after[0].fold):
                continue  # 'dopo le 9 vi chiamo'
            if cls == "from_on":
                since = onwards is not None or page.tokens[mark.start].fold in page.voc.words["from"]
                yield Window(mark.start, end, hour[0], 2 * NOON, beyond=not since)
            elif page.tokens[mark.start].fold in page.voc.words["before_hour"]:
                yield Window(mark.start, hour[1], 0, hour[0])


def _any_of_them(page: Page, at: Index, window: Window) -> bool:
    """'non prima delle 9. Da lì in poi una fascia vale l'altra'."""
    return len(at.rounds) == 1 and (any_near(page, window.start, window.end) or any_said_behind(page, window.end))


def hour_from(page: Page, n: int) -> tuple[int, int] | None:
    """The hour that stands there in minutes of the day, and where it ends; behind 'between' a bare number is one."""
    for hour in page.hours:
        if hour.start <= n < hour.end:
            afternoon = NOON if hour.half_day == "pm" and hour.hour < 12 else 0
            return hour.hour * 60 + hour.minute + afternoon, hour.end
    value = page.numbers[n] if n < len(page.tokens) else None
    if value is None or not 0 < value <= 24 or n in page.dated:
        return None
    half, end = _half_behind(page, n + 1)
    return value * 60 + (NOON if half == "pm" and value < 12 else 0), end


def _half_behind(page: Page, n: int) -> tuple[str, int]:
    """The half of the day that words there tell, and where they end: 'two [in the afternoon]'."""
    for length in (3, 2, 1):
        half = page.voc.half_days.get(" ".join(t.fold for t in page.tokens[n : n + length]))
        if half is not None:
            return half, n + length
    return "", n


def _counted(page: Page, n: int) -> bool:
    """'between 5 and 10 people'."""
    return n - 1 not in page.dated and n < len(page.tokens) and counts_something(page.tokens, n, page.voc)


def within(page: Page, at: Index, window: Window) -> tuple[str, ...]:
    """The sessions that begin in it, of the day told beside it; '2' is two in the afternoon where nothing is at two."""
    day = day_beside(page, at, window)
    on_day = set(slot_sessions(at, day, None)) if day is not None else {s.session for s in at.slots}
    begins: dict[str, int] = {}
    for slot in at.slots:
        if slot.session in on_day and (day is None or slot.day in (None, day)):
            hour = slot.hour * 60 + slot.minute  # an alias 'alle nove' may be 21
            begins[slot.session] = max(hour, begins.get(slot.session, 0))
    low, high = window.low, window.high if window.high > window.low else window.high + NOON
    earliest = min(begins.values(), default=0)
    if 0 < low < earliest and (low < EARLY or earliest >= NOON):
        low, high = low + NOON, high + NOON * (high <= NOON)
    high += NOON * (not low and high <= min(earliest, NOON))  # 'prima delle dieci', of an evening
    if window.beyond and low in begins.values():
        return ()  # 'dopo le 9', of one at nine
    return at.ordered(session for session, hour in begins.items() if low <= hour < high + window.closed)


def day_beside(page: Page, at: Index, window: Window) -> date | None:
    """The day told last before it, else the first one behind it in its sentence."""
    _, end = page.sentences[page.sentence_of(window.start)]
    before = [day for r in page.days if r.end <= window.start and (day := resolve(r, at.event)) is not None]
    behind = [day for r in page.days if window.end <= r.start < end and (day := resolve(r, at.event)) is not None]
    return before[-1] if before else behind[0] if behind else None
