"""Of a change: sessions and rounds said to stay as they are: 'le bruschette restano', 'la A la tengo', "I'm keeping A",
'al mattino ci sono'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.wishes.joints import are_joined

AWAY = ("leaves_session", "gone", "absent", "absent_self", "quits", "cancel_strict", "not_there", "kept_away",
        "frees_mine")  # fmt: skip
OF_ANOTHER = ("substitution", "takes_over", "place_passes_to")
OF_A_SESSION = 3  # tokens from words of exchange to a session or number that is exchanged
BEFORE = 20  # tokens before a session that are looked at
REACH = 6  # tokens from a session to the end of what is said of it
RANKS = ("alternative", "first_rank", "first_rank_after", "instead_of", "move_to")  # said of it: it does not just stay
SMALL = ("article", "preposition", "session_head", "determiner")


def is_kept(page: Page, found: Found, mention: Mention) -> bool:
    """Whether words right before or right behind say that a session stays; of several joined ones, of all. Of who
    takes another's place they tell what he has."""
    return _stays(page, mention.start, _last_joined(page, found, mention).end) and not _another_comes(page, found)


def rounds_kept(page: Page, found: Found) -> Iterator[str]:
    """The rounds that are said to stay, by whatever is booked in them."""
    return (ref.round for ref in found.rounds if _stays(page, ref.start, ref.end))


def parts_left(page: Page, at: Index, found: Found) -> Mapping[str, int]:
    """'rinuncio alla A, tengo la B', "I can't come on Friday, Thursday stays": the sessions and rounds given up, each
    with its place, where a part of another round is said to stay."""
    kept = {at.round_of[m.sessions[0]] for m in found.mentions if is_kept(page, found, m)} | {*rounds_kept(page, found)}
    if not kept:
        return {}
    gone = {page.clause_of(mark.start) for mark in page.of(*AWAY) if not page.idle(mark.start)}
    left = {m.sessions[0]: m.start for m in found.mentions if len(m.sessions) == 1 and page.clause_of(m.start) in gone}
    named = {at.round_of[session] for session in left}
    left |= {r.round: r.start for r in found.rounds if r.round not in named and page.clause_of(r.start) in gone}
    return {part: place for part, place in left.items() if at.round_of.get(part, part) not in kept}


def _another_comes(page: Page, found: Found) -> bool:
    """'al mio posto viene Ugo'; not 'al posto della A la B', 'three instead of two'."""
    for mark in page.of(*OF_ANOTHER):
        end = mark.end + OF_A_SESSION
        if found.tokens.isdisjoint(range(mark.start, end)) and not any(page.numbers[mark.start : end]):
            return True
    return False


def _stays(page: Page, begin: int, last: int) -> bool:
    """Whether what stands from `begin` to `last` is said to stay."""
    clause = page.clauses[page.clause_of(begin)]
    start, end = page.sentences[clause.sentence]
    start = max(start, begin - BEFORE)
    if _under_an_if(page, start, begin) or page.has_any(("alternative", "stays_otherwise"), start, begin):
        return False  # 'se è pieno, tengo la A'
    behind = page.within("kept_behind", last, min(end, last + REACH))
    if any(_at_once(page, m, last, m.start) and _no_rank(page, m.end, clause.end) for m in behind):
        return True
    ahead = page.within("kept_ahead", start, begin)
    return any(_at_once(page, m, m.end, begin) and _no_rank(page, last, clause.end) for m in ahead)


def _under_an_if(page: Page, start: int, end: int) -> bool:
    """Whether a condition stands there, other than 'se possibile'."""
    small = {n for m in page.of("no_condition", "if_it_can_be") for n in range(m.start, m.end)}
    iffy = page.voc.words["conditional"]
    return any(page.tokens[n].fold in iffy and n not in small for n in range(start, end))


def _last_joined(page: Page, found: Found, mention: Mention) -> Mention:
    """The last of those that an 'and' joins to it: 'bruschette e cioccolato'."""
    last = mention
    for other in found.mentions[found.mentions.index(mention) + 1 :]:
        joints = [t.fold in page.voc.words["and"] for t in page.tokens[last.end : other.start]]
        if not (any(joints) and are_joined(page, last, other)):
            break
        last = other
    return last


def _at_once(page: Page, mark: Mark, start: int, end: int) -> bool:
    """Whether no more than small words stand between the words of staying and the session, and no 'not' before; 'due
    alla A, gli altri restano' is said of the others."""
    small = frozenset[str]().union(*(page.voc.words[cls] for cls in SMALL)) | {",", ")", ":"}
    denied = page.has("negation", max(0, mark.start - 1), mark.start)
    others = page.has_any(("others", "remainder"), start, end)
    return not (denied or others) and all(t.fold in small for t in page.tokens[start:end])


def _no_rank(page: Page, start: int, end: int) -> bool:
    """'la A resta la seconda scelta' ranks it."""
    return not page.has_any(RANKS, start, end)
