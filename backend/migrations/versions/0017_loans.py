"""loans: agreements, one loan per asset, reminders, occurrences, rules

Revision: 0017, after 0016.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from levitiis.infra.db.types import UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_CONDITIONS = "'new', 'good', 'fair', 'poor', 'idle', 'recoverable', 'uneconomic', 'irrecoverable'"
_ONE_BORROWER = (
    "borrower_type = 'person' AND person_id IS NOT NULL AND supplier_id IS NULL"
    " OR borrower_type = 'third_party' AND supplier_id IS NOT NULL AND person_id IS NULL"
)
_TERM_KINDS = "'responsibility', 'loan', 'loan_return'"


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
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    _agreements()
    _loans()
    _reminders()
    _occurrences()
    _rules()
    _attachments()
    _kinds_of_terms(_TERM_KINDS)


def _agreements() -> None:
    table = "loan_agreements"
    op.create_table(
        table,
        _id(),
        sa.Column("number", sa.Unicode(20), nullable=False),
        sa.Column("state", sa.Unicode(12), nullable=False),
        sa.Column("borrower_type", sa.Unicode(12), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("supplier_id", sa.BigInteger(), nullable=True),
        sa.Column("signer_id", sa.BigInteger(), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=False),
        sa.Column("remind_on", sa.Date(), nullable=True),
        sa.Column("purpose", sa.Unicode(500), nullable=False),
        sa.Column("conditions", sa.UnicodeText(), nullable=True),
        sa.Column("requester_id", sa.BigInteger(), nullable=False),
        sa.Column("approver_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("handed_over_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("closing_note", sa.Unicode(500), nullable=True),
        *_stamps(),
        _check(
            table, "state", "state IN ('pending', 'reserved', 'active', 'closed', 'rejected', 'cancelled')"
        ),
        _check(table, "borrower_type", "borrower_type IN ('person', 'third_party')"),
        _check(table, "one_borrower", _ONE_BORROWER),
        _check(table, "period", "due_date >= start_date"),
        _reference(table, "person_id", "people"),
        _reference(table, "supplier_id", "suppliers"),
        _reference(table, "signer_id", "people"),
        _reference(table, "requester_id", "users"),
        _reference(table, "approver_id", "users"),
        _key(table),
        sa.UniqueConstraint("number", name=op.f(f"uq_{table}_number")),
    )
    _indexes(table, "person_id", "supplier_id", "signer_id", "requester_id", "approver_id")
    op.create_index("ix_loan_agreements_state_due_date", table, ["state", "due_date"])
    op.create_index(
        "ix_loan_agreements_remind_on", table, ["remind_on"],
        postgresql_where=sa.text("state = 'active'"), mssql_where=sa.text("state = 'active'"),
    )  # fmt: skip


def _loans() -> None:
    table = "loans"
    op.create_table(
        table,
        _id(),
        sa.Column("agreement_id", sa.BigInteger(), nullable=False),
        sa.Column("asset_id", sa.BigInteger(), nullable=False),
        sa.Column("borrower_type", sa.Unicode(12), nullable=False),
        sa.Column("borrower_id", sa.BigInteger(), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=False),
        sa.Column("free_from", sa.Date(), nullable=False),
        sa.Column("status", sa.Unicode(12), nullable=False),
        sa.Column("terms_doc_url", sa.Unicode(200), nullable=True),
        sa.Column("accessories", sa.Unicode(300), nullable=True),
        sa.Column("out_condition", sa.Unicode(20), nullable=True),
        sa.Column("out_note", sa.Unicode(500), nullable=True),
        sa.Column("handed_over_at", UtcDateTime(), nullable=True),
        sa.Column("handed_over_by", sa.BigInteger(), nullable=True),
        sa.Column("in_condition", sa.Unicode(20), nullable=True),
        sa.Column("in_note", sa.Unicode(500), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        *_stamps(),
        _check(table, "status", "status IN ('reserved', 'active', 'returned', 'cancelled', 'lost')"),
        _check(table, "borrower_type", "borrower_type IN ('person', 'third_party')"),
        _check(table, "period", "due_date >= start_date"),
        _check(table, "free_from", "free_from > due_date"),
        _check(table, "out_condition", f"out_condition IN ({_CONDITIONS})"),
        _check(table, "in_condition", f"in_condition IN ({_CONDITIONS})"),
        _reference(table, "agreement_id", "loan_agreements"),
        _reference(table, "asset_id", "assets"),
        _reference(table, "handed_over_by", "users"),
        _reference(table, "ended_by", "users"),
        _key(table),
        sa.UniqueConstraint("agreement_id", "asset_id", name=op.f(f"uq_{table}_agreement_id")),
    )
    _indexes(table, "handed_over_by", "ended_by")
    op.create_index(
        "uq_loans_active", table, ["asset_id"], unique=True,
        postgresql_where=sa.text("status = 'active'"), mssql_where=sa.text("status = 'active'"),
    )  # fmt: skip
    op.create_index("ix_loans_asset_id_start_date", table, ["asset_id", "start_date"])
    op.create_index("ix_loans_status_due_date", table, ["status", "due_date"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "ALTER TABLE loans ADD CONSTRAINT ex_loans_period EXCLUDE USING gist"
            " (asset_id WITH =, daterange(start_date, free_from) WITH &&)"
            " WHERE (status IN ('reserved', 'active'))"
        )


def _reminders() -> None:
    table = "loan_reminders"
    op.create_table(
        table,
        _id(),
        sa.Column("agreement_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Unicode(10), nullable=False),
        sa.Column("occurrence", sa.Date(), nullable=False),
        sa.Column("mailed", sa.Boolean(), nullable=False),
        sa.Column("sent_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        _check(table, "kind", "kind IN ('ahead', 'due', 'overdue', 'asked')"),
        _reference(table, "agreement_id", "loan_agreements"),
        _reference(table, "sent_by", "users"),
        _key(table),
    )
    _indexes(table, "sent_by")
    op.create_index(
        "uq_loan_reminders_occurrence", table, ["agreement_id", "kind", "occurrence"], unique=True
    )


def _occurrences() -> None:
    table = "asset_occurrences"
    op.create_table(
        table,
        _id(),
        sa.Column("asset_id", sa.BigInteger(), nullable=False),
        sa.Column("loan_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Unicode(10), nullable=False),
        sa.Column("description", sa.Unicode(1000), nullable=False),
        sa.Column("opened_by", sa.BigInteger(), nullable=True),
        sa.Column("resolution", sa.Unicode(1000), nullable=True),
        sa.Column("resolved_by", sa.BigInteger(), nullable=True),
        sa.Column("resolved_at", UtcDateTime(), nullable=True),
        *_stamps(),
        _check(table, "state", "state IN ('open', 'resolved')"),
        _reference(table, "asset_id", "assets"),
        _reference(table, "loan_id", "loans"),
        _reference(table, "opened_by", "users"),
        _reference(table, "resolved_by", "users"),
        _key(table),
    )
    _indexes(table, "asset_id", "loan_id", "opened_by", "resolved_by")
    op.create_index("ix_asset_occurrences_state_id", table, ["state", "id"])


def _rules() -> None:
    table = "loan_rules"
    op.create_table(
        table,
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("buffer_days", sa.Integer(), nullable=False),
        sa.Column("most_days", sa.Integer(), nullable=False),
        sa.Column("block_after_days", sa.Integer(), nullable=True),
        *_stamps(),
        _check(table, "one", "id = 1"),
        _check(table, "buffer_days", "buffer_days BETWEEN 0 AND 60"),
        _check(table, "most_days", "most_days BETWEEN 1 AND 3660"),
        _check(table, "block_after_days", "block_after_days >= 0"),
        _key(table),
    )


def _attachments() -> None:
    table = "loan_attachments"
    op.create_table(
        table,
        sa.Column("loan_id", sa.BigInteger(), nullable=False),
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
        _reference(table, "loan_id", "loans"),
        _reference(table, "file_id", "stored_files"),
        _reference(table, "preview_id", "stored_files"),
        _reference(table, "uploaded_by", "users"),
        _key(table),
    )
    _indexes(table, "file_id", "preview_id", "uploaded_by")
    op.create_index(
        f"uq_{table}_main", table, ["loan_id"], unique=True,
        postgresql_where=sa.text("is_main"), mssql_where=sa.text("is_main = 1"),
    )  # fmt: skip
    op.create_index(f"uq_{table}_content", table, ["loan_id", "file_id"], unique=True)


def _kinds_of_terms(kinds: str) -> None:
    for table in ("term_templates", "terms"):
        op.drop_constraint(op.f(f"ck_{table}_kind"), table, type_="check")
        op.create_check_constraint(op.f(f"ck_{table}_kind"), table, f"kind IN ({kinds})")


def downgrade() -> None:
    """Take back. Refused when terms of loans were issued: they would lose the text that was signed."""
    of_loans = "SELECT id FROM term_templates WHERE kind IN ('loan', 'loan_return')"
    op.execute(f"DELETE FROM term_template_versions WHERE template_id IN ({of_loans})")  # noqa: S608
    op.execute("DELETE FROM term_templates WHERE kind IN ('loan', 'loan_return')")
    _kinds_of_terms("'responsibility'")
    for table in (
        "loan_attachments", "loan_rules", "asset_occurrences", "loan_reminders", "loans", "loan_agreements"
    ):  # fmt: skip
        op.drop_table(table)
