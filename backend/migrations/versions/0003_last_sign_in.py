"""users: when they signed in last; a shown role only where one is granted

Revision: 0003, after 0002.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from levitiis.infra.db.types import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NO_GRANT = "NOT EXISTS (SELECT 1 FROM user_roles WHERE user_roles.user_id = users.id)"
_LAST = "(SELECT MAX(created_at) FROM auth_sessions WHERE auth_sessions.user_id = users.id)"


def upgrade() -> None:
    """Apply."""
    op.add_column("users", sa.Column("last_sign_in_at", UtcDateTime(), nullable=True))
    op.alter_column("users", "role", existing_type=sa.Unicode(length=60), nullable=True)
    op.execute(f"UPDATE users SET last_sign_in_at = {_LAST}")  # noqa: S608
    op.execute(f"UPDATE users SET role = NULL WHERE {_NO_GRANT}")  # noqa: S608


def downgrade() -> None:
    """Undo."""
    op.execute("UPDATE users SET role = 'reader' WHERE role IS NULL")
    op.alter_column("users", "role", existing_type=sa.Unicode(length=60), nullable=False)
    op.drop_column("users", "last_sign_in_at")
