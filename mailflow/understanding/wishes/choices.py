"""Which sessions each person wants, in which order: wishes weighed into one choice per person and round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import chains
from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.all_and_each import merge_common
from mailflow.understanding.wishes.chosen import WHICH, Chosen
from mailflow.understanding.wishes.declined import without_declined
from mailflow.understanding.wishes.followed import follow_if_full
from mailflow.understanding.wishes.kept import parts_left
from mailflow.understanding.wishes.left_out import left_out
from mailflow.understanding.wishes.not_told import handed_on, mine_alone, of_nobody_named, silent, uneven
from mailflow.understanding.wishes.one_choice import ordered_choice
from mailflow.understanding.wishes.only_then import all_other_rounds
from mailflow.understanding.wishes.same_as import as_somebody_else
from mailflow.understanding.wishes.split import split_in_numbers
from mailflow.understanding.wishes.stays_put import stays_put
from mailflow.understanding.wishes.whom import ALL, UNKNOWN
from mailflow.understanding.wishes.wish import Wish
from mailflow.understanding.wishes.wishes import wishes_of

OTHERS = ("name", "he", "they", "relation", "others", "these")
NEAR = 3  # tokens between words of adding and who is added
HELD = ("stays_as_is", "mine_stays", "remains", "stays_in", "keeps_own")  # who stays where he is
STANDS_IN = ("place_passes_to", "substitution", "in_place_of", "replaced_by", "replace_with")  # what another had


def choices_of(page: Page, cast: Cast, found: Found, at: Index, changing: bool) -> Chosen:
    """Tie every session mention to its owner, weigh negation, exclusion, correction and order."""
    chosen = Chosen(changing=changing)
    alone = len(cast.named_attending) <= 1 and not cast.guests and not (changing and _one_stays(page, cast))
    split = split_in_numbers(page, found, at)
    chosen.apart.update(at.round_of[found.mentions[n].sessions[0]] for n in split)
    wishes, doubts = wishes_of(page, cast, found, at, chosen, alone, split)
    chosen.doubts += doubts
    _settle(page, cast, wishes, found, at, chosen)
    followed = follow_if_full(page, cast, found, at, wishes, chosen)
    as_somebody_else(page, cast, found, wishes, chosen, followed)
    _leave_out(page, cast, found, at, wishes, chosen)
    _told_by_us(page, found, chosen)
    if not changing:
        without_declined(page, cast, found, at.round_of, chosen)
    if changing:
        _stay_as_they_are(page, cast, found, wishes, chosen)
        _join_those_who_move(page, cast, at, chosen)
        _as_booked(page, found, chosen)
        _leave_parts(page, cast, found, at, chosen)
    else:
        of_nobody_named(cast, chosen)
        handed_on(cast, chosen)
        mine_alone(cast, chosen)
        silent(page, cast, found, at, chosen)
        uneven(page, cast, found, chosen)
    return chosen


def _one_stays(page: Page, cast: Cast) -> bool:
    """'Ugo può solo alle 10, io resto alle 9': what is told of one is not said of the other."""
    spoken = {r.person for r in cast.refs if r.kind in ("name", "me", "i") and r.person >= 0}
    told = any(page.has(cls) for cls in ("stays_at", "stays_as_is", "mine_stays"))
    return len(spoken) > 1 and (told or any(r.kind == "name" and stays_put(page, r) for r in cast.refs))


def _leave_out(page: Page, cast: Cast, found: Found, at: Index, wishes: Sequence[Wish], chosen: Chosen) -> None:
    """Who is left out of what all want has no choice there, unless one of his own is told."""
    for person, rounds in left_out(page, cast, found, at).items():
        own = {w.round for w in wishes if w.owner == person and w.positive and w.place >= rounds.get(w.round, 0)}
        mine = chosen.by.get(person, chosen.by.get(ALL, {}))
        chosen.by[person] = {round_: told for round_, told in mine.items() if round_ not in rounds.keys() - own}
        chosen.left_out[person] = frozenset(rounds.keys() - own)


def _leave_parts(page: Page, cast: Cast, found: Found, at: Index, chosen: Chosen) -> None:
    """'rinuncio alla A, tengo la B', 'solo la mattina': what the writer, or all, give up of a booking, and take nothing
    else for."""
    told = {round_ for rounds in chosen.by.values() for round_, sessions in rounds.items() if sessions}
    left = parts_left(page, at, found) or all_other_rounds(page, at, found)
    for part, place in left.items():
        clause, round_ = page.clauses[page.clause_of(place)], at.round_of.get(part, part)
        others = any(clause.start <= r.start < clause.end and r.kind in OTHERS for r in cast.refs)
        if round_ not in told and not others:
            chosen.dropped.append(part)
            chosen.declined.add(round_)
            chosen.doubts = [d for d in chosen.doubts if d.round != round_]


def _stay_as_they_are(page: Page, cast: Cast, found: Found, wishes: Sequence[Wish], chosen: Chosen) -> None:
    """'Luca passa al 5, i miei gruppi vanno bene': of a change, who says that nothing is altered for him."""
    for cls in ("stays_as_is", "mine_stays") if len(cast.named_attending) > 1 else ():
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
            words = f"{WHICH}: “{page.words(mark.start, mark.end)}”"
            chosen.doubts.append(Doubt("choices", words))
            return


def _join_those_who_move(page: Page, cast: Cast, at: Index, chosen: Chosen) -> None:
    """'move Len and me to the last boat and add our grandson Archie': who is added goes where all others go."""
    named = cast.named_attending
    told = [chosen.by[n] for n in named if n in chosen.by]
    rest = [n for n in named if n not in chosen.by]
    if len(at.rounds) > 1 or ALL in chosen.by or not told or any(choice != told[0] for choice in told):
        return
    added = [r for m in page.marks.get("adds", ()) for r in cast.refs if 0 <= r.start - m.end <= NEAR]
    for person in rest if len(told) > 1 else ():
        if any(r.person == person for r in added):
            chosen.by[person] = dict(told[0])


def _as_booked(page: Page, found: Found, chosen: Chosen) -> None:
    """'mio fratello fa gli stessi gruppi che faccio io': of sessions the mail itself does not name, and not of those
    that are held: 'al mio posto viene Ugo, stessi gruppi', 'restiamo in due, con gli stessi gruppi'."""
    for mark in page.marks.get("same_sessions", ()):
        said = page.sentence_of(mark.start)
        start, end = page.sentences[said]
        held = page.has_any(HELD, start, end) or page.has_any(STANDS_IN, page.sentences[max(0, said - 1)][0], end)
        if not held and not any(m.start < mark.start for m in found.mentions):
            words = page.words(mark.start, mark.end)
            chosen.doubts.append(Doubt("choices", f"{WHICH}: “{words}”"))
            return


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
    if groups and _all_the_same(page, cast, at, wishes):
        groups = set()
    for unclear in sorted(groups & {w.round for w in wishes if w.owner == ALL}):
        chosen.doubts.append(Doubt("choices", "it is not clear who wants what", round=unclear))
    some = {w.round for w in wishes if w.owner == UNKNOWN and w.positive and _of_some(page, cast, w, wishes)} & groups
    for unclear in sorted(some - {d.round for d in chosen.doubts}):
        chosen.doubts.append(Doubt("choices", "it is not clear who wants what", round=unclear))
    wishes = [replace(w, owner=ALL) if w.owner == UNKNOWN and w.round not in told else w for w in wishes]
    for owner in sorted({w.owner for w in wishes} - {UNKNOWN}):
        for round_ in at.rounds:
            mine = [w for w in wishes if w.owner == owner and w.round == round_.id]
            common = [w for w in wishes if w.owner == ALL and w.round == round_.id and w.positive]
            if owner != ALL and common and _only_remarked(mine) and not _only_remarked(common):
                continue  # 'due posti alle 9, che alle 11 io dormo'
            theirs = [w for w in wishes if w.owner not in (owner, ALL) and w.round == round_.id and w.positive]
            sessions = ordered_choice(page, mine, theirs, round_.id, at, found, chosen) if mine else ()
            if sessions:
                chosen.by.setdefault(owner, {})[round_.id] = sessions
    merge_common(page, found, wishes, chosen)


def _all_the_same(page: Page, cast: Cast, at: Index, wishes: Sequence[Wish]) -> bool:
    """'the Sunday climb for four people: …': the one choice to make is told of a party, before its names."""
    if len(at.rounds) > 1 or len({w.session for w in wishes}) > 1 or not all(w.positive for w in wishes):
        return False
    start, end = page.sentences[page.sentence_of(min(w.place for w in wishes))]
    named = any(r.kind == "name" and r.person > 0 and r.start < start for r in cast.refs)
    return not named and not page.has_any(("only", "alone", "single_one"), start, end)


def _only_remarked(wishes: Sequence[Wish]) -> bool:
    """Whether sessions are spoken of there, or said to be full, and none is asked for."""
    yes = [w for w in wishes if w.positive]
    return bool(yes) and all(w.remark or w.told_of for w in yes)


def _of_some(page: Page, cast: Cast, wish: Wish, wishes: Sequence[Wish]) -> bool:
    """'the two managers to B', 'just the parents': a part of those who are named, in words not understood."""
    start, end = page.sentences[page.sentence_of(wish.place)]
    groups = [r for r in cast.refs if start <= r.start < end and r.kind == "relation" and r.person < 0]
    named = len(cast.named_attending)
    own = {w.owner for w in wishes if w.round == wish.round and w.positive}
    if any(start <= r.start < end and r.kind == "others" and r.n for r in cast.refs):
        return True  # 'Ada e Pia alle 8, gli altri tre alle 9': who are not named
    if own.issuperset(cast.named_attending):
        return False  # each has said his own
    return named > 1 and (not groups or any(r.n is None or r.n < named for r in groups))
