"""What begins a mail that an organizer writes to those who are booked, and for whom of them it is.

    A tutti: the car park is closed             whoever has a place at the event
    To everyone in Logistics: …                 whoever has a place in that session
    Alla lista d'attesa (di Logistica): …       whoever waits for one

It stands at the very beginning of the text, or is the subject; a colon ends it, or its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from mailflow.decision.notices import folded, leading, words
from mailflow.decision.notices.own_words import begun, without_greeting
from mailflow.domain.event import Event
from mailflow.domain.notice import Audience
from mailflow.domain.subject import is_answer
from mailflow.message.model import Message
from mailflow.understanding import Context, read
from mailflow.understanding.organizer import WORD
from mailflow.understanding.organizer.proposals import session_spoken_of

LONGEST = 140  # characters of an opening

_COLON = re.compile(r"(?<!\d):|:(?!\d)")  # none of an hour's
_DASH = re.compile(r"\s[–—-]\s")  # where there is no colon
_TOKEN = re.compile(r"\[[\w-]{20,40}\]", re.ASCII)
_STRAY = " \t,;.!–—-"

Lead = Literal["all", "some", "waiting"]


@dataclass(frozen=True, slots=True)
class Opening:
    """`whom`: as it was said. `subject`, `text`: what is to be sent, still with greeting and signature."""

    whom: str
    subject: str
    text: str


def opening_of(message: Message) -> Opening | None:
    """The opening of a mail; None for a mail like any other."""
    line, below, rest = without_greeting(message.text).partition("\n")
    if (found := _opened(line)) is not None:
        whom, said = found
        return Opening(whom, _own_subject(message.subject), f"{said}{below}{rest}".strip())
    if is_answer(message.subject) or (found := _opened(message.subject)) is None:
        return None
    whom, subject = found
    text = message.text.strip()
    return Opening(whom, begun(subject), text) if text else Opening(whom, "", subject)  # all is said in the subject


def audience_of(whom: str, event: Event) -> Audience | None:
    """For whom of those booked at the event it is; None where the words do not tell.

    A bare name of a session, as it answers our question, tells it too.
    """
    said = folded(whom)
    lead, length = _lead(said)
    rest = _text_from(whom, length)
    waiting = lead == "waiting"
    if (at := _place_of_waitlist(folded(rest))) is not None:
        start, end = at
        waiting, rest = True, f"{_text_to(rest, start)} {_text_from(rest, end)}"
    if not _telling(rest):
        return Audience(waiting=waiting) if waiting or lead == "all" else None
    session = _session(_text_from(whom, max(0, length - 1)), event) or _session(rest, event)
    if session is not None:
        return Audience(session, waiting=waiting)
    return Audience(waiting=waiting) if (waiting or lead == "all") and _is_event(rest, event) else None


def _opened(line: str) -> tuple[str, str] | None:
    """The opening of a line, and what stands behind its colon."""
    colon = _COLON.search(line) or _DASH.search(line)
    whom, said = (line[: colon.start()], line[colon.end() :]) if colon else (line, "")
    words_said = folded(whom)
    lead, length = _lead(words_said)
    rest = words_said[length:]
    if lead is None or len(whom) > LONGEST or (lead == "some" and not rest):
        return None
    leads_on = words().link | words().article if colon else words().link  # not 'a tutti il mio grazie'
    named = not rest or rest[0] in leads_on or lead == "some" or _place_of_waitlist(rest) == (0, len(rest))
    return (whom.strip(_STRAY), said.strip()) if named else None


def _lead(said: tuple[str, ...]) -> tuple[Lead | None, int]:
    """The longest beginning there is, and its words."""
    table = words()
    found: list[tuple[int, Lead]] = [
        (leading(said, table.waiting), "waiting"),
        (leading(said, table.all), "all"),
        (leading(said, table.some), "some"),
    ]
    length, lead = max(found, key=lambda one: one[0])
    return (lead, length) if length else (None, 0)


def _place_of_waitlist(said: tuple[str, ...]) -> tuple[int, int] | None:
    """From which word to which the waiting list is named."""
    for start in range(len(said)):
        if length := leading(said[start:], words().waitlist):
            return start, start + length
    return None


def _telling(rest: str) -> list[str]:
    """The words that tell something: a session, or the event."""
    return [word for word in folded(rest) if word not in words().link | words().article]


def _session(said: str, event: Event) -> str | None:
    """The one session that is meant, by its number, code, title or alias, or as any mail's words are read."""
    if not _telling(said):
        return None
    if (named := session_spoken_of(said, event)) is not None:
        return named
    reading = read(Message(text=said), event, Context(has_booking=True))
    wishes = [reading.choices, *(person.choices for person in reading.people)]
    found = {session for wish in wishes for sessions in wish.values() for session in sessions}
    doubted = any(doubt.about == "choices" for doubt in reading.doubts)
    return found.pop() if len(found) == 1 and not doubted else None


def _is_event(said: str, event: Event) -> bool:
    """Whether the words name the event, and nothing else."""
    known = {*words().event, *(word for name in (event.id, event.title, *event.aliases) for word in folded(name))}
    return all(word in known for word in _telling(said))


def _own_subject(subject: str) -> str:
    """The subject that the organizer chose: none of a reply's, nor of a link of ours."""
    return "" if is_answer(subject) or _TOKEN.search(subject) else " ".join(subject.split())


def _text_from(text: str, word: int) -> str:
    """The text from that word on."""
    found = list(WORD.finditer(text))
    return text[found[word].start() :] if word < len(found) else ""


def _text_to(text: str, word: int) -> str:
    """The text before that word."""
    found = list(WORD.finditer(text))
    return text[: found[word].start()] if word < len(found) else text
