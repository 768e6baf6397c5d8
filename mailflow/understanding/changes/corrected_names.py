"""A name that was written wrong, told right: 'Ugo si chiama Hugo', "it's Scala, not Sala", 'my name is spelt Anne'."""

from __future__ import annotations

from mailflow.understanding.changes.booked_people import Roll, names_booked
from mailflow.understanding.changes.gone import gone
from mailflow.understanding.names.names import key_of
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.text.likeness import likeness
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind, fold

ALIKE = 60.0  # of two words that are spellings of one name
OTHERWISE = ("joins", "one_more", "swap", "alters")


def corrected(page: Page, cast: Cast, roll: Roll, start: int, end: int) -> tuple[str, str] | None:
    """The name as booked and as it is right, where a sentence tells both, or tells the writer's own anew."""
    told = page.has("misspelt", start, end)
    denied = page.has("denies_it", start, end)
    if not (told or denied) or page.has_any(OTHERWISE, start, end) or gone(page, start, end):
        return None
    taken = {n for one, two, _ in names_booked(page, cast, roll, start, end) for n in range(one, two)}
    known = list(dict.fromkeys(name for _, _, name in names_booked(page, cast, roll, start, end)))
    old = known[0] if len(known) == 1 else roll.me if told and page.has("me", start, end) else None
    for n in (n for n in range(start, end) if old and n not in taken and _may_be_one(page, n)):
        right = page.tokens[n].text
        parts = [right if _alike(part, right) else part for part in (old or "").split()]
        if right in parts and right not in (old or "").split():
            return old or "", " ".join(parts)
    return None


def denies_a_name(page: Page, cast: Cast, start: int, end: int) -> bool:
    """Whether a 'not' stands right before a name: 'Nora, not Ugo', 'non Ugo ma Nora'."""
    names = {r.start for r in cast.refs if r.kind == "name" and start <= r.start < end}
    return any(m.end in names for m in page.within("denies_it", start, end))


def _may_be_one(page: Page, n: int) -> bool:
    token = page.tokens[n]
    return token.kind is Kind.WORD and token.capital and token.fold not in page.voc.common


def _alike(one: str, other: str) -> bool:
    """Whether two words are spellings of one name."""
    a, b = fold(one), fold(other)
    return a != b and key_of(one) != key_of(other) and likeness(a, b) >= ALIKE
