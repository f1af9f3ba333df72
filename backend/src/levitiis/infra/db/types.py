"""Column types that mean the same on PostgreSQL and SQL Server."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, DateTime, Identity, Numeric, Unicode, UnicodeText
from sqlalchemy.dialects.mssql import DATETIMEOFFSET
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine


class UtcDateTime(TypeDecorator[datetime]):
    """A moment; stored in UTC, always with zone. Refuses moments without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """TIMESTAMPTZ, or DATETIMEOFFSET on SQL Server."""
        return dialect.type_descriptor(
            DATETIMEOFFSET(6) if dialect.name == "mssql" else DateTime(timezone=True)
        )

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment, store UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC back."""
        return value.astimezone(UTC) if value is not None else None


JsonData = JSON().with_variant(JSONB(), "postgresql")
Money = Numeric(16, 2)
Text = UnicodeText

PrimaryKey = Annotated[int, mapped_column(BigInteger, Identity(), primary_key=True)]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]


def string(length: int) -> Unicode:
    """NVARCHAR on SQL Server, so that accents survive."""
    return Unicode(length)


def binary_string(length: int) -> Unicode:
    """A text that is compared byte by byte, whatever the database's language: paths and sort keys."""
    binary = Unicode(length, collation="C")
    return binary.with_variant(Unicode(length, collation="Latin1_General_100_BIN2"), "mssql")
