"""PostgreSQL: COPY, advisory locks, NOTIFY, sequences."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import asyncpg
import msgspec
from sqlalchemy import ClauseElement, Executable, Select, String, Table, bindparam, func, select
from sqlalchemy.dialects.postgresql import REGCLASS
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, PendingRollbackError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlalchemy.ext.compiler import compiles

from levitiis.infra.db.dialects.interface import Heard

_CHUNK = 5_000
_WORTH_ANALYSING = 1_000
_BULK_KEY = "levitiis_bulk_rows"


_SHUTDOWN = "57P0"
_DRIVER_ERRORS = (
    asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError,
)  # fmt: skip


def lock_number(name: str) -> int:
    """A signed 64-bit number for an advisory lock's name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)


class PostgreSQL:
    """The product's database."""

    direct = True
    locks_rows = True

    async def fetch(self, driver: Any, sql: str, arguments: Sequence[Any]) -> Sequence[Sequence[Any]]:
        """The driver keeps the prepared statement by its text."""
        try:
            return await driver.fetch(sql, *arguments)
        except _DRIVER_ERRORS as error:
            raise _as_sqlalchemy(error, sql, lost=driver.is_closed() or _ends(error)) from error

    async def begin(self, driver: Any) -> None:
        """See :class:`~levitiis.infra.db.dialects.interface.DatabaseDialect`."""
        await self._execute(driver, "BEGIN ISOLATION LEVEL READ COMMITTED")

    async def commit(self, driver: Any) -> None:
        """PostgreSQL answers ROLLBACK to the COMMIT of a transaction in which something had failed."""
        if await self._execute(driver, "COMMIT") != "COMMIT":
            raise PendingRollbackError("something in this transaction had failed: it was rolled back")

    async def rollback(self, driver: Any) -> None:
        """See :class:`~levitiis.infra.db.dialects.interface.DatabaseDialect`."""
        await self._execute(driver, "ROLLBACK")

    async def _execute(self, driver: Any, sql: str) -> str:
        try:
            return await driver.execute(sql)
        except _DRIVER_ERRORS as error:
            raise _as_sqlalchemy(error, sql, lost=driver.is_closed() or _ends(error)) from error

    def still_good(self, driver: Any, error: BaseException) -> bool:
        """A refused statement leaves the connection as it was; so does nothing else that can be trusted."""
        refused = isinstance(error, DBAPIError) and not error.connection_invalidated
        return refused and not driver.is_closed()

    async def try_lock(self, session: AsyncSession, name: str) -> bool:
        """See :class:`~levitiis.infra.db.dialects.interface.DatabaseDialect`."""
        return bool(await session.scalar(select(func.pg_try_advisory_xact_lock(lock_number(name)))))

    async def lock(self, session: AsyncSession, name: str) -> None:
        """See :class:`~levitiis.infra.db.dialects.interface.DatabaseDialect`."""
        await session.execute(select(func.pg_advisory_xact_lock(lock_number(name))))

    async def bulk_insert(
        self, session: AsyncSession, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> int:
        """COPY in binary form, in chunks, on the session's own connection."""
        connection = await session.connection()
        driver: Any = (await connection.get_raw_connection()).driver_connection
        bound = _bound(table, columns, connection.dialect)
        iterator = iter(rows)
        total = 0
        while chunk := list(itertools.islice(iterator, _CHUNK)):
            records = [_as_driver_wants(row, bound) for row in chunk]
            try:
                await driver.copy_records_to_table(table.name, records=records, columns=list(columns))
                await _tell_planner(session, driver, table, len(chunk))
            except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
                raise _as_sqlalchemy(error, "COPY", lost=driver.is_closed()) from error
            total += len(chunk)
        return total

    async def reserve_ids(self, session: AsyncSession, table: Table, count: int) -> Sequence[int]:
        """Draw ``count`` numbers from the identity sequence; others may draw in between."""
        sequence = select(func.pg_get_serial_sequence(table.name, "id")).scalar_subquery()
        drawn = select(func.nextval(sequence.cast(REGCLASS))).select_from(func.generate_series(1, count))
        return [int(number) for number in await session.scalars(drawn)]

    async def hold_lock(self, connection: AsyncConnection, name: str) -> bool:
        """See :class:`~levitiis.infra.db.dialects.interface.DatabaseDialect`."""
        return bool(await connection.scalar(select(func.pg_try_advisory_lock(lock_number(name)))))

    def notification(self, channels: Sequence[str]) -> Select[*tuple[Any, ...]]:
        """NOTIFY in a transaction of its own, whose commit waits for no disk.

        Never in the transaction of a change: commits that notify queue up behind one lock, and each
        would hold it until its own flush to disk is done.
        """
        told = [func.pg_notify(channel, bindparam("payload", type_=String)) for channel in channels]
        return select(func.set_config("synchronous_commit", "off", True), *told)

    async def listen(
        self, connection: AsyncConnection, channels: Sequence[str], heard: Heard, lost: Callable[[], None]
    ) -> bool:
        """LISTEN on the driver's own connection."""
        driver: Any = (await connection.get_raw_connection()).driver_connection

        def on_notification(_driver: Any, _pid: int, channel: str, payload: str) -> None:
            heard(channel, payload)

        driver.add_termination_listener(lambda _driver: lost())
        for channel in channels:
            await driver.add_listener(channel, on_notification)
        return True

    def connect_args(self, settings: Mapping[str, str]) -> dict[str, Any]:
        """Server settings travel with the connection request."""
        return {"timeout": 10, "server_settings": dict(settings)}

    async def estimate_rows(self, session: AsyncSession, statement: Select[Any]) -> int:
        """The planner's own estimate, from EXPLAIN."""
        plan = await session.scalar(_Explain(statement.order_by(None)))
        parsed = plan if isinstance(plan, list) else msgspec.json.decode(str(plan))
        return int(parsed[0]["Plan"]["Plan Rows"])


def _ends(error: Exception) -> bool:
    """The server said that it ends the connection, or its farewell lies unread where an answer should be."""
    state = str(getattr(error, "sqlstate", "") or "")
    return state.startswith(_SHUTDOWN) or isinstance(error, asyncpg.InternalClientError)


def _as_sqlalchemy(error: Exception, sql: str, *, lost: bool) -> DBAPIError:
    state = str(getattr(error, "sqlstate", None) or "")
    kind = IntegrityError if state.startswith("23") else DBAPIError
    if lost or not isinstance(error, asyncpg.PostgresError):
        kind = InterfaceError
    return kind(sql, None, error, hide_parameters=True, connection_invalidated=lost)


class _Explain(Executable, ClauseElement):
    """EXPLAIN (FORMAT JSON) of a statement, compiled with its parameters."""

    inherit_cache = False

    def __init__(self, statement: Select[Any]) -> None:
        self.statement = statement


@compiles(_Explain)
def _compile_explain(element: _Explain, compiler: Any, **options: Any) -> str:
    return "EXPLAIN (FORMAT JSON) " + compiler.process(element.statement, **options)


async def _tell_planner(session: AsyncSession, driver: Any, table: Table, count: int) -> None:
    """Once a transaction has put a thousand rows into a table, let the planner know of them.

    Others see none of these rows. Should autovacuum analyse the table now, it would find it empty;
    for an empty table all indexes cost the same, and the check of each foreign key that points here
    may then walk through a whole index: a hundred thousand rows take minutes instead of seconds.
    Our own ANALYZE counts our rows, and its lock keeps others from counting until we commit.
    """
    counts: dict[str, int] = session.info.setdefault(_BULK_KEY, {})
    before = counts.get(table.name, 0)
    counts[table.name] = before + count
    if before < _WORTH_ANALYSING <= before + count:
        await driver.execute(f'ANALYZE (SKIP_LOCKED) "{table.name}"')


def _bound(table: Table, columns: Sequence[str], dialect: Dialect) -> list[tuple[int, Callable[[Any], Any]]]:
    """The columns whose values the type must change before the driver sees them, as in any INSERT."""
    found: list[tuple[int, Callable[[Any], Any]]] = []
    for index, name in enumerate(columns):
        processor = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        if processor is not None:
            found.append((index, processor))
    return found


def _as_driver_wants(row: Sequence[Any], bound: Sequence[tuple[int, Callable[[Any], Any]]]) -> Sequence[Any]:
    if not bound:
        return row
    changed = list(row)
    for index, process in bound:
        if changed[index] is not None:
            changed[index] = process(changed[index])
    return changed
