"""The role that serves owns nothing, and can only add to the trail."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import uuid
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from levitiis.bootstrap import metadata
from levitiis.infra.db.grants import statements
from levitiis.infra.settings import UnsafeSettings
from tests.deploy.conftest import Site
from tests.deploy.stack import APP, DEPLOY, OWNER
from tests.postgres import TestServer

TRAIL = ("audit_logs", "audit_seals")


async def connected(site: Site, role: str = APP) -> asyncpg.Connection:
    url = make_url(site.stack.server).set(
        drivername="postgresql", username=role, password=site.stack.passwords[role]
    )
    return await asyncpg.connect(url.render_as_string(hide_password=False))


async def test_it_reads_and_writes_every_table_but_for_the_trail(site: Site) -> None:
    names = {table.name for table in metadata().sorted_tables}
    connection = await connected(site)
    try:
        rights = await connection.fetch(
            "SELECT table_name, array_agg(privilege_type::text) AS rights"
            " FROM information_schema.table_privileges WHERE grantee = $1 AND table_schema = 'public'"
            " GROUP BY table_name",
            APP,
        )
        owners = await connection.fetch(
            "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"
        )
    finally:
        await connection.close()
    found = {row["table_name"]: set(row["rights"]) for row in rights}
    assert set(found) == names | {"alembic_version"}
    assert found.pop("alembic_version") == {"SELECT"}
    for name in TRAIL:
        assert found.pop(name) == {"SELECT", "INSERT"}
    assert {frozenset(each) for each in found.values()} == {
        frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
    }
    assert [row["tableowner"] for row in owners] == [OWNER]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_logs SET action = 'x'",
        "DELETE FROM audit_logs",
        "TRUNCATE audit_logs",
        "UPDATE audit_seals SET hash = 'x'",
        "DELETE FROM audit_seals",
        "ALTER TABLE audit_logs DISABLE TRIGGER ALL",
        "ALTER TABLE assets ADD COLUMN x int",
        "DROP TABLE assets",
        "TRUNCATE assets",
        "UPDATE alembic_version SET version_num = 'x'",
        "CREATE TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE ROLE mine",
        "SET ROLE levitiis_owner",
        "COPY assets TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')",
    ],
)
async def test_it_can_do_nothing_else(site: Site, statement: str) -> None:
    connection = await connected(site)
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
    finally:
        await connection.close()


async def test_the_running_servers_use_it(site: Site) -> None:
    connection = await connected(site, OWNER)
    try:
        rows = await connection.fetch(
            "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = current_database()"
            " AND application_name LIKE 'levitiis%'"
        )
    finally:
        await connection.close()
    assert [row["usename"] for row in rows] == [APP]


def test_from_postgresql_17_on_it_may_analyse() -> None:
    tables = metadata().sorted_tables
    given = list(statements("app", tables, maintain=True))
    assert 'GRANT SELECT, INSERT, UPDATE, DELETE, MAINTAIN ON "assets" TO app' in given
    assert 'GRANT SELECT, INSERT ON "audit_logs" TO app' in given
    assert "MAINTAIN" not in "".join(statements("app", tables, maintain=False))


def test_an_upgrade_names_a_role_that_is_missing_or_the_owner(site: Site) -> None:
    from levitiis.infra.db.grants import grant

    url = make_url(site.stack.server).set(username=OWNER, password=site.stack.passwords[OWNER])
    for role, why in (("levitiis_nobody", "there is no role"), (OWNER, "must not be the role that owns")):
        with pytest.raises(UnsafeSettings, match=why):
            grant(url.render_as_string(hide_password=False), role, metadata().sorted_tables)


def test_the_first_start_of_the_database_makes_the_roles(postgres_server: TestServer, tmp_path: Path) -> None:
    """The script that the PostgreSQL image runs, with psql, in a database of its own."""
    psql = shutil.which("psql")
    if psql is None:
        pytest.skip("needs psql")
    database = f"roles_{uuid.uuid4().hex}"
    postgres_server.run(f'CREATE DATABASE "{database}" TEMPLATE template0')
    admin = make_url(postgres_server.postgres.admin_url)
    environment = {
        **os.environ,
        "PGHOST": str(admin.host), "PGPORT": str(admin.port), "PGPASSWORD": str(admin.password),
        "POSTGRES_USER": str(admin.username), "POSTGRES_DB": database,
        "LEVITIIS_ROLES_SQL": str(_renamed(tmp_path)),
    }  # fmt: skip
    for name in ("owner", "app"):
        file = tmp_path / name
        file.write_text(f'it\'s a \\ "secret" of {name}')
        environment[f"DB_{name.upper()}_PASSWORD_FILE"] = str(file)
    try:
        for _ in range(2):  # and once more
            script = [str(DEPLOY / "postgres" / "10-roles.sh")]
            done = subprocess.run(script, env=environment, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            assert "secret" not in done.stdout + done.stderr
        asyncio.run(_signs_in(admin.set(drivername="postgresql", database=database), tmp_path))
    finally:
        postgres_server.drop(database)
        for role in ("leviscript_app", "leviscript_owner"):
            postgres_server.run(f"DROP ROLE IF EXISTS {role}")


def _renamed(folder: Path) -> Path:
    """The same statements for other roles: those of the running deployment keep their passwords."""
    text = (DEPLOY / "postgres" / "roles.sql").read_text(encoding="utf-8")
    file = folder / "roles.sql"
    file.write_text(text.replace("levitiis_", "leviscript_"), encoding="utf-8")
    return file


async def _signs_in(url: Any, folder: Path) -> None:
    for name in ("owner", "app"):
        password = (folder / name).read_text()
        address = url.set(username=f"leviscript_{name}", password=password)
        connection = await asyncpg.connect(address.render_as_string(hide_password=False))
        try:
            assert await connection.fetchval("SELECT current_user") == f"leviscript_{name}"
            if name == "app":
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await connection.execute("CREATE TABLE public.mine (id int)")
        finally:
            await connection.close()
