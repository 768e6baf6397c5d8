"""What must always hold, asked of the tables as they stand: `mailflow fsck`, and every backup and restore."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import RowMapping, select, text

from mailflow.ledger import rows
from mailflow.ledger import tables as t
from mailflow.ledger.finding import Finding


@dataclass(frozen=True, slots=True)
class _Rule:
    """`broken_by`: SQL whose every row breaks the rule; `words` says so, with that row's columns."""

    words: str
    broken_by: str


_RULES = (
    # --- seats
    _Rule(
        "{event}, {session}: {taken} places are counted as taken and {waiting} people as waiting, "
        "but {held} and {queued} are",
        """
        SELECT s.event, s.session, s.taken, s.waiting,
               coalesce(p.held, 0) AS held, coalesce(p.queued, 0) AS queued
        FROM seats s LEFT JOIN (
            SELECT event, session,
                   sum(CASE WHEN status IN ('confirmed', 'offered', 'attended', 'absent') THEN 1 ELSE 0 END) AS held,
                   sum(CASE WHEN status = 'waitlisted' THEN 1 ELSE 0 END) AS queued
            FROM places GROUP BY event, session) p ON p.event = s.event AND p.session = s.session
        WHERE s.taken <> coalesce(p.held, 0) OR s.waiting <> coalesce(p.queued, 0)
        """,
    ),
    _Rule(
        "{event}, {session}: more people ({taken}) than may be ({ceiling}), at {capacity} seats",
        """
        SELECT event, session, taken, ceiling, capacity FROM seats
        WHERE (capacity IS NULL) <> (ceiling IS NULL)
           OR ceiling <> CASE WHEN taken > capacity THEN taken ELSE capacity END
        """,
    ),
    _Rule(
        "{event}, {session}: people have places in a session that is not counted",
        """
        SELECT DISTINCT p.event, p.session FROM places p
        LEFT JOIN seats s ON s.event = p.event AND s.session = p.session
        WHERE s.event IS NULL AND p.status <> 'cancelled'
        """,
    ),
    # --- bookings
    _Rule(
        "booking {code}: a place belongs to another event ({place})",
        "SELECT b.code, p.event AS place FROM places p JOIN bookings b ON b.id = p.booking WHERE p.event <> b.event",
    ),
    _Rule(
        "booking {code}, attendee {attendee}: two places in session {session}",
        """
        SELECT b.code, p.attendee, p.session FROM places p JOIN bookings b ON b.id = p.booking
        WHERE p.status <> 'cancelled' GROUP BY b.code, p.attendee, p.session HAVING count(*) > 1
        """,
    ),
    _Rule(
        "booking {code}, attendee {attendee}: two places in round {round}",
        """
        SELECT b.code, p.attendee, p.round FROM places p JOIN bookings b ON b.id = p.booking
        WHERE p.status IN ('confirmed', 'attended', 'absent') AND p.round IS NOT NULL
        GROUP BY b.code, p.attendee, p.round HAVING count(*) > 1
        """,
    ),
    _Rule(
        "booking {code}, attendee {attendee}: a place in session {session} without one at the event",
        """
        SELECT b.code, p.attendee, p.session FROM places p JOIN bookings b ON b.id = p.booking
        WHERE p.session <> '' AND p.status IN ('confirmed', 'offered', 'attended', 'absent') AND NOT EXISTS (
            SELECT 1 FROM places e
            WHERE e.booking = p.booking AND e.attendee = p.attendee AND e.session = ''
              AND e.status IN ('confirmed', 'offered', 'attended', 'absent'))
        """,
    ),
    _Rule(
        "booking {code}, attendee {attendee}: a place is offered without an end",
        """
        SELECT b.code, p.attendee FROM places p JOIN bookings b ON b.id = p.booking
        WHERE p.status = 'offered' AND p.offer_until IS NULL
        """,
    ),
    # --- mail
    _Rule(
        "outbox {id}: waits to be sent, and has no content",
        """
        SELECT o.id FROM outbox o LEFT JOIN outbox_raw r ON r.outbox = o.id
        WHERE o.status IN ('queued', 'claimed', 'failed', 'unknown') AND r.outbox IS NULL
        """,
    ),
    _Rule(
        "outbox {id}: {status}, but by nobody or at no time",
        """
        SELECT id, status FROM outbox
        WHERE (status = 'claimed' AND (claimed_by IS NULL OR claimed_at IS NULL))
           OR (status IN ('sent', 'failed', 'drafted') AND done_at IS NULL)
        """,
    ),
    _Rule(
        "a mail from {mailbox} (UID {uid}) is recorded as handled and still counted as tried",
        """
        SELECT a.mailbox, a.uid FROM arrivals a
        JOIN inbound i ON i.mailbox = a.mailbox AND i.uidvalidity = a.uidvalidity AND i.uid = a.uid
        """,
    ),
    # --- matters for people
    _Rule(
        "review {number} of {event}: its number was never given",
        """
        SELECT r.event, r.number FROM reviews r LEFT JOIN events e ON e.id = r.event
        WHERE e.id IS NULL OR r.number > e.reviews
        """,
    ),
)


class Proving(Finding):
    """Proves the ledger."""

    def fsck(self) -> list[str]:
        """What does not hold, in plain words; empty where all is well. Reads everything."""
        return [*self._damage(), *self._broken_rules(), *self._keys_out_of_step()]

    def _damage(self) -> Iterator[str]:
        if self._connection.dialect.name != "sqlite":
            return  # PostgreSQL checks its pages and its references itself
        for said in self._connection.execute(text("PRAGMA integrity_check")).scalars():
            if said != "ok":
                yield f"the file is damaged: {said}"
        for row in self._connection.execute(text("PRAGMA foreign_key_check")):
            yield f"{row[0]}: row {row[1]} points to nothing in {row[2]}"

    def _broken_rules(self) -> Iterator[str]:
        for rule in _RULES:
            found = self._connection.execute(text(rule.broken_by)).mappings()
            yield from sorted(rule.words.format_map({**row, **_readable(row)}) for row in found)

    def _keys_out_of_step(self) -> Iterator[str]:
        writers: defaultdict[str, set[str]] = defaultdict(set)
        by_code = select(t.bookings.c.code, t.writers.c.address).join(t.writers, t.writers.c.booking == t.bookings.c.id)
        for code, address in self._connection.execute(by_code):
            writers[code].add(address)
        columns = (t.bookings.c.code, t.bookings.c.address, t.bookings.c.name_key, t.bookings.c.active)
        kept = {row.code: tuple(row[1:]) for row in self._connection.execute(select(*columns))}
        for booking in self.bookings():
            row = rows.booking_row(booking)
            wanted = (row["address"], row["name_key"], row["active"])
            if wanted != kept[booking.code] or rows.writer_keys(booking) != writers[booking.code]:
                yield f"booking {booking.code}: would not be found by its address or name"


def _readable(row: RowMapping) -> dict[str, str]:
    return {"session": "the event itself"} if row.get("session") == "" else {}
