"""The fields of a web form mail, sorted by what they ask."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from mailflow.message.model import Message
from mailflow.understanding.text.tokens import fold
from mailflow.understanding.text.vocabulary import languages, vocabulary

ASKS = ("name", "given", "surname", "email", "phone", "organization", "seats", "adults", "children", "people", "others",
        "escort", "pupil", "aside", "message")  # fmt: skip

NAMES = ("people", "name", "given")
NUMBERED = re.compile(r"(.*?)\s*[n°.#]*\s*(\d)")  # 'Nome 2', 'Partecipante n. 3'
JOINED = re.compile(r"\w\s*[&+]\s*\w")


@dataclass(frozen=True, slots=True)
class Form:
    """What a form states. `message`: the free text; `rest`: (label, value) of the fields that are the event's own."""

    name: str = ""
    email: str = ""
    phone: str = ""
    organization: str = ""
    seats: str = ""
    people: str = ""
    pupil: str = ""  # whom the matter is about: a child whose parents are asked how many they will be
    message: str = ""
    rest: tuple[tuple[str, str], ...] = ()
    rows: tuple[str, ...] = ()  # 'Anna Rossi: Mattina M1, Pomeriggio P2', where the form numbers its people
    first_row: int = 0  # the number of the first of them: from 2 on, who fills in the form is the first

    @property
    def of_attendee(self) -> bool:
        """Whether who fills in the form comes: no other is named for it, or those besides."""
        return self.filled and not self.people and self.first_row != 1

    @property
    def filled(self) -> bool:
        """Whether the mail is a form at all."""
        return bool(self.name or self.email or self.rest or self.rows)


def form_of(message: Message) -> Form:
    """The form of a mail, empty where it has none."""
    if not message.form:
        return Form()
    fields = _fields_of(message.form)
    name, seats = fields.name(), fields.seats()
    people, pupil, escort = fields.get("people"), fields.get("pupil"), fields.get("escort")
    if pupil and not (name and seats):
        people, pupil = people or pupil, ""
    told = fields.persons() or ((people,) if people else ())
    rows = (*filter(None, (escort,)), *told, *filter(None, (fields.get("others"),)))
    name = name or escort  # who comes along is whom to answer, where nobody else is
    if JOINED.search(name):  # 'Ian & Una Ross' are two who come
        rows, people, name = (name, *rows), people or name, ""
    return Form(
        name=name,
        email=fields.get("email"),
        phone=fields.get("phone"),
        organization=fields.get("organization"),
        seats=seats,
        people=people,
        pupil=pupil,
        message=fields.get("message"),
        rest=tuple(fields.own[line] for line in sorted(fields.own)),
        rows=rows,
        first_row=min(fields.rows, default=0),
    )


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a person's row: on which line it stands, its label, what that asks ('' where nobody knows)."""

    line: int
    label: str
    asks: str
    value: str


@dataclass(slots=True)
class _Fields:
    """`found`: what was written, by what it answers; `own`: the event's own fields by line; `rows`: those of people
    that the form numbers; `unnumbered`: whether children or adults are told otherwise than by how many they are."""

    found: dict[str, list[str]] = field(default_factory=dict)
    own: dict[int, tuple[str, str]] = field(default_factory=dict)
    rows: dict[int, list[_Field]] = field(default_factory=dict)
    unnumbered: bool = False

    def get(self, ask: str) -> str:
        """What answers it, a line each."""
        return "\n".join(self.found.get(ask, ()))

    def name(self) -> str:
        """Who fills it in, also where given name and surname are asked apart."""
        name = self.get("name") or self.get("given")
        if name == self.get("given") or " " not in name:
            return " ".join(w for w in (name, self.get("surname")) if w)
        return name

    def seats(self) -> str:
        """How many, also where adults and children are asked apart."""
        by_age = [int(number) for ask in ("adults", "children") for number in self.found.get(ask, ())]
        return self.get("seats") or (str(sum(by_age)) if by_age and not self.unnumbered else "")

    def persons(self) -> tuple[str, ...]:
        """A line for each numbered person who is named."""
        named = (row for row in self.rows.values() if any(one.asks in NAMES and one.value for one in row))
        return tuple(map(_line_of, named))


def _fields_of(form: Iterable[tuple[str, str]]) -> _Fields:
    """The fields sorted; where a form numbers something else than people, the event's own: 'Day 1: D1-C'."""
    fields, labels = _Fields(), _labels()
    for line, (label, written) in enumerate(form):
        value, key = written.strip(), " ".join(fold(w) for w in label.strip(" :*").split())
        if numbered := NUMBERED.fullmatch(key):
            row = fields.rows.setdefault(int(numbered[2]), [])
            row.append(_Field(line, label.strip(" :*0123456789"), labels.get(numbered[1], ""), value))
            continue
        asks = _asked_by(key)
        if asks in ("adults", "children") and not value.isdecimal():
            asks, fields.unnumbered = None, fields.unnumbered or bool(value)  # 'Children: Ugo and Lia'
        if asks is None:
            fields.own[line] = label, value
        elif value:
            fields.found.setdefault(asks, []).append(value)
    for number in [n for n, row in fields.rows.items() if not any(one.asks and one.value for one in row)]:
        for one in fields.rows.pop(number):
            fields.own[one.line] = f"{one.label} {number}", one.value
    return fields


def _asked_by(key: str) -> str | None:
    """What a label asks, also where it goes on: 'name of the participant'."""
    labels = _labels()
    begun = (ask for words, ask in labels.items() if len(words) > 4 and key.startswith(words))
    return labels.get(key) or next(begun, None)


def labelled_lines(text: str, titles: Collection[str]) -> float:
    """Which share of the lines of a text is a label that forms use, or one of `titles`, with something behind it."""
    lines = [line for line in text.splitlines() if line.strip()]
    heads = [_plain(line.partition(":")[0]) for line in lines if ":" in line]
    known = {_plain(title) for title in titles} if heads else set()
    return sum(head in known or head in _labels() for head in heads) / max(1, len(lines))


def _plain(label: str) -> str:
    return " ".join(map(fold, label.split()))


@cache
def _labels() -> Mapping[str, str]:
    """What the labels of any language ask."""
    labels: dict[str, str] = {}
    for language in languages():
        for ask in ASKS:
            for label in vocabulary(language).forms[ask]:
                labels.setdefault(label, ask)
    return labels


def _line_of(row: Sequence[_Field]) -> str:
    """One person of a form as a line of a list."""
    name = " ".join(one.value for one in row if one.asks in (*NAMES, "surname"))
    wishes = [
        f"{one.label} {one.value}"
        for one in row
        if not one.asks and one.value and not one.value.isdigit() and one.value not in "-–—"
    ]
    return f"{name}: {', '.join(wishes)}"
