"""Whether what gives one session up gives up the next one too."""

from __future__ import annotations

from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.joints import are_joined, head_of, is_exchanged


def is_refused_too(page: Page, at: Index, one: Mention, two: Mention) -> bool:
    """'tranne la A e la B'; not 'any tutorial except T1, and W1': behind a comma another round's is wanted."""
    if is_exchanged(page, one) or page.has("move_to", one.end, head_of(page, two)):
        return False  # 'out of A and into B'
    if _not_that_but_this(page, one, two):
        return False
    rounds = {at.round_of[m.sessions[0]] for m in (one, two)}
    parted = page.tokens[one.end].text == "," if one.end < two.start else False
    return are_joined(page, one, two) and not (parted and len(rounds) > 1)


def _not_that_but_this(page: Page, one: Mention, two: Mention) -> bool:
    """'Not the 10:00, the 11:30.', 'Non il gruppo 1, il 2': a bare 'not' opens, then one session, a comma, and the
    other, to which none is joined."""
    words, place, start = page.voc.words, one.start - 1, page.sentences[page.sentence_of(one.start)][0]
    small = words["article"] | words["session_head"] | words["preposition"]
    while place > start and page.tokens[place].fold in small:
        place -= 1
    opens = place == start or (place > start and page.tokens[place - 1].text == ",")
    if place < 0 or not opens or page.at("negation", place) is None:
        return False
    between = [t.fold for t in page.tokens[one.end : two.start] if t.fold not in small]
    behind = page.tokens[two.end : two.end + 1]
    joined = any(t.text == "," or t.fold in words["or"] | words["and"] | words["nor"] for t in behind)
    return between == [","] and not joined
