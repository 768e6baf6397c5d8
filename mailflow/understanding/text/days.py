"""Days as people write them: '26 novembre', 'sabato 16', '20.05.2027', 'the 16th'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mailflow.understanding.text.tokens import Kind, Token
from mailflow.understanding.text.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class DayRef:
    """A day at tokens [start, end): what was said of it, the rest None. `weekday`: Monday 0."""

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None

    def means(self, day: date) -> bool:
        """Whether all that was said of it holds of that day."""
        told = (self.day, day.day), (self.month, day.month), (self.year, day.year), (self.weekday, day.weekday())
        return all(said in (None, is_) for said, is_ in told)


NTH = re.compile(r"(\d{1,2})(st|nd|rd|th)")
CLOCK_MARKS = frozenset(":.,")  # between hour and minutes
QUARTERS = ("00", "15", "30", "45")
HALVES = ("am", "pm")
BEHIND_HOURS = (*HALVES, "o'clock", "o'", "oclock", "a.m", "p.m", "a.m.", "p.m.")
WATCH = ("hrs", "hours", "hr", "h")


def days(tokens: Sequence[Token], voc: Vocabulary, likely: frozenset[int] = frozenset()) -> Iterator[DayRef]:
    """Every day named, in order. `likely`: days of the month that need no month ('il 26', 'on the 16th')."""
    at, weekdays, months = 0, voc.weekdays, voc.months
    while at < len(tokens):
        word = tokens[at].fold
        if not (word in weekdays or word in months or word[:1].isdigit()) or _is_a_word(tokens, at, voc):
            at += 1
            continue
        found = _day_at(tokens, at, voc, likely) or _bare_day(tokens, at, voc, likely)
        if found is not None:
            yield found
            at = found.end
        else:
            at += 1


def _is_a_word(tokens: Sequence[Token], at: int, voc: Vocabulary) -> bool:
    """'wed like two places', 'in the sun': a short name of a day that is a word, or 'we'd' without its mark."""
    token, after = tokens[at], tokens[at + 1 : at + 2]
    word = after[0].fold if after else ""
    if token.fold in voc.words["day_and_word"]:  # 'Sun 10:00', 'Sun 3pm', 'Sun at 10', 'Sun afternoon'
        told = bool(after) and (word[:1].isdigit() or word in voc.words["after_day"])
        told |= word in voc.hours and any(t.fold in BEHIND_HOURS for t in tokens[at + 2 : at + 3])  # 'Sun ten o'clock'
        half = word in voc.half_days or word in voc.words["part_of_day"]  # 'or the Sun am'
        return not told or (not half and at > 0 and tokens[at - 1].fold in voc.words["plural_article"])
    return len(token.text) == 3 and word in voc.words["no_day_before"]


def _bare_day(tokens: Sequence[Token], at: int, voc: Vocabulary, likely: frozenset[int]) -> DayRef | None:
    """'il 26', 'giorno 17', 'the 16th', the first of '16 e 17 settembre'."""
    day = digits(tokens, at)
    if day is None or not 1 <= day <= 31:
        return None
    after = at + 1
    while after < len(tokens) and (tokens[after].fold in voc.words["and"] or tokens[after].text in "-–/.&,"):
        after += 1
    if (
        at + 1 < after < len(tokens)
        and (second := _day_at(tokens, after, voc)) is not None
        and second.month is not None
        and second.day is not None
        and second.weekday is None
    ):
        return DayRef(at, after, day, second.month, second.year)
    before = tokens[at - 1].fold if at else ""
    ordinal = tokens[at].kind is Kind.WORD
    if (
        day in likely
        and (ordinal or before in voc.words["day_cue"])
        and not _on_the_quarter(tokens, at)
        and not (at + 1 < len(tokens) and tokens[at + 1].fold in voc.words["not_hours"])
    ):
        return DayRef(at, at + 1, day)
    return None


def digits(tokens: Sequence[Token], at: int) -> int | None:
    """The number of one or two digits there, '16th' too."""
    if at < len(tokens) and tokens[at].kind is Kind.NUMBER and len(tokens[at].text) <= 2:
        return int(tokens[at].text)
    if at < len(tokens) and (found := NTH.fullmatch(tokens[at].fold)):
        return int(found.group(1))
    return None


def _year(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    if at < len(tokens) and is_year(tokens[at]):
        return int(tokens[at].text), at + 1
    return None, at


def is_year(token: Token) -> bool:
    """Whether it can be one of these times: behind a day, '1400' is an hour."""
    return token.kind is Kind.NUMBER and len(token.text) == 4 and token.text[:2] in ("19", "20")


def _numeric(tokens: Sequence[Token], at: int) -> DayRef | None:
    """26/11, 26/11/2010, 26.11.2010, 26-11-2010, 2010-11-26."""
    texts = [t.text for t in tokens[at : at + 5]]
    if (
        len(texts) < 3
        or tokens[at].kind is not Kind.NUMBER
        or texts[1] not in "/.-"
        or tokens[at + 2].kind is not Kind.NUMBER
    ):
        return None
    glued = tokens[at].end == tokens[at + 1].start and tokens[at + 1].end == tokens[at + 2].start
    if not glued:
        return None
    full = (
        len(texts) == 5
        and texts[3] == texts[1]
        and tokens[at + 4].kind is Kind.NUMBER
        and tokens[at + 3].end == tokens[at + 4].start
    )
    if full and len(texts[0]) == 4:
        year, month, day = int(texts[0]), int(texts[2]), int(texts[4])
    elif full and len(texts[4]) in (2, 4):
        day, month, year = int(texts[0]), int(texts[2]), int(texts[4]) + (2000 if len(texts[4]) == 2 else 0)
    elif texts[1] == "/" and len(texts[0]) <= 2 and len(texts[2]) <= 2:
        day, month, year = int(texts[0]), int(texts[2]), 0
        full = False
    else:
        return None
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return DayRef(at, at + (5 if full else 3), day, month, year or None)


def _day_at(tokens: Sequence[Token], at: int, voc: Vocabulary, likely: frozenset[int] = frozenset()) -> DayRef | None:
    if (numeric := _numeric(tokens, at)) is not None:
        return numeric
    start, weekday = at, None
    if tokens[at].kind is Kind.WORD and tokens[at].fold in voc.weekdays:
        weekday = voc.weekdays[tokens[at].fold]
        at += 1
        while at < len(tokens) and (tokens[at].text in ",." or tokens[at].fold in ("il", "the", "of", "di", "giorno")):
            if tokens[at].text[0].isupper() and tokens[at - 1].text == ".":
                return DayRef(start, start + 1, weekday=weekday)  # 'I come on Saturday. The 10 o'clock is too early'
            at += 1
        if at < len(tokens) and (numeric := _numeric(tokens, at)) is not None:
            return DayRef(start, numeric.end, numeric.day, numeric.month, numeric.year, weekday)
    day = digits(tokens, at)
    if day is not None and 1 <= day <= 31:
        after = at + 1
        while after < len(tokens) and tokens[after].fold in ("of", "the", "di", "°", "º"):
            after += 1
        month = voc.months.get(tokens[after].fold) if after < len(tokens) and tokens[after].kind is Kind.WORD else None
        if month is not None:
            after += 1
            while (
                after < len(tokens)
                and tokens[after].text in ",."
                and after + 1 < len(tokens)
                and _year(tokens, after + 1)[0]
            ):
                after += 1
            year, end = _year(tokens, after)
            return DayRef(start, end, day, month, year, weekday)
        if (
            weekday is not None
            and _counts_people(tokens, at, voc)
            and (tokens[at - 1].text == "," or day not in likely)
        ):
            return DayRef(start, start + 1, weekday=weekday)
        if weekday is not None and not _is_an_hour(tokens, at):
            return DayRef(start, at + 1, day, None, None, weekday)
    if tokens[at : at + 1] and tokens[at].kind is Kind.WORD and tokens[at].fold in voc.months:
        day = digits(tokens, at + 1)
        if day is not None and 1 <= day <= 31:
            year, end = _year(tokens, at + 2)
            return DayRef(start, end, day, voc.months[tokens[at].fold], year, weekday)
    return DayRef(start, start + 1, weekday=weekday) if weekday is not None else None


def _is_an_hour(tokens: Sequence[Token], at: int) -> bool:
    """'Friday 16:30', 'Fri 4.30pm', 'Sat 10 am': what stands behind the number tells the clock."""
    mark, minutes = tokens[at + 1 : at + 2], tokens[at + 2 : at + 3]
    if mark and mark[0].fold in (*BEHIND_HOURS, *WATCH):
        return True
    clock = bool(mark and minutes) and mark[0].text in CLOCK_MARKS and minutes[0].text[:2].isdecimal()
    return clock and mark[0].end == minutes[0].start  # and not '1) sabato 23, 2) domenica 24'


def _on_the_quarter(tokens: Sequence[Token], at: int) -> bool:
    """'the 9.30 one', 'il 9:00': an hour, though the event be on the 9th; 'il 9.5' is its month."""
    minutes = tokens[at + 2 : at + 3]
    return bool(minutes) and minutes[0].text[:2] in QUARTERS and _is_an_hour(tokens, at)


def _counts_people(tokens: Sequence[Token], at: int, voc: Vocabulary) -> bool:
    """'13:00 on Saturday, 2 adults please', 'sabato, 3 persone': whether people or places stand behind the number."""
    after = [token.fold for token in tokens[at + 1 : at + 3]]
    words = voc.words
    if len(after) == 2 and after[0] in words["of"] | {"of"}:
        return after[1] in words["weak_us"]
    return bool(after) and after[0] in words["heads"] | words["grown_up"] | words["minor"]
