"""`mailflow write`: to those who are booked."""

from __future__ import annotations

from tests.cli.conftest import Service

TEXT = "The car park is closed: enter from the garden."


def booked(service: Service) -> None:
    service.book(
        "--name", "Anna Bianchi", "--name", "Luca Verdi", "--choice", "gardens", "--email", "anna@posta.example"
    )
    service.book("--name", "Marta Neri", "--choice", "roads", "--email", "marta@posta.example")
    service.book("--name", "Paolo Rossi", "--choice", "gardens", "--phone", "0536 5550123")


def test_everybody_is_written_to_once(service: Service) -> None:
    booked(service)
    said = service("write", "ideas", "--text", TEXT, "--yes", now="2010-11-10T11:00")
    [paolo] = [booking["code"] for booking in service.bookings() if booking["contact"]["name"] == "Paolo Rossi"]
    assert said.lines == [
        "to everybody who is booked – An evening of ideas",
        "letters: 2, one a booking; people: 3",
        "  Anna Bianchi (2)",
        "  Marta Neri",
        f"does not get it by mail: {paolo} Paolo Rossi +39 0536 555 0123",
        "",
        TEXT,
        "",
        "on their way; letters: 2",
    ]
    assert (said.code, said.err) == (0, "")
    service("run", "--once", now="2010-11-10T11:05")
    notices = sorted(to for to, kind in service.sent() if kind == "notice")
    assert notices == ["anna@posta.example", "marta@posta.example"]
    again = service("write", "ideas", "--text", TEXT, "--yes", now="2010-11-10T12:00")
    assert (again.code, again.err) == (1, "nothing was sent: there is nobody to write to by mail\n")
    assert "had these very words before, and not again: 2" in again.lines


def test_to_a_session_by_its_number_from_a_file_under_a_subject(service: Service) -> None:
    booked(service)
    letter = service.folder / "letter.txt"
    letter.write_text("\ufeffHello everybody,\n\nbring boots.\n\nBest regards\nThe office\n", encoding="utf-8")
    said = service(
        "write", "ideas", "--session", "1", "--subject", "Boots", "--file", letter, "--yes", now="2010-11-10T22:00"
    )
    assert (said.code, said.err) == (0, "")
    assert said.lines[0] == "to everybody in “1. Gardens and trees” – An evening of ideas"
    assert said.lines[-6:] == [
        "subject: Boots",
        "goes out on 2010-11-11 08:00",
        "",
        "Bring boots.",
        "",
        "on their way; letters: 1",
    ]
    service("run", "--once", now="2010-11-10T22:05")
    assert [kind for _, kind in service.sent() if kind == "notice"] == []
    service("run", "--once", now="2010-11-11T08:01")
    assert [to for to, kind in service.sent() if kind == "notice"] == ["anna@posta.example"]


def test_to_the_waiting_list(service: Service) -> None:
    booked(service)
    service.book("--name", "Ugo Bassi", "--choice", "gardens", "--email", "ugo@posta.example")
    said = service(
        "write", "ideas", "--waitlist", "--text", "There will be another evening.", "--yes", now="2010-11-10T11:00"
    )
    assert said.lines[:3] == [
        "to the waiting list – An evening of ideas",
        "letters: 1, one a booking; people: 1",
        "  Ugo Bassi",
    ]


def test_a_script_has_to_say_yes(office: Service) -> None:
    booked(office)
    said = office("write", "ideas", "--text", TEXT, now="2010-11-10T11:00")
    assert said.code == 2
    assert "give --yes" in said.err
    assert "notice" not in office("outbox", "list").out


def test_wrong_usage_and_what_cannot_be_done_are_told(office: Service) -> None:
    booked(office)
    assert office("write", "ideas", "--yes").code == 2
    assert office("write", "ideas", "--text", TEXT, "--file", office.config, "--yes").code == 2
    assert office("write", "ideas", "--file", "not-there.txt", "--yes").code == 2
    said = office("write", "ideas", "--text", "  ", "--yes")
    assert (said.code, said.err) == (1, "nothing was sent: the text is empty\n")
    said = office("write", "nowhere", "--text", TEXT, "--yes")
    assert (said.code, said.err) == (1, "there is no event 'nowhere'; there are ideas\n")
    said = office("write", "ideas", "--session", "dancing", "--text", TEXT, "--yes")
    assert (said.code, said.err) == (1, "'dancing' is none of the sessions; there are: gardens, roads, schools\n")
    said = office("write", "ideas", "--session", "schools", "--text", TEXT, "--yes")
    assert (said.code, said.err) == (1, "nothing was sent: there is nobody to write to by mail\n")
