"""The story as it happens, on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.domain.place import Status
from mailflow.flow.intake import Taken
from mailflow.ledger import Seats
from mailflow.message import Message
from mailflow.understanding import Reading

WIDTH = 100
BAR = 16
MARGIN = "   │ "  # before the words of a mail


class Show:
    """Writes to a console what a secretary would tell of each mail."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._seats: dict[str | None, tuple[int, int]] = {}

    def opening(self, event: Event) -> None:
        """What is about to be played."""
        self._rule(event.title)
        when = f"{event.starts:%d %B %Y, %H:%M}–{event.ends:%H:%M}"
        self._say(f"{event.venue.name}, {when}. {event.capacity} places; three groups in parallel, twice.")
        self._say("People write to a plain mailbox; the clock runs from two weeks before to the day after.")

    def mail(self, at: datetime, message: Message, taken: Taken) -> None:
        """Who wrote, what was understood and from which words."""
        self._console.print()
        self._say(f"{at:%a %d %b %H:%M}  ", "cyan", f"{message.sender.name or message.sender.email}", "bold")
        words = message.text or message.subject
        reading = taken.reading
        for line in _marked(words, reading).wrap(self._console, self._console.width - len(MARGIN) - 1):
            self._console.print(Text(MARGIN).append(line))
        if reading is None or reading.intent in {"auto", "bulk", "bounce", "receipt"}:
            signs = "; ".join(message.automatic_signs)
            self._say("   no answer  ", "yellow", f"written by a machine ({signs})" if signs else taken.why)
            return
        self._say("   understood  ", "green", _understood(reading))
        for doubt in reading.doubts:
            self._say("   in doubt    ", "yellow", doubt.words)

    def sent(self, at: datetime, mail: EmailMessage) -> None:
        """A mail of ours goes out."""
        kind = mail["X-Mailflow-Kind"]
        self._say(f"   {at:%H:%M} sends  ", "magenta", f"{kind}", "bold", f" to {mail['To']}: {mail['Subject']}")

    def seats(self, event: Event, seats: Sequence[Seats]) -> None:
        """How the groups stand, where a mail changed it."""
        changed = [s for s in seats if self._seats.get(s.session) != (s.taken, s.waiting)]
        self._seats = {s.session: (s.taken, s.waiting) for s in seats}
        for stand in changed:
            if stand.session is None or not (stand.taken or stand.waiting):
                continue
            self._console.print(Text("   ").append(_bar(event.session(stand.session).title, stand)))

    def closing(self, event: Event, bookings: Sequence[Booking], seats: Sequence[Seats]) -> None:
        """The tables at the end."""
        self._rule("How it ended")
        table = Table("", "places", "taken", "waiting", title="Seats and waitlists", title_justify="left")
        for stand in sorted(seats, key=lambda s: _order(event, s.session)):
            title = "The event itself" if stand.session is None else event.session(stand.session).title
            table.add_row(title, str(stand.capacity or "–"), str(stand.taken), str(stand.waiting))
        self._console.print(table)
        people = Table("code", "name", "places", title="Who is booked", title_justify="left")
        for booking in bookings:
            for attendee in booking.attendees:
                places = [
                    f"{event.session(p.session).title}{_mark(p.status)}"
                    for p in attendee.places
                    if p.session is not None
                ]
                living = any(p.status is not Status.CANCELLED for p in attendee.places)
                people.add_row(booking.code, attendee.name or "–", "; ".join(places) if living else "given up")
        self._console.print(people)

    def ending(self, page: str) -> None:
        """Where to look at the mails."""
        self._say("\nEvery mail, to read in a browser: ", "", page, "bold")

    def _rule(self, title: str) -> None:
        self._console.print()
        self._console.rule(title, align="left")

    def _say(self, *parts: str) -> None:
        """Words and styles in turn."""
        line = Text()
        for words, style in zip(parts[::2], [*parts[1::2], ""], strict=False):
            line.append(words, style=style)
        self._console.print(line)


def _marked(words: str, reading: Reading | None) -> Text:
    """The writer's words, those that a fact came from underlined."""
    text = Text(words)
    for fact in reading.evidence if reading else ():
        if fact.part in {"text", "subject"} and fact.words:
            text.highlight_words([fact.words], style="underline green")
    return text


def _understood(reading: Reading) -> str:
    facts = [str(reading.intent)]
    if reading.seats is not None:
        facts.append(f"{reading.seats} {'place' if reading.seats == 1 else 'places'}")
    for person in reading.people:
        chosen = ", ".join("/".join(sessions) for sessions in person.choices.values())
        facts.append(f"{person.name} ({chosen})" if chosen else person.name)
    if not reading.people and reading.choices:
        facts.append(", ".join("/".join(sessions) for sessions in reading.choices.values()))
    facts += [f"{name} leaves" for name in reading.leaving]
    facts += ["and a question"] if reading.question and reading.intent != "question" else []
    return " · ".join(facts)


def _bar(title: str, stand: Seats) -> Text:
    share = stand.taken / stand.capacity if stand.capacity else 0
    full = round(share * BAR)
    style = "red" if stand.waiting else "green"
    tail = f" {stand.taken}/{stand.capacity}" + (f", {stand.waiting} waiting" if stand.waiting else "")
    return Text(f"{title[:44]:<46}").append("█" * full + "░" * (BAR - full), style=style).append(tail)


def _mark(status: Status) -> str:
    return "" if status in {Status.CONFIRMED, Status.ATTENDED, Status.ABSENT} else f" ({status})"


def _order(event: Event, session: str | None) -> int:
    ids = [None, *(s.id for s in event.sessions)]
    return ids.index(session) if session in ids else len(ids)
