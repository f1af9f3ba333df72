"""approvals, and transfers of assets

Revision: 0008, after 0007.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from levitiis.infra.db.types import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "approvals",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Unicode(length=40), nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Unicode(length=40), nullable=False),
        sa.Column("summary", sa.Unicode(length=300), nullable=False),
        sa.Column("state", sa.Unicode(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.BigInteger(), nullable=True),
        sa.Column("content_hash", sa.Unicode(length=64), nullable=False),
        sa.Column("requester_id", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('pending', 'approved', 'rejected', 'void')", name=op.f("ck_approvals_state")
        ),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_approvals_location_id")),
        sa.ForeignKeyConstraint(["requester_id"], ["users.id"], name=op.f("fk_approvals_requester_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
    )
    op.create_index(op.f("ix_approvals_location_id"), "approvals", ["location_id"], unique=False)
    op.create_index("ix_approvals_requester_id", "approvals", ["requester_id"], unique=False)
    op.create_index("ix_approvals_state_location_id", "approvals", ["state", "location_id"], unique=False)
    op.create_index(
        "uq_approvals_pending",
        "approvals",
        ["kind", "document_id"],
        unique=True,
        postgresql_where=sa.text("state = 'pending'"),
        mssql_where=sa.text("state = 'pending'"),
    )
    op.create_table(
        "approval_levels",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("approval_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["approval_id"], ["approvals.id"], name=op.f("fk_approval_levels_approval_id")
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_approval_levels_location_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_levels")),
        sa.UniqueConstraint("approval_id", "position", name=op.f("uq_approval_levels_approval_id_position")),
    )
    op.create_index(op.f("ix_approval_levels_location_id"), "approval_levels", ["location_id"], unique=False)
    op.create_table(
        "approval_decisions",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("approval_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Unicode(length=10), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Unicode(length=500), nullable=True),
        sa.Column("content_hash", sa.Unicode(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("decision IN ('approve', 'reject')", name=op.f("ck_approval_decisions_decision")),
        sa.ForeignKeyConstraint(
            ["approval_id"], ["approvals.id"], name=op.f("fk_approval_decisions_approval_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_approval_decisions_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_decisions")),
        sa.UniqueConstraint(
            "approval_id", "position", name=op.f("uq_approval_decisions_approval_id_position")
        ),
    )
    op.create_index(op.f("ix_approval_decisions_user_id"), "approval_decisions", ["user_id"], unique=False)
    op.create_table(
        "movement_documents",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.Unicode(length=20), nullable=False),
        sa.Column("state", sa.Unicode(length=20), nullable=False),
        sa.Column("to_location_id", sa.BigInteger(), nullable=False),
        sa.Column("to_responsible_id", sa.BigInteger(), nullable=True),
        sa.Column("requester_id", sa.BigInteger(), nullable=False),
        sa.Column("approver_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Unicode(length=500), nullable=False),
        sa.Column("closing_note", sa.Unicode(length=500), nullable=True),
        sa.Column("submitted_at", UtcDateTime(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'pending', 'approved', 'in_transit', 'partially_received', 'received', 'rejected', 'cancelled')",
            name=op.f("ck_movement_documents_state"),
        ),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["users.id"], name=op.f("fk_movement_documents_approver_id")
        ),
        sa.ForeignKeyConstraint(
            ["requester_id"], ["users.id"], name=op.f("fk_movement_documents_requester_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_location_id"], ["locations.id"], name=op.f("fk_movement_documents_to_location_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_responsible_id"], ["people.id"], name=op.f("fk_movement_documents_to_responsible_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movement_documents")),
        sa.UniqueConstraint("number", name=op.f("uq_movement_documents_number")),
    )
    op.create_index(
        op.f("ix_movement_documents_approver_id"), "movement_documents", ["approver_id"], unique=False
    )
    op.create_index(
        op.f("ix_movement_documents_requester_id"), "movement_documents", ["requester_id"], unique=False
    )
    op.create_index("ix_movement_documents_state_id", "movement_documents", ["state", "id"], unique=False)
    op.create_index(
        op.f("ix_movement_documents_to_location_id"), "movement_documents", ["to_location_id"], unique=False
    )
    op.create_index(
        op.f("ix_movement_documents_to_responsible_id"),
        "movement_documents",
        ["to_responsible_id"],
        unique=False,
    )
    op.create_table(
        "movement_document_items",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("asset_id", sa.BigInteger(), nullable=False),
        sa.Column("from_location_id", sa.BigInteger(), nullable=True),
        sa.Column("from_responsible_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Unicode(length=20), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("condition", sa.Unicode(length=20), nullable=True),
        sa.Column("note", sa.Unicode(length=500), nullable=True),
        sa.Column("received_by", sa.BigInteger(), nullable=True),
        sa.Column("received_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "condition IN ('new', 'good', 'fair', 'poor', 'idle', 'recoverable', 'uneconomic', 'irrecoverable')",
            name=op.f("ck_movement_document_items_condition"),
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'received', 'missing', 'returned')",
            name=op.f("ck_movement_document_items_state"),
        ),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["assets.id"], name=op.f("fk_movement_document_items_asset_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["movement_documents.id"], name=op.f("fk_movement_document_items_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["from_location_id"], ["locations.id"], name=op.f("fk_movement_document_items_from_location_id")
        ),
        sa.ForeignKeyConstraint(
            ["from_responsible_id"],
            ["people.id"],
            name=op.f("fk_movement_document_items_from_responsible_id"),
        ),
        sa.ForeignKeyConstraint(
            ["received_by"], ["users.id"], name=op.f("fk_movement_document_items_received_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movement_document_items")),
        sa.UniqueConstraint(
            "document_id", "asset_id", name=op.f("uq_movement_document_items_document_id_asset_id")
        ),
    )
    op.create_index(
        "ix_movement_document_items_asset_id", "movement_document_items", ["asset_id"], unique=False
    )
    op.create_index(
        op.f("ix_movement_document_items_from_location_id"),
        "movement_document_items",
        ["from_location_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_movement_document_items_from_responsible_id"),
        "movement_document_items",
        ["from_responsible_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_movement_document_items_received_by"),
        "movement_document_items",
        ["received_by"],
        unique=False,
    )
    op.create_index(
        "uq_movement_document_items_open",
        "movement_document_items",
        ["asset_id"],
        unique=True,
        postgresql_where=sa.text("is_open"),
        mssql_where=sa.text("is_open = 1"),
    )
    op.create_table(
        "document_counters",
        sa.Column("prefix", sa.Unicode(length=20), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("prefix", name=op.f("pk_document_counters")),
    )
    op.add_column("movements", sa.Column("document_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_movements_document_id"), "movements", "movement_documents", ["document_id"], ["id"]
    )
    op.create_index(op.f("ix_movements_document_id"), "movements", ["document_id"])


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f("ix_movements_document_id"), table_name="movements")
    op.drop_constraint(op.f("fk_movements_document_id"), "movements", type_="foreignkey")
    op.drop_column("movements", "document_id")
    for table in (
        "document_counters", "movement_document_items", "movement_documents",
        "approval_decisions", "approval_levels", "approvals",
    ):  # fmt: skip
        op.drop_table(table)
