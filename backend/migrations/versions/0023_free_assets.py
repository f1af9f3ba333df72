"""indexes by which free assets are found: when each is taken, and when it was last handed over

Revision: 0023, after 0022.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_INDEXES = {
    "ix_loans_taken": (["asset_id", "start_date", "free_from"], "status IN ('reserved', 'active')"),
    "ix_loans_handed_over": (["asset_id", "start_date"], "status IN ('active', 'returned')"),
}


def upgrade() -> None:
    """Apply."""
    for name, (columns, where) in _INDEXES.items():
        op.create_index(
            op.f(name), "loans", columns, postgresql_where=sa.text(where), mssql_where=sa.text(where)
        )


def downgrade() -> None:
    """Take back."""
    for name in _INDEXES:
        op.drop_index(op.f(name), "loans")
