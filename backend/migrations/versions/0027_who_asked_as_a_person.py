"""an approval remembers which people asked, not their accounts alone

Revision: 0027, after 0026.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from levitiis.infra.db.migrating import indexes

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_TABLE = "approvals"
_COLUMNS = {"requester_person_id": "requester_id", "wanted_by_person_id": "wanted_by"}
_APPROVALS = sa.table(_TABLE, *(sa.column(name) for pair in _COLUMNS.items() for name in pair))
_USERS = sa.table("users", sa.column("id"), sa.column("person_id"))


def upgrade() -> None:
    """Apply. Who asked until now is the person that his account belongs to today; the trail leaves it out."""
    for column, account in _COLUMNS.items():
        op.add_column(_TABLE, sa.Column(column, sa.BigInteger(), nullable=True))
        person = sa.select(_USERS.c.person_id).where(_USERS.c.id == _APPROVALS.c[account])
        op.execute(sa.update(_APPROVALS).values({column: person.scalar_subquery()}))
    op.alter_column(_TABLE, "requester_person_id", existing_type=sa.BigInteger(), nullable=False)
    for column in _COLUMNS:
        op.create_foreign_key(op.f(f"fk_{_TABLE}_{column}"), _TABLE, "people", [column], ["id"])
    indexes(_TABLE, *_COLUMNS)


def downgrade() -> None:
    """Take back. Accounts alone are compared again."""
    for column in _COLUMNS:
        op.drop_constraint(op.f(f"fk_{_TABLE}_{column}"), _TABLE, type_="foreignkey")
        op.drop_index(op.f(f"ix_{_TABLE}_{column}"), _TABLE)
        op.drop_column(_TABLE, column)
