"""Whether 'he' or 'she' may mean somebody: by the words that tie a person to others, by title and by first name."""

from __future__ import annotations

from dataclasses import replace

from mailflow.understanding.gazetteer import men, women
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import fold

SHE, HE = "she", "he"
BESIDE = 4  # tokens before a name that may tell: 'la dott.ssa', 'mio marito'


def tell_genders(page: Page, cast: Cast) -> None:
    """Mark each person of a cast by what his name and the words right before it tell."""
    for ref in cast.refs:
        if ref.person <= 0 or cast.persons[ref.person].gender:
            continue
        start, _ = page.sentences[page.sentence_of(ref.start)]
        words = [t.fold.strip(".") for t in page.tokens[max(start, ref.start - BESIDE) : ref.end]]
        told = _by_words(page, words, before=len(words) - (ref.end - ref.start))
        cast.persons[ref.person].gender = told
    for person in cast.persons:
        person.gender = person.gender or gender_of_name(page, person.name)


def _by_words(page: Page, words: list[str], before: int) -> str:
    """'la signora Neri', 'mio marito Ugo': the words of a person, and those before that are part of them."""
    sets = {SHE: page.voc.words["she_words"], HE: page.voc.words["he_words"]}
    small = page.voc.words["article"] | page.voc.words["determiner"] | page.voc.words["title"] | sets[SHE] | sets[HE]
    near = before
    while near > 0 and words[near - 1] in small:
        near -= 1
    told = {gender for gender, marks in sets.items() if any(word in marks for word in words[near:])}
    return told.pop() if len(told) == 1 else ""


def gender_of_name(page: Page, name: str) -> str:
    """By the first name, or how it ends where no list has it: 'Ada', 'Primo'; 'Andrea' tells nothing."""
    words, first = page.voc.words, fold(name.split(maxsplit=1)[0]) if name else ""
    if first in women():
        return SHE
    if first in men():
        return HE
    if not first or first in words["of_either_sex"]:
        return ""
    return SHE if words["she_ending"].end(first) else HE if words["he_ending"].end(first) else ""


def resolve_pronouns(page: Page, cast: Cast) -> None:
    """'Ugo e Lia: lui alla A, lei alla E': he is the last man named before, where more than one is named."""
    if not any(ref.kind == "he" for ref in cast.refs) or len(cast.persons) < 3:
        return
    tell_genders(page, cast)
    cast.refs = [_meant(page, cast, ref) if ref.kind == "he" else ref for ref in cast.refs]


def _meant(page: Page, cast: Cast, ref: Ref) -> Ref:
    """A pronoun with whom it means: the one told last of its gender, else the only one of whom none is told."""
    own = SHE if page.tokens[ref.start].fold.strip("'") in page.voc.words["pronoun_she"] else HE
    nots, persons = page.voc.words["not"], cast.persons
    told = [r for r in cast.refs if r.person > 0 and r.start < ref.start and r.kind in ("name", "relation")]
    before = [r.person for r in told if page.tokens[r.start - 1].fold not in nots]  # 'Zofia Lis, not Sofia Liss; she'
    fit = [p for p in before if persons[p].gender == own]
    open_ = {p for p in before if not persons[p].gender}
    if fit and not persons[fit[-1]].name and any(persons[p].name for p in open_):
        return ref  # 'my dad ... he is Jo Brook': may be the same
    if not fit and len(open_) != 1:
        return ref
    return replace(ref, persons=(fit[-1] if fit else open_.pop(),))
