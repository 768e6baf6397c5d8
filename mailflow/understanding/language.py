"""Which language a text is in, by its small words."""

from __future__ import annotations

from mailflow.understanding.tokens import Kind, tokenize
from mailflow.understanding.vocabulary import languages, vocabulary


def language_of(text: str, likely: str) -> str:
    """The language most of whose small words the text has; `likely` where nothing tells."""
    words = [t.fold for line in text[:4000].split("\n") for t in tokenize(line) if t.kind is Kind.WORD]
    points = {language: sum(map(vocabulary(language).function_words.__contains__, words)) for language in languages()}
    best = max(points, key=lambda language: (points[language], language == likely))
    if likely in points and points[best] <= points[likely] + 1:
        return likely
    return best
