"""The fixtures that every other test of the database rests on."""

from __future__ import annotations

import asyncpg

from tests.postgres import TestServer


async def test_each_test_has_a_migrated_database_of_its_own(
    database_url: str, postgres_server: TestServer, template_database: str
) -> None:
    other_url = postgres_server.create("test_other", template_database)
    mine = await asyncpg.connect(database_url.replace("+asyncpg", ""))
    other = await asyncpg.connect(other_url.replace("+asyncpg", ""))
    await mine.execute("CREATE TABLE only_here (n int)")
    assert await mine.fetchval("SELECT count(*) FROM alembic_version") == 1
    assert await mine.fetchval("SELECT to_regclass('only_here')") is not None
    assert await other.fetchval("SELECT to_regclass('only_here')") is None
    await mine.close()
    postgres_server.drop("test_other")  # ends whoever is still connected
    assert not postgres_server.exists("test_other")
    assert other.is_closed() or await _refused(other)


async def _refused(connection: asyncpg.Connection) -> bool:
    try:
        await connection.fetchval("SELECT 1")
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
        return True
    return False
