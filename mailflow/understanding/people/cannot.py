"""What somebody cannot do that is not to come: 'Ann can't eat nuts', 'Pia non può fare le scale'."""

from __future__ import annotations

from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind

LATE = 4  # tokens from "won't" to 'before ten'


def of_something_else(page: Page, mark: Mark, end: int) -> bool:
    """'Ann can't eat nuts', 'Pia non può fare le scale', "we won't be there before ten": who says so comes."""
    words = page.voc.words
    modal = next((m for m in page.marks.get("modal_not", ()) if m.start < mark.end and mark.start < m.end), None)
    if modal is None:
        return False
    n = modal.end
    if any(m.start - n <= LATE for m in page.within("for_a_while", n, end)):
        return True
    while n < end and page.tokens[n].fold in words["behind_modal"]:
        n += 1
    if n >= end or page.tokens[n].kind is not Kind.WORD or page.at("comes_tail", n) is not None:
        return False
    verb = page.tokens[n].fold
    if verb in words["looks_forward"]:
        return True  # "can't wait for Thursday"
    if infinitive := words["infinitive_ending"]:
        return infinitive.end(verb)
    small = page.voc.function_words | words["stop"] | words["determiner"] | words["preposition"]
    of_day = any(k in page.dated or any(d.start == k for d in page.days) for k in (n, n + 1, n + 2))
    plain = verb in small and page.at("other_verb", n) is None
    return not (plain or of_day or verb.endswith("ly"))
