"""The tables. A session of '' is the event itself: NULL takes part in no key.

Two rules stand here as constraints, behind the code that keeps them: no session holds more people than seats
(`seats`), and nobody has two living places in one session or two confirmed ones in a round (`places`).
Every change here needs a migration in `migrations/versions/`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from mailflow.ledger.columns import Id, Instant, Pairs, Wishes, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _partial(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def _booking_code() -> Column[str]:
    # Deferred: within a transaction a mail may be recorded before the booking it makes is written.
    return Column(
        "booking", Text, ForeignKey("bookings.code", ondelete="SET NULL", deferrable=True, initially="DEFERRED")
    )


# --- seats and bookings -----------------------------------------------------------------------------------------------

# The row every decision about an event locks. `reviews`: the last number given to a matter of this event.
events = Table(
    "events",
    metadata,
    Column("id", Text, primary_key=True),
    Column("reviews", Integer, nullable=False, server_default="0"),
)

# What is taken and how many wait, counted as it changes. `ceiling` is the capacity, or, where the capacity was lowered
# below what is taken already, what is taken: it sinks with every place given back, so that cancelling always works and
# nothing is added before there is room again. NULL: no limit.
seats = Table(
    "seats",
    metadata,
    Column("event", Text, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("session", Text, primary_key=True),
    Column("capacity", Integer),
    Column("ceiling", Integer),
    Column("taken", Integer, nullable=False, server_default="0"),
    Column("waiting", Integer, nullable=False, server_default="0"),
    CheckConstraint("taken >= 0", name="taken_counted"),
    CheckConstraint("waiting >= 0", name="waiting_counted"),
    CheckConstraint("ceiling IS NULL OR taken <= ceiling", name="taken_within"),
    sqlite_with_rowid=False,
)

# `address` and `name_key` are what look-ups compare, in small letters. `active`: has a living place, or is asked for
# facts. `undelivered`: why our last mail did not reach the person.
bookings = Table(
    "bookings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("event", Text, ForeignKey("events.id"), nullable=False),
    Column("source", Text, nullable=False),
    Column("received", Instant, nullable=False),
    Column("language", Text, nullable=False),
    Column("name", Text),
    Column("email", Text),
    Column("phone", Text),
    Column("organization", Text),
    Column("requests", Words, nullable=False),
    Column("notes", Text, nullable=False),
    Column("asked", Words, nullable=False),
    Column("asked_until", Instant),
    Column("pending", Text, nullable=False),
    Column("addresses", Words, nullable=False),
    Column("address", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("undelivered", Text),
    Index(None, "event", "received", "id"),
    Index(None, "address", "event"),
    Index(None, "name_key", "event"),
    Index("ix_bookings_asked", "asked_until", "event", **_partial("asked_until IS NOT NULL")),
)

# Who else wrote a booking and may alter it: `bookings.addresses`, as look-ups compare them.
writers = Table(
    "writers",
    metadata,
    Column("booking", Id, ForeignKey("bookings.id", ondelete="CASCADE"), primary_key=True),
    Column("address", Text, primary_key=True),
    Index(None, "address", "booking"),
    sqlite_with_rowid=False,
)

attendees = Table(
    "attendees",
    metadata,
    Column("booking", Id, ForeignKey("bookings.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("name", Text),
    Column("choices", Wishes, nullable=False),
    Column("requests", Words, nullable=False),
    Column("attended", Boolean),
    Column("name_key", Text, nullable=False),
    Index(None, "name_key", "booking", **_partial("name_key <> ''")),
    sqlite_with_rowid=False,
)

# `number` keeps the order of an attendee's places. The queue of a session is the index ix_places_queue.
places = Table(
    "places",
    metadata,
    Column("booking", Id, primary_key=True),
    Column("attendee", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("event", Text, nullable=False),
    Column("round", Text),
    Column("session", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("since", Instant, nullable=False),
    Column("offer_until", Instant),
    Column("sequence", Integer, nullable=False),
    ForeignKeyConstraint(["booking", "attendee"], ["attendees.booking", "attendees.number"], ondelete="CASCADE"),
    Index("ix_places_queue", "event", "session", "since", "booking", "attendee", **_partial("status = 'waitlisted'")),
    Index("ix_places_offers", "offer_until", "event", "session", **_partial("status = 'offered'")),
    Index("places_one_living", "booking", "attendee", "session", unique=True, **_partial("status <> 'cancelled'")),
    Index(
        "places_one_confirmed",
        "booking",
        "attendee",
        "round",
        unique=True,
        **_partial("round IS NOT NULL AND status IN ('confirmed', 'attended', 'absent')"),
    ),
    sqlite_with_rowid=False,
)

# What changed in a booking, for the digest: no names, attendees by number.
journal = Table(
    "journal",
    metadata,
    Column("id", Id, primary_key=True),
    Column("event", Text, nullable=False),
    Column("booking", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("inbound", Id, ForeignKey("inbound.id", ondelete="SET NULL", deferrable=True, initially="DEFERRED")),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Index(None, "event", "at"),
    Index(None, "booking"),
    Index(None, "inbound"),
)

# --- mail in ----------------------------------------------------------------------------------------------------------

# A mail on its way in: begun, not settled. `raw` where it was handed over to whichever worker claims it, by LMTP or by
# who watches its mailbox; `door`: the way it came in by.
arrivals = Table(
    "arrivals",
    metadata,
    Column("id", Id, primary_key=True),
    Column("mailbox", Text),
    Column("uidvalidity", Id),
    Column("uid", Id),
    Column("arrived", Instant, nullable=False),
    Column("door", Text, nullable=False, server_default=""),
    Column("raw", LargeBinary),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("why", Text, nullable=False, server_default=""),
    Column("claimed_by", Text),
    Column("claimed_at", Instant),
    Column("due", Instant, nullable=False),
    UniqueConstraint("mailbox", "uidvalidity", "uid"),
    Index("ix_arrivals_due", "due", "id", **_partial("raw IS NOT NULL AND claimed_by IS NULL")),
)

inbound = Table(
    "inbound",
    metadata,
    Column("id", Id, primary_key=True),
    Column("mailbox", Text),
    Column("uidvalidity", Id),
    Column("uid", Id),
    Column("message_id", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("sender", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("arrived", Instant, nullable=False),
    Column("handled_at", Instant, nullable=False),
    Column("event", Text),
    _booking_code(),
    Column("intent", Text, nullable=False),
    Column("settled", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("confident", Boolean, nullable=False),
    Column("moved_at", Instant),
    UniqueConstraint("mailbox", "uidvalidity", "uid"),
    UniqueConstraint("message_id", "digest"),
    Index(None, "booking"),
    Index(None, "address"),
    Index(None, "event", "arrived"),
    Index("ix_inbound_unmoved", "mailbox", "id", **_partial("moved_at IS NULL AND mailbox IS NOT NULL")),
)

inbound_raw = Table(
    "inbound_raw",
    metadata,
    Column("inbound", Id, ForeignKey("inbound.id", ondelete="CASCADE"), primary_key=True),
    Column("raw", LargeBinary, nullable=False),
)

# --- mail out ---------------------------------------------------------------------------------------------------------

# queued ─▶ claimed ─▶ sent | failed | drafted;   claimed ─▶ queued (try again) | unknown (twice lost after the dot);
# anything not sent ─▶ discarded by a person. `key` is what makes a scheduled mail unique; answers have none.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("message_id", Text, nullable=False, unique=True),
    Column("key", Text, unique=True),
    Column("kind", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("event", Text),
    _booking_code(),
    Column("inbound", Id, ForeignKey("inbound.id", ondelete="SET NULL", deferrable=True, initially="DEFERRED")),
    Column("status", Text, nullable=False),
    Column("created", Instant, nullable=False),
    Column("due", Instant, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("doubts", Integer, nullable=False, server_default="0"),
    Column("claimed_by", Text),
    Column("claimed_at", Instant),
    Column("done_at", Instant),
    Column("reply", Text, nullable=False, server_default=""),
    Column("why", Text, nullable=False, server_default=""),
    Column("bounced", Text),
    Column("bounced_at", Instant),
    Index("ix_outbox_due", "due", "id", **_partial("status = 'queued'")),
    Index("ix_outbox_claimed", "claimed_at", **_partial("status = 'claimed'")),
    Index("ix_outbox_unsent", "status", "id", **_partial("status <> 'sent'")),
    Index("ix_outbox_bounced", "event", "bounced_at", **_partial("bounced_at IS NOT NULL")),
    Index("ix_outbox_answers", "created", **_partial("key IS NULL")),
    Index(None, "address", "created"),
    Index(None, "booking"),
    Index(None, "inbound"),
)

outbox_raw = Table(
    "outbox_raw",
    metadata,
    Column("outbox", Id, ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True),
    Column("raw", LargeBinary, nullable=False),
)

# --- people, schedule -------------------------------------------------------------------------------------------------

# A matter that waits for a person. `number` is unique within its event ('' for none) and never used again.
reviews = Table(
    "reviews",
    metadata,
    Column("id", Id, primary_key=True),
    Column("event", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("token", Text, nullable=False, unique=True),
    Column("inbound", Id, ForeignKey("inbound.id", ondelete="SET NULL", deferrable=True, initially="DEFERRED")),
    _booking_code(),
    Column("kind", Text, nullable=False),
    Column("why", Words, nullable=False),
    Column("ways", Words, nullable=False),
    Column("sender", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("understood", Pairs, nullable=False),
    Column("page", LargeBinary),
    Column("received", Instant),
    Column("opened", Instant, nullable=False),
    Column("settled_at", Instant),
    Column("settled_how", Text, nullable=False, server_default=""),
    Column("settled_by", Text, nullable=False, server_default=""),
    UniqueConstraint("event", "number"),
    Index("ix_reviews_open", "event", "number", **_partial("settled_at IS NULL")),
    Index(None, "inbound"),
    Index(None, "booking"),
    Index(None, "address"),
)

# Scheduled work that is done, by its unique key; looked up by how a key begins, so compared by code points.
marks = Table(
    "marks",
    metadata,
    Column("key", Text().with_variant(Text(collation="C"), "postgresql"), primary_key=True),
    Column("event", Text),
    Column("at", Instant, nullable=False),
    Index(None, "event"),
)

# Lines for the digest: dropped reminders, silenced addresses.
notes = Table(
    "notes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("event", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "event", "at"),
)

# What the groups proposed and what people wrote after the event, by session ('' the event itself).
words = Table(
    "words",
    metadata,
    Column("id", Id, primary_key=True),
    Column("event", Text, nullable=False),
    Column("session", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "event", "kind", "id"),
    Index(None, "address"),
)

# What people were told of an event, one for each time its file said something else, from 1. `became`: '' while nobody
# has said whether those who are booked are to be told; 'tell' while that is done, then 'told'; 'left' where it is not.
editions = Table(
    "editions",
    metadata,
    Column("event", Text, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("since", Instant, nullable=False),
    Column("told", Text, nullable=False),
    Column("became", Text, nullable=False, server_default=""),
    sqlite_with_rowid=False,
)

# Letters that organizers write to those who are booked, as they were shown to them, each text anew. `among`: the events
# between which it does not tell; `audience`: for whom it is, NULL while that is not known. `became`: '' while a yes is
# waited for; then 'sent', 'dropped', or 'replaced' by another text. Who was sent it stands among the marks.
notices = Table(
    "notices",
    metadata,
    Column("token", Text, primary_key=True),
    Column("event", Text, nullable=False),
    Column("among", Words, nullable=False),
    Column("writer", Text, nullable=False),
    Column("whom", Text, nullable=False),
    Column("audience", Text),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("opened", Instant, nullable=False),
    Column("became", Text, nullable=False, server_default=""),
    Column("settled_at", Instant),
    Index(None, "event"),
    Index(None, "writer", "opened"),
)
