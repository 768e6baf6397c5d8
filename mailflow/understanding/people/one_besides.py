"""One more in a row of persons told by their number, with a noun no list knows: 'siamo 2 maestre e 1 bidella'."""

from __future__ import annotations

from collections.abc import Mapping

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.nouns import plain_noun
from mailflow.understanding.people.party import Ref
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind


def one_besides(page: Page, cast: Cast) -> list[Ref]:
    """Who stands behind each group: 'two nurses and a porter', 'tre maestre, una bidella e un cuoco'."""
    known, found, met = {r.start: r for r in cast.refs}, list[Ref](), set[int]()
    groups = (r for r in cast.refs if r.kind == "relation" and (r.n or 0) > 1 and _by_number(page, r))
    for group in groups:
        last: Ref | None = group
        while last is not None:
            last = _next_one(page, last.end, known)
            if last is None or last.start in met:
                break  # from there on it is told already
            met.add(last.start)
            found += [last] if last.start not in known else []
    return found


def _by_number(page: Page, ref: Ref) -> bool:
    return any(page.numbers[n] is not None for n in range(ref.start, ref.end))


def _next_one(page: Page, at: int, known: Mapping[int, Ref]) -> Ref | None:
    """'e una bidella' at the token, and nothing more of the noun behind it; 'e una nonna', who is known."""
    words, tokens = page.voc.words, page.tokens
    if at + 2 >= len(tokens) or not (tokens[at].text == "," or tokens[at].fold in words["and"]):
        return None
    one, noun = at + 1, at + 2
    single = page.numbers[one] == 1 or tokens[one].fold in words["indefinite"]
    if one in known and known[one].kind == "relation":
        return known[one]
    if not single or one in page.dated or {one, noun} & known.keys() or not plain_noun(page, noun):
        return None
    if tokens[noun].fold in words["animal"] or page.has_any(("place_word", "number_noun"), one, noun + 1):
        return None
    goes_on = noun + 1 < len(tokens) and tokens[noun + 1].kind is Kind.WORD and plain_noun(page, noun + 1)
    return None if goes_on else Ref(one, noun + 1, "relation", -1, 1)
