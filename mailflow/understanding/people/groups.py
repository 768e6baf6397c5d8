"""Groups whose members are named as well count once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.counted_in import without_those_named
from mailflow.understanding.people.members import headed_later
from mailflow.understanding.people.party import Ref, chains, row_around
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.text.page import Page

TO_COLON = 8  # tokens from a group to the colon behind which it is named


def merge_groups(page: Page, cast: Cast) -> None:
    """A group with a number whose members are named ('tre delegati: …') is no further persons; where names are still to
    come ('sei educatrici, … gli altri quattro'), only those are."""
    named = [p for p in cast.persons[1:] if p.name and p.comes and not p.stays]
    rowed = [r for r in cast.unnamed if page.clause_of(r.start) in cast.rows]  # 'Ugo Sala + accompagnatore'
    if len(named) >= 2 and cast.guests - sum(r.n or 0 for r in rowed) == len(named) and cast.lists:
        cast.unnamed = rowed
    spelled_out = _spelled_out(page, cast)
    cast.unnamed = [r for r in cast.unnamed if r not in spelled_out]
    in_rows = {ref for row in chains(page, cast.refs) if any(r.kind == "name" for r in row) for ref in row}
    in_rows.update(rowed)
    merged: list[Ref] = []
    for ref in cast.unnamed:
        number = ref.n or 0
        beside = ref in in_rows
        if number >= 2 and len(named) >= 2 and number == len(named) and not beside:
            continue
        rest = [m for m in page.marks.get("remainder", ()) if cast.stances[page.clause_of(m.start)] is not Stance.STAYS]
        if number > len(named) >= 1 and number >= 3 and rest and not beside:
            merged.append(replace(ref, n=number - len(named)))
        else:
            merged.append(ref)
    cast.unnamed = merged
    without_those_named(page, cast)


def _spelled_out(page: Page, cast: Cast) -> list[Ref]:
    """'iscrivo due educatrici e la cuoca del nido:' and three names: those told before a colon, where as many are named
    behind it."""
    wishes = page.dated | cast.topics  # 'Mum and Dad: 13:00'
    firsts = sorted(p.first for p in cast.persons[1:] if p.name and p.comes and not p.stays)
    colons = [n for n, t in enumerate(page.tokens) if t.text == ":" and not {n, n + 1} & wishes]
    rows = chains(page, cast.refs)
    for n in colons if firsts and cast.unnamed else ():
        start, _ = page.sentences[page.sentence_of(n)]
        above = cast.refs[_first_from(cast.refs, start) : _first_from(cast.refs, n)]
        ties = [r for r in above if r.kind == "relation" and r.end <= n]
        told = [r for r in ties if r.n and (r.person < 0 or not cast.persons[r.person].name)]
        named = len(firsts) - bisect_right(firsts, n)
        others = any(r.person > 0 and r.kind == "name" for r in above)
        at = bisect_right(rows, n, key=lambda row: row[-1].start)
        row = [r for r in rows[at] if r.start > n] if at < len(rows) else []
        writer = len(row) > 1 and any(r.person == 0 and r.kind in ("name", "me") for r in row)  # among them
        if told and named and not others and sum(r.n or 0 for r in told) in (named, named + writer):
            return [r for r in told if r in cast.unnamed]
    return []


def _first_from(refs: Sequence[Ref], place: int) -> int:
    """Where the words for persons from a token on begin."""
    return bisect_left(refs, place, key=attrgetter("start"))


def named_beside(page: Page, cast: Cast, ref: Ref) -> bool:
    """Whether the members of a group are named right before or after it."""
    told = (names_follow, _names_lead, headed_later, _told_behind)
    return any(named(page, cast, ref) for named in told)


def _told_behind(page: Page, cast: Cast, ref: Ref) -> bool:
    """'per i nostri ospiti: camera 5, Helga Vogt; camera 8, …', 'porta le sue amiche. Sono Lia, Ada e Pia': a group
    without a number, named behind a colon or by the sentence that follows."""
    if ref.n is not None:
        return False
    end = page.sentences[page.sentence_of(ref.start)][1]
    names = [r for r in cast.refs if r.kind == "name" and r.person > 0 and r.start >= ref.end]
    colon = next((n for n in range(ref.end, min(end, ref.end + TO_COLON)) if page.tokens[n].text == ":"), end)
    if colon < end and names and names[0].start > colon:
        return len({r.person for r in names}) >= 2
    row = row_around(page, cast.refs, names[0]) if names and names[0].start == end + 1 else ()
    return len({r.person for r in row if r.kind == "name"}) >= 2


def _names_lead(page: Page, cast: Cast, ref: Ref) -> bool:
    """'Ada Po e Ugo Sala, i miei nonni, …': named right before; but not 'Ada, Ugo, i miei nonni e io'."""
    after = page.tokens[ref.end].fold if ref.end < len(page.tokens) else ""
    own = any(t.fold in page.voc.words["own"] for t in page.tokens[ref.start : ref.end])
    if not own or page.tokens[ref.start - 1].text not in ",(" or after in page.voc.words["and"]:
        return False
    row = next((c for c in chains(page, cast.refs) if ref in c), [])
    names = [r for r in row[: row.index(ref)] if r.kind == "name"] if ref in row else []
    joined = len(names) >= 2 and any(
        t.fold in page.voc.words["and"] for t in page.tokens[names[-2].end : names[-1].start]
    )
    return joined and names[-1].end == ref.start - 1 and ref.n in (None, len(names))


def names_follow(page: Page, cast: Cast, ref: Ref) -> bool:
    """'quattro amiche: Licia, …', 'his two doctorands Tilo … and Yasmin …', 'i colleghi:' and a list below: the group
    is named right after."""
    if ref.n == 1:
        return False
    end = page.sentences[page.sentence_of(ref.start)][1]
    if page.tokens[ref.end : ref.end + 1] and page.tokens[ref.end].text == "(":  # 'due adulti (io e Ugo) e due bimbi'
        end = next((n for n in range(ref.end, end) if page.tokens[n].text == ")"), end)
    names = [r for r in cast.refs if r.kind in ("name", "me") and ref.end <= r.start < end]
    near = [r for r in names if r.start < ref.end + 40]
    first = near[0].start if near else 0
    while first and (
        page.tokens[first - 1].fold.strip(".") in page.voc.words["title"] or page.tokens[first - 1].text == "."
    ):
        first -= 1
    told = bool(near) and (first - ref.end <= 8 or page.tokens[first - 1].text == ":")
    own = any(t.fold in page.voc.words["own"] for t in page.tokens[ref.start : ref.end])
    if told and own and any(r.kind == "me" for r in near):  # 'i miei genitori sabato, io e Ugo domenica'
        wishes, between = page.dated | cast.topics, range(ref.end, first)
        told = wishes.isdisjoint(between) or any(page.tokens[n].text in ":(" for n in between if n not in wishes)
    listed = page.clause_of(ref.start) not in cast.rows
    rows = [r for r in cast.refs if r.kind == "name" and r.start >= end and page.clause_of(r.start) in cast.rows]
    rows = rows if listed else []  # the group is a row itself
    named = len({r.person for r in (near if told else rows)})
    if told:  # '…: Rosamund, Odette, and Odette's husband'
        persons = {r.person for r in near}
        row = row_around(page, cast.refs, near[0])
        ties = [r for r in row if r.kind == "relation" and near[0].start < r.start < end]
        named += sum(r.n or 0 for r in ties if r.person not in persons)
    return named >= 2 and (ref.n is None or named in (ref.n, ref.n + 1))


def counts(page: Page, ref: Ref) -> bool:
    """Whether a number above one is said of the group itself."""
    return any((page.voc.number(t) or 0) > 1 for t in page.tokens[ref.start : ref.end])
