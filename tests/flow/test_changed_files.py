"""Event files are taken away and altered while people are booked."""

from __future__ import annotations

import re
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.flow.test_main_job import Service, booking_mail
from tests.servers.both import MailServers


@pytest.fixture
def service(tmp_path: Path, embedded_servers: MailServers) -> Service:
    return Service(tmp_path, embedded_servers)


def file_of(service: Service) -> Path:
    return service.config.parent / "events" / "fabbrica-idee.toml"


def reply(service: Service, words: str) -> bytes:
    """Of who is booked, to the confirmation."""
    confirmation = service.sent()[0]
    mail = EmailMessage()
    mail["From"] = str(confirmation["To"])
    mail["To"] = "info@fabbricaideedistretto.it"
    mail["Subject"] = f"Re: {confirmation['Subject']}"
    mail["Date"] = "Sat, 06 Nov 2010 10:10:00 +0100"
    mail["Message-ID"] = "<risposta@ceramicherossi.example>"
    mail["In-Reply-To"] = confirmation["Message-ID"]
    mail.set_content(words)
    return mail.as_bytes()


def mail_of_kind(service: Service, kind: str) -> str:
    [mail] = [mail for mail in service.sent() if mail["X-Mailflow-Kind"] == kind]
    body = mail.get_body(("plain",))
    assert body is not None
    return re.sub(r" \r?\n", " ", str(body.get_content()))


@pytest.mark.parametrize("words", ["Purtroppo non posso venire, annullate pure.\n", "Vorrei il gruppo Logistica.\n"])
def test_a_reply_about_an_event_whose_file_is_gone_goes_to_a_person(service: Service, words: str) -> None:
    service.deliver(booking_mail())
    service.run()
    other = file_of(service).with_name("altro.toml")
    other.write_text(file_of(service).read_text().replace('id       = "fabbrica-idee-2"', 'id = "altro"'))
    file_of(service).unlink()
    service.deliver(reply(service, words))
    service.run("2010-11-06T10:20")
    review = mail_of_kind(service, "review")
    why = "- riguarda una prenotazione per fabbrica-idee-2, un evento di cui non c’è più il file"
    assert [line for line in review.splitlines() if line == why] == [why]
    assert [line for line in review.splitlines() if line.startswith("> ")] == [f"> {words.strip()}"]
    assert service.subjects_in("Mailflow/Review") == [f"Re: {service.sent()[0]['Subject']}"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("In quale gruppo sono, per favore?\n", "already"),
        ("Vorrei il gruppo Logistica invece di Green energy.\n", "changed"),
        ("Purtroppo non posso venire, annullate pure.\n", "cancelled"),
    ],
)
def test_who_had_a_session_that_is_no_more_is_answered_all_the_same(service: Service, words: str, kind: str) -> None:
    service.deliver(booking_mail())
    service.run()
    file = file_of(service)
    file.write_text(file.read_text().replace('id       = "green-energy"', 'id       = "green"'))
    service.deliver(reply(service, words))
    service.run("2010-11-06T10:20")
    theirs = [mail for mail in service.sent() if "n.rossi@ceramicherossi.example" in str(mail["To"])]
    assert [mail["X-Mailflow-Kind"] for mail in theirs] == ["confirmation", kind]
