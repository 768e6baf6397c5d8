"""An event made ready for matching: what each number, code, title, word, day and hour of its file means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from mailflow.domain.event import Event, Session
from mailflow.understanding.sessions.sessions import Index, Slot, code_key, pieces
from mailflow.understanding.sessions.times import resolve
from mailflow.understanding.text.days import days
from mailflow.understanding.text.hours import hours
from mailflow.understanding.text.stems import stem, stems_of
from mailflow.understanding.text.tokens import fold, tokenize
from mailflow.understanding.text.vocabulary import Vocabulary, languages, stop_words, vocabulary
from mailflow.understanding.text.words import Words

PART = 5  # letters of either word of a compound at least
_INDEXES: dict[int, Index] = {}  # by identity: an Event holds mappings, which do not hash


def index(event: Event) -> Index:
    """The index of an event, built once as long as the event lives."""
    known = _INDEXES.get(id(event))
    if known is None or known.event is not event:
        if len(_INDEXES) > 256:
            _INDEXES.clear()
        known = _INDEXES[id(event)] = _build(event)
    return known


def _unaccented(event: Event) -> str:
    return " ".join((event.title, *event.aliases))


def _build(event: Event) -> Index:
    sessions = list(event.sessions)
    vocs = [vocabulary(language) for language in languages()]
    stop = stop_words()
    spelled = frozenset(t.fold for s in sessions for text in (s.title, *s.aliases) for t in tokenize(text))
    numerals = _counting(vocs, spelled)
    generic = frozenset(stem(w) for v in vocs for w in v.words["generic"]) | numerals
    clock = frozenset(w for v in vocs for w in v.words["clock"])
    alike = frozenset(stem(w) for w in spelled - clock)  # 'menù' is no 'meno' of the clock's
    counting = numerals | (frozenset(map(stem, clock)) - alike)
    said_by_all = frozenset(stem(w) for v in vocs for w in v.words["greeting_word"] | v.function_words | v.frequent)
    heads = frozenset(stem(w) for v in vocs for w in v.words["session_head"])  # 'sessioni' alone is no round
    apart = _apart(event, heads & generic)
    offices = frozenset(
        stem(w) for v in vocs for cls in ("role", "office", "organization", "title") for w in v.words[cls]
    )
    classes = ("article", "preposition", "of", "from", "for", "clause_opener", "small_in_titles")
    little = frozenset().union(*(v.words[cls] for v in vocs for cls in classes), *(v.function_words for v in vocs))
    small = frozenset(stem(w) for w in spelled & little)
    verbs = frozenset(stem(w) for v in vocs for w in v.function_words | v.words["verb"] | v.words["goes_verb"])
    own = frozenset(stems_of(tokenize(_unaccented(event)), stop).stems)
    all_of_us = frozenset(stem(w) for v in vocs for cls in ("together", "weak_us") for w in v.words[cls])  # 'for all'
    found: dict[tuple[str, ...], tuple[set[str], str]] = {}
    called: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for session in sessions:
        for alias in session.aliases:
            called[stems_of(tokenize(alias), stop).stems].add(session.id)
    said: dict[str, set[str]] = defaultdict(set)  # stems of titles and aliases
    topics: dict[str, set[str]] = defaultdict(set)
    names: set[str] = set()

    def add(text: str, session: Session, how: str) -> None:
        stems = stems_of(tokenize(text), stop).stems
        if not stems or all(s.isdigit() or s in counting for s in stems):
            return
        if how != "alias" and (set(stems) <= (generic | own)):
            return
        if how == "title" and len(stems) == 1 and stems[0] in verbs and text != session.title:
            return  # the 'go' of 'Somewhere for young people to go'
        if how == "title" and session.id not in called.get(stems, {session.id}) and text != session.title:
            return  # another is called 'voce', of this one's title ('archivio delle voci') it is but a piece
        if set(stems) <= ((heads | numerals) - apart if how == "alias" else generic | all_of_us):
            return
        entry = found.setdefault(stems, (set(), how))
        entry[0].add(session.id)

    compounds = [(s, *pair) for s in sessions for pair in _compounds(s, spelled)]
    part_of = {tail: s.id for s, _, tail in compounds}
    for session in sessions:
        for piece in pieces(session.title):
            if part_of.get(fold(piece), session.id) == session.id:  # 'carta' alone, beside a 'Piegacarta'
                add(piece, session, "title")
        for alias in session.aliases:
            add(alias, session, "alias")
        for text in (session.title, *session.aliases):
            for s in stems_of(tokenize(text), stop).stems:
                said[s].add(session.id)
                topics[s].add(session.id)
        for objective in session.objectives:
            for s in stems_of(tokenize(objective), stop).stems:
                topics[s].add(session.id)
            for run in re.findall(r"(?<=\s)(?:[A-ZÀ-Þ][\w'’]+\s+){1,3}[A-ZÀ-Þ][\w'’]+", " " + objective[1:]):
                words = tuple(fold(t.text) for t in tokenize(run))
                names.update(words)
                add(run, session, "alias")
                if stem(words[-1]) not in said_by_all:  # 'Salve' is no word of Rocco Salvi's
                    add(run.split()[-1], session, "alias")
    for session, _, tail in compounds:
        said[stem(tail)].add(session.id)
        topics[stem(tail)].add(session.id)
    for text in (
        event.venue.name,
        event.venue.address,
        event.organizer.name,
        *(a.title for a in event.agenda),
        event.title,
    ):
        names.update(t.fold for t in tokenize(text) if t.capital)
    phrases: dict[str, list[tuple[tuple[str, ...], frozenset[str], str]]] = defaultdict(list)
    for wanted, (ids, how) in found.items():
        if how == "alias" or len(ids) == 1:
            phrases[wanted[0]].append((wanted, frozenset(ids), how))
    for entries in phrases.values():
        entries.sort(key=lambda e: -len(e[0]))
    round_of = {s.id: s.round for s in sessions}
    telling = {
        s: next(iter(ids))
        for s, ids in said.items()
        if len(ids) == 1 and len(s) > 2 and s not in generic | own | offices | small | verbs and not s.isdigit()
    }
    codes: dict[str, list[str]] = defaultdict(list)
    numbers: dict[int, list[str]] = defaultdict(list)
    for session in sessions:
        if session.code and session.code.isdigit():
            numbers[int(session.code)].append(session.id)
        elif session.code:
            codes[code_key(session.code)].append(session.id)
        if session.number is not None:
            numbers[session.number].append(session.id)
    long = sorted((c for c in codes if len(c) > 1), key=len, reverse=True)
    loose = [_loosely(c) for c in long]
    pattern = re.compile(r"(?<![\w])(?:" + "|".join(loose) + r")(?![\w])", re.IGNORECASE) if long else None
    first, last = event.starts.date(), event.ends.date()
    return Index(
        event=event,
        phrases={k: tuple(v) for k, v in phrases.items()},
        words=telling,
        shared={
            s: frozenset(ids)
            for s, ids in said.items()
            if 1 < len(ids) < len(sessions) and len(s) > 3 and s not in generic | own | offices | counting | small
        },
        topics={s: frozenset(ids) for s, ids in topics.items() if s not in generic and len(s) > 2},
        codes={c: tuple(ids) for c, ids in codes.items()},
        code_pattern=pattern,
        numbers={n: tuple(ids) for n, ids in numbers.items()},
        slots=tuple(_slots(event, vocs)),
        days=tuple(first + timedelta(days=n) for n in range((last - first).days + 1)),
        round_of=round_of,
        order={s.id: n for n, s in enumerate(sessions)},
        stop=stop,
        own=own,
        compounds={stem(tail): (stem(head), session.id) for session, head, tail in compounds},
        names=Words(names),
        round_words=_round_words(event, stop, heads),
        half_of=_halves(event),
        day_of=_round_days(event),
    )


def _loosely(code: str) -> str:
    """A code as it may be written: 'D1-A', 'd1 a', 'D1: A'."""
    parts = re.findall(r"[a-z]+|\d+", code)
    joints = (r"(?:[-\s./]|:\s?)?" if part.isdigit() else r"[-\s./]?" for part in parts)
    return "".join(part + joint for part, joint in zip(parts, (*list(joints)[:-1], ""), strict=True))


def _compounds(session: Session, spelled: Collection[str]) -> Iterator[tuple[str, str]]:
    """The two words that a word of a session's title is made of: 'Piegacarta', where another title has 'carta'."""
    for token in (t for t in tokenize(session.title) if t.fold.isalpha()):
        tails = (w for w in spelled if len(w) >= PART and len(token.fold) >= len(w) + PART and token.fold.endswith(w))
        yield from ((token.fold[: -len(w)], w) for w in tails)


def _apart(event: Event, heads: frozenset[str]) -> frozenset[str]:
    """Of the words that any session may be called by, those that only one is: 'the lab', 'the tour' among talks."""
    spoken = [{stem(t.fold) for text in (s.title, *s.aliases) for t in tokenize(text)} for s in event.sessions]
    common = {stem(t.fold) for text in (event.title, *(r.title for r in event.rounds)) for t in tokenize(text)}
    return frozenset(w for w in heads - common if sum(w in said for said in spoken) == 1)


def _counting(vocs: Sequence[Vocabulary], spelled: Collection[str]) -> frozenset[str]:
    """Stems of number words, days and months: alone they tell no session.

    `spelled`: words of titles; where one of them only looks like a number ('trees', 'tre'), its stem is left out.
    """
    words = {w for v in vocs for table in (v.numbers, v.ordinals, v.hours, v.months, v.weekdays) for w in table}
    return frozenset(stem(w) for w in words) - frozenset(stem(w) for w in spelled if w not in words)


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


def _round_words(event: Event, stop: frozenset[str], generic: frozenset[str]) -> dict[str, str]:
    said: dict[str, set[str]] = defaultdict(set)
    for round_ in event.rounds:
        for s in stems_of(tokenize(round_.title), stop).stems:
            if not s.isdigit() and s not in generic:
                said[s].add(round_.id)
    return {s: next(iter(ids)) for s, ids in said.items() if len(ids) == 1} if len(event.rounds) > 1 else {}


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
