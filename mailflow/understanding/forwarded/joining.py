"""A mail and the request it hands on, each read by itself, as one reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mailflow.message.model import Message
from mailflow.understanding.forwarded.above import Above, same
from mailflow.understanding.forwarded.handed_on import as_altered
from mailflow.understanding.forwards import adds, request_below, without_called
from mailflow.understanding.interpret import interpret
from mailflow.understanding.names.names import key_of
from mailflow.understanding.names.signed import without_device_lines
from mailflow.understanding.outcome import Outcome
from mailflow.understanding.parts import Parts, parts_of
from mailflow.understanding.reading import NOTHING_KNOWN, Context, Doubt, Intent, Reading
from mailflow.understanding.seats.stated import stated
from mailflow.understanding.text.language import language_of_mail
from mailflow.understanding.text.page import Page

SHORT = 4_000  # characters of a request that is handed on, and of words above it that may alter it
LEFT_BELOW = Doubt("names", "what is asked may stand in the forwarded mail")
# What the words above a request may seem to be for, where they only hand it on, or alter it.
HANDING_ON = frozenset({Intent.BOOK, Intent.CHANGE, Intent.OTHER, Intent.QUESTION, Intent.FEEDBACK, Intent.ACCEPT})
BELOW = frozenset({Intent.CHANGE, Intent.CANCEL, Intent.QUESTION, Intent.PRIVACY})


def interpret_with_forwarded(parts: Parts) -> Outcome:
    """What a mail says; of a booking handed on, what the words above it make of it."""
    outcome, message = interpret(parts), parts.message
    below = request_below(message)
    if below is None:
        return outcome
    asked = without_called(below.text[:SHORT], message.sender.name)
    alone = replace(message, sender=below.sender, text=asked, signature="", forwarded=(), in_reply_to=(), references=())
    lower = interpret(_laid_out(parts, alone, NOTHING_KNOWN))
    request = lower.reading
    if parts.voice is not message.sender and below.sender.name and outcome.reading.people:
        request = outcome.reading
    elif _stands_alone(parts, outcome, request, below.sender.name):
        return outcome
    handed_on = request.intent is Intent.BOOK and outcome.reading.intent in HANDING_ON and len(message.text) <= SHORT
    above = _above(parts, request, below.sender.name) if handed_on else None
    if above is not None:
        told = as_altered(request, above)
        whole = replace(
            outcome.reading,
            intent=Intent.BOOK,
            seats=told.seats,
            people=told.people,
            choices=told.choices,
            doubts=told.doubts,
        )
        return replace(outcome, reading=whole, doubtful=bool(whole.doubts))
    if _says_nothing(outcome) and request.intent in BELOW:
        return replace(lower, reading=replace(request, contact=outcome.reading.contact, text=message.text))
    doubts = tuple(_left_below(parts, outcome.reading, request))
    reading = replace(outcome.reading, doubts=(*outcome.reading.doubts, *doubts))
    return replace(outcome, reading=reading, doubtful=True) if doubts else outcome


def _above(parts: Parts, request: Reading, asker: str) -> Above | None:
    """The words above a request: read as what they change of it, and as a booking of their own; None where they call
    all of it off."""
    names = tuple(person.name for person in request.people)
    wanted = [told for choices in (request.choices, *(p.choices for p in request.people)) for told in choices.values()]
    sessions = tuple(sorted({session for told in wanted for session in told}))
    context = Context(has_booking=True, attendees=names, size=request.seats, sessions=sessions)
    words = replace(parts.message, forwarded=(), in_reply_to=(), references=())
    change = interpret(_laid_out(parts, words, context), Intent.CHANGE)
    own = interpret(_laid_out(parts, words, NOTHING_KNOWN), Intent.BOOK)
    if change.gist is None or own.gist is None:
        return None
    return Above(change.reading, change.gist, own.gist, asker, len(request.people) == 1)


def _laid_out(parts: Parts, part: Message, context: Context) -> Parts:
    return parts_of(part, parts.event, context, language_of_mail(part, parts.event, context))


def _stands_alone(parts: Parts, outcome: Outcome, request: Reading, asker: str) -> bool:
    """Whether the words above are a booking of their own, whole without what stands below: an invitation, a chat."""
    whole, page, gist = outcome.reading, parts.page, outcome.gist
    if gist is None or whole.intent is not Intent.BOOK or whole.doubts or parts.voice is not parts.message.sender:
        return False
    each = gist.cast.named_attending
    if len(each) > 1 and {owner for owner, _ in gist.chosen.said}.issuperset(each):
        return True  # 'si iscrivono Ada e Ugo, lei A e lui B': all that counts of what is below
    points = page.has("forward_points") or any(t.fold in key_of(asker) for t in page.tokens)
    if page.has("hands_on") or page.has("adds") or (points and not request.doubts):
        return False
    if any(same(p.name, r.name) for p in whole.people for r in request.people):
        return False
    chosen = bool(whole.choices) or any(person.choices for person in whole.people)
    of_others = any(r.kind in ("he", "they") for r in gist.cast.refs)  # 'they would rather have B'
    return bool(whole.people) and not of_others and (chosen or (not parts.event.rounds and page.has("total")))


def _says_nothing(outcome: Outcome) -> bool:
    """Whether the words above would book only because places are all that can be meant: 'one for you, I think'."""
    gist = outcome.gist
    if gist is None or gist.intent is not Intent.BOOK:
        return outcome.reading.intent in (Intent.OTHER, Intent.FEEDBACK)
    return gist.cast.presumed and not gist.found.mentions


def _left_below(parts: Parts, whole: Reading, below: Reading) -> Iterator[Doubt]:
    """What stands above a forwarded mail that books nothing, and what the two tell differently."""
    if whole.intent is not Intent.BOOK:
        return
    voc = parts.page.voc
    if below.intent is Intent.BOOK or adds(parts.message.text, voc):
        yield LEFT_BELOW
    above = Page("above", without_device_lines(parts.message.text, voc), voc, parts.page.region)
    told = [said for said in stated(above, None, frozenset()) if said.value > 1]
    if told and whole.seats is not None and all(said.value != whole.seats for said in told):
        yield Doubt("seats", f"“{above.words(told[-1].start, told[-1].end)}” stands above the forwarded mail")
