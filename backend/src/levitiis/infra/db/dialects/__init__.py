"""What only one database can do, behind a small interface with a portable twin."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.dialects.interface import DatabaseDialect
from levitiis.infra.db.dialects.mssql import SqlServer
from levitiis.infra.db.dialects.postgresql import PostgreSQL

_DIALECTS: dict[str, DatabaseDialect] = {"postgresql": PostgreSQL(), "mssql": SqlServer()}


def dialect_of(session: AsyncSession) -> DatabaseDialect:
    """The dialect that ``session`` speaks."""
    return _DIALECTS[session.get_bind().dialect.name]


def dialect_named(name: str) -> DatabaseDialect:
    """The dialect called ``postgresql`` or ``mssql``."""
    return _DIALECTS[name]
