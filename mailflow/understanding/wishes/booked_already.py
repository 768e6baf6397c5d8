"""Of a change: what the mail itself tells of a booking that there is, no wish."""

from __future__ import annotations

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.wishes.joints import are_joined

HELD = ("before_now", "was", "held", "stays_in", "had_size")
CARRIED = ("held", "had_size")
ALTERS = ("change", "change_strict", "change_session", "alters")
ANEW = (
    "self",
    "we",
    "request",
    "wished",
    "prefers",
    "book",
    "but",
    "joins",
    "adds",
    "one_more",
    "correction",
    "asked_for",
)
BEHIND = 6  # tokens behind a session that say it is as before
FAR = 14  # tokens from words of what is held to a session told in the same breath


def booked_already(page: Page, at: Index, found: Found, mention: Mention) -> bool:
    """'avevo prenotato per venerdì alle 17': what is held so far, no wish."""
    clause = page.clauses[page.clause_of(mention.start)]
    if _as_before(page, mention) or _told_behind(page, clause.start, clause.end, mention):
        return True
    if _not_the_one_behind(page, at, found, mention):
        return False
    taken = page.within("substitution", clause.start, mention.start)  # 'takes over her place in B'
    held = [m for cls in HELD for m in page.within(cls, clause.start, mention.start)]
    asked = page.within("asked_for", clause.start, mention.start)  # 'mi avete messo C, ma avevo chiesto B'
    held = [m for m in held if m.cls != "had_size" or m.end - 1 not in page.dated]  # 'could I have 14:30'
    held = [m for m in held if m.cls != "held" or not any(t.start <= m.start < t.end for t in taken)]
    held = [m for m in held if m.cls == "had_size" or not any(t.start <= m.start < t.end for t in asked)]
    held = [m for m in held if not _is_moved(page, m, mention)]
    held = [m for m in held if not any(o.start <= m.start and m.end < o.end for o in held)]  # 'I booked two for'
    begin, _ = page.sentences[clause.sentence]
    others = {m.start for m in page.within("instead_of", begin, clause.end)}  # 'four rather than six, and the 10:00'
    if not held and clause.opener in page.voc.words["and"]:  # 'eravamo io e Ugo alle 9'
        held = [m for m in page.within("was", begin, clause.start) if not page.has("self", m.end, mention.start)]
        held = [m for m in held if m.start not in others or not any(page.numbers[m.end : m.end + 1])]
    held = held or _carried(page, begin, clause.start, mention)
    verbs = page.voc.words["verb"] | page.voc.words["goes_verb"]
    goes = any(t.fold in verbs for t in page.tokens[clause.start : mention.start])
    instead = any(m.start not in others for m in page.within("substitution", clause.start, clause.end))
    if instead and _in_its_place(page, at, found, mention):
        return False
    if instead and not held and not goes and page.tokens[mention.start - 1].fold not in page.voc.words["with"]:
        return True  # 'per la visita delle 10 al mio posto viene Ugo'
    again = mention.how == "hour" and page.has("same_hour", mention.end)
    again = again and not _moves_on(at, found, mention)  # 'sabato alle 18, possiamo fare domenica, stessa ora?'
    if held and held[0].cls in ("held", "stays_in") and (again or page.has("alternative", begin, mention.start)):
        return False  # 'alla mia prenotazione delle 10 aggiungete Ugo, alla stessa ora', 'if B is full, he stays in C'
    round_ = at.round_of[mention.sessions[0]]
    between = [m for m in found.mentions if held and held[-1].end <= m.start < mention.start]
    if any(at.round_of[m.sessions[0]] == round_ and not are_joined(page, m, mention) for m in between):
        return False  # 'la mia prenotazione dalle 8.30 alle 9.30'
    return bool(held) and not _altered(page, max(m.end for m in held), mention.start)


def _not_the_one_behind(page: Page, at: Index, found: Found, mention: Mention) -> bool:
    """'avevo scelto la B, non la A': what is held is the other of the round, which is denied right behind."""
    end = page.sentences[page.sentence_of(mention.start)][1]
    other = next((m for m in found.mentions if mention.end <= m.start < end and m.sessions != mention.sessions), None)
    if other is None or at.round_of[other.sessions[0]] != at.round_of[mention.sessions[0]]:
        return False
    between = range(mention.end, other.start)
    denied = any(m.start in between for m in page.of("denies_it"))
    small = page.voc.function_words | {","}
    return denied and all(page.tokens[n].fold in small for n in between)


def _is_moved(page: Page, mark: Mark, mention: Mention) -> bool:
    """'spostare la mia prenotazione a B': where what is held is to go."""
    moved = any(m.start < mark.start < m.end or m.end == mark.start for m in page.of(*ALTERS))
    between = page.tokens[mark.end : mention.start]
    small = page.voc.words["article"] | page.voc.words["determiner"]
    return (
        moved
        and bool(between)
        and between[0].fold in page.voc.words["leads_to"]
        and all(t.fold in small for t in between[1:])
    )


def _moves_on(at: Index, found: Found, mention: Mention) -> bool:
    """Whether another session of the round is told behind."""
    round_ = at.round_of[mention.sessions[0]]
    behind = (m for m in found.mentions if m.start > mention.start and m.sessions != mention.sessions)
    return any(at.round_of[m.sessions[0]] == round_ for m in behind)


def _in_its_place(page: Page, at: Index, found: Found, mention: Mention) -> bool:
    """'Sono iscritta alla A. Al suo posto vorrei la B': the place is that of another session of the round."""
    first, round_ = page.sentence_of(mention.start), at.round_of[mention.sessions[0]]
    start, _ = page.sentences[max(0, first - 1)]
    places = [m.start for m in page.within("substitution", page.sentences[first][0], mention.start)]
    other = (
        m for m in found.mentions if start <= m.start and at.round_of[m.sessions[0]] == round_ and len(m.sessions) == 1
    )
    return any(m.end <= place and m.sessions != mention.sessions for m in other for place in places)


def _as_before(page: Page, mention: Mention) -> bool:
    """'venerdì alle 17 come prima', 'A and D, unchanged'; of who takes another's place it tells what he has."""
    near = page.within("as_before", mention.end, mention.end + BEHIND)
    return any(m.start - mention.end <= 1 for m in near) and not page.has_any(("substitution", "swap"))


def _told_behind(page: Page, start: int, end: int, mention: Mention) -> bool:
    """'per sabato alle 15 siamo prenotati in tre'."""
    near = page.within("held", mention.end, min(end, mention.end + BEHIND))
    return any(m.start == mention.end for m in near) and not page.has_any(ANEW, start, mention.start)


def _carried(page: Page, begin: int, start: int, mention: Mention) -> list[Mark]:
    """'avevo prenotato per tre, domenica alle 10', 'Tom has a place (A and D)': told behind a comma or in brackets,
    without a verb of its own."""
    near = [m for cls in CARRIED for m in page.within(cls, max(begin, mention.start - FAR), start)]
    near = [m for m in near if not page.has_any(ALTERS, begin, m.start)]  # 'please change our booking, from A to B'
    near = [m for m in near if not page.has("substitution", begin, m.end) and m.end - 1 not in page.dated]
    verbs = {n for n in page.verbs if start <= n < mention.start}
    return [m for m in near if not verbs and not page.has_any(ANEW, m.end, mention.start)]


def _altered(page: Page, start: int, end: int) -> bool:
    """Whether words of moving on stand there: 'my place on B to C'; 'registered for C' is none."""
    words = page.voc.words["for"]
    moves = any(m.start > start or page.tokens[m.start].fold not in words for m in page.within("move_to", start, end))
    return moves or any(page.has(cls, start, end) for cls in ("change_session", "but"))
