"""Who comes: doubts about persons named, about the writer, and about words that may be a name."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.doubts.what_changes import says_the_size, says_who_or_what
from mailflow.understanding.gist import Gist
from mailflow.understanding.names.names import is_given, key_of
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.stances import Stance, tells
from mailflow.understanding.people.with_others import brings_children
from mailflow.understanding.reading import Doubt, Intent
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind, fold


def people_left(gist: Gist) -> Iterator[Doubt]:
    """Persons that nothing explains, but for who gives his place to another, and who is only spoken of.

    Of a change that says how many they are now, or what somebody has now, nobody is left open.
    """
    replaced = gist.intent is Intent.CHANGE and gist.page.has("substitution") and somebody_new(gist.cast)
    settled = replaced or says_the_size(gist)
    for name in () if settled else gist.cast.leftovers:
        known = _as_it_was(gist, name) if gist.intent is Intent.CHANGE else _only_spoken_of(gist, name)
        if not known:
            yield Doubt("names", f"it is not clear whether {name} comes", options=(name,))


def _as_it_was(gist: Gist, name: str) -> bool:
    """'Lia Po stays where she is'; 'nothing for Lia Po in the morning, we keep the afternoon'; 'her name is Lia Po'."""
    page, cast = gist.page, gist.cast
    number = next(n for n, p in enumerate(cast.persons) if p.name == name)
    if gist.chosen.by.get(number) or says_who_or_what(gist):
        return True
    clauses = [page.clauses[page.clause_of(r.start)] for r in cast.refs if r.person == number and r.kind == "name"]
    return any(page.has_any(("stays_as_is", "stays_at"), c.start, c.end) for c in clauses)


def _only_spoken_of(gist: Gist, name: str) -> bool:
    """'my supervisor Ada Po has told me of it', 'mother of Leo Po; I come alone': who comes is told without him."""
    page, cast, seats = gist.page, gist.cast, gist.seats
    number = next(n for n, p in enumerate(cast.persons) if p.name == name)
    refs = [r for r in cast.refs if r.person == number and r.kind == "name"]
    party = len(cast.coming) + cast.guests > 1  # 'we' and 'they' mean who is known
    others = [r for r in cast.refs if r.kind in (("he",) if party else ("us", "they", "others", "he"))]
    stances = [cast.stances[page.clause_of(r.start)] for r in others]
    joined = any(page.has(cls) for cls in ("adds", "joins", *(() if party else ("we", "they"))))
    joined = joined or any(0 <= r.start - m.end <= 3 for m in page.marks.get("same_as", ()) for r in refs)
    if not refs or joined or Stance.COMES in stances or not cast.writer.comes or cast.lists:
        return False
    clauses = [page.clauses[page.clause_of(r.start)] for r in refs]
    aside = all(cast.stances[page.clause_of(r.start)] is Stance.ASIDE for r in refs)
    if aside and not any(n in cast.topics for c in clauses for n in range(c.start, c.end)):
        return True
    alone = seats.said is not None and seats.said.value == seats.value == 1
    words = page.voc.words
    kin = any(page.tokens[r.start - 1].fold in words["of"] for r in refs if r.start)
    if kin and not any(fold(word) in words["minor"] for word in gist.parts.event.title.split()):
        return alone or len(cast.coming) > 1  # 'Ann and Sam Hart, parents of Leo Hart'
    return alone and bool(cast.persons[number].relation) and all(tells(page, c) for c in clauses)


def somebody_new(cast: Cast) -> bool:
    """Whether who is to come instead was understood."""
    return any(not person.is_writer for person in cast.coming)


def writer_unsure(gist: Gist) -> list[Doubt]:
    """'eight members and four relatives': people without a name or a tie, and not a word whether the writer is one."""
    page, cast, event = gist.page, gist.cast, gist.parts.event
    writer, words = cast.writer, page.voc.words
    if says_the_size(gist) or not writer.name or writer.comes or not cast.unnamed or any(p.name for p in cast.coming):
        return []
    if page.has("absent_self") or page.has("on_behalf") or page.has("escort"):
        return []
    own = words["own"] | words["article"] | words["with"]
    tied = any(t.fold in own for r in cast.unnamed for t in page.tokens[max(0, r.start - 1) : r.end])
    for_children = any(fold(word) in words["minor"] for word in event.title.split())
    if tied and not for_children and brings_children(page, cast):
        tied = False
    return [] if tied else [Doubt("names", f"it is not clear whether {writer.name} comes too", options=(writer.name,))]


def names_left(gist: Gist) -> list[Doubt]:
    """A word with a capital in a sentence about who comes, that may be a person."""
    page, at, cast, found = gist.page, gist.parts.at, gist.cast, gist.found
    if page.shouting or page.whispering:
        return []
    words = page.voc.words
    known = (
        set(found.tokens)
        | set(page.dated)
        | {n for r in cast.refs for n in range(r.start, r.end)}
        | {n for r in found.rounds for n in range(r.start, r.end)}
    )
    leads = words["of"] | words["place_before"] | words["article"] | words["animal"]
    for n, token in enumerate(page.tokens):
        if (
            not token.capital
            or n in known
            or len(token.text) < 3
            or not is_given(token.fold)
            or token.fold in words["not_names"]
            or token.fold in at.names
        ):
            continue
        clause = page.clauses[page.clause_of(n)]
        start = page.sentences[clause.sentence][0]
        if any(t.fold in words["office"] | words["organization"] for t in page.tokens[max(start, n - 2) : n]):
            continue  # 'Ufficio Beni Librari'
        if token.fold in words["saint"] and n + 1 < len(page.tokens) and page.tokens[n + 1].capital:
            continue
        if n == start or all(t.kind is not Kind.WORD for t in page.tokens[start:n]) or token.fold in page.voc.common:
            continue
        if page.tokens[n - 1].fold in words["saint"] or _belongs_to_a_name(page, cast, known, n):
            continue
        if cast.stances[page.clause_of(n)] is Stance.COMES and page.tokens[n - 1].fold not in leads:
            return [Doubt("names", f"it is not clear whether “{token.text}” comes", options=(token.text,))]
    return []


def _belongs_to_a_name(page: Page, cast: Cast, known: set[int], n: int) -> bool:
    """'Pastor Felix Adjei', 'Mrs Lee (Lorna)', the writer's own name, and the end of a firm's: 'for Tay Clay'."""
    names = [r for r in cast.refs if r.kind == "name"]
    after = n + 2 if n + 1 < len(page.tokens) and page.tokens[n + 1].text == "." else n + 1
    if any(r.start == after for r in names):
        return True
    before = page.tokens[n - 1]
    if before.text == "(" and page.tokens[after : after + 1] and page.tokens[after].text == ")":
        return any(r.end == n - 1 for r in names)
    if cast.writer.comes and page.tokens[n].fold in key_of(cast.writer.name or ""):
        return True
    start = page.sentences[page.sentence_of(n)][0]
    return before.capital and n - 1 > start and n - 1 not in known and not is_given(before.fold)


def initials_left(gist: Gist) -> list[Doubt]:
    """'B. Lyle, H. Lyle': people told by an initial that no step took for a name, above the last line."""
    page, cast, found = gist.page, gist.cast, gist.found
    known = {n for r in cast.refs for n in range(r.start, r.end)} | found.tokens
    writer = cast.writer.name
    last = page.text.rstrip().rfind("\n")
    for n in range(len(page.tokens) - 2):
        initial, mark, word = page.tokens[n : n + 3]
        if not (len(initial.text) == 1 and initial.capital and mark.text == "." and mark.start == initial.end):
            continue
        surname = word.kind is Kind.WORD and word.capital and len(word.text) > 2 and word.fold not in page.voc.common
        signs = last >= 0 and initial.start > last
        own = writer[:1] == initial.text and word.fold in cast.writer.key
        if surname and not (signs or own) and not {n, n + 2} & known and n not in page.dated:
            return [Doubt("names", f"who is meant is not clear: “{page.words(n, n + 3)}”")]
    return []


def surnames_apart(gist: Gist) -> list[Doubt]:
    """'surname: Neri', beside a first name."""
    page = gist.page
    labels = page.marks.get("name_label", ())
    apart = [m for m in page.marks.get("surname_word", ()) if not any(a.start <= m.start < a.end for a in labels)]
    short = not gist.parts.form.filled and any(p.name and len(p.key) < 2 for p in gist.cast.coming)
    return [Doubt("names", "a surname is told apart from the names")] if apart and short else []
