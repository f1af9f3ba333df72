"""the seals of the trail

Revision: 0002, after 0001.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from levitiis.infra.db.types import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "audit_seals",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("covered_to", sa.BigInteger(), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column(
            "ranges",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("digest", sa.Unicode(length=64), nullable=False),
        sa.Column("previous", sa.Unicode(length=64), nullable=False),
        sa.Column("hash", sa.Unicode(length=64), nullable=False),
        sa.Column("sealed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("id >= 1", name=op.f("ck_audit_seals_counted")),
        sa.CheckConstraint("entries >= 1", name=op.f("ck_audit_seals_entries")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_seals")),
        sa.UniqueConstraint("previous", name=op.f("uq_audit_seals_previous")),
    )
    op.create_table(
        "audit_seal_gaps",
        sa.Column("first_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last_id", sa.BigInteger(), nullable=False),
        sa.Column("noticed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("first_id", name=op.f("pk_audit_seal_gaps")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("audit_seal_gaps")
    op.drop_table("audit_seals")
