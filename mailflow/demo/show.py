"""The story as it happens, on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import parseaddr
from itertools import groupby

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from mailflow.demo.story import Call
from mailflow.domain.booking import Attendee, Booking
from mailflow.domain.event import Event
from mailflow.domain.place import Status
from mailflow.flow.taken import Taken
from mailflow.ledger import Seats
from mailflow.message import Message
from mailflow.understanding import Intent, Reading

WIDTH = 100
BAR = 16
TITLE = 46  # columns for a session's title beside its bar
LABEL = 12  # columns for what a line is about
INDENT = "   "
MARGIN = "   │ "  # before the words of a mail
MANY = 3  # more mails of one kind at once are told on one line
ORGANIZER = "organizer: "  # how the desk's reason begins where an organizer's answer was obeyed


class Show:
    """Writes to a console what a secretary would tell of each mail."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._seats: dict[str | None, tuple[int, int]] = {}

    def opening(self, event: Event) -> None:
        """What is about to be played."""
        self._rule(event.title)
        when = f"{event.starts:%d %B %Y, %H:%M}–{event.ends:%H:%M}"
        self._print(f"{event.venue.name}, {when}. {event.capacity} places; three groups in parallel, twice.")
        self._print("People write to a plain mailbox, and nobody but the organizers reads it. The clock runs from two")
        self._print("weeks before to the day after. Underlined are the words that a fact was understood from.")

    def mail(self, at: datetime, message: Message, taken: Taken) -> None:
        """Who wrote, what was understood and from which words."""
        self._heading(at, message.sender.name or message.sender.email)
        reading = taken.reading
        self._words(marked(message.text or message.subject, reading))
        if taken.why.startswith(ORGANIZER):
            self._line("done", taken.why.removeprefix(ORGANIZER), "green")
            return
        if reading is None or reading.intent in {Intent.AUTO, Intent.BULK, Intent.BOUNCE, Intent.RECEIPT}:
            signs = "; ".join(message.automatic_signs)
            self._line("no answer", f"written by a machine ({signs})" if signs else taken.why, "yellow")
            return
        self._line("understood", _understood(reading), "green")
        for doubt in reading.doubts:
            self._line("in doubt", doubt.words, "yellow")

    def call(self, at: datetime, call: Call) -> None:
        """Somebody calls, and an organizer takes the booking at the desk."""
        self._heading(at, f"{call.name}, by telephone")
        self._words(Text(call.said))
        wishes = " ".join(f"--choice {round_}={session}" for round_, session in call.choices.items())
        self._line("desk", f'mailflow book --name "{call.name}" --phone "{call.phone}" {wishes}', "green")

    def sent(self, mails: Iterable[EmailMessage]) -> None:
        """Mails of ours go out."""
        for kind, some in groupby(mails, key=lambda mail: str(mail["X-Mailflow-Kind"])):
            same = list(some)
            told = [f"to {_who(mail)}: {mail['Subject']}" for mail in same]
            if len(same) > MANY:
                told = [f"to {len(same)} people: {', '.join(map(_who, same))}"]
            for line in told:
                self._line("sends", Text.assemble((kind, "bold"), f" {line}"), "magenta", clipped=True)

    def hour(self, at: datetime, mails: Sequence[EmailMessage]) -> None:
        """The clock strikes, and what is due goes out."""
        if mails:
            self._heading(at, "the clock strikes", "dim")
            self.sent(mails)

    def seats(self, event: Event, seats: Sequence[Seats]) -> None:
        """How the groups stand, where a mail changed it."""
        changed = [s for s in seats if self._seats.get(s.session) != (s.taken, s.waiting)]
        self._seats = {s.session: (s.taken, s.waiting) for s in seats}
        for stand in changed:
            if stand.session is None or not (stand.taken or stand.waiting):
                continue
            self._print(Text("   ").append(_bar(event.session(stand.session).title, stand)))

    def closing(self, event: Event, bookings: Sequence[Booking], seats: Sequence[Seats]) -> None:
        """The tables at the end."""
        self._rule("How it ended")
        table = Table("", "places", "taken", "waiting", title="Seats and waitlists", title_justify="left")
        for stand in sorted(seats, key=lambda s: _order(event, s.session)):
            title = "The event itself" if stand.session is None else event.session(stand.session).title
            table.add_row(title, str(stand.capacity or "–"), str(stand.taken), str(stand.waiting))
        self._print(table)
        people = Table("code", "name", "places", "came", title="Who was booked", title_justify="left")
        for booking in bookings:
            for attendee in booking.attendees:
                people.add_row(booking.code, attendee.name or "–", _places(event, attendee), _came(attendee))
        self._print(people)

    def ending(self, page: str) -> None:
        """Where to look at the mails, and what to do next."""
        self._print(Text.assemble("\nEvery mail, to read in a browser: ", (page, "bold")))
        self._print(Text.assemble("An event of your own: ", ("mailflow init my-events", "bold")))

    def _heading(self, at: datetime, who: str, style: str = "bold") -> None:
        self._print()
        self._print(Text.assemble((f"{at:%a %d %b %H:%M}  ", "cyan"), (who, style)))

    def _words(self, words: Text) -> None:
        for line in words.wrap(self._console, self._console.width - len(MARGIN) - 1):
            self._print(Text(MARGIN).append(line))

    def _line(self, label: str, words: str | Text, style: str, *, clipped: bool = False) -> None:
        """A label and what it says, the second line below the first; `clipped`: one line, whatever it holds."""
        said, room = words if isinstance(words, Text) else Text(words), self._console.width - LABEL - len(INDENT)
        if clipped:
            said.truncate(room, overflow="ellipsis")
        for number, line in enumerate(said.wrap(self._console, room)):
            self._print(Text.assemble(INDENT, ((label if number == 0 else "").ljust(LABEL), style), line))

    def _rule(self, title: str) -> None:
        self._print()
        self._console.rule(title, align="left")

    def _print(self, what: RenderableType = "") -> None:
        self._console.print(what, markup=False)


def _who(mail: EmailMessage) -> str:
    name, address = parseaddr(str(mail["To"]))
    return name or address


def marked(words: str, reading: Reading | None) -> Text:
    """The writer's words, those that a fact came from underlined."""
    text = Text(words)
    for fact in reading.evidence if reading else ():
        if fact.part in {"text", "subject"} and words[fact.start : fact.end] == fact.words:
            text.stylize("underline green", fact.start, fact.end)
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
    facts += ["and a question"] if reading.question and reading.intent is not Intent.QUESTION else []
    return " · ".join(facts)


def _bar(title: str, stand: Seats) -> Text:
    share = stand.taken / stand.capacity if stand.capacity else 0
    full = round(share * BAR)
    style = "red" if stand.waiting else "green"
    tail = f" {stand.taken}/{stand.capacity}" + (f", {stand.waiting} waiting" if stand.waiting else "")
    return Text(f"{title[:TITLE]:<{TITLE + 1}}").append("█" * full + "░" * (BAR - full), style=style).append(tail)


def _places(event: Event, attendee: Attendee) -> str:
    if not attendee.active:
        return "given up"
    living = [p for p in attendee.places if p.session is not None and p.status is not Status.CANCELLED]
    waiting = {Status.WAITLISTED: " (waitlisted)", Status.OFFERED: " (offered)"}
    return "; ".join(f"{event.session(p.session or '').title}{waiting.get(p.status, '')}" for p in living)


def _came(attendee: Attendee) -> str:
    return {True: "yes", False: "no", None: ""}[attendee.attended]


def _order(event: Event, session: str | None) -> int:
    ids = [None, *(s.id for s in event.sessions)]
    return ids.index(session) if session in ids else len(ids)
