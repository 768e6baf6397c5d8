"""The firm behind a writer's name that ends the text: 'Ada Neri, Forno Pane e Salute', 'Ann Cole, Wick & Wax'."""

from __future__ import annotations

import re

from mailflow.understanding.names.names import is_given
from mailflow.understanding.names.organization import states_a_wish
from mailflow.understanding.text.tokens import Kind, fold, tokenize
from mailflow.understanding.text.vocabulary import Vocabulary

LONGEST = 48  # characters of a firm's name
PARTS = re.compile(r",\s*|\s+(?:e|ed|and|&|\+)\s+")


def without_firm(text: str, sender: str, voc: Vocabulary) -> tuple[str, str]:
    """The text up to the sender's name that ends it, and the firm behind that; '' where none stands there."""
    text = text.rstrip()
    at = text.rfind(sender) if len(sender.split()) > 1 else -1
    if at <= 0 or len(text) - at > len(sender) + LONGEST:
        return text, ""
    end = at + len(sender)
    before, told = text[:at].rstrip(" "), re.fullmatch(r"\s*[,\n]\s*([^\n]+)", text[end:])
    if told is None or not before.endswith((".", "!", "?", ",", ";", "\n")) or not _is_a_firm(told[1], voc):
        return text, ""
    return text[:end], told[1]


def _is_a_firm(words: str, voc: Vocabulary) -> bool:
    """Capital words and small joints, no number and no wish, of which the first is nobody's first name."""
    small = voc.words["and"] | voc.words["of"] | voc.words["article"] | voc.words["particle"] | voc.words["preposition"]
    tokens, parts = tokenize(words), PARTS.split(words)
    if any(t.kind is Kind.NUMBER or (t.kind is Kind.WORD and not t.capital and t.fold not in small) for t in tokens):
        return False
    offices = voc.words["organization"] | voc.words["organization_form"]
    joined, office = len(parts) > 1 and "," not in words, any(t.fold.strip(".") in offices for t in tokens)
    given = [is_given(fold(part.split(maxsplit=1)[0])) for part in parts if part]
    people = all(given) if "&" in words else any(given[:1])  # 'Reed & Hart'; 'Tom & Sue', 'Tom and Sue Reed'
    return (joined or office) and not people and not states_a_wish([words], voc)
