"""What is told to organizers and kept for the schedule: marks, notes, the journal, proposals, figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, insert, select

from mailflow.domain.address import address_key
from mailflow.ledger import tables as t
from mailflow.ledger.values import Change, Figures, Note, Status
from mailflow.ledger.work import Work

_ERRORS = 10  # told in the status
_DONE = select(t.marks.c.key).where(t.marks.c.key == bindparam("key"))

_STRUCK_OUT = delete(t.marks).where(t.marks.c.key == bindparam("key"))


class Reporting(Work):
    """Keeps the schedule's marks, and what the digest and the summaries tell."""

    def done(self, key: str) -> bool:
        """Whether the scheduled work of this key was done."""
        return self._connection.execute(_DONE, {"key": key}).first() is not None

    def mark(self, key: str, now: datetime, event: str | None = None) -> bool:
        """Marks it as done. False where it was already: two who would do it at once cannot both."""
        new = self._insert_new(t.marks).returning(t.marks.c.key)
        return self._connection.execute(new, {"key": key, "event": event, "at": now}).first() is not None

    def unmark(self, keys: Sequence[str]) -> None:
        """Strikes out work that was written down to be done, and now is."""
        self._connection.execute(_STRUCK_OUT, [{"key": key} for key in keys])

    def last_mark(self, prefix: str) -> datetime | None:
        """When work of a key that begins so was last done: of the greatest one, the latest where a date ends it."""
        wanted = select(t.marks.c.at).where(*_begins_with(prefix)).order_by(t.marks.c.key.desc()).limit(1)
        last: datetime | None = self._connection.execute(wanted).scalar_one_or_none()
        return last

    def marked(self, prefix: str) -> list[str]:
        """The keys of work done that begin so."""
        wanted = select(t.marks.c.key).where(*_begins_with(prefix)).order_by(t.marks.c.key)
        return list(self._connection.execute(wanted).scalars())

    def note(self, event: str | None, now: datetime, text: str, *, once: bool = False) -> None:
        """A line for the digest: a dropped reminder, a silenced address. `once`: not if it stands there since a day."""
        if once and any(note.text == text for note in self.notes(event, now - timedelta(days=1))):
            return
        self._connection.execute(insert(t.notes), {"event": event or "", "at": now, "text": text})

    def notes(self, event: str | None, since: datetime) -> list[Note]:
        """The lines since then, in their order."""
        wanted = (
            select(t.notes.c.at, t.notes.c.text)
            .where(t.notes.c.event == (event or ""), t.notes.c.at >= since)
            .order_by(t.notes.c.at, t.notes.c.id)
        )
        return [Note(at=row.at, text=row.text) for row in self._connection.execute(wanted)]

    def journal(self, event: str, since: datetime | None = None, booking: str | None = None) -> list[Change]:
        """What changed in the bookings of the event (or in one of them), in its order."""
        wanted = select(t.journal).where(t.journal.c.event == event).order_by(t.journal.c.at, t.journal.c.id)
        if since is not None:
            wanted = wanted.where(t.journal.c.at >= since)
        if booking is not None:
            wanted = wanted.where(t.journal.c.booking == booking)
        return [
            Change(**{name: value for name, value in row._mapping.items() if name != "id"})
            for row in self._connection.execute(wanted)
        ]

    def stats(self) -> Status:
        """How the ledger stands."""
        counts = select(t.outbox.c.status, func.count().label("mails")).group_by(t.outbox.c.status)
        tried = select(t.arrivals.c.why).where(t.arrivals.c.why != "").order_by(t.arrivals.c.id.desc()).limit(_ERRORS)
        not_gone = (
            select(t.outbox.c.why)
            .where(t.outbox.c.status.in_(("queued", "failed", "unknown")), t.outbox.c.why != "")
            .order_by(t.outbox.c.id.desc())
            .limit(_ERRORS)
        )
        return Status(
            bookings=self._value(select(func.count()).where(t.bookings.c.active)),
            outbox={row.status: row.mails for row in self._connection.execute(counts.order_by(t.outbox.c.status))},
            oldest_due=self._value(select(func.min(t.outbox.c.due)).where(t.outbox.c.status == "queued")),
            open_reviews=self._value(select(func.count()).where(t.reviews.c.settled_at.is_(None))),
            inbound=self._value(select(func.count()).select_from(t.inbound)),
            last_handled=self._value(select(func.max(t.inbound.c.handled_at))),
            unmoved=self._value(
                select(func.count()).where(t.inbound.c.moved_at.is_(None), t.inbound.c.mailbox.is_not(None))
            ),
            arrivals=self._value(select(func.count()).select_from(t.arrivals)),
            errors=tuple(why for wanted in (tried, not_gone) for why in self._connection.execute(wanted).scalars()),
        )

    def add_words(
        self,
        event: str,
        session: str | None,
        texts: Sequence[str],
        now: datetime,
        *,
        kind: Literal["proposal", "feedback"] = "proposal",
        by: str = "",
    ) -> None:
        """Proposals of a group, or what people wrote after the event (`by`: who wrote)."""
        fixed = {"event": event, "session": session or "", "kind": kind, "address": address_key(by), "at": now}
        if texts:
            self._connection.execute(insert(t.words), [{**fixed, "text": text} for text in texts])

    def words(
        self, event: str, kind: Literal["proposal", "feedback"] = "proposal"
    ) -> Mapping[str | None, tuple[str, ...]]:
        """Proposals, or feedback, by session (None: the event itself), in the order they came."""
        wanted = (
            select(t.words.c.session, t.words.c.text)
            .where(t.words.c.event == event, t.words.c.kind == kind)
            .order_by(t.words.c.id)
        )
        by_session: dict[str | None, list[str]] = defaultdict(list)
        for row in self._connection.execute(wanted):
            by_session[row.session or None].append(row.text)
        return {session: tuple(texts) for session, texts in by_session.items()}

    def figures(self, event: str) -> Figures:
        """The event's mail in figures, for the organizers' summary; their own answers to our mails do not count."""
        mails, for_people = self._connection.execute(
            select(func.count(t.inbound.c.id.distinct()), func.count(t.reviews.c.inbound.distinct()))
            .outerjoin(t.reviews, t.reviews.c.inbound == t.inbound.c.id)
            .where(t.inbound.c.event == event, t.inbound.c.intent != "organizer")
        ).one()
        answered = self._connection.execute(
            select(t.inbound.c.arrived, func.min(t.outbox.c.done_at).label("answered"))
            .join(t.outbox, t.outbox.c.inbound == t.inbound.c.id)
            .where(t.inbound.c.event == event, t.outbox.c.status == "sent", t.outbox.c.key.is_(None))
            .group_by(t.inbound.c.id, t.inbound.c.arrived)
        ).all()
        return Figures(
            mails=mails,
            without_person=mails - for_people,
            median_answer=median((a.answered - a.arrived).total_seconds() for a in answered) if answered else None,
        )

    def _value(self, wanted: Select[Any]) -> Any:
        return self._connection.execute(wanted).scalar_one()


def _begins_with(prefix: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """As a range, which the index answers: keys are compared by their code points (see the table)."""
    return t.marks.c.key >= prefix, t.marks.c.key < prefix + chr(0x10FFFF)
