"""Words that tell a place in a row: 'la seconda visita', 'the last two boats', 'number three', 'quello di mezzo'."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache

from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.stems import stem
from mailflow.understanding.text.tokens import Kind, Token
from mailflow.understanding.text.vocabulary import Vocabulary

MIDDLE = 0  # the ordinal of what stands between the first and the last
PHRASED = (
    ("middle", MIDDLE),
    ("penultimate", -2),
    ("lowest_number", 1),
    ("highest_number", -1),
    ("earliest", 1),
    ("latest", -1),
    ("earlier_of", 1),
    ("later_of", -1),
)
MOST = 12  # no group of sessions is counted further
FULL = 5  # tokens from a rank to the word that it is full


@dataclass(frozen=True, slots=True)
class Place:
    """Words at [start, end) that tell a place in a row: 1 the first, -1 the last.

    `head`: the session's noun among them (of a number: the noun before it); `count`: how many are meant from there,
    'the last two'; `of`: of how many, where that is told.
    """

    start: int
    end: int
    value: int
    head: str = ""
    count: int = 1
    of: int = 0
    led: bool = True  # an article leads to it; else only what is named right beside it tells that it is a place

    def among(self, row: tuple[str, ...]) -> tuple[str, ...]:
        """The sessions of a row that are meant, none where there are not so many."""
        if len(row) < 2 or (self.of and self.of != len(row)) or self.count >= len(row):
            return ()
        if self.value == MIDDLE:
            return (row[len(row) // 2],) if len(row) % 2 else ()
        n = self.value - 1 if self.value > 0 else len(row) + self.value
        if self.count > 1:
            return row[: self.count] if self.value > 0 else row[-self.count :]
        return (row[n],) if 0 <= n < len(row) else ()


def places(page: Page, at: Index, taken: Collection[int], frames: Collection[int]) -> list[Place]:
    """Every place told, in order. `taken`: tokens that mean something else; `frames`: tokens that name a day or a
    round, which may stand between the rank and the noun ('the first Thursday workshop')."""
    found: dict[int, Place] = {}
    taken = {*taken, *(n for m in page.of("answer_soon", "idiom") for n in range(m.start, m.end))}
    for place in (*_phrased(page, at), *_ranked(page, at, frames)):
        if place.start not in taken and not any(p.start <= place.start < p.end for p in found.values()):
            found[place.start] = place
    return [_with_group_size(page, at, found[n], frames) for n in sorted(found)]


def _ranked(page: Page, at: Index, frames: Collection[int]) -> Iterator[Place]:
    """'la seconda visita', 'the last', 'number three'."""
    voc = page.voc
    counting = voc.words["several_first"] | voc.words["several_last"]
    for n, token in enumerate(page.tokens):
        if token.kind is not Kind.WORD and token.kind is not Kind.NUMBER:
            continue
        several = _several(page, n) if token.fold in counting else 0
        if several and (is_head(page, at, _fold(page, n + 2)) or _free(page, n + 2) or _any_of(page, n)):
            yield Place(n, n + 2, several, count=min(page.numbers[n + 1] or 1, MOST))
            continue
        value = voc.ordinals.get(token.fold) if token.kind is Kind.WORD else None
        if value is None:
            if (number := page.numbers[n]) is not None and 0 < number <= MOST and _numbered(page, at, n):
                yield _numbered_place(page, at, n, number)
            elif number is not None and 0 < number <= MOST and _led_number(page, at, n, frames):
                yield Place(n - 1, n + 1, number)
            continue
        end = n + 1
        while end in frames and end - n < 5 and not is_head(page, at, _fold(page, end)):
            end += 1  # 'the first Thursday workshop'
        head = _fold(page, end)
        if is_head(page, at, head):
            elsewhere = _fold(page, end + 1) in voc.words["relative_after"] or _of_persons(page, end + 1)
            if not elsewhere and not page.at("told_by_us", end):
                yield Place(n, end + 1, value, head)
        elif head not in voc.words["not_ranked"] | voc.words["rank_noun"] and (
            _free(page, n + 1) or (n + 1 in frames and _fold(page, n + 1) in voc.words["article"])
        ):  # 'l'ultimo il pomeriggio'
            yield Place(n, n + 1, value, led=_is_led(page, n))


def _numbered_place(page: Page, at: Index, n: int, number: int) -> Place:
    """'tour 2', 'boat number two'; 'la numero uno' is no session's by itself."""
    before = page.tokens[n - 1].fold
    if before not in page.voc.words["number_word"]:
        return Place(n - 1, n + 1, number, before)
    noun = _fold(page, n - 2)
    headed = is_head(page, at, noun)
    return Place(n - 1 - headed, n + 1, number, noun if headed else "", led=False)


def _numbered(page: Page, at: Index, n: int) -> bool:
    """'number three', 'tour 2', where sessions have no numbers of their own; '2 posti' counts places."""
    words = page.voc.words
    if at.numbers or not n or page.numbers[n] is None or n in page.dated:
        return False
    before = page.tokens[n - 1].fold
    if before not in words["number_word"] and (before in words["room"] or not is_head(page, at, before)):
        return False
    return _free(page, n + 1)


def _led_number(page: Page, at: Index, n: int, frames: Collection[int]) -> bool:
    """'la mattina il 3, il pomeriggio il 2': digits behind an article, where sessions have no numbers of their own."""
    if at.numbers or len(at.rounds) < 2 or not n or page.tokens[n].kind is not Kind.NUMBER or n in page.dated:
        return False
    words = page.voc.words
    behind = n + 1 + (_fold(page, n + 1) in words["article"])  # 'il 3 la mattina'
    return page.tokens[n - 1].fold in words["place_lead"] and (_free(page, n + 1) or behind in frames)


def _phrased(page: Page, at: Index) -> Iterator[Place]:
    """'visita di mezzo', 'the middle one', 'the last but one', 'quello con il numero più basso'."""
    for cls, value in PHRASED:
        for mark in page.marks.get(cls, ()):
            if any(m.start <= mark.start < m.end for m in page.within("relative_hour", max(0, mark.start - 3))):
                continue  # 'un'ora più tardi'
            if cls == "earliest" and _fold(page, mark.end) in page.voc.words["article"] - page.voc.words["of_round"]:
                continue  # 'appena aprite le iscrizioni'
            if cls not in ("earlier_of", "later_of") or _fold(page, mark.end) in page.voc.words["of_round"]:
                yield _beside_head(page, at, mark, value)


def _beside_head(page: Page, at: Index, mark: Mark, value: int) -> Place:
    start, end = mark.start, mark.end
    if is_head(page, at, _fold(page, end)):
        return Place(start, end + 1, value, _fold(page, end))
    if start and is_head(page, at, _fold(page, start - 1)):
        return Place(start - 1, end, value, _fold(page, start - 1))
    return Place(start, end, value)


def _with_group_size(page: Page, at: Index, place: Place, frames: Collection[int]) -> Place:
    """'… dei tre percorsi', 'one of the five': how many there are belongs to the words of the place."""
    end, head = place.end, place.head
    if not head and is_head(page, at, _fold(page, end)):
        end, head = end + 1, _fold(page, end)  # 'the last two boats'
    if _fold(page, end) in page.voc.words["of_round"]:
        n = end + 1
        words = page.voc.words
        while n - end < 3 and _fold(page, n) in words["article"] | words["own"] | words["your"]:
            n += 1
        of = page.numbers[n] if n < len(page.tokens) else None
        if not head and n > end + 1 and is_head(page, at, _fold(page, n)):
            return replace(place, end=n + 1, head=_fold(page, n))  # 'la quarta delle vostre visite'
        if of is not None and 1 < of <= MOST and n not in frames:
            behind = n + 1 + is_head(page, at, _fold(page, n + 1))
            noun = head or (_fold(page, n + 1) if behind > n + 1 else "")
            return replace(place, end=behind, head=noun, of=of)
    return replace(place, end=end, head=head)


def is_head(page: Page, at: Index, word: str) -> bool:
    """Whether a word is the noun of a session, in general or at this event."""
    words = page.voc.words
    if not word or word in words["rank_noun"] or (word in words["not_ranked"] and stem(word) not in at.nouns):
        return False
    return stem(word) in _general_heads(page.voc) or stem(word) in at.nouns


@cache
def _general_heads(voc: Vocabulary) -> frozenset[str]:
    heads = voc.words["session_head"] | voc.words["slot_head"] | voc.words["list_item"]
    return frozenset(stem(w) for w in heads - voc.words["not_ranked"] - voc.words["rank_noun"])


def ranks_others(page: Page, at: Index, begin: int, end: int) -> bool:
    """'la terza volta … la prima', 'A al primo posto e B al secondo': something else is ranked in these words."""
    return any(
        page.tokens[n].fold in page.voc.ordinals
        and not is_head(page, at, _fold(page, n + 1))
        and page.tokens[n + 1].kind is Kind.WORD
        and n + 1 not in page.dated
        and not _free(page, n + 1)
        and not page.has("full", n + 1, n + FULL)  # 'if the third is gone, the fourth'
        for n in range(begin, min(end, len(page.tokens) - 1))
    )


def _is_led(page: Page, n: int) -> bool:
    """'la terza', 'Turno: ultimo', and not 'per ultimo', 'sono il quinto'."""
    words = page.voc.words
    before = _fold(page, n - 1) if n else ""
    ranks = before in words["or"] and any(t.fold in page.voc.ordinals for t in page.tokens[max(0, n - 4) : n - 1])
    behind = _fold(page, n + 1) in words["or"] and any(
        t.fold in page.voc.ordinals for t in page.tokens[n + 2 : n + 4]
    )  # 'primo o secondo turno'
    if before == ":" or ranks or behind:
        return True  # 'third boat or fourth'
    lead = before in words["place_lead"] or before in words["article"]
    return lead and _fold(page, n - 2) not in words["copula"]


def _several(page: Page, n: int) -> int:
    """'le prime due', 'the last three': 1 or -1, from where they are counted, else 0."""
    if n + 1 >= len(page.tokens) or (page.numbers[n + 1] or 0) < 2:
        return 0
    words, word = page.voc.words, page.tokens[n].fold
    return 1 if word in words["several_first"] else -1 if word in words["several_last"] else 0


def _any_of(page: Page, n: int) -> bool:
    """'whichever of the [first two] has room'."""
    small = page.voc.words["of_round"] | page.voc.words["article"]
    before = n
    while before and page.tokens[before - 1].fold in small:
        before -= 1
    return before < n and page.has("any_of", max(0, before - 2), n)


def _free(page: Page, n: int) -> bool:
    """Whether no noun stands there."""
    return n >= len(page.tokens) or page.tokens[n].kind is not Kind.WORD or _small(page, n)


def _small(page: Page, n: int) -> bool:
    """A word that goes on behind what is counted, no noun of it; 'il primo che mi avete indicato' is another's."""
    words, word = page.voc.words, page.tokens[n].fold
    small = ("after_place", "and", "or", "of_round", "for", "into", "conditional", "me_subject", "correlative")
    if _of_persons(page, n):
        return False
    return any(word in words[cls] for cls in small) or page.at("alternative", n) is not None


def _of_persons(page: Page, n: int) -> bool:
    """'the last one of us'."""
    return _fold(page, n) in page.voc.words["of_round"] and any(
        page.at(cls, n + 1) for cls in ("us", "relation", "relations")
    )


def _fold(page: Page, n: int) -> str:
    token: Token | None = page.tokens[n] if 0 <= n < len(page.tokens) else None
    return token.fold if token is not None and token.kind in (Kind.WORD, Kind.NUMBER) else token.text if token else ""
