"""Mail in: what was seen and what became of it, what is still to be moved, and what was tried in vain."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Row, Select, Table, and_, bindparam, delete, func, insert, or_, select, update

from mailflow.domain.address import address_key
from mailflow.ledger import tables as t
from mailflow.ledger.ahead import Ahead, Expected, lies
from mailflow.ledger.problems import LedgerAway
from mailflow.ledger.upserts import Upsert, upsert_into
from mailflow.ledger.values import Arrival, Arriving, Inbound, InboundRow, Origin

Lies: TypeAlias = tuple[str, int, int]  # where a mail lies: mailbox, UIDVALIDITY, UID

_here = [getattr(t.inbound.c, name) == bindparam(name) for name in ("mailbox", "uidvalidity", "uid")]
_same = and_(
    t.inbound.c.message_id.in_((bindparam("message_id"), bindparam("erased_id"))),
    t.inbound.c.digest == bindparam("digest"),
)
_BY_CONTENT = select(t.inbound).where(_same)
_BY_MESSAGE_ID = select(t.inbound).where(t.inbound.c.message_id.in_(bindparam("ids", expanding=True)))
_BY_ORIGIN_OR_CONTENT = select(t.inbound).where(or_(and_(*_here), _same))
_UNMOVED = (
    select(t.inbound)
    .where(t.inbound.c.mailbox == bindparam("mailbox"), t.inbound.c.moved_at.is_(None))
    .order_by(t.inbound.c.id)
)
_LAST_OF = select(t.inbound).where(t.inbound.c.address == bindparam("address")).order_by(t.inbound.c.id.desc()).limit(1)
_ARRIVAL = [getattr(t.arrivals.c, name) == bindparam(f"of_{name}") for name in ("mailbox", "uidvalidity", "uid")]
_RAW = insert(t.inbound_raw)
_SETTLED = delete(t.arrivals).where(*_ARRIVAL)
_ARRIVED = delete(t.arrivals).where(t.arrivals.c.id == bindparam("of"))


def _in_folder(table: Table) -> list[ColumnElement[bool]]:
    """Mails of one folder, by UID."""
    return [
        table.c.mailbox == bindparam("mailbox"),
        table.c.uidvalidity == bindparam("uidvalidity"),
        table.c.uid.in_(bindparam("uids", expanding=True)),
    ]


_TRIES = select(t.arrivals.c.mailbox, t.arrivals.c.uidvalidity, t.arrivals.c.uid, t.arrivals.c.tries).where(
    *_in_folder(t.arrivals)
)
_RECORDED = select(t.inbound).where(*_in_folder(t.inbound))
_BEGUN = select(t.arrivals.c.mailbox, t.arrivals.c.uidvalidity, t.arrivals.c.uid).where(
    t.arrivals.c.mailbox == bindparam("mailbox"), t.arrivals.c.tries > 0, t.arrivals.c.raw.is_(None)
)
_FAILED = update(t.arrivals).where(*_ARRIVAL).values(why=bindparam("reason"))
_FREE = (
    select(t.arrivals.c.id, t.arrivals.c.tries, func.length(t.arrivals.c.raw).label("size"))
    .where(t.arrivals.c.raw.is_not(None), t.arrivals.c.claimed_by.is_(None), t.arrivals.c.due <= bindparam("now"))
    .order_by(t.arrivals.c.due, t.arrivals.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_CLAIMANTS = select(t.arrivals.c.claimed_by).where(t.arrivals.c.claimed_by.is_not(None)).distinct()
_HANDED_OVER = select(t.arrivals.c.uidvalidity, t.arrivals.c.uid).where(
    t.arrivals.c.mailbox == bindparam("mailbox"), t.arrivals.c.raw.is_not(None)
)
_NOWHERE = {"mailbox": None, "uidvalidity": None, "uid": None}
_NO_PLACE: Lies = ("", 0, 0)
CLAIMED = 8_000_000  # bytes of mail that a worker claims at once


class Receiving(Ahead):
    """Records mail."""

    def seen(self, origin: Origin | None, message_id: str, digest: bytes) -> InboundRow | None:
        """The record of this mail, if it was handled: by where it lies, or by Message-ID and digest (it was moved back,
        delivered twice, or UIDVALIDITY changed)."""
        mail = lies(origin), message_id, digest
        if mail in self._known_mails:
            return self._known_mails[mail]
        named = {"message_id": message_id, "erased_id": erased_id(message_id), "digest": digest}
        if origin is None:
            found = self._connection.execute(_BY_CONTENT, named).all()
        else:
            found = self._connection.execute(_BY_ORIGIN_OR_CONTENT, named | _place(origin)).all()
        row = min(found, key=lambda row: (row.mailbox, row.uidvalidity, row.uid) != lies(origin), default=None)
        return None if row is None else _inbound(row)

    def _see_ahead(self, mails: Sequence[Expected]) -> None:
        """Which of these mails were handled."""
        recorded = self.recorded([mail.origin for mail in mails if mail.origin is not None])
        ids = [known for mail in mails for known in (mail.message_id, erased_id(mail.message_id))]
        found = [_inbound(row) for row in self._connection.execute(_BY_MESSAGE_ID, {"ids": ids})]
        same = {(row.message_id, row.digest): row for row in found}
        for mail in mails:
            here = recorded.get(lies(mail.origin) or _NO_PLACE)
            content = ((name, mail.digest) for name in (mail.message_id, erased_id(mail.message_id)))
            again = next((same[one] for one in content if one in same), None)
            self._known_mails[lies(mail.origin), mail.message_id, mail.digest] = here or again

    def record(self, mail: Inbound) -> int:
        """Records a mail as handled; its number. Raises LedgerAway where another worker has just handled it: nothing of
        this transaction stands, and `seen` will tell when it is done again."""
        columns = {
            **(_place(mail.origin) if mail.origin else {"mailbox": None, "uidvalidity": None, "uid": None}),
            **{name: getattr(mail, name) for name in Inbound.__slots__ if name not in ("origin", "raw", "arrival")},
            "address": address_key(mail.sender),
        }
        self._forget_seen(mail.message_id)
        number = self._insert(t.inbound, columns, self._insert_new(t.inbound), _handled_meanwhile)
        if mail.raw is not None:
            self._write(_RAW, [{"inbound": number, "raw": mail.raw}])
        if mail.origin is not None:
            self._write(_SETTLED, [_arrival(mail.origin)])
        elif mail.arrival is not None:
            self._write(_ARRIVED, [{"of": mail.arrival}])
        return number

    def raw_of(self, inbound_id: int) -> bytes | None:
        """A recorded mail as it came, where it was kept."""
        return self._connection.execute(
            select(t.inbound_raw.c.raw).where(t.inbound_raw.c.inbound == inbound_id)
        ).scalar_one_or_none()

    def joined(self, inbound_id: int, answer_id: int) -> None:
        """A mail, and what we answered to it, belong where the mail belongs that completes it; its bytes are not needed
        any more."""
        whole = self._connection.execute(
            select(t.inbound.c.event, t.inbound.c.booking).where(t.inbound.c.id == answer_id)
        ).one()
        for mails, theirs in ((t.inbound, t.inbound.c.id), (t.outbox, t.outbox.c.inbound)):
            self._connection.execute(
                update(mails).where(theirs == inbound_id).values(event=whole.event, booking=whole.booking)
            )
        self._connection.execute(delete(t.inbound_raw).where(t.inbound_raw.c.inbound == inbound_id))

    def inbound(self, inbound_id: int) -> InboundRow | None:
        """A recorded mail by its number."""
        row = self._connection.execute(select(t.inbound).where(t.inbound.c.id == inbound_id)).first()
        return None if row is None else _inbound(row)

    def last_of(self, sender: str) -> InboundRow | None:
        """The last recorded mail of an address."""
        row = self._connection.execute(_LAST_OF, {"address": address_key(sender)}).first()
        return None if row is None else _inbound(row)

    def inbounds(self) -> list[InboundRow]:
        """Every recorded mail, in the order handled."""
        return [_inbound(row) for row in self._connection.execute(select(t.inbound).order_by(t.inbound.c.id))]

    def moved(self, inbound_ids: int | Sequence[int], now: datetime | None = None) -> None:
        """These mails have left the inbox."""
        ids = [inbound_ids] if isinstance(inbound_ids, int) else list(inbound_ids)
        self._connection.execute(
            update(t.inbound).where(t.inbound.c.id.in_(ids)).values(moved_at=now or datetime.now(UTC))
        )

    def unmoved(self, mailbox: str) -> list[InboundRow]:
        """Mails handled that are still to be moved: mailflow stopped between the commit and the move."""
        return [_inbound(row) for row in self._connection.execute(_UNMOVED, {"mailbox": mailbox})]

    # --- mail that cannot be handled ----------------------------------------------------------------------------------

    def begin(self, origins: Sequence[Origin], now: datetime) -> dict[Lies, int]:
        """Counts a try of each mail, to be committed before they are handled, so that a mail that kills the worker is
        counted too. How often each was begun, this time included."""
        if not origins:
            return {}
        tried = [{**_place(origin), "arrived": now, "due": now, "tries": 1} for origin in origins]
        self._connection.execute(_trying(self._connection.dialect.name), tried)
        return self.tries(origins)

    def tries(self, origins: Sequence[Origin]) -> dict[Lies, int]:
        """How often these mails were begun and not settled, where they were."""
        return {(row.mailbox, row.uidvalidity, row.uid): row.tries for row in self._of(origins, _TRIES)}

    def recorded(self, origins: Sequence[Origin]) -> dict[Lies, InboundRow]:
        """Those of these mails that were handled, by where they lie."""
        found = (_inbound(row) for row in self._of(origins, _RECORDED))
        return {(row.mailbox or "", row.uidvalidity or 0, row.uid or 0): row for row in found}

    def _of(self, origins: Sequence[Origin], statement: Select[Any]) -> Iterator[Row[Any]]:
        """The rows of mails, one folder after the other."""
        places = sorted((origin.mailbox, origin.uidvalidity, origin.uid) for origin in origins)
        for (mailbox, uidvalidity), group in groupby(places, key=lambda one: one[:2]):
            here = {"mailbox": mailbox, "uidvalidity": uidvalidity, "uids": [uid for _, _, uid in group]}
            yield from self._connection.execute(statement, here)

    def begun(self, mailbox: str) -> set[Lies]:
        """Mails there that were begun and not settled, by (mailbox, uidvalidity, uid)."""
        return {
            (row.mailbox, row.uidvalidity, row.uid) for row in self._connection.execute(_BEGUN, {"mailbox": mailbox})
        }

    def failed_to_handle(self, origin: Origin, why: str) -> None:
        """Keeps why a mail could not be handled, for people."""
        self._connection.execute(_FAILED, {**_arrival(origin), "reason": why})

    def abandon(self, origin: Origin) -> None:
        """Forgets the tries of a mail that is not there any more."""
        self._connection.execute(_SETTLED, _arrival(origin))

    # --- mail taken over ----------------------------------------------------------------------------------------------

    def accept(self, mails: Sequence[Arriving]) -> None:
        """Takes mails over: once this is committed, who sent them may be told 250. What was taken over before from the
        same place in a mailbox is left as it is."""
        columns = [
            {
                **(_place(mail.origin) if mail.origin else _NOWHERE),
                "raw": mail.raw,
                "arrived": mail.arrived,
                "due": mail.arrived,
                "door": mail.door,
            }
            for mail in mails
        ]
        if columns:
            self._connection.execute(_taking_over(self._connection.dialect.name), columns)

    def claim_arrivals(self, now: datetime, limit: int, worker: str, *, most_bytes: int = CLAIMED) -> list[Arrival]:
        """Mails that wait to be handled, the longest first, for this worker alone; their tries are counted with the
        claim. One that was tried before comes alone: it may be what ended who tried it, and takes no other along."""
        ids: list[int] = []
        weight = 0
        for row in self._connection.execute(_FREE, {"now": now, "most": limit}):
            weight += row.size
            if ids and (weight > most_bytes or row.tries):
                break
            ids.append(row.id)
            if row.tries:
                break
        claimed = (
            update(t.arrivals)
            .where(t.arrivals.c.id.in_(ids))
            .values(claimed_by=worker, claimed_at=now, tries=t.arrivals.c.tries + 1)
            .returning(*(t.arrivals.c[name] for name in Arrival.__slots__))
        )
        found = [Arrival(**row._mapping) for row in self._connection.execute(claimed)] if ids else []
        return sorted(found, key=lambda arrival: (arrival.arrived, arrival.id))

    def settle_arrival(self, arrival_id: int, worker: str) -> None:
        """The mail had been recorded before: the ledger need not keep it as one that waits."""
        ours = (t.arrivals.c.id == arrival_id, t.arrivals.c.claimed_by == worker)
        self._connection.execute(delete(t.arrivals).where(*ours))

    def release_arrivals(self, arrival_ids: Sequence[int], worker: str, when: datetime, why: str = "") -> None:
        """The mails could not be handled, through no fault of theirs: to be claimed again, from then on."""
        ours = (t.arrivals.c.id.in_(arrival_ids), t.arrivals.c.claimed_by == worker)
        back = {"claimed_by": None, "claimed_at": None, "due": when, "why": why, "tries": t.arrivals.c.tries - 1}
        self._connection.execute(update(t.arrivals).where(*ours).values(back))

    def failed_arrival(self, arrival_id: int, why: str) -> None:
        """Keeps why a mail could not be handled, for people."""
        self._connection.execute(update(t.arrivals).where(t.arrivals.c.id == arrival_id).values(why=why))

    def arrival_claimants(self) -> list[str]:
        """Workers that have claimed mails and not settled all of them, dead or alive."""
        return sorted(self._connection.execute(_CLAIMANTS).scalars())

    def orphaned_arrivals(self, worker: str) -> int:
        """Gives free what a worker had claimed that died. How many mails."""
        theirs = update(t.arrivals).where(t.arrivals.c.claimed_by == worker)
        return self._connection.execute(theirs.values(claimed_by=None, claimed_at=None)).rowcount

    def handed_over(self, mailbox: str) -> set[tuple[int, int]]:
        """Mails of a mailbox that were handed over and are not handled yet, by (uidvalidity, uid)."""
        return {(row.uidvalidity, row.uid) for row in self._connection.execute(_HANDED_OVER, {"mailbox": mailbox})}


@cache
def _trying(dialect: str) -> Upsert:
    new = upsert_into(dialect, t.arrivals)
    once_more = {"tries": t.arrivals.c.tries + 1}
    return new.on_conflict_do_update(index_elements=["mailbox", "uidvalidity", "uid"], set_=once_more)


@cache
def _taking_over(dialect: str) -> Upsert:
    new = upsert_into(dialect, t.arrivals)
    given = {name: new.excluded[name] for name in ("raw", "arrived", "due", "door")}
    return new.on_conflict_do_update(
        index_elements=["mailbox", "uidvalidity", "uid"], set_=given, where=t.arrivals.c.raw.is_(None)
    )


def erased_id(message_id: str) -> str:
    """What stands for a Message-ID once its mail is erased: enough to know the mail again, no word of it."""
    return f"erased:{hashlib.sha256(message_id.encode()).hexdigest()}"


def _handled_meanwhile() -> Exception:
    return LedgerAway("another worker has handled the same mail meanwhile")


def _place(origin: Origin) -> dict[str, Any]:
    return {"mailbox": origin.mailbox, "uidvalidity": origin.uidvalidity, "uid": origin.uid}


def _arrival(origin: Origin) -> dict[str, Any]:
    return {"of_mailbox": origin.mailbox, "of_uidvalidity": origin.uidvalidity, "of_uid": origin.uid}


def _inbound(row: Row[Any]) -> InboundRow:
    return InboundRow(**{name: getattr(row, name) for name in InboundRow.__slots__})
