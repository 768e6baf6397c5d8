"""Labelled mails written to learn from: `tests/corpus/mails.yaml` in form, on its events and those of `events/`.

`practice/*.yaml`: for the rules and for the weights of intents. `unseen/*.yaml`: no rule is ever made on them, so that
they tell how far the rules can be trusted; the second opinion and the certainty are learnt from them. `met/*.yaml`: of
these, the rules were mended by those that were misread with most certainty; all is still learnt from them but the
threshold. `aside/*.yaml`: nothing is learnt from them; they only measure.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

from benchmarks.labelled import CORPUS, Labelled
from benchmarks.training.chatter import told_besides
from benchmarks.training.wordings import worded as said_on
from mailflow.config.event_file import load_event
from mailflow.domain.event import Event
from mailflow.message import parse
from mailflow.message.model import Address, Message
from mailflow.papers.invitation import invitations
from mailflow.papers.words import words
from tests.corpus.build import check
from tests.corpus.render import render, written
from tests.papers.clients import CLIENTS, sent
from tests.understanding import test_party, test_seats
from tests.understanding.conftest import given_event

HERE = Path(__file__).parent


def practice() -> Iterator[Labelled]:
    """Those that rules may be made on."""
    return _mails("practice")


def unseen() -> Iterator[Labelled]:
    """Those that rules have never met."""
    return _mails("unseen")


def met() -> Iterator[Labelled]:
    """Those of which rules have met the few that were misread with most certainty."""
    return _mails("met")


def invited() -> Iterator[Labelled]:
    """The booking mails that an announcement has ready, mostly with a name put in: the plainest there are."""
    writers = cycle(("Anna Bianchi", "Giulio Della Rovere", "Moira O'Neill", "Hannah Fischer", "Karim Benali"))
    clients, tellings, phones = cycle(CLIENTS), cycle((True, True, False)), cycle(("", "+39 335 1234567"))
    for event in _events()[1].values():
        say, every = words(event.language), invitations(event)
        for invitation in every[:: max(1, len(every) // 4)]:
            name, client, phone, told = next(writers), next(clients), next(phones), next(tellings)
            text = invitation.body.replace(f"{say('mail.name')}\n", f"{say('mail.name')}{name if told else ''}\n")
            text = text.replace(f"{say('mail.phone')}\n", f"{say('mail.phone')}{phone}\n")
            sender = f"{name} <{name.split()[0].lower()}@posta.example>"
            mail = sent(client, invitation.to, invitation.subject, text, sender)
            choices = {session.round: [session.id] for session in invitation.sessions}
            truth = {"intent": "book", "seats": 1, "people": [{"name": name, "choices": choices}]}
            yield Labelled(f"{event.id} {invitation.name}", parse(mail), event, truth, held=False)


def _events() -> tuple[dict[str, dict[str, Any]], dict[str, Event]]:
    """The files of all events, and the events, by id."""
    files = sorted([*HERE.glob("events/*.toml"), *CORPUS.glob("given/events/*.toml"), *CORPUS.glob("events/*.toml")])
    tables = [tomllib.loads(path.read_text("utf-8")) for path in files]
    return {table["id"]: table for table in tables}, {event.id: event for event in map(load_event, files)}


def worded() -> Iterator[Labelled]:
    """Those of the wordings, plain as they are."""
    return said_on(tuple(_events()[1].values()))


def talkative() -> Iterator[Labelled]:
    """A fifth of them, with sentences besides that tell nothing."""
    return told_besides(mail for number, mail in enumerate(worded()) if number % 5 == 0)


def built() -> Iterator[Labelled]:
    """The constructions that the tests of rules are made of: a sentence or two, of which not every fact is told."""
    for language, rows in (("it", test_seats.ITALIAN), ("en", test_seats.ENGLISH)):
        for number, (sender, text, seats, names) in enumerate(rows):
            yield _built(f"seats {language} {number}", language, sender, text, seats, names)
    for language, some in (("it", test_party.ITALIAN), ("en", test_party.ENGLISH)):
        for number, (text, seats, names) in enumerate(some):
            yield _built(f"party {language} {number}", language, test_party.ADA, text, seats, names)


def _built(name: str, language: str, sender: str, text: str, seats: int | None, names: list[str]) -> Labelled:
    event = given_event("fabbrica-idee" if language == "it" else "open-science-days")
    subject = "iscrizione" if language == "it" else "booking"
    message = Message(sender=Address(sender, "who@posta.example"), subject=subject, text=text)
    truth = {"intent": "book", "seats": seats, "people": [{"name": name} for name in names], "untold": ["choices"]}
    return Labelled(name, message, event, truth, held=False)


def aside() -> Iterator[Labelled]:
    """Those that nothing is learnt from: they only measure."""
    return _mails("aside")


def _mails(folder: str) -> Iterator[Labelled]:
    """The mails of a folder. SystemExit, naming one whose label names a session that its event has not."""
    tables, events = _events()
    for path in sorted(HERE.glob(f"{folder}/*.yaml")):
        for mail in yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader):
            table = tables[mail["event"]]
            check(mail, table)
            text = mail.get("raw") or render(written(mail, table["organizer"]["email"], table["timezone"]))
            truth = {"seats": None, "people": [], **mail["label"]}
            yield Labelled(mail["id"], parse(text.encode("utf-8")), events[mail["event"]], truth, held=False)
