"""terms, their templates, signatures and links

Revision: 0011, after 0009.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from levitiis.infra.db.types import UtcDateTime

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "term_templates",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Unicode(length=30), nullable=False),
        sa.Column("current", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('responsibility')", name=op.f("ck_term_templates_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_templates")),
        sa.UniqueConstraint("kind", name=op.f("uq_term_templates_kind")),
    )
    op.create_table(
        "term_template_versions",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("template_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Unicode(length=200), nullable=False),
        sa.Column("body", sa.UnicodeText(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_term_template_versions_created_by")
        ),
        sa.ForeignKeyConstraint(
            ["template_id"], ["term_templates.id"], name=op.f("fk_term_template_versions_template_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_template_versions")),
        sa.UniqueConstraint(
            "template_id", "number", name=op.f("uq_term_template_versions_template_id_number")
        ),
    )
    op.create_index(
        op.f("ix_term_template_versions_created_by"), "term_template_versions", ["created_by"], unique=False
    )
    op.create_table(
        "terms",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.Unicode(length=20), nullable=False),
        sa.Column("kind", sa.Unicode(length=30), nullable=False),
        sa.Column("state", sa.Unicode(length=12), nullable=False),
        sa.Column("subject_kind", sa.Unicode(length=40), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("subject_number", sa.Unicode(length=40), nullable=False),
        sa.Column("template_version_id", sa.BigInteger(), nullable=False),
        sa.Column("signer_id", sa.BigInteger(), nullable=False),
        sa.Column("location_id", sa.BigInteger(), nullable=True),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("content_json", _JSON, nullable=False),
        sa.Column("content_hash", sa.Unicode(length=64), nullable=False),
        sa.Column("code", sa.Unicode(length=26), nullable=False),
        sa.Column("pdf_id", sa.BigInteger(), nullable=False),
        sa.Column("pdf_sha256", sa.Unicode(length=64), nullable=False),
        sa.Column("signed_pdf_id", sa.BigInteger(), nullable=True),
        sa.Column("signed_pdf_sha256", sa.Unicode(length=64), nullable=True),
        sa.Column("issued_by", sa.BigInteger(), nullable=True),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('responsibility')", name=op.f("ck_terms_kind")),
        sa.CheckConstraint("state IN ('pending', 'signed', 'refused', 'void')", name=op.f("ck_terms_state")),
        sa.CheckConstraint(
            "state = 'signed' AND signed_pdf_id IS NOT NULL OR state <> 'signed' AND signed_pdf_id IS NULL",
            name=op.f("ck_terms_signed_has_pdf"),
        ),
        sa.ForeignKeyConstraint(["issued_by"], ["users.id"], name=op.f("fk_terms_issued_by")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_terms_location_id")),
        sa.ForeignKeyConstraint(["pdf_id"], ["stored_files.id"], name=op.f("fk_terms_pdf_id")),
        sa.ForeignKeyConstraint(["signed_pdf_id"], ["stored_files.id"], name=op.f("fk_terms_signed_pdf_id")),
        sa.ForeignKeyConstraint(["signer_id"], ["people.id"], name=op.f("fk_terms_signer_id")),
        sa.ForeignKeyConstraint(
            ["template_version_id"], ["term_template_versions.id"], name=op.f("fk_terms_template_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms")),
        sa.UniqueConstraint("code", name=op.f("uq_terms_code")),
        sa.UniqueConstraint("number", name=op.f("uq_terms_number")),
    )
    op.create_index(op.f("ix_terms_issued_by"), "terms", ["issued_by"], unique=False)
    op.create_index(op.f("ix_terms_location_id"), "terms", ["location_id"], unique=False)
    op.create_index(op.f("ix_terms_pdf_id"), "terms", ["pdf_id"], unique=False)
    op.create_index(op.f("ix_terms_signed_pdf_id"), "terms", ["signed_pdf_id"], unique=False)
    op.create_index(op.f("ix_terms_signer_id"), "terms", ["signer_id"], unique=False)
    op.create_index("ix_terms_state_id", "terms", ["state", "id"], unique=False)
    op.create_index("ix_terms_subject_kind_subject_id", "terms", ["subject_kind", "subject_id"], unique=False)
    op.create_index(op.f("ix_terms_template_version_id"), "terms", ["template_version_id"], unique=False)
    op.create_index(
        "uq_terms_standing",
        "terms",
        ["kind", "subject_kind", "subject_id", "signer_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('pending', 'signed')"),
        mssql_where=sa.text("state IN ('pending', 'signed')"),
    )
    op.create_table(
        "term_links",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("term_id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.Unicode(length=64), nullable=False),
        sa.Column("email", sa.Unicode(length=254), nullable=False),
        sa.Column("code_hash", sa.Unicode(length=64), nullable=True),
        sa.Column("code_until", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["term_id"], ["terms.id"], name=op.f("fk_term_links_term_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_term_links_token_hash")),
    )
    op.create_index(op.f("ix_term_links_term_id"), "term_links", ["term_id"], unique=False)
    op.create_table(
        "term_signatures",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("term_id", sa.BigInteger(), nullable=False),
        sa.Column("decision", sa.Unicode(length=10), nullable=False),
        sa.Column("method", sa.Unicode(length=20), nullable=False),
        sa.Column("level", sa.Unicode(length=12), nullable=False),
        sa.Column("signer_id", sa.BigInteger(), nullable=False),
        sa.Column("signer_name", sa.Unicode(length=160), nullable=False),
        sa.Column("collected_by", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_email", sa.Unicode(length=254), nullable=True),
        sa.Column("address", sa.Unicode(length=60), nullable=False),
        sa.Column("user_agent", sa.Unicode(length=300), nullable=True),
        sa.Column("note", sa.Unicode(length=500), nullable=True),
        sa.Column("pdf_sha256", sa.Unicode(length=64), nullable=False),
        sa.Column("strokes_json", _JSON, nullable=True),
        sa.Column("certificate_json", _JSON, nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("decision IN ('sign', 'refuse')", name=op.f("ck_term_signatures_decision")),
        sa.CheckConstraint(
            "level IN ('simple', 'advanced', 'qualified')", name=op.f("ck_term_signatures_level")
        ),
        sa.CheckConstraint(
            "method IN ('on_site', 'own_account', 'link', 'signed_pdf')",
            name=op.f("ck_term_signatures_method"),
        ),
        sa.ForeignKeyConstraint(["collected_by"], ["users.id"], name=op.f("fk_term_signatures_collected_by")),
        sa.ForeignKeyConstraint(["signer_id"], ["people.id"], name=op.f("fk_term_signatures_signer_id")),
        sa.ForeignKeyConstraint(["term_id"], ["terms.id"], name=op.f("fk_term_signatures_term_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_signatures")),
        sa.UniqueConstraint("term_id", name=op.f("uq_term_signatures_term_id")),
    )
    op.create_index(
        op.f("ix_term_signatures_collected_by"), "term_signatures", ["collected_by"], unique=False
    )
    op.create_index(op.f("ix_term_signatures_signer_id"), "term_signatures", ["signer_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    for table in ("term_signatures", "term_links", "terms", "term_template_versions", "term_templates"):
        op.drop_table(table)
