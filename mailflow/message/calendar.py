"""Answers of calendar clients (iTIP over mail, RFC 5546, 6047)."""

from __future__ import annotations

from urllib.parse import unquote

from mailflow.message.model import CalendarReply

ANSWERS = frozenset({"REPLY", "COUNTER"})


def method_and_reply(text: str, declared: str = "") -> tuple[str, CalendarReply | None]:
    """A calendar text's METHOD in capitals ('' without), and the answer it gives, if it is one.

    The first attendee counts; a REPLY brings one only (RFC 5546 section 3.2.3). `declared`: the Content-Type's method,
    which holds where the text names none.
    """
    uid = partstat = attendee = ""
    method = declared.strip().upper()
    sequence = 0
    for name, parameters, value in _properties(text):
        if name == "METHOD":
            method = value.strip().upper()
        elif name == "UID":
            uid = uid or value.strip()
        elif name == "SEQUENCE" and value.strip().isdecimal():
            sequence = int(value.strip()[:9])
        elif name == "ATTENDEE" and not attendee:
            partstat = parameters.get("PARTSTAT", "NEEDS-ACTION").upper()  # the default of section 3.2.12 in RFC 5545
            attendee = _address(value)
    if method in ANSWERS and (partstat or method == "COUNTER"):
        return method, CalendarReply(method, partstat, uid, attendee, sequence)
    return method, None


def _properties(text: str) -> list[tuple[str, dict[str, str], str]]:
    # It takes longer to import than a mail to be read, and few mails bring a calendar.
    from icalendar.parser import Contentline, Contentlines  # noqa: PLC0415

    found = []
    try:
        lines = Contentlines.from_ical(text)  # type: ignore[no-untyped-call]  # the library leaves it so
    except ValueError:
        return []
    for line in lines[:2000]:
        if not isinstance(line, Contentline):  # the library ends the list with an empty string
            continue
        try:
            name, parameters, value = line.parts()
        except ValueError:
            continue  # one broken property does not spoil the others
        found.append((str(name).upper(), {str(key).upper(): str(text) for key, text in parameters.items()}, str(value)))
    return found


def _address(value: str) -> str:
    value = value.strip()
    value = value[7:] if value.lower().startswith("mailto:") else value
    return unquote(value) if value.startswith("%22") else value
