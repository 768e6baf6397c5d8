"""`rehearse`: past mail, each at its own date, nothing sent and nothing kept."""

from __future__ import annotations

import mailbox
from pathlib import Path

import pytest

from tests.cli.conftest import EVENT, STAFF, Run, Service, mail

TWO = "We would like to book two places in Gardens and trees: Anna Bianchi and Luca Verdi."
ONE = "Please book a place for me in Gardens and trees."


def on(day: int, text: str) -> str:
    return text.replace("10 Nov 2010", f"{day} Nov 2010")


MAILS = (
    on(10, mail("Booking", f"Good morning,\r\n{TWO}\r\nThank you", number=1)),
    on(
        11,
        mail(
            "Booking",
            f"Good morning,\r\n{ONE}\r\nThank you\r\nMarta Neri",
            sender="Marta Neri <marta@posta.example>",
            number=2,
        ),
    ),
    on(
        12,
        "Auto-Submitted: auto-replied\r\n" + mail("Automatic reply", "I am away.", sender="p@posta.example", number=3),
    ),
)


def as_folder(folder: Path) -> Path:
    (folder / "below").mkdir(parents=True)
    for number, text in enumerate(reversed(MAILS)):
        (folder / ("below" if number else ".") / f"{number}.eml").write_bytes(text.encode())
    return folder


def as_windows_saves_it(folder: Path) -> Path:
    folder.mkdir()
    for number, text in enumerate(reversed(MAILS)):
        (folder / f"{number}.{'EML' if number else 'eml'}").write_bytes(text.encode())
        (folder / f"._{number}.eml").write_bytes(b"what a Mac leaves beside a file")
    return folder


def as_maildir(folder: Path) -> Path:
    box = mailbox.Maildir(folder)
    for text in reversed(MAILS):
        box.add(text.replace("\r\n", "\n").encode())
    return folder


def as_mbox(file: Path) -> Path:
    box = mailbox.mbox(file)
    for text in reversed(MAILS):
        box.add(text.replace("\r\n", "\n").encode())
    box.close()
    return file


def as_apple_mail_saves_it(folder: Path) -> Path:
    folder.mkdir()
    as_mbox(folder / "mbox")
    (folder / "table_of_contents").write_bytes(b"\0\1")
    return folder


@pytest.fixture
def event(tmp_path: Path) -> Path:
    file = tmp_path / "ideas.toml"
    file.write_text(EVENT, encoding="utf-8")
    return file


@pytest.mark.parametrize("saved", [as_folder, as_windows_saves_it, as_maildir, as_mbox, as_apple_mail_saves_it])
def test_past_mail_is_decided_upon_in_the_order_it_came(
    run: Run, event: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, saved: object
) -> None:
    assert callable(saved)
    monkeypatch.chdir(tmp_path)
    archive = saved(tmp_path / "past")
    before = sorted(tmp_path.rglob("*"))
    said = run("rehearse", "--event", event, "--brief", archive)
    assert (said.code, said.err) == (0, "")
    assert [line.split() for line in said.lines if line.startswith("   decided")] == [
        ["decided", "booked"],
        ["decided", "booked"],
        ["decided", "auto:", "not", "answered"],
    ]
    assert [line.split("sends")[1].split()[:3] for line in said.lines if " sends " in line] == [
        ["confirmation", "to", "Anna"],
        ["confirmation", "to", "Marta"],
    ]
    assert said.lines[-3:] == ["mails: 3, by what was decided", "      2  booked", "      1  auto: not answered"]
    assert sorted(tmp_path.rglob("*")) == before


def test_the_words_of_the_replies_are_shown(
    run: Run, event: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "one.eml"
    file.write_bytes(MAILS[0].encode())
    said = run("rehearse", "--event", event, file)
    assert "      Dear Anna Bianchi," in [line.rstrip() for line in said.lines]


def test_what_is_no_mail_is_told(run: Run, event: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no mail")
    for path, words in (
        ("none", f"{tmp_path / 'none'}: there is no such file or folder"),
        (
            "notes.txt",
            f"{tmp_path / 'notes.txt'} is neither an mbox, nor a Maildir, nor a folder of .eml files, or holds no mail",
        ),
    ):
        said = run("rehearse", "--event", event, tmp_path / path)
        assert (said.code, said.err.splitlines()) == (1, [words])
    assert run("rehearse", tmp_path).code == 2


def test_what_organizers_wrote_is_told_as_what_it_is(office: Service, tmp_path: Path) -> None:
    staff = f"Laura Neri <{STAFF}>"
    theirs = (
        on(11, mail("Car park", "To all: The car park is closed.\r\n\r\nLaura", sender=staff, number=4)),
        on(11, mail("Re: An evening of ideas: Wednesday 10 November 2010", "Thank you!", sender=staff, number=5)),
        on(12, mail("Booking", "Please book a place for Ugo Conti.", sender=staff, number=6)),
    )
    folder = tmp_path / "past"
    folder.mkdir()
    for number, text in enumerate((MAILS[0], *theirs)):
        (folder / f"{number}.eml").write_bytes(text.encode())
    said = office("rehearse", "--event", office.event_file, folder)
    assert (said.code, said.err) == (0, "")
    assert [line.split(maxsplit=1)[1] for line in said.lines if line.startswith("   decided")] == [
        "booked",
        "organizer: a letter to those who are booked, shown",
        "organizer: thanks",
        "booked",
    ]
    assert [line.split("sends")[1].split()[0] for line in said.lines if " sends " in line] == [
        "confirmation",
        "notice-check",
        "confirmation",
    ]
    assert "The car park is closed." in " ".join(said.lines)


def test_a_fax_waits_for_a_person_and_its_gateway_is_not_answered(office: Service, tmp_path: Path) -> None:
    settings = office.config.read_text(encoding="utf-8")
    office.config.write_text(f'{settings}\n[fax]\ngateways = ["fax@gateway.example"]\n', encoding="utf-8")
    file = tmp_path / "fax.eml"
    file.write_bytes(mail("Fax", f"{ONE}\r\nMarta Neri", sender="fax@gateway.example").encode())
    said = office("rehearse", "--event", office.event_file, file)
    assert (said.code, [line for line in said.lines if " sends " in line]) == (0, [])
    assert said.lines[-1].split() == ["1", "a", "fax"]
