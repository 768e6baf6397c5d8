"""What people were told of an event."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "editions",
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("became", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.id"], name=op.f("fk_editions_event_events"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event", "number", name=op.f("pk_editions")),
        sqlite_with_rowid=False,
    )
