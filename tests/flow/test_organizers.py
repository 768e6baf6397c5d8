"""Organizers and colleagues at work in the shared box, on a real server."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.flow.test_main_job import ORGANIZER, Service
from tests.servers.both import MailServers

ROME = ZoneInfo("Europe/Rome")
LATER = datetime(2010, 11, 5, 11, 0, tzinfo=ROME)


@pytest.fixture
def service(tmp_path: Path, mail_servers: MailServers) -> Service:
    return Service(tmp_path, mail_servers)


def party_mail() -> bytes:
    mail = EmailMessage()
    mail["From"] = "Paolo Verdi <p.verdi@studioverdi.example>"
    mail["To"] = "info@fabbricaideedistretto.it"
    mail["Subject"] = "prenotazione gruppo"
    mail["Date"] = "Fri, 05 Nov 2010 10:10:00 +0100"
    mail["Message-ID"] = "<gruppo-1@studioverdi.example>"
    mail.set_content("Buongiorno,\nvorremmo partecipare in nove al workshop, gruppo Logistica.\nPaolo Verdi\n")
    return mail.as_bytes()


def reply_of(organizer: str, to: EmailMessage, words: str) -> bytes:
    mail = EmailMessage()
    mail["From"] = organizer
    mail["To"] = "info@fabbricaideedistretto.it"
    mail["Subject"] = f"Re: {to['Subject']}"
    mail["Date"] = "Fri, 05 Nov 2010 11:00:00 +0100"
    mail["Message-ID"] = "<risposta-1@comune.example>"
    mail["In-Reply-To"] = to["Message-ID"]
    mail.set_content(words)
    return mail.as_bytes()


def kinds(service: Service) -> list[str]:
    return sorted(str(mail["X-Mailflow-Kind"]) for mail in service.sent())


def test_what_an_organizer_settles_is_done_and_its_mail_put_away(service: Service) -> None:
    service.deliver(party_mail())
    service.run()
    assert service.subjects_in("Mailflow/Review") == ["prenotazione gruppo"]
    [review] = [mail for mail in service.sent() if mail["X-Mailflow-Kind"] == "review"]
    service.deliver(reply_of(ORGANIZER, review, "1\n"), LATER)
    service.run("2010-11-05T11:05")
    assert kinds(service) == ["confirmation", "received", "review", "review"]
    assert service.subjects_in("Mailflow/Review") == []
    assert sorted(service.subjects_in("Mailflow/Handled")) == [f"Re: {review['Subject']}", "prenotazione gruppo"]


def test_organizers_who_read_the_box_itself_find_our_mail_in_it_and_answer_there(service: Service) -> None:
    ours = "info@fabbricaideedistretto.it"
    service.config.write_text(service.config.read_text(encoding="utf-8").replace(ORGANIZER, ours), encoding="utf-8")
    service.deliver(party_mail())
    service.run()
    [review] = [mail for mail in service.sent() if mail["X-Mailflow-Kind"] == "review"]
    service.deliver(review.as_bytes())
    service.run("2010-11-05T11:00")
    assert service.subjects_in("INBOX") == [review["Subject"]]
    service.deliver(reply_of(ours, review, "1\n"), LATER)
    service.run("2010-11-05T11:05")
    assert kinds(service) == ["confirmation", "received", "review", "review"]
    assert service.subjects_in("INBOX") == [review["Subject"]]
    assert sorted(service.subjects_in("Mailflow/Handled")) == [f"Re: {review['Subject']}", "prenotazione gruppo"]


def test_a_matter_is_closed_when_a_colleague_has_answered_its_mail(service: Service) -> None:
    service.deliver(party_mail())
    service.run()
    with service.servers.colleague(service.account.user) as box:
        box.folder.set("Mailflow/Review")
        box.client.uid("STORE", "1:*", "+FLAGS", r"(\Answered)")
    service.run("2010-11-05T11:05")
    assert service.subjects_in("Mailflow/Review") == []
    assert service.subjects_in("Mailflow/Handled") == ["prenotazione gruppo"]


def test_a_matter_is_closed_when_a_colleagues_answer_lies_in_sent(service: Service) -> None:
    service.deliver(party_mail())
    service.run()
    answer = EmailMessage()
    answer["From"] = "info@fabbricaideedistretto.it"
    answer["To"] = "p.verdi@studioverdi.example"
    answer["Subject"] = "Re: prenotazione gruppo"
    answer["In-Reply-To"] = "<gruppo-1@studioverdi.example>"
    answer.set_content("Vi chiamo io.\n")
    with service.servers.colleague(service.account.user) as box:
        box.append(answer.as_bytes(), "Sent")
    service.run("2010-11-05T11:05")
    assert service.subjects_in("Mailflow/Review") == []


def test_an_answer_of_ours_in_sent_closes_nothing(service: Service) -> None:
    service.deliver(party_mail())
    service.run()
    service.run("2010-11-05T11:05")
    assert "Re: prenotazione gruppo" in service.subjects_in("Sent")
    assert service.subjects_in("Mailflow/Review") == ["prenotazione gruppo"]
