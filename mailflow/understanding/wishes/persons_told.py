"""The words for persons in a text whose wish a session may be."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.people.called import called, in_place_of
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.children_told import only_whose
from mailflow.understanding.people.genders import HE, SHE, tell_genders
from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.people.places_for import places_for_others
from mailflow.understanding.people.self_told import for_others
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind

PRONOUNS = ("they", "he", "us", "others")
LEADS = 4  # tokens from words that put somebody down to the session


def persons_told(page: Page, cast: Cast, mentions: Sequence[Mention]) -> list[Ref]:
    """The persons of the cast and the words for all or some of them, in order, without those one is compared to."""
    rounds = {n for m in page.marks.get("in_each_round", ()) for n in range(m.start, m.end)}
    refs = [r for r in cast.refs if not _compared(page, r) and r.start not in rounds]
    refs = [r for r in refs if r.kind != "me" or not for_others(page, r)]
    theirs = places_for_others(page, cast)
    refs = [r for r in refs if r.kind != "i" or not any(start <= r.start < end for start, end in theirs)]
    whose = only_whose(page, cast)
    refs = [r for r in refs if r.start not in whose]
    equal = {n for m in mentions if m.how == "equal" for n in range(m.start, m.end)}  # 'any of the rest'
    titles = {n for m in mentions if m.how == "title" for n in range(m.start, m.end)}  # 'Volunteers and keeping them'
    refs = [r for r in refs if r.start not in equal and not (r.start in titles and r.kind in PRONOUNS)]
    facts = {n for m in mentions for n in range(m.start, m.end)} | rounds
    refs = in_place_of(refs, called(page, cast, frozenset(facts)))
    taken = {n for r in (*cast.refs, *refs) for n in range(r.start, r.end)} | facts
    for cls, kind in (("us", "us"), ("first_of", "first"), ("last_of", "last")):
        for mark in page.marks.get(cls, ()):
            plain = mark.end - mark.start == 1 and page.tokens[mark.start].fold not in page.voc.words["together"]
            if not plain and not taken & set(range(mark.start, mark.end)):
                refs.append(Ref(mark.start, mark.end, kind, -1, mark.numbers[0] if mark.numbers else None))
                taken |= set(range(mark.start, mark.end))
    pairs = one_and_other(page, refs)  # 'per il primo la A, per il secondo la E' are rounds
    pairs += _named_last(page, refs, pairs)
    refs = [r for r in refs if not any(p.start <= r.start < p.end for p in pairs)] + pairs
    refs += _put_down(page, cast, mentions, refs)
    refs += _who_goes_on(page, refs, mentions) + _by_oneself(page, refs) + _all_at_the_head(page, mentions, taken)
    taken |= {n for r in refs for n in range(r.start, r.end)}
    refs += [Ref(m.start, m.end, "us", -1, None) for m in page.marks.get("we_will", ()) if m.start not in taken]
    we_say = tuple(page.voc.words["we_ending"])
    if we_say and len(cast.attending) + cast.guests > 1:
        refs += [
            Ref(n, n + 1, "us", -1, None)  # 'io al 2, Luca al 3, poi ci ritroviamo al 5'
            for n, token in enumerate(page.tokens)
            if n not in taken and token.fold.endswith(we_say) and (not token.capital or opens(page, n))
        ]
    return sorted(refs, key=lambda r: r.start)


def opens(page: Page, n: int) -> bool:
    """Whether the word opens its sentence."""
    start, _ = page.sentences[page.sentence_of(n)]
    return all(t.kind is not Kind.WORD for t in page.tokens[start:n])


def _put_down(page: Page, cast: Cast, mentions: Sequence[Mention], refs: Sequence[Ref]) -> list[Ref]:
    """'C pure lei; al pomeriggio però la metterei in F', 'mettetelo al 2': the last of that gender that is told."""
    found: list[Ref] = []
    for mark in page.marks.get("puts_him", ()):
        if not any(0 <= m.start - mark.end <= LEADS for m in mentions):
            continue
        tell_genders(page, cast)
        she = page.tokens[mark.start].fold.endswith("a")
        told = [r.person for r in refs if r.start < mark.start and r.kind in ("name", "relation") and r.person > 0]
        fit = [p for p in told if cast.persons[p].gender in ("", SHE if she else HE)]
        if fit:
            found.append(Ref(mark.start, mark.end, "he", -1, 1, (fit[-1],)))
    return found


def _who_goes_on(page: Page, refs: Sequence[Ref], mentions: Sequence[Mention]) -> list[Ref]:
    """'A for me and Tom, who'd also like B', 'la A per me e Lia, che vorrebbe la C': the one beside the writer."""
    relative, found = page.voc.words["who"], list[Ref]()
    if page.folds.isdisjoint(relative) and page.folds.isdisjoint([f"{word}'" for word in relative]):
        return found
    for row in chains(page, sorted(refs, key=lambda r: r.start)):
        n = row[-1].end + (row[-1].end < len(page.tokens) and page.tokens[row[-1].end].text == ",")
        who = {r.person for r in row}
        if n >= len(page.tokens) or page.tokens[n].fold.rstrip("'") not in relative or len(who) != 2 or 0 not in who:
            continue
        start, end = page.sentences[page.sentence_of(n)]
        before = any(start <= m.start < row[0].start for m in mentions)
        behind = min((m.start for m in mentions if n < m.start < end), default=0)
        if row[-1].person > 0 and before and behind and page.has("wished", n, behind):
            found.append(Ref(n, n + 1, "he", -1, 1, (row[-1].person,)))
    return found


def _by_oneself(page: Page, refs: Sequence[Ref]) -> list[Ref]:
    """'T1 for both, then W2 on my own', 'domenica vado da sola alle vigne': the writer, where nobody else is told."""
    found: list[Ref] = []
    for mark in page.marks.get("by_oneself", ()):
        clause = page.clauses[page.clause_of(mark.start)]
        if not any(clause.start <= r.start < clause.end for r in refs):
            found.append(Ref(mark.start, mark.end, "me", 0))
    return found


def _all_at_the_head(page: Page, mentions: Sequence[Mention], taken: set[int]) -> list[Ref]:
    """'the first two in T1, the last two in T3, all in W2': a bare 'all' that leads to a session."""
    small = page.voc.words["preposition"] | page.voc.words["article"] | page.voc.words["session_head"]
    heads = [n for n, t in enumerate(page.tokens) if t.fold in page.voc.words["bare_all"] and n not in taken]
    starts = {m.start for m in mentions} if heads else set()
    found: list[Ref] = []
    for n in heads:
        first = next((m for m in range(n + 1, len(page.tokens)) if page.tokens[m].fold not in small), n)
        if first in starts and (n == 0 or page.tokens[n - 1].kind is not Kind.WORD):
            found.append(Ref(n, n + 1, "us", -1, None))
    return found


def one_and_other(page: Page, refs: Sequence[Ref]) -> list[Ref]:
    """'Ada Neri e Ugo Sala, il primo al gruppo 1, il secondo al 3': of the two named last before it.

    The second may open a sentence of its own: 'The former takes A; the latter takes B'.
    """
    found: list[Ref] = []
    for former in page.marks.get("former", ()):
        number = page.sentence_of(former.start)
        start, _ = page.sentences[number]
        before = page.sentences[max(0, number - 1)][0]
        met = [r for r in refs if r.kind in ("name", "relation") and before <= r.start < former.start and r.person > -1]
        here = [r.person for r in met if start <= r.start]
        named = here if len(set(here)) > 1 else [r.person for r in met]
        two = list(dict.fromkeys(named))[-2:]
        latter = _latter(page, former.end, number)
        if latter is None or len(two) < 2 or any(_noun_behind(page, m.end) for m in (former, latter)):
            continue
        if not all(m.start and page.tokens[m.start - 1].fold in page.voc.words["for"] for m in (former, latter)):
            found += [Ref(m.start, m.end, "name", p) for m, p in zip((former, latter), two, strict=True)]
    return found


def _named_last(page: Page, refs: Sequence[Ref], pairs: Sequence[Ref]) -> list[Ref]:
    """'Ada alle 9, Ugo alle 10. Quest'ultimo anche alle 11': who was named last, where no first is told apart."""
    found: list[Ref] = []
    for mark in page.marks.get("this_last", ()):
        named = [r for r in refs if r.kind == "name" and r.person > -1 and r.end <= mark.start]
        if named and not any(p.start <= mark.start < p.end for p in pairs) and not _noun_behind(page, mark.end):
            found.append(Ref(mark.start, mark.end, "name", named[-1].person))
    return found


def _latter(page: Page, place: int, number: int) -> Mark | None:
    """The word for the second of two: in the same sentence, or at the head of one of the next two."""
    for start, end in page.sentences[number : number + 3]:
        reach = end if start <= place else min(end, start + 5)
        latter = next(page.within("latter", max(start, place), reach), None)
        if latter is not None and (start <= place or latter.start - start <= 1):
            return latter
    return None


def _noun_behind(page: Page, n: int) -> bool:
    words = page.voc.words
    heads = words["round_head"] | words["session_head"] | words["slot_head"]
    return n < len(page.tokens) and page.tokens[n].fold in heads


def _compared(page: Page, ref: Ref) -> bool:
    """Whether the person only says like whom somebody goes ('segue la dott.ssa Fiandri', 'where Lena was')."""
    words = page.voc.words
    near = list(page.within("same_as", max(0, ref.start - 5), ref.start))
    if any(m.end == ref.start and m.end - m.start > 1 and page.tokens[m.start].fold in words["ditto"] for m in near):
        return True  # 'uguale a me', 'lo stesso di Luca'
    if any(m.end + 1 >= ref.start and page.tokens[m.start].fold in words["where"] for m in near):
        return True  # 'dove va lui', 'whatever Ms Moyo does'
    return (ref.start > 0 and page.tokens[ref.start - 1].fold in words["where"]) or any(
        0 <= ref.start - m.end <= 3
        and page.tokens[m.start].fold in words["follow"]
        and not any(t.text in ",:" for t in page.tokens[m.end : ref.start])  # 'seguirà la logistica, io l'energia'
        for m in near
    )
