"""How many places a booking is to have after a change: told in a number, or worked out from how many it had."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.seats.no_party_size import tells_no_size
from mailflow.understanding.seats.seat_numbers import concludes
from mailflow.understanding.seats.seats import Seats
from mailflow.understanding.seats.size import MOST, Stated
from mailflow.understanding.seats.stated import stated
from mailflow.understanding.seats.sums import each_once, summed_up
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

DIFFERENCES = (("given_back", -1), ("made_fewer", -1), ("some_more", 1), ("made_more", 1))
PAIR = 2
MOVES = ("change_session", "change_strict", "move_to", "alters")
NEAR = 4  # tokens from who is moved to the session
WHOLE = ("we_are", "concluding", "only", "remains", "the_same_people")  # words before persons who are all there are


def seats_after(page: Page, cast: Cast, blocked: frozenset[int]) -> Seats:
    """The size a booking is to have after a change, where the mail tells it: in a number, or by telling who is left."""
    for mark in page.marks.get("taken_from", ()):  # 'from the four please take one away', 'one of our three can go'
        return Seats(max(mark.numbers) - min(mark.numbers), said=Stated(min(mark.numbers), mark.start, mark.end))
    told = _widest(stated(page, cast, blocked))
    said = summed_up(page, cast) or [s for s in told if concludes(page, s)] or told
    left = _others_left(page, cast)
    if (
        left is not None
        and left.said is not None
        and told
        and told[-1].start > left.said.start
        and concludes(page, told[-1])
    ):
        left = None  # 'the other two stay put, so it is still three'
    part = bool(said) and any(m.start <= said[-1].start < m.end for m in page.marks.get("one_fewer", ()))
    if left is not None and left.value is not None and (not said or part or said[-1].value > left.value):
        return left  # 'of our four one has to drop out. The other three are coming'
    held = _held(page, blocked)
    if held is not None and all(_is_old(page, held, s) for s in said):
        if any(not tells_no_size(page, None, m, m.start) for m in page.of("pair_total")) and held.value != PAIR:
            return Seats(PAIR, said=held)  # 'you have me down for one: make it the pair of us'
        old = Seats(said[-1].value if said else None)
        return _worked_out(page, cast, held) or _all_there_are(page, cast, blocked) or old
    if said:
        return Seats(_altered(page, said[-1]), said=said[-1])
    staying = (Stance.STAYS, Stance.ASIDE)
    pairs = (m for m in page.marks.get("pair_total", ()) if not tells_no_size(page, None, m, m.start))
    if any(cast.stances[page.clause_of(m.start)] not in staying for m in pairs):
        return Seats(2)
    return _all_there_are(page, cast, blocked) or Seats(None)


def _widest(told: list[Stated]) -> list[Stated]:
    """Without numbers within the words of another: 'da un posto a due' is two."""
    return [s for s in told if not any(o is not s and o.start <= s.start and s.end <= o.end for o in told)]


def _held(page: Page, blocked: frozenset[int]) -> Stated | None:
    """The number of places that are booked already: 'our booking was for four', 'avevamo tre posti'."""
    for mark in page.marks.get("had_size", ()):
        clause = page.clauses[page.clause_of(mark.start)]
        no_size = any(n in page.dated or n in blocked for n in range(mark.start, mark.end + 1))
        last_year = page.has("another_time", clause.start, clause.end)
        if not (no_size or last_year) and 0 < mark.numbers[-1] <= MOST:
            return Stated(mark.numbers[-1], mark.start, mark.end)
    return None


def _is_old(page: Page, held: Stated, said: Stated) -> bool:
    """Whether a number is the one held, or tells what it differs by."""
    differs = [m for cls, _ in DIFFERENCES for m in page.marks.get(cls, ())]
    spans = [(held.start, held.end), *((m.start, m.end) for m in differs)]
    return any(start < said.end and said.start < end for start, end in spans)


def _worked_out(page: Page, cast: Cast, held: Stated) -> Seats | None:
    """'avevamo tre posti, uno lo restituiamo', 'we have two and would like two more': what is held and the difference,
    in numbers or in persons of whom it is said that they leave or join."""
    marks = [(m, sign) for cls, sign in DIFFERENCES for m in page.marks.get(cls, ()) if m.start >= held.end]
    told: dict[int, int] = {}
    for mark, sign in sorted(marks, key=lambda m: m[0].end):
        differs = sign * (mark.numbers[-1] if mark.numbers else 1)
        if not (sum(told.values()) == differs and _follows(page, max(told), mark.start)):
            told[mark.end] = differs
    change = sum(told.values())
    further = {page.voc.ordinals.get(page.tokens[m.end - 1].fold) for m in page.marks.get("one_further", ())}
    if held.value + 1 in further:
        change = 1
    who = _persons(page, cast, held)
    value = held.value + (change + who if not change or change < 0 < who else change)
    return Seats(value, said=held) if value != held.value and value > 0 else None


def _follows(page: Page, start: int, end: int) -> bool:
    """Whether what stands there is only drawn from what was said: 'one is ill, so one seat fewer'."""
    return any(token.fold in page.voc.words["therefore"] for token in page.tokens[start:end])


def _persons(page: Page, cast: Cast, held: Stated) -> int:
    """'eravamo in tre, mia suocera si tira indietro': by how many persons told behind it a booking differs."""
    leave = [r for r in cast.refs if r.start >= held.end and cast.stances[page.clause_of(r.start)] is Stance.STAYS]
    spans = [page.clauses[page.clause_of(m.start)] for m in page.marks.get("joins", ()) if m.start >= held.end]
    join = [r for r in cast.refs if any(c.start <= r.start < c.end for c in spans)]
    who = [r for row in chains(page, [*leave, *join]) for r in each_once(page, row) if r.kind in ("name", "relation")]
    if bool(leave) == bool(join) or not who or not all(r.n for r in who):
        return 0
    count = len({r.person for r in who if r.person >= 0}) + sum(r.n or 0 for r in who if r.person < 0)
    return -count if leave else count


def _altered(page: Page, said: Stated) -> int:
    """'our booking of five, reduced by one', 'we booked two, could we have a third': what is told is the old size."""
    for cls, sign in (("made_fewer", -1), ("made_more", 1)):
        for mark in page.marks.get(cls, ()):
            if mark.start >= said.end:
                return max(said.value + sign * (mark.numbers[-1] if mark.numbers else 1), 0)
    nth = (m for m in page.marks.get("one_further", ()) if m.start >= said.end)
    further = {page.voc.ordinals.get(page.tokens[m.end - 1].fold) for m in nth}
    return said.value + 1 if said.value + 1 in further else said.value


def _others_left(page: Page, cast: Cast) -> Seats | None:
    """'Dad isn't up to it. The other three are coming'."""
    gone = Stance.STAYS in cast.stances or page.has("gone")
    for ref in cast.refs if gone else ():
        if ref.kind == "others" and ref.n and cast.stances[page.clause_of(ref.start)] is Stance.COMES:
            mine = any(r.kind in ("me", "i") and 0 < ref.start - r.end <= 2 for r in cast.refs)
            return Seats(ref.n + mine, said=Stated(ref.n, ref.start, ref.end))
    return None


def _all_there_are(page: Page, cast: Cast, sessions: frozenset[int]) -> Seats | None:
    """Those who are left, told one by one: 'restiamo io e Ada', 'so it's only Ada and me', 'only me'. `sessions`: the
    tokens that name any."""
    gone = Stance.STAYS in cast.stances or page.has("gone") or page.has("one_fewer")
    for row in reversed(chains(page, cast.refs)):
        chain = _who_come(page, cast, row)
        if not chain or not all(r.n for r in chain) or chain[0] is not row[0]:
            continue
        mine = any(r.kind in ("me", "i") or (r.person == 0 and page.has("the_same_people")) for r in chain)
        if len(chain) == 1 and not gone and _only_concludes(page, chain[0]):
            continue
        along = _same_company(page, chain[0])
        if _nobody_else(page, chain):
            me = any(r.kind in ("me", "i") for r in chain)
            once = [r for r in each_once(page, chain) if not (me and r.kind == "name" and r.person == 0)]
            return Seats(sum(r.n or 0 for r in once), of_all=True)  # 'only me, Ada Neri' is one
        if _is_moved(page, chain[-1].end, sessions):
            continue
        if along or (mine and _said_to_be_all(page, cast, chain[0])) or (gone and _left(page, chain[0])):
            count = sum(r.n or 0 for r in each_once(page, chain)) + (along and not mine)
            return Seats(count, said=Stated(len(chain), chain[0].start, chain[-1].end))
    joints = page.voc.words["and"] | page.voc.words["with"]
    for mark in page.marks.get("alone", ()):
        joined = mark.end < len(page.tokens) and page.tokens[mark.end].fold in joints  # 'just me and Tom'
        if joined or _is_moved(page, mark.end, sessions):
            continue
        if cast.stances[page.clause_of(mark.start)] is Stance.COMES:
            return Seats(1, of_all=gone)
    return None


def _who_come(page: Page, cast: Cast, row: Sequence[Ref]) -> list[Ref]:
    """Those of a row who do not stay away: 'just me, Rita is ill', 'vengo solo io, Ugo e Lea sono malati'."""
    joints, stays = page.voc.words["and"], [cast.stances[page.clause_of(r.start)] is Stance.STAYS for r in row]
    joined = [any(t.fold in joints for t in page.tokens[a.end : b.start]) for a, b in pairwise(row)]
    for n in range(len(row) - 2, 0, -1):  # whoever is told in one breath with the last of them, up to another 'and'
        stays[n] = stays[n] or (stays[n + 1] and (joined[n] or not joined[n - 1]))
    return [r for r, away in zip(row, stays, strict=True) if not away]


def _is_moved(page: Page, place: int, sessions: frozenset[int]) -> bool:
    """'move just me to the 13:00', 'solo io alla B': of whom a session is told right behind, which counts nobody."""
    near = range(place, min(place + NEAR, page.sentences[page.sentence_of(place - 1)][1]))
    return any(n in sessions for n in near) and page.has_any(MOVES, *page.sentences[page.sentence_of(place - 1)])


def _nobody_else(page: Page, chain: Sequence[Ref]) -> bool:
    """'only Rita will come', 'just Rita now', 'viene solo Ada': the thought says nothing but that they come, who are
    told by name or as the writer; 'viene solo mia sorella' may mean one who is not booked yet."""
    if any(r.kind not in ("name", "me", "i", "us") for r in chain):
        return False
    start, end = chain[0].start, chain[-1].end
    first, last = page.clauses[page.clause_of(start)], page.clauses[page.clause_of(end - 1)]
    around = [page.tokens[n] for n in (*range(first.start, start), *range(end, last.end))]
    plain, sole = page.voc.words["comes_plainly"], page.voc.words["sole"]
    said = any(t.fold in sole for t in page.tokens[max(first.start, start - 2) : start])
    return said and all(t.kind is not Kind.WORD or t.fold in plain | sole for t in around)


def _same_company(page: Page, first: Ref) -> bool:
    """'con le stesse persone (Ada e i due ragazzi)', 'with the same party: my wife and our two boys'."""
    near = page.within("same_company", max(0, first.start - 6), first.start)
    return any(0 <= first.start - m.end <= 2 for m in near)


def _said_to_be_all(page: Page, cast: Cast, first: Ref) -> bool:
    """Whether words right before say that these are all."""
    near = [m for cls in WHOLE for m in page.within(cls, max(0, first.start - 6), first.start)]
    comes = cast.stances[page.clause_of(first.start)] not in (Stance.STAYS, Stance.ASIDE)
    return comes and any(0 <= first.start - m.end <= 1 for m in near)


def _only_concludes(page: Page, first: Ref) -> bool:
    """'I got the day off, so I'll be there': a 'so' alone, before one who says that he comes."""
    near = [m for cls in WHOLE for m in page.within(cls, max(0, first.start - 6), first.start)]
    return all(m.cls == "concluding" for m in near if 0 <= first.start - m.end <= 1)


def _left(page: Page, first: Ref) -> bool:
    """'restano Ada e Ugo', 'verrà soltanto Ada', 'that leaves Ada and Tom', where somebody goes."""
    near = page.within("those_left", max(0, first.start - 6), first.start)
    return any(0 <= first.start - m.end <= 2 for m in near)
