"""What was understood of a mail, and from which words: line by line, for the organizer who is to confirm it."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.decision.told import told
from mailflow.domain.booking import Choices
from mailflow.domain.event import Event
from mailflow.papers.sessions import label
from mailflow.understanding import Intent, Reading

TOLD = frozenset({
    Intent.BOOK, Intent.CHANGE, Intent.CANCEL, Intent.ACCEPT, Intent.DECLINE, Intent.QUESTION, Intent.PRIVACY,
    Intent.FEEDBACK,
})  # fmt: skip


def understood(reading: Reading, event: Event) -> tuple[tuple[str, str], ...]:
    """(fact, what was understood and from which words), in the event's language; nothing the mail does not state."""
    return tuple(_Told(reading, event).lines())


class _Told:
    def __init__(self, reading: Reading, event: Event) -> None:
        self._reading = reading
        self._event = event

    def lines(self) -> Iterator[tuple[str, str]]:
        reading = self._reading
        if reading.intent in TOLD:
            yield "intent", self._say(reading.intent.value)
        if reading.seats is not None:
            yield "seats", self._from_words(str(reading.seats), "seats")
        for number, person in enumerate(reading.people):
            wishes = self._wishes(person.choices, f"people.{number}.choices.")
            yield f"person.{number}", f"{person.name}: {wishes}" if wishes else person.name
        if reading.choices:
            yield "choices", self._wishes(reading.choices, "")
        if reading.leaving:
            yield "leaving", ", ".join(reading.leaving)
        for leaves, comes in reading.replaced.items():
            yield "replaced", f"{leaves} → {comes}"
        if reading.dropped:
            yield "dropped", ", ".join(map(self._title, reading.dropped))
        for fact, places in (("fewer", reading.fewer), ("more", reading.more)):
            if places is not None:
                yield fact, self._from_words(str(places), fact)
        if reading.requests:
            yield "requests", ", ".join(map(self._say, reading.requests))
        if reading.codes:
            yield "codes", ", ".join(reading.codes)
        yield from self._contact()

    def _contact(self) -> Iterator[tuple[str, str]]:
        contact = self._reading.contact
        named = {person.name for person in self._reading.people}
        told_of = {
            "contact.name": contact.name if contact.name not in named else None,
            "contact.phone": contact.phone,
            "contact.organization": contact.organization,
        }
        yield from ((fact, value) for fact, value in told_of.items() if value)

    def _wishes(self, choices: Choices, of: str) -> str:
        """Each round's sessions in order of preference, with the words that named them; `of`: whose evidence."""
        wished = []
        for round_id, sessions in choices.items():
            titles = self._say("or").join(self._title(session) for session in sessions)
            fact = f"choices.{round_id}"
            wished.append(self._from_words(titles, f"{of}{fact.removeprefix('choices.')}" if of else fact, fact))
        return "; ".join(wished)

    def _from_words(self, value: str, *facts: str) -> str:
        """The value and the words of the first of these facts that has any; alone where the words say the same."""
        found = ([e.words for e in self._reading.evidence if e.fact == fact and e.words] for fact in facts)
        words = ", ".join(dict.fromkeys(next(filter(None, found), [])))
        same = words.casefold() == value.casefold().rpartition(". ")[2]
        return (
            told(self._event.language, "understood.from_words", value=value, words=words)
            if words and not same
            else value
        )

    def _title(self, id_: str) -> str:
        """A session's or round's name as people know it."""
        session = next((s for s in self._event.sessions if s.id == id_), None)
        return label(session) if session else next((r.title for r in self._event.rounds if r.id == id_), id_)

    def _say(self, key: str) -> str:
        return told(self._event.language, f"understood.{key}")
