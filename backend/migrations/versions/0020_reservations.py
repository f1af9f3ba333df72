"""reservations: any of a category, series, desk hours, self-service, calendar feeds

Revision: 0020, after 0019.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from levitiis.infra.db.migrating import stamps
from levitiis.infra.db.types import UtcDateTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_RULES = (
    ("self_most_days", 15, "1 AND 3660"),
    ("self_days_ahead", 90, "0 AND 3660"),
    ("self_at_once", 5, "1 AND 500"),
)
_FEEDS = (
    "kind = 'own' AND target_id IS NULL OR kind IN ('category', 'place', 'asset') AND target_id IS NOT NULL"
)


def upgrade() -> None:
    """Apply."""
    _series()
    _feeds()
    _refer("loan_agreements", "series_id", "loan_series")
    _refer("loans", "category_id", "asset_categories")
    _refer("loan_rules", "calendar_id", "calendars")
    for name, usual, between in _RULES:
        op.add_column("loan_rules", sa.Column(name, sa.Integer(), nullable=False, server_default=str(usual)))
        op.alter_column(
            "loan_rules", name, existing_type=sa.Integer(), existing_nullable=False, server_default=None
        )
        op.create_check_constraint(op.f(f"ck_loan_rules_{name}"), "loan_rules", f"{name} BETWEEN {between}")


def _series() -> None:
    op.create_table(
        "loan_series",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("frequency", sa.Unicode(10), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.Unicode(20), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.Column("requester_id", sa.BigInteger(), nullable=False),
        *stamps(),
        sa.CheckConstraint("frequency IN ('weekly', 'monthly')", name=op.f("ck_loan_series_frequency")),
        sa.CheckConstraint("every BETWEEN 1 AND 12", name=op.f("ck_loan_series_every")),
        sa.CheckConstraint("times BETWEEN 1 AND 60", name=op.f("ck_loan_series_times")),
        sa.ForeignKeyConstraint(["requester_id"], ["users.id"], name=op.f("fk_loan_series_requester_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_series")),
    )
    op.create_index(op.f("ix_loan_series_requester_id"), "loan_series", ["requester_id"])


def _feeds() -> None:
    op.create_table(
        "calendar_feeds",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Unicode(120), nullable=False),
        sa.Column("kind", sa.Unicode(10), nullable=False),
        sa.Column("target_id", sa.BigInteger(), nullable=True),
        sa.Column("token_hash", sa.Unicode(64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("last_used_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('own', 'category', 'place', 'asset')", name=op.f("ck_calendar_feeds_kind")
        ),
        sa.CheckConstraint(_FEEDS, name=op.f("ck_calendar_feeds_target")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_calendar_feeds_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feeds_token_hash")),
    )
    op.create_index(op.f("ix_calendar_feeds_user_id"), "calendar_feeds", ["user_id"])


def _refer(table: str, column: str, other: str) -> None:
    op.add_column(table, sa.Column(column, sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f(f"fk_{table}_{column}"), table, other, [column], ["id"])
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    """Take back. Agreements of a series stay, each for itself."""
    for name, _, _ in _RULES:
        op.drop_constraint(op.f(f"ck_loan_rules_{name}"), "loan_rules", type_="check")
        op.drop_column("loan_rules", name)
    for table, column in (
        ("loan_rules", "calendar_id"),
        ("loans", "category_id"),
        ("loan_agreements", "series_id"),
    ):
        op.drop_index(op.f(f"ix_{table}_{column}"), table)
        op.drop_constraint(op.f(f"fk_{table}_{column}"), table, type_="foreignkey")
        op.drop_column(table, column)
    op.drop_table("calendar_feeds")
    op.drop_table("loan_series")
