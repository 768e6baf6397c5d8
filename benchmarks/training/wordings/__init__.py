"""Mails by wording: what people write to say one thing or another, on every event.

`TOPIC.LANGUAGE.toml` holds the wordings, each with its label. They are as sure to be read rightly as a mail can be, and
so teach what plain looks like; the sets of written mails hold few of them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

from benchmarks.labelled import Labelled
from benchmarks.training.wordings.called import called
from mailflow.domain.event import Event, Round, Session
from mailflow.message.model import Address, Message

HERE = Path(__file__).parent
LANGUAGES = ("en", "it")
EVENTS = 4  # that a wording is said on
JOINTS = {"it": (" e ", ", poi ", " + "), "en": (" and ", ", then ", " + ")}
SUBJECTS = {
    "it": ("", "{title}", "prenotazione", "Iscrizione", "Richiesta", "{title}"),
    "en": ("", "{title}", "booking", "Registration", "places", "{title}"),
}
PHONES = ("", "", "\ntel. 0536 5550101", "", "\n+44 7700 900123")
CARD = "\n-- \nAlfa srl\nVia Roma 12, Modena\nTel. 059 5550123"


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody's; a wording may tell a part of it alone (`{two.given}`)."""

    given: str
    family: str

    def __str__(self) -> str:
        return f"{self.given} {self.family}"


NAMES = (
    Name("Anna", "Rossi"),
    Name("Ugo", "Conte"),
    Name("Marta", "Neri"),
    Name("Hannah", "Fischer"),
    Name("Luca", "Verdi"),
    Name("Tom", "Baker"),
    Name("Lia", "Sala"),
    Name("Paolo", "Ferri"),
    Name("Jane", "Parker"),
    Name("Giulia", "Serra"),
    Name("Karim", "Benali"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What stands for sessions: the words ('' where others tell them), and the sessions' ids by round, in order."""

    words: str
    wanted: Mapping[str, tuple[str, ...]]

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Wording:
    """A mail with gaps (`{one}`, `{wish}`), and what it says.

    `people`: who comes. `choices`: the gaps that tell the sessions, of each in turn or once for all (with nobody named:
    the booking's); several of one round are told by preference. `seats` None: not told. `subject` None: one of many.
    """

    intent: str
    text: str
    seats: int | None = None
    people: tuple[str, ...] = ()
    choices: tuple[tuple[str, ...], ...] = ()
    subject: str | None = None
    quoted: str = ""

    @property
    def gaps(self) -> frozenset[str]:
        """What is to be filled in, parts of names by the name."""
        parsed = Formatter().parse(" ".join((self.text, self.quoted, self.subject or "", *self.people)))
        return frozenset(gap.partition(".")[0] for _, gap, _, _ in parsed if gap).union(*self.choices)

    def label(self, fill: Mapping[str, Any]) -> dict[str, Any]:
        """What it says, in the form of `labels.jsonl`."""
        wanted = [_by_round([fill[gap].wanted for gap in gaps]) for gaps in self.choices] or [{}]
        people = [
            {"name": name.format_map(fill), "choices": wanted[min(n, len(wanted) - 1)]}
            for n, name in enumerate(self.people)
        ]
        return {"intent": self.intent, "seats": self.seats, "people": people, "choices": {} if people else wanted[0]}


def wordings(path: Path) -> list[Wording]:
    """All of a file. TypeError where a row has a key that there is not."""
    rows = tomllib.loads(path.read_text("utf-8"))["mail"]
    return [
        Wording(**{**row, "people": tuple(row.get("people", ())), "choices": tuple(map(tuple, row.get("choices", ())))})
        for row in rows
    ]


def worded(events: Sequence[Event]) -> Iterator[Labelled]:
    """The mails: each wording on some events of its language, other ones with other names each time."""
    for language in LANGUAGES:
        its = [event for event in events if (event.language if event.language in LANGUAGES else "en") == language]
        for path in sorted(HERE.glob(f"*.{language}.toml")):
            for number, wording in enumerate(wordings(path)):
                fitting = [event for event in its if wording.gaps <= _fill(event, language, 0).keys()]
                for turn in range(number * EVENTS, (number + 1) * EVENTS):
                    event = fitting[turn % len(fitting)]
                    name = f"{path.stem} {number + 1} {event.id}"
                    yield _mail(name, wording, event, _fill(event, language, turn), turn)


def _mail(name: str, wording: Wording, event: Event, fill: Mapping[str, Any], turn: int) -> Labelled:
    subjects = SUBJECTS[event.language if event.language in SUBJECTS else "en"]
    subject = subjects[turn % len(subjects)] if wording.subject is None else wording.subject
    message = Message(
        sender=Address(str(fill["one"]), "who@posta.example"),
        subject=subject.format_map(fill),
        text=wording.text.format_map(fill),
        quoted=wording.quoted.format_map(fill),
    )
    return Labelled(name, message, event, wording.label(fill), held=False)


def _fill(event: Event, language: str, turn: int) -> dict[str, Any]:
    """What fills the gaps of a wording on that event: other names, sessions and phones each turn."""
    names = {gap: NAMES[(4 * turn + n) % len(NAMES)] for n, gap in enumerate(("one", "two", "three", "four"))}
    others = {"title": event.title, "phone": PHONES[turn % len(PHONES)], "card": CARD}
    return {**names, **others, **_sessions(event, turn, language)}


def _sessions(event: Event, turn: int, language: str) -> dict[str, Told]:
    """What can stand for sessions of the event: `wish` and `other` for one of every round, the rest for one.

    `left` and `left_of_two` are told by no words of their own: what the `first`, or that and the `second`, leave.
    """
    rounds = [_from(round_, turn) for round_ in event.rounds]
    if not rounds:
        return {}
    tell = [
        [Told(called(event, session, turn, language), {session.round: (session.id,)}) for session in some]
        for some in rounds
    ]
    found = dict(zip(("first", "second", "third"), tell[0], strict=False))
    found |= dict(zip(("old", "new"), tell[0], strict=False))
    for gap, some in (("left", rounds[0][:1]), ("left_of_two", rounds[0][:2])):
        left = tuple(session.id for session in event.rounds[0].sessions if session not in some)
        found |= {gap: Told("", {event.rounds[0].id: left})} if left else {}
    found |= {f"r{number}": some[0] for number, some in enumerate(tell, 1)}
    joint = JOINTS[language][turn % 3]
    for gap, n in (("wish", 0), ("other", 1)):
        if len(tell[0]) > n:
            all_rounds = [some[n % len(some)] for some in tell]
            words = joint.join(told.words for told in all_rounds)
            found[gap] = Told(words, {r: s for told in all_rounds for r, s in told.wanted.items()})
    return found


def _from(round_: Round, turn: int) -> list[Session]:
    """The round's sessions, another first each turn."""
    start = turn % len(round_.sessions)
    return [*round_.sessions[start:], *round_.sessions[:start]]


def _by_round(told: Sequence[Mapping[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for wanted in told:
        for round_, sessions in wanted.items():
            found.setdefault(round_, []).extend(sessions)
    return found
