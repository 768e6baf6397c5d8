"""A Message and an Event give a Reading."""

from __future__ import annotations

from dataclasses import replace

from mailflow.domain.booking import Contact
from mailflow.domain.event import Event
from mailflow.message.model import Automatic, Message
from mailflow.understanding.forwarded.joining import interpret_with_forwarded
from mailflow.understanding.interpret import ACTING
from mailflow.understanding.outcome import Outcome
from mailflow.understanding.parts import parts_of
from mailflow.understanding.reading import NOTHING_KNOWN, Context, Doubt, Intent, Reading
from mailflow.understanding.second_opinion.calibration import sure_enough
from mailflow.understanding.text.language import language_of_mail

AUTOMATIC = {
    Automatic.AUTO: Intent.AUTO,
    Automatic.BOUNCE: Intent.BOUNCE,
    Automatic.RECEIPT: Intent.RECEIPT,
    Automatic.BULK: Intent.BULK,
}
CALENDAR = {"ACCEPTED": Intent.ACCEPT, "TENTATIVE": Intent.ACCEPT, "DECLINED": Intent.CANCEL}
UNCLEAR = Doubt("intent", "what is wanted is not said plainly")
MISREAD = Doubt("other", "the mail is written in a way that is easily misread")


def read(message: Message, event: Event, context: Context = NOTHING_KNOWN) -> Reading:
    """What the mail states about the event; never raises, never guesses."""
    if message.calendar is not None:
        return _calendar(message, event, context)
    if message.automatic is not None:
        return _automatic(message, event, context)
    outcome = _outcome(message, event, context)
    if shut := _unreadable(message):
        return replace(outcome.reading, doubts=(*outcome.reading.doubts, *shut))
    if outcome.reading.intent not in ACTING or outcome.reading.doubts:
        return outcome.reading
    if outcome.doubtful:
        return replace(outcome.reading, doubts=(UNCLEAR,))
    if outcome.plain or sure_enough(outcome.signs_of_certainty, outcome.reading.intent):
        return as_confident(outcome.reading)
    return replace(outcome.reading, doubts=(MISREAD,))


def examine(message: Message, event: Event, context: Context) -> Outcome | None:
    """What `read` weighs, for calibration; None for machines and calendar answers."""
    if message.calendar is not None or message.automatic is not None:
        return None
    return _outcome(message, event, context).weighed()


def as_confident(reading: Reading) -> Reading:
    """The reading, to be acted on."""
    return replace(reading, confident=True)


def _unreadable(message: Message) -> tuple[Doubt, ...]:
    """The forms that came with a mail and cannot be opened."""
    return tuple(
        Doubt("other", f"“{file.filename or file.content_type}” cannot be read: {file.unreadable}")
        for file in message.attachments
        if file.unreadable
    )


def _outcome(message: Message, event: Event, context: Context) -> Outcome:
    language = language_of_mail(message, event, context)
    return interpret_with_forwarded(parts_of(message, event, context, language))


def _automatic(message: Message, event: Event, context: Context) -> Reading:
    assert message.automatic is not None
    intent, language = AUTOMATIC[message.automatic], language_of_mail(message, event, context)
    return Reading(intent=intent, language=language, bounce=message.bounce, text=message.text)


def _calendar(message: Message, event: Event, context: Context) -> Reading:
    assert message.calendar is not None
    intent = CALENDAR.get(message.calendar.partstat.upper(), Intent.OTHER)
    if intent is Intent.CANCEL and "offer" in context.asked:
        intent = Intent.DECLINE
    contact = Contact(name=message.sender.name or None, email=message.sender.email or None)
    return Reading(
        intent=intent,
        language=language_of_mail(message, event, context),
        confident=intent is not Intent.OTHER,
        contact=contact,
        calendar=message.calendar,
        text=message.text,
    )
