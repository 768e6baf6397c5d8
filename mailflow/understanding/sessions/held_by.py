"""Sessions by the given name of who holds them: "Doreen's talk", 'the one with Desmond', 'il laboratorio di Marta'."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.sessions.event_phrases import holders
from mailflow.understanding.sessions.places import is_head
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.stems import stem
from mailflow.understanding.text.tokens import Kind, fold

OWNED = 2  # tokens behind a name's 's in which its noun stands: "Doreen's morning talk"


def held_by(page: Page, at: Index) -> list[Mention]:
    """Where every time the name stands it means who holds a session, and so nobody who comes is called so."""
    found: dict[str, list[Mention]] = {}
    astray: set[str] = set()
    for n, token in enumerate(page.tokens if at.given_names else ()):
        name = token.fold.strip("'")
        session = at.given_names.get(name)
        if session is None or not token.capital or page.shouting:
            continue
        end = _end_of(page, at, n, session, goes_on=any(found.values()))
        if end:
            found.setdefault(name, []).append(Mention(n, end, (session,), "alias"))
        elif not _in_full(page, at, n, session):
            astray.add(name)
    return [mention for name, some in found.items() if name not in astray for mention in some]


def _end_of(page: Page, at: Index, n: int, session: str, *, goes_on: bool) -> int:
    """Where the words end that name the session by its holder, 0 where none do. `goes_on`: others were told so."""
    owns = page.tokens[n + 1 : n + 2] and page.tokens[n + 1].fold in page.voc.words["genitive"]
    behind = n + 1 + bool(owns)
    if owns or page.tokens[n].fold.endswith("'"):
        nouns = [m for m in range(behind, min(behind + OWNED, len(page.tokens))) if page.tokens[m].kind is Kind.WORD]
        told = any(is_head(page, at, page.tokens[m].fold) or _is_about(page, at, m, session) for m in nouns)
        return behind if told or (goes_on and behind not in nouns) else 0
    return behind if _is_led(page, at, n) else 0


def _is_about(page: Page, at: Index, n: int, session: str) -> bool:
    return session in at.topics.get(stem(page.tokens[n].fold), ())


def _is_led(page: Page, at: Index, n: int) -> bool:
    """'the talk with', 'quello di', 'the workshop led by'."""
    words = page.voc.words
    small = (words["held_with"] | words["article"]) - words["that_session"]
    m = n
    while m and page.tokens[m - 1].fold in small:
        m -= 1
    lead = page.tokens[m - 1].fold if 0 < m < n else ""
    return bool(lead) and (is_head(page, at, lead) or lead in words["that_session"])


def _in_full(page: Page, at: Index, n: int, session: str) -> bool:
    """'Doreen Applegarth', who holds it."""
    behind: Iterator[str] = (t.fold.strip("'") for t in page.tokens[n + 1 : n + 2])
    return any(word in map(fold, holder.split()) for word in behind for holder in holders(at.event.session(session)))
