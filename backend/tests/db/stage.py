"""A database to act in: units of work, reads, raw SQL, and the statements that were sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from sqlalchemy import ClauseElement, event, text
from sqlalchemy.dialects import mssql, postgresql
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.crypto import Keys
from levitiis.infra.db.engine import Database
from levitiis.infra.db.uow import Origin, UnitOfWork, unit_of_work
from levitiis.kit.access import Actor, job_actor
from levitiis.kit.problems import Problem

POSTGRESQL_ONLY = ("pg_advisory", "pg_try_advisory", "nextval", "EXPLAIN")
"""What only ``infra/db/dialects/postgresql.py`` says."""


class Stage:
    """A migrated database of one test. Every statement that goes through it must compile for SQL Server."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self.database = database
        self.keys = keys
        event.listen(database.engine.sync_engine, "before_execute", _must_be_portable)

    @asynccontextmanager
    async def work(self, actor: Actor | None = None, *, commit: bool = True) -> AsyncIterator[UnitOfWork]:
        """A unit of work, committed when the block ends well."""
        who = actor or job_actor("tests")
        async with unit_of_work(self.database, who, Origin("job"), self.keys.trail_key) as uow:
            yield uow
            if commit:
                await uow.commit()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session for reads."""
        async with self.database.reading() as session:
            yield session

    async def sql(self, statement: str, **params: Any) -> list[Any]:
        """Run SQL past everything; the rows, if any."""
        async with self.database.engine.begin() as connection:
            result = await connection.execute(text(statement), params)
            return list(result.all()) if result.returns_rows else []

    async def together(self, *changes: Callable[[UnitOfWork], Awaitable[object]]) -> list[str]:
        """Run each change on a connection of its own, begun at one moment and committed a while later.

        What became of each: "done", or the code of its problem; sorted.
        """
        ready = asyncio.Barrier(len(changes))

        async def run(change: Callable[[UnitOfWork], Awaitable[object]]) -> str:
            try:
                async with self.work() as uow:
                    await uow.session.connection()
                    await ready.wait()
                    await change(uow)
                    await asyncio.sleep(0.3)
            except Problem as problem:
                return problem.code
            return "done"

        return sorted(await asyncio.gather(*(run(change) for change in changes)))

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """The SQL statements that are sent within the block, signals to other processes aside."""
        statements: list[str] = []

        def remember(_: Any, __: Any, statement: str, *___: Any) -> None:
            if "pg_notify" not in statement:
                statements.append(statement)

        engine = self.database.engine.sync_engine
        event.listen(engine, "before_cursor_execute", remember)
        try:
            yield statements
        finally:
            event.remove(engine, "before_cursor_execute", remember)


_portable: set[Any] = set()


def _must_be_portable(_: Any, element: Any, *__: Any) -> None:
    if not isinstance(element, ClauseElement):
        return
    key = element._generate_cache_key()
    if key is not None and key.key in _portable:
        return
    if key is not None:
        _portable.add(key.key)
    if any(word in str(element.compile(dialect=postgresql.dialect())) for word in POSTGRESQL_ONLY):
        return
    element.compile(dialect=mssql.dialect())
