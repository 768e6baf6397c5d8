"""What is spoken of in a mail: the sessions and rounds, the people, what is asked, and what it all answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mailflow.understanding.intents.answers import without_counts
from mailflow.understanding.intents.thread import Thread, thread_of
from mailflow.understanding.names.names import Name
from mailflow.understanding.parts import Parts
from mailflow.understanding.sessions.as_proposed import add_proposed
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.lookalikes import without_names
from mailflow.understanding.sessions.mentions import find_mentions
from mailflow.understanding.sessions.sessions import event_tokens
from mailflow.understanding.sessions.the_one_day import on_the_one_day
from mailflow.understanding.sessions.times import resolve
from mailflow.understanding.sessions.who_writes import Named, Naming
from mailflow.understanding.text.questions import asked


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is named. `asking`: what asks something, as tokens [start, end); `own`: tokens of the event's own name."""

    thread: Thread
    found: Found
    named: Named
    asking: tuple[tuple[int, int], ...]
    own: frozenset[int]

    def without(self, names: Iterable[Name]) -> Spoken:
        """The same where some names are nobody's who comes."""
        told = {name.start for name in names}
        kept = tuple(name for name in self.named.names if name.start not in told)
        return replace(self, named=replace(self.named, names=kept)) if told else self


def spoken_of(parts: Parts) -> Spoken:
    """Sessions first, then names where no session is, and the sessions without what was a name."""
    message, page, at = parts.message, parts.page, parts.at
    own = event_tokens(page.content, at)
    found = add_proposed(page, at, on_the_one_day(page, parts.headline, at, find_mentions(page, at)), parts.offered)
    told_before = bool(parts.confirmed) and bool(parts.told_before)
    named = Naming(
        message, page, parts.form, parts.context, at.names, parts.voice, parts.signature, parts.quoted, told_before, own
    ).names(found)
    found = without_names(page, at, found, [(name.start, name.end) for name in named.names], message.sender.name)
    if "seats" in parts.context.asked:
        found = without_counts(page, found)
    thread = thread_of(message, parts.quoted, parts.subject, parts.context, _elsewhere(parts))
    return Spoken(thread, found, named, asked(page), own)


def _elsewhere(parts: Parts) -> bool:
    """Whether the mail that is answered spoke of another event's day."""
    event = parts.event
    days = [r for r in parts.quoted.days if r.day is not None and (r.month is not None or r.weekday is not None)]
    return bool(days) and not any(resolve(r, event) and (r.year is None or r.year == event.starts.year) for r in days)
