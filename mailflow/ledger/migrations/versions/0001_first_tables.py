"""The first tables."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:  # noqa: PLR0915 - a statement for every table and index
    """Makes every table."""
    op.create_table(
        "arrivals",
        sa.Column("id", ID, nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=True),
        sa.Column("uidvalidity", ID, nullable=True),
        sa.Column("uid", ID, nullable=True),
        sa.Column("arrived", sa.DateTime(timezone=True), nullable=False),
        sa.Column("door", sa.Text(), server_default="", nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrivals")),
        sa.UniqueConstraint("mailbox", "uidvalidity", "uid", name=op.f("uq_arrivals_mailbox_uidvalidity_uid")),
    )
    op.create_index(
        "ix_arrivals_due",
        "arrivals",
        ["due", "id"],
        unique=False,
        sqlite_where=sa.text("raw IS NOT NULL AND claimed_by IS NULL"),
        postgresql_where=sa.text("raw IS NOT NULL AND claimed_by IS NULL"),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("reviews", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_table(
        "marks",
        sa.Column("key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("event", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_marks")),
    )
    op.create_index(op.f("ix_marks_event"), "marks", ["event"], unique=False)
    op.create_table(
        "notes",
        sa.Column("id", ID, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index(op.f("ix_notes_event_at"), "notes", ["event", "at"], unique=False)
    op.create_table(
        "words",
        sa.Column("id", ID, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_words")),
    )
    op.create_index(op.f("ix_words_address"), "words", ["address"], unique=False)
    op.create_index(op.f("ix_words_event_kind_id"), "words", ["event", "kind", "id"], unique=False)
    op.create_table(
        "bookings",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("received", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("organization", sa.Text(), nullable=True),
        sa.Column("requests", sa.JSON(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("asked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pending", sa.Text(), nullable=False),
        sa.Column("addresses", sa.JSON(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("undelivered", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["event"], ["events.id"], name=op.f("fk_bookings_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookings")),
        sa.UniqueConstraint("code", name=op.f("uq_bookings_code")),
    )
    op.create_index(op.f("ix_bookings_address_event"), "bookings", ["address", "event"], unique=False)
    op.create_index(
        "ix_bookings_asked",
        "bookings",
        ["asked_until", "event"],
        unique=False,
        sqlite_where=sa.text("asked_until IS NOT NULL"),
        postgresql_where=sa.text("asked_until IS NOT NULL"),
    )
    op.create_index(op.f("ix_bookings_event_received_id"), "bookings", ["event", "received", "id"], unique=False)
    op.create_index(op.f("ix_bookings_name_key_event"), "bookings", ["name_key", "event"], unique=False)
    op.create_table(
        "seats",
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("ceiling", sa.Integer(), nullable=True),
        sa.Column("taken", sa.Integer(), server_default="0", nullable=False),
        sa.Column("waiting", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("ceiling IS NULL OR taken <= ceiling", name=op.f("ck_seats_taken_within")),
        sa.CheckConstraint("taken >= 0", name=op.f("ck_seats_taken_counted")),
        sa.CheckConstraint("waiting >= 0", name=op.f("ck_seats_waiting_counted")),
        sa.ForeignKeyConstraint(["event"], ["events.id"], name=op.f("fk_seats_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event", "session", name=op.f("pk_seats")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "attendees",
        sa.Column("booking", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("requests", sa.JSON(), nullable=False),
        sa.Column("attended", sa.Boolean(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["booking"], ["bookings.id"], name=op.f("fk_attendees_booking"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("booking", "number", name=op.f("pk_attendees")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_attendees_name_key_booking"),
        "attendees",
        ["name_key", "booking"],
        unique=False,
        sqlite_where=sa.text("name_key <> ''"),
        postgresql_where=sa.text("name_key <> ''"),
    )
    op.create_table(
        "inbound",
        sa.Column("id", ID, nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=True),
        sa.Column("uidvalidity", ID, nullable=True),
        sa.Column("uid", ID, nullable=True),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("arrived", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.Text(), nullable=True),
        sa.Column("booking", sa.Text(), nullable=True),
        sa.Column("intent", sa.Text(), nullable=False),
        sa.Column("settled", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("confident", sa.Boolean(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["booking"],
            ["bookings.code"],
            name=op.f("fk_inbound_booking"),
            ondelete="SET NULL",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound")),
        sa.UniqueConstraint("mailbox", "uidvalidity", "uid", name=op.f("uq_inbound_mailbox_uidvalidity_uid")),
        sa.UniqueConstraint("message_id", "digest", name=op.f("uq_inbound_message_id_digest")),
    )
    op.create_index(op.f("ix_inbound_address"), "inbound", ["address"], unique=False)
    op.create_index(op.f("ix_inbound_booking"), "inbound", ["booking"], unique=False)
    op.create_index(op.f("ix_inbound_event_arrived"), "inbound", ["event", "arrived"], unique=False)
    op.create_index(
        "ix_inbound_unmoved",
        "inbound",
        ["mailbox", "id"],
        unique=False,
        sqlite_where=sa.text("moved_at IS NULL AND mailbox IS NOT NULL"),
        postgresql_where=sa.text("moved_at IS NULL AND mailbox IS NOT NULL"),
    )
    op.create_table(
        "writers",
        sa.Column("booking", ID, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["booking"], ["bookings.id"], name=op.f("fk_writers_booking"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("booking", "address", name=op.f("pk_writers")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_writers_address_booking"), "writers", ["address", "booking"], unique=False)
    op.create_table(
        "inbound_raw",
        sa.Column("inbound", ID, nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["inbound"], ["inbound.id"], name=op.f("fk_inbound_raw_inbound"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("inbound", name=op.f("pk_inbound_raw")),
    )
    op.create_table(
        "journal",
        sa.Column("id", ID, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("booking", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("inbound", ID, nullable=True),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inbound"],
            ["inbound.id"],
            name=op.f("fk_journal_inbound"),
            ondelete="SET NULL",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
    )
    op.create_index(op.f("ix_journal_booking"), "journal", ["booking"], unique=False)
    op.create_index(op.f("ix_journal_event_at"), "journal", ["event", "at"], unique=False)
    op.create_index(op.f("ix_journal_inbound"), "journal", ["inbound"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=True),
        sa.Column("booking", sa.Text(), nullable=True),
        sa.Column("inbound", ID, nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("doubts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply", sa.Text(), server_default="", nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("bounced", sa.Text(), nullable=True),
        sa.Column("bounced_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["booking"],
            ["bookings.code"],
            name=op.f("fk_outbox_booking"),
            ondelete="SET NULL",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["inbound"],
            ["inbound.id"],
            name=op.f("fk_outbox_inbound"),
            ondelete="SET NULL",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_message_id")),
    )
    op.create_index(op.f("ix_outbox_address_created"), "outbox", ["address", "created"], unique=False)
    op.create_index(
        "ix_outbox_answers",
        "outbox",
        ["created"],
        unique=False,
        sqlite_where=sa.text("key IS NULL"),
        postgresql_where=sa.text("key IS NULL"),
    )
    op.create_index(op.f("ix_outbox_booking"), "outbox", ["booking"], unique=False)
    op.create_index(
        "ix_outbox_bounced",
        "outbox",
        ["event", "bounced_at"],
        unique=False,
        sqlite_where=sa.text("bounced_at IS NOT NULL"),
        postgresql_where=sa.text("bounced_at IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_claimed",
        "outbox",
        ["claimed_at"],
        unique=False,
        sqlite_where=sa.text("status = 'claimed'"),
        postgresql_where=sa.text("status = 'claimed'"),
    )
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["due", "id"],
        unique=False,
        sqlite_where=sa.text("status = 'queued'"),
        postgresql_where=sa.text("status = 'queued'"),
    )
    op.create_index(op.f("ix_outbox_inbound"), "outbox", ["inbound"], unique=False)
    op.create_index(
        "ix_outbox_unsent",
        "outbox",
        ["status", "id"],
        unique=False,
        sqlite_where=sa.text("status <> 'sent'"),
        postgresql_where=sa.text("status <> 'sent'"),
    )
    op.create_table(
        "places",
        sa.Column("booking", ID, nullable=False),
        sa.Column("attendee", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=True),
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offer_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking", "attendee"],
            ["attendees.booking", "attendees.number"],
            name=op.f("fk_places_booking_attendee"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("booking", "attendee", "number", name=op.f("pk_places")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_places_offers",
        "places",
        ["offer_until", "event", "session"],
        unique=False,
        sqlite_where=sa.text("status = 'offered'"),
        postgresql_where=sa.text("status = 'offered'"),
    )
    op.create_index(
        "ix_places_queue",
        "places",
        ["event", "session", "since", "booking", "attendee"],
        unique=False,
        sqlite_where=sa.text("status = 'waitlisted'"),
        postgresql_where=sa.text("status = 'waitlisted'"),
    )
    op.create_index(
        "places_one_confirmed",
        "places",
        ["booking", "attendee", "round"],
        unique=True,
        sqlite_where=sa.text("round IS NOT NULL AND status IN ('confirmed', 'attended', 'absent')"),
        postgresql_where=sa.text("round IS NOT NULL AND status IN ('confirmed', 'attended', 'absent')"),
    )
    op.create_index(
        "places_one_living",
        "places",
        ["booking", "attendee", "session"],
        unique=True,
        sqlite_where=sa.text("status <> 'cancelled'"),
        postgresql_where=sa.text("status <> 'cancelled'"),
    )
    op.create_table(
        "reviews",
        sa.Column("id", ID, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("inbound", ID, nullable=True),
        sa.Column("booking", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("ways", sa.JSON(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("understood", sa.JSON(), nullable=False),
        sa.Column("page", sa.LargeBinary(), nullable=True),
        sa.Column("received", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_how", sa.Text(), server_default="", nullable=False),
        sa.Column("settled_by", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["booking"],
            ["bookings.code"],
            name=op.f("fk_reviews_booking"),
            ondelete="SET NULL",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["inbound"],
            ["inbound.id"],
            name=op.f("fk_reviews_inbound"),
            ondelete="SET NULL",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("event", "number", name=op.f("uq_reviews_event_number")),
        sa.UniqueConstraint("token", name=op.f("uq_reviews_token")),
    )
    op.create_index(op.f("ix_reviews_address"), "reviews", ["address"], unique=False)
    op.create_index(op.f("ix_reviews_booking"), "reviews", ["booking"], unique=False)
    op.create_index(op.f("ix_reviews_inbound"), "reviews", ["inbound"], unique=False)
    op.create_index(
        "ix_reviews_open",
        "reviews",
        ["event", "number"],
        unique=False,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.create_table(
        "outbox_raw",
        sa.Column("outbox", ID, nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["outbox"], ["outbox.id"], name=op.f("fk_outbox_raw_outbox"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("outbox", name=op.f("pk_outbox_raw")),
    )
