"""A change understood that waits for a yes, or for the one fact that is missing. Kept with the booking, as text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mailflow.domain.booking import Choices, Contact
from mailflow.understanding.reading import Intent, Person, Reading

_FACTS = ("seats", "fewer", "more", "leaving", "dropped", "requests", "request_text")


def pack(reading: Reading) -> str:
    """The facts of a change or cancellation, as JSON."""
    facts: dict[str, Any] = {name: getattr(reading, name) for name in _FACTS}
    facts |= {
        "intent": reading.intent.value,
        "language": reading.language,
        "people": [[person.name, _plain(person.choices)] for person in reading.people],
        "choices": _plain(reading.choices),
        "replaced": dict(reading.replaced),
        "phone": reading.contact.phone,
        "organization": reading.contact.organization,
    }
    return json.dumps({name: value for name, value in facts.items() if value}, ensure_ascii=False)


def unpack(text: str) -> Reading | None:
    """The change that waits, as a confident reading; None where none does."""
    if not text:
        return None
    facts = json.loads(text)
    return Reading(
        intent=Intent(facts["intent"]),
        language=facts["language"],
        confident=True,
        seats=facts.get("seats"),
        fewer=facts.get("fewer"),
        more=facts.get("more"),
        people=tuple(Person(name, _choices(choices)) for name, choices in facts.get("people", ())),
        choices=_choices(facts.get("choices", {})),
        contact=Contact(phone=facts.get("phone"), organization=facts.get("organization")),
        leaving=tuple(facts.get("leaving", ())),
        replaced=facts.get("replaced", {}),
        dropped=tuple(facts.get("dropped", ())),
        requests=tuple(facts.get("requests", ())),
        request_text=facts.get("request_text", ""),
    )


def completed(waiting: Reading, answer: Reading) -> Reading:
    """The change that waits, with what the answer adds to it."""
    names, wishes = {person.name for person in answer.people}, {p.name: p.choices for p in waiting.people}
    people = (replace(p, choices={**wishes.get(p.name, {}), **p.choices}) for p in answer.people)
    contact = replace(
        answer.contact,
        phone=answer.contact.phone or waiting.contact.phone,
        organization=answer.contact.organization or waiting.contact.organization,
    )
    return replace(
        answer,
        intent=waiting.intent,
        seats=waiting.seats if answer.seats is None else answer.seats,
        fewer=waiting.fewer if answer.fewer is None else answer.fewer,
        more=waiting.more if answer.more is None else answer.more,
        people=(*(p for p in waiting.people if p.name not in names), *people),
        choices={**waiting.choices, **answer.choices},
        leaving=tuple(dict.fromkeys((*waiting.leaving, *answer.leaving))),
        replaced={**waiting.replaced, **answer.replaced},
        dropped=tuple(dict.fromkeys((*waiting.dropped, *answer.dropped))),
        requests=tuple(dict.fromkeys((*waiting.requests, *answer.requests))),
        request_text="\n".join(filter(None, (waiting.request_text, answer.request_text))),
        contact=contact,
    )


def _plain(choices: Choices) -> dict[str, list[str]]:
    return {round_id: list(sessions) for round_id, sessions in choices.items()}


def _choices(choices: Mapping[str, list[str]]) -> Choices:
    return {round_id: tuple(sessions) for round_id, sessions in choices.items()}
