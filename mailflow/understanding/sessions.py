"""Which words of a mail mean which session: by number, code, title, half title, alias, day and hour, topic, or ear."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from rapidfuzz import fuzz

from mailflow.domain.event import Event, Round, Session
from mailflow.understanding.dates import DayRef, HourRef, days, hours
from mailflow.understanding.tokens import Kind, Token, fold, tokenize
from mailflow.understanding.vocabulary import Vocabulary, languages, vocabulary


@dataclass(frozen=True, slots=True)
class Mention:
    """Words at [start, end) that mean one of `sessions` (more than one: not told apart yet).

    `how`: code, number, title, alias, word (one word of a title), hour, topic, ear.
    """

    start: int
    end: int
    sessions: tuple[str, ...]
    how: str

    @property
    def weak(self) -> bool:
        """Whether the words may well mean something else."""
        return self.how in ("word", "topic", "ear")


@dataclass(frozen=True, slots=True)
class Slot:
    """When a session is, as its title, aliases or times tell it."""

    session: str
    day: date | None
    hour: int
    minute: int


def stem(word: str) -> str:
    """The word without its ending, so that singular and plural, masculine and feminine meet."""
    if len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if len(word) > 5 and word.endswith(("hi", "he", "ie", "ii")):
        word = word[:-2]
    return word[:-1] if len(word) > 3 and word[-1] in "aeiouy" else word


@dataclass(frozen=True, slots=True)
class Stems:
    """The content words of some tokens, as stems, with the token each came from."""

    stems: tuple[str, ...]
    at: tuple[int, ...]


def stems_of(tokens: Sequence[Token], stop: frozenset[str]) -> Stems:
    """Content words only; compound words are taken apart."""
    stems: list[str] = []
    at: list[int] = []
    for place, token in enumerate(tokens):
        if token.kind is Kind.NUMBER:
            stems.append(token.text)
            at.append(place)
        elif token.kind is Kind.WORD and token.fold not in stop:
            for piece in token.fold.strip("'").split("-"):
                if piece and piece not in stop:
                    stems.append(stem(piece))
                    at.append(place)
    return Stems(tuple(stems), tuple(at))


@dataclass(frozen=True)
class Index:
    """What an event's file says of its sessions, ready for matching."""

    event: Event
    phrases: Mapping[
        str, tuple[tuple[tuple[str, ...], frozenset[str], str], ...]
    ]  # first stem -> (stems, sessions, how)
    words: Mapping[str, str]  # stem that only one session has -> session
    shared: Mapping[str, frozenset[str]]  # stem that some sessions have -> sessions
    topics: Mapping[str, frozenset[str]]  # stem of titles and objectives -> sessions
    codes: Mapping[str, tuple[str, ...]]
    code_pattern: re.Pattern[str] | None
    numbers: Mapping[int, tuple[str, ...]]
    slots: tuple[Slot, ...]
    days: tuple[date, ...]
    round_of: Mapping[str, str]
    order: Mapping[str, int]
    stop: frozenset[str]
    own: frozenset[str]  # stems of the event's own name: they tell no session
    names: frozenset[str]  # folded words of people and places the event file names
    round_words: Mapping[str, str]  # stem of a round's title that no other round has -> round
    half_of: Mapping[str, str]  # round -> am | pm | eve by its hours, where that tells rounds apart
    day_of: Mapping[str, date]  # round -> its day, where that tells rounds apart

    @cached_property
    def spoken(self) -> tuple[tuple[str, ...], ...]:
        """The event's own names, as stems: title, aliases, organizer, venue."""
        event = self.event
        texts = (event.title, *event.aliases, event.organizer.name, event.venue.name)
        return tuple(stems_of(tokenize(text), self.stop).stems for text in texts)

    @property
    def rounds(self) -> tuple[Round, ...]:
        """The event's rounds, in order."""
        return self.event.rounds

    @cached_property
    def spelled(self) -> frozenset[str]:
        """The words of titles and aliases, folded, as they are written."""
        texts = (text for session in self.event.sessions for text in (session.title, *session.aliases))
        return frozenset(token.fold for text in texts for token in tokenize(text))

    @cached_property
    def titles(self) -> Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
        """Whole titles of two words and more, by their first word, the longest first, and the sessions so called."""
        found: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for session in self.event.sessions:
            words = tuple(t.fold for t in tokenize(session.title) if t.kind in (Kind.WORD, Kind.NUMBER))
            if len(words) > 1:
                found[words].append(session.id)
        by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
        for words, ids in sorted(found.items(), key=lambda item: -len(item[0])):
            by_first[words[0]].append((words, tuple(ids)))
        return {first: tuple(entries) for first, entries in by_first.items()}

    @cached_property
    def qualifiers(self) -> tuple[tuple[tuple[str, ...], frozenset[str]], ...]:
        """What aliases call a part of the day beside its name ('dopo cena'), with the sessions of all days it means."""
        if len({s.day for s in self.slots if s.day is not None}) < 2:
            return ()
        found: dict[tuple[str, ...], set[str]] = defaultdict(set)
        vocs = [vocabulary(language) for language in languages()]
        for session in self.event.sessions:
            for alias in session.aliases:
                tokens = tokenize(alias)
                for voc in vocs:
                    refs: list[DayRef | HourRef] = [*days(tokens, voc), *hours(tokens, voc)]
                    dated = {n for ref in refs for n in range(ref.start, ref.end)}
                    rest = stems_of([t for n, t in enumerate(tokens) if n not in dated], self.stop).stems
                    if dated and rest and not all(s.isdigit() for s in rest):
                        found[rest].add(session.id)
        ordered = sorted(found.items(), key=lambda item: -len(item[0]))
        return tuple((words, frozenset(ids)) for words, ids in ordered if len(ids) > 1)

    @cached_property
    def sounds(self) -> tuple[tuple[str, str], ...]:
        """How titles and aliases sound, with the one session each means."""
        found: dict[str, set[str]] = defaultdict(set)
        for session in self.event.sessions:
            for text in (*_pieces(session.title), *session.aliases):
                words = re.findall(r"\w+", text)
                for sound in (heard("".join(words)), *(heard(w) for w in words if stem(fold(w)) in self.words)):
                    if len(sound) >= 6:
                        found[sound].add(session.id)
        return tuple((sound, next(iter(ids))) for sound, ids in found.items() if len(ids) == 1)

    def ordered(self, sessions: Iterable[str]) -> tuple[str, ...]:
        """Sessions in the event's order."""
        return tuple(sorted(set(sessions), key=self.order.__getitem__))


def _unaccented(event: Event) -> str:
    return " ".join((event.title, *event.aliases))


_INDEXES: dict[int, Index] = {}  # by identity: an Event holds mappings, which do not hash


def index(event: Event) -> Index:
    """The index of an event, built once as long as the event lives."""
    known = _INDEXES.get(id(event))
    if known is None or known.event is not event:
        if len(_INDEXES) > 256:
            _INDEXES.clear()
        known = _INDEXES[id(event)] = _build(event)
    return known


def _pieces(title: str) -> Iterator[str]:
    """A title and the parts of it people say: before a colon, either side of 'and', before 'of'."""
    yield title
    parts = [p for p in re.split(r"[:,;()–—/]|\s-\s", title) if p.strip()]
    for part in parts:
        yield part
        for small in re.split(r"\s(?:e|ed|and|&|und|et)\s", part):
            yield small
            head = re.split(
                r"\s(?:di|del|della|dei|delle|degli|dell['’]|sul|sulla|sui|sugli|per|of|for|on|in|from|to|with|that|around)\s*",
                small,
            )
            yield from head[:1] if len(head) > 1 else ()
            yield from head[-1:] if len(head) > 1 else ()


def _build(event: Event) -> Index:
    sessions = list(event.sessions)
    vocs = [vocabulary(language) for language in languages()]
    stop = frozenset().union(*(v.words["stop"] for v in vocs))
    generic = frozenset(stem(w) for v in vocs for w in v.words["generic"]) | _counting(vocs)
    counting = _counting(vocs) | frozenset(stem(w) for v in vocs for w in v.words["clock"])
    heads = frozenset(stem(w) for v in vocs for w in v.words["session_head"])  # 'sessioni' alone is no round
    offices = frozenset(
        stem(w) for v in vocs for cls in ("role", "office", "organization", "title") for w in v.words[cls]
    )
    classes = ("article", "preposition", "of", "from", "for", "clause_opener")
    little = frozenset().union(*(v.words[cls] for v in vocs for cls in classes), *(v.function_words for v in vocs))
    spelled = {t.fold for s in sessions for text in (s.title, *s.aliases) for t in tokenize(text)}
    small = frozenset(stem(w) for w in spelled & little)
    own = frozenset(stems_of(tokenize(_unaccented(event)), stop).stems)
    found: dict[tuple[str, ...], tuple[set[str], str]] = {}
    said: dict[str, set[str]] = defaultdict(set)  # stems of titles and aliases
    topics: dict[str, set[str]] = defaultdict(set)
    names: set[str] = set()

    def add(text: str, session: Session, how: str) -> None:
        stems = stems_of(tokenize(text), stop).stems
        if not stems or all(s.isdigit() or s in counting for s in stems):
            return
        if how != "alias" and (set(stems) <= (generic | own)):
            return
        if how == "alias" and set(stems) <= generic:
            return
        entry = found.setdefault(stems, (set(), how))
        entry[0].add(session.id)

    for session in sessions:
        for piece in _pieces(session.title):
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
                add(run.split()[-1], session, "alias")
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
        if len(ids) == 1 and len(s) > 2 and s not in generic | own | offices | small and not s.isdigit()
    }
    codes: dict[str, list[str]] = defaultdict(list)
    numbers: dict[int, list[str]] = defaultdict(list)
    for session in sessions:
        if session.code and session.code.isdigit():
            numbers[int(session.code)].append(session.id)
        elif session.code:
            codes[_code_key(session.code)].append(session.id)
        if session.number is not None:
            numbers[session.number].append(session.id)
    long = sorted((c for c in codes if len(c) > 1), key=len, reverse=True)
    loose = ["[-\\s./]?".join(re.findall(r"[a-z]+|\d+", c)) for c in long]
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
        names=frozenset(names),
        round_words=_round_words(event, stop, heads),
        half_of=_halves(event),
        day_of=_round_days(event),
    )


def _counting(vocs: Sequence[Vocabulary]) -> frozenset[str]:
    """Stems of number words, days and months: alone they tell no session."""
    return frozenset(
        stem(w) for v in vocs for table in (v.numbers, v.ordinals, v.hours, v.months, v.weekdays) for w in table
    )


def _code_key(code: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(code))


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


def resolve(ref: DayRef, event: Event) -> date | None:
    """The event's day that was meant, None where it is none of them."""
    first, last = event.starts.date(), event.ends.date()
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        if (
            (ref.day is None or ref.day == day.day)
            and (ref.month is None or ref.month == day.month)
            and (ref.year is None or ref.year == day.year)
            and (ref.weekday is None or ref.weekday == day.weekday())
        ):
            return day
    return None


def _round_words(event: Event, stop: frozenset[str], generic: frozenset[str]) -> dict[str, str]:
    said: dict[str, set[str]] = defaultdict(set)
    for round_ in event.rounds:
        for s in stems_of(tokenize(round_.title), stop).stems:
            if not s.isdigit() and s not in generic:
                said[s].add(round_.id)
    return {s: next(iter(ids)) for s, ids in said.items() if len(ids) == 1} if len(event.rounds) > 1 else {}


def _halves(event: Event) -> dict[str, str]:
    halves = {r.id: "am" if r.starts.hour < 12 else "pm" if r.starts.hour < 18 else "eve" for r in event.rounds}
    return halves if len(set(halves.values())) == len(halves) > 1 else {}


def _round_days(event: Event) -> dict[str, date]:
    found = {r.id: r.starts.date() for r in event.rounds}
    return found if len(set(found.values())) == len(found) > 1 else {}


# ------------------------------------------------------------------------------------------------ finding


def event_tokens(tokens: Sequence[Token], at: Index) -> frozenset[int]:
    """Tokens that are part of the event's own name."""
    content = stems_of(tokens, at.stop)
    found: set[int] = set()
    for want in at.spoken:
        for n in range(len(content.stems)):
            for begin in range(len(want) - 1):
                length = len(want) - begin
                while length >= 2 and content.stems[n : n + length] != want[begin : begin + length]:
                    length -= 1
                if length >= (2 if begin == 0 else 3):
                    found.update(range(content.at[n], content.at[n + length - 1] + 1))
    return frozenset(found)


def whole_titles(tokens: Sequence[Token], at: Index) -> list[Mention]:
    """Titles as the event's file writes them, whatever else their words could mean ('Ore 7.30–8.00')."""
    plain = [(n, t.fold) for n, t in enumerate(tokens) if t.kind in (Kind.WORD, Kind.NUMBER)]
    found: list[Mention] = []
    place = 0
    while place < len(plain):
        for words, sessions in at.titles.get(plain[place][1], ()):
            span = plain[place : place + len(words)]
            if tuple(word for _, word in span) == words and span[-1][0] - span[0][0] < 2 * len(words):
                found.append(Mention(span[0][0], span[-1][0] + 1, sessions, "title"))
                place += len(words) - 1
                break
        place += 1
    return found


def phrase_mentions(tokens: Sequence[Token], at: Index) -> list[Mention]:
    """Titles, half titles, aliases and single telling words, the longest first; no two overlap."""
    content = stems_of(tokens, at.stop)
    found: list[Mention] = []
    place = 0
    while place < len(content.stems):
        best: Mention | None = None
        length = 1
        for stems, ids, how in at.phrases.get(content.stems[place], ()):
            n = len(stems)
            if content.stems[place : place + n] == stems and content.at[place + n - 1] - content.at[place] <= 3 * n:
                best, length = Mention(content.at[place], content.at[place + n - 1] + 1, at.ordered(ids), how), n
                break
        if best is None and content.stems[place] in at.words:
            best = Mention(content.at[place], content.at[place] + 1, (at.words[content.stems[place]],), "word")
        if best is None and content.stems[place] in at.shared:
            best = Mention(
                content.at[place], content.at[place] + 1, at.ordered(at.shared[content.stems[place]]), "word"
            )
        if best is not None:
            found.append(best)
        place += length
    return found


def code_mentions(text: str, tokens: Sequence[Token], at: Index) -> list[Mention]:
    """Codes of two characters and more, wherever they stand: 'T1', 'd1-a', 'D1 A'."""
    if at.code_pattern is None:
        return []
    starts = {t.start: n for n, t in enumerate(tokens)}
    ends = {t.end: n + 1 for n, t in enumerate(tokens)}
    found = []
    for hit in at.code_pattern.finditer(text):
        if hit.start() in starts and hit.end() in ends:
            found.append(Mention(starts[hit.start()], ends[hit.end()], at.codes[_code_key(hit.group())], "code"))
    return found


def spoken_codes(tokens: Sequence[Token], at: Index, voc: Vocabulary) -> list[Mention]:
    """Codes said figure by figure ('la uno-zero-due', 'uno zero due') or with the number in a word ('T due')."""
    found: list[Mention] = []
    n = 0
    while n < len(tokens):
        end, digits = n, ""
        while end < len(tokens) and (said := _figures(tokens[end], voc)):
            digits += said
            end += 1
        if len(digits) > 1 and int(digits) in at.numbers:
            found.append(Mention(n, end, at.numbers[int(digits)], "code"))
        letter = tokens[n - 1].fold if n else ""
        if len(letter) == 1 and end == n + 1 and letter + digits in at.codes:
            found.append(Mention(n - 1, end, at.codes[letter + digits], "code"))
        n = max(end, n + 1)
    return found


def _figures(token: Token, voc: Vocabulary) -> str:
    """The figures that number words say, joined by hyphens or alone; '' for other words."""
    values = [voc.numbers.get(piece, -1) for piece in token.fold.split("-")] if token.kind is Kind.WORD else [-1]
    return "".join(str(value) for value in values) if all(0 <= value < 10 for value in values) else ""


def letter_mentions(
    tokens: Sequence[Token], at: Index, voc: Vocabulary, shouting: bool, listed: frozenset[int]
) -> list[Mention]:
    """Codes of one letter: after a head word, an article or preposition, beside another, or in a list."""
    letters = {c: ids for c, ids in at.codes.items() if len(c) == 1}
    if not letters:
        return []
    heads, small, joined = (
        voc.words["session_head"],
        voc.words["preposition"] | voc.words["article"],
        voc.words["conjunction"],
    )
    sure: dict[int, str] = {}
    maybe: dict[int, str] = {}
    for n, token in enumerate(tokens):
        key = fold(token.text)
        if token.kind is not Kind.WORD or key not in letters or len(token.text) != 1:
            continue
        before = _before(tokens, n)
        upper = token.text.isupper()
        after = tokens[n + 1].text if n + 1 < len(tokens) else ""
        if (after and after in "'’") or (
            after == "."
            and n + 2 < len(tokens)
            and tokens[n + 2].start == tokens[n + 1].end
            and tokens[n + 2].kind is Kind.WORD
        ):
            continue
        filled_in = n > 0 and tokens[n - 1].text == ":" and not (after and tokens[n + 1].kind is Kind.WORD)
        if (
            (before is not None and tokens[before].fold in heads)
            or (upper and filled_in)  # 'MATTINA: C'
            or (
                upper
                and not shouting
                and before is not None
                and (tokens[before].fold.strip(":") in small or n in listed)
            )
            or (
                upper
                and not shouting
                and (
                    key not in voc.words["lone_letters"]
                    or (
                        (n > 0 and tokens[n - 1].kind in (Kind.WORD, Kind.NUMBER))
                        or (n > 0 and tokens[n - 1].text in ",:;(+&/-")
                    )
                )
            )
        ):
            sure[n] = key
        elif upper:
            maybe[n] = key
    grew = True
    while grew:  # 'A ed E', 'B, H': a letter beside a letter is one too
        grew = False
        for n in list(maybe):
            for step in (1, -1):
                m = n + step
                while 0 <= m < len(tokens) and (
                    (tokens[m].fold in joined and m not in maybe)
                    or tokens[m].text in ",/+&-"
                    or tokens[m].kind is Kind.LINE
                ):
                    m += step
                if m != n + step and (m in sure or (m in maybe and not shouting)):
                    sure[n] = maybe.pop(n)
                    if m in maybe:
                        sure[m] = maybe.pop(m)
                    grew = True
                    break
            if grew:
                break
    for n in list(maybe):  # a sentence of its own, or before a word of round: 'B la mattina'
        if n in listed and not shouting:
            sure[n] = maybe.pop(n)
    return [Mention(n, n + 1, letters[key], "code") for n, key in sorted(sure.items())]


def _before(tokens: Sequence[Token], n: int) -> int | None:
    n -= 1
    while n >= 0 and (tokens[n].text in ":.\"'«“(°" or tokens[n].fold in ("n", "n.", "nr")):
        n -= 1
    return n if n >= 0 and tokens[n].kind is not Kind.LINE else None


def number_mentions(
    tokens: Sequence[Token],
    at: Index,
    voc: Vocabulary,
    taken: frozenset[int],
    listed: frozenset[int],
    nouns: frozenset[int],
    joints: frozenset[int],
) -> list[Mention]:
    """Session numbers: after a head word ('gruppo 3', 'gruppi 2 e 5'), an article ('il 4'), or in a list ('3 e 6').

    `taken`: tokens that are dates or hours. `nouns`: tokens a number counts (persons, places). `joints`: tokens of
    phrases that lead to another choice ('in alternativa').
    """
    if not at.numbers:
        return []
    heads = voc.words["session_head"]
    leads = ("preposition", "of", "from", "me", "me_subject", "pronoun_he", "pronoun_she")
    small = frozenset().union({"#"}, *(voc.words[cls] for cls in leads))
    sure: dict[int, int] = {}
    for n, token in enumerate(tokens):
        glued = n > 0 and tokens[n - 1].fold.endswith("'")  # 'all'1' is a table, not an hour, where tables have numbers
        if (n in taken and not glued) or token.kind not in (Kind.NUMBER, Kind.WORD):
            continue
        ordinal = voc.ordinals.get(token.fold) if token.kind is Kind.WORD else None
        value = ordinal or voc.numbers.get(token.fold) or (int(token.text) if token.kind is Kind.NUMBER else None)
        if value is None or value not in at.numbers:
            continue
        before, after = _before(tokens, n), n + 1 if n + 1 < len(tokens) else None
        if (n == 0 or tokens[n - 1].kind is Kind.LINE) and after is not None and tokens[after].text in ").-":
            continue  # the number of a list's row
        if before is not None and tokens[before].fold in voc.words["room"]:
            continue
        lead = tokens[before].fold if before is not None else ""
        ranking = voc.words["round_head"] | voc.words["rank_noun"]  # 'secondo turno', 'seconda scelta'
        ranked = ordinal and after is not None and tokens[after].fold in heads - ranking
        one = lead in voc.words["worded_lead"] and value > 1 and not ordinal  # 'al 2 va lui': it counts nothing
        if ranked or (lead in heads and after not in nouns) or (one and after not in nouns):
            sure[n] = value  # 'terzo gruppo', 'gruppo 3'
        elif after is not None and (after in nouns or _counts_something(tokens, after, voc)):
            continue
        elif token.fold in voc.words["article_number"]:
            continue  # 'uno per me'
        elif (token.kind is Kind.NUMBER and lead in small) or _continues(tokens, n, sure, voc, joints):
            sure[n] = value  # 'ai 4', 'io 3', 'gruppi 2 e 5', '3 (o 1)'
        elif token.kind is Kind.NUMBER and (n in listed or value >= 100):
            sure[n] = value
    return [Mention(n, n + 1, at.numbers[v], "number") for n, v in sorted(sure.items())]


def _continues(
    tokens: Sequence[Token], n: int, sure: Mapping[int, int], voc: Vocabulary, joints: frozenset[int]
) -> bool:
    """Whether no more than joining words and marks part a number from a session's before it."""
    small = voc.words["preposition"] | voc.words["article"] | voc.words["conjunction"] | voc.words["session_head"]
    linking = small | voc.words["then_word"] | voc.words["of"]
    at = n - 1
    while at >= 0 and n - at <= 6 and at not in sure:
        if at not in joints and tokens[at].fold not in linking and tokens[at].text not in ",;:/+-(&":
            return False
        at -= 1
    return at in sure and n - at > 1


def _counts_something(tokens: Sequence[Token], after: int, voc: Vocabulary) -> bool:
    """Whether the word after a number is a plain noun it counts ('3 anni', '2 figli', '5 euro', '5ª')."""
    token = tokens[after]
    if token.kind is Kind.MARK:
        return token.text in "%€°ªº/:" and token.start == tokens[after - 1].end
    if token.kind is not Kind.WORD:
        return False
    stop = voc.words["stop"] | voc.words["conjunction"] | voc.words["round_head"] | voc.function_words
    return token.fold not in stop and token.fold not in voc.words["pronoun_he"] | voc.words["pronoun_she"]


def topic_mention(
    tokens: Sequence[Token], start: int, end: int, at: Index, within: frozenset[str], enough: int = 2
) -> Mention | None:
    """The session whose subject these words speak of, if one stands out clearly among `within`, by `enough` words."""
    content = stems_of(tokens[start:end], at.stop)
    points: dict[str, float] = defaultdict(float)
    hits: dict[str, set[str]] = defaultdict(set)
    where: dict[str, list[int]] = defaultdict(list)
    for said, place in zip(content.stems, content.at, strict=True):
        s, ids = said, at.topics.get(said)
        if ids is None and len(s) > 6:
            near = [k for k in at.topics if len(k) > 5 and k[:6] == s[:6]]
            ids = at.topics[near[0]] if near else None
            s = near[0] if near else s
        if not ids:
            continue
        for session in ids & within:
            if s not in hits[session]:
                points[session] += 1.0 / len(ids)
            hits[session].add(s)
            where[session].append(start + place)
    if not points:
        return None
    ranked = sorted(points, key=points.__getitem__, reverse=True)
    best = ranked[0]
    second = points[ranked[1]] if len(ranked) > 1 else 0.0
    if len(hits[best]) >= enough and points[best] >= 1.0 and points[best] >= 2 * second:
        return Mention(min(where[best]), max(where[best]) + 1, (best,), "topic")
    return None


HEARD = (
    ("kh", "k"),
    ("ch", "k"),
    ("ck", "k"),
    ("ph", "f"),
    ("w", "u"),
    ("y", "i"),
    ("j", "i"),
    ("ee", "i"),
    ("c", "k"),
    ("q", "k"),
    ("h", ""),
    ("oo", "u"),
)


def heard(text: str) -> str:
    """How a word sounds, roughly: 'grin enerji' meets 'green energy', 'uorkers bai out' meets 'workers buyout'."""
    text = fold(text)
    for letters, sound in HEARD:
        text = text.replace(letters, sound)
    text = text.replace("gi", "i").replace("ge", "ie")
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[^a-z]", "", text))


def ear_mentions(
    tokens: Sequence[Token], at: Index, free: Iterable[int], within: frozenset[str], known: frozenset[str]
) -> list[Mention]:
    """Misspelt titles and aliases, compared by their sound. `free`: tokens nothing else explains."""
    targets = at.sounds
    found: list[Mention] = []
    free = sorted(free)
    loose = set(free)
    last = -1
    for n in free:
        if n < last or tokens[n].fold in known or len(tokens[n].fold) < 4 or stem(tokens[n].fold) in at.topics:
            continue  # a word that stands in a title as it is written is not another one, misspelt
        best: tuple[float, Mention] | None = None
        for length in (3, 2, 1):
            span = tokens[n : n + length]
            if (
                len(span) < length
                or any(t.kind is not Kind.WORD for t in span)
                or not all(n + k in loose for k in range(length))
            ):
                continue
            sound = heard("".join(t.fold for t in span))
            if len(sound) < 6:
                continue
            for target, session in targets:
                if session in within and abs(len(target) - len(sound)) <= 2:
                    score = fuzz.ratio(sound, target)
                    alike = _alike(sound, target)
                    if (score >= 85 or (alike >= 7 and alike >= 0.8 * len(target))) and (
                        best is None or score > best[0]
                    ):
                        best = (score, Mention(n, n + length, (session,), "ear"))
        if best is not None:
            found.append(best[1])
            last = best[1].end
    return found


def slot_sessions(at: Index, day: date | None, hour: HourRef | None, half: str | None = None) -> tuple[str, ...]:
    """Sessions on that day, at that hour or in that half of the day; 'alle nove' is 21 where nothing is at 9."""
    found = _slots_at(at, day, hour, half)
    if not found and hour is not None and hour.half_day is None and hour.hour <= 12:
        return _slots_at(at, day, HourRef(hour.start, hour.end, hour.hour, hour.minute, "pm"), half)
    return found


def _slots_at(at: Index, day: date | None, hour: HourRef | None, half: str | None) -> tuple[str, ...]:
    found = [
        s
        for s in at.slots
        if (day is None or s.day is None or s.day == day)
        and (hour is None or hour.says(s.hour, s.minute))
        and (half is None or _half_of(s) == half)
    ]
    dated = {s.session for s in found if s.day is not None}
    ids = {s.session for s in found}
    return at.ordered(dated if day is not None and dated else ids)


def _half_of(slot: Slot) -> str:
    return "am" if slot.hour < 12 or (slot.hour == 12 and slot.minute == 0) else "pm"


def _alike(one: str, other: str) -> int:
    """How many letters two words have in common at their beginnings."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
