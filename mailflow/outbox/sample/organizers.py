"""Sample letters to the organizers: the day, a mail that waits, who came, the figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from mailflow.domain.booking import Contact
from mailflow.domain.letter import Letter
from mailflow.domain.organizer_letter import (
    Attendance,
    Digest,
    DigestItem,
    OrganizerSummary,
    Review,
    SeatLine,
    Trouble,
)
from mailflow.outbox.sample.desk import NAMES, TO, Desk
from mailflow.outbox.sample.words import proposals

WRITER = "Paolo Verdi <p.verdi@studio.example>"


def digest(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """A full day, and one on which nothing happened."""
    cancelled = replace(desk.booking, code="M4TR-9X")
    by_phone = replace(desk.booking, contact=Contact(name=NAMES[1], phone="+390595550177"))
    dropped = desk.say(
        "Un promemoria non è stato inviato: mancavano due ore.", "A reminder was left out: two hours were left."
    )
    yield (
        "",
        Digest(
            **desk.organizers(),
            day=desk.now.date(),
            seats=_seats(desk),
            new=(desk.party,),
            changed=(desk.booking,),
            cancelled=(cancelled,),
            items=_items(desk),
            bounced=((desk.booking, TO),),
            to_phone=(by_phone,),
            running_out=((desk.booking, desk.now + timedelta(days=1), _last_session(desk)),),
            unanswered=(desk.party,),
            notes=(dropped,),
            bookings=(desk.party, desk.booking),
        ),
    )
    yield "quiet", Digest(**desk.organizers(), day=desk.now.date(), seats=_seats(desk)[:1])


def _last_session(desk: Desk) -> str:
    return next((place.session or "" for place in desk.booking.attendees[0].places[::-1]), "")


def _seats(desk: Desk) -> tuple[SeatLine, ...]:
    why = desk.say("un gruppo di 3 resta insieme; posti liberi: 1", "a party of 3 stays together; places free: 1")
    sessions = tuple(
        SeatLine(s.id, s.capacity, (s.capacity or 12) - index % 4, 0, 3 * (index == 1), why if index == 1 else "")
        for index, s in enumerate(desk.event.sessions)
    )
    return (SeatLine(None, desk.event.capacity, 22, 2, 0), *sessions)


def _items(desk: Desk) -> tuple[DigestItem, ...]:
    party = desk.say("Saremmo in nove della nostra associazione.", "There would be nine of us.")
    coach = desk.say("Ci sarà un pullman?", "Will there be a coach?")
    many, asks = desk.say("chiede 9 posti", "asks for 9 places"), desk.say("una domanda", "a question")
    return (
        DigestItem(1, "sample-1", WRITER, many, party, ("confirm", "waitlist", "ask", "self")),
        DigestItem(2, "sample-2", TO, asks, coach, ("answer", "self")),
    )


def review(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """A mail that waits; what settling it did; an answer to what is gone."""
    waits = Review(
        **desk.organizers(),
        token=f"{desk.event.id}-sample",
        number=1,
        sender=WRITER,
        subject=desk.say("prenotazione gruppo", "group booking"),
        text=desk.say("Buonasera,\nsaremmo in nove.\nPaolo", "Good evening,\nthere would be nine of us.\nPaolo"),
        received=desk.now,
        why=(
            desk.say(
                "chiede 9 posti, più di quelli che si prenotano per mail",
                "asks for 9 places, more than can be booked by mail",
            ),
        ),
        understood=(
            ("intent", desk.say("prenotare", "to book")),
            ("seats", desk.say("9 («in nove»)", "9 (“nine of us”)")),
            ("contact.name", "Paolo"),
        ),
        ways=(("1", "confirm"), ("2", "waitlist"), ("3", "ask"), ("4", "self")),
    )
    yield "", waits
    moved = desk.say("quando: da venerdì a sabato", "when: from Friday to Saturday")
    news = Review(
        **desk.organizers(),
        token=f"{desk.event.id}-sample",
        number=2,
        sender="",
        subject=desk.say("l’evento è cambiato", "the event has changed"),
        text="",
        received=desk.now,
        why=(moved,),
        ways=(("1", "tell"), ("2", "self")),
        of_event=True,
    )
    yield "event", news
    yield "event-done", replace(news, done=desk.say("3 prenotazioni avvisate", "3 bookings are told"))
    yield "done", replace(waits, done=desk.say("confermati 9 posti", "9 places confirmed"), booking=desk.booking)
    yield "gone", replace(waits, gone="1")
    yield "gone-with-its-event", replace(waits, gone="1", erased=True)


def attendance(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """The evening mail, with people to mark and without."""
    people = enumerate(desk.party.attendees, start=1)
    roll = tuple((number, desk.party.code, a.number, a.name or "") for number, a in people)
    yield "", Attendance(**desk.organizers(), roll=roll)
    yield "nobody", Attendance(**desk.organizers(), roll=())


def figures(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """With attendance marked and without; answered in seconds, minutes and hours."""
    counted = desk.organizers() | {"booked": 22, "waitlist_served": 4, "mails": 117, "without_person": 109}
    sessions = tuple((session.id, 14, 12) for session in desk.event.sessions)
    everybody: tuple[str | None, int, int | None] = (None, 22, 20)
    for case, seconds in (("", 41.0), ("minutes", 1500.0), ("hours", 30000.0)):
        marked = counted | {"came": 20, "by_session": (everybody, *sessions), "proposals": proposals(desk)}
        yield case, OrganizerSummary(**marked, median_answer=seconds)
    yield "unmarked", OrganizerSummary(**counted, came=None, median_answer=None, by_session=((None, 22, None),))


def trouble(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """A mailbox and a server that do not answer, and one that does again; an event file with a mistake, and mended."""
    since, facts = desk.now - timedelta(hours=1), desk.organizers()
    box = desk.event.organizer.email
    yield "", Trouble(**facts, part="mailbox", name=box, why="imap.example.org: connection refused", since=since)
    yield "sending", Trouble(**facts, part="sending", why="smtp.example.org: connection refused", since=since)
    yield "over", Trouble(**facts, part="mailbox", name=box, why="", since=since, until=desk.now)
    mistake = f"events/{desk.event.id}.toml: capacty: unknown key; did you mean 'capacity'?"
    yield "events", Trouble(**facts, part="events", why=mistake, since=since)
    yield "events over", Trouble(**facts, part="events", why="", since=since, until=desk.now)


TO_ORGANIZERS: Mapping[str, Callable[[Desk], Iterator[tuple[str, Letter]]]] = {
    "digest": digest,
    "review": review,
    "attendance": attendance,
    "organizer-summary": figures,
    "trouble": trouble,
}
