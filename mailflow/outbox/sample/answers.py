"""Sample letters of the dialogue: questions asked back, answers, and what a person takes over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Literal, get_args

from mailflow.domain.letter import Access, Answer, Ask, Closed, Erased, Letter, Query, Received
from mailflow.domain.place import Status
from mailflow.outbox.sample.desk import NAMES, Desk
from mailflow.outbox.sample.words import facts

WhyClosed = Literal["late", "early", "begun", "over", "off"]
WhyReceived = Literal["question", "doubt", "privacy", "feedback"]
Wanted = Literal["change", "cancel", "accept"]


def ask(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """Facts are missing, with a hold; an alteration is to be confirmed; doubts of every sort, with nothing held."""
    to, until = desk.answer(), desk.now + timedelta(hours=48)
    held = desk.unnamed(1, status=Status.OFFERED, until=until)
    questions = (Query(about="seats"), *desk.choices, Query(about="names"))
    yield "", Ask(**to, queries=questions, booking=held, held_until=until, first=True)
    yield "sooner", Ask(**desk.unasked(), queries=questions, booking=held, held_until=until, sooner=True)
    yield "cancel", Ask(**to, queries=(Query(about="confirm-cancel"),), booking=desk.booking)
    yield "change", Ask(**to, queries=(Query(about="confirm-change"),), booking=desk.booking)
    unsure = (Query(about="names", options=NAMES[:2], words=NAMES[1]), Query(about="other"))
    yield "unsure", Ask(**to, queries=unsure, booking=replace(desk.booking, asked_until=until))
    yield "which", Ask(**to, queries=(Query(about="which-event"),), among=(desk.event, replace(desk.event, title="…")))
    yield "doubts", Ask(**to, queries=_doubts(desk), answers=facts(desk), passed_on=True)


def _doubts(desk: Desk) -> tuple[Query, ...]:
    three = desk.say("saremmo in due, anzi tre", "two of us, or three")
    return (
        Query(about="date"),
        Query(about="which-event", options=(desk.event.title, "…")),
        *(Query(about="choices") for _ in desk.event.rounds[:1]),
        *(
            Query(about="choices", round=r.id, options=tuple(s.id for s in r.sessions[:2]))
            for r in desk.event.rounds[:1]
        ),
        Query(about="seats", options=("2", "3"), words=f"the numbers do not agree: “{three}”"),
        Query(about="other"),
    )


def closed(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """For every reason, and for whatever was wanted after the deadline."""
    for why in get_args(WhyClosed):
        yield "" if why == "late" else why, Closed(**desk.answer(), why=why)
    for wanted in get_args(Wanted):
        yield f"late-{wanted}", Closed(**desk.answer(), why="late", wanted=wanted, answers=facts(desk)[:1])
    yield "begun-cancel", Closed(**desk.answer(), why="begun", wanted="cancel")


def answer(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """Two answers to a stranger; all of them to somebody who is booked."""
    yield "", Answer(**desk.answer(), answers=facts(desk)[:2])
    yield "all", Answer(**desk.answer(), answers=facts(desk), passed_on=True, booking=desk.booking)


def received(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """For every reason."""
    yield "", Received(**desk.answer(), why="party", seats=desk.event.booking.max_party + 4)
    for why in get_args(WhyReceived):
        yield why, Received(**desk.answer(), why=why, answers=facts(desk)[:1] if why == "question" else ())


def access(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """The data; none; and the question before."""
    data = '{"bookings": []}'
    yield "", Access(**desk.answer(), bookings=(desk.party,), data_json=data)
    yield "none", Access(**desk.answer(), bookings=(), data_json=data)
    yield "confirm", Access(**desk.answer(), bookings=(), data_json="", confirm=True, code=desk.booking.code)
    yield "confirm-stranger", Access(**desk.answer(), bookings=(), data_json="", confirm=True)


def erased(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """Done; and the question before."""
    yield "", Erased(**desk.answer())
    yield "confirm", Erased(**desk.answer(), confirm=True, code=desk.booking.code)
    yield "confirm-stranger", Erased(**desk.answer(), confirm=True)


ANSWERS: Mapping[str, Callable[[Desk], Iterator[tuple[str, Letter]]]] = {
    "ask": ask,
    "closed": closed,
    "answer": answer,
    "received": received,
    "access": access,
    "erased": erased,
}
