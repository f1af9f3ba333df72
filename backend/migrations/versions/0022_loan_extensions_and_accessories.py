"""extensions of loans that are asked for and approved; accessories that did not come back

Revision: 0022, after 0021.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from levitiis.infra.db.migrating import check, id_, indexes, key, reference, stamps
from levitiis.infra.db.types import UtcDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_OPEN = "state IN ('asked', 'pending')"


def upgrade() -> None:
    """Apply."""
    table = "loan_extensions"
    op.create_table(
        table,
        id_(),
        sa.Column("agreement_id", sa.BigInteger(), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=False),
        sa.Column("reason", sa.Unicode(500), nullable=False),
        sa.Column("state", sa.Unicode(12), nullable=False),
        sa.Column("requester_id", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Unicode(500), nullable=True),
        *stamps(),
        check(table, "state", "state IN ('asked', 'pending', 'granted', 'refused', 'cancelled')"),
        reference(table, "agreement_id", "loan_agreements"),
        reference(table, "requester_id", "users"),
        reference(table, "decided_by", "users"),
        key(table),
    )
    indexes(table, "agreement_id", "requester_id", "decided_by")
    op.create_index(
        f"uq_{table}_open", table, ["agreement_id"], unique=True,
        postgresql_where=sa.text(_OPEN), mssql_where=sa.text(_OPEN),
    )  # fmt: skip
    op.add_column("loans", sa.Column("missing_accessories", sa.Unicode(300), nullable=True))


def downgrade() -> None:
    """Take back. What was asked for and not answered is lost; due dates that were moved stay."""
    op.drop_column("loans", "missing_accessories")
    op.drop_table("loan_extensions")
