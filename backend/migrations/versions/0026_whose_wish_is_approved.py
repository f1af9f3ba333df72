"""an approval remembers whose wish its requester passed on

Revision: 0026, after 0025.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from levitiis.infra.db.migrating import indexes

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_TABLE, _COLUMN = "approvals", "wanted_by"
_FOREIGN_KEY = "fk_approvals_wanted_by"


def upgrade() -> None:
    """Apply. Extensions of loans that wait for a decision say whose wish they are; the trail leaves it out."""
    op.add_column(_TABLE, sa.Column(_COLUMN, sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f(_FOREIGN_KEY), _TABLE, "users", [_COLUMN], ["id"])
    indexes(_TABLE, _COLUMN)
    op.execute(
        "UPDATE approvals SET wanted_by = (SELECT requester_id FROM loan_extensions"
        " WHERE loan_extensions.agreement_id = approvals.document_id AND loan_extensions.state = 'pending')"
        " WHERE kind = 'loan_extension' AND state = 'pending'"
    )


def downgrade() -> None:
    """Take back. Whose wish was passed on may decide the earlier levels again."""
    op.drop_constraint(op.f(_FOREIGN_KEY), _TABLE, type_="foreignkey")
    op.drop_index(op.f(f"ix_{_TABLE}_{_COLUMN}"), _TABLE)
    op.drop_column(_TABLE, _COLUMN)
