"""All but some: 'annullate tutti i posti tranne il mio' keeps one place, "we all come except Tom" gives one up."""

from __future__ import annotations

from mailflow.understanding.changes.booked_people import Roll, names_booked
from mailflow.understanding.changes.gone import gone
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.reading import Doubt
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark

NEAR = 4  # tokens from 'except' to who is meant
COMES = ("self", "we", "they", "book", "still", "keeps", "remains")


def all_but(page: Page, cast: Cast, roll: Roll, start: int, end: int) -> bool:
    """Let all leave but those a sentence names behind such words, or those alone, by what it says of all."""
    mark = next(page.within("all_but", start, end), None)
    if mark is None or roll.size < 2 or page.tokens[min(mark.end, end - 1)].fold in page.voc.words["subordinate"]:
        return False  # 'except that Ugo has pulled out'
    named = _named(page, cast, roll, mark.end, min(end, mark.end + NEAR))
    if not named:
        return False
    if any(start <= n < end for n in roll.sessions):  # 'everyone except Tom to the 13:00'
        words = f"who of them has which: “{page.words(start, end).strip()}”"
        roll.doubts.append(Doubt("names", words, options=roll.booked))
    elif _gives_up(page, mark, start, end):
        roll.staying += named
        roll.leaving += [name for name in roll.booked if name not in (*named, *roll.leaving)]
        roll.unnamed_leaving += roll.unnamed
    elif page.has_any(COMES, start, end) or any(
        t.fold in page.voc.words["comes_word"] for t in page.tokens[start : mark.start]
    ):
        roll.leaving += [name for name in named if name not in roll.leaving]
    else:
        return False
    return True


def _gives_up(page: Page, mark: Mark, start: int, end: int) -> bool:
    """'cancel all', 'nobody comes', whatever the words for 'except' sound like."""
    nobody = any(t.fold in page.voc.words["nobody"] for t in page.tokens[start : mark.start])
    said = gone(page, start, end, range(mark.start, mark.end))
    return nobody or said or page.has_any(("word_cancel", "cancel_verb"), start, end)


def _named(page: Page, cast: Cast, roll: Roll, start: int, end: int) -> list[str]:
    """Those booked who are told there; the writer by 'me' and 'mine', and not by 'my wife'."""
    stop = next((n for n in range(start, end) if page.tokens[n].text in ".;!?"), end)
    found = [(at, name) for at, _, name in names_booked(page, cast, roll, start, stop)]
    kin = any(r.kind == "relation" and start <= r.start < stop for r in cast.refs)
    own = [n for n in range(start, stop) if page.tokens[n].fold in page.voc.words["mine_alone"]]
    own += [r.start for r in cast.refs if r.kind in ("me", "i") and start <= r.start < stop]
    found += [(own[0], roll.me)] if own and roll.me and not kin else []
    return list(dict.fromkeys(name for _, name in sorted(found)))
