"""Whether a mail about a booking leaves it as it is: it only confirms, waits, or adds a phone."""

from __future__ import annotations

from dataclasses import replace

from mailflow.understanding.changes.amendment import Amendment
from mailflow.understanding.changes.answers_who import STILL
from mailflow.understanding.changes.keeps_waiting import keeps_waiting
from mailflow.understanding.gist import Gist
from mailflow.understanding.intents.answers import is_short
from mailflow.understanding.intents.on_cancelling import ASKED
from mailflow.understanding.reading import Intent, Reading
from mailflow.understanding.text.page import Page


def only_adds_facts(reading: Reading, change: Amendment, page: Page, clear: bool) -> bool:
    """Whether a mail does nothing but add a phone or a wish: 'scusate, dimenticavo: sono celiaca'."""
    stated = bool(page.phones) or bool(reading.requests)
    gives_up = reading.intent is Intent.CANCEL and (clear or page.has("obstacle"))
    alters = reading.intent is Intent.CHANGE and (change.says or states_a_change(reading))
    return stated and not (reading.question or gives_up or alters)


def stands(gist: Gist) -> Intent:
    """What it is to say that a booking stands: a no to 'shall we really cancel?'."""
    return Intent.DECLINE if ASKED in gist.parts.context.asked else Intent.ACCEPT


def only_waits(reading: Reading, change: Amendment, gist: Gist) -> bool:
    """Whether a short mail says that a place is waited for, and nothing else: 'pazienza, aspettiamo'."""
    context = gist.parts.context
    waits = "offer" not in context.asked and is_short(gist.page) and keeps_waiting(gist.page)
    anew = replace(reading, leaving=(), seats=None if reading.seats == context.size else reading.seats)
    asks = "?" in reading.question_text  # 'fatemi sapere se si libera un posto' asks nothing
    return waits and not (change.says or asks or states_a_change(anew))


def only_confirms(reading: Reading, page: Page) -> bool:
    """Whether a mail says that all stays as it is: 'confermo che ci saremo tutti'."""
    if page.has_any(("negation", "uncertain")) or reading.doubts or states_a_change(reading):
        return False
    if not reading.question:
        return page.has_any(STILL)
    told = ((start, end) for start, end in page.sentences if page.tokens[end - 1].text != "?")
    return any(page.has_any((*STILL, "word_accept", "kept_as_booked"), start, end) for start, end in told)


def confirms_what_is_held(reading: Reading, gist: Gist) -> bool:
    """'I confirm my booking for D1-A and D2-A', 'perfect, 10:00 it is': it names what is booked, and nothing else."""
    named, held = {session for m in gist.found.mentions for session in m.sessions}, gist.parts.context.sessions
    one_each = len({gist.parts.at.round_of[session] for session in held}) == len(held)
    if not named or not named <= set(held) or reading.doubts or reading.question:
        return False
    people = tuple(replace(person, choices={}) for person in reading.people)
    anew = replace(reading, choices={}, people=people) if one_each else reading
    plain = not gist.page.has_any(("negation", "uncertain"))
    return plain and gist.page.has_any(("word_accept", "all_well", "yes")) and not states_a_change(anew)


def states_a_change(reading: Reading) -> bool:
    """Whether anything of a booking is to change by the reading."""
    people = any(p.choices for p in reading.people) or reading.leaving or reading.replaced
    sizes = reading.seats, reading.more, reading.fewer
    return bool(people or reading.choices or reading.dropped or any(sizes) or len(reading.people) > 1)
