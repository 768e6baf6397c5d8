"""Sessions spoken of in passing: behind the words that leave their round out, or in a question about something else."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.wish import Wish

ASKED_FOR = ("self", "we", "book", "request", "question_request", "wished", "decided")
ROOM = ("places", "full", "one_more", "places_left", "may_i")
FAR = 1  # sentences from where a round is left out


def in_passing(page: Page, found: Found, wishes: Sequence[Wish]) -> tuple[list[Wish], list[Doubt]]:
    """The wishes without those, and what is not clear of them."""
    yes = [w for w in wishes if w.positive]
    left = [w for w in yes if not _plain(page, w) and any(_behind(page, w, *r) for r in _left_out(page, found))]
    asked = [w for w in yes if _asked_about(page, w) and any(_apart(w, v) for v in yes)]
    kept = [w for w in wishes if not (w in left or w in asked) or _told_again(w, yes, [*left, *asked])]
    lost = {w.round for w in asked} - {w.round for w in kept if w.positive}
    doubts = [Doubt("choices", "a session is asked about, perhaps not asked for", round=r) for r in sorted(lost)]
    return kept, doubts


def _told_again(wish: Wish, yes: Sequence[Wish], dropped: Sequence[Wish]) -> bool:
    """Whether the round is asked for elsewhere, too."""
    return any(w.round == wish.round and w not in dropped for w in yes)


def _apart(one: Wish, two: Wish) -> bool:
    return two.round != one.round and not (two.told_of or two.remark or two.weak)


def _plain(page: Page, wish: Wish) -> bool:
    """Whether it is told by its code, or in words that ask for it."""
    clause = page.clauses[page.clause_of(wish.place)]
    return wish.coded or page.has_any(ASKED_FOR, clause.start, wish.place)


def _left_out(page: Page, found: Found) -> list[tuple[str, int]]:
    """Rounds of which nothing is wanted, with where that is said: 'nothing on Sunday', 'il pomeriggio no, …'."""
    words, tokens = page.voc.words, page.tokens
    if page.folds.isdisjoint(words["none"] | words["no_after"]):
        return []
    small = words["preposition"] | words["article"] | words["round_lead"] | words["into"]
    left: list[tuple[str, int]] = []
    for ref in found.rounds:
        before, after = ref.start - 1, ref.end
        while before >= 0 and tokens[before].fold in small:
            before -= 1
        while after < len(tokens) and tokens[after].text in (":", ","):
            after += 1
        said = before >= 0 and tokens[before].fold in words["none"]
        no = after < len(tokens) and tokens[after].fold in words["none"] | words["no_after"]
        ends = no and (after + 1 >= len(tokens) or tokens[after + 1].kind is not Kind.WORD)
        if said or ends:
            left.append((ref.round, ref.start))
    return left


def _behind(page: Page, wish: Wish, round_: str, place: int) -> bool:
    sentences = page.sentence_of(wish.place) - page.sentence_of(place)
    return wish.round == round_ and wish.place > place and sentences <= FAR


def _asked_about(page: Page, wish: Wish) -> bool:
    """'i bambini possono giocare in cortile?', 'si chiede se …': no place is asked for, and none asked after."""
    start, end = page.sentences[page.sentence_of(wish.place)]
    tagged = page.tokens[max(start, end - 2)].fold in page.voc.words["tag"]  # 'quello della mobilità, no?'
    if _which_of_them(page, wish):
        return False
    open_ = wish.told_of and "?" in page.tokens[end - 1].text and not tagged
    asks = open_ or page.has("whether", start, wish.place)
    return asks and not wish.coded and not page.has_any((*ROOM, *ASKED_FOR), start, end)


def _which_of_them(page: Page, wish: Wish) -> bool:
    """'sono indecisa: A o B?', 'A or B? I can't choose': one of them is asked for, and not which."""
    number = page.sentence_of(wish.place)
    start, end = page.sentences[number]
    _, behind = page.sentences[min(number + 1, len(page.sentences) - 1)]
    either = any(t.fold in page.voc.words["or"] for t in page.tokens[start:end])
    return either and page.has("undecided_choice", start, behind)
