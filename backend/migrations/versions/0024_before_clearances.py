"""a clearance remembers whether the person was active before it

Revision: 0024, after 0023.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Of clearances that exist it is not known: a withdrawal makes active, as it did until now."""
    op.add_column("clearances", sa.Column("was_active", sa.Boolean(), nullable=True))
    op.execute(
        sa.update(sa.table("clearances", sa.column("was_active", sa.Boolean()))).values(was_active=sa.true())
    )
    op.alter_column("clearances", "was_active", existing_type=sa.Boolean(), nullable=False)


def downgrade() -> None:
    """Take back. Whoever was inactive before he was cleared is made active by a withdrawal again."""
    op.drop_column("clearances", "was_active")
