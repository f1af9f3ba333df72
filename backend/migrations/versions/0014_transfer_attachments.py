"""files attached to transfers

Revision: 0014, after 0013.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from levitiis.infra.db.types import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_TABLE = "movement_document_attachments"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        _TABLE,
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("filename", sa.Unicode(length=255), nullable=False),
        sa.Column("url", sa.Unicode(length=200), nullable=False),
        sa.Column("caption", sa.Unicode(length=200), nullable=True),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        sa.Column("media_type", sa.Unicode(length=100), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("preview_id", sa.BigInteger(), nullable=True),
        sa.Column("uploaded_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f(f"ck_{_TABLE}_size")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["movement_documents.id"], name=op.f(f"fk_{_TABLE}_document_id")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name=op.f(f"fk_{_TABLE}_file_id")),
        sa.ForeignKeyConstraint(["preview_id"], ["stored_files.id"], name=op.f(f"fk_{_TABLE}_preview_id")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["users.id"], name=op.f(f"fk_{_TABLE}_uploaded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_TABLE}")),
    )
    for name in ("file_id", "preview_id", "uploaded_by"):
        op.create_index(op.f(f"ix_{_TABLE}_{name}"), _TABLE, [name])
    op.create_index(
        f"uq_{_TABLE}_main", _TABLE, ["document_id"], unique=True,
        postgresql_where=sa.text("is_main"), mssql_where=sa.text("is_main = 1"),
    )  # fmt: skip
    op.create_index(f"uq_{_TABLE}_content", _TABLE, ["document_id", "file_id"], unique=True)


def downgrade() -> None:
    """Take back."""
    op.drop_table(_TABLE)
