"""Each fact of a labelled mail as something to be decided: its signs, and what is true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.labelled import Labelled, key
from benchmarks.training.boosting import Signs
from benchmarks.training.learning import Model, learn
from mailflow.understanding.gist import Gist
from mailflow.understanding.learnt.trees import Trees, odds
from mailflow.understanding.second_opinion import opinions, word_signs
from mailflow.understanding.second_opinion.opinions import COMES, OUTLINE, SEATS, WANTED
from mailflow.understanding.second_opinion.outline import NO, YES, outline_of
from mailflow.understanding.second_opinion.person_signs import named, signs_of_people
from mailflow.understanding.second_opinion.seat_signs import signs_of_sizes
from mailflow.understanding.second_opinion.session_signs import signs_of_sessions

KINDS = (SEATS, COMES, WANTED, *OUTLINE)
MILDNESS = 0.3  # C of scikit-learn
NOBODY: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to decide by the words around: of a kind, about `which` (a person's number, a mention's place; 0)."""

    kind: str
    which: int
    signs: frozenset[str]
    truth: str


def facts_of(mail: Labelled, gist: Gist | None, unseen: bool) -> Iterator[Fact]:
    """What there is to decide in a booking or a change. What rules say of a mail they were made on is left out."""
    label = mail.label
    if gist is None or gist.intent.value != label["intent"]:
        return
    words = word_signs.words_by_kind(gist)

    def fact(kind: str, which: int, signs: Sequence[str], truth: str) -> Fact:
        told = (sign for sign in signs if unseen or not sign.startswith("rule:"))
        return Fact(kind, which, frozenset(told), truth)

    yield fact(SEATS, 0, word_signs.signs_of_seats(gist, words), word_signs.size(label["seats"]))
    for person in named(gist.cast) if label["intent"] == "book" else ():
        yield fact(COMES, person, word_signs.signs_of_person(gist, words, person), _yes(comes(mail, gist, person)))
    if label["intent"] == "book" and tells_sessions(mail):
        outline = word_signs.signs_of_the_outline(gist, words)
        for part, value in outline_of(choices_in(mail)).items():
            yield fact(part, 0, outline, value)
    wanted = wanted_in(mail)
    for mention in gist.found.mentions if tells_sessions(mail) else ():
        truth = _yes(bool(wanted.intersection(mention.sessions)))
        yield fact(WANTED, mention.start, word_signs.signs_of_mention(gist, words, mention), truth)


def comes(mail: Labelled, gist: Gist, person: int) -> bool:
    """Whether the person of that number comes."""
    return key(gist.cast.persons[person].name) in {key(one["name"]) for one in mail.label["people"]}


def _yes(truth: bool) -> str:
    return YES if truth else NO


def fit(of: Sequence[Fact], kind: str) -> Model:
    """What the words weigh for facts of a kind."""
    told = [fact for fact in of if fact.kind == kind]
    return learn([fact.signs for fact in told], [fact.truth for fact in told], [1.0] * len(told), MILDNESS)


def shares(model: Model, of: Sequence[Fact], kind: str) -> dict[int, Mapping[str, float]]:
    """What the words make of the facts of that kind in one mail: by which, the probability of each outcome."""
    told = [fact for fact in of if fact.kind == kind]
    found = model.shares([fact.signs for fact in told]) if told else []
    return {fact.which: share for fact, share in zip(told, found, strict=True)}


def people_of(mail: Labelled, gist: Gist, by_words: Mapping[int, Mapping[str, float]]) -> Iterator[tuple[Signs, bool]]:
    """Each named person of a booking, for the trees."""
    for person, signs in signs_of_people(gist).items():
        yield signs | {"by_words": odds(by_words[person][YES])}, comes(mail, gist, person)


def coming(gist: Gist, grown: Trees, by_words: Mapping[int, Mapping[str, float]]) -> dict[int, float]:
    """What trees make of each named person's coming."""
    return opinions.of_people(gist, {person: share[YES] for person, share in by_words.items()}, grown.asked)


def sizes_of(
    mail: Labelled, gist: Gist, people: Mapping[int, float], by_words: Mapping[int, Mapping[str, float]]
) -> Iterator[tuple[Signs, bool]]:
    """Each size that the party may have, for the trees."""
    words = opinions.by_size(by_words.get(0, NOBODY))
    for size, signs in signs_of_sizes(gist, people, words).items():
        yield signs, mail.label["seats"] == size


def tells_sessions(mail: Labelled) -> bool:
    """Whether the label says which sessions are wanted."""
    return "choices" not in mail.label.get("untold", ())


def wanted_in(mail: Labelled) -> set[str]:
    """The sessions that anybody wants."""
    return {session for rounds in choices_in(mail) for sessions in rounds.values() for session in sessions}


def choices_in(mail: Labelled) -> list[Mapping[str, Sequence[str]]]:
    """What all want together, and what each wants: round to sessions in order of preference."""
    label = mail.label
    return [label.get("choices") or {}, *(person.get("choices") or {} for person in label["people"])]


def sessions_of(
    mail: Labelled, gist: Gist, by_words: Mapping[int, Mapping[str, float]]
) -> Iterator[tuple[Signs, bool]]:
    """Each session, for the trees."""
    wanted, shares = wanted_in(mail), {place: share[YES] for place, share in by_words.items()}
    for session, signs in signs_of_sessions(gist, mail.event, shares).items():
        yield signs, session in wanted
