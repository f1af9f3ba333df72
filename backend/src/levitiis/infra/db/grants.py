"""What the role that serves may do in the database when another one owns it (PostgreSQL).

It reads and writes rows; of tables marked :data:`APPEND_ONLY` it can neither change nor remove one. It
makes, alters and drops nothing. Given anew after every migration, so that new tables are not forgotten.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Table, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from levitiis.infra.db.dialects.postgresql import lock_number
from levitiis.infra.settings import UnsafeSettings

APPEND_ONLY: dict[str, Any] = {"append_only": True}
"""``info`` of a table whose rows are added and read, and that is all."""

VERSIONS = "alembic_version"
_LOCK = "levitiis-grants"
_MAINTAIN_SINCE = 170_000
"""From PostgreSQL 17 on a role may ANALYZE what it does not own; without it large imports are slow."""


def grant(url: str, role: str, tables: Sequence[Table]) -> None:
    """Give ``role`` what serving takes, and take from it everything else. ``url`` is the owner's."""
    if not url.startswith("postgresql"):
        raise UnsafeSettings("LEVITIIS_DATABASE_APP_ROLE needs PostgreSQL.")
    asyncio.run(_grant(url, role, tables))


async def _grant(url: str, role: str, tables: Sequence[Table]) -> None:
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await _refuse_owner(connection, role)
            version = int(await connection.scalar(text("SELECT current_setting('server_version_num')")) or 0)
            key = lock_number(_LOCK)
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
            quoted = connection.dialect.identifier_preparer.quote
            for statement in statements(quoted(role), tables, maintain=version >= _MAINTAIN_SINCE):
                await connection.exec_driver_sql(statement)
    finally:
        await engine.dispose()


async def _refuse_owner(connection: AsyncConnection, role: str) -> None:
    there = await connection.scalar(
        text("SELECT rolname FROM pg_roles WHERE rolname = :role"), {"role": role}
    )
    if there is None:
        raise UnsafeSettings(f"LEVITIIS_DATABASE_APP_ROLE: there is no role {role} in the database.")
    if role == await connection.scalar(text("SELECT current_user")):
        raise UnsafeSettings("LEVITIIS_DATABASE_APP_ROLE must not be the role that owns the tables.")


def statements(role: str, tables: Sequence[Table], *, maintain: bool) -> Iterator[str]:
    """The statements; ``role`` is quoted already. The names of tables are ours."""
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}"
    yield f"REVOKE ALL ON SCHEMA public FROM {role}"
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"
    yield f"GRANT SELECT ON {VERSIONS} TO {role}"
    for table in tables:
        rights = "SELECT, INSERT"
        if not table.info.get("append_only"):
            rights += ", UPDATE, DELETE" + (", MAINTAIN" if maintain else "")
        yield f'GRANT {rights} ON "{table.name}" TO {role}'
