"""the foundation: places, people, identity, catalogue, assets, ledger, trail, outbox, jobs

Revision: 0001, after None.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from levitiis.infra.db.types import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_table(
        "asset_categories",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Unicode(length=120), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("parent_key", sa.BigInteger(), nullable=False),
        sa.Column("name_key", sa.Unicode(length=200), nullable=False),
        sa.Column(
            "sort_key",
            sa.Unicode(length=620, collation="C").with_variant(
                sa.Unicode(length=620, collation="Latin1_General_100_BIN2"), "mssql"
            ),
            nullable=False,
        ),
        sa.Column(
            "path",
            sa.Unicode(length=300, collation="C").with_variant(
                sa.Unicode(length=300, collation="Latin1_General_100_BIN2"), "mssql"
            ),
            nullable=False,
        ),
        sa.Column("full_name", sa.Unicode(length=1600), nullable=False),
        sa.Column("search_text", sa.Unicode(length=2400), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("depth BETWEEN 1 AND 6", name=op.f("ck_asset_categories_depth")),
        sa.CheckConstraint(
            "parent_id IS NULL OR parent_id <> id", name=op.f("ck_asset_categories_not_own_parent")
        ),
        sa.CheckConstraint(
            "parent_key = coalesce(parent_id, 0)", name=op.f("ck_asset_categories_parent_key")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["asset_categories.id"], name=op.f("fk_asset_categories_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_categories")),
        sa.UniqueConstraint("parent_key", "name_key", name=op.f("uq_asset_categories_parent_key_name_key")),
    )
    op.create_index(
        "ix_asset_categories_parent_id_sort_key", "asset_categories", ["parent_id", "sort_key"], unique=False
    )
    op.create_index("ix_asset_categories_path", "asset_categories", ["path"], unique=False)
    if op.get_context().dialect.name == "postgresql":
        op.create_index(
            "ix_asset_categories_search_text",
            "asset_categories",
            ["search_text"],
            unique=False,
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        )
    op.create_index("ix_asset_categories_sort_key_id", "asset_categories", ["sort_key", "id"], unique=False)
    op.create_table(
        "audit_logs",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("entity", sa.Unicode(length=60), nullable=False),
        sa.Column("entity_id", sa.BigInteger(), nullable=True),
        sa.Column("action", sa.Unicode(length=60), nullable=False),
        sa.Column("actor_kind", sa.Unicode(length=10), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.Unicode(length=10), nullable=False),
        sa.Column("reason", sa.Unicode(length=500), nullable=True),
        sa.Column("request_id", sa.Unicode(length=40), nullable=True),
        sa.Column(
            "data_json",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_logs")),
    )
    op.create_index("ix_audit_logs_actor_id_id", "audit_logs", ["actor_id", "id"], unique=False)
    op.create_index(op.f("ix_audit_logs_created_at"), "audit_logs", ["created_at"], unique=False)
    op.create_index(
        "ix_audit_logs_entity_entity_id_id", "audit_logs", ["entity", "entity_id", "id"], unique=False
    )
    op.create_index("ix_audit_logs_request_id", "audit_logs", ["request_id"], unique=False)
    op.create_table(
        "auth_attempts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("subject", sa.Unicode(length=80), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auth_attempts")),
    )
    op.create_index("ix_auth_attempts_subject_at", "auth_attempts", ["subject", "at"], unique=False)
    op.create_table(
        "idempotency_keys",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("owner", sa.Unicode(length=40), nullable=False),
        sa.Column("route", sa.Unicode(length=200), nullable=False),
        sa.Column("key", sa.Unicode(length=128), nullable=False),
        sa.Column("body_hash", sa.Unicode(length=64), nullable=False),
        sa.Column("status", sa.BigInteger(), nullable=False),
        sa.Column(
            "headers",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idempotency_keys")),
        sa.UniqueConstraint("owner", "route", "key", name=op.f("uq_idempotency_keys_owner_route_key")),
    )
    op.create_index(op.f("ix_idempotency_keys_created_at"), "idempotency_keys", ["created_at"], unique=False)
    op.create_table(
        "jobs",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Unicode(length=60), nullable=False),
        sa.Column("unique_key", sa.Unicode(length=160), nullable=False),
        sa.Column("status", sa.Unicode(length=10), nullable=False),
        sa.Column(
            "payload",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "result",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "problem",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=True,
        ),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=True),
        sa.Column("unit", sa.Unicode(length=20), nullable=True),
        sa.Column("message", sa.Unicode(length=200), nullable=True),
        sa.Column("cancel_requested", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("claimed_by", sa.Unicode(length=80), nullable=True),
        sa.Column("claimed_until", UtcDateTime(), nullable=True),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "status IN ('queued', 'running', 'done', 'failed', 'cancelled')", name=op.f("ck_jobs_status")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("unique_key", name=op.f("uq_jobs_unique_key")),
    )
    op.create_index("ix_jobs_created_by_id", "jobs", ["created_by", "id"], unique=False)
    op.create_index(
        "ix_jobs_due",
        "jobs",
        ["due_at", "id"],
        unique=False,
        postgresql_where=sa.text("status = 'queued'"),
        mssql_where=sa.text("status = 'queued'"),
    )
    op.create_index("ix_jobs_finished_at", "jobs", ["finished_at"], unique=False)
    op.create_index(
        "ix_jobs_lease",
        "jobs",
        ["claimed_until"],
        unique=False,
        postgresql_where=sa.text("status = 'running'"),
        mssql_where=sa.text("status = 'running'"),
    )
    op.create_table(
        "location_kinds",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Unicode(length=30), nullable=False),
        sa.Column("name_pt", sa.Unicode(length=60), nullable=False),
        sa.Column("name_en", sa.Unicode(length=60), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("nests", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_location_kinds")),
        sa.UniqueConstraint("code", name=op.f("uq_location_kinds_code")),
    )
    op.create_table(
        "outbox_deliveries",
        sa.Column("name", sa.Unicode(length=60), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_outbox_deliveries")),
    )
    op.create_table(
        "outbox_events",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=True),
        sa.Column("type", sa.Unicode(length=60), nullable=False),
        sa.Column("object_type", sa.Unicode(length=40), nullable=False),
        sa.Column(
            "payload",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_events")),
    )
    op.create_index(
        "ix_outbox_events_unpublished",
        "outbox_events",
        ["id"],
        unique=False,
        postgresql_where=sa.text("sequence IS NULL"),
        mssql_where=sa.text("sequence IS NULL"),
    )
    op.create_index(
        "uq_outbox_events_sequence",
        "outbox_events",
        ["sequence"],
        unique=True,
        postgresql_where=sa.text("sequence IS NOT NULL"),
        mssql_where=sa.text("sequence IS NOT NULL"),
    )
    op.create_table(
        "permissions",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Unicode(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_permissions")),
        sa.UniqueConstraint("name", name=op.f("uq_permissions_name")),
    )
    op.create_table(
        "roles",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Unicode(length=60), nullable=False),
        sa.Column("label_pt", sa.Unicode(length=80), nullable=False),
        sa.Column("label_en", sa.Unicode(length=80), nullable=False),
        sa.Column("built_in", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
        sa.UniqueConstraint("name", name=op.f("uq_roles_name")),
    )
    op.create_table(
        "stored_files",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("sha256", sa.Unicode(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.Unicode(length=100), nullable=False),
        sa.Column("filename", sa.Unicode(length=255), nullable=False),
        sa.Column("storage_key", sa.Unicode(length=80), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("delete_after", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_files")),
        sa.UniqueConstraint("storage_key", name=op.f("uq_stored_files_storage_key")),
    )
    op.create_index(op.f("ix_stored_files_delete_after"), "stored_files", ["delete_after"], unique=False)
    op.create_index(op.f("ix_stored_files_sha256"), "stored_files", ["sha256"], unique=False)
    op.create_table(
        "suppliers",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Unicode(length=200), nullable=False),
        sa.Column("tax_id", sa.Unicode(length=14), nullable=True),
        sa.Column("cpf_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("cpf_index", sa.Unicode(length=64), nullable=True),
        sa.Column("contact", sa.Unicode(length=160), nullable=True),
        sa.Column("email", sa.Unicode(length=254), nullable=True),
        sa.Column("phone", sa.Unicode(length=40), nullable=True),
        sa.Column("name_key", sa.Unicode(length=200), nullable=False),
        sa.Column(
            "sort_key",
            sa.Unicode(length=200, collation="C").with_variant(
                sa.Unicode(length=200, collation="Latin1_General_100_BIN2"), "mssql"
            ),
            nullable=False,
        ),
        sa.Column("search_text", sa.Unicode(length=700), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("tax_id IS NULL OR cpf_index IS NULL", name=op.f("ck_suppliers_one_tax_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppliers")),
    )
    op.create_index(op.f("ix_suppliers_name_key"), "suppliers", ["name_key"], unique=False)
    if op.get_context().dialect.name == "postgresql":
        op.create_index(
            "ix_suppliers_search_text",
            "suppliers",
            ["search_text"],
            unique=False,
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        )
    op.create_index("ix_suppliers_sort_key_id", "suppliers", ["sort_key", "id"], unique=False)
    op.create_index(
        "uq_suppliers_cpf_index",
        "suppliers",
        ["cpf_index"],
        unique=True,
        postgresql_where=sa.text("cpf_index IS NOT NULL"),
        mssql_where=sa.text("cpf_index IS NOT NULL"),
    )
    op.create_index(
        "uq_suppliers_tax_id",
        "suppliers",
        ["tax_id"],
        unique=True,
        postgresql_where=sa.text("tax_id IS NOT NULL"),
        mssql_where=sa.text("tax_id IS NOT NULL"),
    )
    op.create_table(
        "tag_counters",
        sa.Column("prefix", sa.Unicode(length=20), nullable=False),
        sa.Column("last_number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("prefix", name=op.f("pk_tag_counters")),
    )
    op.create_table(
        "locations",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Unicode(length=120), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("type", sa.Unicode(length=30), nullable=False),
        sa.Column("code", sa.Unicode(length=40), nullable=True),
        sa.Column("latitude", sa.Numeric(precision=9, scale=6), nullable=True),
        sa.Column("longitude", sa.Numeric(precision=9, scale=6), nullable=True),
        sa.Column("parent_key", sa.BigInteger(), nullable=False),
        sa.Column("name_key", sa.Unicode(length=200), nullable=False),
        sa.Column(
            "sort_key",
            sa.Unicode(length=620, collation="C").with_variant(
                sa.Unicode(length=620, collation="Latin1_General_100_BIN2"), "mssql"
            ),
            nullable=False,
        ),
        sa.Column(
            "path",
            sa.Unicode(length=300, collation="C").with_variant(
                sa.Unicode(length=300, collation="Latin1_General_100_BIN2"), "mssql"
            ),
            nullable=False,
        ),
        sa.Column("full_name", sa.Unicode(length=1600), nullable=False),
        sa.Column("search_text", sa.Unicode(length=2400), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("depth BETWEEN 1 AND 12", name=op.f("ck_locations_depth")),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name=op.f("ck_locations_latitude")),
        sa.CheckConstraint("longitude BETWEEN -180 AND 180", name=op.f("ck_locations_longitude")),
        sa.CheckConstraint("parent_id IS NULL OR parent_id <> id", name=op.f("ck_locations_not_own_parent")),
        sa.CheckConstraint("parent_key = coalesce(parent_id, 0)", name=op.f("ck_locations_parent_key")),
        sa.ForeignKeyConstraint(["parent_id"], ["locations.id"], name=op.f("fk_locations_parent_id")),
        sa.ForeignKeyConstraint(["type"], ["location_kinds.code"], name=op.f("fk_locations_type")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_locations")),
        sa.UniqueConstraint("parent_key", "name_key", name=op.f("uq_locations_parent_key_name_key")),
    )
    op.create_index(op.f("ix_locations_code"), "locations", ["code"], unique=False)
    op.create_index("ix_locations_parent_id_sort_key", "locations", ["parent_id", "sort_key"], unique=False)
    op.create_index("ix_locations_path", "locations", ["path"], unique=False)
    if op.get_context().dialect.name == "postgresql":
        op.create_index(
            "ix_locations_search_text",
            "locations",
            ["search_text"],
            unique=False,
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        )
    op.create_index("ix_locations_sort_key_id", "locations", ["sort_key", "id"], unique=False)
    op.create_table(
        "role_permissions",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=False),
        sa.Column("permission_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["permission_id"],
            ["permissions.id"],
            name=op.f("fk_role_permissions_permission_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["role_id"], ["roles.id"], name=op.f("fk_role_permissions_role_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_permissions")),
        sa.UniqueConstraint(
            "role_id", "permission_id", name=op.f("uq_role_permissions_role_id_permission_id")
        ),
    )
    op.create_index(
        op.f("ix_role_permissions_permission_id"), "role_permissions", ["permission_id"], unique=False
    )
    op.create_table(
        "people",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Unicode(length=160), nullable=False),
        sa.Column("registration", sa.Unicode(length=40), nullable=True),
        sa.Column("registration_key", sa.Unicode(length=40), nullable=True),
        sa.Column("email", sa.Unicode(length=254), nullable=True),
        sa.Column("cpf_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("cpf_index", sa.Unicode(length=64), nullable=True),
        sa.Column("location_id", sa.BigInteger(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("name_key", sa.Unicode(length=200), nullable=False),
        sa.Column(
            "sort_key",
            sa.Unicode(length=200, collation="C").with_variant(
                sa.Unicode(length=200, collation="Latin1_General_100_BIN2"), "mssql"
            ),
            nullable=False,
        ),
        sa.Column("search_text", sa.Unicode(length=700), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_people_location_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_index(op.f("ix_people_location_id"), "people", ["location_id"], unique=False)
    op.create_index(op.f("ix_people_name_key"), "people", ["name_key"], unique=False)
    if op.get_context().dialect.name == "postgresql":
        op.create_index(
            "ix_people_search_text",
            "people",
            ["search_text"],
            unique=False,
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        )
    op.create_index("ix_people_sort_key_id", "people", ["sort_key", "id"], unique=False)
    op.create_index(
        "uq_people_cpf_index",
        "people",
        ["cpf_index"],
        unique=True,
        postgresql_where=sa.text("cpf_index IS NOT NULL"),
        mssql_where=sa.text("cpf_index IS NOT NULL"),
    )
    op.create_index(
        "uq_people_registration_key",
        "people",
        ["registration_key"],
        unique=True,
        postgresql_where=sa.text("registration_key IS NOT NULL"),
        mssql_where=sa.text("registration_key IS NOT NULL"),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("username", sa.Unicode(length=60), nullable=False),
        sa.Column("username_key", sa.Unicode(length=60), nullable=False),
        sa.Column("email", sa.Unicode(length=254), nullable=False),
        sa.Column("email_key", sa.Unicode(length=254), nullable=False),
        sa.Column("password_hash", sa.Unicode(length=200), nullable=False),
        sa.Column("role", sa.Unicode(length=60), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column(
            "preferences",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_users_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email_key", name=op.f("uq_users_email_key")),
        sa.UniqueConstraint("person_id", name=op.f("uq_users_person_id")),
        sa.UniqueConstraint("username_key", name=op.f("uq_users_username_key")),
    )
    op.create_table(
        "asset_imports",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("filename", sa.Unicode(length=255), nullable=False),
        sa.Column("state", sa.Unicode(length=20), nullable=False),
        sa.Column(
            "layout",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "mapping",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "summary",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "problem",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=True,
        ),
        sa.Column("job_id", sa.BigInteger(), nullable=True),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("applied_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('uploaded', 'checking', 'checked', 'applying', 'applied', 'failed', 'cancelled')",
            name=op.f("ck_asset_imports_state"),
        ),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_asset_imports_created_by")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name=op.f("fk_asset_imports_file_id")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_asset_imports_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_imports")),
    )
    op.create_table(
        "auth_sessions",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.Unicode(length=64), nullable=False),
        sa.Column("previous_hash", sa.Unicode(length=64), nullable=True),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("rotated_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_reason", sa.Unicode(length=40), nullable=True),
        sa.Column("user_agent", sa.Unicode(length=200), nullable=True),
        sa.Column("address", sa.Unicode(length=60), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_auth_sessions_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auth_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_auth_sessions_token_hash")),
    )
    op.create_index(op.f("ix_auth_sessions_previous_hash"), "auth_sessions", ["previous_hash"], unique=False)
    op.create_index(op.f("ix_auth_sessions_user_id"), "auth_sessions", ["user_id"], unique=False)
    op.create_table(
        "user_roles",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=False),
        sa.Column("location_id", sa.BigInteger(), nullable=True),
        sa.Column("place_key", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_user_roles_location_id")),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name=op.f("fk_user_roles_role_id")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_user_roles_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_roles")),
        sa.UniqueConstraint(
            "user_id", "role_id", "place_key", name=op.f("uq_user_roles_user_id_role_id_place_key")
        ),
    )
    op.create_index(op.f("ix_user_roles_location_id"), "user_roles", ["location_id"], unique=False)
    op.create_index(op.f("ix_user_roles_role_id"), "user_roles", ["role_id"], unique=False)
    op.create_table(
        "asset_import_issues",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("import_id", sa.BigInteger(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("column", sa.Unicode(length=5), nullable=True),
        sa.Column("header", sa.Unicode(length=120), nullable=True),
        sa.Column("field", sa.Unicode(length=40), nullable=True),
        sa.Column("value", sa.Unicode(length=200), nullable=True),
        sa.Column("code", sa.Unicode(length=40), nullable=False),
        sa.Column(
            "params",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("severity", sa.Unicode(length=10), nullable=False),
        sa.Column("blocks", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["asset_imports.id"],
            name=op.f("fk_asset_import_issues_import_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_import_issues")),
    )
    op.create_index(
        "ix_asset_import_issues_import_id_row", "asset_import_issues", ["import_id", "row"], unique=False
    )
    op.create_table(
        "assets",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Unicode(length=250), nullable=False),
        sa.Column("category_id", sa.BigInteger(), nullable=True),
        sa.Column("tag", sa.Unicode(length=60), nullable=False),
        sa.Column("patrimonio", sa.Unicode(length=60), nullable=True),
        sa.Column("serial_number", sa.Unicode(length=120), nullable=True),
        sa.Column("serial_key", sa.Unicode(length=120), nullable=True),
        sa.Column("purchase_value", sa.Numeric(precision=16, scale=2), nullable=True),
        sa.Column("supplier_id", sa.BigInteger(), nullable=True),
        sa.Column("location_id", sa.BigInteger(), nullable=True),
        sa.Column("responsible_id", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.Unicode(length=20), nullable=False),
        sa.Column("lifecycle_state", sa.Unicode(length=20), nullable=False),
        sa.Column("condition", sa.Unicode(length=20), nullable=True),
        sa.Column("brand", sa.Unicode(length=120), nullable=True),
        sa.Column("model", sa.Unicode(length=120), nullable=True),
        sa.Column("description", sa.UnicodeText(), nullable=True),
        sa.Column("acquisition_date", sa.Date(), nullable=True),
        sa.Column("invoice_number", sa.Unicode(length=60), nullable=True),
        sa.Column("warranty_until", sa.Date(), nullable=True),
        sa.Column("notes", sa.UnicodeText(), nullable=True),
        sa.Column(
            "extra",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("code", sa.Unicode(length=26), nullable=False),
        sa.Column("archived_at", UtcDateTime(), nullable=True),
        sa.Column("custody_seq", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.BigInteger(), nullable=True),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("tag_key", sa.Unicode(length=60), nullable=False),
        sa.Column("tag_sort", sa.Unicode(length=200), nullable=False),
        sa.Column("sort_key", sa.Unicode(length=200), nullable=False),
        sa.Column("search_text", sa.Unicode(length=2000), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'disposed') = (lifecycle_state = 'disposed')", name=op.f("ck_assets_disposed")
        ),
        sa.CheckConstraint(
            "condition IN ('new', 'good', 'fair', 'poor', 'idle', 'recoverable', 'uneconomic', 'irrecoverable')",
            name=op.f("ck_assets_condition"),
        ),
        sa.CheckConstraint(
            "lifecycle_state IN ('planned', 'received', 'in_service', 'retired', 'disposed')",
            name=op.f("ck_assets_lifecycle_state"),
        ),
        sa.CheckConstraint(
            "status IN ('available', 'in_use', 'on_loan', 'in_transit', 'in_maintenance', 'missing', 'disposed')",
            name=op.f("ck_assets_status"),
        ),
        sa.CheckConstraint("purchase_value >= 0", name=op.f("ck_assets_purchase_value")),
        sa.ForeignKeyConstraint(["category_id"], ["asset_categories.id"], name=op.f("fk_assets_category_id")),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_assets_created_by")),
        sa.ForeignKeyConstraint(["import_id"], ["asset_imports.id"], name=op.f("fk_assets_import_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_assets_location_id")),
        sa.ForeignKeyConstraint(["responsible_id"], ["people.id"], name=op.f("fk_assets_responsible_id")),
        sa.ForeignKeyConstraint(["supplier_id"], ["suppliers.id"], name=op.f("fk_assets_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assets")),
        sa.UniqueConstraint("code", name=op.f("uq_assets_code")),
        sa.UniqueConstraint("tag_key", name=op.f("uq_assets_tag_key")),
    )
    op.create_index("ix_assets_acquisition_date_id", "assets", ["acquisition_date", "id"], unique=False)
    op.create_index("ix_assets_category_id_tag_sort", "assets", ["category_id", "tag_sort"], unique=False)
    op.create_index("ix_assets_created_at_id", "assets", ["created_at", "id"], unique=False)
    op.create_index(op.f("ix_assets_import_id"), "assets", ["import_id"], unique=False)
    op.create_index("ix_assets_location_id_tag_sort", "assets", ["location_id", "tag_sort"], unique=False)
    op.create_index(op.f("ix_assets_patrimonio"), "assets", ["patrimonio"], unique=False)
    op.create_index("ix_assets_purchase_value_id", "assets", ["purchase_value", "id"], unique=False)
    op.create_index(
        "ix_assets_responsible_id_tag_sort", "assets", ["responsible_id", "tag_sort"], unique=False
    )
    if op.get_context().dialect.name == "postgresql":
        op.create_index(
            "ix_assets_search_text",
            "assets",
            ["search_text"],
            unique=False,
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        )
    op.create_index(op.f("ix_assets_serial_key"), "assets", ["serial_key"], unique=False)
    op.create_index("ix_assets_sort_key_id", "assets", ["sort_key", "id"], unique=False)
    op.create_index("ix_assets_status_tag_sort", "assets", ["status", "tag_sort"], unique=False)
    op.create_index(op.f("ix_assets_supplier_id"), "assets", ["supplier_id"], unique=False)
    op.create_index("ix_assets_tag_sort_id", "assets", ["tag_sort", "id"], unique=False)
    op.create_table(
        "auth_spent_tokens",
        sa.Column("token_hash", sa.Unicode(length=64), nullable=False),
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("spent_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["auth_sessions.id"],
            name=op.f("fk_auth_spent_tokens_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_auth_spent_tokens")),
    )
    op.create_index(
        op.f("ix_auth_spent_tokens_session_id"), "auth_spent_tokens", ["session_id"], unique=False
    )
    op.create_index(op.f("ix_auth_spent_tokens_spent_at"), "auth_spent_tokens", ["spent_at"], unique=False)
    op.create_table(
        "socket_tickets",
        sa.Column("token_hash", sa.Unicode(length=64), nullable=False),
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["auth_sessions.id"],
            name=op.f("fk_socket_tickets_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_socket_tickets")),
    )
    op.create_index(op.f("ix_socket_tickets_expires_at"), "socket_tickets", ["expires_at"], unique=False)
    op.create_table(
        "movements",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("asset_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("type", sa.Unicode(length=20), nullable=False),
        sa.Column("status", sa.Unicode(length=20), nullable=False),
        sa.Column("from_location_id", sa.BigInteger(), nullable=True),
        sa.Column("to_location_id", sa.BigInteger(), nullable=True),
        sa.Column("from_responsible_id", sa.BigInteger(), nullable=True),
        sa.Column("to_responsible_id", sa.BigInteger(), nullable=True),
        sa.Column("from_status", sa.Unicode(length=20), nullable=True),
        sa.Column("to_status", sa.Unicode(length=20), nullable=False),
        sa.Column("requester_id", sa.BigInteger(), nullable=True),
        sa.Column("approver_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Unicode(length=500), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("status IN ('effective', 'reversed')", name=op.f("ck_movements_status")),
        sa.CheckConstraint(
            "type IN ('entry', 'transfer', 'assignment', 'loan', 'return', 'maintenance_out', 'maintenance_in', 'disposal', 'adjustment', 'reversal')",
            name=op.f("ck_movements_type"),
        ),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_movements_seq")),
        sa.ForeignKeyConstraint(["approver_id"], ["users.id"], name=op.f("fk_movements_approver_id")),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_movements_asset_id")),
        sa.ForeignKeyConstraint(
            ["from_location_id"], ["locations.id"], name=op.f("fk_movements_from_location_id")
        ),
        sa.ForeignKeyConstraint(
            ["from_responsible_id"], ["people.id"], name=op.f("fk_movements_from_responsible_id")
        ),
        sa.ForeignKeyConstraint(["requester_id"], ["users.id"], name=op.f("fk_movements_requester_id")),
        sa.ForeignKeyConstraint(
            ["to_location_id"], ["locations.id"], name=op.f("fk_movements_to_location_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_responsible_id"], ["people.id"], name=op.f("fk_movements_to_responsible_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movements")),
        sa.UniqueConstraint("asset_id", "seq", name=op.f("uq_movements_asset_id_seq")),
    )
    op.create_index(op.f("ix_movements_approver_id"), "movements", ["approver_id"], unique=False)
    op.create_index(op.f("ix_movements_from_location_id"), "movements", ["from_location_id"], unique=False)
    op.create_index(
        op.f("ix_movements_from_responsible_id"), "movements", ["from_responsible_id"], unique=False
    )
    op.create_index(op.f("ix_movements_requester_id"), "movements", ["requester_id"], unique=False)
    op.create_index(
        "ix_movements_to_location_id_created_at", "movements", ["to_location_id", "created_at"], unique=False
    )
    op.create_index(
        "ix_movements_to_responsible_id_created_at",
        "movements",
        ["to_responsible_id", "created_at"],
        unique=False,
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_movements_to_responsible_id_created_at", table_name="movements")
    op.drop_index("ix_movements_to_location_id_created_at", table_name="movements")
    op.drop_index(op.f("ix_movements_requester_id"), table_name="movements")
    op.drop_index(op.f("ix_movements_from_responsible_id"), table_name="movements")
    op.drop_index(op.f("ix_movements_from_location_id"), table_name="movements")
    op.drop_index(op.f("ix_movements_approver_id"), table_name="movements")
    op.drop_table("movements")
    op.drop_index(op.f("ix_socket_tickets_expires_at"), table_name="socket_tickets")
    op.drop_table("socket_tickets")
    op.drop_index(op.f("ix_auth_spent_tokens_spent_at"), table_name="auth_spent_tokens")
    op.drop_index(op.f("ix_auth_spent_tokens_session_id"), table_name="auth_spent_tokens")
    op.drop_table("auth_spent_tokens")
    op.drop_index("ix_assets_tag_sort_id", table_name="assets")
    op.drop_index(op.f("ix_assets_supplier_id"), table_name="assets")
    op.drop_index("ix_assets_status_tag_sort", table_name="assets")
    op.drop_index("ix_assets_sort_key_id", table_name="assets")
    op.drop_index(op.f("ix_assets_serial_key"), table_name="assets")
    if op.get_context().dialect.name == "postgresql":
        op.drop_index(
            "ix_assets_search_text",
            table_name="assets",
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        )
    op.drop_index("ix_assets_responsible_id_tag_sort", table_name="assets")
    op.drop_index("ix_assets_purchase_value_id", table_name="assets")
    op.drop_index(op.f("ix_assets_patrimonio"), table_name="assets")
    op.drop_index("ix_assets_location_id_tag_sort", table_name="assets")
    op.drop_index(op.f("ix_assets_import_id"), table_name="assets")
    op.drop_index("ix_assets_created_at_id", table_name="assets")
    op.drop_index("ix_assets_category_id_tag_sort", table_name="assets")
    op.drop_index("ix_assets_acquisition_date_id", table_name="assets")
    op.drop_table("assets")
    op.drop_index("ix_asset_import_issues_import_id_row", table_name="asset_import_issues")
    op.drop_table("asset_import_issues")
    op.drop_index(op.f("ix_user_roles_role_id"), table_name="user_roles")
    op.drop_index(op.f("ix_user_roles_location_id"), table_name="user_roles")
    op.drop_table("user_roles")
    op.drop_index(op.f("ix_auth_sessions_user_id"), table_name="auth_sessions")
    op.drop_index(op.f("ix_auth_sessions_previous_hash"), table_name="auth_sessions")
    op.drop_table("auth_sessions")
    op.drop_table("asset_imports")
    op.drop_table("users")
    op.drop_index(
        "uq_people_registration_key",
        table_name="people",
        postgresql_where=sa.text("registration_key IS NOT NULL"),
        mssql_where=sa.text("registration_key IS NOT NULL"),
    )
    op.drop_index(
        "uq_people_cpf_index",
        table_name="people",
        postgresql_where=sa.text("cpf_index IS NOT NULL"),
        mssql_where=sa.text("cpf_index IS NOT NULL"),
    )
    op.drop_index("ix_people_sort_key_id", table_name="people")
    if op.get_context().dialect.name == "postgresql":
        op.drop_index(
            "ix_people_search_text",
            table_name="people",
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        )
    op.drop_index(op.f("ix_people_name_key"), table_name="people")
    op.drop_index(op.f("ix_people_location_id"), table_name="people")
    op.drop_table("people")
    op.drop_index(op.f("ix_role_permissions_permission_id"), table_name="role_permissions")
    op.drop_table("role_permissions")
    op.drop_index("ix_locations_sort_key_id", table_name="locations")
    if op.get_context().dialect.name == "postgresql":
        op.drop_index(
            "ix_locations_search_text",
            table_name="locations",
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        )
    op.drop_index("ix_locations_path", table_name="locations")
    op.drop_index("ix_locations_parent_id_sort_key", table_name="locations")
    op.drop_index(op.f("ix_locations_code"), table_name="locations")
    op.drop_table("locations")
    op.drop_table("tag_counters")
    op.drop_index(
        "uq_suppliers_tax_id",
        table_name="suppliers",
        postgresql_where=sa.text("tax_id IS NOT NULL"),
        mssql_where=sa.text("tax_id IS NOT NULL"),
    )
    op.drop_index(
        "uq_suppliers_cpf_index",
        table_name="suppliers",
        postgresql_where=sa.text("cpf_index IS NOT NULL"),
        mssql_where=sa.text("cpf_index IS NOT NULL"),
    )
    op.drop_index("ix_suppliers_sort_key_id", table_name="suppliers")
    if op.get_context().dialect.name == "postgresql":
        op.drop_index(
            "ix_suppliers_search_text",
            table_name="suppliers",
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        )
    op.drop_index(op.f("ix_suppliers_name_key"), table_name="suppliers")
    op.drop_table("suppliers")
    op.drop_index(op.f("ix_stored_files_sha256"), table_name="stored_files")
    op.drop_index(op.f("ix_stored_files_delete_after"), table_name="stored_files")
    op.drop_table("stored_files")
    op.drop_table("roles")
    op.drop_table("permissions")
    op.drop_index(
        "uq_outbox_events_sequence",
        table_name="outbox_events",
        postgresql_where=sa.text("sequence IS NOT NULL"),
        mssql_where=sa.text("sequence IS NOT NULL"),
    )
    op.drop_index(
        "ix_outbox_events_unpublished",
        table_name="outbox_events",
        postgresql_where=sa.text("sequence IS NULL"),
        mssql_where=sa.text("sequence IS NULL"),
    )
    op.drop_table("outbox_events")
    op.drop_table("outbox_deliveries")
    op.drop_table("location_kinds")
    op.drop_index(
        "ix_jobs_lease",
        table_name="jobs",
        postgresql_where=sa.text("status = 'running'"),
        mssql_where=sa.text("status = 'running'"),
    )
    op.drop_index("ix_jobs_finished_at", table_name="jobs")
    op.drop_index(
        "ix_jobs_due",
        table_name="jobs",
        postgresql_where=sa.text("status = 'queued'"),
        mssql_where=sa.text("status = 'queued'"),
    )
    op.drop_index("ix_jobs_created_by_id", table_name="jobs")
    op.drop_table("jobs")
    op.drop_index(op.f("ix_idempotency_keys_created_at"), table_name="idempotency_keys")
    op.drop_table("idempotency_keys")
    op.drop_index("ix_auth_attempts_subject_at", table_name="auth_attempts")
    op.drop_table("auth_attempts")
    op.drop_index("ix_audit_logs_request_id", table_name="audit_logs")
    op.drop_index("ix_audit_logs_entity_entity_id_id", table_name="audit_logs")
    op.drop_index(op.f("ix_audit_logs_created_at"), table_name="audit_logs")
    op.drop_index("ix_audit_logs_actor_id_id", table_name="audit_logs")
    op.drop_table("audit_logs")
    op.drop_index("ix_asset_categories_sort_key_id", table_name="asset_categories")
    if op.get_context().dialect.name == "postgresql":
        op.drop_index(
            "ix_asset_categories_search_text",
            table_name="asset_categories",
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        )
    op.drop_index("ix_asset_categories_path", table_name="asset_categories")
    op.drop_index("ix_asset_categories_parent_id_sort_key", table_name="asset_categories")
    op.drop_table("asset_categories")
