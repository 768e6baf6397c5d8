"""An event made ready for matching: what each number, code, title, word, day and hour of its file means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from mailflow.domain.event import Event, Session
from mailflow.understanding.sessions.event_phrases import given_names_of, names_of, phrases_of, said_of, topics_of
from mailflow.understanding.sessions.event_words import EventWords, event_words
from mailflow.understanding.sessions.sessions import Index, Slot, code_key
from mailflow.understanding.sessions.times import resolve
from mailflow.understanding.text.days import days
from mailflow.understanding.text.hours import hours
from mailflow.understanding.text.stems import stem
from mailflow.understanding.text.tokens import tokenize
from mailflow.understanding.text.vocabulary import Vocabulary, languages, vocabulary
from mailflow.understanding.text.words import Words

_INDEXES: dict[int, Index] = {}  # by identity: an Event holds mappings, which do not hash


def index(event: Event) -> Index:
    """The index of an event, built once as long as the event lives."""
    known = _INDEXES.get(id(event))
    if known is None or known.event is not event:
        if len(_INDEXES) > 256:
            _INDEXES.clear()
        known = _INDEXES[id(event)] = _build(event)
    return known


def _build(event: Event) -> Index:
    sessions, words = tuple(event.sessions), event_words(event)
    said, (codes, numbers) = said_of(event, words), _codes_and_numbers(event)
    untold = words.generic | words.own | words.offices | words.small  # of these, no word alone tells a session
    first, last = event.starts.date(), event.ends.date()
    return Index(
        event=event,
        phrases=phrases_of(event, words),
        words={
            one: next(iter(ids))
            for one, ids in said.items()
            if len(ids) == 1 and len(one) > 2 and one not in untold | words.verbs and not one.isdigit()
        },
        shared={
            one: frozenset(ids)
            for one, ids in said.items()
            if 1 < len(ids) < len(sessions) and len(one) > 3 and one not in untold | words.counting
        },
        topics=topics_of(event, words),
        codes=codes,
        code_pattern=_pattern(codes),
        numbers=numbers,
        slots=tuple(_slots(event, [vocabulary(language) for language in languages()])),
        days=tuple(first + timedelta(days=n) for n in range((last - first).days + 1)),
        round_of={s.id: s.round for s in sessions},
        order={s.id: n for n, s in enumerate(sessions)},
        stop=words.stop,
        own=words.own,
        compounds={stem(one.tail): (stem(one.head), one.session) for one in words.compounds},
        names=Words(names_of(event)),
        given_names=given_names_of(event),
        round_words=_round_words(event, words),
        half_of=_halves(event),
        day_of=_round_days(event),
    )


def _codes_and_numbers(event: Event) -> tuple[dict[str, tuple[str, ...]], dict[int, tuple[str, ...]]]:
    """The sessions by their codes, and by their numbers; a code of digits is a number."""
    codes: dict[str, list[str]] = defaultdict(list)
    numbers: dict[int, list[str]] = defaultdict(list)
    for session in event.sessions:
        if session.code and session.code.isdigit():
            numbers[int(session.code)].append(session.id)
        elif session.code:
            codes[code_key(session.code)].append(session.id)
        if session.number is not None:
            numbers[session.number].append(session.id)
    return {code: tuple(ids) for code, ids in codes.items()}, {n: tuple(ids) for n, ids in numbers.items()}


def _pattern(codes: Iterable[str]) -> re.Pattern[str] | None:
    """What finds codes of more than a letter, the longest first; None where there are none."""
    long = sorted((code for code in codes if len(code) > 1), key=len, reverse=True)
    loose = "|".join(map(_loosely, long))
    return re.compile(rf"(?<![\w])(?:{loose})(?![\w])", re.IGNORECASE) if long else None


def _loosely(code: str) -> str:
    """A code as it may be written: 'D1-A', 'd1 a', 'D1: A'."""
    parts = re.findall(r"[a-z]+|\d+", code)
    joints = (r"(?:[-\s./]|:\s?)?" if part.isdigit() else r"[-\s./]?" for part in parts)
    return "".join(part + joint for part, joint in zip(parts, (*list(joints)[:-1], ""), strict=True))


def _slots(event: Event, vocs: Sequence[Vocabulary]) -> Iterator[Slot]:
    """Sessions of a round that differ in day or hour: told by their own times, else by title and aliases."""
    for round_ in event.rounds:
        starts = {s.starts for s in round_.sessions}
        for session in round_.sessions:
            if len(starts) > 1:
                yield Slot(session.id, session.starts.date(), session.starts.hour, session.starts.minute)
            for text in (session.title, *session.aliases):
                read = [_slot_in(text, session, event, voc) for voc in vocs]
                told = [slot for slot in read if slot is not None]
                yield from sorted(told, key=lambda slot: slot.day is None)[:1]


def _slot_in(text: str, session: Session, event: Event, voc: Vocabulary) -> Slot | None:
    """The day and hour that a title or an alias tells in a language."""
    tokens = tokenize(text)
    day = next((found for ref in days(tokens, voc) if (found := resolve(ref, event))), None)
    clock = next(hours(tokens, voc), None)
    if clock is None:
        return None
    hour = clock.hour + 12 if clock.half_day == "pm" and clock.hour < 12 else clock.hour
    if clock.half_day is None and (session.starts.hour == hour + 12 or hour < 7):
        hour += 12
    return Slot(session.id, day, hour, clock.minute)


def _round_words(event: Event, words: EventWords) -> dict[str, str]:
    said: dict[str, set[str]] = defaultdict(set)
    for round_ in event.rounds:
        for one in words.stems(round_.title):
            if not one.isdigit() and one not in words.heads:
                said[one].add(round_.id)
    return {one: next(iter(ids)) for one, ids in said.items() if len(ids) == 1} if len(event.rounds) > 1 else {}


def _halves(event: Event) -> dict[str, str]:
    """Those told by their half of the day: where all are on one day, each that is alone in its half."""
    halves = {r.id: "am" if r.starts.hour < 12 else "pm" if r.starts.hour < 18 else "eve" for r in event.rounds}
    told = list(halves.values())
    one_day = len({r.starts.date() for r in event.rounds}) == 1
    if len(set(told)) < (2 if one_day else len(told)) or len(told) < 2:
        return {}
    return {round_: half for round_, half in halves.items() if told.count(half) == 1}


def _round_days(event: Event) -> dict[str, date]:
    found = {r.id: r.starts.date() for r in event.rounds}
    return found if len(set(found.values())) == len(found) > 1 else {}
