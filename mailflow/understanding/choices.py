"""Which sessions each person wants, in which order: session words tied to persons and rounds, in reading order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mailflow.understanding.mentions import Found
from mailflow.understanding.page import Page
from mailflow.understanding.party import Ref
from mailflow.understanding.people import Cast, Stance
from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions import Index, Mention

ALL = -1  # said of everybody


@dataclass(slots=True)
class Want:
    """One session wanted (or not) by one owner, at a place of the text."""

    owner: int
    session: str
    place: int
    positive: bool
    last: bool = False  # second best, even if named first
    ordered: bool = False  # words before say how it ranks
    weak: bool = False
    replaces: bool = False  # a correction stands before it
    coded: bool = False  # told by code or number
    asked: bool = False  # words that ask for a change stand before it


@dataclass(slots=True)
class Chosen:
    """The outcome: per person (ALL: the group), round to sessions in order; the doubts; the words behind each."""

    by: dict[int, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    said: dict[tuple[int, str], list[Mention]] = field(default_factory=lambda: defaultdict(list))
    dropped: list[str] = field(default_factory=list)
    changing: bool = False  # whether the mail alters a booking


def choices_of(page: Page, cast: Cast, found: Found, at: Index, changing: bool) -> Chosen:
    """Tie every session mention to its owner, weigh negation, exclusion, correction and order."""
    chosen = Chosen(changing=changing)
    wants = _wants(page, cast, found, at, changing, chosen)
    _settle(page, cast, wants, found, at, chosen)
    _same_as(page, cast, found, chosen)
    if not changing:
        _mine_alone(page, cast, chosen)
        _silent(cast, at, chosen)
        _uneven(page, cast, chosen)
    return chosen


def _uneven(page: Page, cast: Cast, chosen: Chosen) -> None:
    """One person alone lacks a round that all others have, or is said to come only for one: better asked."""
    named = [n for n, p in enumerate(cast.persons) if p.name and p.comes and not p.stays]
    if len(named) < 2:
        return
    common = chosen.by.get(ALL, {})
    rounds = {r for n in named for r in chosen.by.get(n, common)}
    for round_ in rounds:
        without = [n for n in named if round_ not in chosen.by.get(n, common)]
        if len(without) != 1 or len(named) < 2:
            continue
        refs = [r for r in cast.refs if r.person == without[0]]
        if (
            not any(
                page.has(cls, *page.sentences[page.sentence_of(r.start)]) for r in refs for cls in ("leaves", "only")
            )
            and not any(_nothing_there(page, r) for r in refs)
            and not cast.lists
        ):
            chosen.doubts.append(
                Doubt("choices", f"no choice is told for {cast.persons[without[0]].name}", round=round_)
            )
    for mark in (*page.marks.get("only", ()), *page.marks.get("goes", ())):
        clause = page.clauses[page.clause_of(mark.start)]
        for ref in cast.refs:
            if clause.start <= ref.start < clause.end and ref.kind in ("name", "he", "relation"):
                for person in _people_of(cast, ref):
                    if person > 0 and len(chosen.by.get(person, common)) > 1:
                        chosen.doubts.append(
                            Doubt("choices", f"it is not clear what {cast.persons[person].name} takes part in")
                        )


def _nothing_there(page: Page, ref: Ref) -> bool:
    """'Mio fratello niente', 'Lady Pettifer rests', 'C, then free': who wants nothing for a round says so."""
    start, end = page.sentences[page.sentence_of(ref.start)]
    return any(t.fold in page.voc.words["no_wish"] for t in page.tokens[max(start, ref.start - 2) : end])


def _mine_alone(page: Page, cast: Cast, chosen: Chosen) -> None:
    """What was said of all is altered with 'I' alone, and the others have no word of their own: whose is it now?"""
    named = [n for n, p in enumerate(cast.persons) if n and p.name and p.comes and not p.stays]
    common, mine = chosen.by.get(ALL, {}), chosen.by.get(0, {})
    if not named or any(n in chosen.by for n in named) or any(r.kind in ("us", "others", "they") for r in cast.refs):
        return
    for round_, sessions in mine.items():
        if round_ in common and not set(sessions) & set(common[round_]):
            chosen.doubts.append(
                Doubt("choices", "it is not clear whether all go with the writer", round=round_, options=sessions)
            )


def _silent(cast: Cast, at: Index, chosen: Chosen) -> None:
    """Somebody who comes and of whom no wish is told goes with the others, if these agree; else it is a doubt."""
    named = [n for n, p in enumerate(cast.persons) if p.name and p.comes and not p.stays]
    told = [n for n in named if n in chosen.by]
    for person in [n for n in named if n not in chosen.by]:
        for round_ in at.rounds:
            wishes = {chosen.by[n][round_.id] for n in told if round_.id in chosen.by[n]}
            if round_.id in chosen.by.get(ALL, {}) or not wishes:
                continue
            if len(wishes) == 1 and not chosen.by.get(ALL):
                chosen.by.setdefault(person, dict(chosen.by.get(ALL, {})))[round_.id] = next(iter(wishes))
            if len(wishes) > 1 or len(told) > 1 or chosen.by.get(ALL):
                chosen.doubts.append(
                    Doubt("choices", f"no choice is told for {cast.persons[person].name}", round=round_.id)
                )


# ------------------------------------------------------------------------------------------------ owners


def _wants(page: Page, cast: Cast, found: Found, at: Index, changing: bool, chosen: Chosen) -> list[Want]:
    wants: list[Want] = []
    named = [n for n, p in enumerate(cast.persons) if p.name and p.comes and not p.stays]
    alone = len(named) <= 1 and not cast.guests
    again = False  # whether the session before was one already wanted
    for mention in found.mentions:
        number = page.clause_of(mention.start)
        clause = page.clauses[number]
        if mention.weak and cast.stances[number] is Stance.ASIDE:
            continue
        owners = [ALL] if alone else owners_of(page, cast, mention)
        if owners is None:
            continue
        sessions = mention.sessions
        if len(sessions) > 1 and _negated(page, mention, changing):
            for owner in owners:
                wants += [Want(owner, session, mention.start, False) for session in sessions]
            continue
        if len(sessions) > 1:
            chosen.doubts.append(
                Doubt(
                    "choices",
                    f"“{page.words(mention.start, mention.end)}” may mean several",
                    round=at.round_of[sessions[0]],
                    options=sessions,
                )
            )
            continue
        if mention.how in ("title", "alias", "word") and _beside_codes(page, cast, found, mention):
            continue
        positive = not (
            _negated(page, mention, changing) or (wants and not wants[-1].positive and _joined(page, found, mention))
        )
        begin, end = page.sentences[clause.sentence]
        fallback = any(m.end <= mention.start for m in page.within("fallback_first", clause.start, mention.start)) or (
            page.has("fallback_first", mention.end, clause.end) or _opens_fallback(page, number)
        )
        since = max(begin, _previous(found, mention, at))
        ordered = (
            page.has("alternative", since, mention.start)
            or _trailing(page, mention, end)
            or any(t.fold in page.voc.words["conditional"] for t in page.tokens[since : mention.start])
            or page.has("either")
            or (
                bool(wants)
                and again
                and wants[-1].ordered
                and at.round_of[wants[-1].session] == at.round_of[sessions[0]]
                and page.sentence_of(wants[-1].place) == clause.sentence
            )
        )
        again = any(w.positive and w.session == sessions[0] for w in wants)
        asked = any(page.has(cls, clause.start, mention.start) for cls in ("move_to", "change_session", "request"))
        replaces = page.has("correction", max(0, _previous(found, mention, at)), mention.start)
        if again and ordered and positive and not changing:
            left = _without_second(page, found, at, mention)
            chosen.doubts += [left] if left else []
        if replaces and wants and wants[-1].owner == ALL and at.round_of[wants[-1].session] == at.round_of[sessions[0]]:
            owners = [ALL]
        for owner in owners:
            wants.append(
                Want(
                    owner,
                    sessions[0],
                    mention.start,
                    positive,
                    fallback,
                    ordered,
                    mention.weak,
                    replaces,
                    mention.how in ("code", "number"),
                    asked,
                )
            )
            if positive:
                chosen.said[owner, at.round_of[sessions[0]]].append(mention)
            elif changing:
                chosen.dropped.append(sessions[0])
    return wants


def _beside_codes(page: Page, cast: Cast, found: Found, mention: Mention) -> bool:
    """Whether a row of a list tells its choices by code, so that the words beside them are an office."""
    start, end = page.sentences[page.sentence_of(mention.start)]
    row = any(r.kind == "name" and r.start - start <= 4 for r in cast.refs if start <= r.start < end)
    coded = [m for m in found.mentions if start <= m.start < end and m.how in ("code", "number")]
    return cast.lists and row and bool(coded) and mention.start < coded[0].start


def _joined(page: Page, found: Found, mention: Mention) -> bool:
    """Whether the session before this one is joined to it by no more than 'and' or 'nor'."""
    before = [m for m in found.mentions if m.end <= mention.start][-1:]
    words = page.voc.words
    return (
        bool(before)
        and all(
            t.fold in words["and"] | words["article"] | words["nor"] or t.text == ","
            for t in page.tokens[before[0].end : mention.start]
        )
        and any(
            t.fold in words["and"] | words["nor"] or t.text == "," for t in page.tokens[before[0].end : mention.start]
        )
    )


def _without_second(page: Page, found: Found, at: Index, mention: Mention) -> Doubt | None:
    """'Se i container fossero esauriti, …': the second best follows, and no session of the round was understood."""
    round_ = at.round_of[mention.sessions[0]]
    begin, end = page.sentences[page.sentence_of(mention.start)]
    others = [
        m
        for m in found.mentions
        if begin <= m.start < end + 6 and m.sessions != mention.sessions and at.round_of[m.sessions[0]] == round_
    ]
    if others or not any(t.fold in page.voc.words["conditional"] for t in page.tokens[begin : mention.start]):
        return None
    return Doubt("choices", f"which is the second best: “{page.words(begin, end).strip()}”", round=round_)


def _opens_fallback(page: Page, number: int) -> bool:
    following = page.clauses[number + 1 : number + 2]
    return (
        bool(following)
        and following[0].sentence == page.clauses[number].sentence
        and any(
            m.start <= following[0].start + 1
            for m in page.within("fallback_first", following[0].start, following[0].end + 6)
        )
    )


def _previous(found: Found, mention: Mention, at: Index) -> int:
    """Where the mention before this one, of the same round, ended."""
    round_ = at.round_of[mention.sessions[0]]
    before = [m.end for m in found.mentions if m.end <= mention.start and at.round_of[m.sessions[0]] == round_]
    return max(before, default=0)


def _trailing(page: Page, mention: Mention, end: int) -> bool:
    """'F come seconda scelta', 'F also fine': the rank stands behind the session."""
    return any(m.start <= mention.end + 4 for m in page.within("rank_after", mention.end, min(end, mention.end + 8)))


def owners_of(page: Page, cast: Cast, mention: Mention) -> list[int] | None:
    """Whose wish it is: the persons right before it in the sentence, else right after it, else everybody."""
    number = page.clause_of(mention.start)
    clause = page.clauses[number]
    begin, end = page.sentences[clause.sentence]
    listed = _named_below(page, cast, mention, begin, end)
    if listed:
        return listed
    after = _refs(cast, mention.end, min(end, mention.end + 4))
    if after and _stands_for(page, mention, after[0]):
        return _group(page, cast, after, 0)
    before = [r for r in _refs(cast, begin, mention.start) if not _compared(page, r) and not _companion(page, r)]
    if before:
        nearest = len(before) - 1
        if before[nearest].kind == "us":
            return _both(page, cast, before) or [ALL]
        return _group_back(page, cast, before)
    if after and after[0].start <= mention.end + 1 and after[0].kind in ("us", "me", "he"):
        return _group(page, cast, after, 0)
    return [ALL]


def _named_below(page: Page, cast: Cast, mention: Mention, begin: int, end: int) -> list[int]:
    """'B: Anna Rossi, Luca Bianchi', '10:00 boat: …': who is named behind the colon of a session's own line."""
    tokens = page.tokens
    colon = next((n for n in range(mention.end, min(end, mention.end + 3)) if tokens[n].text == ":"), None)
    if colon is None or mention.start - begin > 3 or _refs(cast, begin, mention.start):
        return []
    named = [r for r in _refs(cast, colon, end) if r.kind in ("name", "i", "me", "relation")]
    return sorted({p for r in named for p in _people_of(cast, r)} - {-2}) if len(named) > 1 else []


def _both(page: Page, cast: Cast, refs: Sequence[Ref]) -> list[int]:
    """'Irene and Trevor, both for the bell', where there are others: the two, and not everybody."""
    named = [r for r in refs[:-1] if r.kind in ("name", "i", "me")]
    people = sorted({p for r in named for p in _people_of(cast, r)} - {-2, ALL})
    coming = [n for n, p in enumerate(cast.persons) if p.comes and not p.stays]
    return people if 1 < len(people) < len(coming) and not cast.guests else []


def _companion(page: Page, ref: Ref) -> bool:
    """'con me', 'with me'."""
    return ref.kind == "me" and ref.start > 0 and page.tokens[ref.start - 1].fold in page.voc.words["with"]


def _compared(page: Page, ref: Ref) -> bool:
    """Whether the person only says like whom somebody goes ('segue la dott.ssa Fiandri')."""
    return any(
        0 <= ref.start - m.end <= 3 and page.tokens[m.start].fold in page.voc.words["follow"]
        for m in page.within("same_as", max(0, ref.start - 5), ref.start)
    )


def _refs(cast: Cast, start: int, end: int) -> list[Ref]:
    return [r for r in cast.refs if start <= r.start < end]


def _stands_for(page: Page, mention: Mention, ref: Ref) -> bool:
    """'Green energy per me', 'B for Anna': the owner follows with a word for it."""
    between = [t.fold for t in page.tokens[mention.end : ref.start]]
    return (
        bool(between)
        and all(
            b in page.voc.words["for"] or b in page.voc.words["article"] or b.strip(".") in page.voc.words["title"]
            for b in between
        )
        and any(b in page.voc.words["for"] for b in between)
    )


def _linked(page: Page, one: Ref, two: Ref) -> bool:
    """Whether two references are one enumeration ('io e Luana', 'Iker, Maite e io', 'lei come me')."""
    words = page.voc.words
    if len(page.tokens[one.end : two.start]) == 1 and page.tokens[one.end].fold in words["like"]:
        return True
    between = page.tokens[one.end : two.start]
    return len(between) <= 4 and all(
        t.fold in words["and"]
        or t.text in ",&+()."
        or t.fold.strip(".") in words["title"]
        or t.fold in words["article"]
        or t.fold in words["for"]
        or t.kind.value == "line"
        for t in between
    )


def _people_of(cast: Cast, ref: Ref) -> list[int]:
    if ref.kind in ("name", "me", "i"):
        return [ref.person]
    if ref.kind == "relation":
        return [ref.person] if ref.person >= 0 else [-2]
    if ref.kind == "he":
        others = [r for r in cast.refs if r.start < ref.start and r.kind in ("name", "relation") and r.person > 0]
        later = [r for r in cast.refs if r.start > ref.start and r.kind in ("name", "relation") and r.person > 0]
        chosen = others[-1:] or later[:1]
        return [chosen[0].person] if chosen else [-2]
    if ref.kind == "they":
        return [n for n, p in enumerate(cast.persons) if n and p.comes and not p.stays] or [-2]
    if ref.kind == "others":
        return [n for n, p in enumerate(cast.persons) if n and p.comes and not p.stays] or [-2]
    return [ALL]


def _group(page: Page, cast: Cast, refs: Sequence[Ref], first: int) -> list[int]:
    owners = list(_people_of(cast, refs[first]))
    for one, two in zip(refs[first:], refs[first + 1 :], strict=False):
        if not _linked(page, one, two):
            break
        owners += _people_of(cast, two)
    return [ALL] if ALL in owners else sorted(set(owners) - {-2}) or [-2]


def _group_back(page: Page, cast: Cast, refs: Sequence[Ref]) -> list[int]:
    owners = list(_people_of(cast, refs[-1]))
    for one, two in zip(reversed(refs[:-1]), reversed(refs[1:]), strict=True):
        if not _linked(page, one, two):
            break
        owners += _people_of(cast, one)
    return [ALL] if ALL in owners else sorted(set(owners) - {-2}) or [-2]


# ------------------------------------------------------------------------------------------------ wanted or not


def _negated(page: Page, mention: Mention, changing: bool) -> bool:
    """Whether the words around give the session up: 'non', 'tranne', 'invece di', 'F no'."""
    number = page.clause_of(mention.start)
    clause = page.clauses[number]
    start = clause.start
    fine = [
        (m.start, m.end)
        for cls in ("alternative", "not_negation", "question_request")
        for m in page.within(cls, max(0, start - 6), mention.start + 1)
    ]
    for cls in ("negation", "exclude", "instead_of"):
        for mark in page.within(cls, start, mention.start):
            if any(s <= mark.start < e for s, e in fine):
                continue
            source = (
                page.tokens[mark.start].fold in page.voc.words["from"]
                or page.tokens[mark.end - 1].fold in page.voc.words["from"]
            )
            if cls == "instead_of" and (mention.start - mark.end > (1 if source else 4) or (source and not changing)):
                continue
            if cls == "negation" and mention.start - mark.end > 7:
                continue
            if (
                any(
                    m.start > mark.end and m.end <= mention.start
                    for m in page.within("move_to", mark.end, mention.start)
                )
                and cls != "negation"
            ):
                continue
            if page.has("but", mark.end, mention.start):
                continue
            return True
    if clause.opener in page.voc.words["except"] and not any(
        c.opener in page.voc.words["subordinate"] for c in page.clauses[number : number + 1]
    ):
        return True
    if any(m.start - mention.end <= 1 for m in page.within("not_wanted_after", mention.end, mention.end + 8)):
        return True
    after = page.tokens[mention.end : mention.end + 2]
    if (
        after
        and after[0].fold in page.voc.words["no_after"]
        and (len(after) < 2 or after[1].kind.value in ("mark", "line") or after[1].fold in page.voc.words["stop"])
    ):
        return True
    return (
        bool(after)
        and changing
        and any(m.start == mention.end for m in page.within("gives_up", mention.end, mention.end + 4))
    )


def _settle(page: Page, cast: Cast, wants: list[Want], found: Found, at: Index, chosen: Chosen) -> None:
    """From wishes in reading order to an ordered choice per owner and round."""
    owners = sorted({w.owner for w in wants} - {-2})
    for round_ in at.rounds:
        for owner in owners:
            mine = [w for w in wants if w.owner == owner and at.round_of[w.session] == round_.id]
            if not mine:
                continue
            sessions = _ordered(page, mine, round_.id, found, at, chosen)
            if sessions:
                chosen.by.setdefault(owner, {})[round_.id] = sessions
    common = chosen.by.get(ALL, {})
    for owner, mine_ in list(chosen.by.items()):
        if owner == ALL:
            continue
        merged = dict(common)
        for round_id, sessions in mine_.items():
            first = min(
                (w for w in wants if w.owner == owner and at.round_of[w.session] == round_id), key=lambda w: w.place
            )
            fallback = first.ordered and round_id in common and not set(sessions) & set(common[round_id])
            merged[round_id] = (*common[round_id], *sessions) if fallback else sessions
        chosen.by[owner] = merged


def _ordered(page: Page, mine: list[Want], round_: str, found: Found, at: Index, chosen: Chosen) -> tuple[str, ...]:
    if any(w.positive and not w.weak for w in mine) and not any(w.ordered for w in mine):
        mine = [w for w in mine if not w.weak or not w.positive]
    no = {w.session for w in mine if not w.positive}
    if (
        len({w.session for w in mine}) > 1
        and not any(w.ordered or w.last for w in mine)
        and all(w.positive for w in mine)
    ):
        mine = _told_by_code(page, _columns(page, mine))
    yes: list[Want] = []
    for want in (w for w in mine if w.positive):
        if want.replaces and yes:
            yes = []
        if all(w.session != want.session for w in yes):
            yes.append(want)
    kept = [
        w
        for w in yes
        if w.session not in no
        or (
            max(v.place for v in mine if v.session == w.session and v.positive)
            > max(v.place for v in mine if v.session == w.session and not v.positive)
            and not (not w.replaces and not w.ordered and not w.coded and _remark(page, w, mine))
        )
    ]
    if not kept:
        return _excluded(page, mine, no, round_, at, chosen)
    if chosen.changing and len(kept) > 1 and not any(w.ordered or w.last for w in kept):
        kept = [w for w in kept if w.asked] or kept
    if len(kept) > 1:
        unordered = [w for w in kept[1:] if not w.ordered] if not any(w.last for w in kept) else []
        if unordered and not (kept[0].ordered and len(kept) == 2 and _ranked(page, kept)):
            options = tuple(w.session for w in kept)
            chosen.doubts.append(
                Doubt(
                    "choices",
                    "several are named for one round, and not which comes first",
                    round=round_,
                    options=options,
                )
            )
    ranked = [w for w in kept if not w.last] + [w for w in kept if w.last]
    return tuple(w.session for w in ranked)


def _told_by_code(page: Page, mine: list[Want]) -> list[Want]:
    """Where a sentence says by code or number what is wanted, titles' words in other sentences are remarks."""
    said = {page.sentence_of(w.place) for w in mine if w.coded}
    return [w for w in mine if w.coded or page.sentence_of(w.place) in said] if said else mine


def _remark(page: Page, want: Want, mine: Sequence[Want]) -> bool:
    """Whether a session given up is only spoken of once more in the sentence ('not D, I teach teaching myself')."""
    sentence = page.sentence_of(want.place)
    return any(
        w.session == want.session and not w.positive and w.place < want.place and page.sentence_of(w.place) == sentence
        for w in mine
    )


def _columns(page: Page, mine: list[Want]) -> list[Want]:
    """In a row of a list, codes count and the words beside them are offices; of words alone, the last column counts."""
    rows = {page.sentence_of(w.place) for w in mine}
    if len(rows) != 1 or any(
        page.has(cls, *page.sentences[next(iter(rows))]) for cls in ("self", "we", "book", "question", "topic_cue")
    ):
        return mine
    start, end = page.sentences[next(iter(rows))]
    between = page.tokens[mine[0].place : mine[-1].place]
    if any(t.fold in page.voc.words["and"] | page.voc.words["or"] or t.text in ",;" for t in between):
        return [w for w in mine if w.coded] or mine
    coded = [w for w in mine if w.coded]
    return coded if coded else [mine[-1]] if end - start < 30 else mine


def _ranked(page: Page, kept: list[Want]) -> bool:
    return page.has("first_rank", 0, kept[0].place) or page.has("first_rank", kept[0].place)


def _excluded(page: Page, mine: list[Want], no: set[str], round_: str, at: Index, chosen: Chosen) -> tuple[str, ...]:
    """Only what is not wanted was said: the rest, in the event's order, if the words say the rest is fine."""
    rest = tuple(s.id for s in at.event.round(round_).sessions if s.id not in no)
    sentence = {page.sentence_of(w.place) for w in mine}
    near = any(
        page.sentence_of(m.start) in sentence or page.sentence_of(m.start) - 1 in sentence
        for cls in ("the_rest", "exclude")
        for m in page.marks.get(cls, ())
    )
    if near and rest:
        return rest
    chosen.doubts.append(Doubt("choices", "it is said what is not wanted, and not what is", round=round_, options=rest))
    return ()


# ------------------------------------------------------------------------------------------------ as somebody else


def _same_as(page: Page, cast: Cast, found: Found, chosen: Chosen) -> None:
    """'pure lui', 'come la Fiandri', 'dove sono io', 'the same workshop as Sir Alistair'."""
    common: Mapping[str, tuple[str, ...]] = chosen.by.get(ALL, {})
    for mark in page.marks.get("same_as", ()):
        number = page.clause_of(mark.start)
        clause = page.clauses[number]
        targets = [
            r
            for r in cast.refs
            if mark.end <= r.start <= mark.end + 3 and r.kind in ("name", "me", "he", "relation", "i")
        ]
        if not targets or any(clause.start <= m.start < clause.end for m in found.mentions):
            continue
        target = _people_of(cast, targets[0])[0]
        begin = page.sentences[clause.sentence][0]
        before = [r for r in _refs(cast, begin, mark.start) if r.kind in ("name", "me", "he", "relation", "i")]
        if target < 0 or not before:
            continue
        owners = [o for o in _group_back(page, cast, before) if o not in (target, ALL, -2)]
        source = chosen.by.get(target, dict(common))
        line = page.text.rfind("\n", 0, page.tokens[begin].start) + 1
        round_ = next(
            (r.round for r in reversed(found.rounds) if page.tokens[r.start].start >= line and r.start < clause.end),
            None,
        )
        bare = page.tokens[mark.start].fold in page.voc.words["with"]
        for owner in owners:
            mine = chosen.by.setdefault(owner, dict(common))
            fallback = page.has("alternative", begin, mark.start)
            for r, sessions in source.items():
                if round_ is not None and r != round_:
                    continue
                if fallback and r in mine:
                    mine[r] = tuple(dict.fromkeys((*mine[r], *sessions)))
                elif (r not in mine or mine[r] == common.get(r)) and not (
                    bare and cast.stances[number] is Stance.COMES and not round_
                ):
                    mine[r] = sessions
