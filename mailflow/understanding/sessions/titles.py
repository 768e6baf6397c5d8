"""Sessions by their titles, half titles, aliases and telling words."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.stems import Stems
from mailflow.understanding.text.tokens import Kind, Token

CLOSE = 3  # tokens from one word of a compound to the other


def whole_titles(tokens: Sequence[Token], at: Index) -> list[Mention]:
    """Titles as the event's file writes them, whatever else their words could mean ('Ore 7.30–8.00')."""
    plain = [(n, t.fold) for n, t in enumerate(tokens) if t.kind in (Kind.WORD, Kind.NUMBER)]
    found: list[Mention] = []
    place = 0
    while place < len(plain):
        for words, sessions in at.titles.get(plain[place][1], ()):
            span = plain[place : place + len(words)]
            if tuple(word for _, word in span) == words and span[-1][0] - span[0][0] < 2 * len(words):
                found.append(Mention(span[0][0], span[-1][0] + 1, sessions, "title"))
                place += len(words) - 1
                break
        place += 1
    return found


def phrase_mentions(content: Stems, at: Index) -> list[Mention]:
    """Titles, half titles, aliases and single telling words, the longest first; no two overlap."""
    found: list[Mention] = []
    place = 0
    while place < len(content.stems):
        best, length = _compound(content, at, place) if at.compounds else (None, 1)
        for stems, ids, how in at.phrases.get(content.stems[place], ()) if best is None else ():
            n = len(stems)
            if content.stems[place : place + n] == stems and content.at[place + n - 1] - content.at[place] <= 3 * n:
                best, length = Mention(content.at[place], content.at[place + n - 1] + 1, at.ordered(ids), how), n
                break
        if best is None and content.stems[place] in at.words:
            best = Mention(content.at[place], content.at[place] + 1, (at.words[content.stems[place]],), "word")
        if best is None and content.stems[place] in at.shared:
            best = Mention(
                content.at[place], content.at[place] + 1, at.ordered(at.shared[content.stems[place]]), "word"
            )
        if best is not None:
            found.append(best)
        place += length
    return found


def _compound(content: Stems, at: Index, place: int) -> tuple[Mention | None, int]:
    """'piegare la carta', 'la carta piegata', where a title has 'Piegacarta'."""
    pair = content.stems[place : place + 2]
    if len(pair) == 2 and content.at[place + 1] - content.at[place] <= CLOSE:
        for tail, other in (pair, pair[::-1]):
            head, session = at.compounds.get(tail, ("", ""))
            if head and other.startswith(head):
                return Mention(content.at[place], content.at[place + 1] + 1, (session,), "title"), 2
    return None, 1
