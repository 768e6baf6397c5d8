"""Days and hours as people write them: '26 novembre', 'sabato 16', '20.05.2027', 'alle undici e mezza', 'half two'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailflow.understanding.tokens import Kind, Token
from mailflow.understanding.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class DayRef:
    """A day at tokens [start, end): what was said of it, the rest None. `weekday`: Monday 0."""

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class HourRef:
    """An hour at tokens [start, end). `half_day` None: nothing tells morning from afternoon, so 3 may be 15."""

    start: int
    end: int
    hour: int
    minute: int = 0
    half_day: str | None = None

    def says(self, hour: int, minute: int) -> bool:
        """Whether it can mean that time of the clock."""
        if self.minute != minute:
            return False
        if self.half_day == "pm":
            return hour == (self.hour if self.hour >= 12 else self.hour + 12)
        if self.half_day == "am":
            return hour == self.hour % 12 or (hour == 12 and self.hour == 12)
        return hour == self.hour or (self.hour < 8 and hour == self.hour + 12)


GLUED = re.compile(r"(\d{1,2})(?:[:.]?(\d\d))?(am|pm|h|hrs)$|(\d{1,2})h(\d\d)$")
NTH = re.compile(r"(\d{1,2})(st|nd|rd|th)")
CLOCK_MARKS = frozenset(":.,")
CLOCK_WORDS = ("o'clock", "oclock", "o' clock", "o clock")


def days(tokens: Sequence[Token], voc: Vocabulary, likely: frozenset[int] = frozenset()) -> Iterator[DayRef]:
    """Every day named, in order. `likely`: days of the month that need no month ('il 26', 'on the 16th')."""
    at = 0
    while at < len(tokens):
        if not _may_open_a_day(tokens[at], voc) or _is_a_verb(tokens, at, voc):
            at += 1
            continue
        found = _day_at(tokens, at, voc) or _bare_day(tokens, at, voc, likely)
        if found is not None:
            yield found
            at = found.end
        else:
            at += 1


def _may_open_a_day(token: Token, voc: Vocabulary) -> bool:
    return token.fold in voc.weekdays or token.fold in voc.months or token.fold[:1].isdigit()


def _is_a_verb(tokens: Sequence[Token], at: int, voc: Vocabulary) -> bool:
    """'wed like two places': a short name of a day that is 'we'd' without its mark."""
    after = tokens[at + 1].fold if at + 1 < len(tokens) else ""
    return len(tokens[at].text) == 3 and after in voc.words["no_day_before"]


def _bare_day(tokens: Sequence[Token], at: int, voc: Vocabulary, likely: frozenset[int]) -> DayRef | None:
    """'il 26', 'giorno 17', 'the 16th', the first of '16 e 17 settembre'."""
    day = _digits(tokens, at)
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
        and not (at + 1 < len(tokens) and tokens[at + 1].fold in voc.words["not_hours"])
    ):
        return DayRef(at, at + 1, day)
    return None


def _digits(tokens: Sequence[Token], at: int) -> int | None:
    if at < len(tokens) and tokens[at].kind is Kind.NUMBER and len(tokens[at].text) <= 2:
        return int(tokens[at].text)
    if at < len(tokens) and (found := NTH.fullmatch(tokens[at].fold)):
        return int(found.group(1))
    return None


def _year(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    if at < len(tokens) and tokens[at].kind is Kind.NUMBER and len(tokens[at].text) == 4:
        return int(tokens[at].text), at + 1
    return None, at


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


def _day_at(tokens: Sequence[Token], at: int, voc: Vocabulary) -> DayRef | None:
    if (numeric := _numeric(tokens, at)) is not None:
        return numeric
    start, weekday = at, None
    if tokens[at].kind is Kind.WORD and tokens[at].fold in voc.weekdays:
        weekday = voc.weekdays[tokens[at].fold]
        at += 1
        while at < len(tokens) and (tokens[at].text in ",." or tokens[at].fold in ("il", "the", "of", "di", "giorno")):
            at += 1
        if at < len(tokens) and (numeric := _numeric(tokens, at)) is not None:
            return DayRef(start, numeric.end, numeric.day, numeric.month, numeric.year, weekday)
    day = _digits(tokens, at)
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
        clock = at + 1 < len(tokens) and tokens[at + 1].text in CLOCK_MARKS and _digits(tokens, at + 2) is not None
        if weekday is not None and not clock:
            return DayRef(start, at + 1, day, None, None, weekday)
    if tokens[at : at + 1] and tokens[at].kind is Kind.WORD and tokens[at].fold in voc.months:
        day = _digits(tokens, at + 1)
        if day is not None and 1 <= day <= 31:
            year, end = _year(tokens, at + 2)
            return DayRef(start, end, day, voc.months[tokens[at].fold], year, weekday)
    return DayRef(start, start + 1, weekday=weekday) if weekday is not None else None


def hours(tokens: Sequence[Token], voc: Vocabulary) -> Iterator[HourRef]:
    """Every hour named, in order: with minutes, with am or pm, or after a word that announces one."""
    cues = voc.words["hour_cue"] | voc.words["half"]
    at = 0
    while at < len(tokens):
        word = tokens[at].fold
        if not (word in cues or word in voc.hours or "-" in word or word[:1].isdigit()):
            at += 1
            continue
        found = _hour_at(tokens, at, voc)
        if found is not None:
            yield found
            at = found.end
        else:
            at += 1


def _hour_at(tokens: Sequence[Token], at: int, voc: Vocabulary) -> HourRef | None:
    token = tokens[at]
    if token.kind is Kind.WORD and token.fold[0].isdigit() and (glued := GLUED.fullmatch(token.fold)):
        hour, minute, half = (
            int(glued.group(1) or glued.group(4)),
            int(glued.group(2) or glued.group(5) or 0),
            glued.group(3),
        )
        return (
            HourRef(at, at + 1, hour, minute, half if half in ("am", "pm") else None)
            if hour < 24 and minute < 60
            else None
        )
    clock = _clock(tokens, at)
    if clock is not None:
        return _with_half(tokens, at, *clock, voc)
    cued = token.fold in voc.words["hour_cue"]
    half_word = token.fold in voc.words["half"]
    if "-" in token.fold and (joined := _joined_hour(tokens, at, voc)) is not None:
        return joined
    if not (cued or half_word or token.kind is Kind.NUMBER or token.fold in voc.hours):
        return None
    if half_word:  # 'half two', 'half past two'
        after = at + 1
        while after < len(tokens) and tokens[after].fold in ("past", "after"):
            after += 1
        past = voc.hours.get(tokens[after].fold) if after < len(tokens) else None
        if past is None and after < len(tokens):
            past = _digits(tokens, after)
        return _with_half(tokens, at, past, 30, after + 1, voc) if past is not None and past < 13 else None
    here = at
    while here < len(tokens) and tokens[here].fold in voc.words["hour_cue"]:
        here += 1
    if here >= len(tokens) or here - at > 3:
        return None
    if (clock := _clock(tokens, here)) is not None:
        return _with_half(tokens, at, *clock, voc)
    word = tokens[here].fold
    if GLUED.fullmatch(word):
        inner = _hour_at(tokens, here, voc)
        return HourRef(at, inner.end, inner.hour, inner.minute, inner.half_day) if inner else None
    said = voc.hours.get(word) if tokens[here].kind is Kind.WORD else _digits(tokens, here)
    if said is None or said > 23:
        return None
    minute, end = _minutes(tokens, here + 1, voc)
    if minute < 0:  # 'alle otto meno un quarto'
        said, minute = (said - 1) % 24, minute + 60
    following = tokens[end].fold if end < len(tokens) else ""
    alone = word in voc.hours and word not in voc.numbers  # 'noon', 'mezzogiorno'
    if (
        not cued
        and not alone
        and not (
            (
                following in ("am", "pm", "o'clock", "o'", "oclock", "a.m", "p.m", "a.m.", "p.m.")
                or (following == "o" and end + 1 < len(tokens) and tokens[end + 1].fold == "clock")
            )
            or minute
        )
    ):
        return None
    if cued and following in voc.words["not_hours"]:
        return None
    return _with_half(tokens, at, said, minute, end, voc)


def _joined_hour(tokens: Sequence[Token], at: int, voc: Vocabulary) -> HourRef | None:
    """'two-thirty'."""
    hour, _, minutes = tokens[at].fold.partition("-")
    minute = voc.minutes.get((minutes,))
    return _with_half(tokens, at, voc.hours[hour], minute, at + 1, voc) if hour in voc.hours and minute else None


def _clock(tokens: Sequence[Token], at: int) -> tuple[int, int, int] | None:
    """15:00, 15.00, 16,45, 9.30pm: (hour, minute, end)."""
    if at + 2 >= len(tokens) or tokens[at].kind is not Kind.NUMBER or len(tokens[at].text) > 2:
        return None
    mark, last = tokens[at + 1], tokens[at + 2]
    if mark.text not in CLOCK_MARKS or tokens[at].end != mark.start or mark.end != last.start:
        return None
    digits = last.text[:2]
    if last.kind is Kind.NUMBER and len(last.text) == 2:
        if (
            at + 4 < len(tokens)
            and tokens[at + 3].text in "./"
            and tokens[at + 4].kind is Kind.NUMBER
            and tokens[at + 3].start == last.end
        ):
            return None  # a date or a number with points
        hour, minute = int(tokens[at].text), int(digits)
    elif digits.isdecimal() and GLUED.fullmatch(tokens[at].text + last.fold):
        hour, minute = int(tokens[at].text), int(digits)
    else:
        return None
    return (hour, minute, at + 3) if hour < 24 and minute < 60 else None


def _minutes(tokens: Sequence[Token], at: int, voc: Vocabulary) -> tuple[int, int]:
    """'e mezza', 'e un quarto', 'e 30' after the hour."""
    words = [t.fold for t in tokens[at : at + 3]]
    for phrase, minute in voc.minutes.items():
        if words[: len(phrase)] == list(phrase):
            return minute, at + len(phrase)
    return 0, at


def _with_half(tokens: Sequence[Token], start: int, hour: int, minute: int, end: int, voc: Vocabulary) -> HourRef:
    glued = GLUED.fullmatch(tokens[end - 1].fold)
    half = glued.group(3) if glued and glued.group(3) in ("am", "pm") else None
    words = [t.fold.replace(".", "") for t in tokens[end : end + 4]]
    for length in (1, 2, 3):
        phrase = " ".join(words[:length])
        if phrase in voc.half_days:
            half = voc.half_days[phrase]
            end += length
            break
    if hour >= 13:
        half = "pm"
    clock = [t.fold for t in tokens[end : end + 2]]
    for length in (1, 2):
        end += length if " ".join(clock[:length]) in CLOCK_WORDS else 0
    return HourRef(start, end, hour - 12 if half == "pm" and hour > 12 else hour, minute, half)
