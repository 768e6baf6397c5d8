"""Whether the words around a session give it up."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.people.party import Ref
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.whom import ONE

ASKING = ("self", "we", "they", "book", "request", "question_request", "move_to", "change_session")


def is_refused(page: Page, at: Index, found: Found, mention: Mention, refs: Sequence[Ref], changing: bool) -> bool:
    """Whether the words around give the session up: 'non', 'tranne', 'invece di', 'F no', 'di F non ne so niente'."""
    clause = page.clauses[page.clause_of(mention.start)]
    voc = page.voc.words
    number = found.mentions.index(mention)
    previous = found.mentions[number - 1] if number else None
    asked = [(m.start, m.end) for m in page.within("question_request", max(0, clause.start - 6), clause.end)]
    fine = [
        (m.start, m.end)
        for cls in ("alternative", "not_negation", "full", "undecided_choice")
        for m in page.within(cls, max(0, clause.start - 6), clause.end)
        if cls != "alternative" or m.start < mention.start
    ]
    head = _head(page, mention)
    if changing and _left_for_another(page, found, mention):
        return True
    if _known_to_be_full(page, mention):
        return True
    moved = changing and previous is not None and _left_for_another(page, found, previous)
    if previous is not None and not moved and _less_liked(page, at, previous, mention):
        return True  # but 'preferisce passare dalla A alla C'
    for cls in ("negation", "exclude", "instead_of"):
        for mark in page.within(cls, _first(page, mention, cls, clause.start), head):
            if any(
                m.start <= mark.start < m.end for m in page.within("correction", max(0, mark.start - 4), mark.end + 4)
            ):
                continue  # 'le 15… no dai, le 10'
            if cls == "negation" and page.tokens[mark.end].text in (".", "..."):
                continue  # 'Kilns... no. Hydrogen.'
            if not_given(page, mention):
                continue
            if cls == "instead_of" and any(
                m.start <= mark.start < m.end for m in page.within("stays_otherwise", clause.start, mention.start + 1)
            ):
                continue  # 'otherwise leave us on the 10:00'
            asking = cls == "negation" and any(s <= mark.start < e for s, e in asked)
            if asking or page.has("but", mark.end, mention.start):
                continue
            if any(s <= mark.start < e and (cls != "instead_of" or mark.end <= e) for s, e in fine):
                continue  # the 'instead' of 'instead of' is no alternative
            if _weak_not(page, mark.start, mention.start):
                continue
            between = previous is not None and previous.end > mark.end
            if between and previous is not None and not is_refused_too(page, at, previous, mention):
                continue  # 'invece dell'1 il 2'
            if any(mark.end <= r.start < mention.start and r.kind in ONE for r in refs):
                continue  # 'tutti tranne Luca, che va alla B'
            source = page.tokens[mark.start].fold in voc["from"] or page.tokens[mark.end - 1].fold in voc["from"]
            gap = mention.start - mark.end
            if cls == "instead_of" and (gap > (1 if source else 4) or (source and not changing)):
                continue
            if cls == "negation" and gap > NEAR:
                continue
            if cls != "negation" and page.has("move_to", mark.end, mention.start):
                continue
            return True
    outside = clause.opener in voc["except"] and page.at("but_that", clause.start) is None
    if outside or ("not_wanted_both" in page.marks and _both_behind(page, found, number)):
        return True
    return _refused_behind(page, found, number, clause.start, clause.end, [*fine, *asked], changing)


def _first(page: Page, mention: Mention, cls: str, start: int) -> int:
    """Where the words begin that a clause goes on with: 'invece [che nell'energia]', 'tranne [che al tavolo 3]'."""
    if cls == "instead_of" and start and page.tokens[start].fold in page.voc.words["subordinate"]:
        return start - 1
    if start and page.tokens[start].fold in page.voc.words["pointing"] and start == mention.start - 1:
        return max(page.sentences[page.sentence_of(start)][0], start - 4)  # 'not on | that boat'
    if cls != "exclude":
        return start
    while start and page.tokens[start - 1].fold in page.voc.words["except"]:
        start -= 1
    return start


def _head(page: Page, mention: Mention) -> int:
    """Where the hour itself begins, behind the preposition that is told with it ('invece [delle 10]')."""
    words, start = page.voc.words, mention.start
    small = words["preposition"] | words["article"] | words["from"] | words["of"] | words["hour_lead"]
    while start < mention.end - 1 and page.tokens[start].fold in small:
        start += 1
    return start


def _left_for_another(page: Page, found: Found, mention: Mention) -> bool:
    """'da sabato alle 10 a domenica', 'dalle 15 alle 10': from there to another that is told next."""
    near = page.tokens[max(0, mention.start - 1) : mention.start + 1]
    if not any(t.fold in page.voc.words["from"] for t in near):
        return False
    following = next((m for m in found.mentions if m.start >= mention.end), None)
    return (
        following is not None
        and following.start - mention.end <= 3
        and page.sentence_of(following.start) == page.sentence_of(mention.start)
    )


def _less_liked(page: Page, at: Index, previous: Mention, mention: Mention) -> bool:
    """'preferirei il welfare alla logistica', 'she prefers T1 to T2': the second is not wanted."""
    words, start = page.voc.words, page.sentences[page.sentence_of(mention.start)][0]
    if at.round_of[previous.sessions[0]] != at.round_of[mention.sessions[0]] or mention.how == "hour":
        return False
    if not any(previous.start - m.end <= NEAR for m in page.within("prefers", start, previous.start)):
        return False
    between = [t.fold for t in page.tokens[previous.end : _head(page, mention)]]
    small = words["article"] | words["session_head"] | words["preferred_to"]
    return bool(between) and between[0] in words["preferred_to"] and all(fold in small for fold in between)


def _weak_not(page: Page, place: int, mention: int) -> bool:
    """'ne', which is also no 'not' at all, unless the session follows at once."""
    return page.tokens[place].text.lower() in page.voc.words["weak_not"] and mention - place > 2


def not_given(page: Page, mention: Mention) -> bool:
    """'if you can't manage C2': wanted, and feared to be gone; only what follows at once is."""
    clause = page.clauses[page.clause_of(mention.start)]
    opened = any(t.fold in page.voc.words["conditional"] for t in page.tokens[clause.start : mention.start])
    return opened and any(mention.start - m.end <= 3 for m in page.within("not_given", clause.start, mention.start))


def _of_the_next(page: Page, found: Found, number: int, start: int) -> bool:
    """'vuole la D non la B': the 'not' behind one session is that of the next."""
    words = page.voc.words
    small = words["article"] | words["preposition"] | words["session_head"] | words["hour_lead"]
    later = {m.start for m in found.mentions[number + 1 :]}  # 'non la A', though 'a' is small
    ahead = range(start, len(page.tokens))
    place = next((n for n in ahead if n in later or page.tokens[n].fold not in small), start)
    another = place in later or page.numbers[place : place + 1] != (None,)
    return another and page.tokens[start - 1].fold not in words["no_after"]


def _refused_behind(
    page: Page, found: Found, number: int, start: int, end: int, fine: Sequence[tuple[int, int]], changing: bool
) -> bool:
    """'F no', 'la logistica non mi interessa', 'al gruppo 1 non ce la faccio'."""
    voc, mention = page.voc.words, found.mentions[number]
    _, stop = page.sentences[page.sentence_of(mention.end - 1)]
    if _no_at_once(page, mention):
        return True  # 'A no, B no, C no'
    if page.has("correction", max(0, mention.start - 3), mention.start):
        return False  # 'le 15… no, le 10, non posso fare altro'
    for mark in page.within("not_wanted_after", mention.end, min(stop, mention.end + 8)):
        bare = mark.end - mark.start == 1  # 'B2, no Sunday' says nothing of B2
        if bare and len(mention.sessions) > 1 and not page.dated & set(range(mark.end, stop)):
            bare = False  # 'il sabato lavoro in negozio': a whole day
        if [t.text for t in page.tokens[mark.end : mark.end + 1]] == ["?"]:
            continue  # 'quello sulla mobilità, no?'
        if any(m.start == mark.start for m in page.within("undecided_choice", mark.start, mark.end + 2)):
            continue  # 'alle 8 o alle 9, devo ancora vedere'
        last = mark.end >= len(page.tokens) or page.tokens[mark.end].kind is not Kind.WORD
        later = any(t.fold in voc["then_word"] for t in page.tokens[mention.end : mark.start])  # 'alle sei dopo lavoro'
        if mark.start - mention.end <= 1 and not later and (last or not bare):
            return True
    dots = mention.end
    while dots < len(page.tokens) and page.tokens[dots].text.strip(".…") == "" and dots - mention.end < 4:
        dots += 1
    alone = [t.fold in voc["no_after"] for t in page.tokens[dots : dots + 1]]
    if (
        dots > mention.end
        and any(alone)
        and [t.text[0] in ".!:;…" for t in page.tokens[dots + 1 : dots + 2]] != [False]
    ):
        return True  # 'Low-carbon kilns... no. Hydrogen.'
    if mention.end >= len(page.tokens):
        return False
    if changing and any(m.start == mention.end for m in page.within("gives_up", mention.end, mention.end + 4)):
        return True
    if changing and _exchanged(page, mention):
        return True
    if page.idle(mention.start) or any(page.has(cls, start, mention.start) for cls in ASKING):
        return False  # 'A, oppure B se in A non si entra'
    return any(
        page.tokens[m.start].fold in voc["not"]
        and m.start - mention.end <= 2
        and not _of_the_next(page, found, number, m.end)
        and not any(s <= m.start < e for s, e in fine)
        and not _weak_not(page, m.start, m.end + NEAR)
        for m in page.within("negation", mention.end, end)
    )


def _no_at_once(page: Page, mention: Mention) -> bool:
    """'F no', and nothing that the 'no' is of."""
    voc, after = page.voc.words, page.tokens[mention.end : mention.end + 2]
    said = bool(after) and after[0].fold in voc["no_after"]
    return said and (len(after) < 2 or after[1].kind in (Kind.MARK, Kind.LINE) or after[1].fold in voc["stop"])


def _both_behind(page: Page, found: Found, number: int) -> bool:
    """'energia e logistica le escludo', 'kilns and hydrogen aren't for me': said of this one and the next."""
    one, two = found.mentions[number : number + 2] if number + 1 < len(found.mentions) else (None, None)
    if one is None or two is None or not are_joined(page, one, two):
        return False
    return any(m.start - two.end <= 1 for m in page.within("not_wanted_both", two.end, two.end + 6))


def _exchanged(page: Page, mention: Mention) -> bool:
    """'change T2 with T1', 'scambiare il 3 con il 4': what is given for something else."""
    words, before = page.voc.words, mention.start - 1
    while before > 0 and page.tokens[before].fold in words["article"] | words["session_head"]:
        before -= 1
    verb = before >= 0 and page.tokens[before].fold in words["exchange"]
    return verb and page.tokens[mention.end].fold in words["exchange_for"]


def _known_to_be_full(page: Page, mention: Mention) -> bool:
    """'visto che la A è piena, la B', 'since T1 is full': told as a reason, it is not waited for."""
    words, clause = page.voc.words, page.clauses[page.clause_of(mention.start)]
    _, end = page.sentences[clause.sentence]
    opens = any(t.fold in words["causal"] for t in page.tokens[max(0, clause.start - 1) : mention.start])
    full = next((m.start for m in page.within("full", mention.end, min(end, mention.end + FULL))), None)
    return opens and full is not None and any(t.fold in words["be"] for t in page.tokens[mention.end : full])


def is_refused_too(page: Page, at: Index, one: Mention, two: Mention) -> bool:
    """'tranne la A e la B'; not 'any tutorial except T1, and W1': behind a comma another round's is wanted."""
    if _exchanged(page, one):
        return False
    rounds = {at.round_of[m.sessions[0]] for m in (one, two)}
    parted = page.tokens[one.end].text == "," if one.end < two.start else False
    return are_joined(page, one, two) and not (parted and len(rounds) > 1)


def are_joined(page: Page, one: Mention, two: Mention) -> bool:
    """Whether two sessions are joined by no more than 'and', 'nor' or a comma."""
    words = page.voc.words
    between = page.tokens[one.end : two.start]
    joints = words["and"] | words["nor"] | words["or"]
    return all(t.fold in joints | words["article"] | words["preposition"] or t.text == "," for t in between) and any(
        t.fold in joints or t.text == "," for t in between
    )


FULL = 4  # tokens between a session and that it is full
NEAR = 7  # tokens a 'not' reaches ahead
