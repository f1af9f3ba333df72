"""What a request reads through: prepared statements at once, and a session for whoever needs one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.dialects import dialect_named
from levitiis.infra.db.prepared import Prepared, Rows, Values, fetch_in_session, tell
from levitiis.infra.db.ready import Borrowed

if TYPE_CHECKING:
    from levitiis.infra.db.engine import Database


class Reader:
    """Holds one connection of the pool at most, taken when it is first needed.

    Prepared statements go to the driver. The first use of :attr:`session` makes a session; from
    then on everything goes through its connection.
    """

    __slots__ = ("_borrowed", "_dialect", "_session", "database")

    def __init__(self, database: Database) -> None:
        self.database = database
        self._dialect = dialect_named(database.dialect)
        self._borrowed: Borrowed | None = None
        self._session: AsyncSession | None = None

    @property
    def session(self) -> AsyncSession:
        """A session for reads, in autocommit."""
        if self._session is None:
            self._give_back()
            self._session = self.database.reading_session()
        return self._session

    async def fetch(self, prepared: Prepared, values: Values) -> Rows:
        """Run ``prepared``; its rows as tuples in the order of the columns."""
        if self._session is not None or not self._dialect.direct:
            return await fetch_in_session(self.session, prepared, values)
        engine = self.database.engine
        compiled = prepared.compiled(engine.dialect)
        arguments = compiled.arguments(values)
        tell(engine.sync_engine, prepared, compiled, arguments)
        if self._borrowed is None:
            self._borrowed = await self.database.ready.take()
        driver: Any = self._borrowed.connection.driver_connection
        try:
            return await self._dialect.fetch(driver, compiled.sql, arguments)
        except BaseException as error:
            self._give_up(error)
            raise

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Give the connection back."""
        self._give_back()
        if self._session is not None:
            await self._session.close()

    def _give_back(self) -> None:
        if self._borrowed is not None:
            self.database.ready.put(self._borrowed)
            self._borrowed = None

    def _give_up(self, error: BaseException) -> None:
        """After a refusal the connection is good; after anything else nobody knows, and it is dropped."""
        if self._borrowed is not None and not self._dialect.still_good(
            self._borrowed.connection.driver_connection, error
        ):
            self._borrowed.connection.invalidate(error)
            self._borrowed = None
            self.database.ready.let_go()


Source = Reader | AsyncSession
"""What a query runs through: a reader, or the session of a unit of work."""


async def fetch(source: Source, prepared: Prepared, **values: Any) -> Rows:
    """Run ``prepared``; its rows as tuples in the order of the columns."""
    if isinstance(source, Reader):
        return await source.fetch(prepared, values)
    return await fetch_in_session(source, prepared, values)


def session_of(source: Source) -> AsyncSession:
    """The session of ``source``."""
    return source.session if isinstance(source, Reader) else source


def reader_of(source: Source) -> Reader:
    """The reader of a request that only reads. Raises TypeError within a unit of work."""
    if not isinstance(source, Reader):
        raise TypeError("a unit of work has no reader: use its session")
    return source
