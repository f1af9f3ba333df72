"""What the modules may ask of a database beyond common SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Select, Table
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

Heard = Callable[[str, str], None]
"""Called with the channel and the payload of a notification."""


class DatabaseDialect(Protocol):
    """Accelerations and locks."""

    direct: bool
    """Whether :meth:`fetch` works: prepared statements then bypass the session."""
    locks_rows: bool
    """Whether a SELECT … FOR UPDATE locks what it reads."""

    async def fetch(self, driver: Any, sql: str, arguments: Sequence[Any]) -> Sequence[Sequence[Any]]:
        """Run a statement on the driver's own connection; refusals are raised as SQLAlchemy's errors."""
        ...

    async def begin(self, driver: Any) -> None:
        """Begin a transaction at a driver that is ``direct``."""
        ...

    async def commit(self, driver: Any) -> None:
        """Commit what :meth:`begin` began. Raises when it had failed already."""
        ...

    async def rollback(self, driver: Any) -> None:
        """Roll back what :meth:`begin` began."""
        ...

    def still_good(self, driver: Any, error: BaseException) -> bool:
        """Tell whether the driver's connection may be used again after ``error``."""
        ...

    async def try_lock(self, session: AsyncSession, name: str) -> bool:
        """Take the lock ``name`` until the transaction ends; False at once when another has it."""
        ...

    async def lock(self, session: AsyncSession, name: str) -> None:
        """Wait for the lock ``name`` and hold it until the transaction ends."""
        ...

    async def bulk_insert(
        self, session: AsyncSession, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> int:
        """Insert many rows inside the session's transaction; returns their number."""
        ...

    async def reserve_ids(self, session: AsyncSession, table: Table, count: int) -> Sequence[int]:
        """Reserve ``count`` primary keys of ``table`` for rows that :meth:`bulk_insert` will write."""
        ...

    async def hold_lock(self, connection: AsyncConnection, name: str) -> bool:
        """Take the lock ``name`` for as long as ``connection`` lives; False at once when another has it."""
        ...

    def notification(self, channels: Sequence[str]) -> Select[*tuple[Any, ...]] | None:
        """What wakes the listeners of ``channels`` when it is run in autocommit with a ``payload``."""
        ...

    async def listen(
        self, connection: AsyncConnection, channels: Sequence[str], heard: Heard, lost: Callable[[], None]
    ) -> bool:
        """Call ``heard`` for what others notify, ``lost`` when the connection ends; False: not possible."""
        ...

    def connect_args(self, settings: Mapping[str, str]) -> dict[str, Any]:
        """What the driver is given so that connections have these server ``settings``."""
        ...

    async def estimate_rows(self, session: AsyncSession, statement: Select[Any]) -> int:
        """A cheap estimate of how many rows ``statement`` gives."""
        ...
