"""What is looked up ahead for the mails that share a transaction: one question for all of them.

An answer holds until something is written that it is about; then it is forgotten, and asked again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row

from mailflow.domain.address import address_key
from mailflow.domain.booking import Booking
from mailflow.ledger import rows
from mailflow.ledger.values import InboundRow, Origin
from mailflow.ledger.work import Work, name_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A mail that is to be taken in: what of it is looked up. `addresses`: of who writes, and who is to be answered;
    `attendees`: the names of those it names."""

    origin: Origin | None
    message_id: str
    digest: bytes
    addresses: tuple[str, ...]
    name: str | None
    attendees: tuple[str, ...] = ()


Named = tuple[str, str]  # an address and a name, as look-ups compare them; '' for none
Mail = tuple[tuple[str, int, int] | None, str, bytes]  # where it lies, Message-ID and digest


class Ahead(Work):
    """What is known already, and what of it is forgotten."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._people_found: dict[Named, Sequence[Row[Any]]] = {}
        self._known_mails: dict[Mail, InboundRow | None] = {}
        self._strange: set[str] = set()  # Message-IDs of no mail of ours
        self._answers: dict[str, list[datetime]] = {}  # when an address was answered, since `_answers_since`
        self._answers_since = datetime.max.replace(tzinfo=UTC)
        self._last: dict[tuple[str, str], datetime | None] = {}  # since when the last one waits, by event and session

    def write_out(self) -> None:
        """As it was; who is written may be the last of a queue now."""
        if self._put_off:
            self._last.clear()
        super().write_out()

    def _load(self, ids: Sequence[int]) -> dict[int, Booking]:
        """The bookings of these rows."""
        return rows.load(self._connection, ids) if ids else {}

    def _forget_people(self, bookings: Collection[Booking]) -> None:
        """These bookings are written: nobody is known any more who is named in them."""
        contacts = {address_key(booking.contact.email) for booking in bookings}
        addresses = contacts.union(*(rows.writer_keys(booking) for booking in bookings)) - {""}
        people = {name_key(attendee.name) for booking in bookings for attendee in booking.attendees}
        names = people.union(name_key(booking.contact.name) for booking in bookings) - {""}
        for named in [one for one in self._people_found if one[0] in addresses or one[1] in names]:
            del self._people_found[named]

    def _forget_seen(self, message_id: str) -> None:
        for mail in [one for one in self._known_mails if one[1] == message_id]:
            del self._known_mails[mail]

    def _remember_answer(self, address: str, created: datetime) -> None:
        if address in self._answers:
            self._answers[address].append(created)

    def _forget_all(self) -> None:
        """Somebody is erased."""
        self._people_found.clear()
        self._known_mails.clear()
        self._answers.clear()

    def _stand_changed(self, event: str, session: str, taken: int, waiting: int) -> None:
        """So many more seats are taken, and so many more people wait."""
        stand = self._stands.get(event, {}).get(session)
        if stand is not None:
            stand.taken += taken
            stand.waiting += waiting


def lies(origin: Origin | None) -> tuple[str, int, int] | None:
    """Where a mail lies, as rows tell it."""
    return None if origin is None else (origin.mailbox, origin.uidvalidity, origin.uid)
