"""Adds rows to a table past the session: a few at once through the driver, many as one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.base import Base
from levitiis.infra.db.prepared import Prepared, fetch_in_session

_FEW = 4


class Insertion:
    """How rows come into the table of ``model``; columns that a row leaves out are null.

    For ledgers and logs, and for whoever writes the history himself: no default is applied and none is kept.
    """

    def __init__(self, model: type[Base]) -> None:
        self._table = cast("Table", model.__table__)
        self._columns = [column for column in self._table.columns if not column.primary_key]
        given = {
            column.name: bindparam(_parameter(column.name), type_=column.type) for column in self._columns
        }
        one = insert(self._table).values(given)
        self._parameters = [(_parameter(column.name), column.name) for column in self._columns]
        self._one = Prepared(one.inline())
        self._numbered = Prepared(one.returning(*self._table.primary_key))

    async def add(self, session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write ``rows``, given by column name, in the transaction of ``session``."""
        if len(rows) > _FEW:
            names = [column.name for column in self._columns]
            await session.execute(
                insert(self._table), [{name: row.get(name) for name in names} for row in rows]
            )
            return
        for row in rows:
            await fetch_in_session(session, self._one, self._values(row))

    async def add_one(self, session: AsyncSession, row: Mapping[str, Any]) -> int:
        """Write one row in the transaction of ``session``; the id it was given."""
        return int((await fetch_in_session(session, self._numbered, self._values(row)))[0][0])

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {parameter: row.get(name) for parameter, name in self._parameters}


def _parameter(name: str) -> str:
    """The column's own name is taken: SQLAlchemy uses it for what it fills in by itself."""
    return f"new_{name}"
