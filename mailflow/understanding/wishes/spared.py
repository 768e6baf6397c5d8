"""Where a 'not', an 'except' or an 'instead of' ahead of a session does not give it up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from mailflow.understanding.people.party import Ref
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.wishes.joints import head_of
from mailflow.understanding.wishes.refused_behind import NEAR, is_weak_not
from mailflow.understanding.wishes.refused_too import is_refused_too
from mailflow.understanding.wishes.whom import ONE

BEFORE = 6  # tokens before a clause whose words may hold a 'not' that is none
COLUMNS = ("/", "|", ";")  # what parts the rounds of a row
LEFT = 3  # tokens between what is left and what is taken instead


@dataclass(frozen=True)
class Around:
    """A session and what stands around it."""

    page: Page
    at: Index
    found: Found
    mention: Mention
    refs: Sequence[Ref]
    changing: bool

    @cached_property
    def number(self) -> int:
        """Which of the mentions it is."""
        return self.found.mentions.index(self.mention)

    @cached_property
    def previous(self) -> Mention | None:
        """The session named before it, if one is."""
        return self.found.mentions[self.number - 1] if self.number else None

    @cached_property
    def clause(self) -> Clause:
        """The clause it is in."""
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


def not_given(page: Page, mention: Mention) -> bool:
    """'if you can't manage C2': wanted, and feared to be gone; only what follows at once is."""
    clause = page.clauses[page.clause_of(mention.start)]
    opened = any(t.fold in page.voc.words["conditional"] for t in page.tokens[clause.start : mention.start])
    return opened and any(mention.start - m.end <= 3 for m in page.within("not_given", clause.start, mention.start))


def _called_so(around: Around, _cls: str, mark: Mark) -> bool:
    return mark.start in around.found.tokens and mark.end - 1 in around.found.tokens


def _thought_better_of(around: Around, _cls: str, mark: Mark) -> bool:
    near = around.page.within("correction", max(0, mark.start - 4), mark.end + 4)
    return any(m.start <= mark.start < m.end for m in near)


def _said_of_the_last(around: Around, cls: str, mark: Mark) -> bool:
    return cls == "negation" and around.page.tokens[mark.end].text in (".", "...")


def _of_another_column(around: Around, cls: str, mark: Mark) -> bool:
    return cls == "negation" and around.page.tokens[mark.end].text in COLUMNS


def _feared_to_be_gone(around: Around, _cls: str, _mark: Mark) -> bool:
    return not_given(around.page, around.mention)


def _stays_otherwise(around: Around, cls: str, mark: Mark) -> bool:
    stays = around.page.within("stays_otherwise", around.clause.start, around.mention.start + 1)
    return cls == "instead_of" and any(m.start <= mark.start < m.end for m in stays)


def _asks(around: Around, cls: str, mark: Mark) -> bool:
    return cls == "negation" and any(start <= mark.start < end for start, end in around.asked)


def _but_this(around: Around, _cls: str, mark: Mark) -> bool:
    return around.page.has("but", mark.end, around.mention.start)


def _part_of_other_words(around: Around, cls: str, mark: Mark) -> bool:
    return any(start <= mark.start < end and (cls != "instead_of" or mark.end <= end) for start, end in around.fine)


def _says_little(around: Around, _cls: str, mark: Mark) -> bool:
    return is_weak_not(around.page, mark.start, around.mention.start)


def _said_of_the_one_between(around: Around, _cls: str, mark: Mark) -> bool:
    previous = around.previous
    if previous is None or previous.end <= mark.end:
        return False
    return not is_refused_too(around.page, around.at, previous, around.mention)


def _said_of_somebody(around: Around, _cls: str, mark: Mark) -> bool:
    return any(mark.end <= ref.start < around.mention.start and ref.kind in ONE for ref in around.refs)


def _out_of_reach(around: Around, cls: str, mark: Mark) -> bool:
    page, gap = around.page, around.mention.start - mark.end
    if cls == "instead_of":
        whence = page.voc.words["from"]
        source = page.tokens[mark.start].fold in whence or page.tokens[mark.end - 1].fold in whence
        return gap > (1 if source else 4) or (source and not around.changing)
    if cls == "leaves_session":  # 'cancel the 10:00', and not 'don't cancel the 10:00'
        return gap > LEFT or page.has("negation", around.clause.start, mark.start)
    return cls == "negation" and gap > NEAR


def _given_for_it(around: Around, _cls: str, mark: Mark) -> bool:
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


def _moves_there(around: Around, cls: str, mark: Mark) -> bool:
    return cls != "negation" and around.page.has("move_to", mark.end, around.mention.start)


# the most frequent first
SPARED: Sequence[Callable[[Around, str, Mark], bool]] = (
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
