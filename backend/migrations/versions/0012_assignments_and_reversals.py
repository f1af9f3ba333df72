"""transfers of nothing but who answers, those that undo others, and what arrives besides

Revision: 0012, after 0011.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from levitiis.infra.db.types import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_TABLE = "movement_documents"


def upgrade() -> None:
    """Apply."""
    op.add_column(_TABLE, sa.Column("reverses_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_movement_documents_reverses_id"), _TABLE, _TABLE, ["reverses_id"], ["id"])
    op.create_index(op.f("ix_movement_documents_reverses_id"), _TABLE, ["reverses_id"], unique=False)
    op.alter_column(_TABLE, "to_location_id", existing_type=sa.BigInteger(), nullable=True)
    op.create_check_constraint(
        op.f("ck_movement_documents_goes_somewhere"),
        _TABLE,
        "to_location_id IS NOT NULL OR to_responsible_id IS NOT NULL",
    )
    op.create_check_constraint(op.f("ck_movement_documents_reverses_another"), _TABLE, "reverses_id <> id")
    op.create_table(
        "movement_document_extras",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("asset_id", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Unicode(length=500), nullable=True),
        sa.Column("found_by", sa.BigInteger(), nullable=True),
        sa.Column("found_at", UtcDateTime(), nullable=False),
        sa.Column("resolution", sa.Unicode(length=20), nullable=True),
        sa.Column("resolution_note", sa.Unicode(length=500), nullable=True),
        sa.Column("resolved_by", sa.BigInteger(), nullable=True),
        sa.Column("resolved_at", UtcDateTime(), nullable=True),
        sa.Column("transfer_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "resolution IN ('transferred', 'ignored')", name=op.f("ck_movement_document_extras_resolution")
        ),
        sa.CheckConstraint(
            "resolution IS NULL AND resolved_at IS NULL OR resolution IS NOT NULL AND resolved_at IS NOT NULL",
            name=op.f("ck_movement_document_extras_resolved_by"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], [f"{_TABLE}.id"], name=op.f("fk_movement_document_extras_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["assets.id"], name=op.f("fk_movement_document_extras_asset_id")
        ),
        sa.ForeignKeyConstraint(
            ["found_by"], ["users.id"], name=op.f("fk_movement_document_extras_found_by")
        ),
        sa.ForeignKeyConstraint(
            ["resolved_by"], ["users.id"], name=op.f("fk_movement_document_extras_resolved_by")
        ),
        sa.ForeignKeyConstraint(
            ["transfer_id"], [f"{_TABLE}.id"], name=op.f("fk_movement_document_extras_transfer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movement_document_extras")),
        sa.UniqueConstraint(
            "document_id", "asset_id", name=op.f("uq_movement_document_extras_document_id_asset_id")
        ),
    )
    for name in ("asset_id", "found_by", "resolved_by", "transfer_id"):
        op.create_index(
            op.f(f"ix_movement_document_extras_{name}"), "movement_document_extras", [name], unique=False
        )


def downgrade() -> None:
    """Take back; assignments, which the older schema cannot hold, go."""
    op.drop_table("movement_document_extras")
    op.execute(
        "DELETE FROM movement_document_items WHERE document_id IN "
        "(SELECT id FROM movement_documents WHERE to_location_id IS NULL)"
    )
    op.execute(
        "UPDATE movements SET document_id = NULL WHERE document_id IN "
        "(SELECT id FROM movement_documents WHERE to_location_id IS NULL)"
    )
    op.execute("DELETE FROM movement_documents WHERE to_location_id IS NULL")
    op.drop_constraint(op.f("ck_movement_documents_reverses_another"), _TABLE, type_="check")
    op.drop_constraint(op.f("ck_movement_documents_goes_somewhere"), _TABLE, type_="check")
    op.alter_column(_TABLE, "to_location_id", existing_type=sa.BigInteger(), nullable=False)
    op.drop_index(op.f("ix_movement_documents_reverses_id"), table_name=_TABLE)
    op.drop_constraint(op.f("fk_movement_documents_reverses_id"), _TABLE, type_="foreignkey")
    op.drop_column(_TABLE, "reverses_id")
