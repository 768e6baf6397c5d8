"""Sessions by what they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence

from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.stems import stems_of
from mailflow.understanding.text.tokens import Token


def topic_mention(
    tokens: Sequence[Token],
    start: int,
    end: int,
    at: Index,
    within: frozenset[str],
    enough: int = 2,
    everyday: Container[str] = (),
) -> Mention | None:
    """The session whose subject these words speak of, if one stands out clearly among `within`, by `enough` words.

    Where one word is enough, it must be of one session alone among `within`. `everyday`: words that tell nothing, if
    no title has them.
    """
    content = stems_of(tokens[start:end], at.stop)
    points: dict[str, float] = defaultdict(float)
    hits: dict[str, set[str]] = defaultdict(set)
    where: dict[str, list[int]] = defaultdict(list)
    for said, place in zip(content.stems, content.at, strict=True):
        word = tokens[start + place].fold
        if word in everyday and word not in at.spelled:
            continue
        s, ids = said, at.topics.get(said)
        if ids is None and len(s) > 6:
            near = [k for k in at.topics if len(k) > 5 and k[:6] == s[:6]]
            ids = at.topics[near[0]] if near else None
            s = near[0] if near else s
        if not ids:
            continue
        for session in ids & within:
            if s not in hits[session]:
                points[session] += 1.0 / len(ids & within if enough == 1 else ids)
            hits[session].add(s)
            where[session].append(start + place)
    if not points:
        return None
    ranked = sorted(points, key=points.__getitem__, reverse=True)
    best = ranked[0]
    second = points[ranked[1]] if len(ranked) > 1 else 0.0
    if len(hits[best]) >= enough and points[best] >= 1.0 and points[best] >= 2 * second:
        return Mention(min(where[best]), max(where[best]) + 1, (best,), "topic")
    return None
