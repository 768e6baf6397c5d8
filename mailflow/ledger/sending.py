"""Mail out: written with what it tells, claimed before SMTP, settled after; each under one Message-ID.

queued ─claim─▶ claimed ─▶ sent · drafted · failed
                   ├─▶ queued     at a later time: a temporary refusal, or lost after the final dot, the first time
                   ├─▶ queued     at once: its worker died, which says nothing against the line
                   ├─▶ discarded  what it says is true no more
                   └─▶ unknown    lost after the final dot again, or its worker died again and again
queued · failed · unknown ─▶ discarded · queued     by a person
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, func, insert, literal_column, or_, select, update

from mailflow.domain.address import address_key
from mailflow.ledger import tables as t
from mailflow.ledger.ahead import Ahead
from mailflow.ledger.values import Bounced, OutboxRow, OutboxStatus, Outgoing

_o = t.outbox
_with_raw = select(_o, t.outbox_raw.c.raw).outerjoin(t.outbox_raw, t.outbox_raw.c.outbox == _o.c.id)
_DUE = (
    _with_raw.where(_o.c.status == literal_column("'queued'"), _o.c.due <= bindparam("now"))
    .order_by(_o.c.due, _o.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=_o)
)
_CLAIMS = (
    select(_o.c.id)
    .where(_o.c.status == literal_column("'claimed'"), _o.c.claimed_by == bindparam("worker"))
    .order_by(_o.c.due, _o.c.id)
    .with_for_update()
)
_CLAIMANTS = select(_o.c.claimed_by).where(_o.c.status == literal_column("'claimed'")).distinct()
DEATHS = 3  # workers that may die over a mail before a person decides: most of them will not have come to its last dot
_ONE = update(_o).where(_o.c.id == bindparam("of"))
_SENT = _ONE.values(
    status="sent", done_at=bindparam("at"), reply=bindparam("words"), why="", claimed_by=None, claimed_at=None
).returning(_o.c.kind)
_BY_IDS = _with_raw.where(_o.c.id.in_(bindparam("ids", expanding=True))).order_by(_o.c.due, _o.c.id)
# The keys are looked at afterwards: asked for here, they lead PostgreSQL to the index of all answers to anybody.
_TO_ADDRESSES = (
    select(_o.c.address, _o.c.created, _o.c.key)
    .where(_o.c.address.in_(bindparam("addresses", expanding=True)), _o.c.created >= bindparam("since"))
    .order_by(_o.c.created)
)
_ALL_ANSWERS = select(_o.c.created).where(_o.c.created >= bindparam("since"), _o.c.key.is_(None)).order_by(_o.c.created)
_PUT = insert(_o)
_PUT_RAW = insert(t.outbox_raw)
_OURS = select(_o).where(_o.c.message_id.in_(bindparam("ids", expanding=True)))
_LAST = select(func.max(_o.c.id)).where(_o.c.booking == bindparam("booking"), _o.c.kind == bindparam("kind"))
_CLAIM = (
    update(_o)
    .where(_o.c.id.in_(bindparam("ids", expanding=True)))
    .values(status="claimed", claimed_by=bindparam("worker"), claimed_at=bindparam("at"), tries=_o.c.tries + 1)
)
_KEPT = select(t.outbox_raw.c.outbox).where(t.outbox_raw.c.outbox == bindparam("of"))
_WROTE = select(_o.c.id).where(_o.c.address == bindparam("address"), _o.c.event == bindparam("event")).limit(1)


class Sending(Ahead):
    """Keeps the outbox."""

    def put(self, mail: Outgoing) -> int | None:
        """Lays a rendered mail into the outbox; its number, or None where a mail of that key is there already."""
        columns = {name: getattr(mail, name) for name in Outgoing.__slots__ if name not in ("to", "raw")}
        columns |= {
            "recipient": mail.to,
            "address": address_key(mail.to),
            "created": mail.created or mail.due,
            "status": "queued",
        }
        self._strange.discard(mail.message_id)
        if mail.key is None:
            number: int | None = self._insert(_o, columns, _PUT)
            self._remember_answer(columns["address"], columns["created"])
        else:
            number = self._insert_unless(_o, columns, "key")
        if number is None:
            return None
        self._write(_PUT_RAW, [{"outbox": number, "raw": mail.raw}])
        return number

    def claim(self, now: datetime, limit: int, worker: str) -> list[OutboxRow]:
        """Mails that are due, for this worker alone, with their bytes. To be committed before the first goes out."""
        due, at = self._rows(_DUE, {"now": now, "most": limit}), now.astimezone(UTC)
        if due:
            self._connection.execute(_CLAIM, {"ids": [row.id for row in due], "worker": worker, "at": at})
        return [replace(one, status="claimed", claimed_by=worker, claimed_at=at, tries=one.tries + 1) for one in due]

    def sent(self, outbox_id: int, now: datetime, reply: str = "") -> None:
        """The server took it (`reply`: its words). Of an erased person nothing is kept beyond this mail's going out."""
        kind = self._connection.execute(_SENT, {"of": outbox_id, "at": now, "words": reply}).scalar_one()
        if kind == "erased":
            self._scrub([outbox_id])

    def drafted(self, outbox_id: int, now: datetime) -> None:
        """It was laid into the drafts folder for a person to send."""
        self._settle(outbox_id, "drafted", now, why="")
        self._scrub_of_erased(outbox_id)

    def failed(self, outbox_id: int, why: str, now: datetime) -> None:
        """Refused for good, or given up after the last retry."""
        self._settle(outbox_id, "failed", now, why=why)

    def let_go(self, outbox_id: int, now: datetime) -> None:
        """What it says is true no more: it does not go out."""
        self._settle(outbox_id, "discarded", now)

    def retry_at(self, outbox_id: int, when: datetime, why: str) -> None:
        """Not taken this time: to be claimed again from `when` on."""
        self._again(outbox_id, due=when, why=why)

    def unknown(self, outbox_id: int, why: str, due: datetime | None) -> OutboxStatus:
        """Lost after the final dot: nobody knows whether the server took it. Once it is sent again, under the same
        Message-ID and from `due` on; then, or where that is None, a person decides. Where it stands now: `queued` or
        `unknown`.
        """
        if due is None:
            return self._doubted(outbox_id, why, times=0)
        return self._doubted(outbox_id, why, times=1, due=due)

    def claimants(self) -> list[str]:
        """Workers that have claimed mails and not settled all of them, dead or alive."""
        return sorted(self._connection.execute(_CLAIMANTS).scalars())

    def orphaned(self, worker: str) -> list[OutboxRow]:
        """Takes back what a worker had claimed that died. The mails, as they stand now, in the order of the claim.

        No more is claimed than is sent at once: each of them can have gone out.
        """
        ids = self._connection.execute(_CLAIMS, {"worker": worker}).scalars().all()
        for outbox_id in ids:
            why = "mailflow stopped while this mail was being sent; it may have gone out"
            self._doubted(outbox_id, why, times=DEATHS)
        return self._rows(_BY_IDS, {"ids": ids}) if ids else []

    # --- for people ---------------------------------------------------------------------------------------------------

    def outbox(
        self,
        status: OutboxStatus | None = None,
        *,
        event: str | None = None,
        booking: str | None = None,
        limit: int | None = None,
    ) -> Iterator[OutboxRow]:
        """Mails of ours without their bytes, the latest first."""
        wanted = select(_o).order_by(_o.c.id.desc()).limit(limit)
        for column, value in ((_o.c.status, status), (_o.c.event, event), (_o.c.booking, booking)):
            if value is not None:
                wanted = wanted.where(column == value)
        yield from self._rows(wanted, {})

    def outgoing(self, outbox_id: int) -> OutboxRow | None:
        """One mail with its bytes."""
        return next(iter(self._rows(_BY_IDS, {"ids": [outbox_id]})), None)

    def retry(self, outbox_id: int, now: datetime) -> bool:
        """Sends a mail that failed, is unknown or waits, now. False where there is none such."""
        back: tuple[OutboxStatus, ...] = ("queued", "failed", "unknown", "discarded")
        return self._by_hand(outbox_id, back, status="queued", due=now, doubts=0)

    def discard(self, outbox_id: int, now: datetime) -> bool:
        """A mail that is not to go out any more. False where it is out, or there is none such."""
        return self._by_hand(outbox_id, ("queued", "failed", "unknown"), status="discarded", done_at=now)

    # --- what came back, and what was said to whom --------------------------------------------------------------------

    def bounced(self, target: str, now: datetime, why: str = "the mail came back") -> list[str]:
        """A delivery report: of the mail of that Message-ID, or else of the last mail to that address. Marks the mail
        and its booking; the codes of the bookings concerned."""
        hit = self._connection.execute(
            select(_o.c.id, _o.c.booking)
            .where(or_(_o.c.message_id == target, _o.c.address == address_key(target)))
            .order_by(_o.c.id.desc())
            .limit(1)
        ).first()
        if hit is None:
            return []
        self._change(hit.id, bounced=why, bounced_at=now)
        if hit.booking is None:
            return []
        self._connection.execute(update(t.bookings).where(t.bookings.c.code == hit.booking).values(undelivered=why))
        return [hit.booking]

    def bounces(self, event: str, since: datetime) -> tuple[Bounced, ...]:
        """Bookings whose mail came back since then."""
        hits = self._connection.execute(
            select(t.bookings.c.id, _o.c.recipient, _o.c.bounced, _o.c.bounced_at)
            .join(t.bookings, t.bookings.c.code == _o.c.booking)
            .where(_o.c.event == event, _o.c.bounced_at >= since)
            .order_by(_o.c.bounced_at, _o.c.id)
        ).all()
        loaded = self._load([hit.id for hit in hits])
        return tuple(
            Bounced(booking=loaded[hit.id], address=hit.recipient, why=hit.bounced, at=hit.bounced_at) for hit in hits
        )

    def answers_to(self, address: str | None, since: datetime) -> list[datetime]:
        """When answers to that address (None: to anybody) were decided, since then: for the caps. Scheduled mail does
        not count."""
        if address is None:
            return list(self._connection.execute(_ALL_ANSWERS, {"since": since}).scalars())
        key = address_key(address)
        if key not in self._answers or since < self._answers_since:
            self._look_for_answers([key], since)
        return [created for created in self._answers[key] if created >= since]

    def _look_for_answers(self, addresses: Sequence[str], since: datetime) -> None:
        """When these addresses were answered, since then."""
        if since < self._answers_since:
            self._answers, self._answers_since = {}, since
        self._answers |= {address: [] for address in addresses}
        asked = {"addresses": list(addresses), "since": self._answers_since}
        for row in self._connection.execute(_TO_ADDRESSES, asked):
            if row.key is None:
                self._answers[row.address].append(row.created)

    def wrote_to(self, address: str, of: str) -> bool:
        """Whether we ever wrote to that address about the event `of`: the first mail links its privacy notice."""
        asked = {"address": address_key(address), "event": of}
        return self._connection.execute(_WROTE, asked).first() is not None

    def reply_target(self, message_id: str | Sequence[str]) -> OutboxRow | None:
        """The mail of ours that a mail answers: the first of these Message-IDs that is one."""
        ids = [message_id] if isinstance(message_id, str) else list(message_id)
        found = self._look_for_ours([name for name in ids if name not in self._strange])
        return next((found[name] for name in ids if name in found), None)

    def last_question(self, message_id: str | Sequence[str]) -> str | None:
        """The kind of our mail that a mail answers, unless a later one of its kind was written about that booking."""
        row = self.reply_target(message_id)
        if row is None or row.booking is None:
            return None
        last = self._connection.execute(_LAST, {"booking": row.booking, "kind": row.kind}).scalar_one()
        return row.kind if last == row.id else None

    def _look_for_ours(self, ids: Sequence[str]) -> dict[str, OutboxRow]:
        """The mails of ours of these Message-IDs."""
        found = {row.message_id: row for row in self._rows(_OURS, {"ids": ids})} if ids else {}
        self._strange.update(name for name in ids if name not in found)
        return found

    # --- inside -------------------------------------------------------------------------------------------------------

    def _settle(self, outbox_id: int, status: OutboxStatus, now: datetime, **columns: Any) -> None:
        self._change(outbox_id, status=status, done_at=now, claimed_by=None, claimed_at=None, **columns)

    def _again(self, outbox_id: int, **columns: Any) -> OutboxStatus:
        """Queues a mail again; one that was erased while it was being sent is let go."""
        kept = self._connection.execute(_KEPT, {"of": outbox_id}).first() is not None
        status: OutboxStatus = "queued" if kept else "discarded"
        self._change(outbox_id, status=status, claimed_by=None, claimed_at=None, **columns)
        return status

    def _doubted(self, outbox_id: int, why: str, *, times: int, **again: datetime) -> OutboxStatus:
        """It may have gone out: so many times it is queued again, then a person decides."""
        doubts = self._connection.execute(select(_o.c.doubts).where(_o.c.id == outbox_id)).scalar_one() + 1
        if doubts <= times:
            return self._again(outbox_id, why=why, doubts=doubts, **again)
        self._change(outbox_id, status="unknown", why=why, doubts=doubts, claimed_by=None, claimed_at=None)
        return "unknown"

    def _change(self, outbox_id: int, **columns: Any) -> None:
        if self._connection.execute(_ONE.values(**columns), {"of": outbox_id}).rowcount != 1:
            raise ValueError(f"the outbox has no mail {outbox_id}")

    def _by_hand(self, outbox_id: int, from_: Sequence[OutboxStatus], **columns: Any) -> bool:
        statement = update(_o).where(_o.c.id == outbox_id, _o.c.status.in_(from_)).values(**columns)
        return self._connection.execute(statement).rowcount == 1

    def _scrub_of_erased(self, outbox_id: int) -> None:
        if self._connection.execute(select(_o.c.kind).where(_o.c.id == outbox_id)).scalar_one() == "erased":
            self._scrub([outbox_id])

    def _scrub(self, outbox_ids: Sequence[int]) -> None:
        """Erases whom and what these mails say; the Message-IDs are ours, and stay."""
        self._connection.execute(delete(t.outbox_raw).where(t.outbox_raw.c.outbox.in_(outbox_ids)))
        self._connection.execute(
            update(_o).where(_o.c.id.in_(outbox_ids)).values(recipient="", address="", why="", reply="", bounced=None)
        )

    def _rows(self, statement: Select[Any], named: dict[str, Any]) -> list[OutboxRow]:
        return [_row(row) for row in self._connection.execute(statement, named)]


def _row(row: Row[Any]) -> OutboxRow:
    columns = dict(row._mapping)
    columns["to"] = columns.pop("recipient")
    del columns["address"]
    return OutboxRow(**columns)
