"""The fields of a web form mail, sorted by what they ask."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from mailflow.message.model import Message
from mailflow.understanding.text.tokens import fold
from mailflow.understanding.text.vocabulary import languages, vocabulary

ASKS = ("name", "given", "surname", "email", "phone", "organization", "seats", "adults", "children", "people", "others",
        "escort", "pupil", "aside", "message")  # fmt: skip

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
    labels = _labels()
    found: dict[str, list[str]] = {}
    own: dict[int, tuple[str, str]] = {}  # by where in the form they stand
    rows: dict[int, list[tuple[str, str, str]]] = {}
    lines_of: dict[int, list[int]] = {}
    unnumbered = False
    for line, (label, written) in enumerate(message.form):
        value = written.strip()
        key = " ".join(fold(w) for w in label.strip(" :*").split())
        numbered = re.fullmatch(r"(.*?)\s*[n°.#]*\s*(\d)", key)
        if numbered:
            lines_of.setdefault(int(numbered.group(2)), []).append(line)
            rows.setdefault(int(numbered.group(2)), []).append(
                (label.strip(" :*0123456789"), labels.get(numbered.group(1), ""), value)
            )
            continue
        asked = labels.get(key)
        if asked is None:
            asked = next((a for words, a in labels.items() if len(words) > 4 and key.startswith(words)), None)
        if asked in ("adults", "children") and not value.isdecimal():
            asked, unnumbered = None, unnumbered or bool(value)  # 'Children: Ugo and Lia'
        if asked is None:
            own[line] = label, value
        elif value:
            found.setdefault(asked, []).append(value)

    for number in [n for n, row in rows.items() if not any(ask and value for _, ask, value in row)]:
        for line, (label, _, value) in zip(lines_of[number], rows.pop(number), strict=True):
            own[line] = f"{label} {number}", value  # 'Day 1: D1-C …'
    rest = [own[line] for line in sorted(own)]

    def get(ask: str) -> str:
        return "\n".join(found.get(ask, ()))

    lines = tuple(
        _row(row) for row in rows.values() if any(ask in ("people", "name", "given") and value for _, ask, value in row)
    )
    name = get("name") or get("given")
    if name == get("given") or " " not in name:  # 'Name: Ada', 'Surname: Neri'
        name = " ".join(w for w in (name, get("surname")) if w)
    by_age = [int(number) for ask in ("adults", "children") for number in found.get(ask, ())]
    seats = get("seats") or (str(sum(by_age)) if by_age and not unnumbered else "")
    people, pupil = get("people"), get("pupil")
    if pupil and not (name and seats):
        people, pupil = people or pupil, ""
    if people and not lines:
        lines = (people,)
    if get("others"):
        lines = (*lines, get("others"))
    if get("escort"):
        lines = (get("escort"), *lines)
    name = name or get("escort")  # who comes along is whom to answer, where nobody else is
    if JOINED.search(name):  # 'Ian & Una Ross' are two who come
        lines, people, name = (name, *lines), people or name, ""
    return Form(
        name, get("email"), get("phone"), get("organization"), seats, people, pupil, get("message"), tuple(rest),
        lines, min(rows, default=0),
    )  # fmt: skip


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


def _row(row: list[tuple[str, str, str]]) -> str:
    """One person of a form as a line of a list."""
    name = " ".join(value for _, ask, value in row if ask in ("people", "name", "given", "surname"))
    wishes = [
        f"{label} {value}"
        for label, ask, value in row
        if ask == "" and value and not value.isdigit() and value not in "-–—"
    ]
    return f"{name}: {', '.join(wishes)}"
