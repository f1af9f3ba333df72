"""Every migration, up and down, as SQL for both databases, without a server."""

from __future__ import annotations

import io
import re

import pytest
from alembic import command
from alembic.script import ScriptDirectory

from levitiis.bootstrap import metadata
from levitiis.infra.db.migrate import alembic_config

ANYWHERE = "postgresql+asyncpg://nobody@127.0.0.1:1/none"


def migration_sql(dialect: str, direction: str) -> str:
    config = alembic_config(ANYWHERE)
    config.attributes["dialect"] = dialect
    config.output_buffer = io.StringIO()
    if direction == "up":
        command.upgrade(config, "head", sql=True)
    else:
        command.downgrade(config, "head:base", sql=True)
    return config.output_buffer.getvalue()


@pytest.mark.parametrize("dialect", ["postgresql", "mssql"])
def test_up_makes_every_table(dialect: str) -> None:
    sql = migration_sql(dialect, "up")
    made = set(re.findall(r"CREATE TABLE (\w+)", sql))
    assert made - {"alembic_version"} == set(metadata().tables)


@pytest.mark.parametrize("dialect", ["postgresql", "mssql"])
def test_down_drops_every_table(dialect: str) -> None:
    sql = migration_sql(dialect, "down")
    assert set(re.findall(r"DROP TABLE (\w+)", sql)) - {"alembic_version"} == set(metadata().tables)


def test_sql_server_gets_its_own_types_and_none_of_postgresqls() -> None:
    sql = migration_sql("mssql", "up").replace("version_num VARCHAR(32)", "")
    assert "NVARCHAR(" in sql
    assert "DATETIMEOFFSET(6)" in sql
    assert "IDENTITY" in sql
    foreign = re.findall(
        r"\bVARCHAR\b|JSONB|gin_trgm_ops|EXTENSION|TIMESTAMP WITH|BYTEA|\bBOOLEAN\b|USING gin|text_pattern",
        sql,
    )
    assert foreign == []


def test_postgresql_gets_its_accelerations() -> None:
    sql = migration_sql("postgresql", "up")
    assert "CREATE EXTENSION IF NOT EXISTS pg_trgm" in sql
    assert "gin_trgm_ops" in sql
    assert "JSONB" in sql
    assert not re.findall(r"DATETIMEOFFSET|NVARCHAR", sql)


def test_there_is_one_line_of_migrations() -> None:
    scripts = ScriptDirectory.from_config(alembic_config(ANYWHERE))
    assert len(scripts.get_heads()) == len(scripts.get_bases()) == 1
    assert all(revision.module.downgrade.__doc__ for revision in scripts.walk_revisions())
