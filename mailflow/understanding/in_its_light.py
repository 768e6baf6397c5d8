"""A reading in the light of the booking it is about."""

from __future__ import annotations

from dataclasses import replace

from mailflow.understanding.amended import amended, same
from mailflow.understanding.changes.amendment import Amendment
from mailflow.understanding.changes.confirmed_otherwise import confirmed_otherwise
from mailflow.understanding.changes.given_up import not_so
from mailflow.understanding.changes.gone import gone
from mailflow.understanding.changes.nothing_changes import (
    confirms_what_is_held,
    only_adds_facts,
    only_confirms,
    only_waits,
    stands,
    states_a_change,
)
from mailflow.understanding.gist import Gist
from mailflow.understanding.intents.on_cancelling import ASKED
from mailflow.understanding.names.names import key_of
from mailflow.understanding.outcome import Outcome
from mailflow.understanding.reading import Doubt, Intent, Reading
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.whom import ALL

ONE = ("name", "relation", "me", "i", "he", "she", "others", "these")


def in_its_light(outcome: Outcome, change: Amendment, gist: Gist) -> Outcome:
    """A change read in the light of the booking. Our answer says what was changed, so it is not weighed again."""
    reading, page, clear = outcome.reading, gist.page, gist.wanted.clear
    if only_adds_facts(reading, change, page, clear):
        added = replace(reading, intent=Intent.CHANGE, doubts=(), leaving=(), replaced={}, fewer=None, more=None)
        return replace(outcome, reading=added, doubtful=False, plain=True)
    if change.whole and not change.leaving:  # said in so many words, whoever else is spoken of
        given_up = replace(reading, doubts=(), leaving=(), replaced={}, fewer=None, more=None)
        return replace(outcome, reading=given_up, doubtful=False, plain=True)
    if only_waits(reading, change, gist):
        waits = replace(reading, intent=stands(gist), people=(), seats=None, doubts=(), leaving=())
        asks_nothing = replace(waits, question=False, question_text="")
        return replace(outcome, reading=asks_nothing, doubtful=False, plain=True)
    if reading.intent is Intent.CANCEL and _only_leaves_early(page):
        doubt = Doubt(
            "intent", f"whether it gives up, or who comes has to leave early: “{' '.join(page.text.split())}”"
        )
        return replace(outcome, reading=replace(reading, doubts=(*reading.doubts, doubt)), doubtful=True)
    if reading.intent is Intent.CANCEL and not (outcome.plain or change.says or _headed(gist)):
        return _if_not_so(outcome, page)
    if reading.intent is not Intent.CHANGE:
        return outcome
    reading = _of_all(reading, gist)
    if change.in_part and _moves_from_it(reading, gist):
        change = replace(change, in_part=False, doubts=())
    moving = [key_of(person.name) for person in reading.people if person.choices]
    leaving = tuple(name for name in change.leaving if not any(moved <= key_of(name) for moved in moving))
    reading = amended(reading, replace(change, leaving=leaving), page, gist.parts.context)
    confirms = only_confirms(reading, page) or confirms_what_is_held(reading, gist)
    other = confirmed_otherwise(page, gist.found, gist.parts.at, gist.parts.context, confirms)
    if other is not None:
        return replace(outcome, reading=replace(reading, doubts=(*reading.doubts, other)), doubtful=True)
    if confirms:
        return replace(outcome, reading=replace(reading, intent=stands(gist)), doubtful=False, plain=True)
    clear = clear or states_a_change(reading)
    return replace(outcome, reading=reading, doubtful=bool(reading.doubts) or not clear, plain=outcome.plain or clear)


def _if_not_so(outcome: Outcome, page: Page) -> Outcome:
    """What it is for instead, where it gives nothing up."""
    if (instead := not_so(page)) is None:
        return outcome
    intent, doubts = instead
    told = replace(outcome.reading, intent=intent, doubts=(*outcome.reading.doubts, *doubts) if doubts else ())
    return replace(outcome, reading=told, doubtful=bool(doubts), plain=not doubts)


def _headed(gist: Gist) -> bool:
    """Whether its subject gives up, or our question whether to cancel is answered with a yes."""
    said_yes = ASKED in gist.parts.context.asked and gist.page.has_any(("yes", "word_accept"))
    return said_yes or gist.subject.has_any(("quits", "cancel", "word_cancel"))


def _only_leaves_early(page: Page) -> bool:
    """'devo andare via alle 16.30', 'I have to leave at four', and no word of giving up or of staying away."""
    early = page.hours or any(t.fold in page.voc.words["earlier_word"] for t in page.tokens)
    return bool(early) and page.has("goes_away") and not any(gone(page, start, end) for start, end in page.sentences)


def _of_all(reading: Reading, gist: Gist) -> Reading:
    """'Can we all switch to the pond walk?', "Joe's working on Friday, can we move to Saturday?" of several: said of
    everybody, though one alone is named."""
    told = [owner for owner, rounds in gist.chosen.by.items() if rounds]
    if (gist.parts.context.size or 0) < 2 or len(told) != 1 or told[0] == 0 or not reading.people:
        return reading
    wanted = frozenset(s for sessions in gist.chosen.by[told[0]].values() for s in sessions)
    alone, we = reading.people[0], _says_we(gist, wanted)
    mine = same(alone.name, gist.cast.writer.name)
    if told[0] == ALL and (len(reading.people) != 1 or not (we or (mine and gist.cast.plural))):
        return reading
    booked = told[0] != ALL and any(
        same(gist.cast.persons[told[0]].name, name) for name in gist.parts.context.attendees
    )
    if told[0] != ALL and not (we and booked):
        return reading
    choices = {**alone.choices, **reading.choices} if told[0] == ALL else gist.chosen.by[told[0]]
    return replace(reading, people=(), choices=choices)


def _moves_from_it(reading: Reading, gist: Gist) -> bool:
    """ "Joe can't do Friday, so we'd prefer Saturday": whoever holds one session gives it up for the one he wants."""
    if len(gist.parts.context.sessions) != 1:
        return False
    wanted = frozenset(s for sessions in reading.choices.values() for s in sessions)
    return any(p.choices for p in reading.people) or bool(reading.choices and _says_we(gist, wanted))


def _says_we(gist: Gist, wanted: frozenset[str]) -> bool:
    """Whether the words that tell the sessions that are wanted say 'we', and name nobody."""
    page, ours = gist.page, gist.page.voc.words["we_ending"]
    for mention in (m for m in gist.found.mentions if not wanted.isdisjoint(m.sessions)):
        clause = page.clauses[page.clause_of(mention.start)]
        if any(r.kind in ONE and clause.start <= r.start < clause.end for r in gist.cast.refs):
            continue
        if page.has_any(("us", "we"), clause.start, clause.end):
            return True
        if any(ours.end(token.fold) for token in page.tokens[clause.start : mention.start]):
            return True
    return False
