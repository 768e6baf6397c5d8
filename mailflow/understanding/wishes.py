"""What the text says of each session named: wanted or not, by whom, and how it ranks beside others of its round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mailflow.understanding.booked_already import booked_already
from mailflow.understanding.cast import Cast
from mailflow.understanding.chosen import Chosen
from mailflow.understanding.form_stuck import without_what_it_took
from mailflow.understanding.found import Found
from mailflow.understanding.in_order import he_or_she, one_by_one
from mailflow.understanding.in_passing import in_passing
from mailflow.understanding.in_question import whose_in_question
from mailflow.understanding.left_out import excepted
from mailflow.understanding.overruled import overruled
from mailflow.understanding.owners import owners_of
from mailflow.understanding.page import Page
from mailflow.understanding.persons_told import persons_told
from mailflow.understanding.phrase_tree import Mark
from mailflow.understanding.ranks import (
    comes_first,
    falls_back,
    is_ordered,
    is_second_best,
    opens_an_end,
    or_too,
    replaces_another,
    under_condition,
)
from mailflow.understanding.reading import Doubt
from mailflow.understanding.refusals import are_joined, is_refused, is_refused_too
from mailflow.understanding.remarks import is_remark, office_beside_codes
from mailflow.understanding.sessions import Index, Mention
from mailflow.understanding.stances import Stance
from mailflow.understanding.those_left import those_left
from mailflow.understanding.tokens import Kind
from mailflow.understanding.told_of import is_told_of
from mailflow.understanding.whom import ALL, UNKNOWN

ASKING = ("wished", "first_rank", "request", "decided", "prefers")
NAMED = 5  # tokens from a session to the names of those who go there


@dataclass(frozen=True, slots=True)
class Wish:
    """One session wanted (or not) by one owner, at a place of the text."""

    owner: int
    session: str
    round: str
    place: int
    positive: bool
    remark: bool = False  # only spoken of: a reason, a job, what others say
    told_of: bool = False  # said to be full, praised, asked about: no wish where another is asked for
    weak: bool = False  # the words may well mean something else
    coded: bool = False  # told by code or number
    hour: bool = False  # told by its hour
    asked: bool = False  # words that ask for it stand before it
    first: bool = False  # said to come first
    ordered: bool = False  # said to come after the one before
    last: bool = False  # second best, even if named first
    replaces: bool = False  # a correction stands before it
    equal: bool = False  # one of a set that is all the same


def wishes_of(
    page: Page, cast: Cast, found: Found, at: Index, chosen: Chosen, alone: bool, split: frozenset[int]
) -> tuple[list[Wish], list[Doubt]]:
    """All wishes in reading order, and what is not clear of them. `alone`: there is nobody but the one person.
    `split`: the mentions that parts of the party go to, of which nobody is told who they are."""
    changing = chosen.changing
    everybody: list[tuple[int, ...]] = [(ALL,)] * len(found.mentions)
    doubts: list[Doubt] = he_or_she(page, cast, found, at)
    owners = one_by_one(page, cast, found, at, owners_of(page, cast, found.mentions, at.round_of, changing), doubts)
    owners = whose_in_question(page, found, those_left(page, cast, found, at, owners))
    apart: set[tuple[int, str]] = set()  # who is left out of what is said of all, by round
    for person, mention in excepted(page, cast, found):
        apart.add((person, at.round_of[mention.sessions[0]]))
        n = found.mentions.index(mention)
        owners[n] = tuple(p for p in owners[n] if p != person) or owners[n]
    refs = persons_told(page, cast, found.mentions)
    wishes: list[Wish] = []
    others = [alone and _of_somebody_else(cast, who) for who in owners]
    told = owners
    owners = everybody if alone else owners
    before: dict[str, Mention] = {}  # the mention last met of each round
    other: dict[str, Mention] = {}  # the one from which on that session was spoken of
    second: set[str] = set()  # sessions that came after another
    ranked: set[str] = set()  # rounds whose last mention comes after another
    refused = False  # whether the mention before this one is not wanted
    held = False  # whether it is booked already
    rows: dict[tuple[str, int], Mention] = {}  # by round and person, what several were last told to want
    for n, mention in enumerate(found.mentions):
        if n in split and told[n] in ((ALL,), (UNKNOWN,)) and not _named_behind(page, cast, mention):
            continue
        if office_beside_codes(page, at, cast, found, mention):
            continue
        held = changing and (
            booked_already(page, at, found, mention)
            or (held and are_joined(page, found.mentions[n - 1], mention))  # 'I hold a place in B and E'
        )
        if held:
            chosen.booked.append(mention)
            continue
        if mention.how == "equal":
            wishes += _equals(at, owners[n], mention, remark=others[n] or is_remark(page, cast, mention))
            continue
        refused = is_refused(page, at, found, mention, refs, changing) or (
            refused and n > 0 and is_refused_too(page, at, found.mentions[n - 1], mention)
        )
        if len(mention.sessions) > 1 and not refused and mention.how != "any":
            if not mention.weak:
                doubts.append(_several(page, at, mention))
            continue
        round_ = at.round_of[mention.sessions[0]]
        ordered = mention.how == "any" or is_ordered(page, mention, before.get(round_))
        if round_ in ranked and or_too(page, before[round_], mention):
            ordered = True  # 'le 9, in alternativa le 8.30 o le 9.30'
        ranked = ranked | {round_} if ordered else ranked - {round_}
        feared = second.issuperset(mention.sessions) and under_condition(page, mention)  # 'A, or B; if B is full, none'
        if ordered:
            second |= set(mention.sessions)
        row = rows.get((round_, owners[n][0])) if len(owners[n]) == 1 and not ordered else None
        leaves = row is not None and _leaves_the_row(page, row, mention)
        if len(owners[n]) > 1:
            rows.update(((round_, owner), mention) for owner in owners[n])
        wishes += [
            Wish(
                owner=owner,
                session=session,
                round=at.round_of[session],
                place=mention.start,
                positive=not refused,
                remark=others[n] or is_remark(page, cast, mention),
                told_of=is_told_of(page, at, found, mention) or (alone and told[n] == (UNKNOWN,)),
                weak=mention.weak,
                coded=mention.how in ("code", "number"),
                hour=mention.how == "hour",
                asked=_asked(page, mention),
                first=not feared and comes_first(page, found, mention, before.get(round_)),
                ordered=ordered and (owner, round_) not in apart,  # 'all F4 but Tom, who would only be happy in F2'
                last=is_second_best(page, mention, before.get(round_)),
                replaces=leaves or replaces_another(page, mention, other.get(round_)),
            )
            for owner in owners[n]
            for session in mention.sessions
        ]
        if opens_an_end(page, found, at, n):
            words = page.words(*page.sentences[page.sentence_of(mention.start)]).strip()
            doubts.append(Doubt("choices", f"which is the other: “{words}”", round=round_))
        same = round_ in before and before[round_].sessions == mention.sessions
        other[round_] = other[round_] if same else mention  # 'C … no, my data is lost: B'
        before[round_] = mention
    if falls_back(page, found):
        doubts.append(Doubt("choices", "what is taken if the first is full is not clear"))
    wishes = overruled(page, found, wishes)
    meant = without_what_it_took(page, wishes)
    if "form_stuck" in page.marks and len(meant) == len(wishes):
        doubts.append(Doubt("choices", "what the form took is perhaps not meant"))
    wishes, unclear = in_passing(page, found, meant)
    doubts += unclear
    asked = {w.place for w in wishes if w.positive and not w.told_of}
    theirs = [n for n, m in enumerate(found.mentions) if others[n] and m.start in asked]
    strangers = {p for n in theirs for p in told[n] if p >= 0 and not _in_passing(page, cast, p)}
    coded = any(found.mentions[n].how in ("code", "number") for n in theirs)
    if coded or strangers or any(_one_of_us(page, found, mark) for mark in page.marks.get("one_of_us", ())):
        doubts.append(Doubt("choices", "it is not clear who wants what"))
    return wishes, doubts


def _leaves_the_row(page: Page, row: Mention, mention: Mention) -> bool:
    """'Ada e io al 2. … Ah, Ada preferisce il 3': one of several has a session of his own told, in a later sentence."""
    start, end = page.sentences[page.sentence_of(mention.start)]
    clause, words = page.clauses[page.clause_of(mention.start)], page.voc.words
    too = any(t.fold in words["level_too"] for t in page.tokens[clause.start : clause.end])  # 'va bene anche il 3'
    iffy = any(t.fold in words["conditional"] | words["condition_head"] for t in page.tokens[start:end])
    asked = page.has_any(ASKING, clause.start, mention.start) or _bare(page, clause.start, mention.start)
    return asked and row.start < start and mention.sessions != row.sessions and not too and not iffy


def _bare(page: Page, start: int, end: int) -> bool:
    """'Ada al 3', 'so track C for him': not 'Ada conosce il relatore del 3'."""
    words = page.voc.words
    small = words["determiner"] | words["preposition"] | words["clause_opener"] | words["and"] | words["goes_for"]
    small = small | words["session_head"] | words["round_head"]
    return all(t.kind is not Kind.WORD or t.capital or t.fold in small for t in page.tokens[start:end])


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


def _one_of_us(page: Page, found: Found, mark: Mark) -> bool:
    """'one of us does A, the other B', and not which."""
    start, end = page.sentences[page.sentence_of(mark.start)]
    told = {m.sessions for m in found.mentions if start <= m.start < end}
    return len(told) > 1 and page.has("others", start, end)


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
