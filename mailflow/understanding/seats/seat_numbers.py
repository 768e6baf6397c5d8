"""What a number told of a party speaks of: all of it or a part, how surely, and whether it sums up what was told."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.stances import Stance, tells
from mailflow.understanding.seats.all_of_them import of_only_some
from mailflow.understanding.seats.no_party_size import of_occasions
from mailflow.understanding.seats.size import Stated
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import fold

MINDING = 4  # tokens from 'somebody' to what he has to do


def of_one_session(page: Page, cast: Cast, mark: Mark) -> bool:
    """'alla terza invece verrei da solo', '…, poi io da solo alla B': of one session, behind others."""
    clause = page.clauses[page.clause_of(mark.start)]
    spans = (page.sentences[clause.sentence], (clause.start, clause.end))
    return any(
        any(start <= n < end for n in cast.topics) and any(n < start for n in cast.topics) for start, end in spans
    )


def form_is_wrong(page: Page, body: Sequence[Stated], number: int) -> bool:
    """'avevo scritto 1 ma siamo in due', 'ignore the seats field', 'party size should read 3'."""
    contrast = page.voc.words["contrast"]
    for mark in page.marks.get("form_wrong", ()):
        _, end = page.sentences[page.sentence_of(mark.start)]
        but = any(t.fold in contrast for t in page.tokens[mark.end : end])
        if but or page.has("correction", mark.start, mark.end) or any(s.value != number for s in body):
            return True
    return False


def last_is_told(page: Page, number: int) -> bool:
    """'the third is Evie herself', 'il secondo posto è per mio figlio': the last of those the form counts."""
    words = page.voc.words["be"] | page.voc.words["place_noun"]
    pairs = pairwise(page.tokens)
    return any(page.voc.ordinals.get(one.fold) == number and two.fold in words for one, two in pairs)


def said_vaguely(page: Page, said: Stated) -> str:
    """The words 'circa sei', 'about twelve', 'up to four' around a number of places; empty where there are none."""
    for mark in page.marks.get("vague_number", ()):
        if mark.numbers and mark.start < said.end and said.start < mark.end:
            return page.words(mark.start, max(mark.end, said.end))
    return ""


def of_the_party(page: Page, cast: Cast, mark: Mark) -> bool:
    """Whether a number speaks of who comes: its clause says so, or says nothing else ('giovedì alle 21 in coppia')."""
    if of_occasions(page, mark) or of_only_some(page, cast, mark):
        return False
    at = page.clause_of(mark.start)
    silent = cast.stances[at] is Stance.SILENT and not tells(page, page.clauses[at])
    return cast.stances[at] is Stance.COMES or (silent and not page.clauses[at].opener)


def a_pair(page: Page, words: str) -> bool:
    """'un paio di posti, per me e il mio fidanzato': two are told, and two are named."""
    return any(fold(word) in page.voc.words["two"] for word in words.split())


def by_the_way(page: Page, said: Stated) -> bool:
    """'le serve un posto vicino alla porta', 'una persona anziana': an article, not the number one."""
    start, _ = page.sentences[page.sentence_of(said.start)]
    article = any(t.fold in page.voc.words["indefinite"] for t in page.tokens[said.start : said.end])
    said_person = "person" in page.words(said.start, said.end).lower()
    return (said_person or article) and not page.has("only", max(start, said.start - 2), said.end)


def one_place(page: Page, said: Stated) -> bool:
    """'One seat for …', 'Un posto per …' at the head of a sentence."""
    start, _ = page.sentences[page.sentence_of(said.start)]
    noun = any(t.fold in page.voc.words["place_noun"] for t in page.tokens[said.start : said.end])
    return said.value == 1 and said.start == start and noun


def concludes(page: Page, said: Stated) -> bool:
    """'quindi in tre', 'quindi prenoto per tre': a number that sums up what was told before."""
    start, _ = page.sentences[page.sentence_of(said.start)]
    near = [*page.within("concluding", max(start, said.start - 6), min(said.end + 2, len(page.tokens)))]
    if said.end - said.start == 1 and (said.start == start or page.tokens[said.start - 1].text == ":"):
        after = page.tokens[said.end].fold if said.end < len(page.tokens) else ""
        return not after.isalnum() or after in page.voc.words["then_word"]  # 'Sette. … vedere gente: sei.'
    beside = any(said.start < m.start <= said.end for m in near)  # 'four seats in all, and no change for us two'
    return beside or any(m.start <= said.start and said.start - m.end <= 4 for m in near)


def parts(cast: Cast, values: Sequence[int]) -> bool:
    """Whether each number counts a part of the party that is known."""
    known = {r.n for r in cast.refs} | {1}
    return all(v in known for v in values)


def may_come(page: Page, cast: Cast, mark: Mark) -> bool:
    """Whether a vague number speaks of who comes: in so many words, or where its clause says nothing else."""
    at = page.clause_of(mark.start)
    stance, me = cast.stances[at], page.voc.words["me"] | page.voc.words["me_subject"]
    if stance is Stance.SILENT and any(t.fold in me for t in page.tokens[mark.start : mark.end]):
        return True  # 'io e famiglia alle 10'
    return stance is Stance.COMES or (stance is Stance.SILENT and page.has("us", mark.start, page.clauses[at].end))


def elsewhere(page: Page, mark: Mark) -> bool:
    """'she goes home to the kids', 'he stays at the hotel with the baby', 'somebody has to mind the shop'."""
    clause = page.clauses[page.clause_of(mark.start)]
    return page.has_any(("stays_elsewhere", "spent_elsewhere"), clause.start, mark.end + MINDING)


def told_after(page: Page, cast: Cast, mark: Mark) -> bool:
    """'un gruppetto: sei bambini, due mamme e io': the vague word is told in full after a colon or in brackets, or
    right behind: 'a group of 12 children'."""
    if any(r.n and r.kind == "relation" and r.start == mark.end + 1 for r in cast.refs):
        return page.tokens[mark.end].fold in page.voc.words["of"] | page.voc.words["from"]
    _, end = page.sentences[page.sentence_of(mark.start)]
    opening = next((n for n in range(mark.end, end) if page.tokens[n].text in ":("), None)
    if opening is None:
        return False
    told = [r for r in cast.refs if opening < r.start < end and r.kind in ("name", "relation", "me")]
    return len(told) >= 2 and all(r.n for r in told)


def listed_below(page: Page, cast: Cast, mark: Mark) -> bool:
    """'i nominativi dei colleghi:' and two rows of names or more."""
    rows = {r.person for r in cast.refs if r.kind == "name" and page.clause_of(r.start) in cast.rows}
    return len(rows) >= 2 and all(page.clauses[n].start > mark.start for n in cast.rows)


def we_come(page: Page, cast: Cast) -> bool:
    """Whether 'we' stands where it is told who comes."""
    return any(cast.stances[page.clause_of(m.start)] is Stance.COMES for m in page.marks.get("we", ()))
