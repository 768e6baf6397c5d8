"""Whether the words behind a session give it up: 'F no', 'la logistica non mi interessa'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.joints import are_joined, is_exchanged

ASKING = ("self", "we", "they", "book", "request", "question_request", "move_to", "change_session")
REQUEST = (*ASKING, "wished")
UNWANTED = ("not_wanted_after", "known_well")  # the second only of what is not asked for
AT_ONCE, DOTS, FAR = 1, 4, 8  # tokens between a session and what is said of it; of dots between; ahead that is looked
GIVEN = 6  # tokens behind a session that give it up
NEAR = 7  # tokens a 'not' reaches ahead

Spans = Sequence[tuple[int, int]]  # tokens [start, end)


def is_refused_behind(page: Page, found: Found, number: int, start: int, end: int, fine: Spans, changing: bool) -> bool:
    """Whether the session is given up behind it; [start, end) is its clause. `fine`: where a 'not' is none."""
    mention = found.mentions[number]
    if _no_at_once(page, mention):
        return True  # 'A no, B no, C no'
    if page.has("correction", max(0, mention.start - 3), mention.start):
        return False  # 'le 15… no, le 10, non posso fare altro'
    if _not_wanted(page, found, mention) or _no_behind_dots(page, mention):
        return True
    if mention.end >= len(page.tokens):
        return False
    if changing and any(m.start == mention.end for m in page.within("gives_up", mention.end, mention.end + GIVEN)):
        return True
    if changing and is_exchanged(page, mention):
        return True
    if page.idle(mention.start) or any(page.has(cls, start, mention.start) for cls in ASKING):
        return False  # 'A, oppure B se in A non si entra'
    return any(_denied(page, found, number, mark, fine) for mark in page.within("negation", mention.end, end))


def are_refused_behind(page: Page, found: Found, number: int) -> bool:
    """'energia e logistica le escludo', 'kilns and hydrogen aren't for me': said of this one and the next."""
    one, two = found.mentions[number : number + 2] if number + 1 < len(found.mentions) else (None, None)
    if one is None or two is None or not are_joined(page, one, two):
        return False
    return any(m.start - two.end <= AT_ONCE for m in page.within("not_wanted_both", two.end, two.end + 6))


def is_weak_not(page: Page, place: int, mention: int) -> bool:
    """'ne', which is also no 'not' at all, unless the session follows at once."""
    return page.tokens[place].text.lower() in page.voc.words["weak_not"] and mention - place > 2


def _no_at_once(page: Page, mention: Mention) -> bool:
    """'F no', and nothing that the 'no' is of."""
    voc, after = page.voc.words, page.tokens[mention.end : mention.end + 2]
    said = bool(after) and after[0].fold in voc["no_after"]
    return said and (len(after) < 2 or after[1].kind in (Kind.MARK, Kind.LINE) or after[1].fold in voc["stop"])


def _not_wanted(page: Page, found: Found, mention: Mention) -> bool:
    """'la logistica non mi interessa', 'C2 would be wasted on me'."""
    words, (_, stop) = page.voc.words, page.sentences[page.sentence_of(mention.end - 1)]
    start = page.clauses[page.clause_of(mention.start)].start
    classes = (
        ("not_wanted_after",) if page.has_any(REQUEST, start, mention.start) else ("not_wanted_after", "known_well")
    )
    near = mention.end, min(stop, mention.end + FAR)
    for mark in (m for cls in classes for m in page.within(cls, *near)):
        bare = mark.end - mark.start == 1  # 'B2, no Sunday' says nothing of B2
        if bare and len(mention.sessions) > 1 and not page.dated & set(range(mark.end, stop)):
            bare = False  # 'il sabato lavoro in negozio': a whole day
        if [t.text for t in page.tokens[mark.end : mark.end + 1]] == ["?"]:
            continue  # 'quello sulla mobilità, no?'
        if _corrects_a_count(page, found, mark) or _is_a_reason(page, mention, mark):
            continue
        if any(m.start == mark.start for m in page.within("undecided_choice", mark.start, mark.end + 2)):
            continue  # 'alle 8 o alle 9, devo ancora vedere'
        last = mark.end >= len(page.tokens) or page.tokens[mark.end].kind is not Kind.WORD
        then = words["then_word"] - words["therefore"]  # 'alle sei dopo lavoro', but 'la A quindi la salto'
        later = any(t.fold in then for t in page.tokens[mention.end : mark.start])
        if mark.start - mention.end <= AT_ONCE and not later and (last or not bare):
            return True
    return False


def _corrects_a_count(page: Page, found: Found, mark: Mark) -> bool:
    """'4 for the 1pm, no, 3', 'due posti alle 9, no tre': a number behind the 'no' that is no session."""
    n = mark.end + any(t.text == "," for t in page.tokens[mark.end : mark.end + 1])
    counts = n < len(page.tokens) and page.numbers[n] is not None and n not in page.dated
    return counts and not any(m.start <= n < m.end for m in found.mentions)


def _is_a_reason(page: Page, mention: Mention, mark: Mark) -> bool:
    """'at 16:00 because I work until two', 'alle 10 perché lavoro': why it is that hour."""
    return any(t.fold in page.voc.words["causal"] for t in page.tokens[mention.end : mark.start])


def _no_behind_dots(page: Page, mention: Mention) -> bool:
    """'Low-carbon kilns... no. Hydrogen.'"""
    dots = mention.end
    while dots < len(page.tokens) and page.tokens[dots].text.strip(".…") == "" and dots - mention.end < DOTS:
        dots += 1
    if dots == mention.end or dots >= len(page.tokens) or page.tokens[dots].fold not in page.voc.words["no_after"]:
        return False
    return [t.text[0] in ".!:;…" for t in page.tokens[dots + 1 : dots + 2]] != [False]


def _denied(page: Page, found: Found, number: int, mark: Mark, fine: Spans) -> bool:
    """'al gruppo 1 non ce la faccio'."""
    return (
        page.tokens[mark.start].fold in page.voc.words["not"]
        and mark.start - found.mentions[number].end <= 2
        and not _of_the_next(page, found, number, mark.end)
        and not any(s <= mark.start < e for s, e in fine)
        and not is_weak_not(page, mark.start, mark.end + NEAR)
    )


def _of_the_next(page: Page, found: Found, number: int, start: int) -> bool:
    """'vuole la D non la B': the 'not' behind one session is that of the next."""
    words = page.voc.words
    small = words["article"] | words["preposition"] | words["session_head"] | words["hour_lead"]
    later = {m.start for m in found.mentions[number + 1 :]}  # 'non la A', though 'a' is small
    ahead = range(start, len(page.tokens))
    place = next((n for n in ahead if n in later or page.tokens[n].fold not in small), start)
    another = place in later or page.numbers[place : place + 1] != (None,)
    return another and page.tokens[start - 1].fold not in words["no_after"]
