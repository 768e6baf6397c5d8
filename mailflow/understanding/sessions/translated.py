"""Sessions called by their titles' words in another language than the event's: 'comics' for 'Nasce un fumetto'."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from mailflow.understanding.sessions.apart_from_prose import nouns_apart
from mailflow.understanding.sessions.behind_cue import may_tell
from mailflow.understanding.sessions.lookalikes import translates_none
from mailflow.understanding.sessions.notions import CLEAR, MEANT, comparable_words
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.stems import Stems
from mailflow.understanding.text.thesaurus import LONGEST

AROUND = 6  # tokens about a word, within which it may be part of a greeting or an idiom


class _Told(NamedTuple):
    """A noun at [start, end), and how plainly it tells which sessions, by how many words."""

    start: int
    end: int
    by: dict[str, float]
    words: int = 1

    @property
    def likeliest(self) -> frozenset[str]:
        """Those told about as plainly as any."""
        return frozenset(s for s, weight in self.by.items() if weight * CLEAR > max(self.by.values()))


def with_translated(page: Page, at: Index, found: Sequence[Mention]) -> list[Mention]:
    """`found`, which is told more plainly, with nouns whose notions are those of titles; of one that fits several
    sessions, all of them. Of a round that is told already, something else is told only beside it."""
    if page.voc.language == at.event.language:
        return [*found]
    kept = {n: m for m in found for n in range(m.start, m.end)}
    sure = [m for m in found if m.how not in ("title", "alias", "word") or m.end - m.start > 1]
    beside = {(at.round_of[s], page.sentence_of(m.start)) for m in sure for s in m.sessions}
    told_rounds = {round_ for round_, _ in beside}
    for noun in _nouns(page, at):
        mention = Mention(noun.start, noun.end, at.ordered(noun.likeliest), "word")
        sentence = page.sentence_of(noun.start)
        if any((r, sentence) not in beside for r in {at.round_of[s] for s in mention.sessions} & told_rounds):
            continue
        span = range(noun.start, noun.end)
        inside = {kept[n] for n in span if n in kept}
        if all(_a_word_of_it(m, mention) for m in inside) and not translates_none(page, at, mention):
            kept.update(dict.fromkeys(span, mention))
    return [*dict.fromkeys(kept.values())]


def _a_word_of_it(mention: Mention, noun: Mention) -> bool:
    """'the olive oil soap', where another title has 'olive'."""
    alone = mention.end - mention.start == 1 and mention.how in ("title", "alias", "word")
    return alone and noun.start <= mention.start < mention.end <= noun.end and noun.end - noun.start > 1


def _nouns(page: Page, at: Index) -> list[_Told]:
    """'gears and machines', 'the walk to the old trees', of one session, are one noun."""
    told: list[_Told] = []
    words = page.voc.words
    small = words["and"] | words["article"] | words["preposition"] | words["goes_to"]
    for noun in _told_apart(page, at):
        before = told[-1] if told else None
        between = page.tokens[before.end : noun.start] if before else ()
        if before and all(t.fold in small for t in between) and before.likeliest & noun.likeliest:
            both = {s: before.by.get(s, 0.0) + noun.by.get(s, 0.0) for s in before.by | noun.by}
            told[-1] = _Told(before.start, noun.end, both, before.words + noun.words)
        else:
            told.append(noun)
    return told


def _told_apart(page: Page, at: Index) -> Iterator[_Told]:
    done = 0
    for start, end in nouns_apart(page):
        told = [*_told(page, at, start, end)] if start >= done else []
        done = end if told else done
        yield from told


def _told(page: Page, at: Index, start: int, end: int) -> Iterator[_Told]:
    """The sessions that most words of a noun tell, one of them no title's own, either side of a 'to'."""
    aim = page.voc.words["goes_to"] - page.voc.words["of"]
    parts = [start, *(n for n in range(start + 1, end) if page.tokens[n].fold in aim), end]
    told = [found for first, last in pairwise(parts) if (found := _told_by(page, at, first, last)) is not None]
    count = len({place for place in page.content.at if start <= place < end})
    if 2 * sum(found.words for found in told) >= count:
        yield from told


def _told_by(page: Page, at: Index, start: int, end: int) -> _Told | None:
    content, words = page.content, page.voc.words
    around = (max(0, start - AROUND), end + AROUND)
    idle = {n for cls in ("greeting", "idiom") for m in page.within(cls, *around) for n in range(m.start, m.end)}
    idle |= {n for n in range(start, end) if page.tokens[n].fold in words["session_head"] | words["generic"]}
    idle |= {start} if page.at("relation", start) or page.at("relations", start) else set()  # 'the mother'
    told: dict[str, float] = defaultdict(float)
    places: list[int] = []
    translated = False
    n, last = bisect_left(content.at, start), bisect_left(content.at, end)
    while n < last:
        place, length = content.at[n], 1
        own = content.stems[n] in at.own and content.stems[n] not in at.own_words
        if not own and place not in idle and may_tell(page, place, noun=place > start):
            run = Stems(content.stems[n : min(n + LONGEST, last)], content.at[n : min(n + LONGEST, last)])
            keys = [word.key for word in comparable_words(page.tokens, run)]
            found, length = at.notions.told(keys)
            if max(found.values(), default=0.0) >= MEANT:
                places += content.at[n : n + length]
                translated |= length > 1 or keys[0] not in at.notions.words
                for session, weight in found.items():
                    told[session] += weight
        elif page.tokens[place].fold in words["round_head"]:
            return None  # 'the carers' day'
        n += length
    return _Told(places[0], places[-1] + 1, told, len(places)) if translated else None
