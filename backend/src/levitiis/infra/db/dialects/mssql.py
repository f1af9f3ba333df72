"""SQL Server: the portable twin, with application locks."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from levitiis.infra.db.dialects.interface import Heard
from levitiis.kit.common_problems import BUSY

_CHUNK = 1_000
_APPLOCK = text(
    "DECLARE @r int; EXEC @r = sp_getapplock @Resource = :name, @LockMode = 'Exclusive', "
    "@LockOwner = 'Transaction', @LockTimeout = :wait; SELECT @r"
)
_SESSION_APPLOCK = text(
    "DECLARE @r int; EXEC @r = sp_getapplock @Resource = :name, @LockMode = 'Exclusive', "
    "@LockOwner = 'Session', @LockTimeout = 0; SELECT @r"
)


class SqlServer:
    """The customer's option."""

    direct = False
    locks_rows = False

    async def fetch(self, driver: Any, sql: str, arguments: Sequence[Any]) -> Sequence[Sequence[Any]]:
        """Not on this driver: everything goes through the session."""
        raise NotImplementedError

    async def begin(self, driver: Any) -> None:
        """Not on this driver: the session begins."""
        raise NotImplementedError

    async def commit(self, driver: Any) -> None:
        """Not on this driver: the session commits."""
        raise NotImplementedError

    async def rollback(self, driver: Any) -> None:
        """Not on this driver: the session rolls back."""
        raise NotImplementedError

    def still_good(self, driver: Any, error: BaseException) -> bool:
        """Nothing is known of this driver's connections."""
        return False

    async def try_lock(self, session: AsyncSession, name: str) -> bool:
        """See :class:`~levitiis.infra.db.dialects.interface.DatabaseDialect`."""
        return int(await session.scalar(_APPLOCK, {"name": name[:255], "wait": 0}) or 0) >= 0

    async def lock(self, session: AsyncSession, name: str) -> None:
        """See :class:`~levitiis.infra.db.dialects.interface.DatabaseDialect`."""
        if int(await session.scalar(_APPLOCK, {"name": name[:255], "wait": 30_000}) or 0) < 0:
            raise BUSY()

    async def bulk_insert(
        self, session: AsyncSession, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> int:
        """INSERT with many parameter sets, in chunks."""
        iterator = iter(rows)
        total = 0
        while chunk := list(itertools.islice(iterator, _CHUNK)):
            await session.execute(insert(table), [dict(zip(columns, row, strict=True)) for row in chunk])
            total += len(chunk)
        return total

    async def reserve_ids(self, session: AsyncSession, table: Table, count: int) -> Sequence[int]:
        """Under a lock, the numbers after the greatest one in use."""
        await self.lock(session, f"ids:{table.name}")
        greatest = int(await session.scalar(select(func.coalesce(func.max(table.c.id), 0))) or 0)
        return range(greatest + 1, greatest + 1 + count)

    async def hold_lock(self, connection: AsyncConnection, name: str) -> bool:
        """See :class:`~levitiis.infra.db.dialects.interface.DatabaseDialect`."""
        return int(await connection.scalar(_SESSION_APPLOCK, {"name": name[:255]}) or 0) >= 0

    def notification(self, channels: Sequence[str]) -> None:
        """SQL Server has no NOTIFY; listeners poll."""

    async def listen(
        self,
        connection: AsyncConnection,
        channels: Sequence[str],
        heard: Heard,
        lost: Callable[[], None],
    ) -> bool:
        """SQL Server has no LISTEN; the caller polls."""
        return False

    def connect_args(self, settings: Mapping[str, str]) -> dict[str, Any]:
        """The ODBC string says everything."""
        return {}

    async def estimate_rows(self, session: AsyncSession, statement: Select[Any]) -> int:
        """An exact count: SQL Server tells no estimate without the right to see plans."""
        counted = select(func.count()).select_from(statement.order_by(None).subquery())
        return int(await session.scalar(counted) or 0)
