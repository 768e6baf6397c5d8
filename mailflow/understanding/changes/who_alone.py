"""Who alone comes of those booked: 'solo io e Clara, i bambini restano dai nonni', 'only Eve sails, I stay ashore'."""

from __future__ import annotations

from mailflow.understanding.changes.booked_people import Roll, names_booked
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.reading import Doubt
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

AWAY = ("absent", "absent_self", "stays_elsewhere", "remains", "stays_in", "stays_at")
AS_IT_IS = ("stays_as_is", "our_booking")


def none_but_they(page: Page, cast: Cast, roll: Roll, start: int, end: int) -> bool:
    """Let all leave but those of whom alone a sentence says that they come; what else may be meant is a doubt."""
    for place in range(start, end):
        if page.tokens[place].fold not in page.voc.words["sole"] or page.idle(place):
            continue
        named, stop = _row(page, cast, roll, place + 1, end)
        if not set(named) - {roll.me} or len(named) == roll.size:
            continue
        words = page.words(start, end).strip()
        if _says_no_more(page, place, stop):
            roll.staying += named
            roll.leaving += [name for name in roll.booked if name not in (*named, *roll.leaving)]
            roll.unnamed_leaving += roll.unnamed
            return True
        if any(_away(page, roll, clause) for clause in page.clauses if stop <= clause.start < end):
            roll.doubts.append(Doubt("names", f"whether nobody but {' and '.join(named)} comes: “{words}”"))
            return True
    return False


def gives_up_alone(page: Page, cast: Cast, roll: Roll, start: int, end: int) -> bool:
    """Let those alone leave of whom an answer to 'shall we cancel?' speaks: "no, only Ugo's", 'solo la mia'; whether
    who is named without his place leaves or comes is a doubt."""
    for place in range(start, end):
        stop = page.clauses[page.clause_of(place)].end
        here, coming = page.tokens[place + 1 : stop], page.voc.words["comes_word"]
        if page.tokens[place].fold not in page.voc.words["sole"] or any(t.fold in coming for t in here):
            continue
        named = [name for _, _, name in names_booked(page, cast, roll, place + 1, stop)]
        mine = roll.me and any(t.fold in page.voc.words["mine_alone"] for t in here)
        who = list(dict.fromkeys([*named, *([roll.me] if mine and roll.me else [])]))
        if not who or len(who) == roll.size:
            continue
        words = page.voc.words["place_of"]
        if mine or any(t.fold in words or t.text.endswith(("'", "’")) for t in here):
            roll.leaving += [name for name in who if name not in roll.leaving]
            roll.staying += [name for name in roll.booked if name not in who]
        else:
            said = page.words(start, end).strip()
            roll.doubts.append(Doubt("names", f"whether {' and '.join(who)} alone leaves, or comes: “{said}”"))
        return True
    return False


def _row(page: Page, cast: Cast, roll: Roll, start: int, end: int) -> tuple[list[str], int]:
    """Those booked who are told in a row from there on, and where it ends."""
    spans = {one: (two, name) for one, two, name in names_booked(page, cast, roll, start, end)}
    for mark in page.within("me", start, end):
        if roll.me and page.tokens[mark.start - 1].text != ",":  # 'solo Clara, io resto a casa'
            spans.setdefault(mark.start, (mark.end, roll.me))
    joints, small = page.voc.words["and"], page.voc.words["determiner"] | {","}
    named: list[str] = []
    at = stop = start
    closed = False  # behind 'io e Clara' a comma begins another thought
    while at < end and (at in spans or page.tokens[at].fold in joints | small):
        if at in spans:
            closed = closed or (bool(named) and page.tokens[at - 1].fold in joints)
            at, name = spans[at]
            named, stop = [*named, name], at
        elif closed and page.tokens[at].text == ",":
            break
        else:
            at += 1
    return list(dict.fromkeys(named)), stop


def _says_no_more(page: Page, place: int, stop: int) -> bool:
    """Whether the thought says nothing but that they come."""
    first, last = page.clauses[page.clause_of(place)], page.clauses[page.clause_of(stop - 1)]
    around = [*range(first.start, place), *range(stop, last.end)]
    plain = page.voc.words["comes_plainly"]
    return all(page.tokens[n].kind is not Kind.WORD or page.tokens[n].fold in plain for n in around)


def _away(page: Page, roll: Roll, clause: Clause) -> bool:
    """Whether others are said to be elsewhere: 'I stay on the bank', and not 'I stay in the first group'."""
    told = any(clause.start <= n < clause.end for n in roll.sessions)
    return page.has_any(AWAY, clause.start, clause.end) and not (
        told or page.has_any(AS_IT_IS, clause.start, clause.end)
    )
