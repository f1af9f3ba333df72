"""sessions: from where and with what they were last renewed

Revision: 0009, after 0008.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("auth_sessions", sa.Column("used_agent", sa.Unicode(length=200), nullable=True))
    op.add_column("auth_sessions", sa.Column("used_address", sa.Unicode(length=60), nullable=True))


def downgrade() -> None:
    """Undo."""
    op.drop_column("auth_sessions", "used_address")
    op.drop_column("auth_sessions", "used_agent")
