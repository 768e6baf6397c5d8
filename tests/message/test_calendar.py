from __future__ import annotations

import pytest

from mailflow.message import Automatic, CalendarReply, parse
from tests.message.mails import mail


def calendar(method: str, partstat: str = "ACCEPTED", extra: str = "") -> str:
    return (
        f"BEGIN:VCALENDAR\nMETHOD:{method}\nBEGIN:VEVENT\nUID:k7qm-1@fabbrica.example\nSEQUENCE:2\n{extra}"
        f'ATTENDEE;CN="Rossi, Anna";PARTSTAT={partstat}:mailto:anna@posta.example\nEND:VEVENT\nEND:VCALENDAR\n'
    )


@pytest.mark.parametrize("partstat", ["ACCEPTED", "DECLINED", "TENTATIVE"])
def test_an_answer_is_a_persons_even_where_its_headers_say_automatic(partstat: str) -> None:
    raw = mail(
        calendar("REPLY", partstat),
        headers="Auto-Submitted: auto-generated\n",
        content_type="text/calendar; method=REPLY; charset=utf-8",
    )
    message = parse(raw)
    assert message.automatic is None
    assert message.calendar == CalendarReply("REPLY", partstat, "k7qm-1@fabbrica.example", "anna@posta.example", 2)


def test_a_broken_property_does_not_spoil_the_answer() -> None:
    raw = mail(calendar("REPLY", extra=";;;broken\nDTSTAMP\n"), content_type="text/calendar; method=REPLY")
    message = parse(raw)
    assert message.calendar is not None
    assert message.calendar.partstat == "ACCEPTED"


@pytest.mark.parametrize("method", ["REQUEST", "PUBLISH", "CANCEL"])
def test_an_invitation_nobody_asked_for_is_mass_mail(method: str) -> None:
    message = parse(mail(calendar(method), content_type=f"text/calendar; method={method}"))
    assert (message.automatic, message.calendar) == (Automatic.BULK, None)


def test_an_answer_beside_words_keeps_the_words() -> None:
    reply = calendar("REPLY", "DECLINED")
    words = "--x\nContent-Type: text/plain\n\nNon posso, scusate\n"
    body = f"{words}--x\nContent-Type: text/calendar\n\n{reply}\n--x--\n"
    message = parse(mail(body, content_type="multipart/alternative; boundary=x"))
    assert message.text == "Non posso, scusate"
    assert message.calendar is not None
    assert message.calendar.partstat == "DECLINED"
