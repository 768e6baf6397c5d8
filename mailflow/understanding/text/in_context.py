"""What the words of a text are marked as, once those around them are looked at: a class of words may undo another's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from mailflow.understanding.text.ages import ages
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.second_thoughts import of_a_booking
from mailflow.understanding.text.tokens import Kind, Token
from mailflow.understanding.text.vocabulary import Vocabulary

# what is told within words that tell nothing else
STANDS = ("nothing", "instead_of", "in_place_of", "swap", "busy_then", "access", "diet")
AGAIN = ("correction", "thinks_again")  # 'on second thoughts' tells no number, and takes back what was told
WISHES = ("first_rank", "prefers", "if_possible", "wished", "self", "we", "me", "may_i", "alternative")
COUNTED = ("places", "total", "total_loose", "sum", "me_and")  # what says how many
NEAR = 3  # tokens from whose it is to 'is already booked'
BEHIND = 12  # tokens from there to what is to be otherwise
SOON = 4  # tokens from 'changed her mind' to 'would like'

Tokens = Sequence[Token]
Found = dict[str, list[Mark]]


def marks_in_context(voc: Vocabulary, tokens: Tokens) -> Mapping[str, tuple[Mark, ...]]:
    """The marks of a text by class, in order."""
    marks = voc.marks(tokens)
    idle = [mark for mark in marks if mark.cls == "nothing"]
    found: Found = defaultdict(list)
    for mark in marks:
        if not idle or _stands(mark, idle):
            found[mark.cls].append(mark)
    for classes, settled in SETTLED:
        if all(cls in found for cls in classes):
            settled(voc, tokens, found)
    return {cls: tuple(sorted(marks, key=attrgetter("start"))) for cls, marks in found.items() if marks}


def _stands(mark: Mark, idle: Sequence[Mark]) -> bool:
    """Whether it is told for itself, and not within words that tell nothing."""
    if mark.cls in STANDS:
        return True
    if mark.cls in AGAIN and any(i.start == mark.start and i.end == mark.end for i in idle):
        return True
    return not any(_holds(i, mark) for i in idle)


def _holds(wide: Mark, mark: Mark) -> bool:
    return wide.start <= mark.start and mark.end <= wide.end


def _ages_in_rows(voc: Vocabulary, tokens: Tokens, found: Found) -> None:
    """'3, 5 e 8 anni'; the 'eleven now' of "they're nine and eleven now" counts nobody."""
    kin = (found.get("relation", []), found.get("relations", []))
    if "age" in found or any(kin):
        found["age"] = ages(voc, tokens, found["age"], kin)
    if "total_loose" in found:
        years = {n for m in found["age"] for n in range(m.start, m.end)}
        found["total_loose"] = [m for m in found["total_loose"] if years.isdisjoint(range(m.start, m.end))]


def _no_sessions(voc: Vocabulary, tokens: Tokens, found: Found) -> None:
    """'gruppo 1 oppure 3', 'indifferentemente 4 o 6' are no number of places."""
    heads = voc.words["session_head"]
    alike = {m.end for m in found.get("either", ())}
    found["number_range"] = [
        m
        for m in found["number_range"]
        if not m.start or (tokens[m.start - 1].fold not in heads and m.start not in alike)
    ]


def _counted_once(_voc: Vocabulary, _tokens: Tokens, found: Found) -> None:
    """'per due persone: 2 + 5', '2 posti 3 e 6': the noun that one number counts counts by no other."""
    kept: list[Mark] = []
    for mark in found["places"]:
        if not any(k.start < mark.start < k.end for k in kept[-2:]):
            kept.append(mark)
    found["places"] = kept


def _but_that(_voc: Vocabulary, _tokens: Tokens, found: Found) -> None:
    """'except that Tom would rather do B' leaves nobody out."""
    begun = {m.start for m in found["but_that"]}
    for cls in ("absent", "exclude"):
        found[cls] = [m for m in found.get(cls, ()) if m.start not in begun]


def _but_a_wish(voc: Vocabulary, tokens: Tokens, found: Found) -> None:
    """'any boat is fine but I prefer the 11.30' leaves nothing out, as 'any boat is fine but the 11.30' does."""
    wishes = {m.start for cls in WISHES for m in found.get(cls, ())}
    found["exclude"] = [
        m for m in found["exclude"] if not (tokens[m.end - 1].fold in voc.words["contrast"] and m.end in wishes)
    ]


def _a_session_for_some(_voc: Vocabulary, _tokens: Tokens, found: Found) -> None:
    """'anything except A for Ann' leaves nobody out."""
    wider = {n for m in found["exclude"] for n in range(m.start + 1, m.end)}
    found["absent"] = [m for m in found["absent"] if m.start not in wider]


def _where_one_sits(voc: Vocabulary, tokens: Tokens, found: Found) -> None:
    """'three places, please; I'd need a seat near the door' asks for no fourth, and 'a seat near the door' alone for
    one; 'and a seat near the door for my mother' may be one more."""
    seats = found["kind_of_seat"]
    others = any(not any(_holds(s, m) for s in seats) for cls in COUNTED for m in found.get(cls, ()))
    behind = {n for s in seats for n in range(s.end, min(s.end + BEHIND, len(tokens)))}
    whose = any(tokens[n].capital and tokens[n - 1].fold in voc.words["for"] for n in behind)
    whose = whose or any(m.start in behind for m in found.get("relation", ()))
    if others and not whose:
        for cls, marks in found.items():
            found[cls] = [m for m in marks if cls in STANDS or not any(_holds(s, m) for s in seats)]


def _not_eaten(_voc: Vocabulary, _tokens: Tokens, found: Found) -> None:
    """'Lia non mangia carne', 'io non mangio pesce' are there."""
    diet = found["diet"]
    for cls in ("absent", "absent_self"):
        found[cls] = [m for m in found.get(cls, ()) if not any(m.start <= d.start < m.end < d.end for d in diet)]


def _only_to_watch(_voc: Vocabulary, _tokens: Tokens, found: Found) -> None:
    """'mia sorella viene solo a guardare': nobody is left alone, and nothing else is altered."""
    only = [m for m in found["absent"] if any(m.start == o.start for o in found["only"])]
    for cls in ("one_left", "those_left", "comes_then", "they"):
        found[cls] = [
            m for m in found.get(cls, ()) if not any(m.start <= o.start < m.end or m.end == o.start for o in only)
        ]


def _wants_it_otherwise(_voc: Vocabulary, _tokens: Tokens, found: Found) -> None:
    """'Sam has changed his mind and would like B': he comes."""
    wishes = [m.start for cls in ("wished", "prefers", "hypothetical") for m in found.get(cls, ())]
    again = [m for m in found["thinks_again"] if any(0 <= start - m.end <= SOON for start in wishes)]
    found["absent"] = [m for m in found["absent"] if not any(m.start < a.end and a.start < m.end for a in again)]


def _of_the_same_mail(_voc: Vocabulary, _tokens: Tokens, found: Found) -> None:
    """'two places, actually make that three'."""
    found["change_strict"] = of_a_booking(found)


def _booked_by_others(voc: Vocabulary, tokens: Tokens, found: Found) -> None:
    """'my boss is already registered' tells of no booking of the writer's, and asks for none; 'my place is already
    booked' does."""
    words = voc.words["me"] | voc.words["weak_us"]
    own = {n for cls in ("me", "places", "our_booking") for m in found.get(cls, ()) for n in range(m.start, m.end)}
    if any(found.get(cls) for cls in ("adds", "joins", "stays_as_is", "change_strict")):
        return  # 'Tom already has a place, please add Eve'
    altered = [m.start for cls in ("change_session", "move_to", "swap", "cancel") for m in found.get(cls, ())]
    others = [
        mark
        for mark in found["others_booked"]
        if not any(n in own or tokens[n].fold in words for n in range(max(0, mark.start - NEAR), mark.start))
        and not any(0 <= start - mark.end <= BEHIND for start in altered)  # '… and would like to switch'
    ]
    for cls in ("already", "held", "before_now", "self", "we", "book"):
        found[cls] = [m for m in found.get(cls, ()) if not any(o.start <= m.start and m.end <= o.end for o in others)]
    found["aside"] = sorted([*found.get("aside", ()), *others], key=lambda m: m.start)


def _begins_with_what_is_held(voc: Vocabulary, tokens: Tokens, found: Found) -> None:
    """'Booked the 13:00 for two, …', 'Prenotata per le 8, …': where a sentence begins so, it tells what one has."""
    small = voc.words["greeting_word"]
    articles = voc.words["article"] | voc.words["indefinite"]
    opening = [m for m in found["opens_held"] if _begins(tokens, m.start, small)]
    # what was booked stands behind: 'booked the | one o'clock'
    told = [replace(m, end=m.start + 2) if tokens[m.start + 1].fold in articles else m for m in opening]
    for cls in ("held", "had_session", "already"):
        found[cls] = sorted([*found.get(cls, ()), *(replace(m, cls=cls) for m in told)], key=lambda m: m.start)


def _waits_for_a_place(_voc: Vocabulary, _tokens: Tokens, found: Found) -> None:
    """'fatemi sapere se si libera un posto' gives none back."""
    waits = found["keeps_waiting"]
    for cls in ("one_fewer", "seat_given"):
        found[cls] = [m for m in found.get(cls, ()) if not any(m.start < w.end and w.start < m.end for w in waits)]


def _begins(tokens: Tokens, n: int, small: Collection[str]) -> bool:
    """Whether nothing but a greeting stands before, on its line or in its sentence."""
    while n and tokens[n - 1].kind is not Kind.LINE and tokens[n - 1].text not in ".!?;":
        if tokens[n - 1].kind is Kind.WORD and tokens[n - 1].fold not in small:
            return False
        n -= 1
    return True


def _booked_by_phone(_voc: Vocabulary, _tokens: Tokens, found: Found) -> None:
    """'has booked by phone' tells of nobody else who booked."""
    found["absent"] = [m for m in found["absent"] if not any(_holds(call, m) for call in found["has_called"])]


def _joins_for_sure(voc: Vocabulary, tokens: Tokens, found: Found) -> None:
    """'sì, se posso portare mio figlio' is a condition."""
    opens = voc.words["conditional"]
    found["joins"] = [m for m in found["joins"] if m.start == 0 or tokens[m.start - 1].fold not in opens]


# the classes that must all be there -> what is made of them, in this order
SETTLED: Sequence[tuple[tuple[str, ...], Callable[[Vocabulary, Tokens, Found], None]]] = (
    ((), _ages_in_rows),
    (("number_range",), _no_sessions),
    (("places",), _counted_once),
    (("keeps_waiting",), _waits_for_a_place),
    (("but_that",), _but_that),
    (("exclude",), _but_a_wish),
    (("absent", "exclude"), _a_session_for_some),
    (("kind_of_seat",), _where_one_sits),
    (("diet",), _not_eaten),
    (("absent", "only"), _only_to_watch),
    (("absent", "has_called"), _booked_by_phone),
    (("joins",), _joins_for_sure),
    (("absent", "thinks_again"), _wants_it_otherwise),
    (("change_strict", "correction"), _of_the_same_mail),
    (("others_booked",), _booked_by_others),
    (("opens_held",), _begins_with_what_is_held),
)
