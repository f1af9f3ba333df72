"""What migrations of several tables repeat: keys, stamps, references, a table of attachments.

A migration that was released stays what it is: a table of another shape gets a function of its own here.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from levitiis.infra.db.types import UtcDateTime


def id_() -> sa.Column[int]:
    """The identity column."""
    return sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False)


def stamps() -> list[sa.Column[Any]]:
    """When it was made and changed, and how often."""
    return [
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    ]


def reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    """A foreign key to the id of another table."""
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    """A named condition."""
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def key(table: str) -> sa.PrimaryKeyConstraint:
    """The primary key."""
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def indexes(table: str, *columns: str) -> None:
    """An index on each of these columns."""
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def attachments(table: str, owner: str, owner_table: str) -> None:
    """A table of ``AttachmentColumns``, ``owner`` being its foreign key to the id of ``owner_table``."""
    op.create_table(
        table,
        sa.Column(owner, sa.BigInteger(), nullable=False),
        id_(),
        sa.Column("filename", sa.Unicode(255), nullable=False),
        sa.Column("url", sa.Unicode(200), nullable=False),
        sa.Column("caption", sa.Unicode(200), nullable=True),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        sa.Column("media_type", sa.Unicode(100), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("preview_id", sa.BigInteger(), nullable=True),
        sa.Column("uploaded_by", sa.BigInteger(), nullable=True),
        *stamps(),
        check(table, "size", "size > 0"),
        reference(table, owner, owner_table),
        reference(table, "file_id", "stored_files"),
        reference(table, "preview_id", "stored_files"),
        reference(table, "uploaded_by", "users"),
        key(table),
    )
    indexes(table, "file_id", "preview_id", "uploaded_by")
    op.create_index(
        f"uq_{table}_main", table, [owner], unique=True,
        postgresql_where=sa.text("is_main"), mssql_where=sa.text("is_main = 1"),
    )  # fmt: skip
    op.create_index(f"uq_{table}_content", table, [owner, "file_id"], unique=True)
