"""A mail and the request it hands on, each read by itself, as one reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mailflow.domain.booking import Choices
from mailflow.message.model import Message
from mailflow.understanding.forwards import adds, request_below, speaks_of_self, without_called
from mailflow.understanding.interpret import interpret
from mailflow.understanding.language import language_of_mail
from mailflow.understanding.names import key_of
from mailflow.understanding.outcome import Outcome
from mailflow.understanding.page import Page
from mailflow.understanding.parts import Parts, parts_of
from mailflow.understanding.reading import NOTHING_KNOWN, Doubt, Intent, Reading
from mailflow.understanding.signed import without_device_lines
from mailflow.understanding.stated import stated

LEFT_BELOW = Doubt("names", "what is asked may stand in the forwarded mail")


def interpret_with_forwarded(parts: Parts) -> Outcome:
    """What a mail says; where it adds somebody to a request below it, both parts are read each by itself."""
    outcome, message = interpret(parts), parts.message
    below = request_below(message)
    if below is None:
        return outcome
    voc = parts.page.voc
    added = adds(message.text, voc)

    def alone(part: Message) -> Reading:
        language = language_of_mail(part, parts.event, parts.context)
        return interpret(parts_of(part, parts.event, NOTHING_KNOWN, language)).reading

    fresh = replace(message, signature="", forwarded=(), in_reply_to=(), references=())
    request = alone(replace(fresh, sender=below.sender, text=without_called(below.text, message.sender.name)))
    if added:
        own = alone(replace(message, forwarded=(), in_reply_to=(), references=()))
        writer = "" if speaks_of_self(message.text, voc) else message.sender.name
        whole = _joined(outcome.reading, own, request, writer)
        if whole is not outcome.reading:
            return replace(outcome, reading=whole, doubtful=bool(whole.doubts))
    above = Page("above", without_device_lines(message.text, voc), voc, parts.page.region)
    doubts = tuple(_left_below(outcome.reading, above, request, added))
    reading = replace(outcome.reading, doubts=(*outcome.reading.doubts, *doubts))
    return replace(outcome, reading=reading, doubtful=True) if doubts else outcome


def _joined(whole: Reading, above: Reading, below: Reading, writer: str) -> Reading:
    """The whole mail's reading, with the party of the forwarded mail and those added above it. Who is added without
    a word of sessions goes where all of the others go. `writer`: who forwards it, '' where he speaks of himself."""
    if below.intent is not Intent.BOOK or below.seats is None:
        return whole
    told = [key_of(person.name) for person in below.people]
    named = [p for p in above.people if not writer or key_of(p.name) != key_of(writer)]
    asked = above.seats - (len(above.people) - len(named)) if above.seats is not None else None
    added = [p for p in named if not any(key_of(p.name) <= key for key in told)]
    known = len(named) - len(added)
    more = asked - known if asked is not None else len(added)
    if below.seats + len(added) in (above.seats, asked):  # 'add me, so that's three of us': the whole party
        more = len(added)
    named_above = [key_of(person.name) for person in whole.people]
    told_whole = whole.intent is Intent.BOOK and all(any(key & name for name in named_above) for key in told)
    if more <= 0 or (told_whole and (whole.seats or 0) >= below.seats + more and whole.people[len(added) :]):
        return whole  # the words above tell all of them
    people = (*below.people, *(replace(p, choices=p.choices or _common(below)) for p in added))
    doubts = tuple(d for d in (*below.doubts, *above.doubts) if d.about != "choices" or d in below.doubts)
    if len(added) < more:
        doubts = (*doubts, Doubt("names", "who is added to the forwarded request is not named"))
    return replace(whole, intent=Intent.BOOK, seats=below.seats + more, people=people, choices={}, doubts=doubts)


def _left_below(whole: Reading, above: Page, below: Reading, added: bool) -> Iterator[Doubt]:
    """What stands above a forwarded request, or in it, and is not in what was read of the two together."""
    if whole.intent is not Intent.BOOK:
        return
    if below.intent is not Intent.BOOK:
        if added:
            yield LEFT_BELOW
        return
    silent = not whole.choices and not any(p.choices for p in whole.people)
    if silent and (below.choices or any(p.choices for p in below.people)):
        yield LEFT_BELOW
    have = [key_of(person.name) for person in whole.people]
    for person in below.people:
        if not any(key_of(person.name) & key for key in have):
            yield Doubt("names", f"it is not clear whether {person.name} comes")
    told = [said for said in stated(above, None, frozenset()) if said.value > 1]
    if told and whole.seats is not None and all(said.value != whole.seats for said in told):
        yield Doubt("seats", f"“{above.words(told[-1].start, told[-1].end)}” stands above the forwarded mail")


def _common(reading: Reading) -> Choices:
    """What all people of a reading want alike, nothing where they differ."""
    wanted = [person.choices for person in reading.people] or [reading.choices]
    return wanted[0] if all(choices == wanted[0] for choices in wanted) else {}
