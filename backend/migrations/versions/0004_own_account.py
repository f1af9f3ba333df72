"""links to set a password, second factors, recovery codes, sign-ins that wait for their second step

Revision: 0004, after 0003.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from levitiis.infra.db.types import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_FITS_NOTHING = (
    "$argon2id$v=19$m=65536,t=3,p=4$lcIVvXhyqAsT8CszzTe0Ug$FBq60zYNqZVmSGKKCzXvONdFeSk59Irori1e1Bhq2bc"
)


def _of_user(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_user_id")
    return sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    """Apply."""
    op.alter_column("users", "password_hash", existing_type=sa.Unicode(length=200), nullable=True)
    op.create_table(
        "auth_links",
        sa.Column("token_hash", sa.Unicode(length=64), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Unicode(length=20), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("purpose IN ('reset', 'invitation')", name=op.f("ck_auth_links_purpose")),
        _of_user("auth_links"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_auth_links")),
    )
    op.create_index(op.f("ix_auth_links_user_id"), "auth_links", ["user_id"])
    op.create_table(
        "auth_second_factors",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        _of_user("auth_second_factors"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_auth_second_factors")),
    )
    op.create_table(
        "auth_recovery_codes",
        sa.Column("code_hash", sa.Unicode(length=64), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        _of_user("auth_recovery_codes"),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_auth_recovery_codes")),
    )
    op.create_index(op.f("ix_auth_recovery_codes_user_id"), "auth_recovery_codes", ["user_id"])
    op.create_table(
        "auth_challenges",
        sa.Column("token_hash", sa.Unicode(length=64), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        _of_user("auth_challenges"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_auth_challenges")),
    )
    op.create_index(op.f("ix_auth_challenges_expires_at"), "auth_challenges", ["expires_at"])


def downgrade() -> None:
    """Undo. Whoever has no password yet gets a hash that no known password fits."""
    for table in ("auth_challenges", "auth_recovery_codes", "auth_second_factors", "auth_links"):
        op.drop_table(table)
    op.execute(f"UPDATE users SET password_hash = '{_FITS_NOTHING}' WHERE password_hash IS NULL")  # noqa: S608
    op.alter_column("users", "password_hash", existing_type=sa.Unicode(length=200), nullable=False)
