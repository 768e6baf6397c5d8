"""Which sessions each person wants, in which order: wishes weighed into one choice per person and round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from mailflow.understanding.cast import Cast
from mailflow.understanding.left_out import left_out
from mailflow.understanding.mentions import Found
from mailflow.understanding.owners import ALL, UNKNOWN, likened, people_of
from mailflow.understanding.page import Page
from mailflow.understanding.party import Ref, chains
from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions import Index, Mention
from mailflow.understanding.stances import Stance
from mailflow.understanding.tokens import Kind, Token
from mailflow.understanding.vocabulary import Mark
from mailflow.understanding.wishes import Wish, wishes_of

NEAR = 3  # tokens between words of adding and who is added


@dataclass(slots=True)
class Chosen:
    """The outcome: per person (ALL: the group), round to sessions in order; the doubts; the words behind each."""

    by: dict[int, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    said: dict[tuple[int, str], list[Mention]] = field(default_factory=lambda: defaultdict(list))
    dropped: list[str] = field(default_factory=list)
    changing: bool = False  # whether the mail alters a booking
    left_out: set[int] = field(default_factory=set)  # who is said not to want what all want


def choices_of(page: Page, cast: Cast, found: Found, at: Index, changing: bool) -> Chosen:
    """Tie every session mention to its owner, weigh negation, exclusion, correction and order."""
    chosen = Chosen(changing=changing)
    alone = len(_named(cast)) <= 1 and not cast.guests
    wishes, doubts = wishes_of(page, cast, found, at, changing, alone)
    chosen.doubts += doubts
    _settle(page, cast, wishes, found, at, chosen)
    _same_as(page, cast, found, wishes, chosen)
    _leave_out(page, cast, found, at, wishes, chosen)
    _told_by_us(page, found, chosen)
    if changing:
        _stay_as_they_are(page, cast, found, wishes, chosen)
        _join_those_who_move(page, cast, at, chosen)
        _as_booked(page, found, chosen)
    else:
        _of_nobody_named(cast, chosen)
        _handed_on(cast, chosen)
        _mine_alone(cast, chosen)
        _silent(page, cast, at, chosen)
        _uneven(page, cast, chosen)
    return chosen


def _leave_out(page: Page, cast: Cast, found: Found, at: Index, wishes: Sequence[Wish], chosen: Chosen) -> None:
    """Who is left out of what all want has no choice there, unless one of his own is told."""
    for person, rounds in left_out(page, cast, found, at).items():
        own = {w.round for w in wishes if w.owner == person and w.positive and w.place >= rounds.get(w.round, 0)}
        mine = chosen.by.get(person, chosen.by.get(ALL, {}))
        chosen.by[person] = {round_: told for round_, told in mine.items() if round_ not in rounds.keys() - own}
        chosen.left_out.add(person)


def _stay_as_they_are(page: Page, cast: Cast, found: Found, wishes: Sequence[Wish], chosen: Chosen) -> None:
    """'Luca passa al 5, i miei gruppi vanno bene': of a change, who says that nothing is altered for him."""
    for cls in ("stays_as_is", "mine_stays") if len(_named(cast)) > 1 else ():
        for mark in page.marks.get(cls, ()):
            number = page.clause_of(mark.start)
            start, end = page.clauses[number].start, max(page.clauses[number].end, mark.end)
            rounds = {r.round for r in found.rounds if start <= r.start < end and not mark.start <= r.start < mark.end}
            rows = [row for row in chains(page, cast.refs) if any(start <= r.start < end for r in row)]
            told = {r.person for row in rows for r in row if r.kind in ("name", "me", "i")}
            for owner in {0} if cls == "mine_stays" else told:
                if any(w.owner == owner and w.positive for w in wishes) or not (ALL in chosen.by or owner in chosen.by):
                    continue
                mine = chosen.by.get(owner, chosen.by.get(ALL, {}))
                chosen.by[owner] = {r: sessions for r, sessions in mine.items() if rounds and r not in rounds}


def _told_by_us(page: Page, found: Found, chosen: Chosen) -> None:
    """'the pair you have left', 'la fascia che mi avete proposto': named in a mail of ours, and not in this one."""
    for mark in page.marks.get("told_by_us", ()):
        if not any(mark.start <= m.start <= mark.end + NEAR for m in found.mentions):
            words = f"which sessions are meant: “{page.words(mark.start, mark.end)}”"
            chosen.doubts.append(Doubt("choices", words))
            return


def _join_those_who_move(page: Page, cast: Cast, at: Index, chosen: Chosen) -> None:
    """'move Len and me to the last boat and add our grandson Archie': who is added goes where all others go."""
    named = _named(cast)
    told = [chosen.by[n] for n in named if n in chosen.by]
    rest = [n for n in named if n not in chosen.by]
    if len(at.rounds) > 1 or ALL in chosen.by or not told or any(choice != told[0] for choice in told):
        return
    added = [r for m in page.marks.get("adds", ()) for r in cast.refs if 0 <= r.start - m.end <= NEAR]
    for person in rest if len(told) > 1 else ():
        if any(r.person == person for r in added):
            chosen.by[person] = dict(told[0])


def _as_booked(page: Page, found: Found, chosen: Chosen) -> None:
    """'mio fratello fa gli stessi gruppi che faccio io': of sessions the mail itself does not name."""
    for mark in page.marks.get("same_sessions", ()):
        start, end = page.sentences[page.sentence_of(mark.start)]
        stays = any(page.has(cls, start, end) for cls in ("stays_as_is", "mine_stays"))
        if not stays and not any(m.start < mark.start for m in found.mentions):
            words = f"which sessions are meant: “{page.words(mark.start, mark.end)}”"
            chosen.doubts.append(Doubt("choices", words))
            return


def _of_nobody_named(cast: Cast, chosen: Chosen) -> None:
    """'2 adulti e 1 ragazzo, visita del pomeriggio': of a party that tells no other wish, not of whom it names last."""
    if len(chosen.by) == 1 and cast.writer.comes:
        (owner,) = chosen.by
        if owner > 0 and not cast.persons[owner].name:
            chosen.by[ALL] = chosen.by.pop(owner)


def _named(cast: Cast) -> list[int]:
    """Who comes and has a name."""
    return [n for n, p in enumerate(cast.persons) if p.name and p.comes and not p.stays]


# ------------------------------------------------------------------------------------------------ weighing


def _settle(page: Page, cast: Cast, wishes: list[Wish], found: Found, at: Index, chosen: Chosen) -> None:
    """From wishes in reading order to an ordered choice per owner and round."""
    starts = {m.start: m for m in found.mentions}
    for wish in wishes:
        if wish.positive:
            chosen.said[wish.owner, wish.round].append(starts[wish.place])
        elif chosen.changing and not any(w.positive and w.round == wish.round for w in wishes):
            chosen.dropped.append(wish.session)  # 'from B to C' gives B up only once C is there
    told = {w.round for w in wishes if w.owner != UNKNOWN}
    groups = {w.round for w in wishes if w.owner == UNKNOWN and w.positive}
    for unclear in sorted(groups & {w.round for w in wishes if w.owner == ALL}):
        chosen.doubts.append(Doubt("choices", "it is not clear who wants what", round=unclear))
    some = {w.round for w in wishes if w.owner == UNKNOWN and w.positive and _of_some(page, cast, w, wishes)}
    for unclear in sorted(some - {d.round for d in chosen.doubts}):
        chosen.doubts.append(Doubt("choices", "it is not clear who wants what", round=unclear))
    wishes = [replace(w, owner=ALL) if w.owner == UNKNOWN and w.round not in told else w for w in wishes]
    for owner in sorted({w.owner for w in wishes} - {UNKNOWN}):
        for round_ in at.rounds:
            mine = [w for w in wishes if w.owner == owner and w.round == round_.id]
            sessions = _weighed(page, mine, round_.id, at, found, chosen) if mine else ()
            if sessions:
                chosen.by.setdefault(owner, {})[round_.id] = sessions
    _merge(page, found, wishes, chosen)


def _of_some(page: Page, cast: Cast, wish: Wish, wishes: Sequence[Wish]) -> bool:
    """'the two managers to B', 'just the parents': a part of those who are named, in words not understood."""
    start, end = page.sentences[page.sentence_of(wish.place)]
    groups = [r for r in cast.refs if start <= r.start < end and r.kind == "relation" and r.person < 0]
    named = len(_named(cast))
    own = {w.owner for w in wishes if w.round == wish.round and w.positive}
    if own.issuperset(_named(cast)):
        return False  # each has said his own
    return named > 1 and (not groups or any(r.n is None or r.n < named for r in groups))


def _only(page: Page, found: Found, owner: int, wishes: list[Wish]) -> bool:
    """'Maria viene soltanto all'ultima': what is said of all does not hold for her."""
    mine = [w for w in wishes if w.owner == owner and w.positive]
    me = page.voc.words["me"] | page.voc.words["me_subject"]  # 'only me for B'
    if owner == 0 and any(w.owner > 0 and w.place == v.place for w in wishes for v in mine):
        return False  # 'my wife comes with me only to the last'
    others = [w for w in wishes if w.owner != owner and w.positive and w.session not in {v.session for v in mine}]
    beside = (w for w in others for v in mine if w.round == v.round and _next_to(page, w.place, v.place))
    if any(beside):
        return False  # 'A for me, with C as my second choice; Maria only C'
    if mine and all(_only_then(page, found, w) for w in mine):
        return True
    return bool(mine) and all(
        any(
            w.place - m.end <= 4 and not any(t.capital or t.fold in me for t in page.tokens[m.end : w.place])
            for m in page.within("only", max(0, w.place - 6), w.place)
        )
        for w in mine
    )


def _next_to(page: Page, one: int, two: int) -> bool:
    return 0 <= page.sentence_of(two) - page.sentence_of(one) <= 1


def _only_then(page: Page, found: Found, wish: Wish) -> bool:
    """'Gino soltanto per il secondo turno, sempre al 5'."""
    start, _ = page.sentences[page.sentence_of(wish.place)]
    refs = [r for r in found.rounds if start <= r.start < wish.place and r.round == wish.round]
    return any(0 <= r.start - m.end <= 2 for r in refs for m in page.within("only", start, r.start))


def _merge(page: Page, found: Found, wishes: list[Wish], chosen: Chosen) -> None:
    """What is said of all holds for each, unless he has his own; his second best follows the common first."""
    common = chosen.by.get(ALL, {})
    for owner, own in list(chosen.by.items()):
        if owner == ALL or _only(page, found, owner, wishes):
            continue
        merged = dict(common)
        for round_, sessions in own.items():
            mine = [w for w in wishes if w.owner == owner and w.round == round_ and w.positive]
            later = [w for w in wishes if w.owner == ALL and w.round == round_ and w.positive and w.replaces]
            if later and mine and later[-1].place > mine[-1].place:
                continue  # 'anzi, tutti alla B'
            others = [w for w in wishes if w.owner == ALL and w.round == round_ and w.positive]
            apart = bool(mine and others) and round_ in common and not set(sessions) & set(common[round_])
            if apart and mine[0].ordered and mine[0].place > others[0].place:
                merged[round_] = (*common[round_], *sessions)
            elif apart and others[0].ordered and others[0].place > mine[-1].place:
                merged[round_] = (*sessions, *common[round_])  # 'me and Tom: 11.30; if it is full, 13:00'
            else:
                merged[round_] = sessions
        chosen.by[owner] = merged


def _weighed(page: Page, mine: list[Wish], round_: str, at: Index, found: Found, chosen: Chosen) -> tuple[str, ...]:
    """One owner's wishes for one round as an ordered choice; a doubt where no order is told."""
    mine = _said_plainest(page, mine)
    refused = {
        w.session: max(v.place for v in mine if v.session == w.session and not v.positive)
        for w in mine
        if not w.positive
    }
    wanted: list[Wish] = []
    for wish in (w for w in mine if w.positive):
        if wish.replaces:
            wanted = [w for w in wanted if w.session == wish.session]
        known = next((n for n, w in enumerate(wanted) if w.session == wish.session), None)
        if known is None:
            wanted.append(wish)
        elif wish.first and not wanted[known].first:
            wanted[known] = wish
    latest = {w.session: w.place for w in mine if w.positive}
    wanted = [
        w
        for w in wanted
        if w.session not in refused
        or (latest[w.session] > refused[w.session] and not _spoken_of_again(page, w, refused[w.session]))
    ]
    if chosen.changing and len(wanted) > 1 and not any(w.ordered or w.last or w.first for w in wanted):
        wanted = [w for w in wanted if w.asked] or wanted
    if wanted and all(w.remark for w in wanted):
        if _declined(page, found, round_):
            return ()
        told = tuple(w.session for w in wanted)
        chosen.doubts.append(Doubt("choices", "a session is spoken of, perhaps not asked for", round_, told))
    if not wanted:
        return _rest(page, mine, set(refused), round_, at, found, chosen)
    ranked = sorted(wanted, key=lambda w: (w.last, not w.first))
    if len(wanted) > 1 and not _ranked(ranked) and not any(d.round == round_ for d in chosen.doubts):
        options = tuple(w.session for w in wanted)
        words = "several are named for one round, and not which comes first"
        chosen.doubts.append(Doubt("choices", words, round=round_, options=options))
    return tuple(w.session for w in ranked)


def _declined(page: Page, found: Found, round_: str) -> bool:
    """'so nothing for me after lunch'."""
    beside = (page.tokens[max(0, r.start - 5) : r.end + 3] for r in found.rounds if r.round == round_)
    return any(t.fold in page.voc.words["no_wish"] for tokens in beside for t in tokens)


def _spoken_of_again(page: Page, wish: Wish, refused: int) -> bool:
    """Whether a session given up is only spoken of once more in the sentence ('not D, I teach teaching myself')."""
    told = wish.replaces or wish.ordered or wish.coded or wish.first
    return wish.remark or (not told and page.sentence_of(wish.place) == page.sentence_of(refused))


def _ranked(wanted: Sequence[Wish]) -> bool:
    """Whether each session after the first is said to come after the one before."""
    return all(two.ordered or two.last or (one.first and not two.first) for one, two in pairwise(wanted))


def _said_plainest(page: Page, mine: list[Wish]) -> list[Wish]:
    """Without remarks, and without words that may mean something else, where the round's choice is told plainly."""
    yes = [w for w in mine if w.positive]
    for plain in (
        [w for w in yes if not w.remark],
        [w for w in yes if not w.remark and not w.weak],
        _by_code(page, [w for w in yes if not w.remark and not w.weak]),
    ):
        ordered = any(w.ordered or w.last or w.first for w in mine)
        if plain and (not ordered or all(w.remark for w in yes if w not in plain)):
            mine = [w for w in mine if not w.positive or w in plain]
    hours = [w for w in mine if w.positive and w.hour]
    asked = [w for w in hours if _in_a_request(page, w)]
    if asked and not any(w.ordered or w.first or w.replaces for w in mine):
        mine = [w for w in mine if not w.hour or not w.positive or w in asked]  # others are of a tale that is told
    return mine


def _in_a_request(page: Page, wish: Wish) -> bool:
    start, end = page.sentences[page.sentence_of(wish.place)]
    return any(page.has(cls, start, end) for cls in ("self", "we", "book", "request", "question_request"))


def _by_code(page: Page, yes: list[Wish]) -> list[Wish]:
    """Where a sentence says by code or number what is wanted, titles' words in other sentences are remarks."""
    said = {page.sentence_of(w.place) for w in yes if w.coded}
    rows = [w for w in yes if w.coded or page.sentence_of(w.place) in said]
    return _columns(page, rows or yes)


def _columns(page: Page, yes: list[Wish]) -> list[Wish]:
    """In a row of a list, codes count and the words beside them are offices; of words alone, the last column counts."""
    rows = {page.sentence_of(w.place) for w in yes}
    if len(rows) != 1 or len({w.session for w in yes}) < 2:
        return yes
    start, end = page.sentences[next(iter(rows))]
    if any(page.has(cls, start, end) for cls in ("self", "we", "book", "request", "question", "topic_cue")):
        return yes
    joints = page.voc.words["and"] | page.voc.words["or"] | page.voc.words["like"] | {",", ";"}
    coded = [w for w in yes if w.coded]
    joined = any(
        any(t.fold in joints for t in page.tokens[max(one.place, two.place - 2) : two.place])
        for one, two in pairwise(yes)
    )
    return coded or (yes if joined or end - start >= 30 else [yes[-1]])


def _rest(
    page: Page, mine: list[Wish], refused: set[str], round_: str, at: Index, found: Found, chosen: Chosen
) -> tuple[str, ...]:
    """Only what is not wanted was said: the rest, in the event's order, if the words say the rest is fine."""
    rest = tuple(s.id for s in at.event.round(round_).sessions if s.id not in refused)
    if not refused or not rest:
        return ()
    sentences = {page.sentence_of(w.place) for w in mine}
    near = [
        m
        for cls in ("the_rest", "exclude")
        for m in page.marks.get(cls, ())
        if page.sentence_of(m.start) in sentences
        or (page.sentence_of(m.start) - 1 in sentences and not _of_another_round(page, found, at, m, round_))
    ]
    if near and rest:
        days = {s.session: s.day for s in at.slots if s.day is not None}
        told = {days.get(s) for s in refused}
        same_day = tuple(s for s in rest if days.get(s) in told)
        return (
            same_day if len(set(days.values())) > 1 and len(told) == 1 and same_day and _day_told(page, mine) else rest
        )
    if len(rest) > 1 and any(_kept_away(page, w) for w in mine):
        return ()
    words = "it is said what is not wanted, and not what is"
    chosen.doubts.append(Doubt("choices", words, round=round_, options=rest))
    return ()


def _of_another_round(page: Page, found: Found, at: Index, mark: Mark, round_: str) -> bool:
    """Whether the sentence of a 'the rest' speaks of another round's sessions."""
    start, end = page.sentences[page.sentence_of(mark.start)]
    return any(start <= m.start < end and at.round_of[m.sessions[0]] != round_ for m in found.mentions)


def _day_told(page: Page, mine: list[Wish]) -> bool:
    start, end = page.sentences[page.sentence_of(mine[0].place)]
    told = [d for d in page.days if start <= d.start < end]
    small = page.voc.words["stop"]  # 'tutte meno quella di domenica'
    excluded = [
        w
        for w in mine
        for m in page.within("exclude", start, w.place)
        if w.place - m.end <= 3 and all(t.fold in small for t in page.tokens[m.end : w.place])
    ]
    return any(all(d.start != w.place for w in excluded) for d in told)  # 'any on Sunday', not 'any but Sunday at 10'


def _kept_away(page: Page, wish: Wish) -> bool:
    """'al gruppo 1 non ce la faccio': the round is left out, and nobody needs to ask."""
    clause = page.clauses[page.clause_of(wish.place)]
    return any(page.has(cls, clause.start, clause.end) for cls in ("absent", "absent_self", "kept_away"))


# ------------------------------------------------------------------------------------------------ as somebody else


def _same_as(page: Page, cast: Cast, found: Found, wishes: list[Wish], chosen: Chosen) -> None:
    """'pure lui', 'come la Fiandri', 'dove sono io', 'idem', 'the same workshop as Sir Alistair'."""
    _as_above(page, cast, wishes, chosen)
    common: Mapping[str, tuple[str, ...]] = chosen.by.get(ALL, {})
    for mark in (m for cls in ("same_as_us", "same_as") for m in page.marks.get(cls, ())):
        clause = page.clauses[page.clause_of(mark.start)]
        if any(clause.start <= m.start < clause.end for m in found.mentions):
            continue
        if chosen.changing and any(page.has(cls, clause.start, clause.end) for cls in ("stays_as_is", "mine_stays")):
            continue  # 'me and Rory stay the same'
        if page.has("negation", mark.end, mark.end + 7):
            continue  # 'la stessa sarà altrove e non necessita di iscrizione'
        begin = page.sentences[clause.sentence][0]
        refs = [r for r in cast.refs if r.kind in ("name", "me", "he", "relation", "i")]
        after = [r for r in refs if mark.end <= r.start <= mark.end + 3]
        before = [r for r in refs if begin <= r.start < mark.start and not likened(page, r.start)]
        ditto = page.tokens[mark.start].fold in page.voc.words["ditto"]
        if ditto and after and any(t.fold in page.voc.words["for"] for t in page.tokens[mark.end : after[0].start]):
            before, after = after, []  # 'stessa cosa per mia moglie'
        if not before:
            continue
        owners = [o for o in _chain_back(page, cast, before) if o >= 0]
        if mark.cls == "same_as_us":
            owners, target = [o for o in owners if o > 0], 0  # 'whatever the two of us are doing'
        elif after:
            target = people_of(cast, after[0])[0]
        elif ditto:
            target = next(
                (w.owner for w in reversed(wishes) if w.place < mark.start and w.owner not in owners), UNKNOWN
            )
        else:
            continue
        if target == UNKNOWN or (target == ALL and not common):
            continue
        free = [
            o for o in owners if o != target and not _only(page, found, o, wishes)
        ]  # 'con me, ma soltanto al tavolo 7'
        _copy(page, cast, found, chosen, mark, free, target)


def _as_above(page: Page, cast: Cast, wishes: list[Wish], chosen: Chosen) -> None:
    """A row that says 'come sopra': its persons want what those of the row above want, save what they say besides."""
    for mark in page.marks.get("as_above", ()):
        start, end = page.sentences[page.sentence_of(mark.start)]
        owners = [
            p for r in cast.refs if start <= r.start < end and r.kind in ("name", "me", "i") for p in people_of(cast, r)
        ]
        above = [w for w in wishes if w.place < start and w.owner >= 0 and w.owner not in owners]
        if not above:
            continue
        for owner in owners:
            mine = chosen.by.setdefault(owner, dict(chosen.by.get(ALL, {})))
            for round_, sessions in chosen.by.get(above[-1].owner, {}).items():
                mine.setdefault(round_, sessions)


def _copy(page: Page, cast: Cast, found: Found, chosen: Chosen, mark: Mark, owners: Sequence[int], target: int) -> None:
    """Give the owners another's choices: for the round spoken of, else for all they have no wish of their own for."""
    number = page.clause_of(mark.start)
    clause = page.clauses[number]
    begin = page.sentences[clause.sentence][0]
    common: Mapping[str, tuple[str, ...]] = chosen.by.get(ALL, {})
    source = dict(chosen.by.get(target, dict(common)))
    line = page.text.rfind("\n", 0, page.tokens[begin].start) + 1
    rounds = [r.round for r in reversed(found.rounds) if page.tokens[r.start].start >= line and r.start < clause.end]
    round_ = rounds[0] if rounds else None
    bare = page.tokens[mark.start].fold in page.voc.words["with"] and cast.stances[number] is Stance.COMES
    for owner in owners:
        told = owner in chosen.by
        mine = chosen.by.setdefault(owner, dict(common))
        for r, sessions in source.items():
            if round_ is not None and r != round_:
                continue
            if page.has("alternative", begin, mark.start) and r in mine:
                mine[r] = tuple(dict.fromkeys((*mine[r], *sessions)))
            elif (r not in mine or mine[r] == common.get(r)) and (not bare or round_ or told):
                mine[r] = sessions
        if not mine:
            del chosen.by[owner]


def _chain_back(page: Page, cast: Cast, refs: Sequence[Ref]) -> list[int]:
    """The last persons named in one breath."""
    words = page.voc.words
    owners = list(people_of(cast, refs[-1]))
    for one, two in zip(reversed(refs[:-1]), reversed(refs[1:]), strict=True):
        between = page.tokens[one.end : two.start]
        if len(between) > 3 or not all(t.fold in words["and"] | words["article"] or t.text == "," for t in between):
            break
        owners += people_of(cast, one)
    return owners


# ------------------------------------------------------------------------------------------------ what is not told


def _silent(page: Page, cast: Cast, at: Index, chosen: Chosen) -> None:
    """Somebody who comes and of whom no wish is told goes with the others, if these agree; else it is a doubt."""
    named = _named(cast)
    _by_age(page, cast, at, chosen)
    told = [n for n in named if n in chosen.by]
    for person in [n for n in named if n not in chosen.by and n not in chosen.left_out]:
        for round_ in at.rounds:
            wishes = {chosen.by[n][round_.id] for n in told if round_.id in chosen.by[n]}
            if round_.id in chosen.by.get(ALL, {}) or not wishes or _wants_nothing(page, cast, person):
                continue
            if len(wishes) == 1 and not chosen.by.get(ALL):
                chosen.by.setdefault(person, dict(chosen.by.get(ALL, {})))[round_.id] = next(iter(wishes))
            if len(wishes) > 1 or len(told) > 1 or chosen.by.get(ALL):
                words = f"no choice is told for {cast.persons[person].name}"
                chosen.doubts.append(Doubt("choices", words, round=round_.id))


def _by_age(page: Page, cast: Cast, at: Index, chosen: Chosen) -> None:
    """'one adult and one child for the 10:00' tells the wish of all; 'my wife would like B' hers, not the writer's."""
    named, words = _named(cast), page.voc.words
    adults = any(page.tokens[r.end - 1].fold in words["grown_up"] for r in cast.refs if r.kind == "relation")
    guests = [n for n in chosen.by if n > 0 and cast.persons[n].comes and not cast.persons[n].name]
    for round_ in (r.id for r in at.rounds):
        wishes = {chosen.by[n][round_] for n in guests if round_ in chosen.by[n]}
        if not wishes or any(round_ in chosen.by.get(n, {}) for n in (ALL, *named)):
            continue
        counted = all(cast.persons[n].relation in words["grown_up"] | words["minor"] for n in guests)
        if counted and adults and len(wishes) == 1:
            chosen.by.setdefault(ALL, {})[round_] = next(iter(wishes))
        else:
            unsaid = (f"no choice is told for {cast.persons[n].name}" for n in named)
            chosen.doubts += [Doubt("choices", said, round=round_) for said in unsaid]


def _uneven(page: Page, cast: Cast, chosen: Chosen) -> None:
    """One person alone lacks a round that all others have, or is said to come only for one: better asked."""
    named = _named(cast)
    if len(named) < 2:
        return
    common = chosen.by.get(ALL, {})
    for round_ in dict.fromkeys(r for n in named for r in chosen.by.get(n, common)):
        without = [n for n in named if round_ not in chosen.by.get(n, common) and n not in chosen.left_out]
        shared = without and set(chosen.by.get(without[0], common)) & {
            r for n in named if n != without[0] for r in chosen.by.get(n, common)
        }
        limited = {page.sentence_of(m.start) for m in page.marks.get("only", ())}
        said = [m for n in named for m in chosen.said.get((n, round_), [])]
        if said and all(page.sentence_of(m.start) in limited for m in said):
            continue  # 'domenica solo Maria, alla 302'
        if len(without) == 1 and shared and not cast.lists and not _wants_nothing(page, cast, without[0]):
            words = f"no choice is told for {cast.persons[without[0]].name}"
            chosen.doubts.append(Doubt("choices", words, round=round_))
    told = {m.start for mentions in chosen.said.values() for m in mentions}
    for mark in (*page.marks.get("only", ()), *page.marks.get("goes", ())):
        clause = page.clauses[page.clause_of(mark.start)]
        start, end = page.sentences[clause.sentence]
        if mark.cls == "only" and any(start <= place < end for place in told):
            continue  # 'erbario solo per Giulia'
        for ref in cast.refs:
            if clause.start <= ref.start < clause.end and ref.kind in ("name", "he", "relation"):
                for person in people_of(cast, ref):
                    if person > 0 and len(chosen.by.get(person, common)) > 1:
                        words = f"it is not clear what {cast.persons[person].name} takes part in"
                        chosen.doubts.append(Doubt("choices", words))


def _wants_nothing(page: Page, cast: Cast, person: int) -> bool:
    """Who wants nothing for a round says so: 'mio fratello niente', 'Luca: 1 / -', 'Lia only in the morning'."""
    voc = page.voc.words
    for ref in (r for r in cast.refs if r.person == person or (r.kind == "he" and people_of(cast, r) == (person,))):
        start, end = page.sentences[page.sentence_of(ref.start)]
        if any(page.has(cls, start, end) for cls in ("leaves", "only", "goes")):
            return True
        if any(t.fold in voc["no_wish"] for t in page.tokens[max(start, ref.start - 2) : end]):
            return True
        if any(
            not _of_a_person(page, cast, m.end)
            for m in page.within("no_choice", page.clauses[page.clause_of(ref.start)].start, end)
        ):
            return True  # but not 'wherever she goes'
        if any(t.text in voc["dash"] and t.text != "/" and _apart(page, n) for n, t in _marks(page, ref.end, end)):
            return True
    return False


def _of_a_person(page: Page, cast: Cast, place: int) -> bool:
    return any(r.start == place for r in cast.refs)


def _marks(page: Page, start: int, end: int) -> list[tuple[int, Token]]:
    return [(n, page.tokens[n]) for n in range(start, end) if page.tokens[n].kind is Kind.MARK]


def _apart(page: Page, n: int) -> bool:
    """Whether a mark stands between blanks, and not within a code as in 'D1-A'."""
    before, after = page.tokens[n - 1], page.tokens[n + 1 : n + 2]
    return before.end < page.tokens[n].start or not after or after[0].start > page.tokens[n].end


def _handed_on(cast: Cast, chosen: Chosen) -> None:
    """'six places at ten, for …; I'm not coming': what is asked for by who stays away is asked for those who come."""
    named = _named(cast)
    if not named or 0 in named or ALL in chosen.by or any(n in chosen.by for n in named):
        return
    askers = [owner for owner in chosen.by if owner == 0 or len(named) == 1]
    wishes = [chosen.by[owner] for owner in askers]
    if wishes and all(wish == wishes[0] for wish in wishes):
        chosen.by[ALL] = dict(wishes[0])
        for round_ in wishes[0]:
            chosen.said[ALL, round_] = chosen.said[askers[0], round_]


def _mine_alone(cast: Cast, chosen: Chosen) -> None:
    """What was said of all is altered with 'I' alone, and the others have no word of their own: whose is it now?"""
    named = [n for n in _named(cast) if n]
    common, mine = chosen.by.get(ALL, {}), chosen.by.get(0, {})
    if not named or any(n in chosen.by for n in named) or any(r.kind in ("us", "others", "they") for r in cast.refs):
        return
    for round_, sessions in mine.items():
        if round_ in common and not set(sessions) & set(common[round_]):
            words = "it is not clear whether all go with the writer"
            chosen.doubts.append(Doubt("choices", words, round=round_, options=sessions))
