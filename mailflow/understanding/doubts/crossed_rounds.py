"""Sessions told for each other's rounds: 'in the morning gospel, in the afternoon folk', where it is otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.gist import Gist
from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions.rounds import RoundRef
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

AHEAD = 6  # tokens from a round to the session it leads to
BEHIND = 2  # tokens from a session to the round that is told behind it


def crossed_rounds(gist: Gist) -> list[Doubt]:
    """Two rounds or more that each lead to a session of another, and none to one of its own; not 'I mixed them up'."""
    page, round_of, led = gist.page, gist.parts.at.round_of, list(_led(gist))
    crossed = {ref.round: (ref, mention) for ref, mention in led if round_of[mention.sessions[0]] != ref.round}
    if (
        page.has("crosswise")
        or len(crossed) < 2
        or any(round_of[mention.sessions[0]] == ref.round for ref, mention in led)
    ):
        return []
    ref, mention = next(iter(crossed.values()))
    return [Doubt("choices", f"“{page.words(ref.start, mention.end)}” does not go together")]


def _led(gist: Gist) -> Iterator[tuple[RoundRef, Mention]]:
    """Each round with the session that follows it in its sentence, no other between, and none of its own before it."""
    page, found, round_of = gist.page, gist.found, gist.parts.at.round_of
    for ref in found.rounds:
        start, end = page.sentences[page.sentence_of(ref.start)]
        stop = min(end, ref.end + AHEAD)
        mention = next((m for m in found.mentions if ref.end <= m.start < stop), None)
        before = [m for m in found.mentions if start <= m.start and 0 <= ref.start - m.end <= BEHIND]
        own = any(round_of[m.sessions[0]] == ref.round and not _parted(page, m.end, ref.start) for m in before)
        if mention is None or own or any(ref.end <= r.start < mention.start for r in found.rounds):
            continue
        if not page.has_any(("negation", "but", "exclude"), ref.end, mention.start):
            yield ref, mention


def _parted(page: Page, start: int, end: int) -> bool:
    """Whether a comma or an 'and' stands there."""
    return any(t.kind is not Kind.WORD or t.fold in page.voc.words["and"] for t in page.tokens[start:end])
