"""Letters that organizers write to those who are booked: shown to them first, sent once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, insert, select, update

from mailflow.domain.notice import from_text, to_text
from mailflow.ledger import tables as t
from mailflow.ledger.reporting import Reporting
from mailflow.ledger.values import Notice, Noticed, NoticeRow

_later = t.outbox.alias("later")
_ARRIVED_SINCE = exists().where(
    _later.c.address == t.outbox.c.address,
    _later.c.id > t.outbox.c.id,
    _later.c.status == "sent",
    _later.c.bounced_at.is_(None),
)


class Notices(Reporting):
    """Keeps the letters, and who was sent which."""

    def add_notice(self, notice: Notice) -> None:
        """Keeps a letter as it is shown to its writer."""
        columns = {name: getattr(notice, name) for name in Notice.__slots__}
        columns["audience"] = to_text(notice.audience) if notice.audience else None
        self._connection.execute(insert(t.notices), columns)

    def notice(self, token: str) -> NoticeRow | None:
        """The letter of that token."""
        row = self._connection.execute(select(t.notices).where(t.notices.c.token == token)).mappings().first()
        if row is None:
            return None
        return NoticeRow(**{**row, "audience": from_text(row["audience"]) if row["audience"] else None})

    def waiting_notice(self, event: str, writer: str, since: datetime) -> NoticeRow | None:
        """The last letter of that writer that waits for a yes, if it was shown since then."""
        theirs = (t.notices.c.event == event, t.notices.c.writer == writer, t.notices.c.opened >= since)
        last = select(t.notices.c.token).where(*theirs, t.notices.c.became == "").order_by(t.notices.c.opened.desc())
        token = self._connection.execute(last.limit(1)).scalar()
        return self.notice(token) if token else None

    def shown_to(self, writer: str, since: datetime) -> list[datetime]:
        """When letters of that writer were shown to them, since then: for the caps."""
        theirs = (t.notices.c.writer == writer, t.notices.c.opened >= since)
        return list(self._connection.execute(select(t.notices.c.opened).where(*theirs)).scalars())

    def settle_notice(self, token: str, became: Noticed, now: datetime) -> bool:
        """What becomes of it; False where that is settled already."""
        waits = (t.notices.c.token == token, t.notices.c.became == "")
        settled = update(t.notices).where(*waits).values(became=became, settled_at=now)
        return self._connection.execute(settled).rowcount == 1

    def mark_noticed(self, event: str, words: str, code: str, now: datetime) -> bool:
        """Whoever booked that is sent these words (told by their digest). False where they were before."""
        return self.mark(f"notice:{event}:{words}:{code}", now, event)

    def noticed(self, event: str, words: str) -> frozenset[str]:
        """The codes of the bookings that were sent these words."""
        prefix = f"notice:{event}:{words}:"
        return frozenset(key.removeprefix(prefix) for key in self.marked(prefix))

    def unreached(self, event: str) -> frozenset[str]:
        """The addresses that our mail about that event came back from, and that none has reached since."""
        came_back = (t.outbox.c.event == event, t.outbox.c.bounced_at.is_not(None))
        return frozenset(
            self._connection.execute(select(t.outbox.c.address).where(*came_back, ~_ARRIVED_SINCE)).scalars()
        )
