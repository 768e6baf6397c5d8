"""The people of a booking, from what a mail states: how many, who, and who wants what."""

from __future__ import annotations

from mailflow.domain.booking import NO_CHOICES, Attendee, Choices
from mailflow.domain.event import Event
from mailflow.understanding.reading import Reading

SEVERAL = 2


def size_of(reading: Reading) -> int | None:
    """How many places the mail asks for; None where it does not say, or says it two ways."""
    if any(doubt.about == "seats" for doubt in reading.doubts) and not reading.confident:
        return None
    if reading.seats is None:
        return len(reading.people) or None
    return reading.seats if reading.seats >= max(1, len(reading.people)) else None


def attendees_of(reading: Reading, event: Event) -> tuple[Attendee, ...]:
    """The attendees, without places. Where the number is not known, those who are certain: the named, or one."""
    size = size_of(reading) or max(1, len(reading.people))
    companions = companions_choices(reading)
    named = [(person.name, {**reading.choices, **person.choices}) for person in reading.people]
    unnamed = [(None, companions)] * (size - len(named))
    return tuple(
        Attendee(number=number, name=name, choices=certain(choices, reading, event))
        for number, (name, choices) in enumerate([*named, *unnamed], start=1)
    )


def companions_choices(reading: Reading) -> Choices:
    """What unnamed companions want: what is said of all; else they go along with the named, where those go together."""
    wishes = [dict(person.choices) for person in reading.people]
    if reading.choices or not wishes or any(w != wishes[0] for w in wishes):
        return reading.choices
    return wishes[0]


def certain(choices: Choices, reading: Reading, event: Event) -> Choices:
    """Those of the choices that are sessions of this event and not in doubt."""
    known = {round_.id: {s.id for s in round_.sessions} for round_ in event.rounds}
    kept = {
        round_id: tuple(dict.fromkeys(s for s in sessions if s in known.get(round_id, ())))
        for round_id, sessions in choices.items()
        if not _doubted(round_id, sessions, reading)
    }
    return {round_id: sessions for round_id, sessions in kept.items() if sessions} or NO_CHOICES


def _doubted(round_id: str, sessions: tuple[str, ...], reading: Reading) -> bool:
    """Which of several comes first is in doubt for whoever wants several, and not for who wants one beside them."""
    doubts = [d for d in reading.doubts if d.about == "choices" and d.round == round_id]
    return not reading.confident and any(len(d.options) < SEVERAL or len(sessions) > 1 for d in doubts)
