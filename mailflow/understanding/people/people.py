"""Who is spoken of, and who of them comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mailflow.understanding.names.family_names import siblings
from mailflow.understanding.names.names import Name, abbreviates
from mailflow.understanding.names.real_names import with_real_names
from mailflow.understanding.names.said_again import with_those_again
from mailflow.understanding.names.shared_names import with_shared_name
from mailflow.understanding.names.told_surnames import with_family_name
from mailflow.understanding.names.writer import Writer
from mailflow.understanding.people.attendance import attend
from mailflow.understanding.people.brought_kin import bring_kin
from mailflow.understanding.people.cast import Cast, Person
from mailflow.understanding.people.children_told import children_told
from mailflow.understanding.people.clause_by_clause import stances
from mailflow.understanding.people.couples import other_halves
from mailflow.understanding.people.families import families
from mailflow.understanding.people.genders import resolve_pronouns
from mailflow.understanding.people.left_alone import leave_alone
from mailflow.understanding.people.left_for_later import leave_for_later
from mailflow.understanding.people.listed import lists
from mailflow.understanding.people.not_me import but_not_me
from mailflow.understanding.people.party import Ref
from mailflow.understanding.people.rows import bare_sentences, enumerations
from mailflow.understanding.people.self_told import writer_attends
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.people.ties import relation_refs
from mailflow.understanding.people.unknown_groups import one_each, unknown_groups
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind


def cast_of(
    page: Page,
    names: Sequence[Name],
    writer: Writer,
    booking: bool,
    blocked: frozenset[int],
    form: bool = False,
    wishes: frozenset[int] = frozenset(),
    topics: frozenset[int] = frozenset(),
    rounds: frozenset[int] = frozenset(),
) -> Cast:
    """Everybody spoken of, and who comes. `booking`: the mail asks for places. `blocked`: the event's own name.
    `wishes`: first tokens of sessions; `topics`: all tokens that may speak of one; `rounds`: words for a round in which
    somebody is not there."""
    cast = Cast([Person(writer.name, writer.key, is_writer=True)], topics=topics | blocked)
    cast.stances = stances(page, wishes, blocked, rounds)
    _name_refs(page, names, writer, cast)
    relation_refs(page, cast, blocked)
    _pronoun_refs(page, cast)
    cast.refs += other_halves(page, cast)
    _more_people(page, cast)
    _plus_some(page, cast)
    cast.families = families(page, cast)
    cast.refs += [replace(r, kind="relation") for r in cast.families if r.n is not None]
    cast.refs.sort(key=lambda r: (r.start, -r.end))
    resolve_pronouns(page, cast)
    one_each(page, cast)
    unknown_groups(page, cast, blocked)
    enumerations(page, cast)
    bare_sentences(page, cast, wishes)
    lists(page, cast)
    attend(page, cast)
    bring_kin(page, cast)
    children_told(page, cast)
    writer_attends(page, cast, booking, form)
    leave_alone(page, cast)
    leave_for_later(page, cast)
    return cast


def _name_refs(page: Page, names: Sequence[Name], writer: Writer, cast: Cast) -> None:
    names = with_shared_name(page, with_family_name(page, siblings(page, with_real_names(page, names))), writer)
    names = with_those_again(page, names, cast.topics)
    for name in (n for n in names if not _of_an_animal(page, n)):
        who = _resolve(name, cast)
        if who is None:
            cast.persons.append(Person(name.text, name.key, first=name.start))
            who = len(cast.persons) - 1
        person = cast.persons[who]
        if person.first < 0:
            person.first = name.start
        if len(name.key) > len(person.key) or (who == 0 and name.key == person.key and not person.name):
            person.name, person.key = name.text, name.key
        elif who == 0 and abbreviates(name.text, person.name):
            person.name = name.text
        cast.refs.append(Ref(name.start, name.end, "name", who))


def _of_an_animal(page: Page, name: Name) -> bool:
    """'il cane Argo', 'our dog Biscuit': who takes no place."""
    before = page.tokens[name.start - 1] if name.start and len(name.key) == 1 else None
    return before is not None and not before.capital and before.fold in page.voc.words["animal"]


def _resolve(name: Name, cast: Cast) -> int | None:
    exact = [n for n, p in enumerate(cast.persons) if p.key and p.key == name.key]
    if exact:
        return exact[0]
    wider = [n for n, p in enumerate(cast.persons) if p.key and name.key < p.key]
    if wider:
        return wider[0] if len(wider) == 1 or 0 not in wider else wider[1]
    narrower = [n for n, p in enumerate(cast.persons) if p.key and p.key < name.key and (n == 0 or len(p.key) == 1)]
    return narrower[0] if narrower else None


def _pronoun_refs(page: Page, cast: Cast) -> None:
    tokens, voc = page.tokens, page.voc
    told = [m for m in page.marks.get("writer_told", ()) if not _introduces(page, cast, m)]
    cast.refs += [Ref(m.start, m.end, "me", 0) for m in told]  # 'Ugo, Lia e chi scrive'
    taken = {n for r in cast.refs for n in range(r.start, r.end)}
    he_or_she = voc.words["pronoun_he"] | voc.words["pronoun_she"]
    pronouns = he_or_she | voc.words["me"] | voc.words["me_subject"] | voc.words["pronoun_they"]
    for n, token in enumerate(tokens):
        if n in taken or token.kind is not Kind.WORD or _of_a_code(page, n):
            continue
        word = token.fold.strip("'")
        if word not in pronouns and word != "anch":
            continue
        if _of_an_office(page, n) or (
            n and tokens[n - 1].fold in voc.words["of"] and word not in voc.words["pronoun_they"]
        ):
            continue  # 'lo scrivente Comune', 'a friend of mine'
        if page.has("not_me", n - 2, n + 1) and but_not_me(page, page.clauses[page.clause_of(n)]):
            continue
        if word in voc.words["of_mine"] and n and tokens[n - 1].text == "(":
            continue  # 'Jess Neri (mine) and Efua Bo': whose child she is
        if word in voc.words["me"] or (word == "anch" and n + 1 < len(tokens) and tokens[n + 1].fold == "io"):
            cast.refs.append(Ref(n, n + 1, "me", 0))
        elif word in voc.words["me_subject"]:
            cast.refs.append(Ref(n, n + 1, "i", 0))
        elif word in he_or_she and not _polite(page, n):
            cast.refs.append(Ref(n, n + 1, "he", -1))
        elif word in voc.words["pronoun_they"]:
            cast.refs.append(Ref(n, n + 1, "they", -1, None))
    for cls, kind in (("us", "us"), ("others", "others")):
        last = -1
        for mark in page.marks.get(cls, ()):
            if _both_of_kin(page, mark) or _all_of_kin(page, cast, mark):
                continue
            if mark.start >= last and not (
                mark.end - mark.start == 1 and tokens[mark.start].fold in voc.words["weak_us"]
            ):
                both = 2 if any(m.end == mark.end for m in page.within("pair_total", mark.start, mark.end)) else None
                cast.refs.append(Ref(mark.start, mark.end, kind, -1, mark.numbers[0] if mark.numbers else both))
                last = mark.end


def _introduces(page: Page, cast: Cast, mark: Mark) -> bool:
    """'chi scrive è la mamma', 'chi firma, Ada Neri, …': words for the writer that begin what is told of him."""
    after = page.tokens[mark.end : mark.end + 1]
    joined = mark.start > 0 and (
        page.tokens[mark.start - 1].text == "," or page.tokens[mark.start - 1].fold in page.voc.words["and"]
    )
    return not joined or (bool(after) and after[0].kind is Kind.WORD and after[0].fold in page.voc.words["be"])


def _both_of_kin(page: Page, mark: Mark) -> bool:
    """'both grandparents': two of them, and not us."""
    alone = mark.end - mark.start == 1 and page.tokens[mark.start].fold in page.voc.words["both"]
    return alone and page.at("relations", mark.end) is not None


def _all_of_kin(page: Page, cast: Cast, mark: Mark) -> bool:
    """'i miei due figli, entrambi a …', 'our three boys (4, 6 and 9), all three …': those told last, and not us."""
    told = page.at("all_of_them", mark.start)
    if told is None or told.end < mark.end:
        return False
    start, _ = page.sentences[page.sentence_of(mark.start)]
    kin = [r for r in cast.refs if r.kind == "relation" and start <= r.start and r.end <= mark.start]
    return bool(kin) and kin[-1].person < 0 and kin[-1].n == (told.numbers or (2,))[-1]


def _of_a_code(page: Page, n: int) -> bool:
    """The 'ME' of a session 'ME2'."""
    after = page.tokens[n + 1] if n + 1 < len(page.tokens) else None
    return after is not None and after.kind is Kind.NUMBER and after.start == page.tokens[n].end


def _of_an_office(page: Page, n: int) -> bool:
    """'lo scrivente Consorzio': an office that speaks of itself; not 'io gruppo 2', 'me group 1'."""
    words = page.voc.words
    after = page.tokens[n + 1 : n + 2]
    named = bool(after) and after[0].fold in words["organization"]
    return named and page.tokens[n].fold in words["me"] - words["me_alone"]


def _more_people(page: Page, cast: Cast) -> None:
    """'con altre due persone', 'me and two others': guests told by their number alone, joined to persons."""
    words = page.voc.words
    joints = words["and"] | words["with"]
    taken = {n for r in cast.refs if r.kind == "relation" for n in range(r.start, r.end)}
    end = -1
    for mark in page.marks.get("more_people", ()):
        joined = mark.start > 0 and page.tokens[mark.start - 1].fold in joints
        named = any(
            r.kind == "name"
            and 0 <= r.start - mark.end <= 2
            and page.sentence_of(r.start) == page.sentence_of(mark.start)
            for r in cast.refs
        )  # 'one for our buyer Ugo Sala', and not '… two others. Ugo Sala'
        if joined and not named and mark.start >= end and not taken & set(range(mark.start, mark.end)):
            cast.refs.append(Ref(mark.start, mark.end, "relation", -1, (mark.numbers or (1,))[0]))
            end = mark.end


def _plus_some(page: Page, cast: Cast) -> None:
    """'Ada Neri + 1', 'vengo con un +1', 'put me down, plus one': guests told by a number behind a plus alone."""
    words, tokens = page.voc.words, page.tokens
    if words["plus"].isdisjoint(page.folds):
        return
    counted = {n for r in cast.refs if r.kind == "relation" for n in range(r.start, r.end)} | page.dated
    counted |= {n for m in page.marks.get("sum", ()) for n in range(m.start, m.end)}
    known = counted | cast.topics
    kin = {m.start for cls in ("relation", "relations") for m in page.marks.get(cls, ())}
    for n in range(1, len(tokens) - 1):
        value = page.numbers[n + 1] or 0
        if tokens[n].fold not in words["plus"] or {n, n + 1} & known or n - 1 in counted or not 0 < value < 10:
            continue
        start, end = page.sentences[page.sentence_of(n)]
        after = tokens[n + 2] if n + 2 < end else None
        counts = after is not None and after.kind is Kind.WORD and not _plain(page, after.fold)
        for_whom = after is not None and after.fold in words["for"] and _somebody(page, cast, kin, n + 3)
        before = any(r.person >= 0 and start <= r.start < n for r in cast.refs)
        told = after is not None and after.text in "(:," and _somebody(page, cast, kin, n + 3)  # '+ 1 (my partner Una)'
        if not (counts or for_whom or told) and (before or cast.stances[page.clause_of(n)] is Stance.COMES):
            cast.refs.append(Ref(n, n + 2, "relation", -1, value))


def _plain(page: Page, word: str) -> bool:
    """Whether the word is a small one or one of closing, and names nothing that is counted."""
    return (
        word
        in page.voc.function_words | page.voc.words["stop"] | page.voc.words["and"] | page.voc.words["closing_word"]
    )


def _somebody(page: Page, cast: Cast, kin: set[int], at: int) -> bool:
    """Whether somebody is told there: 'one for me', 'uno per mia sorella'."""
    people = {r.start for r in cast.refs} | kin
    return any(n in people for n in range(at, at + 3))


def _polite(page: Page, n: int) -> bool:
    """'Lei' that addresses the reader."""
    token = page.tokens[n]
    return (
        token.text == "Lei"
        and n > 0
        and page.tokens[n - 1].text not in ".!?"
        and page.tokens[n - 1].kind is not Kind.LINE
    )
