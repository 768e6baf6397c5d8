"""Hours as people write them: '15.30', 'alle undici e mezza', 'half two', '3pm'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mailflow.understanding.text.days import BEHIND_HOURS, CLOCK_MARKS, HALVES, WATCH, digits, is_year
from mailflow.understanding.text.tokens import Kind, Token
from mailflow.understanding.text.vocabulary import Vocabulary

GLUED = re.compile(r"(\d{1,2})(?:[:.]?(\d\d))?(am|pm|h|hrs)$|(\d{1,2})h(\d\d)$")
QUARTER = 15  # minutes
MOST_CUES = 3  # words that announce an hour, one behind the other
CLOCK_WORDS = ("o'clock", "oclock", "o' clock", "o clock")


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


def hours(tokens: Sequence[Token], voc: Vocabulary) -> Iterator[HourRef]:
    """Every hour named, in order: with minutes, with am or pm, or after a word that announces one."""
    cues = voc.words["hour_cue"] | voc.words["half"] | voc.words["hour_label"] | voc.words["quarter_unit"]
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
    """The hour that begins there, however it is written."""
    ways = (_glued, _on_a_clock, _joined_hour, _half_past, _minutes_past, _in_words)
    return next((found for way in ways if (found := way(tokens, at, voc)) is not None), None)


def _glued(tokens: Sequence[Token], at: int, voc: Vocabulary) -> HourRef | None:
    """'3pm', '10h30', '9.30am' in one word."""
    told = GLUED.fullmatch(tokens[at].fold) if tokens[at].kind is Kind.WORD else None
    if told is None:
        return None
    hour, minute = int(told.group(1) or told.group(4)), int(told.group(2) or told.group(5) or 0)
    half = told.group(3) if told.group(3) in HALVES else None
    return HourRef(at, at + 1, hour, minute, half) if hour < 24 and minute < 60 else None


def _on_a_clock(tokens: Sequence[Token], at: int, voc: Vocabulary) -> HourRef | None:
    """'15:00', '9.30 pm', '1430 hrs'."""
    clock = _clock(tokens, at) or _watch(tokens, at, voc)
    return None if clock is None else _with_half(tokens, at, *clock, voc)


def _half_past(tokens: Sequence[Token], at: int, voc: Vocabulary) -> HourRef | None:
    """'half two', 'half past two'."""
    if tokens[at].fold not in voc.words["half"]:
        return None
    after = at + 1
    while after < len(tokens) and tokens[after].fold in voc.words["minutes_past"]:
        after += 1
    past = _said(tokens, after, voc)
    return _with_half(tokens, at, past, 30, after + 1, voc) if past is not None and past < 13 else None


def _minutes_past(tokens: Sequence[Token], at: int, voc: Vocabulary) -> HourRef | None:
    """'quarter past ten', 'ten past nine', 'quarter to twelve'; but 'ten to twelve' may be from then to then."""
    words, link = voc.words, tokens[at + 1].fold if at + 1 < len(tokens) else ""
    quarter = tokens[at].fold in words["quarter_unit"]
    past, to = link in words["minutes_past"], quarter and link in words["minutes_to"]
    minute = QUARTER if quarter else voc.numbers.get(tokens[at].fold) or digits(tokens, at)
    hour = _said(tokens, at + 2, voc) if (past or to) and minute is not None and minute < 30 else None
    if hour is None or minute is None or not 0 < hour < 13:
        return None
    hour, minute = ((hour - 2) % 12 + 1, 60 - minute) if to else (hour, minute)
    return _with_half(tokens, at, hour, minute, at + 3, voc)


def _said(tokens: Sequence[Token], at: int, voc: Vocabulary) -> int | None:
    """An hour in a word or in digits."""
    if at >= len(tokens):
        return None
    said = voc.hours.get(tokens[at].fold)
    return digits(tokens, at) if said is None else said


def _in_words(tokens: Sequence[Token], at: int, voc: Vocabulary) -> HourRef | None:
    """'alle 9', 'alle undici e mezza', 'nine o'clock', 'Ora: 21', 'noon'."""
    words, token = voc.words, tokens[at]
    labelled = token.fold in words["hour_label"] and at + 1 < len(tokens) and tokens[at + 1].text == ":"
    cued = labelled or token.fold in words["hour_cue"]
    if token.fold in words["half"] or not (cued or token.kind is Kind.NUMBER or token.fold in voc.hours):
        return None
    here = at
    while here < len(tokens) and tokens[here].fold in words["hour_cue"]:
        here += 1
    here = at + 2 if labelled else here
    if here >= len(tokens) or here - at > MOST_CUES:
        return None
    plain = _on_a_clock(tokens, here, voc) or _glued(tokens, here, voc) or _minutes_past(tokens, here, voc)
    if plain is not None:
        return replace(plain, start=at)
    said = voc.hours.get(tokens[here].fold) if tokens[here].kind is Kind.WORD else digits(tokens, here)
    if said is None or said > 23:
        return None
    minute, end = _minutes(tokens, here + 1, voc)
    if minute < 0:  # 'alle otto meno un quarto'
        said, minute = (said - 1) % 24, minute + 60
    told = cued or minute or _tells_alone(tokens[here], voc) or _tells_half(tokens, end)
    if not told or (cued and end < len(tokens) and tokens[end].fold in words["not_hours"]):
        return None
    return _with_half(tokens, at, said, minute, end, voc)


def _tells_alone(token: Token, voc: Vocabulary) -> bool:
    """'noon', 'mezzogiorno': no number."""
    return token.fold in voc.hours and token.fold not in voc.numbers


def _tells_half(tokens: Sequence[Token], end: int) -> bool:
    """Whether words follow that only an hour has: 'pm', "o'clock"."""
    after = [t.fold for t in tokens[end : end + 2]]
    return after == ["o", "clock"] or (bool(after) and after[0] in BEHIND_HOURS)


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


def _watch(tokens: Sequence[Token], at: int, voc: Vocabulary) -> tuple[int, int, int] | None:
    """1430 hrs, 'alle 1430', 'Sunday 1430', '12 June 1430': (hour, minute, end)."""
    if tokens[at].kind is not Kind.NUMBER or len(tokens[at].text) != 4:
        return None
    hour, minute = int(tokens[at].text[:2]), int(tokens[at].text[2:])
    if hour >= 24 or minute >= 60:
        return None
    if at + 1 < len(tokens) and tokens[at + 1].fold in WATCH:
        return hour, minute, at + 2
    before = tokens[at - 1].fold if at else ""
    dated = before in voc.months and not is_year(tokens[at])
    told = before in voc.words["hour_cue"] or before in voc.weekdays or dated
    noun = at + 1 < len(tokens) and tokens[at + 1].kind is Kind.WORD and tokens[at + 1].fold in voc.words["not_hours"]
    return (hour, minute, at + 1) if told and not minute % 15 and not noun else None


def _minutes(tokens: Sequence[Token], at: int, voc: Vocabulary) -> tuple[int, int]:
    """'e mezza', 'e un quarto', 'e 30' after the hour."""
    words = [t.fold for t in tokens[at : at + 3]]
    for phrase, minute in voc.minutes.items():
        if words[: len(phrase)] == list(phrase):
            return minute, at + len(phrase)
    return 0, at


def _with_half(tokens: Sequence[Token], start: int, hour: int, minute: int, end: int, voc: Vocabulary) -> HourRef:
    glued = GLUED.fullmatch(tokens[end - 1].fold)
    half = glued.group(3) if glued and glued.group(3) in HALVES else None
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
