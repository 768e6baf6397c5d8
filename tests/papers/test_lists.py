from __future__ import annotations

from dataclasses import replace

from mailflow.domain.place import Status
from mailflow.papers.lists import as_json, rows
from tests.papers.sample import BOOKINGS, DE_LUCA, GONE, OFFERED, POSITIONS, ROME, ROSSI, event, place

ZONES = {"fabbrica-idee-2": ROME}


def test_a_booking_is_told_as_the_interface_says() -> None:
    assert as_json([ROSSI], ZONES, POSITIONS) == [
        {
            "code": "K7QM-3F",
            "event": "fabbrica-idee-2",
            "source": "email",
            "received": "2010-11-05T10:12:00+01:00",
            "language": "it",
            "contact": {
                "name": "Nicolò Rossi",
                "email": "n.rossi@ceramiche.example",
                "phone": "+393351234567",
                "organization": "Ceramiche Rossi S.p.A.",
            },
            "attendees": [
                {
                    "name": "Nicolò Rossi",
                    "attended": None,
                    "places": [
                        {"round": None, "session": None, "status": "confirmed"},
                        {"round": "turno-1", "session": "green-energy", "status": "confirmed"},
                        {"round": "turno-2", "session": "governance", "status": "confirmed"},
                    ],
                },
                {
                    "name": None,
                    "attended": None,
                    "places": [
                        {"round": None, "session": None, "status": "confirmed"},
                        {
                            "round": "turno-1",
                            "session": "green-energy",
                            "status": "waitlisted",
                            "position": 2,
                            "offer_until": None,
                        },
                    ],
                },
            ],
        }
    ]


def test_an_offer_tells_until_when_in_the_events_time() -> None:
    told = as_json([OFFERED], ZONES)[0]["attendees"][0]["places"][1]
    assert told == {
        "round": "turno-1",
        "session": "green-energy",
        "status": "offered",
        "position": None,
        "offer_until": "2010-11-10T09:00:00+01:00",
    }


def test_places_given_up_are_listed_as_cancelled() -> None:
    places = as_json([GONE], ZONES)[0]["attendees"][0]["places"]
    assert [p["status"] for p in places] == ["cancelled", "cancelled"]


def test_who_came_is_said_of_the_person_not_of_the_place() -> None:
    attendee = DE_LUCA.attendees[0]
    for status, attended in ((Status.ATTENDED, True), (Status.ABSENT, False)):
        marked = replace(attendee, places=(place(None, status), place("green-energy", status)))
        told = as_json([DE_LUCA.with_attendee(marked)], ZONES)[0]["attendees"][0]
        assert (told["attended"], [p["status"] for p in told["places"]]) == (attended, ["confirmed", "confirmed"])


def test_a_place_that_is_only_wanted_waits() -> None:
    wanted = replace(DE_LUCA.attendees[0], places=(place(None, Status.WANTED),))
    assert as_json([DE_LUCA.with_attendee(wanted)], ZONES)[0]["attendees"][0]["places"][0]["status"] == "waitlisted"


def test_every_person_has_a_row_that_tells_how_they_stand() -> None:
    assert [(row.booking.code, row.attendee.number, row.status) for row in rows(event(), BOOKINGS)] == [
        ("K7QM-3F", 1, "confirmed"),
        ("K7QM-3F", 2, "confirmed"),
        ("A2BC-9X", 1, "confirmed"),
        ("H4TT-2P", 1, "confirmed"),
        ("P9PP-7Q", 1, "cancelled"),
        ("R3RR-5S", 1, "confirmed"),
        ("M5MM-4N", 1, "confirmed"),
    ]
