from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mailflow.config.event_file import load_event
from mailflow.domain.booking import Attendee, Booking, Contact, Place, PlaceRef
from mailflow.domain.event import Event
from mailflow.domain.place import Status

ROOT = Path(__file__).parents[2]
TEMPLATES = (ROOT / "templates",)
ROME = ZoneInfo("Europe/Rome")
SINCE = datetime(2010, 11, 5, 9, 12, tzinfo=ZoneInfo("UTC"))
C, W, X = Status.CONFIRMED, Status.WAITLISTED, Status.CANCELLED


def event(name: str = "fabbrica-idee") -> Event:
    return load_event(ROOT / "config" / "events" / f"{name}.toml")


def place(session: str | None, status: Status = C, until: datetime | None = None) -> Place:
    round_ = event().session(session).round if session else None
    return Place(round=round_, session=session, status=status, since=SINCE, offer_until=until)


def booking(code: str, attendees: tuple[Attendee, ...], contact: Contact | None = None) -> Booking:
    return Booking(
        code=code,
        event="fabbrica-idee-2",
        source="email",
        received=SINCE,
        language="it",
        contact=contact or Contact(name=attendees[0].name, email="someone@posta.example"),
        attendees=attendees,
    )


UNTIL = datetime(2010, 11, 10, 8, 0, tzinfo=ZoneInfo("UTC"))
ROSSI = booking(
    "K7QM-3F",
    (
        Attendee(number=1, name="Nicolò Rossi", places=(place(None), place("green-energy"), place("governance"))),
        Attendee(number=2, places=(place(None), place("green-energy", W))),
    ),
    Contact(
        name="Nicolò Rossi",
        email="n.rossi@ceramiche.example",
        phone="+393351234567",
        organization="Ceramiche Rossi S.p.A.",
    ),
)
DE_LUCA = booking("A2BC-9X", (Attendee(number=1, name="Anna De Luca", places=(place(None), place("green-energy"))),))
OFFERED = booking(
    "H4TT-2P",
    (Attendee(number=1, name="Zoë Àvila", places=(place(None), place("green-energy", Status.OFFERED, UNTIL))),),
)
GONE = booking("P9PP-7Q", (Attendee(number=1, name="Ugo Gatti", places=(place(None, X), place("green-energy", X))),))
ONLY_EVENT = booking("R3RR-5S", (Attendee(number=1, name="Pia Monti", places=(place(None),)),))
FORMULA = booking(
    "M5MM-4N",
    (Attendee(number=1, name="=cmd|' /C calc'!A0", places=(place(None),)),),
    Contact(name="@SUM(A1)", email="x@posta.example", phone="+390536833205", organization="Bar; =1+1"),
)
BOOKINGS = (ROSSI, DE_LUCA, OFFERED, GONE, ONLY_EVENT, FORMULA)
POSITIONS = {PlaceRef("K7QM-3F", 2, "green-energy"): 2}
