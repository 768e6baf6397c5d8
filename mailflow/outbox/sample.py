"""A letter of every kind, on any event: for `mailflow preview`, the gallery, and the check of the templates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from mailflow.domain.booking import Attendee, Booking, Contact, Place
from mailflow.domain.event import Event
from mailflow.domain.letter import (
    KINDS,
    Access,
    Already,
    Answer,
    Answered,
    Answering,
    Ask,
    Attendance,
    Cancelled,
    Changed,
    Closed,
    Confirmation,
    Digest,
    DigestItem,
    Erased,
    Letter,
    Offer,
    OrganizerSummary,
    Promoted,
    Query,
    Received,
    Reminder,
    Review,
    SeatLine,
    Summary,
    Waitlist,
)
from mailflow.domain.place import Status

NAMES = ("Anna Bianchi", "Nicolò D’Angelo", "María-José O’Brien & Figli")
TO = "anna.bianchi@ceramiche.example"


def samples(event: Event, language: str) -> Iterator[tuple[str, Letter]]:
    """Letters of every kind, each under a name: the kind, and after a dot the case where there are several."""
    desk = _Desk(event, language)
    for kind in KINDS:
        for case, letter in desk.letters(kind):
            yield f"{kind.kind}.{case}" if case else kind.kind, letter


def sample(kind: str, event: Event, language: str) -> Letter:
    """The typical letter of a kind. KeyError where there is no such kind."""
    for name, letter in samples(event, language):
        if name.partition(".")[0] == kind:
            return letter
    raise KeyError(kind)


class _Desk:
    """One event on which letters are made up."""

    def __init__(self, event: Event, language: str) -> None:
        self.event = event
        self.language = language
        self.now = (event.starts - timedelta(days=16)).replace(hour=10, minute=12)
        self.booking = self.booked(NAMES[:1])
        self.party = self.booked((*NAMES, None, None), waiting=True)
        self.nowhere = self.booked(NAMES[:1], status=Status.WAITLISTED)

    def letters(self, kind: type[Letter]) -> Iterator[tuple[str, Letter]]:  # noqa: PLR0912, PLR0915 - a list
        """The cases of one kind, the typical one first."""
        to = self._person(kind)
        booking, party = to | {"booking": self.booking}, to | {"booking": self.party}
        first = next((round_ for round_ in self.event.rounds), None)
        last = first.sessions[-1].id if first else None
        positions = {
            (a.number, p.session): 2 + a.number
            for a in (*self.party.attendees, *self.nowhere.attendees)
            for p in a.places
            if p.status is Status.WAITLISTED
        }
        choices = tuple(Query(about="choices", round=round_.id) for round_ in self.event.rounds)
        answers = self._answers()
        match kind.kind:
            case "confirmation":
                yield "", Confirmation(**booking, first=True)
                yield "party", Confirmation(**party, positions=positions, answers=answers[:1], passed_on=True)
                yield "unnamed", Confirmation(**to, booking=self.unnamed(4), queries=(*choices, Query(about="names")))
            case "waitlist":
                yield "", Waitlist(**to, booking=self.nowhere, positions=positions, first=True)
            case "offer":
                until = self.now + timedelta(hours=24)
                offered = self.booked(NAMES[:1], status=Status.OFFERED, until=until)
                yield "", Offer(**to, booking=offered, offered=((1, last),), until=until)
            case "promoted":
                yield "", Promoted(**booking, given=((1, last),))
                yield "party", Promoted(**party, positions=positions, given=((1, None), (2, last)))
            case "ask":
                held = self.now + timedelta(hours=48)
                questions = (Query(about="seats"), *choices[:1], Query(about="names"))
                kept = self.booked(NAMES[:1], status=Status.OFFERED, until=held)
                yield "", Ask(**to, queries=questions, booking=kept, held_until=held, first=True)
                cancel = Query(about="confirm-cancel")
                yield "cancel", Ask(**to, queries=(cancel,), booking=self.booking)
                change = Query(
                    about="confirm-change", words=self._say("Da due posti a tre.", "From two places to three.")
                )
                yield "change", Ask(**to, queries=(change,), booking=self.booking)
                doubt = self._say(
                    "Nel messaggio si parla sia di due sia di tre persone.",
                    "The message speaks of both two and three people.",
                )
                odd = (
                    Query(about="date"),
                    Query(about="which-event", options=(self.event.title, "…")),
                    Query(about="choices"),
                    Query(about="seats", words=doubt),
                    Query(about="other"),
                )
                yield "doubts", Ask(**to, queries=odd, answers=answers, passed_on=True)
            case "already":
                yield "", Already(**booking)
            case "changed":
                yield "", Changed(**booking, before=self.before())
                fewer = self.booked((NAMES[0], "Luca Bianchi"))
                yield "party", Changed(**party, before=fewer, positions=positions)
            case "cancelled":
                gone = self.booked(NAMES[:1], status=Status.CANCELLED)
                for why in ("asked", "declined", "expired", "organizer"):
                    case = "" if why == "asked" else why
                    yield case, Cancelled(**to, booking=gone, before=self.booking, given_up=(), whole=True, why=why)
                    part = to | {"booking": self.booking, "before": self.party, "given_up": ((2, None), (2, last))}
                    yield f"part-{why}", Cancelled(**part, whole=False, why=why)
            case "closed":
                for why in ("late", "early", "over", "off"):
                    yield "" if why == "late" else why, Closed(**to, why=why)
                for wanted in ("change", "cancel", "accept"):
                    yield f"late-{wanted}", Closed(**to, why="late", wanted=wanted, answers=answers[:1])
            case "answer":
                yield "", Answer(**to, answers=answers[:2])
                yield "all", Answer(**to, answers=answers, passed_on=True, booking=self.booking)
            case "received":
                yield "", Received(**to, why="party", seats=self.event.booking.max_party + 4)
                for why in ("question", "doubt", "privacy", "feedback"):
                    yield why, Received(**to, why=why, answers=answers[:1] if why == "question" else ())
            case "reminder":
                yield "", Reminder(**booking, days=1)
                for days in (7, 0):
                    yield f"{days}-days", Reminder(**party, positions=positions, days=days)
            case "summary":
                yield "", Summary(**booking, came=(1,), proposals=self._proposals(), certificates=(1,))
                yield "absent", Summary(**booking, came=(), proposals=self._proposals())
                yield "unmarked", Summary(**party, came=None, proposals={})
                yield "some", Summary(**party, came=(1, 3), proposals=self._proposals(), certificates=(1, 3))
            case "digest":
                yield "", self._digest(to)
                yield "quiet", Digest(**to, day=self.now.date(), seats=self._seats()[:1], token="d2")
            case "review":
                yield "", self._review(to)
                done = self._say("confermati 9 posti", "9 places confirmed")
                yield "done", replace(self._review(to), done=done)
            case "attendance":
                roll = tuple(
                    (number, self.party.code, a.number, a.name or self._say("senza nome", "no name"))
                    for number, a in enumerate(self.party.attendees, start=1)
                )
                yield "", Attendance(**to, roll=roll, token="a1")
            case "organizer-summary":
                by_session = tuple((session.id, 14, 12) for session in self.event.sessions)
                figures = to | {"booked": 52, "waitlist_served": 4, "mails": 117, "without_person": 109}
                yield "", OrganizerSummary(
                    **figures, came=47, median_answer=41.0, by_session=((None, 52, 47), *by_session),
                    proposals=self._proposals(),
                )  # fmt: skip
                yield (
                    "unmarked",
                    OrganizerSummary(**figures, came=None, median_answer=None, by_session=((None, 52, None),)),
                )
            case "access":
                yield "", Access(**to, bookings=(self.booking,), data_json='{"bookings": []}')
                yield "none", Access(**to, bookings=(), data_json='{"bookings": []}')
                yield "confirm", Access(**to, bookings=(), data_json="", confirm=True)
            case "erased":
                yield "", Erased(**to)
                yield "confirm", Erased(**to, confirm=True)

    def _person(self, kind: type[Letter]) -> dict[str, Any]:
        """Who gets it, and what it answers."""
        to: dict[str, Any] = {"event": self.event, "language": self.language, "to": TO, "to_name": NAMES[0]}
        if kind in (Digest, Review, Attendance, OrganizerSummary):
            return to | {"to": self.event.organizer.email, "to_name": None}
        if kind in (Offer, Promoted, Reminder, Summary):
            return to
        asked = self._say("Buongiorno, vorrei iscrivermi. Grazie!", "Hello, I would like to book. Thank you!")
        return to | {
            "answering": Answering(
                "asked@ceramiche.example", (), self._say("Iscrizione", "Booking"), asked, TO, self.now
            )
        }

    def booked(self, names: tuple[str | None, ...], *, status: Status = Status.CONFIRMED, waiting: bool = False,
               until: datetime | None = None) -> Booking:  # fmt: skip
        """A booking of people with these names; `waiting`: the last round's first choice is full."""
        attendees = tuple(
            Attendee(number=number, name=name, places=self._places(number, status, waiting and number < 3, until))
            for number, name in enumerate(names, start=1)
        )
        contact = Contact(name=names[0], email=TO, phone="+390595550123", organization="Ceramiche Esempio S.p.A.")
        return Booking(
            code="K7QM-3F", event=self.event.id, source="email", received=self.now, language=self.language,
            contact=contact, attendees=attendees, requests=("diet",) if waiting else (),
        )  # fmt: skip

    def unnamed(self, seats: int) -> Booking:
        """Places at the event for people nobody has named."""
        place = Place(round=None, session=None, status=Status.CONFIRMED, since=self.now)
        attendees = tuple(Attendee(number=number, places=(place,)) for number in range(1, seats + 1))
        return replace(self.booking, attendees=attendees, contact=Contact(email=TO))

    def before(self) -> Booking:
        """The booking as it stood when the first round's last session was chosen."""
        if not self.event.rounds:
            return self.booked((*NAMES[:1], None))
        first = self.event.rounds[0]
        places = tuple(
            replace(p, session=first.sessions[-1].id) if p.round == first.id else p
            for p in self.booking.attendees[0].places
        )
        return self.booking.with_attendee(replace(self.booking.attendees[0], places=places))

    def _places(self, number: int, status: Status, waiting: bool, until: datetime | None) -> tuple[Place, ...]:
        at_event = Place(round=None, session=None, status=status, since=self.now, offer_until=until)
        if status is Status.WAITLISTED:
            status = Status.WANTED
        chosen = [
            Place(round=round_.id, session=round_.sessions[(number - 1) % len(round_.sessions)].id, status=status,
                  since=self.now, offer_until=until)
            for round_ in self.event.rounds
        ]  # fmt: skip
        if not waiting:
            return (at_event, *chosen)
        if not chosen:
            return (replace(at_event, status=Status.WAITLISTED),)
        return (at_event, *chosen[:-1], replace(chosen[-1], status=Status.WAITLISTED))

    def _answers(self) -> tuple[Answered, ...]:
        session = next((session.id for session in self.event.sessions), None)
        said = self._say(
            "Il parcheggio è in piazza, a cinque minuti a piedi.", "There is parking in the square, five minutes' walk."
        )
        return (
            Answered("faq", said),
            Answered("place"),
            Answered("time"),
            Answered("programme"),
            Answered("session", session=session),
            Answered("seats"),
            Answered("contact"),
            Answered("deadline"),
        )

    def _proposals(self) -> dict[str, tuple[str, ...]]:
        said = (
            self._say(
                "Un catalogo dei consumi, aperto a tutte le imprese", "A catalogue of consumption, open to every firm"
            ),
            self._say("Incontrarsi ogni anno", "To meet every year"),
        )
        return {session.id: said for session in list(self.event.sessions)[:2]} or {"": said}

    def _seats(self) -> tuple[SeatLine, ...]:
        everyone = SeatLine(None, self.event.capacity, 41, 2, 0)
        why = self._say(
            "il primo in lista è un gruppo di 3, e il posto libero è uno",
            "first in the queue is a party of 3; one place is free",
        )
        sessions = tuple(
            SeatLine(
                s.id, s.capacity, (s.capacity or 12) - index % 4, 0, 3 if index == 1 else 0, why if index == 1 else ""
            )
            for index, s in enumerate(self.event.sessions)
        )
        return (everyone, *sessions)

    def _digest(self, to: dict[str, Any]) -> Digest:
        items = (
            DigestItem(1, "r1", "Paolo Verdi <p.verdi@studio.example>", self._say("prenotazione di 9 persone", "a booking for 9 people"),
                       self._say("Saremmo in nove della nostra associazione.", "There would be nine of us."), ("1", "2")),
            DigestItem(2, "r2", TO, self._say("una domanda", "a question"), self._say("Ci sarà un pullman?", "Will there be a coach?")),
        )  # fmt: skip
        until = self.now + timedelta(days=1)
        return Digest(
            **to, day=self.now.date(), seats=self._seats(), new=(self.party,), changed=(self.booking,),
            cancelled=(replace(self.booking, code="M4TR-9X"),), items=items, bounced=((self.booking, TO),),
            to_phone=(replace(self.booking, contact=Contact(name=NAMES[1], phone="+390595550177")),),
            running_out=((self.booking, until, self._say("offerta di un posto", "a place on offer")),),
            notes=(self._say("Un promemoria non è stato inviato: mancavano due ore.", "One reminder was not sent: two hours were left."),),
            bookings=(self.party, self.booking), token="d1",
        )  # fmt: skip

    def _review(self, to: dict[str, Any]) -> Review:
        return Review(
            **to, token="r1", number=1, sender="Paolo Verdi <p.verdi@studio.example>",
            subject=self._say("prenotazione gruppo", "group booking"),
            text=self._say("Buonasera,\nsaremmo in nove della nostra associazione.\nPaolo", "Good evening,\nthere would be nine of us.\nPaolo"),
            received=self.now, why=(self._say("il gruppo supera il massimo per una prenotazione", "the party is larger than one booking may be"),),
            understood=((self._say("posti", "places"), self._say("in nove", "nine of us")),),
            ways=(("1", self._say("confermare 9 posti", "confirm 9 places")), ("2", self._say("mettere in lista d’attesa", "put on the waiting list"))),
        )  # fmt: skip

    def _say(self, italian: str, english: str) -> str:
        return italian if self.language == "it" else english
