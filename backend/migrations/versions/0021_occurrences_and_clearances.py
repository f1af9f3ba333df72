"""occurrences with kinds and photos; people who left, clearances; the page of found things

Revision: 0021, after 0020.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from levitiis.infra.db.migrating import attachments, check, id_, indexes, key, reference, stamps
from levitiis.infra.db.types import JsonData, UtcDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_KINDS = "'damage', 'missing', 'theft', 'found', 'other'"
_RESOLVED_SAYS_SO = (
    "state = 'resolved' AND resolution IS NOT NULL AND resolved_at IS NOT NULL"
    " OR state = 'open' AND resolution IS NULL AND resolved_at IS NULL"
)

_WITHDRAWN_SAYS_SO = (
    "state = 'withdrawn' AND withdrawn_at IS NOT NULL AND withdrawal_reason IS NOT NULL"
    " OR state = 'valid' AND withdrawn_at IS NULL AND withdrawal_reason IS NULL"
)


def upgrade() -> None:
    """Apply."""
    _kinds()
    attachments("occurrence_attachments", "occurrence_id", "asset_occurrences")
    op.add_column("people", sa.Column("left_on", sa.Date(), nullable=True))
    _clearances()
    _found()


def _kinds() -> None:
    """What exists came back from a loan with damage."""
    table = "asset_occurrences"
    op.add_column(table, sa.Column("kind", sa.Unicode(20), nullable=True))
    op.execute("UPDATE asset_occurrences SET kind = 'damage'")
    op.alter_column(table, "kind", existing_type=sa.Unicode(20), nullable=False)
    op.create_check_constraint(op.f(f"ck_{table}_kind"), table, f"kind IN ({_KINDS})")
    op.create_check_constraint(op.f(f"ck_{table}_resolved_says_so"), table, _RESOLVED_SAYS_SO)


def _clearances() -> None:
    table = "clearances"
    op.create_table(
        table,
        id_(),
        sa.Column("number", sa.Unicode(20), nullable=False),
        sa.Column("state", sa.Unicode(12), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("location_id", sa.BigInteger(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=False),
        sa.Column("content_json", JsonData, nullable=False),
        sa.Column("content_hash", sa.Unicode(64), nullable=False),
        sa.Column("code", sa.Unicode(26), nullable=False),
        sa.Column("pdf_id", sa.BigInteger(), nullable=False),
        sa.Column("pdf_sha256", sa.Unicode(64), nullable=False),
        sa.Column("issued_by", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.BigInteger(), nullable=True),
        sa.Column("withdrawal_reason", sa.Unicode(500), nullable=True),
        *stamps(),
        check(table, "state", "state IN ('valid', 'withdrawn')"),
        check(table, "withdrawn_says_so", _WITHDRAWN_SAYS_SO),
        reference(table, "person_id", "people"),
        reference(table, "location_id", "locations"),
        reference(table, "pdf_id", "stored_files"),
        reference(table, "issued_by", "users"),
        reference(table, "withdrawn_by", "users"),
        key(table),
        sa.UniqueConstraint("number", name=op.f(f"uq_{table}_number")),
        sa.UniqueConstraint("code", name=op.f(f"uq_{table}_code")),
    )
    indexes(table, "person_id", "location_id", "pdf_id", "issued_by", "withdrawn_by")
    op.create_index(
        "uq_clearances_in_force", table, ["person_id"], unique=True,
        postgresql_where=sa.text("state = 'valid'"), mssql_where=sa.text("state = 'valid'"),
    )  # fmt: skip


def _found() -> None:
    table = "found_page"
    op.create_table(
        table,
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("contact", sa.Unicode(500), nullable=True),
        sa.Column("phone", sa.Unicode(40), nullable=True),
        sa.Column("email", sa.Unicode(254), nullable=True),
        *stamps(),
        check(table, "one", "id = 1"),
        key(table),
    )
    table = "found_reports"
    op.create_table(
        table,
        id_(),
        sa.Column("occurrence_id", sa.BigInteger(), nullable=True),
        sa.Column("code", sa.Unicode(26), nullable=False),
        sa.Column("place", sa.Unicode(200), nullable=False),
        sa.Column("message", sa.Unicode(1000), nullable=False),
        sa.Column("name", sa.Unicode(160), nullable=True),
        sa.Column("phone", sa.Unicode(40), nullable=True),
        sa.Column("email", sa.Unicode(254), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        reference(table, "occurrence_id", "asset_occurrences"),
        key(table),
    )
    op.create_index(
        f"uq_{table}_occurrence_id", table, ["occurrence_id"], unique=True,
        postgresql_where=sa.text("occurrence_id IS NOT NULL"),
        mssql_where=sa.text("occurrence_id IS NOT NULL"),
    )  # fmt: skip


def downgrade() -> None:
    """Take back. Clearances that were issued are lost; who has the paper cannot verify it any more."""
    for table in ("found_reports", "found_page", "clearances"):
        op.drop_table(table)
    op.drop_column("people", "left_on")
    op.drop_table("occurrence_attachments")
    table = "asset_occurrences"
    op.drop_constraint(op.f(f"ck_{table}_resolved_says_so"), table, type_="check")
    op.drop_constraint(op.f(f"ck_{table}_kind"), table, type_="check")
    op.drop_column(table, "kind")
