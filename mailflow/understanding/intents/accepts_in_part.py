"""A yes under a condition, or of some of them alone: 'yes, but only if my son can come', 'sì ma solo io'."""

from __future__ import annotations

from mailflow.understanding.reading import Context, Doubt
from mailflow.understanding.text.page import Page


def accepts_in_part(page: Page, context: Context) -> Doubt | None:
    """What is left open by it; None where the yes holds as it is: 'yes please, if it is still free'."""
    words = " ".join(page.text.split())
    free = {n for m in page.of("still_free") for n in range(m.start, m.end)}
    opens = page.voc.words["conditional"]
    if any(t.fold in opens and n not in free for n, t in enumerate(page.tokens)) or page.has("on_condition"):
        return Doubt("intent", f"whether it accepts, for it names a condition: “{words}”")
    sole, own = page.voc.words["sole"], page.voc.words["one_alone"]
    alone = (n for n, t in enumerate(page.tokens[:-1]) if t.fold in sole and page.tokens[n + 1].fold in own)
    if (context.size or 0) > 1 and any(alone):
        return Doubt("names", f"who of them accepts: “{words}”", options=context.attendees)
    return None
