"""The fields of a web form mail, sorted by what they ask."""

from __future__ import annotations

from dataclasses import dataclass

from mailflow.message.model import Message
from mailflow.understanding.tokens import fold
from mailflow.understanding.vocabulary import languages, vocabulary

ASKS = ("name", "given", "surname", "email", "phone", "organization", "seats", "people", "message")


@dataclass(frozen=True, slots=True)
class Form:
    """What a form states. `message`: the free text; `rest`: (label, value) of the fields that are the event's own."""

    name: str = ""
    email: str = ""
    phone: str = ""
    organization: str = ""
    seats: str = ""
    people: str = ""
    message: str = ""
    rest: tuple[tuple[str, str], ...] = ()

    @property
    def filled(self) -> bool:
        """Whether the mail is a form at all."""
        return bool(self.name or self.email or self.rest)


def form_of(message: Message) -> Form:
    """The form of a mail, empty where it has none."""
    labels: dict[str, str] = {}
    for language in languages():
        for ask in ASKS:
            for label in vocabulary(language).forms[ask]:
                labels.setdefault(label, ask)
    found: dict[str, list[str]] = {}
    rest: list[tuple[str, str]] = []
    for label, value in message.form:
        value = value.strip()
        key = " ".join(fold(w) for w in label.strip(" :*").split())
        ask = labels.get(key)
        if ask is None:
            ask = next((a for words, a in labels.items() if len(words) > 4 and key.startswith(words)), None)
        if ask is None:
            rest.append((label, value))
        elif value:
            found.setdefault(ask, []).append(value)
    if not message.form:
        return Form()

    def get(ask: str) -> str:
        return "\n".join(found.get(ask, ()))

    name = get("name") or " ".join(w for w in (get("given"), get("surname")) if w)
    return Form(name, get("email"), get("phone"), get("organization"), get("seats"), get("people"), get("message"), tuple(rest))
