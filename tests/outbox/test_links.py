"""Links of the organizers' own can be followed; nobody else's become one."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from mailflow.domain.event import Venue
from mailflow.domain.letter import Answer, Answered, Confirmation, Reminder
from mailflow.outbox.markup import linked
from mailflow.outbox.render import render
from mailflow.outbox.sample.desk import Desk
from mailflow.outbox.templates import Templates
from tests.outbox.conftest import event_named

ROOM = "https://meet.example.org/room?a=1&b=2"
ONLINE = replace(
    event_named("primo-soccorso"),
    venue=Venue(name="Online", address=ROOM, directions={"it": f"Prova dell’audio: {ROOM}."}),
)


def links(html: str) -> list[str]:
    return re.findall(r'href="(https?://[^"]*)"', html)


def test_the_address_of_an_online_event_is_a_link_and_stands_once_in_the_text(templates: Templates) -> None:
    desk = Desk(ONLINE, "it")
    rendered = render(Confirmation(**desk.answer(), booking=desk.booking), templates)

    assert links(rendered.html) == ["https://meet.example.org/room?a=1&amp;b=2"]
    assert [line for line in rendered.text.split("\n") if ROOM in line] == [f"Dove: Online, {ROOM}"]


def test_links_in_directions_and_in_answers_of_the_event_file_can_be_followed(templates: Templates) -> None:
    desk = Desk(ONLINE, "it")
    reminder = render(Reminder(**desk.unasked(), booking=desk.booking, days=1), templates)
    answer = render(Answer(**desk.answer(), answers=(Answered("faq", "Si paga su https://pay.example."),)), templates)

    assert len(links(reminder.html)) == 2
    assert links(answer.html) == ["https://pay.example"]


def test_a_link_in_a_persons_words_is_none(templates: Templates) -> None:
    desk = Desk(event_named("primo-soccorso"), "it")
    booking = desk.booked(("Anna https://bad.example",))

    assert links(render(Confirmation(**desk.answer(), booking=booking), templates).html) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("https://a.example/b", "[https://a.example/b](https://a.example/b)"),
        ("(https://a.example/b).", "([https://a.example/b](https://a.example/b))."),
        ("https://a.example/b_(c)", "https://a.example/b_(c)"),
        ("xhttps://a.example", "xhttps://a.example"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_only_a_whole_link_becomes_one(words: str, said: str) -> None:
    assert linked(words) == said
