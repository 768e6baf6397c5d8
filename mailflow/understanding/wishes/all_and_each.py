"""What is said of all, and what of one alone."""

from __future__ import annotations

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.chosen import Chosen
from mailflow.understanding.wishes.whom import ALL
from mailflow.understanding.wishes.wish import Wish


def merge_common(page: Page, found: Found, wishes: list[Wish], chosen: Chosen) -> None:
    """What is said of all holds for each, unless he has his own; his second best follows the common first."""
    common = chosen.by.get(ALL, {})
    for owner, own in list(chosen.by.items()):
        if owner == ALL or wants_only(page, found, owner, wishes):
            continue
        merged = dict(common)
        for round_, sessions in own.items():
            mine = [w for w in wishes if w.owner == owner and w.round == round_ and w.positive]
            later = [w for w in wishes if w.owner == ALL and w.round == round_ and w.positive and w.replaces]
            if later and mine and later[-1].place > mine[-1].place:
                continue  # 'anzi, tutti alla B'
            others = [w for w in wishes if w.owner == ALL and w.round == round_ and w.positive]
            apart = bool(mine and others) and round_ in common and not set(sessions) & set(common[round_])
            if apart and mine[0].ordered and mine[0].place > others[0].place:
                merged[round_] = (*common[round_], *sessions)
            elif apart and others[0].ordered and others[0].place > mine[-1].place:
                merged[round_] = (*sessions, *common[round_])  # 'me and Tom: 11.30; if it is full, 13:00'
            else:
                merged[round_] = sessions
        chosen.by[owner] = merged


def wants_only(page: Page, found: Found, owner: int, wishes: list[Wish]) -> bool:
    """'Maria viene soltanto all'ultima': what is said of all does not hold for her."""
    mine = [w for w in wishes if w.owner == owner and w.positive]
    me = page.voc.words["me"] | page.voc.words["me_subject"]  # 'only me for B'
    if owner == 0 and any(w.owner > 0 and w.place == v.place for w in wishes for v in mine):
        return False  # 'my wife comes with me only to the last'
    others = [w for w in wishes if w.owner != owner and w.positive and w.session not in {v.session for v in mine}]
    theirs = [w for w in others if w.owner != ALL]
    beside = (w for w in theirs for v in mine if w.round == v.round and _next_to(page, w.place, v.place))
    if any(beside):
        return False  # 'A for me, with C as my second choice; Maria only C'
    if mine and (all(_only_then(page, found, w) for w in mine) or _and_no_more(page, found, mine[-1])):
        return True
    by_oneself = page.voc.words["from"]  # 'io da solo alla B'
    return bool(mine) and all(
        any(
            w.place - m.end <= 4
            and page.tokens[m.start - 1].fold not in by_oneself
            and not _for_him_only(page, m)
            and not page.has("exclude", page.sentences[page.sentence_of(m.start)][0], m.start)  # 'but Tom, who only …'
            and not any(_named(page, n, me) for n in range(m.end, w.place))
            for m in page.within("only", max(0, w.place - 6), w.place)
        )
        for w in mine
    )


def _for_him_only(page: Page, mark: Mark) -> bool:
    """'Friday is for Tom only: B': nobody else has it; not 'per Ugo solo la B'."""
    n = mark.start - 1
    while n > 0 and page.tokens[n].capital:
        n -= 1
    closes = page.tokens[mark.end : mark.end + 1]
    return page.tokens[n].fold in page.voc.words["for"] and all(t.kind is Kind.MARK for t in closes)


def _named(page: Page, n: int, me: frozenset[str]) -> bool:
    """Whether somebody is named there, and not only whom another is with: 'sta solo con me al 12'."""
    token, beside = page.tokens[n], n > 0 and page.tokens[n - 1].fold in page.voc.words["with"]
    kin = any(page.at(cls, n) is not None for cls in ("relation", "relations"))  # 'nel secondo solo il figlio, al 5'
    return (token.capital and not page.shouting) or ((kin or token.fold in me) and not beside)


def _next_to(page: Page, one: int, two: int) -> bool:
    return 0 <= page.sentence_of(two) - page.sentence_of(one) <= 1


def _and_no_more(page: Page, found: Found, wish: Wish) -> bool:
    """'Pino però fa la B e basta', 'T3 and that's it for him'."""
    _, end = page.sentences[page.sentence_of(wish.place)]
    mention = next(m for m in found.mentions if m.start == wish.place)
    return any(m.start - mention.end <= 1 for m in page.within("and_no_more", mention.end, end))


def _only_then(page: Page, found: Found, wish: Wish) -> bool:
    """'Gino soltanto per il secondo turno, sempre al 5'."""
    start, _ = page.sentences[page.sentence_of(wish.place)]
    refs = [r for r in found.rounds if start <= r.start < wish.place and r.round == wish.round]
    return any(0 <= r.start - m.end <= 2 for r in refs for m in page.within("only", start, r.start))
