"""`attend`: who came, by code or from a list."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.conftest import Service, header

EVENING = "2010-11-26T19:00"


def came(service: Service) -> dict[str | None, bool | None]:
    return {person["name"]: person["attended"] for booking in service.bookings() for person in booking["attendees"]}


def test_a_whole_booking_came(office: Service) -> None:
    code = office.book("--name", "Anna", "--name", "Luca")
    said = office("attend", code, now=EVENING)
    assert (said.code, said.lines) == (0, [f"{code}: Anna came", f"{code}: Luca came"])
    assert came(office) == {"Anna": True, "Luca": True}


def test_one_person_did_not_come_and_the_mark_is_corrected(office: Service) -> None:
    code = office.book("--name", "Anna", "--name", "Luca")
    office("attend", code, "--name", "Luca", "--absent", now=EVENING)
    assert came(office) == {"Anna": None, "Luca": False}
    office("attend", code, "--name", "Luca", now=EVENING)
    assert came(office) == {"Anna": None, "Luca": True}


def test_nobody_can_have_come_before_the_day(office: Service, tmp_path: Path) -> None:
    code = office.book("--name", "Anna")
    listed = tmp_path / "came.csv"
    listed.write_text(f"code;nome;presente\n{code};Anna;sì\n", encoding="utf-8")
    for words in (("attend", code), ("attend", code, "--absent"), ("attend", "ideas", "--from", listed)):
        said = office(*words, now="2010-11-25T20:00")
        assert (said.code, said.err.splitlines()) == (
            1, ["ideas is on 2010-11-26: nobody can have come yet; `mailflow cancel` gives up a place"],
        )  # fmt: skip
    assert came(office) == {"Anna": None}
    assert office("attend", code, now="2010-11-26T08:30").code == 0  # at the door, before it begins


def test_who_has_no_place_cannot_have_come(office: Service) -> None:
    code = office.book("--name", "Anna")
    office("cancel", code, now="2010-11-10T11:00")
    said = office("attend", code, now=EVENING)
    assert (said.code, said.err.splitlines()) == (
        1, [f"booking {code}: nobody has a place at the event, so nobody was marked"],
    )  # fmt: skip


def test_a_list_marks_what_is_clear_and_names_the_rest_by_line(office: Service, tmp_path: Path) -> None:
    first = office.book("--name", "Anna", "--name", "Luca")
    second = office.book("--seats", "2")
    marked = tmp_path / "came.csv"
    marked.write_text(
        f"code;nome;presente\n{first};Anna;sì\n{first};Luca;no\nAAAA-22;Marta;sì\n{first};Pia;sì\n{second};;forse\n",
        encoding="utf-8",
    )
    said = office("attend", "ideas", "--from", marked, now=EVENING)
    assert (said.code, said.lines) == (1, ["people marked: 2"])
    assert said.err.splitlines() == [
        "came.csv, line 6: 'forse' says neither yes nor no",
        "came.csv, line 4: ideas has no booking AAAA-22",
        f"came.csv, line 5: booking {first} has no 'Pia' to do this for",
        "lines that could not be marked: 3; put them right and give the file again",
    ]
    assert came(office) == {"Anna": True, "Luca": False, None: None}


def test_what_a_scanner_read_marks_the_person_by_number(office: Service, tmp_path: Path) -> None:
    code = office.book("--seats", "2", "--name", "Anna")
    scanned = tmp_path / "scanned.csv"
    scanned.write_text(f"mailflow:{code}:2\nmailflow:{code}:9\n", encoding="utf-8")
    said = office("attend", "ideas", "--from", scanned, now=EVENING)
    assert said.lines == ["people marked: 1"]
    assert said.err.splitlines()[0] == f"scanned.csv, line 2: booking {code} has no person 9"
    assert came(office) == {"Anna": None, None: True}


def test_a_list_says_itself_who_came(office: Service, tmp_path: Path) -> None:
    marked = tmp_path / "came.csv"
    marked.write_text("code,attended\n")
    assert office("attend", "ideas", "--from", marked, "--absent").code == 2
    assert office("attend", "ideas", "--from", tmp_path / "none.csv").code == 2


def test_who_came_in_from_the_waiting_list_by_telephone_counts(service: Service) -> None:
    first = service.book("--seats", "2", "--choice", "gardens")
    service.book("--name", "Marta Neri", "--name", "Luca Neri", "--choice", "gardens")
    service("cancel", first, now="2010-11-10T11:00")
    service("run", "--once", now="2010-11-27T18:00")
    assert service.server is not None
    [figures] = [m.raw for m in service.server.handed_in if header(m.raw, "X-Mailflow-Kind") == "organizer-summary"]
    assert re.findall(rb"From the waiting list: (\d+)", figures) == [b"2"]
