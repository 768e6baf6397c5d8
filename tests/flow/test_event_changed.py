"""The event's file is changed while bookings stand: organizers say whether people are told, and they are, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import icalendar
import pytest

from mailflow.decision.limits import parse_limit
from mailflow.decision.refusal import Refusal
from mailflow.domain.booking import Booking, Contact
from mailflow.domain.event import Event
from mailflow.domain.place import Status
from mailflow.flow.meter import Meter
from mailflow.flow.office import Office
from mailflow.flow.reception import receive
from mailflow.flow.schedule import Clockwork
from mailflow.flow.settle import settle_matter
from mailflow.ledger import Ledger
from mailflow.mailbox.port import Origin, Raw
from mailflow.outbox.templates import Templates
from tests.ledger.making import NOON, make_booking, make_event

DAY = timedelta(days=1)


class Secretariat:
    """An office whose clock and event file the test changes."""

    def __init__(self, event: Event) -> None:
        self.now = NOON
        self.ledger = Ledger.open("sqlite://")
        self.change(event)

    def change(self, event: Event, **facts: object) -> None:
        """A minute later, the service is started anew with the file as it is now; the clock strikes."""
        self.now += timedelta(minutes=1)
        self.event = replace(event, **facts)  # type: ignore[arg-type]
        self.office = Office(
            events=(self.event,),
            ledger=self.ledger,
            templates=Templates(),
            sender="Comune <info@comune.example>",
            organizers=("segreteria@comune.example",),
            caps=(parse_limit("6 per hour"),),
            meter=Meter([parse_limit("2000 per hour")]),
            now=lambda: self.now,
        )
        self.strike()

    def strike(self) -> None:
        Clockwork(self.office).strike()
        Clockwork(self.office).strike()

    def book(self, booking: Booking) -> None:
        self.now += timedelta(minutes=1)
        with self.ledger.transaction(self.event) as tx:
            tx.sync_capacities([self.event])
            tx.write([booking], now=self.now)

    def receive(self, words: str) -> None:
        """A mail of Anna's."""
        self.now += timedelta(minutes=1)
        lines = ("From: anna@people.example", "Subject: AAAA-22", "Message-ID: <1@people.example>")
        raw = "\n".join((*lines, "Content-Type: text/plain; charset=utf-8", "", words)).encode()
        receive(self.office, Raw(Origin("test", 1, 1), raw, self.now, frozenset()))

    def settle(self, words: str) -> str:
        """What the organizers are told of the one matter that waits."""
        with self.ledger.transaction(self.event) as tx:
            [row] = tx.reviews(self.event.id)
            settled = settle_matter(self.office, tx, row, words, "segreteria")
        self.strike()
        return settled.words("it") if isinstance(settled, Refusal) else settled.done

    def asked(self) -> list[tuple[str, ...]]:
        """What is asked of the organizers, as far as it waits."""
        with self.ledger.reading() as tx:
            return [row.why for row in tx.reviews(self.event.id)]

    def told(self, kind: str = "updated") -> list[EmailMessage]:
        with self.ledger.reading() as tx:
            rows = [tx.outgoing(row.id) for row in reversed(list(tx.outbox())) if row.kind == kind]
        mails = [message_from_bytes(row.raw, policy=policy.default) for row in rows if row and row.raw]
        return sorted((mail for mail in mails if isinstance(mail, EmailMessage)), key=lambda mail: str(mail["To"]))

    def whom(self) -> list[str]:
        return [str(mail["To"]) for mail in self.told()]


def entries(mail: EmailMessage) -> dict[str, tuple[str, int, datetime]]:
    """Every calendar entry of a mail: method, SEQUENCE and beginning, by what its UID names."""
    found = {}
    for part in mail.walk():
        if part.get_content_type() == "application/ics":
            calendar = icalendar.Calendar.from_ical(part.get_content())
            [entry] = calendar.walk("VEVENT")
            named = str(entry["UID"]).split("@")[0].split(".")[1]
            found[named] = (str(calendar["METHOD"]), entry.decoded("SEQUENCE"), entry.decoded("DTSTART"))
    return found


def text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().split())


def moved(event: Event, by: timedelta) -> dict[str, object]:
    """The event so much later, with its round and its sessions."""
    rounds = tuple(
        replace(
            round_,
            starts=round_.starts + by,
            ends=round_.ends + by,
            sessions=tuple(replace(s, starts=s.starts + by, ends=s.ends + by) for s in round_.sessions),
        )
        for round_ in event.rounds
    )
    return {"starts": event.starts + by, "ends": event.ends + by, "rounds": rounds}


def without_welfare(event: Event) -> dict[str, object]:
    [round_] = event.rounds
    return {"rounds": (replace(round_, sessions=round_.sessions[1:]),)}


@pytest.fixture
def office() -> Iterator[Secretariat]:
    """Anna has a place at the event and in a session, Luca one at the event alone."""
    secretariat = Secretariat(make_event())
    secretariat.book(make_booking("AAAA-22", welfare=Status.CONFIRMED, email="anna@people.example"))
    secretariat.book(make_booking("BBBB-33", email="luca@people.example"))
    yield secretariat
    secretariat.ledger.close()


def test_organizers_are_asked_and_nobody_is_told_before_they_say_so(office: Secretariat) -> None:
    office.change(office.event, **moved(office.event, DAY))
    assert office.asked() == [
        (
            "quando: ora sabato 27 novembre 2010, ore 15.00–17.00; prima venerdì 26 novembre 2010, ore 15.00–17.00",
            "prenotazioni che riguarda: 2",
        )
    ]
    assert office.whom() == []


def test_on_their_yes_everybody_booked_is_told_once_and_the_entries_are_counted_on(office: Secretariat) -> None:
    office.change(office.event, **moved(office.event, DAY))
    assert office.settle("1") == "l’avviso va per mail a 2 prenotazioni"
    office.now += DAY
    office.strike()
    assert office.whom() == ["anna@people.example", "luca@people.example"]
    event = office.event
    assert entries(office.told()[0]) == {
        "event": ("REQUEST", 1, event.starts),
        "welfare": ("REQUEST", 1, event.starts),
    }
    assert office.asked() == []
    with office.ledger.reading() as tx:
        assert (tx.fsck(), tx.events_to_tell()) == ([], [])


def test_where_they_see_to_it_themselves_nobody_is_told(office: Secretariat) -> None:
    office.change(office.event, **moved(office.event, DAY))
    assert office.settle("2") == "lasciato a chi organizza, mailflow non scrive"
    office.change(office.event, venue=replace(office.event.venue, name="Municipio"))
    assert office.asked() == [("dove: ora Municipio; prima Castello", "prenotazioni che riguarda: 2")]
    assert office.whom() == []


def test_what_is_said_besides_is_not_guessed_at(office: Secretariat) -> None:
    office.change(office.event, **moved(office.event, DAY))
    assert office.settle("ok, 2 posti") == "non è chiaro che cosa fare con «ok, 2 posti»: non si è fatto nulla"
    assert len(office.asked()) == 1


def test_another_room_is_told_to_those_alone_who_sit_there(office: Secretariat) -> None:
    [round_] = office.event.rounds
    welfare, governance = round_.sessions
    rounds = (replace(round_, sessions=(replace(welfare, room="Sala Rossa"), governance)),)
    office.change(office.event, rounds=rounds)
    assert office.asked() == [("«welfare», dove: ora Sala Rossa; prima niente", "prenotazioni che riguarda: 1")]
    office.settle("conferma")
    assert office.whom() == ["anna@people.example"]


def test_postponed_twice_each_is_told_from_what_they_knew(office: Secretariat) -> None:
    first = office.event
    office.change(first, **moved(first, DAY))
    office.book(make_booking("CCCC-44", email="carla@people.example"))
    office.change(first, **moved(first, 7 * DAY))
    assert len(office.asked()) == 1
    office.settle("1")
    assert office.whom() == ["anna@people.example", "carla@people.example", "luca@people.example"]
    assert [told.partition("(prima: ")[2].partition(",")[0] for told in map(text, office.told())] == [
        "venerdì 26 novembre 2010",
        "sabato 27 novembre 2010",
        "venerdì 26 novembre 2010",
    ]
    office.change(first, **moved(first, 8 * DAY))
    office.settle("1")
    assert [entries(mail)["event"][1] for mail in office.told() if "anna" in str(mail["To"])] == [1, 2]


def test_what_is_put_back_before_anybody_was_told_is_asked_no_more(office: Secretariat) -> None:
    first = office.event
    office.change(first, **moved(first, DAY))
    office.change(first)
    assert office.asked() == []


def test_whoever_waits_is_told_and_whoever_gave_up_is_not(office: Secretariat) -> None:
    office.change(office.event, capacity=2)
    office.book(make_booking("CCCC-44", Status.WAITLISTED, email="carla@people.example"))
    office.book(make_booking("DDDD-55", Status.CANCELLED, email="dario@people.example"))
    office.change(office.event, **moved(office.event, DAY))
    office.settle("1")
    assert office.whom() == ["anna@people.example", "carla@people.example", "luca@people.example"]
    assert [entries(mail) for mail in office.told() if "carla" in str(mail["To"])] == [{}]


def test_whoever_has_no_address_is_named_to_the_organizers(office: Secretariat) -> None:
    rita = make_booking("CCCC-44")
    office.book(replace(rita, contact=Contact(name="Rita Sola", phone="+390536833205")))
    office.change(office.event, **moved(office.event, DAY))
    said = "l’avviso va per mail a 2 prenotazioni; da avvisare per telefono: CCCC-44 Rita Sola +39 0536 833205"
    assert office.settle("1") == said
    assert office.whom() == ["anna@people.example", "luca@people.example"]


def test_a_session_that_is_no_more_is_given_up_and_another_can_be_chosen(office: Secretariat) -> None:
    office.change(office.event, **without_welfare(office.event))
    gone = "«welfare», non si tiene più: chi è avvisato perde il posto lì e ne può scegliere un altro"
    assert office.asked() == [(gone, "prenotazioni che riguarda: 1")]
    office.settle("1")
    [mail] = office.told()
    assert entries(mail)["welfare"][:2] == ("CANCEL", 1)
    assert "welfare: non si tiene più" in text(mail)
    assert "quale scelta?" in text(mail)
    with office.ledger.reading() as tx:
        anna = tx.booking("AAAA-22")
        assert anna is not None
        assert [(p.session, p.status) for _, p in anna.places] == [
            (None, Status.CONFIRMED), ("welfare", Status.CANCELLED),
        ]  # fmt: skip
        assert tx.fsck() == []


@pytest.mark.parametrize(
    ("words", "kind", "stands"),
    [
        (
            "Vorrei passare a governance.",
            "changed",
            {None: "confirmed", "welfare": "cancelled", "governance": "confirmed"},
        ),
        ("Rinuncio alla prenotazione AAAA-22.", "cancelled", {None: "cancelled", "welfare": "cancelled"}),
    ],
)
def test_whoever_holds_a_session_that_is_no_more_can_change_and_cancel(
    office: Secretariat, words: str, kind: str, stands: dict[str | None, str]
) -> None:
    office.change(office.event, **without_welfare(office.event))
    office.receive(words)
    with office.ledger.reading() as tx:
        anna = tx.booking("AAAA-22")
        assert anna is not None
        assert {place.session: str(place.status) for _, place in anna.places} == stands
    assert [str(mail["To"]) for mail in office.told(kind)] == ["anna@people.example"]


def test_an_event_that_is_called_off_is_cancelled_for_all_on_the_organizers_yes(office: Secretariat) -> None:
    office.change(office.event, capacity=2)
    office.book(make_booking("CCCC-44", Status.WAITLISTED, email="carla@people.example"))
    office.change(office.event, called_off=True)
    off = "l’evento non si tiene: chi è avvisato riceve l’annullamento della prenotazione"
    assert office.asked() == [(off, "prenotazioni che riguarda: 3")]
    assert office.settle("1") == "l’avviso va per mail a 3 prenotazioni"
    mails = office.told("cancelled")
    assert [str(mail["To"]) for mail in mails] == ["anna@people.example", "carla@people.example", "luca@people.example"]
    assert [{name: entry[:2] for name, entry in entries(mail).items()} for mail in mails] == [
        {"event": ("CANCEL", 1), "welfare": ("CANCEL", 1)}, {}, {"event": ("CANCEL", 1)},
    ]  # fmt: skip
    assert [str(mail["Subject"]).partition(":")[0] for mail in mails] == ["Evento annullato"] * 3
    with office.ledger.reading() as tx:
        assert (list(tx.bookings("workshop", active_only=True)), tx.fsck()) == ([], [])


def test_of_an_event_that_is_called_off_nothing_goes_out_by_the_clock(office: Secretariat) -> None:
    office.change(office.event, called_off=True)
    office.settle("2")
    while office.now < office.event.ends + 3 * DAY:
        office.now += timedelta(hours=6)
        office.strike()
    with office.ledger.reading() as tx:
        assert {row.kind for row in tx.outbox()} == {"review", "digest"}


def test_once_the_event_is_over_its_file_may_be_put_right(office: Secretariat) -> None:
    office.now = office.event.ends + DAY
    office.change(office.event, venue=replace(office.event.venue, name="Municipio"))
    assert office.asked() == []


def test_nobody_is_told_at_night_unless_the_event_begins_before_the_morning(office: Secretariat) -> None:
    office.now = office.event.starts.replace(hour=21, minute=30) - 2 * DAY
    office.change(office.event, **moved(office.event, DAY))
    office.settle("1")
    assert office.whom() == []
    office.now = office.now.replace(hour=8, minute=5) + DAY
    office.strike()
    assert office.whom() == ["anna@people.example", "luca@people.example"]


def test_an_event_that_is_moved_nearer_has_missed_no_reminder(office: Secretariat) -> None:
    office.now += 8 * DAY
    office.strike()
    days = (office.event.starts - office.now).days - 4  # in four days now: the reminder of the seventh is past
    office.change(office.event, **moved(office.event, -days * DAY))
    assert len(office.asked()) == 1
    assert office.told("reminder") == []
    office.now = (office.event.starts - DAY).replace(hour=19)
    office.strike()
    assert [str(mail["To"]) for mail in office.told("reminder")] == ["anna@people.example", "luca@people.example"]


def test_of_an_event_that_is_called_off_no_offer_runs_out(office: Secretariat) -> None:
    office.book(make_booking("CCCC-44", Status.OFFERED, email="carla@people.example", until=24 * 60))
    office.change(office.event, called_off=True)
    office.now = NOON + 2 * DAY
    office.strike()
    assert office.told("cancelled") == []
    office.settle("1")
    office.now += DAY
    office.strike()
    subjects = [str(mail["Subject"]) for mail in office.told("cancelled") if "carla" in str(mail["To"])]
    assert [subject.partition(":")[0] for subject in subjects] == ["Evento annullato"]


def test_whoever_has_still_to_answer_is_told_how_and_not_that_no_answer_is_needed(office: Secretariat) -> None:
    office.book(make_booking("CCCC-44", Status.OFFERED, email="carla@people.example", until=30 * 24 * 60))
    asked = make_booking("DDDD-55", Status.WANTED, email="dina@people.example")
    office.book(replace(asked, asked=("seats",), asked_until=office.now + 20 * DAY))
    office.change(office.event, **moved(office.event, DAY))
    office.settle("1")
    offered, wanted = (text(mail) for mail in office.told() if str(mail["To"])[0] in "cd")
    for letter in (offered, wanted):
        assert "La richiesta resta com’è, e aspetta ancora una risposta." in letter
        assert "non serve rispondere" not in letter
    assert "Per accettare il posto tenuto basta rispondere «accetto»" in offered
    assert "Per quante persone è la prenotazione?" in wanted
