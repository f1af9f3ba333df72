"""whose rights a kept answer was made for

Revision: 0018, after 0017.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("idempotency_keys", sa.Column("rights", sa.Unicode(length=64), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("idempotency_keys", "rights")
