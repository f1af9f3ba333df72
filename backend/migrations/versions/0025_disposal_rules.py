"""what the organisation wants said before a disposal is asked for

Revision: 0025, after 0024.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from levitiis.infra.db.migrating import check, key, stamps

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Its row, which asks for nothing, is written by the next start, as the rules of loans are."""
    table = "disposal_rules"
    op.create_table(
        table,
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("report_required", sa.Boolean(), nullable=False),
        sa.Column("commission_members", sa.Integer(), nullable=False),
        sa.Column("photos_required", sa.Boolean(), nullable=False),
        *stamps(),
        check(table, "one", "id = 1"),
        check(table, "commission_members", "commission_members BETWEEN 0 AND 10"),
        key(table),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("disposal_rules")
