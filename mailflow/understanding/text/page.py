"""One text of a mail laid out for reading: tokens, marks, sentences and their clauses."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from string import ascii_lowercase
from typing import Any

from mailflow.understanding.text.clauses import WHOLE, Clause, Joints
from mailflow.understanding.text.days import DayRef, days
from mailflow.understanding.text.hours import HourRef, hours
from mailflow.understanding.text.in_context import marks_in_context
from mailflow.understanding.text.kept import kept
from mailflow.understanding.text.phones import phone_spans
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.said_twice import as_one
from mailflow.understanding.text.sentences import sentences_of
from mailflow.understanding.text.stems import Stems, stems_of
from mailflow.understanding.text.tokens import Kind, Token, code_spans, tokenize
from mailflow.understanding.text.vocabulary import Vocabulary, stop_words

FEW = 16  # marks of a class that are as soon looked through as searched
START = attrgetter("start")


@dataclass(frozen=True)
class Page:
    """A text with everything the later steps look up in it. Positions are token numbers."""

    part: str
    text: str
    voc: Vocabulary
    region: str
    event_days: frozenset[int] = frozenset()  # the days of the month the event is on
    titles: frozenset[int] = frozenset()  # tokens within titles, their first ones aside

    @kept
    def phones(self) -> tuple[tuple[int, int, str], ...]:
        """Phone numbers: offsets and international form."""
        return phone_spans(self.text, self.region)

    @kept
    def tokens(self) -> tuple[Token, ...]:
        """The tokens."""
        phones = [(start, end) for start, end, _ in self.phones]
        codes = [span for span in code_spans(self.text) if not any(a < span[1] and span[0] < b for a, b in phones)]
        return as_one(self.voc, self.voc.spelled_out(tokenize(self.text, (*phones, *codes))))

    @kept
    def folds(self) -> frozenset[str]:
        """The words of the text: whether one of a class is among them shows whether to look for it."""
        return frozenset([token.fold for token in self.tokens])

    @kept
    def numbers(self) -> tuple[int | None, ...]:
        """The number each token says, None where it says none."""
        return tuple(map(self.voc.number, self.tokens))

    @kept
    def verbs(self) -> tuple[int, ...]:
        """The tokens that are verbs: known ones, and by its ending one of what was: 'cantava', 'credevano'."""
        known, endings, common = self.voc.words["verb"], self.voc.words["narrative_ending"], self.voc.common
        return tuple(
            n
            for n, token in enumerate(self.tokens)
            if token.fold in known or (len(token.fold) > 5 and endings.end(token.fold) and token.fold not in common)
        )

    @kept
    def content(self) -> Stems:
        """The stems of the words that tell a subject."""
        return stems_of(self.tokens, stop_words())

    @kept
    def marks(self) -> Mapping[str, tuple[Mark, ...]]:
        """The marks by class, in order."""
        return marks_in_context(self.voc, self.tokens)

    def hushed(self, titles: Sequence[tuple[int, int]]) -> Page:
        """The page with titles, tokens [start, end), taken as names: 'roads without pavements' leaves nothing out, and
        no thought ends at the colon of 'Bread: from the field'."""
        if not titles:
            return self
        page = replace(self, titles=frozenset(n for first, last in titles for n in range(first + 1, last)))
        kept = (
            "phones",
            "tokens",
            "folds",
            "numbers",
            "verbs",
            "content",
            "days",
            "hours",
            "dated",
            "shouting",
            "whispering",
        )
        page.__dict__.update({name: self.__dict__[name] for name in kept if name in self.__dict__})
        page.__dict__["marks"] = {
            cls: tuple(m for m in marks if not any(first <= m.start and m.end <= last for first, last in titles))
            for cls, marks in self.marks.items()
        }
        return page

    @kept
    def days(self) -> tuple[DayRef, ...]:
        """Days named; the number of 'per 25 studenti' is none, though the event be on the 25th."""
        found = days(self.tokens, self.voc, self.event_days)
        return tuple(d for d in found if (d.weekday, d.month) != (None, None) or not self.at("relations", d.end))

    @kept
    def hours(self) -> tuple[HourRef, ...]:
        """Hours named; 'le due bimbe' are none."""
        counting = {m.start for m in self.marks.get("relations", ())}
        found = hours(self.tokens, self.voc)
        return tuple(h for h in found if h.end not in counting or self.tokens[h.end - 1].kind is not Kind.WORD)

    @kept
    def dated(self) -> frozenset[int]:
        """Tokens that belong to a day or an hour."""
        spans = [(d.start, d.end) for d in self.days] + [(h.start, h.end) for h in self.hours]
        return frozenset(n for start, end in spans for n in range(start, end))

    def has(self, cls: str, start: int = 0, end: int | None = None) -> bool:
        """Whether a mark of the class lies within [start, end)."""
        return cls in self.marks and self.has_any((cls,), start, end)

    def has_any(self, classes: Iterable[str], start: int = 0, end: int | None = None) -> bool:
        """Whether a mark of any of the classes lies within [start, end)."""
        known = self.marks
        stop = len(self.tokens) if end is None else end
        for cls in classes:
            for mark in known.get(cls, ()):
                if start <= mark.start < stop and mark.end <= stop:
                    return True
        return False

    def within(self, cls: str, start: int = 0, end: int | None = None) -> Iterator[Mark]:
        """The marks of a class within [start, end)."""
        marks = self.marks.get(cls)
        if not marks:
            return iter(())
        stop = len(self.tokens) if end is None else end
        if len(marks) > FEW:
            marks = marks[bisect_left(marks, start, key=START) : bisect_left(marks, stop, key=START)]
        return iter([mark for mark in marks if start <= mark.start < stop and mark.end <= stop])

    def of(self, *classes: str) -> tuple[Mark, ...]:
        """The marks of several classes, class by class."""
        found = self._of.get(classes)
        if found is None:
            found = self._of[classes] = tuple(mark for cls in classes for mark in self.marks.get(cls, ()))
        return found

    @kept
    def _of(self) -> dict[tuple[str, ...], tuple[Mark, ...]]:
        return {}

    @kept
    def worked_out(self) -> dict[Hashable, Any]:
        """What later steps make of the page time and again, by what they make it of."""
        return {}

    def within_end(self, cls: str, place: int) -> bool:
        """Whether a mark of the class stands right before the token (a word or two between)."""
        return any(place - 3 <= m.end <= place for m in self.within(cls, max(0, place - 8), place))

    def at(self, cls: str, place: int) -> Mark | None:
        """The mark of the class that begins there."""
        return next((m for m in self.marks.get(cls, ()) if m.start == place and m.end <= place + 12), None)

    def words(self, start: int, end: int) -> str:
        """The text as written between two tokens."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end] if end > start else ""

    def idle(self, place: int) -> bool:
        """Whether the words there are under an 'if': no statement."""
        clause = self.clauses[self.clause_of(place)]
        return any(
            t.fold in self.voc.words["conditional"] for t in self.tokens[max(0, clause.start, place - 4) : place + 1]
        )

    @kept
    def shouting(self) -> bool:
        """Whether the text is written in capitals."""
        if sum(map(self.text.count, ascii_lowercase)) > 0.3 * len(self.text):
            return False  # as of nearly every text it is seen at once
        letters = "".join(filter(str.isalpha, self.text))
        return len(letters) > 20 and sum(map(str.isupper, letters)) > 0.7 * len(letters)

    @kept
    def whispering(self) -> bool:
        """Whether the text has next to no capitals."""
        words = [t for t in self.tokens if t.kind is Kind.WORD]
        return len(words) > 3 and sum(t.text[0].isupper() and len(t.text) > 1 for t in words) <= max(
            1, len(words) // 25
        )

    @kept
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Sentences as [start, end): they end at . ! ? ; and at lines that were meant to end."""
        return sentences_of(self.text, self.tokens, self.voc, self.titles)

    @kept
    def clauses(self) -> tuple[Clause, ...]:
        """Sentences taken apart where a thought of its own begins."""
        whole = {n for cls in WHOLE for m in self.marks.get(cls, ()) for n in range(m.start + 1, m.end)}
        whole |= {m.start for m in self.marks.get("if_possible", ())} | self.dated
        joints = Joints(self.tokens, self.voc, whole, self.titles, letters=not self.shouting)
        return tuple(joints.clauses(self.sentences))

    def clause_of(self, place: int) -> int:
        """The number of the clause a token is in."""
        return bisect_right(self._clause_starts, place, 1) - 1

    @kept
    def _clause_starts(self) -> Sequence[int]:
        return [c.start for c in self.clauses]

    @kept
    def _sentence_starts(self) -> Sequence[int]:
        return [s for s, _ in self.sentences]

    def sentence_of(self, place: int) -> int:
        """The number of the sentence a token is in."""
        return bisect_right(self._sentence_starts, place, 1) - 1
