"""One engine per process: a pool for units of work, its autocommit twin for reads, and lone connections."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import NullPool

from levitiis.infra.db.dialects import dialect_named
from levitiis.infra.db.reading import Reader
from levitiis.infra.db.ready import Ready
from levitiis.infra.db.signals import SIGNALS_KEY, Signals
from levitiis.infra.db.totals import LargeTotals
from levitiis.infra.db.writing import WritingSession
from levitiis.infra.settings import Settings


def _dumps(value: Any) -> str:
    return msgspec.json.encode(value).decode()


class Database:
    """The pool. Reads need no transaction: each statement is its own, and costs one round trip."""

    def __init__(self, url: str, settings: Settings) -> None:
        self.url = url
        self.settings = settings
        self.engine = create_async_engine(url, **_engine_options(url, settings))
        self.ready = Ready(self.engine, settings.pool_size // 2)
        self.reading_engine = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._alone = create_async_engine(url, **_lone_options(url, settings))
        self.signals = Signals(self)
        self.large_totals = LargeTotals()
        self._in_transaction = async_sessionmaker(
            self.engine, expire_on_commit=False, info={SIGNALS_KEY: self.signals}
        )
        self._direct = dialect_named(self.dialect).direct
        self._reading = async_sessionmaker(self.reading_engine, expire_on_commit=False, autoflush=False)

    @property
    def dialect(self) -> str:
        """``postgresql`` or ``mssql``."""
        return self.engine.dialect.name

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session for reads; what it changes is never committed as one."""
        async with self._reading() as session:
            yield session

    def reader(self) -> Reader:
        """What a request reads through, for ``async with``; a connection is taken when something is read."""
        return Reader(self)

    def reading_session(self) -> AsyncSession:
        """A session as :meth:`reading` gives it; the caller closes it."""
        return self._reading()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """A session in one transaction, rolled back unless the unit of work commits it."""
        if not self._direct:
            async with self._in_transaction() as session:
                yield session
            return
        session = WritingSession(self, expire_on_commit=False, info={SIGNALS_KEY: self.signals})
        try:
            yield session
        finally:
            await session.leave()

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncSession]:
        """A session that reads everything as it stands at its first statement."""
        async with self._in_transaction() as session:
            await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield session

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[AsyncConnection]:
        """A connection outside the pool, in autocommit, for what lives long: listening, holding a lock."""
        async with self._alone.connect() as connection:
            yield connection

    async def dispose(self) -> None:
        """Send the last signals and close every connection."""
        await self.signals.stop()
        self.ready.let_go()
        await self.engine.dispose()
        await self._alone.dispose()


def _lone_options(url: str, settings: Settings) -> dict[str, Any]:
    # The server finds out within half a minute that the other machine is gone, and frees its locks.
    keep_alive = {"tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3"}
    server = {
        "application_name": "levitiis-signals",
        "statement_timeout": str(settings.statement_timeout_ms),
        **keep_alive,
    }
    return {
        "poolclass": NullPool,
        "isolation_level": "AUTOCOMMIT",
        "json_serializer": _dumps,
        "json_deserializer": msgspec.json.decode,
        "connect_args": dialect_named(make_url(url).get_backend_name()).connect_args(server),
    }


def _engine_options(url: str, settings: Settings) -> dict[str, Any]:
    options: dict[str, Any] = {
        "pool_size": settings.pool_size,
        "max_overflow": 0,
        "pool_timeout": 10,
        "pool_recycle": 1800,
        "json_serializer": _dumps,
        "json_deserializer": msgspec.json.decode,
        "query_cache_size": 2000,
    }
    server = {
        "application_name": "levitiis",
        "statement_timeout": str(settings.statement_timeout_ms),
        "lock_timeout": str(settings.lock_timeout_ms),
        "idle_in_transaction_session_timeout": "600000",
        "jit": "off",
    }
    options["connect_args"] = dialect_named(make_url(url).get_backend_name()).connect_args(server)
    return options
