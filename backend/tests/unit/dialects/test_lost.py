"""A connection that the server ended is told from a statement that it refused."""

from __future__ import annotations

from typing import Any

import asyncpg
import pytest
from sqlalchemy.exc import DBAPIError

from levitiis.infra.db.dialects.postgresql import PostgreSQL


class Driver:
    """Raises what it is given; it has not noticed yet that it is closed."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def fetch(self, *_: Any) -> Any:
        raise self.error

    def is_closed(self) -> bool:
        return False


@pytest.mark.parametrize(
    ("error", "lost"),
    [
        (
            asyncpg.InternalClientError("cannot switch to state 12; another operation (2) is in progress"),
            True,
        ),
        (asyncpg.exceptions.AdminShutdownError("terminating connection"), True),
        (asyncpg.exceptions.CrashShutdownError("terminating connection"), True),
        (asyncpg.exceptions.DivisionByZeroError("division by zero"), False),
        (asyncpg.exceptions.QueryCanceledError("statement timeout"), False),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_which_errors_end_a_connection(error: Exception, lost: bool) -> None:
    dialect, driver = PostgreSQL(), Driver(error)
    with pytest.raises(DBAPIError) as raised:
        await dialect.fetch(driver, "SELECT 1", ())
    assert raised.value.connection_invalidated is lost
    assert dialect.still_good(driver, raised.value) is not lost
