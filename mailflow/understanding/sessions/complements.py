"""Words that belong to a session's: the code of 'the tests of the code', the members of 'i giovani soci'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page

NAMED = ("title", "alias", "word")


def with_complements(page: Page, at: Index, found: Sequence[Mention]) -> list[Mention]:
    """The mentions, of which two that are one thought are one: side by side, or the second said to be of the first."""
    told: list[Mention] = []
    for mention in found:
        one = told[-1] if told else None
        session = _of_both(page, at, one, mention) if one is not None else ""
        if one is not None and session:
            told[-1] = Mention(one.start, mention.end, (session,), one.how if session in one.sessions else mention.how)
        else:
            told.append(mention)
    return told


def _of_both(page: Page, at: Index, one: Mention, two: Mention) -> str:
    """The session called by the words of both, an 'of' between at most, or side by side by one's; '' if none is."""
    alone = len(one.sessions) == len(two.sessions) == 1 and one.sessions != two.sessions
    if not alone or one.how not in NAMED or two.how not in NAMED or two.start - one.end > 2:
        return ""
    words = page.voc.words
    small = words["of"] | words["article"] | words["of_round"]
    if not all(t.fold in small for t in page.tokens[one.end : two.start]):
        return ""
    first, second = _stems(page, one), _stems(page, two)
    both = [s for s in (*one.sessions, *two.sessions) if first | second <= frozenset().union(*at.called[s])]
    if len(both) == 1:
        return both[0]
    beside = one.end == two.start and not page.tokens[two.start].capital and not both
    if not beside or at.round_of[one.sessions[0]] != at.round_of[two.sessions[0]]:
        return ""  # in columns, each is meant
    whole = [m.sessions[0] for m, stems in ((one, first), (two, second)) if stems in at.called[m.sessions[0]]]
    return whole[0] if len(whole) == 1 else ""


def _stems(page: Page, mention: Mention) -> frozenset[str]:
    stems, places = page.content.stems, page.content.at
    return frozenset(s for s, n in zip(stems, places, strict=True) if mention.start <= n < mention.end)
