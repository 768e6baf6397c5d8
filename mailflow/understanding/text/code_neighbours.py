"""What stands beside a code, a letter or a number."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.text.tokens import Kind, Token
from mailflow.understanding.text.vocabulary import Vocabulary

# words behind a number that it cannot count
NO_NOUN = (
    "stop",
    "conjunction",
    "subordinate",
    "contrast",
    "rather",
    "instead",
    "round_head",
    "no_noun",
    "pronoun_he",
    "pronoun_she",
)


def word_before(tokens: Sequence[Token], n: int) -> int | None:
    """The word before, marks and 'n.' between; None at the beginning of a line."""
    n -= 1
    while n >= 0 and (tokens[n].text in ":.\"'«“(°" or tokens[n].fold in ("n", "n.", "nr")):
        n -= 1
    return n if n >= 0 and tokens[n].kind is not Kind.LINE else None


def counts_something(tokens: Sequence[Token], after: int, voc: Vocabulary) -> bool:
    """Whether the word after a number is a plain noun it counts ('3 anni', '2 figli', '5 euro', '5ª')."""
    token = tokens[after]
    if token.kind is Kind.MARK:
        clock = token.text == ":" and after + 1 < len(tokens) and tokens[after + 1].kind is Kind.NUMBER
        return (clock or token.text in "%€°ªº/") and token.start == tokens[after - 1].end
    if token.kind is not Kind.WORD:
        return False
    if any(token.fold in voc.words[cls] for cls in NO_NOUN):
        return False
    return token.fold not in voc.function_words
