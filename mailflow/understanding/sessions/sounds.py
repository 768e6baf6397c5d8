"""Sessions by ear: titles and aliases misspelt."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.likeness import likeness
from mailflow.understanding.text.stems import alike, heard, stem
from mailflow.understanding.text.tokens import Kind, Token

LIKE = 85.0  # the least likeness of two words that are one, misspelt


def ear_mentions(
    tokens: Sequence[Token], at: Index, free: Iterable[int], within: frozenset[str], known: Container[str]
) -> list[Mention]:
    """Misspelt titles and aliases, compared by their sound. `free`: tokens nothing else explains."""
    targets = [(sound, session) for sound, session in at.sounds if session in within]
    if not targets:
        return []
    shortest = max(6, min(len(sound) for sound, _ in targets) - 2)  # no word has more letters by its sound
    found: list[Mention] = []
    free = sorted(free)
    loose = set(free)
    last = -1
    for n in free:
        if n < last or tokens[n].fold in known or len(tokens[n].fold) < 4 or stem(tokens[n].fold) in at.topics:
            continue  # a word that stands in a title as it is written is not another one, misspelt
        best: tuple[float, Mention] | None = None
        for length in (3, 2, 1):
            span = tokens[n : n + length]
            if (
                len(span) < length
                or any(t.kind is not Kind.WORD for t in span)
                or not all(n + k in loose for k in range(length))
            ):
                continue
            letters = "".join(t.fold for t in span)
            sound = heard(letters) if len(letters) >= shortest else ""
            if len(sound) < shortest:
                continue
            for target, session in targets:
                # who misspells a word still begins it aright: 'ringing' is no 'training'
                if target[0] == sound[0] and abs(len(target) - len(sound)) <= 2:
                    same = alike(sound, target) if sound[:7] == target[:7] else 0
                    begins = same >= 7 and same >= 0.8 * len(target)
                    score = likeness(sound, target)
                    if (score >= LIKE or begins) and (best is None or score > best[0]):
                        best = (score, Mention(n, n + length, (session,), "ear"))
        if best is not None:
            found.append(best[1])
            last = best[1].end
    return found
