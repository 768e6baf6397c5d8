"""How many come: doubts about people told without a name, or whose coming is left open, and about a form's numbers."""

from __future__ import annotations

from collections.abc import Mapping

from mailflow.understanding.gist import Gist
from mailflow.understanding.people.nouns import plain_noun
from mailflow.understanding.people.party import chains
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.reading import Doubt
from mailflow.understanding.seats.told_in_a_row import makes
from mailflow.understanding.sessions.form_fields import field_line
from mailflow.understanding.text.tokens import fold

UNTOLD = Doubt("seats", "how many come is not told")


def coming_left_open(gist: Gist) -> list[Doubt]:
    """Somebody whose coming is left open: another's, or the writer's own ('forse vengo')."""
    page, cast = gist.page, gist.cast
    for mark in page.marks.get("uncertain", ()):
        start, end = page.sentences[page.sentence_of(mark.start)]
        clause = page.clauses[page.clause_of(mark.start)]
        if page.has("names_later", clause.start, clause.end) or page.sentence_of(mark.start) in cast.later:
            continue  # 'con un'altra persona, il nome ve lo dico poi'
        spoken = [r for r in cast.refs if start <= r.start < end and r.kind in ("relation", "name")]
        perhaps = page.within("maybe_comes", start, end)
        open_end = any(cast.stances[page.clause_of(m.start)] is not Stance.STAYS for m in perhaps)  # 'per conto suo'
        if open_end or any(cast.stances[page.clause_of(r.start)] is not Stance.STAYS for r in spoken):
            return [Doubt("seats", f"it is left open who comes: “{page.words(start, end).strip()}”")]
        if any(0 <= m.start - mark.end <= 1 for m in page.within("comes_first", mark.end, mark.end + 2)):
            return [Doubt("seats", f"it is left open who comes: “{page.words(start, end).strip()}”")]
    return []


def joined_left(gist: Gist) -> list[Doubt]:
    """'io e il mio cavaliere': somebody, it seems, is joined to the writer in words that were not understood."""
    page, cast, found, seats = gist.page, gist.cast, gist.found, gist.seats
    words, tokens = page.voc.words, page.tokens
    joints, lead = words["and"] | words["with"], words["article_number"] | words["own_one"]
    known = {n for r in cast.refs for n in range(r.start, r.end)} | found.tokens | page.dated
    for chain in chains(page, cast.refs):  # 'it'll be her, my sister and me'
        unknown = next((r for r in chain if r.kind == "he"), None)
        met = unknown and any(r.kind in ("name", "relation") and r.end <= unknown.start for r in cast.refs)
        counted = seats.said is not None and makes(page, chain, seats.said.value)
        if unknown and not met and not counted and any(r.kind in ("me", "i") for r in chain):
            return [Doubt("seats", f"who is meant is not clear: “{page.words(unknown.start, unknown.end)}”")]
    for ref in cast.refs:
        at = ref.end + 1
        if ref.kind not in ("me", "i") or at + 1 >= len(tokens) or tokens[ref.end].fold not in joints:
            continue
        while at < len(tokens) - 1 and tokens[at].fold in words["article"] and tokens[at].fold not in lead:
            at += 1
        if tokens[at].fold in lead and known.isdisjoint(range(at, at + 4)) and plain_noun(page, at + 1):
            return [Doubt("seats", f"who is meant is not clear: “{page.words(ref.start, at + 2)}”")]
    return []


def guests_unsure(gist: Gist) -> list[Doubt]:
    """A guest without a name beside words of limit: 'comes to the town too, but just for the beach'."""
    page, cast = gist.page, gist.cast
    for ref in cast.unnamed:
        clause = page.clauses[page.clause_of(ref.start)]
        start, end = page.sentences[clause.sentence]
        if page.has("goes", start, end) or page.has("just_for", start, end):
            return [Doubt("seats", f"it is not clear whether {page.words(ref.start, ref.end)} takes a place")]
    return []


def numbers_of_form(gist: Gist) -> list[Doubt]:
    """A small number in a field that is neither the size's or the same, nor the event's own, nor an age."""
    form, words = gist.parts.form, gist.page.voc.words
    left = [
        f"“{label}: {value}” stands in the form"
        for label, value in form.rest
        if value.isdecimal()
        and len(value) < 4
        and int(value) < 20
        and not label.lower().startswith(("et", "age"))
        and not field_line(label, value, gist.parts.at)
        and not (int(value) == gist.seats.value and _asks_how_many(label, words))
    ]
    return [Doubt("seats", left[0])] if left and not form.seats else []


def _asks_how_many(label: str, words: Mapping[str, frozenset[str]]) -> bool:
    """'Numero donatori', 'Quanti', 'How many riders'; not of children alone."""
    parts = [fold(word).strip(".:") for word in label.split()]
    return parts[0] in words["how_many_label"] and not words["minor"].intersection(parts)


def untold_size(gist: Gist) -> list[Doubt]:
    """No size, and no doubt that says why; or 'qualche posto', and no more than the writer is told."""
    vague = gist.page.has("asks_for_some") and gist.seats.said is None and len(gist.cast.coming) + gist.cast.guests < 2
    return [UNTOLD] if not gist.seats.doubts and (gist.seats.value is None or vague) else []
