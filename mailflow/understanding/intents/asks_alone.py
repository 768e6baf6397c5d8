"""An answer to our question that asks something itself and states nothing: 'c'è ancora posto?', 'is it confirmed?'."""

from __future__ import annotations

from mailflow.understanding.text.page import Page
from mailflow.understanding.text.questions import REQUESTS
from mailflow.understanding.text.tokens import Kind

STATES = ("joins", "one_more", "one_fewer", "swap", "alters", "change_session", "word_cancel", "cancel_verb", "total")
PEOPLE = ("relation", "relations")
OPENS = ("question", "question_start")
ASIDE = ("greeting", "closing", "thanks")


def asks_alone(page: Page) -> bool:
    """Whether the mail is one question, a greeting and a name aside, and neither counts nor asks for a change."""
    asked = [(start, end) for start, end in page.sentences if page.tokens[end - 1].text == "?"]
    counted = any(n is not None and (n > 1 or page.tokens[at].kind is Kind.NUMBER) for at, n in enumerate(page.numbers))
    if len(asked) != 1 or counted or page.has_any((*STATES, *PEOPLE, *REQUESTS)):
        return False
    start, end = asked[0]
    before = [token for token in page.tokens[:start] if token.kind is Kind.WORD]
    greeted = {n for cls in ASIDE for m in page.marks.get(cls, ()) for n in range(m.start, m.end)}
    first = next((n for n in range(start, end) if n not in greeted and page.tokens[n].kind is Kind.WORD), start)
    opens = any(m.start == first for cls in OPENS for m in page.marks.get(cls, ()))
    opens = opens or (page.at("held", first) is not None and page.has("confirmation", first, end))
    return opens and len(before) <= len(greeted)
