"""The main job on real servers: a booking mail in, a seat and an answer out, by the command itself."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailflow.cli import main
from tests.servers.both import MailServers
from tests.servers.sink import Received

EVENTS = Path(__file__).parent.parent / "events"
ROME = ZoneInfo("Europe/Rome")
ARRIVED = datetime(2010, 11, 5, 10, 12, tzinfo=ROME)
ORGANIZER = "segreteria@comune.example"


def booking_mail(**headers: str) -> bytes:
    mail = EmailMessage()
    values = {
        "From": "Nicolò Rossi <n.rossi@ceramicherossi.example>",
        "To": "info@fabbricaideedistretto.it",
        "Subject": "Prenotazione workshop",
        "Date": "Fri, 05 Nov 2010 10:10:00 +0100",
        "Message-ID": "<prenotazione-1@ceramicherossi.example>",
    } | headers
    for name, value in values.items():
        mail[name] = value
    mail.set_content("Buongiorno,\nvorrei prenotare un posto: Green energy e poi Governance.\nGrazie, Nicolò Rossi\n")
    return mail.as_bytes()


class Service:
    """A configured service in a folder of its own, over the given servers."""

    def __init__(self, folder: Path, servers: MailServers, database: str = "sqlite:///ledger.db") -> None:
        self.servers = servers
        self.account = servers.imap()
        self.config = folder / "mailflow.toml"
        smtp = servers.smtp()
        (folder / "events").mkdir()
        (folder / "events" / "fabbrica-idee.toml").write_bytes((EVENTS / "fabbrica-idee.toml").read_bytes())
        self.config.write_text(
            f"""
database = "{database}"
[mailbox]
host = "{self.account.host}"
port = {self.account.port}
security = "none"
user = "{self.account.user}"
password = "{self.account.password}"
[smtp]
host = "{smtp.host}"
port = {smtp.port}
security = "none"
from = "La fabbrica delle idee <info@fabbricaideedistretto.it>"
[organizers]
digest_to = ["{ORGANIZER}"]
""",
            encoding="utf-8",
        )

    def deliver(self, raw: bytes, arrived: datetime = ARRIVED) -> None:
        self.servers.deliver(self.account.user, raw, arrived)

    def run(self, now: str = "2010-11-05T10:20") -> None:
        main_ok("--config", str(self.config), "run", "--once", "--now", now)

    def sent(self) -> list[EmailMessage]:
        return [parsed(mail) for mail in self.servers.handed_in()]

    def subjects_in(self, folder: str) -> list[str]:
        with self.servers.colleague(self.account.user) as box:
            box.folder.set(folder)
            return [mail.subject for mail in box.fetch(mark_seen=False)]


def main_ok(*arguments: str) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert exit_.value.code == 0


def parsed(mail: Received) -> EmailMessage:
    message = message_from_bytes(mail.raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.fixture
def service(tmp_path: Path, mail_servers: MailServers) -> Service:
    return Service(tmp_path, mail_servers)


def test_a_mail_becomes_a_booking_and_an_answer(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    service.deliver(booking_mail())
    service.run()
    [answer] = service.sent()
    assert answer["X-Mailflow-Kind"] == "confirmation"
    assert answer["To"] == "Nicolò Rossi <n.rossi@ceramicherossi.example>"
    assert answer["In-Reply-To"] == "<prenotazione-1@ceramicherossi.example>"
    assert answer["Auto-Submitted"] == "auto-replied"
    capsys.readouterr()
    main_ok("bookings", "--json", "--config", str(service.config))
    [booking] = json.loads(capsys.readouterr().out)
    assert booking["code"] == answer["X-Mailflow-Booking"]
    assert [(p["session"], p["status"]) for p in booking["attendees"][0]["places"]] == [
        (None, "confirmed"),
        ("green-energy", "confirmed"),
        ("governance", "confirmed"),
    ]


def test_the_mail_leaves_the_inbox_and_a_copy_of_the_answer_is_kept(service: Service) -> None:
    service.deliver(booking_mail())
    service.run()
    assert service.subjects_in("INBOX") == []
    assert service.subjects_in("Mailflow/Handled") == ["Prenotazione workshop"]
    assert service.subjects_in("Sent") == ["Re: Prenotazione workshop"]


def test_running_again_changes_nothing(service: Service) -> None:
    service.deliver(booking_mail())
    service.run()
    service.run()
    assert len(service.sent()) == 1


def test_the_same_mail_delivered_twice_is_answered_once(service: Service) -> None:
    service.deliver(booking_mail())
    service.deliver(booking_mail())
    service.run()
    assert len(service.sent()) == 1
    assert service.subjects_in("Mailflow/Handled") == ["Prenotazione workshop"] * 2


def test_a_machine_is_never_answered(service: Service) -> None:
    service.deliver(booking_mail(**{"Auto-Submitted": "auto-replied", "Subject": "Risposta automatica: fuori sede"}))
    service.run()
    assert service.sent() == []
    assert service.subjects_in("Mailflow/Handled") == ["Risposta automatica: fuori sede"]


def test_a_mail_that_a_colleague_has_answered_is_left_alone(service: Service) -> None:
    service.deliver(booking_mail())
    with service.servers.colleague(service.account.user) as box:
        box.folder.set("INBOX")
        box.client.uid("STORE", "1:*", "+FLAGS", r"(\Answered)")
    service.run()
    service.run()
    assert service.sent() == []
    assert service.subjects_in("INBOX") == ["Prenotazione workshop"]


def test_in_a_backlog_too_what_colleagues_have_answered_is_left_alone(service: Service) -> None:
    """Some of them together, then mails of nobody else: as many are answered as nobody had answered."""
    for number in range(36):
        sender = f"Ada Neri <ada{number}@neri.example>"
        mail = booking_mail(**{"Message-ID": f"<{number}@neri.example>", "From": sender})
        service.deliver(mail, ARRIVED + timedelta(seconds=number))
    with service.servers.colleague(service.account.user) as box:
        box.folder.set("INBOX")
        box.flag(box.uids()[:30], r"\Answered", value=True)
    service.run()
    service.run()
    written_to = sorted(mail["To"].addresses[0].addr_spec for mail in service.sent())
    assert [to for to in written_to if to != ORGANIZER] == [f"ada{number}@neri.example" for number in range(30, 36)]
    assert len(service.subjects_in("INBOX")) == 30


def test_order_is_by_arrival_at_the_server(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    """The last place in a session goes to the mail that arrived first, whichever lies first in the box."""
    text = (service.config.parent / "events" / "fabbrica-idee.toml").read_text(encoding="utf-8")
    one_seat = text.replace("capacity = 16", "capacity = 1", 1)
    (service.config.parent / "events" / "fabbrica-idee.toml").write_text(one_seat, encoding="utf-8")
    late = booking_mail(**{"From": "Ada Neri <ada@neri.example>", "Message-ID": "<late@neri.example>"})
    service.deliver(late.replace("Nicolò Rossi".encode(), b"Ada Neri"), datetime(2010, 11, 5, 10, 15, tzinfo=ROME))
    service.deliver(booking_mail(), ARRIVED)
    service.run()
    assert [mail["To"].addresses[0].addr_spec for mail in service.sent()] == [
        "n.rossi@ceramicherossi.example",
        "ada@neri.example",
    ]
    capsys.readouterr()
    main_ok("bookings", "--json", "--config", str(service.config))
    green = {
        booking["contact"]["email"]: place["status"]
        for booking in json.loads(capsys.readouterr().out)
        for place in booking["attendees"][0]["places"]
        if place["session"] == "green-energy"
    }
    assert green == {"n.rossi@ceramicherossi.example": "confirmed", "ada@neri.example": "waitlisted"}
