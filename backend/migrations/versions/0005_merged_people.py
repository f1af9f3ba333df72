"""people: a record may have been merged into another

Revision: 0005, after 0004.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_FOREIGN_KEY = "fk_people_merged_into_id"
_CHECK = "ck_people_merged_into_another"


def upgrade() -> None:
    """Apply."""
    op.add_column("people", sa.Column("merged_into_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f(_FOREIGN_KEY), "people", "people", ["merged_into_id"], ["id"])
    op.create_check_constraint(op.f(_CHECK), "people", "merged_into_id <> id")
    op.create_index("ix_people_merged_into_id", "people", ["merged_into_id"])


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_people_merged_into_id", "people")
    op.drop_constraint(op.f(_CHECK), "people", type_="check")
    op.drop_constraint(op.f(_FOREIGN_KEY), "people", type_="foreignkey")
    op.drop_column("people", "merged_into_id")
