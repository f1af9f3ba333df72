"""calendars and their days

Revision: 0007, after 0006.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from levitiis.infra.db.types import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. The organisation's calendar is made when the program starts."""
    op.create_table(
        "calendars",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("location_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Unicode(length=2), nullable=True),
        sa.Column("optional_days", sa.Boolean(), nullable=False),
        sa.Column(
            "hours",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_calendars_location_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendars")),
        sa.UniqueConstraint(
            "location_id", name=op.f("uq_calendars_location_id"), postgresql_nulls_not_distinct=True
        ),
    )
    op.create_table(
        "calendar_days",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("calendar_id", sa.BigInteger(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("name", sa.Unicode(length=120), nullable=False),
        sa.Column("is_worked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["calendar_id"], ["calendars.id"], name=op.f("fk_calendar_days_calendar_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_days")),
        sa.UniqueConstraint("calendar_id", "date", name=op.f("uq_calendar_days_calendar_id_date")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("calendar_days")
    op.drop_table("calendars")
