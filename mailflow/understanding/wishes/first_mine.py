"""'A and G, and my colleague Tom B and F': what is told before anybody is named, and told otherwise of who is named
then, is the writer's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.breaths import Chain
from mailflow.understanding.wishes.whom import ALL

NOT_SO = ("alternative", "fallback_first", "absent_self", "on_behalf", "escort", "enrols_them")


def first_are_mine(
    page: Page,
    cast: Cast,
    mentions: Sequence[Mention],
    chains: Sequence[Chain],
    owners: Sequence[tuple[int, ...]],
    round_of: Mapping[str, str],
) -> int:
    """How many of a sentence's first mentions are the writer's own."""
    first = chains[0] if chains else None
    if first is None or first.beside or owners[0] != (ALL,) or not _joined(page, first.start):
        return 0
    number = next((n for n, m in enumerate(mentions) if m.start > first.start), 0)
    who = {r.person for r in first.refs}
    if not number or len(who) != 1 or who & {0, -1} or any(o != tuple(who) for o in owners[number:]):
        return 0
    mine, theirs = ({round_of.get(m.sessions[0]) for m in some} for some in (mentions[:number], mentions[number:]))
    start, end = page.sentences[page.sentence_of(first.start)]
    alone = who | {0} >= set(cast.attending)
    return number if alone and mine & theirs and not page.has_any(NOT_SO, start, end) else 0


def _joined(page: Page, place: int) -> bool:
    """Whether a comma or an 'and' stands right before who is named."""
    words = page.voc.words
    small = words["determiner"] | words["title"] | words["for"]
    while place > 0 and (page.tokens[place - 1].fold.strip(".") in small or page.tokens[place - 1].text == "."):
        place -= 1
    before = page.tokens[place - 1] if place else None
    return before is not None and (before.fold in words["and"] or (before.kind is Kind.MARK and before.text in ",;"))
