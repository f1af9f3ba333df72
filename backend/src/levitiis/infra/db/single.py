"""Tables of one row: what holds for the whole organisation, which setting up an installation writes."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.base import Base
from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import UnitOfWork

Row = TypeVar("Row", bound=Base)


async def single(session: AsyncSession, table: type[Row], *, locked: bool = False) -> Row:
    """The row of ``table`` as it is now; ``locked`` until the transaction ends."""
    statement = select(table).execution_options(populate_existing=True)
    return (await session.execute(statement.with_for_update() if locked else statement)).scalar_one()


async def ensure_single(uow: UnitOfWork, table: type[Row]) -> None:
    """See that ``table`` has its row, as usual where it has none."""
    await dialect_of(uow.session).lock(uow.session, table.__tablename__)
    if (await uow.session.scalars(select(table))).one_or_none() is None:
        uow.session.add(table(id=1))
        await uow.flush()
