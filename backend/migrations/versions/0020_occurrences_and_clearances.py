"""occurrences with kinds and photos

Revision: 0020, after 0017.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from levitiis.infra.db.types import UtcDateTime

revision = "0020"
down_revision = "0017"
branch_labels = None
depends_on = None

_KINDS = "'damage', 'missing', 'theft', 'found', 'other'"
_RESOLVED_SAYS_SO = (
    "state = 'resolved' AND resolution IS NOT NULL AND resolved_at IS NOT NULL"
    " OR state = 'open' AND resolution IS NULL AND resolved_at IS NULL"
)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False)


def _stamps() -> list[sa.Column[object]]:
    return [
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    ]


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _indexes(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def upgrade() -> None:
    """Apply."""
    _kinds()
    _attachments()


def _kinds() -> None:
    """What exists came back from a loan with damage."""
    table = "asset_occurrences"
    op.add_column(table, sa.Column("kind", sa.Unicode(20), nullable=True))
    op.execute("UPDATE asset_occurrences SET kind = 'damage'")
    op.alter_column(table, "kind", existing_type=sa.Unicode(20), nullable=False)
    op.create_check_constraint(op.f(f"ck_{table}_kind"), table, f"kind IN ({_KINDS})")
    op.create_check_constraint(op.f(f"ck_{table}_resolved_says_so"), table, _RESOLVED_SAYS_SO)


def _attachments() -> None:
    table = "occurrence_attachments"
    op.create_table(
        table,
        sa.Column("occurrence_id", sa.BigInteger(), nullable=False),
        _id(),
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
        *_stamps(),
        _check(table, "size", "size > 0"),
        _reference(table, "occurrence_id", "asset_occurrences"),
        _reference(table, "file_id", "stored_files"),
        _reference(table, "preview_id", "stored_files"),
        _reference(table, "uploaded_by", "users"),
        _key(table),
    )
    _indexes(table, "file_id", "preview_id", "uploaded_by")
    op.create_index(
        f"uq_{table}_main", table, ["occurrence_id"], unique=True,
        postgresql_where=sa.text("is_main"), mssql_where=sa.text("is_main = 1"),
    )  # fmt: skip
    op.create_index(f"uq_{table}_content", table, ["occurrence_id", "file_id"], unique=True)


def downgrade() -> None:
    """Take back."""
    op.drop_table("occurrence_attachments")
    table = "asset_occurrences"
    op.drop_constraint(op.f(f"ck_{table}_resolved_says_so"), table, type_="check")
    op.drop_constraint(op.f(f"ck_{table}_kind"), table, type_="check")
    op.drop_column(table, "kind")
