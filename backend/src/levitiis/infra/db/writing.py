"""The session of a unit of work: its transaction is begun and ended at the driver itself.

Most requests that write send a dozen prepared statements and no object; through the session's own
machinery the beginning and the end of the transaction would cost as much as half of them. So the
session takes a connection, sends BEGIN, and prepared statements go straight to the driver. Whoever
uses the session as a session gets it on the same connection, and so in the same transaction:
SQLAlchemy is told that the connection commits by itself, and leaves BEGIN and COMMIT to us.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session
from sqlalchemy.util import await_

from levitiis.infra.db.dialects import dialect_named
from levitiis.infra.db.ready import Borrowed

if TYPE_CHECKING:
    from levitiis.infra.db.engine import Database

OWNER = "levitiis_writing"


class OnOneConnection(Session):
    """Finds its connection at the :class:`WritingSession` that it belongs to."""

    def get_bind(self, *_: Any, **__: Any) -> Connection:
        """The connection, in its transaction. SQLAlchemy asks where it may wait."""
        owner: WritingSession = self.info[OWNER]
        return await_(owner.connection_in_transaction())


class WritingSession(AsyncSession):
    """One transaction after the other, each on a connection that is taken when it is first needed."""

    sync_session_class = OnOneConnection

    def __init__(self, database: Database, **options: Any) -> None:
        super().__init__(**options)
        self.info[OWNER] = self
        self._database = database
        self._dialect = dialect_named(database.dialect)
        self._borrowed: Borrowed | None = None
        self._driver: Any = None
        self._connection: Connection | None = None

    def get_bind(self, *_: Any, **__: Any) -> Engine:
        """The engine, without taking a connection."""
        return self._database.engine.sync_engine

    async def driver(self) -> Any:
        """The driver's connection, in a transaction.

        One that waited and was lost meanwhile is replaced: nothing was sent through it yet.
        """
        tries = self._database.settings.pool_size
        while self._borrowed is None:
            borrowed = await self._database.ready.take()
            driver: Any = borrowed.connection.driver_connection
            try:
                await self._dialect.begin(driver)
            except BaseException as error:
                self._drop(borrowed, error)
                tries -= 1
                if tries < 0 or not _was_lost(error):
                    raise
            else:
                self._borrowed, self._driver = borrowed, driver
        return self._driver

    async def connection_in_transaction(self) -> Connection:
        """SQLAlchemy's connection around the driver's."""
        await self.driver()
        if self._connection is None:
            assert self._borrowed is not None  # noqa: S101
            engine = self._database.reading_engine.sync_engine
            self._connection = Connection(engine, connection=self._borrowed.connection)
        return self._connection

    async def commit(self) -> None:
        """Send what is pending, commit, give the connection back."""
        if self.in_transaction():
            await super().commit()
        await self._end(commit=True)

    async def rollback(self) -> None:
        """Forget what is pending, roll back, give the connection back."""
        if self.in_transaction():
            await super().rollback()
        await self._end(commit=False)

    async def leave(self) -> None:
        """Roll back what was not committed, also when the task is being cancelled."""
        if self._borrowed is not None or self.in_transaction():
            await asyncio.shield(asyncio.ensure_future(self._leave()))

    async def _leave(self) -> None:
        try:
            if self.in_transaction():
                await self.close()
        finally:
            await self._end(commit=False)

    async def _end(self, *, commit: bool) -> None:
        borrowed, self._borrowed = self._borrowed, None
        promoted, self._connection = self._connection is not None, None
        if borrowed is None:
            return
        driver, self._driver = self._driver, None
        try:
            if commit:
                await self._dialect.commit(driver)
            else:
                await self._dialect.rollback(driver)
        except BaseException as error:
            self._drop(borrowed, error)
            if commit:
                raise
            return
        if promoted:
            borrowed.connection.close()
        else:
            self._database.ready.put(borrowed)

    def _drop(self, borrowed: Borrowed, error: BaseException) -> None:
        """Nobody knows what state the connection is in; the server rolls back when it is gone."""
        if borrowed.connection.is_valid:  # it may have been given up already, by what failed before
            borrowed.connection.invalidate(error)
        self._database.ready.let_go()


def _was_lost(error: BaseException) -> bool:
    return isinstance(error, DBAPIError) and error.connection_invalidated
