"""What the text says of each session named: wanted or not, by whom, and how it ranks beside others of its round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions.busy import when_busy
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.wishes.booked_already import booked_already
from mailflow.understanding.wishes.chosen import Chosen
from mailflow.understanding.wishes.done_once import without_done_once
from mailflow.understanding.wishes.form_stuck import of_the_size, without_what_it_took
from mailflow.understanding.wishes.in_both_rows import without_in_both_rows
from mailflow.understanding.wishes.in_order import he_or_she, one_by_one
from mailflow.understanding.wishes.in_passing import in_passing
from mailflow.understanding.wishes.in_question import whose_in_question
from mailflow.understanding.wishes.in_tales import without_tales
from mailflow.understanding.wishes.joints import are_joined
from mailflow.understanding.wishes.kept import is_kept, rounds_kept
from mailflow.understanding.wishes.left_out import excepted
from mailflow.understanding.wishes.overruled import overruled
from mailflow.understanding.wishes.owners import owners_of
from mailflow.understanding.wishes.persons_told import persons_told
from mailflow.understanding.wishes.ranks import falls_back, opens_an_end
from mailflow.understanding.wishes.refusals import is_refused
from mailflow.understanding.wishes.refused_too import is_refused_too
from mailflow.understanding.wishes.remarks import is_remark, office_beside_codes, wished_by_who_stays
from mailflow.understanding.wishes.rest_kept import is_the_rest_kept
from mailflow.understanding.wishes.so_far import SoFar
from mailflow.understanding.wishes.those_left import those_left
from mailflow.understanding.wishes.told_of import is_told_of
from mailflow.understanding.wishes.whom import ALL, UNKNOWN
from mailflow.understanding.wishes.wish import Wish

NAMED = 5  # tokens from a session to the names of those who go there


def wishes_of(
    page: Page, cast: Cast, found: Found, at: Index, chosen: Chosen, alone: bool, split: frozenset[int]
) -> tuple[list[Wish], list[Doubt]]:
    """All wishes in reading order, and what is not clear of them. `alone`: there is nobody but the one person.
    `split`: the mentions that parts of the party go to, of which nobody is told who they are."""
    doubts: list[Doubt] = he_or_she(page, cast, found, at)
    refs = persons_told(page, cast, found.mentions)
    told, apart = _whose(page, cast, found, at, refs, chosen.changing, doubts)
    theirs = [alone and _of_somebody_else(cast, who) for who in told]
    reader = _Reader(
        page, cast, found, at, chosen, alone, split, told, apart, theirs, refs, when_busy(page, found), doubts
    )
    for n, mention in enumerate(found.mentions):
        if not reader.tells_no_wish(n, mention):
            reader.reads(n, mention)
    if chosen.changing:
        chosen.kept.update(rounds_kept(page, found))
        reader.wishes = [w for w in reader.wishes if not (w.weak and w.round in chosen.kept)]
    return _settled(page, cast, found, at, told, theirs, reader.wishes, doubts)


@dataclass(slots=True)
class _Reader:
    """Goes through the mentions in order. `told`: whose each is; `theirs`: whether that is somebody else's than the one
    person's who comes; `apart`: who is left out of what is said of all, by round; `busy`: mentions of times spent
    elsewhere; `refused`, `held`: whether the mention before is not wanted, or booked already."""

    page: Page
    cast: Cast
    found: Found
    at: Index
    chosen: Chosen
    alone: bool
    split: frozenset[int]
    told: Sequence[tuple[int, ...]]
    apart: set[tuple[int, str]]
    theirs: Sequence[bool]
    refs: Sequence[Ref]
    busy: frozenset[int]
    doubts: list[Doubt]
    wishes: list[Wish] = field(default_factory=list)
    so_far: SoFar = field(default_factory=SoFar)
    refused: bool = False
    held: bool = False

    def tells_no_wish(self, n: int, mention: Mention) -> bool:
        """Whether it is said of a part that is nobody by name, of a time spent elsewhere, of what who stays once
        wished, or in an office's name."""
        of_nobody = n in self.split and self.told[n] in ((ALL,), (UNKNOWN,))
        if of_nobody and not _named_behind(self.page, self.cast, mention):
            return True
        if n in self.busy and self._only_busy(mention):
            return True  # 'il 21 siamo in ferie'
        if wished_by_who_stays(self.page, self.cast, mention):
            return True
        return office_beside_codes(self.page, self.at, self.cast, self.found, mention)

    def _only_busy(self, mention: Mention) -> bool:
        others = (m for n, m in enumerate(self.found.mentions) if n not in self.busy)
        return all(set(mention.sessions).isdisjoint(m.sessions) for m in others)

    def reads(self, n: int, mention: Mention) -> None:
        """What is said of one mention."""
        page, at = self.page, self.at
        self.held = self.chosen.changing and self._is_held(n, mention)
        if self.held:
            self.chosen.booked.append(mention)
            return
        remark = self.theirs[n] or (n not in self.busy and is_remark(page, at, self.cast, mention))
        owners: tuple[int, ...] = (ALL,) if self.alone else self.told[n]
        if mention.how == "equal":
            if is_the_rest_kept(page, at, self.chosen, mention, any(w.positive for w in self.wishes)):
                return
            self.wishes += _equals(at, owners, mention, remark=remark)
            return
        self.refused = n in self.busy or self._is_refused(n, mention)
        if len(mention.sessions) > 1 and not self.refused and mention.how != "any":
            self.doubts += [] if mention.weak else [_several(page, at, mention)]
            return
        self.wishes += self._wishes(n, mention, owners, remark=remark)
        if opens_an_end(page, self.found, at, n):
            words = page.words(*page.sentences[page.sentence_of(mention.start)]).strip()
            self.doubts.append(
                Doubt("choices", f"which is the other: “{words}”", round=at.round_of[mention.sessions[0]])
            )

    def _is_held(self, n: int, mention: Mention) -> bool:
        """'I hold a place in B and E', 'I'm keeping E'."""
        if is_kept(self.page, self.found, mention):
            self.chosen.kept.add(self.at.round_of[mention.sessions[0]])
            return True
        if booked_already(self.page, self.at, self.found, mention):
            return True
        return self.held and are_joined(self.page, self.found.mentions[n - 1], mention)

    def _is_refused(self, n: int, mention: Mention) -> bool:
        if is_refused(self.page, self.at, self.found, mention, self.refs, self.chosen.changing):
            return True
        return self.refused and n > 0 and is_refused_too(self.page, self.at, self.found.mentions[n - 1], mention)

    def _wishes(self, n: int, mention: Mention, owners: tuple[int, ...], *, remark: bool) -> Iterator[Wish]:
        page, at, round_ = self.page, self.at, self.at.round_of[mention.sessions[0]]
        rank = self.so_far.rank(page, self.found, mention, round_, owners)
        of_nobody = self.alone and self.told[n] == (UNKNOWN,)
        told_of = is_told_of(page, at, self.found, mention) or of_nobody
        for owner, session in product(owners, mention.sessions):
            yield Wish(
                owner=owner,
                session=session,
                round=at.round_of[session],
                place=mention.start,
                positive=not self.refused,
                remark=remark,
                told_of=told_of,
                weak=mention.weak,
                coded=mention.how in ("code", "number"),
                hour=mention.how == "hour",
                asked=_asked(page, mention),
                first=rank.first,
                ordered=rank.ordered and (owner, round_) not in self.apart,  # 'all F4 but Tom, happy in F2'
                last=rank.last,
                replaces=rank.replaces,
            )


def _whose(
    page: Page, cast: Cast, found: Found, at: Index, refs: Sequence[Ref], changing: bool, doubts: list[Doubt]
) -> tuple[list[tuple[int, ...]], set[tuple[int, str]]]:
    """Whose wish each mention is; and who is left out of what is said of all, by round."""
    owners = owners_of(page, cast, found.mentions, at.round_of, refs, changing)
    owners = one_by_one(page, cast, found, at, owners, doubts)
    owners = whose_in_question(page, found, those_left(page, cast, found, at, owners))
    apart: set[tuple[int, str]] = set()
    for person, mention in excepted(page, cast, found):
        apart.add((person, at.round_of[mention.sessions[0]]))
        n = found.mentions.index(mention)
        owners[n] = tuple(p for p in owners[n] if p != person) or owners[n]
    return owners, apart


def _settled(
    page: Page,
    cast: Cast,
    found: Found,
    at: Index,
    told: Sequence[tuple[int, ...]],
    theirs: Sequence[bool],
    wishes: list[Wish],
    doubts: list[Doubt],
) -> tuple[list[Wish], list[Doubt]]:
    """The wishes that what is said elsewhere leaves, and what the whole text leaves unclear."""
    if falls_back(page, found):
        doubts.append(Doubt("choices", "what is taken if the first is full is not clear"))
    wishes = overruled(page, found, without_in_both_rows(page, found, wishes))
    meant = without_what_it_took(page, wishes)
    if "form_stuck" in page.marks and len(meant) == len(wishes) and at.rounds and not of_the_size(page):
        doubts.append(Doubt("choices", "what the form took is perhaps not meant"))
    meant = without_done_once(page, at, without_tales(page, found, meant))
    wishes, unclear = in_passing(page, found, meant)
    doubts += unclear
    asked = {w.place for w in wishes if w.positive and not w.told_of}
    others = [n for n, m in enumerate(found.mentions) if theirs[n] and m.start in asked and not _has_it(page, m)]
    strangers = {p for n in others for p in told[n] if p >= 0 and not _in_passing(page, cast, p)}
    coded = any(found.mentions[n].how in ("code", "number") for n in others)
    if coded or strangers or any(_one_of_us(page, cast, found, mark) for mark in page.marks.get("one_of_us", ())):
        doubts.append(Doubt("choices", "it is not clear who wants what"))
    return wishes, doubts


def _named_behind(page: Page, cast: Cast, mention: Mention) -> bool:
    """'two go to B, that is Ada and me'."""
    end = min(mention.end + NAMED, page.sentences[page.sentence_of(mention.start)][1])
    return any(mention.end <= r.start < end and r.kind in ("name", "me") for r in cast.refs)


def _equals(at: Index, owners: tuple[int, ...], mention: Mention, *, remark: bool) -> Iterator[Wish]:
    """Each of a set for each owner, to come behind what is named."""
    for owner in () if remark else owners:
        for session in mention.sessions:
            yield Wish(owner, session, at.round_of[session], mention.start, positive=True, ordered=True, equal=True)


def _of_somebody_else(cast: Cast, who: tuple[int, ...]) -> bool:
    """Whether a session is only what somebody does who does not come."""
    return all(person >= 0 and not cast.persons[person].comes for person in who)


def _has_it(page: Page, mention: Mention) -> bool:
    """'my husband is already booked on A', 'alla B è già iscritta mia moglie': who does not come by this mail."""
    clause = page.clauses[page.clause_of(mention.start)]
    return page.has("has_a_place", clause.start, clause.end)


def _one_of_us(page: Page, cast: Cast, found: Found, mark: Mark) -> bool:
    """'one of us does A, the other B', 'one of us would rather do C': and not which; but 'one of us, Ada, …'."""
    start, end = page.sentences[page.sentence_of(mark.start)]
    told = {m.sessions for m in found.mentions if start <= m.start < end}
    named = any(mark.end <= r.start <= mark.end + 2 for r in cast.refs if r.kind in ("name", "me", "i"))
    us = any(mark.start <= m.start < mark.end for m in page.marks.get("us", ()))  # and not 'una delle due fasce'
    behind = us and any(mark.end <= m.start < end for m in found.mentions)
    return (len(told) > 1 and page.has("others", start, end)) or (behind and not named)


def _in_passing(page: Page, cast: Cast, person: int) -> bool:
    """Whether somebody is only spoken of: stays, or says what he says."""
    spoken = [cast.stances[page.clause_of(r.start)] for r in cast.refs if r.person == person]
    return cast.persons[person].stays or all(s in (Stance.ASIDE, Stance.STAYS) for s in spoken)


def _several(page: Page, at: Index, mention: Mention) -> Doubt:
    words = page.words(mention.start, mention.end)
    return Doubt(
        "choices", f"“{words}” may mean several", round=at.round_of[mention.sessions[0]], options=mention.sessions
    )


def _asked(page: Page, mention: Mention) -> bool:
    clause = page.clauses[page.clause_of(mention.start)]
    return any(page.has(cls, clause.start, mention.start) for cls in ("move_to", "change_session", "request"))
