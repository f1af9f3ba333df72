"""disposals: lots, their assets and commission, attachments; the ledger names the disposal

Revision: 0019, after 0018.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from levitiis.infra.db.migrating import attachments, check, id_, indexes, key, reference, stamps
from levitiis.infra.db.types import UtcDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_STATES = "'draft', 'pending', 'approved', 'concluded', 'reversed', 'rejected', 'cancelled'"
_DESTINATIONS = "'auction', 'donation', 'exchange', 'assignment', 'transfer', 'discard', 'loss', 'theft'"
_POLICE_REPORT = (
    "destination <> 'theft' OR state IN ('draft', 'cancelled')"
    " OR police_report IS NOT NULL AND police_report_date IS NOT NULL"
)
_TERM_KINDS = "'responsibility', 'loan', 'loan_return'"


def upgrade() -> None:
    """Apply."""
    _disposals()
    _items()
    _members()
    attachments("disposal_attachments", "disposal_id", "disposals")
    attachments("disposal_item_attachments", "item_id", "disposal_items")
    op.create_foreign_key(
        op.f("fk_disposals_certificate_id"), "disposals", "disposal_attachments", ["certificate_id"], ["id"]
    )
    op.add_column("movements", sa.Column("disposal_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_movements_disposal_id"), "movements", "disposals", ["disposal_id"], ["id"])
    indexes("movements", "disposal_id")
    _kinds_of_terms(f"{_TERM_KINDS}, 'disposal'")


def _disposals() -> None:
    table = "disposals"
    op.create_table(
        table,
        id_(),
        sa.Column("number", sa.Unicode(20), nullable=False),
        sa.Column("state", sa.Unicode(12), nullable=False),
        sa.Column("destination", sa.Unicode(12), nullable=False),
        sa.Column("reason", sa.Unicode(500), nullable=False),
        sa.Column("report", sa.UnicodeText(), nullable=True),
        sa.Column("commission_act", sa.Unicode(200), nullable=True),
        sa.Column("process_number", sa.Unicode(60), nullable=True),
        sa.Column("police_report", sa.Unicode(60), nullable=True),
        sa.Column("police_report_date", sa.Date(), nullable=True),
        sa.Column("is_ewaste", sa.Boolean(), nullable=False),
        sa.Column("supplier_id", sa.BigInteger(), nullable=True),
        sa.Column("receiver_id", sa.BigInteger(), nullable=True),
        sa.Column("document_number", sa.Unicode(60), nullable=True),
        sa.Column("received_value", sa.Numeric(16, 2), nullable=True),
        sa.Column("certificate_id", sa.BigInteger(), nullable=True),
        sa.Column("loan_agreement_id", sa.BigInteger(), nullable=True),
        sa.Column("requester_id", sa.BigInteger(), nullable=False),
        sa.Column("approver_id", sa.BigInteger(), nullable=True),
        sa.Column("submitted_at", UtcDateTime(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("concluded_at", UtcDateTime(), nullable=True),
        sa.Column("concluded_by", sa.BigInteger(), nullable=True),
        sa.Column("reversed_at", UtcDateTime(), nullable=True),
        sa.Column("reversed_by", sa.BigInteger(), nullable=True),
        sa.Column("closing_note", sa.Unicode(500), nullable=True),
        *stamps(),
        check(table, "state", f"state IN ({_STATES})"),
        check(table, "destination", f"destination IN ({_DESTINATIONS})"),
        check(table, "police_report", _POLICE_REPORT),
        check(table, "received_value", "received_value >= 0"),
        reference(table, "supplier_id", "suppliers"),
        reference(table, "receiver_id", "people"),
        reference(table, "loan_agreement_id", "loan_agreements"),
        *(
            reference(table, column, "users")
            for column in ("requester_id", "approver_id", "concluded_by", "reversed_by")
        ),
        key(table),
        sa.UniqueConstraint("number", name=op.f(f"uq_{table}_number")),
    )
    indexes(
        table, "supplier_id", "receiver_id", "certificate_id", "loan_agreement_id", "requester_id",
        "approver_id", "concluded_by", "reversed_by",
    )  # fmt: skip
    op.create_index("ix_disposals_state_id", table, ["state", "id"])


def _items() -> None:
    table = "disposal_items"
    op.create_table(
        table,
        id_(),
        sa.Column("disposal_id", sa.BigInteger(), nullable=False),
        sa.Column("asset_id", sa.BigInteger(), nullable=False),
        sa.Column("classification", sa.Unicode(20), nullable=True),
        sa.Column("appraised_value", sa.Numeric(16, 2), nullable=True),
        sa.Column("received_value", sa.Numeric(16, 2), nullable=True),
        sa.Column("note", sa.Unicode(500), nullable=True),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        *stamps(),
        check(
            table, "classification",
            "classification IN ('idle', 'recoverable', 'uneconomic', 'irrecoverable')",
        ),
        check(table, "appraised_value", "appraised_value >= 0"),
        check(table, "received_value", "received_value >= 0"),
        reference(table, "disposal_id", "disposals"),
        reference(table, "asset_id", "assets"),
        key(table),
        sa.UniqueConstraint("disposal_id", "asset_id", name=op.f(f"uq_{table}_disposal_id")),
    )  # fmt: skip
    indexes(table, "asset_id")
    op.create_index(
        "uq_disposal_items_open", table, ["asset_id"], unique=True,
        postgresql_where=sa.text("is_open"), mssql_where=sa.text("is_open = 1"),
    )  # fmt: skip


def _members() -> None:
    table = "disposal_members"
    op.create_table(
        table,
        id_(),
        sa.Column("disposal_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Unicode(10), nullable=False),
        *stamps(),
        check(table, "role", "role IN ('chair', 'member')"),
        reference(table, "disposal_id", "disposals"),
        reference(table, "person_id", "people"),
        key(table),
        sa.UniqueConstraint("disposal_id", "person_id", name=op.f(f"uq_{table}_disposal_id")),
    )
    indexes(table, "person_id")
    op.create_index(
        "uq_disposal_members_chair", table, ["disposal_id"], unique=True,
        postgresql_where=sa.text("role = 'chair'"), mssql_where=sa.text("role = 'chair'"),
    )  # fmt: skip


def _kinds_of_terms(kinds: str) -> None:
    for table in ("term_templates", "terms"):
        op.drop_constraint(op.f(f"ck_{table}_kind"), table, type_="check")
        op.create_check_constraint(op.f(f"ck_{table}_kind"), table, f"kind IN ({kinds})")


def downgrade() -> None:
    """Take back. Refused when terms of disposals were issued: they would lose the text that was signed."""
    of_disposals = "SELECT id FROM term_templates WHERE kind = 'disposal'"
    op.execute(f"DELETE FROM term_template_versions WHERE template_id IN ({of_disposals})")  # noqa: S608
    op.execute("DELETE FROM term_templates WHERE kind = 'disposal'")
    _kinds_of_terms(_TERM_KINDS)
    op.drop_index(op.f("ix_movements_disposal_id"), "movements")
    op.drop_constraint(op.f("fk_movements_disposal_id"), "movements", type_="foreignkey")
    op.drop_column("movements", "disposal_id")
    op.drop_constraint(op.f("fk_disposals_certificate_id"), "disposals", type_="foreignkey")
    for table in (
        "disposal_item_attachments", "disposal_attachments", "disposal_members", "disposal_items", "disposals"
    ):  # fmt: skip
        op.drop_table(table)
