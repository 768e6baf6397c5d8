"""How many come: doubts about numbers that nothing explains, and about people told without a name."""

from __future__ import annotations

from collections.abc import Mapping

from mailflow.understanding.doubts.numbers_told import told_of_something_else
from mailflow.understanding.gist import Gist
from mailflow.understanding.people.by_age import heads_wishes
from mailflow.understanding.people.more_of_a_tie import how_many
from mailflow.understanding.people.nouns import plain_noun
from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions.form_fields import field_line
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind, fold

# What a number may count besides the party, or as it was counted already.
KNOWN = ("total", "total_loose", "total_first", "places", "one_place", "pair_total", "us", "others",
         "number_noun", "number_range", "age", "address", "price", "limit",
         "so_many_each")  # fmt: skip
LONGEST_CODE = 2  # letters of a session's code: 'W4'
UNTOLD = Doubt("seats", "how many come is not told")


def coming_left_open(gist: Gist) -> list[Doubt]:
    """Somebody whose coming is left open: another's, or the writer's own ('forse vengo')."""
    page, cast = gist.page, gist.cast
    for mark in page.marks.get("uncertain", ()):
        start, end = page.sentences[page.sentence_of(mark.start)]
        clause = page.clauses[page.clause_of(mark.start)]
        if page.has("names_later", clause.start, clause.end):
            continue  # 'con un'altra persona, il nome ve lo dico poi'
        spoken = [r for r in cast.refs if start <= r.start < end and r.kind in ("relation", "name")]
        open_end = any(page.within("maybe_comes", start, end))
        if open_end or any(cast.stances[page.clause_of(r.start)] is not Stance.STAYS for r in spoken):
            return [Doubt("seats", f"it is left open who comes: “{page.words(start, end).strip()}”")]
        if any(0 <= m.start - mark.end <= 1 for m in page.within("comes_first", mark.end, mark.end + 2)):
            return [Doubt("seats", f"it is left open who comes: “{page.words(start, end).strip()}”")]
    return []


def numbers_left(gist: Gist) -> list[Doubt]:
    """A number in a sentence about who comes that nothing explains, unless the number said is the number counted."""
    page, cast, found, seats = gist.page, gist.cast, gist.found, gist.seats
    count = int(bool(cast.writer.comes)) + len([p for p in cast.coming if not p.is_writer]) + cast.guests
    if seats.said is not None and seats.value == count and count > 1 and not page.has("correction"):
        return []
    known = explained(page, found) | told_of_something_else(gist)
    known |= {n for r in cast.refs for n in range(r.start, r.end)}
    counted = [how_many(page, r.end) for r in cast.refs if r.kind == "relation"]  # 'i ragazzi sono in 6'
    known |= {n for m in counted if m for n in range(m.start, m.end)}
    for n, token in enumerate(page.tokens):
        value = page.numbers[n]
        if (
            value is None
            or value == seats.value
            or n in known
            or value > 30
            or token.fold in page.voc.words["article_number"]
        ):
            continue
        before = page.tokens[n - 1] if n else None
        after = page.tokens[n + 1] if n + 1 < len(page.tokens) else None
        heads = plain_noun(page, n + 1) and page.tokens[n + 1].fold not in page.voc.words["occasions"]
        if heads and heads_wishes(page, cast, Ref(n, n + 2, "relation"), ":,"):  # 'Due conduttori: …'
            return [Doubt("seats", f"what “{page.words(n, n + 2)}” counts is not clear")]
        if cast.stances[page.clause_of(n)] is not Stance.COMES:
            continue
        if (
            before is None
            or before.kind is Kind.LINE
            or before.fold.strip(".") in page.voc.words["document_word"]
            or before.fold in page.voc.words["room"]
            or before.fold in page.voc.words["not"]  # 'siamo in tre, non due'
            or before.fold in page.voc.words["rather"]  # 'anziché due'
            or (before.fold in page.voc.words["day_cue"] and value in page.event_days)
            or before.text in "./:°-#"
            or (before.text == "," and before.end == token.start)  # '2,9 kg'
            or (len(before.text) > LONGEST_CODE and before.end == token.start and before.kind is Kind.WORD)  # 'OSD27'
        ):
            continue
        if page.has("number_idiom", max(0, n - 1), n + 3):
            continue
        if before.fold in page.voc.words["of_the"] or (before.fold in page.voc.words["and"] and n - 2 in page.dated):
            continue  # 'uno dei due', 'alle nove e dieci'
        if before.text in ",(" and after is not None and after.text in ",)" and any(r.end == n - 1 for r in cast.refs):
            continue  # 'my daughter Lia, 15, …', 'Ida Crome (91, market hall)'
        if before.fold in page.voc.words["plus"] and any(n < r.start <= n + 2 for r in cast.refs):
            continue  # '+1 (my partner)'
        if after is not None and after.fold in page.voc.words["not_a_person"] - page.voc.words["session_head"]:
            continue  # 'veniamo con due macchine'
        if after is not None and (after.text in ")./°ª%€:" and after.start == token.end) and after.text != ".":
            continue
        return [Doubt("seats", f"what “{page.words(max(0, n - 1), min(len(page.tokens), n + 2))}” counts is not clear")]
    return []


def explained(page: Page, found: Found) -> set[int]:
    """Tokens of sessions, rounds and dates, and of numbers that count something known."""
    known = set(found.tokens) | set(page.dated) | {n for r in found.rounds for n in range(r.start, r.end)}
    for cls in KNOWN:
        known |= {n for m in page.marks.get(cls, ()) for n in range(m.start, m.end)}
    return known


def joined_left(gist: Gist) -> list[Doubt]:
    """'io e il mio cavaliere': somebody, it seems, is joined to the writer in words that were not understood."""
    page, cast, found = gist.page, gist.cast, gist.found
    words, tokens = page.voc.words, page.tokens
    joints, lead = words["and"] | words["with"], words["article_number"] | words["own_one"]
    known = {n for r in cast.refs for n in range(r.start, r.end)} | found.tokens | page.dated
    for chain in chains(page, cast.refs):  # 'it'll be her, my sister and me'
        unknown = next((r for r in chain if r.kind == "he"), None)
        met = unknown and any(r.kind in ("name", "relation") and r.end <= unknown.start for r in cast.refs)
        if unknown and not met and any(r.kind in ("me", "i") for r in chain):
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
    """No size, and no doubt that says why."""
    return [UNTOLD] if gist.seats.value is None and not gist.seats.doubts else []
