"""The words of our mailto: links, sent as they stand, are read as what they were meant for."""

import re
from dataclasses import replace
from email.message import EmailMessage
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from mailflow.decision import context_of
from mailflow.domain.letter import Confirmation, Letter
from mailflow.message import parse
from mailflow.outbox.render import render
from mailflow.outbox.sample import samples
from mailflow.outbox.sample.desk import Desk
from mailflow.outbox.templates import Templates
from mailflow.understanding import read
from mailflow.understanding.reading import Reading
from tests.outbox.conftest import event_named

READ = (("fabbrica-idee", "it"), ("ceramics-forum", "en"))


def replies(letter: Letter, templates: Templates, asked: tuple[str, ...]) -> list[Reading]:
    """Each link pressed, in their order, by the writer whose booking waits for what was asked."""
    booking = getattr(letter, "booking", None) or Desk(letter.event, letter.language).booking
    known = context_of(replace(booking, asked=asked))
    found = []
    for url in dict.fromkeys(re.findall(r'href="(mailto:[^"]*body=[^"]*)"', render(letter, templates).html)):
        fields = parse_qs(urlsplit(unescape(url)).query)
        mail = EmailMessage()
        mail["From"] = "Anna Bianchi <anna@b.example>"
        mail["Subject"] = fields["subject"][0]
        mail.set_content(f"{fields['body'][0]}\n")
        found.append(read(parse(mail.as_bytes()), letter.event, known))
    return found


@pytest.mark.parametrize(("event_name", "language"), READ)
@pytest.mark.parametrize(
    ("case", "asked", "intents"),
    [
        ("confirmation", (), ["cancel"]),
        ("waitlist", (), ["cancel"]),
        ("reminder", (), ["cancel"]),
        ("offer", (), ["accept", "decline"]),
        ("ask.cancel", ("confirm-cancel",), ["cancel"]),
        ("ask.change", ("confirm-change",), ["accept"]),
        ("access.confirm", ("confirm-access",), ["accept"]),
        ("erased.confirm", ("confirm-erase",), ["accept"]),
    ],
)
def test_a_word_for_a_reply_means_what_it_says(
    event_name: str, language: str, case: str, asked: tuple[str, ...], intents: list[str], templates: Templates
) -> None:
    letter = dict(samples(event_named(event_name), language))[case]
    found = replies(letter, templates, asked)

    assert [(str(r.intent), r.confident, r.codes) for r in found] == [(i, True, ("K7QM-3F",)) for i in intents]


@pytest.mark.parametrize(("event_name", "language"), READ)
def test_pressing_a_session_chooses_that_session(event_name: str, language: str, templates: Templates) -> None:
    desk = Desk(event_named(event_name), language)
    letter = Confirmation(**desk.answer(), booking=desk.unnamed(1), queries=desk.choices)
    found = replies(letter, templates, tuple(f"choices:{query.round}" for query in desk.choices))
    sessions = [{round_.id: (session.id,)} for round_ in desk.event.rounds for session in round_.sessions]

    assert [dict(reading.choices) for reading in found if reading.choices] == sessions
    assert [reading.confident for reading in found] == [True] * len(found)
