"""Connections that wait for the next reader: never more than half of the pool, never old, never broken."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Integer, bindparam, func, select
from sqlalchemy.exc import DBAPIError

from levitiis.infra.db import ready
from levitiis.infra.db.engine import Database
from levitiis.infra.db.prepared import Prepared
from levitiis.infra.settings import Settings

BACKEND = Prepared(select(func.pg_backend_pid()))
HALF = Prepared(select(1 / bindparam("divisor", type_=Integer)))


@pytest.fixture
async def database(database_url: str, tmp_path: Path) -> AsyncIterator[Database]:
    made = Database(database_url, Settings(data_dir=tmp_path, pool_size=4))
    yield made
    await made.dispose()


def out(database: Database) -> int:
    pool: Any = database.engine.sync_engine.pool
    return pool.checkedout()


async def backend(database: Database) -> int:
    async with database.reader() as reader:
        return (await reader.fetch(BACKEND, {}))[0][0]


async def test_the_next_reader_takes_what_the_last_one_left(database: Database) -> None:
    assert len({await backend(database) for _ in range(5)}) == 1
    assert out(database) == 1


async def test_half_of_the_pool_is_left_for_units_of_work(database: Database) -> None:
    async def read() -> int:
        async with database.reader() as reader:
            pid = (await reader.fetch(BACKEND, {}))[0][0]
            await reader.fetch(Prepared(select(func.pg_sleep(0.2))), {})
            return pid

    assert len(set(await asyncio.gather(*(read() for _ in range(4))))) == 4
    assert out(database) == 2


async def test_an_old_one_goes_back(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    await backend(database)
    monkeypatch.setattr(ready, "KEPT_SECONDS", 0.0)
    await backend(database)
    assert out(database) == 0


async def test_a_refusal_leaves_it_good_and_a_killed_one_is_dropped(database: Database) -> None:
    first = await backend(database)
    with pytest.raises(DBAPIError):
        async with database.reader() as reader:
            await reader.fetch(HALF, {"divisor": 0})
    assert await backend(database) == first
    async with database.alone() as connection:
        await connection.execute(select(func.pg_terminate_backend(first)))
    with pytest.raises(DBAPIError):
        await backend(database)
    assert await backend(database) != first
