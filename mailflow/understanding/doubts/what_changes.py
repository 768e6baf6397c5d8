"""What a change says is to change besides its sessions: how many come, who somebody is, a fact about somebody."""

from __future__ import annotations

from mailflow.understanding.doubts.numbers_told import SOMETHING_ELSE
from mailflow.understanding.gist import Gist
from mailflow.understanding.reading import Intent
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.questions import requests

MOVES = ("change_session", "obstacle", "rethink", "undecided")  # something else may be meant besides
AWAY = ("negation", "quits", "absent", "cancel", "obstacle")
NEW = ("adds", "joins", "correction")
BESIDES = (*SOMETHING_ELSE, "counts_things", "price", "address")


def says_the_size(gist: Gist) -> bool:
    """'Three to two, as Gil can't come': who is told besides is one of them or is not, and they are as many."""
    return gist.intent is Intent.CHANGE and gist.seats.value is not None


def says_who_or_what(gist: Gist) -> bool:
    """'il collega si chiama Boni, non Bini', 'I forgot to say that I'm a coeliac'."""
    page = gist.page
    if page.has_any(MOVES) or gist.found.mentions:
        return False
    if page.has("name_put_right"):
        return True
    if page.has("name_told") and any(p.name and not p.is_writer for p in gist.cast.persons):
        return True
    return page.has("fact_added") and bool(page.phones or requests(page)[0])


def counted_besides(page: Page) -> set[int]:
    """Numbers of what is asked for, of things, hours, ages and days, of what is booked, and of those who stay as they
    are: 'two amendments', 'we booked two places; Ugo would like to switch'."""
    things = page.voc.words["not_a_person"] - page.voc.words["session_head"]
    told = {n for mark in page.of(*BESIDES) for n in range(mark.start, mark.end)}
    told |= {n for n, token in enumerate(page.tokens[1:]) if token.fold in things}
    if not page.has_any((*AWAY, *NEW)):
        told |= {n for mark in page.marks.get("held_number", ()) for n in range(mark.start, mark.end)}
    for mark in page.marks.get("rest_of_them", ()):
        clause = page.clauses[page.clause_of(mark.start)]
        if page.has("stays_as_is", clause.start, clause.end) or not page.has_any(AWAY, clause.start, clause.end):
            told |= set(range(mark.start, mark.end))
    return told
