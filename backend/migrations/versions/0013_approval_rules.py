"""approval rules, named approvers, delegations

Revision: 0013, after 0012.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from levitiis.infra.db.types import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_MOMENTS = ("remind_at", "due_at", "reminded_at", "escalated_at")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "approval_rules",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Unicode(length=120), nullable=False),
        sa.Column("kind", sa.Unicode(length=40), nullable=False),
        sa.Column("origin_id", sa.BigInteger(), nullable=True),
        sa.Column("destination_id", sa.BigInteger(), nullable=True),
        sa.Column("category_id", sa.BigInteger(), nullable=True),
        sa.Column("minimum_value", sa.Numeric(precision=16, scale=2), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("minimum_value >= 0", name=op.f("ck_approval_rules_minimum_value")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["asset_categories.id"], name=op.f("fk_approval_rules_category_id")
        ),
        sa.ForeignKeyConstraint(
            ["destination_id"], ["locations.id"], name=op.f("fk_approval_rules_destination_id")
        ),
        sa.ForeignKeyConstraint(["origin_id"], ["locations.id"], name=op.f("fk_approval_rules_origin_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_rules")),
    )
    op.create_index(op.f("ix_approval_rules_category_id"), "approval_rules", ["category_id"], unique=False)
    op.create_index(
        op.f("ix_approval_rules_destination_id"), "approval_rules", ["destination_id"], unique=False
    )
    op.create_index(op.f("ix_approval_rules_origin_id"), "approval_rules", ["origin_id"], unique=False)
    op.create_table(
        "approval_rule_levels",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("rule_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("place", sa.Unicode(length=20), nullable=False),
        sa.Column("location_id", sa.BigInteger(), nullable=True),
        sa.Column("deadline_hours", sa.Integer(), nullable=True),
        sa.CheckConstraint("deadline_hours > 0", name=op.f("ck_approval_rule_levels_deadline_hours")),
        sa.CheckConstraint(
            "place IN ('origin', 'destination', 'place', 'organisation')",
            name=op.f("ck_approval_rule_levels_place"),
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_approval_rule_levels_location_id")
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"],
            ["approval_rules.id"],
            name=op.f("fk_approval_rule_levels_rule_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_rule_levels")),
        sa.UniqueConstraint("rule_id", "position", name=op.f("uq_approval_rule_levels_rule_id_position")),
    )
    op.create_index(
        op.f("ix_approval_rule_levels_location_id"), "approval_rule_levels", ["location_id"], unique=False
    )
    op.create_table(
        "approval_delegations",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("delegate_id", sa.BigInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Unicode(length=200), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("delegate_id <> user_id", name=op.f("ck_approval_delegations_to_another")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_approval_delegations_in_order")),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["users.id"], name=op.f("fk_approval_delegations_delegate_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_approval_delegations_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_delegations")),
    )
    op.create_index(
        op.f("ix_approval_delegations_delegate_id"), "approval_delegations", ["delegate_id"], unique=False
    )
    op.create_index(
        "ix_approval_delegations_user_id_ends_on",
        "approval_delegations",
        ["user_id", "ends_on"],
        unique=False,
    )
    op.create_table(
        "approval_rule_approvers",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("level_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("is_substitute", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["level_id"],
            ["approval_rule_levels.id"],
            name=op.f("fk_approval_rule_approvers_level_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_approval_rule_approvers_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_rule_approvers")),
        sa.UniqueConstraint("level_id", "user_id", name=op.f("uq_approval_rule_approvers_level_id_user_id")),
    )
    op.create_index(
        op.f("ix_approval_rule_approvers_user_id"), "approval_rule_approvers", ["user_id"], unique=False
    )
    op.create_table(
        "approval_level_approvers",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("level_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("is_substitute", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["level_id"], ["approval_levels.id"], name=op.f("fk_approval_level_approvers_level_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_approval_level_approvers_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_level_approvers")),
        sa.UniqueConstraint("level_id", "user_id", name=op.f("uq_approval_level_approvers_level_id_user_id")),
    )
    op.create_index(
        op.f("ix_approval_level_approvers_user_id"), "approval_level_approvers", ["user_id"], unique=False
    )
    op.add_column("approval_levels", sa.Column("deadline_hours", sa.Integer(), nullable=True))
    for name in _MOMENTS:
        op.add_column("approval_levels", sa.Column(name, UtcDateTime(), nullable=True))
    op.add_column("approval_decisions", sa.Column("on_behalf_of", sa.BigInteger(), nullable=True))
    op.create_index(
        op.f("ix_approval_decisions_on_behalf_of"), "approval_decisions", ["on_behalf_of"], unique=False
    )
    op.create_foreign_key(
        op.f("fk_approval_decisions_on_behalf_of"), "approval_decisions", "users", ["on_behalf_of"], ["id"]
    )
    op.add_column("approvals", sa.Column("rule_id", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_approvals_rule_id"), "approvals", ["rule_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    for name in (*_MOMENTS, "deadline_hours"):
        op.drop_column("approval_levels", name)
    op.drop_constraint(op.f("fk_approval_decisions_on_behalf_of"), "approval_decisions", type_="foreignkey")
    for table, column in (("approval_decisions", "on_behalf_of"), ("approvals", "rule_id")):
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
        op.drop_column(table, column)
    for table in (
        "approval_delegations",
        "approval_level_approvers",
        "approval_rule_approvers",
        "approval_rule_levels",
        "approval_rules",
    ):
        op.drop_table(table)
