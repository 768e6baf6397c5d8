"""What the words around a fact are, for weights to tell how probable it is: that somebody comes, a session, a size."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mailflow.understanding.gist import Gist
from mailflow.understanding.intents.signs import PAUSE, STOP, each_word, runs, words_of
from mailflow.understanding.second_opinion.outline import signs_of_outline
from mailflow.understanding.second_opinion.person_signs import NAMINGS, named
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.chosen import Chosen

UNTOLD = "none"  # no size is told
MOST = 9  # seats: this and more
LONGEST = 300  # words that are looked at
AROUND = 4  # words to either side
NAME, SESSION, ROUND, DAY, OTHER = "§name", "§session", "§round", "§day", "§other"
START, END = "^", "$"


def is_wanted(chosen: Chosen, mention: Mention) -> bool:
    """Whether the rules take a session of the mention for somebody."""
    return any(s in mention.sessions for rounds in chosen.by.values() for sessions in rounds.values() for s in sessions)


def size(seats: int | None) -> str:
    """A number of seats as the weights know it."""
    return UNTOLD if seats is None else str(min(seats, MOST))


def words_by_kind(gist: Gist) -> list[str]:
    """A word for each token: persons, sessions, rounds, days and numbers by their kind, all others without endings."""
    page, kinds = gist.page, dict.fromkeys(gist.page.dated, DAY)
    for ref in gist.found.rounds:
        kinds.update(dict.fromkeys(range(ref.start, ref.end), ROUND))
    for mention in gist.found.mentions:
        if not mention.weak:
            kinds.update(dict.fromkeys(range(mention.start, mention.end), SESSION))
    for person in gist.cast.refs:
        if person.kind == "name":
            kinds.update(dict.fromkeys(range(person.start, person.end), NAME))
    return [kinds.get(place) or _word(page, place, word) for place, word in enumerate(each_word(page))]


def _word(page: Page, place: int, word: str) -> str:
    token = page.tokens[place]
    if token.kind is Kind.OPAQUE:
        return OTHER
    value = page.numbers[place]
    if value is not None and (token.kind is Kind.NUMBER or value > 1) and token.fold not in page.voc.words["article"]:
        return f"#{value}" if value <= 12 else "#"
    return word


def signs_of_person(gist: Gist, words: Sequence[str], number: int) -> list[str]:
    """What speaks for and against a person's coming: the words around each naming, and what the rules say."""
    page, cast, person = gist.page, gist.cast, gist.cast.persons[number]
    who = "writer" if person.is_writer else "named"
    refs = [ref for ref in cast.refs if ref.person == number]
    found = [
        f"intent:{gist.intent.value}",
        who,
        f"rule:{person.comes}:{person.stays}:{person.maybe}",
        f"rule:{who}:{bool(person.comes)}",
        f"coming:{min(5, len(cast.coming))}",
        f"guests:{min(5, cast.guests)}",
        f"seats:{gist.seats.value}",
        f"refs:{min(3, len(refs))}",
    ]
    for ref in refs[:NAMINGS]:
        at = page.clause_of(ref.start)
        clause = page.clauses[at]
        found += (f"rule:stance:{cast.stances[at].name}", f"kind:{ref.kind}")
        found += around(words, ref.start, ref.end, f"{who}:")
        found += runs(words[clause.start : clause.end], "clause:", 2)
        found += runs(words[slice(*page.sentences[clause.sentence])], "sentence:", 1)
    return found + runs(_thinned(words), "text:", 2) if person.is_writer else found


def signs_of_mention(gist: Gist, words: Sequence[str], mention: Mention) -> list[str]:
    """What speaks for and against a session's being wanted."""
    rule = is_wanted(gist.chosen, mention)
    return [
        f"intent:{gist.intent.value}",
        f"how:{mention.how}",
        f"rule:{rule}",
        f"rule:{rule}:{mention.how}",
        f"sessions:{min(3, len(mention.sessions))}",
        f"mentions:{min(6, len(gist.found.mentions))}",
        f"rule:stance:{gist.cast.stances[gist.page.clause_of(mention.start)].name}",
        *around(words, mention.start, mention.end),
    ]


def signs_of_seats(gist: Gist, words: Sequence[str]) -> list[str]:
    """What speaks for each number of seats."""
    cast = gist.cast
    coming = [person for person in cast.coming if not person.is_writer]
    return [
        f"intent:{gist.intent.value}",
        f"rule:{size(gist.seats.value)}",
        f"rule:said:{gist.seats.said.value if gist.seats.said else None}",
        f"rule:writer:{bool(cast.writer.comes)}",
        f"rule:counted:{min(MOST, int(bool(cast.writer.comes)) + len(coming) + cast.guests)}",
        f"guests:{min(MOST, cast.guests)}",
        f"coming:{min(MOST, len(cast.coming))}",
        f"named:{min(MOST, len(named(cast)))}",
        f"relations:{min(6, sum(ref.kind == 'relation' for ref in cast.refs))}",
        f"plural:{cast.plural}",
        *runs(_thinned(words), "text:", 3),
        *runs(words_of(gist.subject), "subject:", 2),
    ]


def signs_of_the_outline(gist: Gist, words: Sequence[str]) -> list[str]:
    """What speaks for each outline of the booking."""
    return signs_of_outline(gist.chosen, gist.cast, len(gist.parts.at.rounds), runs(_thinned(words), "text:", 2))


def around(words: Sequence[str], start: int, end: int, kind: str = "") -> list[str]:
    """The words before and behind [start, end): alone, with their distance, and in runs; `kind` before each sign."""
    before = _near(words[max(0, start - 3 * AROUND) : start][::-1], START)
    behind = _near(words[end : end + 3 * AROUND], END)
    (a, b, c, *_), (x, y, z, *_) = before, behind  # … c b a [start, end) x y z …
    return [
        *(f"{kind}-{distance}:{one}" for distance, one in enumerate(before)),
        *(f"{kind}+{distance}:{one}" for distance, one in enumerate(behind)),
        *(f"{kind}-:{one}" for one in before),
        *(f"{kind}+:{one}" for one in behind),
        f"{kind}--:{b} {a}",
        f"{kind}++:{x} {y}",
        f"{kind}-+:{a} {x}",
        f"{kind}---:{c} {b} {a}",
        f"{kind}+++:{x} {y} {z}",
        f"{kind}--+:{b} {a} {x}",
        f"{kind}-++:{a} {x} {y}",
    ]


def _near(words: Sequence[str], beyond: str) -> list[str]:
    near = [said for before, said in pairwise(("", *words)) if said != before or not said.startswith("§")]
    return (near + [beyond] * AROUND)[:AROUND]


def _thinned(words: Sequence[str]) -> list[str]:
    """The words, a run of one kind once."""
    return [
        said
        for before, said in pairwise(("", *words[:LONGEST]))
        if said != before or not (said in (PAUSE, STOP) or said.startswith("§"))
    ]
