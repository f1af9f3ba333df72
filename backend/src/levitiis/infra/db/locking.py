"""One row, locked, for an action that changes it."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import ColumnElement, select

from levitiis.infra.db.base import Base
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.common_problems import NOT_FOUND

Row = TypeVar("Row", bound=Base)


async def load_locked(uow: UnitOfWork, table: type[Row], *where: ColumnElement[bool]) -> Row:
    """The row of ``table`` as it is now, locked until the transaction ends.

    Raises ``request.not_found`` when none fits ``where``, which names the row and, unless the caller knows
    it by something else that exists for the actor, what is visible to him.
    """
    statement = select(table).where(*where).with_for_update(of=table)
    found = await uow.session.scalar(statement.execution_options(populate_existing=True))
    if found is None:
        raise NOT_FOUND()
    return found
