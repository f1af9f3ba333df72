"""asset_attachments, and uploads that come in parts

Revision: 0006, after 0005.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from levitiis.infra.db.types import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "asset_attachments",
        sa.Column("asset_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
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
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_asset_attachments_size")),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_asset_attachments_asset_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name=op.f("fk_asset_attachments_file_id")),
        sa.ForeignKeyConstraint(
            ["preview_id"], ["stored_files.id"], name=op.f("fk_asset_attachments_preview_id")
        ),
        sa.ForeignKeyConstraint(["uploaded_by"], ["users.id"], name=op.f("fk_asset_attachments_uploaded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_attachments")),
    )
    op.create_index(op.f("ix_asset_attachments_file_id"), "asset_attachments", ["file_id"])
    op.create_index(op.f("ix_asset_attachments_preview_id"), "asset_attachments", ["preview_id"])
    op.create_index(op.f("ix_asset_attachments_uploaded_by"), "asset_attachments", ["uploaded_by"])
    op.create_index(
        "uq_asset_attachments_main", "asset_attachments", ["asset_id"], unique=True,
        postgresql_where=sa.text("is_main"), mssql_where=sa.text("is_main = 1"),
    )  # fmt: skip
    op.create_index("uq_asset_attachments_content", "asset_attachments", ["asset_id", "file_id"], unique=True)
    op.create_table(
        "attachment_uploads",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("owner_kind", sa.Unicode(length=30), nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("filename", sa.Unicode(length=255), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("attachment_id", sa.BigInteger(), nullable=True),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("delete_after", UtcDateTime(), nullable=False),
        sa.CheckConstraint("received >= 0 AND received <= size", name=op.f("ck_attachment_uploads_received")),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_attachment_uploads_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment_uploads")),
    )
    op.create_index(op.f("ix_attachment_uploads_created_by"), "attachment_uploads", ["created_by"])
    op.create_index(op.f("ix_attachment_uploads_delete_after"), "attachment_uploads", ["delete_after"])
    op.create_index("ix_attachment_uploads_owner", "attachment_uploads", ["owner_kind", "owner_id"])
    op.create_table(
        "attachment_upload_parts",
        sa.Column("upload_id", sa.BigInteger(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_files.id"], name=op.f("fk_attachment_upload_parts_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["attachment_uploads.id"], name=op.f("fk_attachment_upload_parts_upload_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("upload_id", "start", name=op.f("pk_attachment_upload_parts")),
    )  # fmt: skip
    op.create_index(op.f("ix_attachment_upload_parts_file_id"), "attachment_upload_parts", ["file_id"])


def downgrade() -> None:
    """Undo. The contents of what was attached are removed by the janitor."""
    op.drop_table("attachment_upload_parts")
    op.drop_table("attachment_uploads")
    op.drop_table("asset_attachments")
