"""what a refresh token's successor was made with

Revision: 0015, after 0014.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("auth_spent_tokens", sa.Column("salt", sa.Unicode(length=64), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("auth_spent_tokens", "salt")
