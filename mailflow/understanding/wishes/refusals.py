"""Whether the words around a session give it up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from mailflow.understanding.people.party import Ref
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.wishes.joints import are_joined, head_of, is_exchanged
from mailflow.understanding.wishes.refused_behind import NEAR, are_refused_behind, is_refused_behind, is_weak_not
from mailflow.understanding.wishes.whom import ONE

FULL = 4  # tokens between a session and that it is full
BEFORE = 6  # tokens before a clause whose words may hold a 'not' that is none
INSTEAD = 2  # tokens between 'except' and what he has instead
COLUMNS = ("/", "|", ";")  # what parts the rounds of a row
LEFT = 3  # tokens between what is left and what is taken instead


@dataclass(frozen=True)
class _Around:
    """A session and what stands around it."""

    page: Page
    at: Index
    found: Found
    mention: Mention
    refs: Sequence[Ref]
    changing: bool

    @cached_property
    def number(self) -> int:
        return self.found.mentions.index(self.mention)

    @cached_property
    def previous(self) -> Mention | None:
        return self.found.mentions[self.number - 1] if self.number else None

    @cached_property
    def clause(self) -> Clause:
        return self.page.clauses[self.page.clause_of(self.mention.start)]

    @cached_property
    def asked(self) -> list[tuple[int, int]]:
        """'non si potrebbe avere la A?' is no 'not'."""
        return self._near("question_request")

    @cached_property
    def fine(self) -> list[tuple[int, int]]:
        """Words of which a 'not' or an 'instead' is but a part."""
        alternative = [span for span in self._near("alternative") if span[0] < self.mention.start]
        return alternative + [s for cls in ("not_negation", "full", "undecided_choice") for s in self._near(cls)]

    def _near(self, cls: str) -> list[tuple[int, int]]:
        marks = self.page.within(cls, max(0, self.clause.start - BEFORE), self.clause.end)
        return [(m.start, m.end) for m in marks]


def is_refused(page: Page, at: Index, found: Found, mention: Mention, refs: Sequence[Ref], changing: bool) -> bool:
    """Whether the words around give the session up: 'non', 'tranne', 'invece di', 'F no', 'di F non ne so niente'."""
    around = _Around(page, at, found, mention, refs, changing)
    if _instead_of_anothers(page, at, found, mention):
        return False
    if (changing and _left_for_another(page, found, mention)) or _known_to_be_full(page, mention):
        return True
    previous = around.previous
    moved = changing and previous is not None and _left_for_another(page, found, previous)
    one = previous is not None and len(previous.sessions) == 1  # and not 'any boat, but preferably the 11.30'
    if previous is not None and one and not moved and _less_liked(page, at, previous, mention):
        return True  # but 'preferisce passare dalla A alla C'
    words = (*GIVING_UP, "leaves_session") if changing else GIVING_UP
    if any(_gives_up(around, cls, mark) for cls in words if cls in page.marks for mark in _ahead(around, cls)):
        return True
    clause = around.clause
    outside = clause.opener in page.voc.words["except"] and page.at("but_that", clause.start) is None
    if outside or ("not_wanted_both" in page.marks and are_refused_behind(page, found, around.number)):
        return True
    fine = [*around.fine, *around.asked]
    return is_refused_behind(page, found, around.number, clause.start, clause.end, fine, changing)


# --- words ahead of it ------------------------------------------------------------------------------------------------


def _instead_of_anothers(page: Page, at: Index, found: Found, mention: Mention) -> bool:
    """'the same for Tom except C2', 'lo stesso per Ugo tranne B3 al pomeriggio': his own, and all else is another's."""
    start, _ = page.sentences[page.sentence_of(mention.start)]
    excepted = [m for m in page.within("exclude", start, mention.start) if mention.start - m.end <= INSTEAD]
    if not excepted or "same_as" not in page.marks:
        return False
    likened = page.within("same_as", start, excepted[-1].start)
    told = [m for m in found.mentions if m.start < excepted[-1].start]
    same = any(page.tokens[n].fold in page.voc.words["ditto"] for m in likened for n in range(m.start, m.end))
    others = {at.round_of[s] for m in told for s in m.sessions if len(m.sessions) == 1}
    return same and at.round_of[mention.sessions[0]] in others and all(m.sessions != mention.sessions for m in told)


GIVING_UP = ("negation", "exclude", "instead_of")


def _ahead(around: _Around, cls: str) -> Iterator[Mark]:
    first = _first(around.page, around.mention, cls, around.clause.start)
    return around.page.within(cls, first, head_of(around.page, around.mention))


def _gives_up(around: _Around, cls: str, mark: Mark) -> bool:
    return not any(spares(around, cls, mark) for spares in SPARED)


def _called_so(around: _Around, _cls: str, mark: Mark) -> bool:
    return mark.start in around.found.tokens and mark.end - 1 in around.found.tokens


def _thought_better_of(around: _Around, _cls: str, mark: Mark) -> bool:
    near = around.page.within("correction", max(0, mark.start - 4), mark.end + 4)
    return any(m.start <= mark.start < m.end for m in near)


def _said_of_the_last(around: _Around, cls: str, mark: Mark) -> bool:
    return cls == "negation" and around.page.tokens[mark.end].text in (".", "...")


def _of_another_column(around: _Around, cls: str, mark: Mark) -> bool:
    return cls == "negation" and around.page.tokens[mark.end].text in COLUMNS


def _feared_to_be_gone(around: _Around, _cls: str, _mark: Mark) -> bool:
    return not_given(around.page, around.mention)


def _stays_otherwise(around: _Around, cls: str, mark: Mark) -> bool:
    stays = around.page.within("stays_otherwise", around.clause.start, around.mention.start + 1)
    return cls == "instead_of" and any(m.start <= mark.start < m.end for m in stays)


def _asks(around: _Around, cls: str, mark: Mark) -> bool:
    return cls == "negation" and any(start <= mark.start < end for start, end in around.asked)


def _but_this(around: _Around, _cls: str, mark: Mark) -> bool:
    return around.page.has("but", mark.end, around.mention.start)


def _part_of_other_words(around: _Around, cls: str, mark: Mark) -> bool:
    return any(start <= mark.start < end and (cls != "instead_of" or mark.end <= end) for start, end in around.fine)


def _says_little(around: _Around, _cls: str, mark: Mark) -> bool:
    return is_weak_not(around.page, mark.start, around.mention.start)


def _said_of_the_one_between(around: _Around, _cls: str, mark: Mark) -> bool:
    previous = around.previous
    if previous is None or previous.end <= mark.end:
        return False
    return not is_refused_too(around.page, around.at, previous, around.mention)


def _said_of_somebody(around: _Around, _cls: str, mark: Mark) -> bool:
    return any(mark.end <= ref.start < around.mention.start and ref.kind in ONE for ref in around.refs)


def _out_of_reach(around: _Around, cls: str, mark: Mark) -> bool:
    page, gap = around.page, around.mention.start - mark.end
    if cls == "instead_of":
        whence = page.voc.words["from"]
        source = page.tokens[mark.start].fold in whence or page.tokens[mark.end - 1].fold in whence
        return gap > (1 if source else 4) or (source and not around.changing)
    if cls == "leaves_session":  # 'cancel the 10:00', and not 'don't cancel the 10:00'
        return gap > LEFT or page.has("negation", around.clause.start, mark.start)
    return cls == "negation" and gap > NEAR


def _given_for_it(around: _Around, _cls: str, mark: Mark) -> bool:
    """'swap my Saturday to the boiler': what is given is told by its round, and this is what is taken for it."""
    page, mention = around.page, around.mention
    words, place = page.voc.words, head_of(page, mention) - 1
    if page.tokens[mark.start].fold not in words["exchange"]:
        return False
    if mention.start in page.dated and page.tokens[mention.end].fold in words["exchange_for"]:
        return True  # a day, of which the hour or subject is told behind
    while place > mark.end and page.tokens[place].fold in words["article"] - words["exchange_for"]:
        place -= 1
    return place >= mark.end and page.tokens[place].fold in words["exchange_for"]


def _moves_there(around: _Around, cls: str, mark: Mark) -> bool:
    return cls != "negation" and around.page.has("move_to", mark.end, around.mention.start)


# Where a 'not', an 'except' or an 'instead of' ahead of a session does not give it up, the most frequent first.
SPARED: Sequence[Callable[[_Around, str, Mark], bool]] = (
    _called_so,  # a session about 'scarto'
    _thought_better_of,  # 'le 15… no dai, le 10'
    _said_of_the_last,  # 'Kilns... no. Hydrogen.'
    _of_another_column,  # 'Ada Neri: none / W2'
    _feared_to_be_gone,  # 'if you can't manage C2'
    _stays_otherwise,  # 'otherwise leave us on the 10:00'
    _asks,  # 'non si potrebbe avere la A?'
    _but_this,  # 'nessuno tranne … ma la B'
    _part_of_other_words,  # the 'instead' of 'instead of' is no alternative
    _says_little,  # 'ne'
    _said_of_the_one_between,  # 'invece dell'1 il 2'
    _said_of_somebody,  # 'tutti tranne Luca, che va alla B'
    _out_of_reach,
    _given_for_it,
    _moves_there,  # 'invece di aspettare, spostami alla B'
)


def _first(page: Page, mention: Mention, cls: str, start: int) -> int:
    """Where the words begin that a clause goes on with: 'invece [che nell'energia]', 'tranne [che al tavolo 3]'."""
    if cls == "instead_of" and start and page.tokens[start].fold in page.voc.words["subordinate"]:
        return start - 1
    if start and page.tokens[start].fold in page.voc.words["pointing"] and start == mention.start - 1:
        return max(page.sentences[page.sentence_of(start)][0], start - 4)  # 'not on | that boat'
    if cls != "exclude":
        return start
    while start and page.tokens[start - 1].fold in page.voc.words["except"]:
        start -= 1
    return start


def _left_for_another(page: Page, found: Found, mention: Mention) -> bool:
    """'da sabato alle 10 a domenica', 'dalle 15 alle 10': from there to another that is told next."""
    near = page.tokens[max(0, mention.start - 1) : mention.start + 1]
    if not any(t.fold in page.voc.words["from"] for t in near):
        return False
    following = next((m for m in found.mentions if m.start >= mention.end), None)
    return (
        following is not None
        and following.start - mention.end <= LEFT
        and page.sentence_of(following.start) == page.sentence_of(mention.start)
    )


def _less_liked(page: Page, at: Index, previous: Mention, mention: Mention) -> bool:
    """'preferirei il welfare alla logistica', 'she prefers T1 to T2': the second is not wanted."""
    words, start = page.voc.words, page.sentences[page.sentence_of(mention.start)][0]
    if at.round_of[previous.sessions[0]] != at.round_of[mention.sessions[0]]:
        return False
    if any(t.fold in words["from"] for t in page.tokens[max(start, previous.start - 1) : previous.start + 1]):
        return False  # 'preferirei dalle 15 alle 16'
    if not any(previous.start - m.end <= NEAR for m in page.within("prefers", start, previous.start)):
        return False
    between = [t.fold for t in page.tokens[previous.end : head_of(page, mention)]]
    small = words["article"] | words["session_head"] | words["preferred_to"]
    return bool(between) and between[0] in words["preferred_to"] and all(fold in small for fold in between)


def not_given(page: Page, mention: Mention) -> bool:
    """'if you can't manage C2': wanted, and feared to be gone; only what follows at once is."""
    clause = page.clauses[page.clause_of(mention.start)]
    opened = any(t.fold in page.voc.words["conditional"] for t in page.tokens[clause.start : mention.start])
    return opened and any(mention.start - m.end <= 3 for m in page.within("not_given", clause.start, mention.start))


def _known_to_be_full(page: Page, mention: Mention) -> bool:
    """'visto che la A è piena, la B', 'since T1 is full': told as a reason, it is not waited for."""
    words, clause = page.voc.words, page.clauses[page.clause_of(mention.start)]
    _, end = page.sentences[clause.sentence]
    opens = any(t.fold in words["causal"] for t in page.tokens[max(0, clause.start - 1) : mention.start])
    full = next((m.start for m in page.within("full", mention.end, min(end, mention.end + FULL))), None)
    return opens and full is not None and any(t.fold in words["be"] for t in page.tokens[mention.end : full])


def is_refused_too(page: Page, at: Index, one: Mention, two: Mention) -> bool:
    """'tranne la A e la B'; not 'any tutorial except T1, and W1': behind a comma another round's is wanted."""
    if is_exchanged(page, one) or page.has("move_to", one.end, head_of(page, two)):
        return False  # 'out of A and into B'
    if _not_that_but_this(page, one, two):
        return False
    rounds = {at.round_of[m.sessions[0]] for m in (one, two)}
    parted = page.tokens[one.end].text == "," if one.end < two.start else False
    return are_joined(page, one, two) and not (parted and len(rounds) > 1)


def _not_that_but_this(page: Page, one: Mention, two: Mention) -> bool:
    """'Not the 10:00, the 11:30.', 'Non il gruppo 1, il 2': a bare 'not' opens, then one session, a comma, and the
    other, to which none is joined."""
    words, place, start = page.voc.words, one.start - 1, page.sentences[page.sentence_of(one.start)][0]
    small = words["article"] | words["session_head"] | words["preposition"]
    while place > start and page.tokens[place].fold in small:
        place -= 1
    opens = place == start or (place > start and page.tokens[place - 1].text == ",")
    if place < 0 or not opens or page.at("negation", place) is None:
        return False
    between = [t.fold for t in page.tokens[one.end : two.start] if t.fold not in small]
    behind = page.tokens[two.end : two.end + 1]
    joined = any(t.text == "," or t.fold in words["or"] | words["and"] | words["nor"] for t in behind)
    return between == [","] and not joined
