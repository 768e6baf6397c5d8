"""`book`, `change`, `cancel`, with flags, as scripts call them."""

from __future__ import annotations

import json

from tests.cli.conftest import Service

NO_ADDRESS = "No mail address: nobody is written to. The booking is on the phone list of the evening digest."


def test_a_booking_by_phone_is_told_with_its_places(office: Service) -> None:
    said = office(
        "book", "ideas", "--name", "Anna Bianchi", "--name", "Luca Verdi", "--choice", "gardens", "--choice",
        "second=3", "--phone", "0536 5550123", "--source", "phone", now="2010-11-10T10:00",
    )  # fmt: skip
    [booking] = office.bookings()
    assert said.lines == [
        f"{booking['code']}: booked",
        "  Anna Bianchi: the event (confirmed), Gardens and trees (confirmed), Schools (confirmed)",
        "  Luca Verdi: the event (confirmed), Gardens and trees (confirmed), Schools (confirmed)",
        NO_ADDRESS,
    ]
    assert (said.code, said.err) == (0, "")
    assert booking["source"] == "phone"
    assert booking["received"] == "2010-11-10T10:00:00+01:00"
    assert booking["contact"] == {
        "name": "Anna Bianchi", "email": None, "phone": "+3905365550123", "organization": None,
    }  # fmt: skip


def test_json_is_what_the_list_of_bookings_says(office: Service) -> None:
    said = office("book", "ideas", "--seats", "2", "--source", "fax", "--json")
    assert said.code == 1  # the event is long past by the real clock
    said = office("book", "ideas", "--seats", "2", "--source", "fax", "--json", now="2010-11-10T10:00")
    assert [json.loads(said.out)] == office.bookings()


def test_each_person_may_want_something_else(office: Service) -> None:
    code = office.book("--name", "Anna", "--name", "Luca", "--choice", "roads", "--choice", "Luca: first=gardens,roads")
    assert office.places(code) == {
        "Anna": ["event confirmed", "roads confirmed"],
        "Luca": ["event confirmed", "gardens confirmed"],
    }


def test_two_choices_of_a_round_stand_in_their_order(office: Service) -> None:
    code = office.book("--name", "Anna", "--choice", "roads", "--choice", "gardens")
    assert office.places(code) == {"Anna": ["event confirmed", "roads confirmed"]}


def test_who_has_an_address_is_written_to(service: Service) -> None:
    said = service(
        "book", "ideas", "--name", "Anna Bianchi", "--email", "anna@posta.example", "--source", "desk",
        now="2010-11-10T10:00",
    )  # fmt: skip
    assert said.lines[-1] == "confirmation: goes to anna@posta.example"
    service("run", "--once", now="2010-11-10T10:05")
    assert service.sent()[0] == ("anna@posta.example", "confirmation")


def test_who_has_none_stands_on_the_phone_list_of_the_digest(office: Service) -> None:
    code = office.book("--name", "Anna Bianchi", "--phone", "0536 5550123")
    digest = office("digest", "ideas", now="2010-11-10T18:00").out
    told = digest.partition("To be told by phone")[2].splitlines()
    assert told[1] == f"- {code} – Anna Bianchi: +39 0536 555 0123"


def test_a_full_session_goes_to_the_waitlist_and_a_cancellation_serves_it(office: Service) -> None:
    first = office.book("--name", "Anna", "--name", "Luca", "--choice", "gardens")
    second = office.book("--name", "Marta Neri", "--choice", "gardens")
    assert office.places(second) == {"Marta Neri": ["event confirmed", "gardens waitlisted"]}
    said = office("cancel", first, "--name", "Luca", now="2010-11-10T11:00")
    assert said.lines == [
        f"{first}: partly cancelled",
        "  Anna: the event (confirmed), Gardens and trees (confirmed)",
        "  Luca: given up",
        NO_ADDRESS,
    ]
    assert office.places(second) == {"Marta Neri": ["event confirmed", "gardens confirmed"]}


def test_who_is_telephoned_and_says_yes_has_the_freed_place(office: Service) -> None:
    office.change_event("max_party = 4", 'max_party = 4\nwaitlist = "offer"')
    first = office.book("--seats", "2", "--choice", "gardens")
    second = office.book("--name", "Marta Neri", "--choice", "gardens")
    office("cancel", first, now="2010-11-10T11:00")
    assert office.places(second) == {"Marta Neri": ["event confirmed", "gardens offered"]}
    assert office("change", second, "--accept", now="2010-11-10T12:00").lines == [
        f"{second}: accepted",
        "  Marta Neri: the event (confirmed), Gardens and trees (confirmed)",
        NO_ADDRESS,
    ]
    again = office("change", second, "--accept", now="2010-11-10T12:01")
    assert (again.code, again.err) == (1, f"no freed place is held for booking {second}\n")
    assert office("change", second, "--accept", "--seats", "2", now="2010-11-10T12:02").code == 2


def test_the_position_on_the_waitlist_is_told(office: Service) -> None:
    office.book("--seats", "2", "--choice", "gardens")
    said = office(
        "book", "ideas", "--name", "Marta Neri", "--choice", "gardens", "--source", "desk", now="2010-11-10T10:00"
    )
    assert said.lines[1] == "  Marta Neri: the event (confirmed), Gardens and trees (waitlist, place 1)"


def test_the_same_person_is_not_booked_twice(office: Service) -> None:
    code = office.book("--name", "Anna Bianchi")
    again = ("book", "ideas", "--name", "Bianchi Anna", "--source", "phone")
    said = office(*again, now="2010-11-10T10:00")
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines() == [
        f"nothing was booked: Bianchi Anna is in booking {code} already; "
        f"`mailflow change {code}` alters it, --again books once more"
    ]
    assert office(*again, "--again", now="2010-11-10T10:00").code == 0
    assert len(office.bookings()) == 2


def test_the_same_address_without_names_is_not_booked_twice(office: Service) -> None:
    code = office.book("--seats", "2", "--email", "anna@posta.example")
    said = office(
        "book", "ideas", "--seats", "2", "--email", "Anna@Posta.example", "--source", "fax", now="2010-11-10T10:00"
    )
    assert said.err.splitlines() == [
        f"nothing was booked: this address has booking {code} already; "
        f"`mailflow change {code}` alters it, --again books once more"
    ]


def test_the_same_address_may_book_for_others(office: Service) -> None:
    office.book("--name", "Anna Bianchi", "--email", "office@firm.example")
    office.book("--name", "Luca Verdi", "--email", "office@firm.example")
    assert [booking["attendees"][0]["name"] for booking in office.bookings()] == ["Anna Bianchi", "Luca Verdi"]


def test_a_large_party_is_booked_only_if_it_is_meant(office: Service) -> None:
    party = ("book", "ideas", "--seats", "5", "--source", "phone")
    said = office(*party, now="2010-11-10T10:00")
    assert said.err.splitlines() == [
        "nothing was booked: a booking takes at most 4 people; --large books them all the same"
    ]
    assert office.bookings() == []
    said = office(*party, "--large", now="2010-11-10T10:00")
    assert said.lines[1] == "  5 × (no name): the event (confirmed)"


def test_a_booking_grows_above_the_largest_party_only_if_it_is_meant(office: Service) -> None:
    code = office.book("--seats", "3")
    said = office("change", code, "--seats", "6", now="2010-11-10T11:00")
    assert (said.code, len(office.bookings()[0]["attendees"])) == (1, 3)
    said = office("change", code, "--seats", "6", "--large", now="2010-11-10T11:00")
    assert (said.code, len(office.bookings()[0]["attendees"])) == (0, 6)


def test_after_the_closing_hour_nothing_is_booked(office: Service) -> None:
    said = office("book", "ideas", "--seats", "1", "--source", "desk", now="2010-11-25T18:00")
    assert said.err.splitlines() == [
        "nothing was done: booking for this event closed 2010-11-25 18:00; `book --late` books all the same"
    ]


def test_while_the_event_is_on_nothing_is_altered(office: Service) -> None:
    code = office.book("--name", "Anna")
    for arguments in (["cancel", code], ["change", code, "--seats", "2"]):
        said = office(*arguments, now="2010-11-26T15:00")
        assert (said.code, said.err.splitlines()) == (1, [
            f"nothing was done: the event has begun; `mailflow attend {code} --absent` marks who does not come, "
            "`book --late` books who comes besides"
        ])  # fmt: skip


def test_before_the_opening_hour_nothing_is_booked(office: Service) -> None:
    office.change_event("max_party = 4", "max_party = 4\nopens = 2010-11-11T09:00:00")
    said = office("book", "ideas", "--seats", "1", "--source", "desk", now="2010-11-10T18:00")
    assert said.err.splitlines() == ["nothing was booked: booking for this event opens 2010-11-11 09:00"]


def test_an_event_that_is_over_takes_nothing(office: Service) -> None:
    said = office("book", "ideas", "--seats", "1", "--source", "desk", now="2010-11-27T09:00")
    assert said.err.splitlines() == ["nothing was done: the event is over"]


def test_where_names_are_required_they_are_asked_for(office: Service) -> None:
    office.change_event("max_party = 4", 'max_party = 4\nnames = "required"')
    said = office("book", "ideas", "--seats", "2", "--name", "Anna", "--source", "desk", now="2010-11-10T18:00")
    assert said.err.splitlines() == [
        "nothing was booked: this event wants the name of everybody; give one --name for each"
    ]
    assert office.bookings() == []


def test_what_cannot_be_read_is_told_with_what_would_be_right(office: Service) -> None:
    for arguments, words in (
        (["--choice", "boats"], "'boats' is none of the sessions; there are: gardens, roads, schools"),
        (["--choice", "third=gardens"], "'third' is none of the rounds; there are: first, second"),
        (["--choice", "first=schools"], "'schools' is none of the sessions; there are: gardens, roads"),
        (["--choice", "Luca: roads"], "--choice: 'Luca' is not among those who come (--name)"),
        (["--email", "anna"], "'anna' is no mail address such as anna@posta.example"),
        (["--phone", "ring me"], "'ring me' is no phone number such as +39 0536 5550100"),
    ):
        said = office("book", "ideas", "--name", "Anna", "--source", "phone", *arguments, now="2010-11-10T10:00")
        assert (said.code, said.out, said.err.splitlines()) == (1, "", [words])
    assert office.bookings() == []


def test_an_unknown_event_is_told_with_those_there_are(office: Service) -> None:
    said = office("book", "idea", "--seats", "1", "--source", "desk")
    assert (said.code, said.err.splitlines()) == (1, ["there is no event 'idea'; there are ideas"])


def test_a_script_that_says_too_little_used_it_wrongly(office: Service) -> None:
    for arguments in (["ideas", "--seats", "1"], ["ideas", "--source", "phone"], ["--seats", "1", "--source", "phone"]):
        said = office("book", *arguments)
        assert (said.code, said.out) == (2, "")
    assert office("book", "ideas", "--name", " ", "--source", "phone").code == 2
    assert office("book", "ideas", "--name", "Anna", "--name", "Luca", "--seats", "1", "--source", "phone").code == 2
    assert office("change", "AAAA-22").code == 2
    assert office("change", "AAAA-22", "--replace", "Anna").code == 2


def test_one_person_comes_in_the_place_of_another(office: Service) -> None:
    code = office.book("--name", "Anna Bianchi", "--name", "Luca Verdi", "--choice", "roads")
    said = office("change", code.lower(), "--replace", "Luca Verdi=Marta Neri", now="2010-11-10T11:00")
    assert said.lines == [
        f"{code}: changed",
        "  Anna Bianchi: the event (confirmed), Safer roads (confirmed)",
        "  Marta Neri: the event (confirmed), Safer roads (confirmed)",
        NO_ADDRESS,
    ]


def test_somebody_joins_and_somebody_leaves(office: Service) -> None:
    code = office.book("--name", "Anna Bianchi", "--choice", "roads")
    office("change", code, "--name", "Pia Blu", "--choice", "Pia Blu: gardens", now="2010-11-10T11:00")
    assert office.places(code) == {
        "Anna Bianchi": ["event confirmed", "roads confirmed"],
        "Pia Blu": ["event confirmed", "gardens confirmed"],
    }
    office("change", code, "--leave", "Anna Bianchi", now="2010-11-10T11:00")
    assert office.places(code) == {"Anna Bianchi": [], "Pia Blu": ["event confirmed", "gardens confirmed"]}


def test_a_place_without_a_name_gets_one(office: Service) -> None:
    code = office.book("--seats", "2", "--name", "Anna Bianchi")
    office("change", code, "--name", "Luca Verdi", now="2010-11-10T11:00")
    assert office.places(code) == {"Anna Bianchi": ["event confirmed"], "Luca Verdi": ["event confirmed"]}


def test_a_session_is_changed_and_a_round_given_up(office: Service) -> None:
    code = office.book("--name", "Anna", "--choice", "gardens", "--choice", "schools")
    office("change", code, "--choice", "roads", "--drop", "second", now="2010-11-10T11:00")
    assert office.places(code) == {"Anna": ["event confirmed", "roads confirmed"]}


def test_a_new_address_is_kept_and_written_to(office: Service) -> None:
    code = office.book("--name", "Anna", "--phone", "0536 5550123")
    said = office(
        "change", code, "--email", "anna@posta.example", "--organization", "Ceramiche", now="2010-11-10T11:00"
    )
    assert said.lines == [f"{code}: changed", "  Anna: the event (confirmed)", "changed: goes to anna@posta.example"]
    assert office.bookings()[0]["contact"] == {
        "name": "Anna", "email": "anna@posta.example", "phone": "+3905365550123", "organization": "Ceramiche",
    }  # fmt: skip


def test_who_is_meant_is_not_guessed(office: Service) -> None:
    code = office.book("--name", "Anna", "--name", "Luca")
    for arguments in (["--seats", "1"], ["--leave", "Marta"]):
        said = office("change", code, *arguments, now="2010-11-10T11:00")
        assert (said.code, said.out, said.err.splitlines()) == (
            1, "", [f"nothing was done: it is not clear who is meant; in booking {code} are: Anna, Luca"],
        )  # fmt: skip
    said = office("cancel", code, "--name", "Marta", now="2010-11-10T11:00")
    assert said.err.splitlines() == [f"booking {code} has no 'Marta' to do this for"]
    assert office.places(code) == {"Anna": ["event confirmed"], "Luca": ["event confirmed"]}


def test_a_booking_is_given_up_once(office: Service) -> None:
    code = office.book("--name", "Anna", "--email", "anna@posta.example")
    said = office("cancel", code, now="2010-11-10T11:00")
    assert said.lines == [f"{code}: cancelled", "  Anna: given up", "cancelled: goes to anna@posta.example"]
    said = office("cancel", code, now="2010-11-10T11:00")
    assert said.err.splitlines() == [f"nothing was done: booking {code} was given up before"]


def test_an_unknown_code_is_told(office: Service) -> None:
    for command in (["change", "zzzz-22", "--seats", "2"], ["cancel", "zzzz-22"], ["attend", "zzzz-22"]):
        said = office(*command)
        assert (said.code, said.err.splitlines()) == (
            1,
            ["there is no booking ZZZZ-22; `mailflow bookings` lists them"],
        )


def test_a_booking_of_an_event_without_a_file_is_told(office: Service) -> None:
    code = office.book("--seats", "1")
    office.change_event('id       = "ideas"', 'id       = "other"')
    said = office("cancel", code)
    assert said.err.splitlines() == [f"booking {code} is for 'ideas', which has no event file any more"]


def test_the_ledger_holds_together_after_all_that(office: Service) -> None:
    code = office.book("--name", "Anna", "--name", "Luca", "--choice", "gardens", "--choice", "schools")
    office.book("--name", "Marta Neri", "--choice", "gardens,roads")
    office("change", code, "--leave", "Luca", "--choice", "roads", now="2010-11-10T11:00")
    office("cancel", code, now="2010-11-10T11:00")
    said = office("fsck")
    assert (said.code, said.lines) == (0, ["the ledger holds together"])


def test_who_stands_at_the_door_is_booked_until_the_event_ends(office: Service) -> None:
    door = ("book", "ideas", "--name", "Anna", "--choice", "gardens", "--source", "desk", "--late")
    said = office(*door, now="2010-11-26T14:10")
    assert (said.code, said.lines[1]) == (0, "  Anna: the event (confirmed), Gardens and trees (confirmed)")
    over = office(*door[:3], "Luca", *door[4:], now="2010-11-26T18:00")
    assert (over.code, over.err.splitlines()) == (1, ["nothing was done: the event is over"])


def test_at_the_door_too_nobody_has_a_seat_that_is_not_there(office: Service) -> None:
    office.book("--seats", "2", "--choice", "gardens")
    said = office(
        "book", "ideas", "--name", "Anna", "--choice", "gardens", "--source", "desk", "--late", now="2010-11-26T14:10"
    )
    assert said.lines[1] == "  Anna: the event (confirmed), Gardens and trees (waitlist, place 1)"
