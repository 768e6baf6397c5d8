"""One mail on the desk: what was read, who asks, what the book says; and the answer being put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from mailflow.decision import asks, questions
from mailflow.decision.decision import Book, Decision, Request, ReviewItem
from mailflow.decision.moves import freed, spots
from mailflow.decision.seats import Seats
from mailflow.decision.vocabulary import vocabulary
from mailflow.decision.ways import that_lead_on
from mailflow.domain.address import address_key
from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.domain.letter import Already, Answer, Answered, Answering, Closed, Letter, Received
from mailflow.domain.place import Status
from mailflow.understanding.reading import Reading

L = TypeVar("L", bound=Letter)

PASSED_ON = frozenset({"invoice", "other"})  # requests that a person must act on; the others are kept with the booking
ONCE_BEGUN = PASSED_ON | {"certificate"}  # ... once the event has begun: nothing is kept with a booking any more
WAYS = ("confirm", "waitlist", "ask", "self")


@dataclass(frozen=True)
class Case:
    """What a rule of the desk decides about."""

    reading: Reading
    request: Request
    book: Book

    @property
    def event(self) -> Event:
        """The event the mail is about."""
        return self.book.event

    @cached_property
    def sender(self) -> str:
        """The sender's address, as it is compared."""
        return address_key(self.request.sender)

    @property
    def begun(self) -> bool:
        """Whether the event has begun, or is over."""
        return self.request.now >= self.event.starts

    @cached_property
    def at_desk(self) -> bool:
        """Whether an organizer took this at the desk or by phone: there is no sender to check or to answer."""
        return not self.sender and self.request.source in {"phone", "fax", "desk"}

    @property
    def by_link(self) -> bool:
        """Whether it may come from a link in a mail of ours: that brings the booking's code and answers no mail."""
        return self.book.found_by == "code" and self.request.answers is None

    @cached_property
    def reply_to(self) -> str | None:
        """The address to answer; a fax gateway or a telephone is none."""
        stated = self.reading.contact.email
        return stated or (self.request.sender if self.request.source in {"email", "pec"} else None) or None

    @property
    def unanswerable(self) -> bool:
        """Whether nobody could be told what came of this mail; an organizer who vouches for it tells them."""
        by_mail = self.request.source in {"email", "pec"}
        return by_mail and not self.at_desk and not self.reply_to and not self.request.proven

    @cached_property
    def mine(self) -> tuple[Booking, ...]:
        """Bookings with a living place that belong to the sender's address, the one this mail was matched to first."""
        found = (self.book.booking, *self.book.same_person)
        known = {b.code: b for b in found if b is not None and belongs(self.sender, b) and b.active}
        return tuple(known.values())

    @cached_property
    def _answered(self) -> tuple[tuple[Answered, ...], str]:
        reading = self.reading
        if not reading.question:
            return (), ""
        found, left = questions.answers(self.event, reading.question_text or reading.text, reading.language)
        if not self.mine and any(answer.about == "booking" for answer in found):
            left = left or reading.question_text or reading.text
        return tuple(replace(a, free=self._free(a.session)) if a.about == "seats" else a for a in found), left

    def _free(self, asked: str | None) -> tuple[tuple[str | None, int], ...]:
        """Seats a newcomer can have now: of the session asked for, else of the event and, while it has any, of each."""
        at_event = self._open_seats(None)
        sessions = (asked,) if asked else (None, *(session.id for session in self.event.sessions if at_event != 0))
        limits = {s: [n for n in (at_event, self._open_seats(s)) if n is not None] for s in sessions}
        return tuple((session, min(seats)) for session, seats in limits.items() if seats)

    def _open_seats(self, session: str | None) -> int | None:
        """Free seats that are not due to somebody who waits."""
        return 0 if Seats(self.book).promised(session) else self.book.free(session)

    @property
    def answers(self) -> tuple[Answered, ...]:
        """Answers from the event's facts to what the mail asks besides."""
        return self._answered[0]

    @property
    def asks_for_booking(self) -> bool:
        """Whether somebody who is booked asks how their booking stands."""
        return bool(self.mine) and any(answer.about == "booking" for answer in self.answers)

    @cached_property
    def passed_on(self) -> bool:
        """Whether something the mail asks goes to the organizers: a question left, a wish that a person must see to."""
        reading, left = self.reading, self._answered[1]
        wants = (ONCE_BEGUN if self.begun else PASSED_ON).intersection(reading.requests)
        answered = reading.question and not left and reading.request_text in reading.question_text
        return bool(left or (wants and not answered))  # where the wish is the question itself, one answer does

    def says(self, why: str, **facts: object) -> str:
        """A reason for the organizers, in the event's language."""
        return vocabulary(self.event.language).review[why].format(**facts)

    @property
    def not_theirs(self) -> str:
        """Why whoever writes does not alter the booking."""
        return self.says("handed_on" if self.request.handed_on else "stranger")

    def but(self, **changes: Any) -> Case:
        """This case with another reading, request or book."""
        return replace(self, **changes)

    @staticmethod
    def _says_itself(kind: type[Letter], why: str | None) -> frozenset[str]:
        """What a letter tells unasked: Closed the deadline; what gives or refuses seats, whether there are any."""
        if kind is Closed:
            return frozenset({"booking", "deadline", "how", "seats"})
        if kind is Answer or (kind is Received and why == "question"):
            return frozenset({"booking"})
        return frozenset({"booking", "how"} if kind is Already else {"booking", "how", "seats"})

    # --- what comes of it ---------------------------------------------------------------------------------------------

    def letter(self, kind: type[L], to: str | None = None, **facts: Any) -> tuple[L, ...]:
        """One letter that answers this mail, with the answers to its questions; none where there is no address."""
        booking: Booking | None = facts.get("booking")
        address = to or (booking.contact.email if booking else None) or self.reply_to
        if not address:
            return ()
        fields = kind.__dataclass_fields__
        if "answers" in fields:
            said = self._says_itself(kind, facts.get("why"))
            facts.setdefault("answers", tuple(a for a in self.answers if a.about not in said))
        if kind is Already and booking:
            facts.setdefault("queries", asks.still_missing(self.event, booking))
        if "among" in fields:
            facts.setdefault("among", self.request.among)
        if "passed_on" in fields:
            facts.setdefault("passed_on", self.passed_on)
        if "positions" in fields and booking:
            facts.setdefault("positions", positions(booking, self.book))
        name = booking.contact.name if booking else self.reading.contact.name
        return (
            kind(
                event=self.event,
                to=address,
                to_name=name,
                language=self.reading.language,
                answering=self._answering(address),
                **facts,
            ),
        )

    def _answering(self, address: str) -> Answering | None:
        """The mail that is answered. Its words go back to who wrote them and to nobody else: whoever wants the answer
        at another's address would have us carry their words to a stranger."""
        mail = self.request.answering
        if mail is None or address_key(address) == self.sender:
            return mail
        return replace(mail, subject="", text="", sender="")

    def decided(
        self,
        why: str,
        *letters: Iterable[Letter],
        before: Booking | None = None,
        booking: Booking | None = None,
        review: ReviewItem | None = None,
    ) -> Decision:
        """The decision, with the queues to serve, and a question passed on where there is one.

        `booking`: as it is to stand, where it was altered from `before` or is new.
        """
        review = review or (self._question() if self.passed_on else None)
        changed = booking is not None and booking != before
        return Decision(
            settled="review" if review and review.kind != "feedback" else "handled",
            why=why,
            bookings=(booking,) if booking and changed else (),
            letters=tuple(letter for group in letters for letter in group),
            review=review,
            freed=self._to_serve(before, booking) if booking else (),
        )

    def _to_serve(self, before: Booking | None, after: Booking) -> tuple[str | None, ...]:
        """Queues that may move: where a seat was given back, and where somebody got in line though a seat is free.

        The latter are due to others first; but who has waited longest of all may be the one who just got in line.
        """
        waited = set(spots(before, Status.WAITLISTED))
        joined = (session for number, session in spots(after, Status.WAITLISTED) if (number, session) not in waited)
        with_room = (session for session in joined if self.book.free(session) != 0)
        return tuple(dict.fromkeys((*freed(before, after), *with_room)))

    def to_a_person(
        self, why: str, *reasons: str, kind: Any = "doubt", ways: tuple[str, ...] = WAYS, **told: Any
    ) -> Decision:
        """A person looks at it; the sender is told so, and nothing else."""
        item = ReviewItem(why=reasons, ways=that_lead_on(ways, self.reading, self.book), kind=kind)
        return self.decided(
            why, self.letter(Received, to=self.reply_to, why=told.pop("told", "doubt"), **told), review=item
        )

    def silent(self, why: str, review: ReviewItem | None = None) -> Decision:
        """Nothing is answered."""
        return Decision(settled="review" if review else "handled", why=why, review=review)

    def _question(self) -> ReviewItem:
        reading = self.reading
        asked = (self.says("question", words=left.rstrip(".")),) if (left := self._answered[1]) else ()
        wants = (self.says("request", words=reading.request_text or ", ".join(reading.requests)),)
        return ReviewItem(why=asked or wants, ways=("answer", "self"), kind="question")


def belongs(address: str, booking: Booking) -> bool:
    """Whether that address (as it is compared) may speak for the booking."""
    own = (booking.contact.email, *booking.addresses)
    return bool(address) and any(address == address_key(known) for known in own if known)


def positions(booking: Booking, book: Book) -> Mapping[tuple[int, str | None], int]:
    """Positions of the booking's waitlisted places: those the book knows, and the new ones at the end of the queue.

    A place that waits already and whose queue was not read is left out.
    """
    known = {
        (ref.attendee, session): place
        for session, queue in book.queues.items()
        for place, ref in enumerate((entry.ref for entry in queue), start=1)
        if ref.code == booking.code
    }
    known |= {(ref.attendee, ref.session): at for ref, at in book.positions.items() if ref.code == booking.code}
    earlier = next((b for b in (book.booking, *book.same_person) if b and b.code == booking.code), None)
    waited = set(spots(earlier, Status.WAITLISTED))
    length = {s: max(n, len(book.queues.get(s, ()))) for s, n in book.waiting.items()}
    found = {}
    for number, session in spots(booking, Status.WAITLISTED):
        if (number, session) in known:
            found[number, session] = known[number, session]
        elif (number, session) not in waited:
            length[session] = found[number, session] = length.get(session, 0) + 1
    return found
