"""What tells whether a person comes, in numbers: what the rules say, who stands beside, and whether the sum fits."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.gist import Gist
from mailflow.understanding.learnt.trees import floats
from mailflow.understanding.names.names import is_given, key_words
from mailflow.understanding.people.cast import Cast, Person, by_phone
from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.text.page import Page

# Marks that count in the whole mail (`said_`) and in the person's own clauses (`near_`).
MARKS = ("absent", "absent_self", "on_behalf", "has_called", "self", "we", "request", "book", "escort", "carry")
NOT_TOLD = 9  # how far the sum is off where no number is told
FULL = 2  # words of a name: 'Lia De Luca' and 'Anna Maria Neri' are no less of a name than 'Anna Neri'
NAMINGS = 40  # times somebody is spoken of that are looked at; no mail says 'I' more often


def named(cast: Cast) -> list[int]:
    """The persons that have a name."""
    return [number for number, person in enumerate(cast.persons) if person.name]


def attends(person: Person) -> bool:
    """Whether the rules count the person."""
    return bool(person.comes and not person.stays)


def counted(cast: Cast) -> int:
    """How many the rules count: the writer, who is named, who is not."""
    others = sum(not person.is_writer for person in cast.coming)
    return int(bool(cast.writer.comes)) + others + cast.guests


def of_mail(gist: Gist) -> dict[str, float]:
    """What is the same for all persons of a mail."""
    page, cast, seats = gist.page, gist.cast, gist.seats
    said = {f"said_{mark}": len(page.marks.get(mark, ())) for mark in MARKS}
    kinds = {f"all_{kind}": sum(ref.kind == kind for ref in cast.refs) for kind in ("me", "i", "us", "he")}
    return floats(
        {
            "count": counted(cast),
            "guests": cast.guests,
            "stated": seats.said.value if seats.said else 0,
            "seats": seats.value or 0,
            "plural": cast.plural,
            "presumed": cast.presumed,
            "names": len(named(cast)),
            "unnamed": len(cast.unnamed),
            "lists": cast.lists,
            "tokens": len(page.tokens),
            "sentences": len(page.sentences),
            "mentions": len(gist.found.mentions),
            **said,
            **kinds,
        }
    )


def of_person(gist: Gist, number: int, mail: dict[str, float], rows: Sequence[Sequence[Ref]]) -> dict[str, float]:
    """The signs of one person, with those of the mail. `rows`: the chains of the mail."""
    page, cast, seats = gist.page, gist.cast, gist.seats
    person, length = cast.persons[number], len(page.tokens) or 1
    refs = [ref for ref in cast.refs if ref.person == number]
    clauses = [page.clause_of(ref.start) for ref in refs]
    mine = [row for row in rows if any(ref.person == number for ref in row)]
    without = counted(cast) - attends(person)
    stated = seats.said.value if seats.said else None
    stances = {f"stance_{stance.value}": sum(cast.stances[at] is stance for at in clauses) for stance in Stance}
    near = {f"near_{mark}": sum(_has(page, mark, at) for at in clauses) for mark in MARKS}
    here = floats(
        {
            "writer": person.is_writer,
            "rule": person.comes,
            "attends": attends(person),
            "stays": person.stays,
            "maybe": person.maybe,
            "words": _words(person.name),
            "tied": bool(person.relation),
            "refs": len(refs),
            "first": min((ref.start for ref in refs), default=-1) / length,
            "last": max((ref.start for ref in refs), default=-1) / length,
            "row": max((len(row) for row in mine), default=0),
            "row_of_me": any(ref.kind in ("me", "i") for row in mine for ref in row),
            "row_coming": max((_others(cast, number, row) for row in mine), default=0),
            "listed": any(at in cast.rows for at in clauses),
            "others": sum(other is not person for other in cast.coming),
            "stated_left": NOT_TOLD if stated is None else stated - without,
            "seats_left": NOT_TOLD if seats.value is None else seats.value - without,
            "left_over": person.name in cast.leftovers,
            "phone": by_phone(page, cast, number),
            "chooses": number in gist.chosen.by,
            "beside": sum(_others(cast, number, _of_sentence(page, cast, ref)) for ref in refs[:NAMINGS]),
            **stances,
            **near,
        }
    )
    return mail | here


def signs_of_people(gist: Gist) -> dict[int, dict[str, float]]:
    """The signs of each person that has a name, by number."""
    mail, rows = of_mail(gist), chains(gist.page, gist.cast.refs)
    return {number: of_person(gist, number, mail, rows) for number in named(gist.cast)}


def _words(name: str) -> int:
    """How many words a name has; of one that a first name begins no more than a full one has, but not of 'Metti Davide
    Neri' or '3rd Valley Cubs'."""
    words = key_words(name)
    return min(len(words), FULL) if is_given(words[0]) else len(words)


def _has(page: Page, mark: str, at: int) -> bool:
    clause = page.clauses[at]
    return page.has(mark, clause.start, clause.end)


def _others(cast: Cast, number: int, refs: Sequence[Ref]) -> int:
    """How many of these mean somebody else who comes."""
    return sum(ref.person >= 0 and ref.person != number and attends(cast.persons[ref.person]) for ref in refs)


def _of_sentence(page: Page, cast: Cast, ref: Ref) -> list[Ref]:
    start, end = page.sentences[page.sentence_of(ref.start)]
    return [other for other in cast.refs if start <= other.start < end]
