"""The session of a unit of work: one transaction, whether statements go to the driver or through it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Integer, bindparam, func, insert, select, text
from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.engine import Database
from levitiis.infra.db.prepared import Prepared, fetch_in_session
from levitiis.infra.settings import Settings
from levitiis.modules.suppliers.models import Supplier
from tests.db.stage import Stage

BACKEND = Prepared(select(func.pg_backend_pid()))
TRANSACTION = Prepared(select(func.pg_current_xact_id_if_assigned().cast(Integer)))
NAMES = Prepared(select(Supplier.name).order_by(Supplier.name))
HALF = Prepared(select(1 / bindparam("divisor", type_=Integer)))
SLEEP = Prepared(select(func.pg_sleep(bindparam("seconds", type_=Integer))))


@pytest.fixture
async def database(stage: Stage, tmp_path: Path) -> AsyncIterator[Database]:
    made = Database(stage.database.url, Settings(data_dir=tmp_path, pool_size=2))
    yield made
    await made.dispose()


def supplier(name: str) -> dict[str, Any]:
    return {"name": name, "name_key": name, "sort_key": name, "search_text": name}


async def names(source: AsyncSession) -> list[str]:
    return [row[0] for row in await fetch_in_session(source, NAMES, {})]


async def committed(database: Database) -> list[str]:
    async with database.reading() as session:
        return list(await session.scalars(select(Supplier.name).order_by(Supplier.name)))


def out(database: Database) -> int:
    pool: Any = database.engine.sync_engine.pool
    return pool.checkedout()


async def test_statements_and_objects_share_one_transaction(database: Database) -> None:
    async with database.writing() as session:
        pid = (await fetch_in_session(session, BACKEND, {}))[0][0]
        session.add(Supplier(**supplier("Alfa")))
        assert await names(session) == ["Alfa"], "what is pending is sent first"
        await session.execute(insert(Supplier), [supplier("Beta")])
        assert await session.scalar(select(func.pg_backend_pid())) == pid
        assert await names(session) == ["Alfa", "Beta"]
        assert await committed(database) == []
        await session.commit()
    assert await committed(database) == ["Alfa", "Beta"]


async def test_what_is_not_committed_is_rolled_back(database: Database) -> None:
    async with database.writing() as session:
        session.add(Supplier(**supplier("Alfa")))
        assert await names(session) == ["Alfa"]
    with pytest.raises(RuntimeError, match="by a fault of ours"):
        async with database.writing() as session:
            await session.execute(insert(Supplier), [supplier("Beta")])
            raise RuntimeError("by a fault of ours")
    assert await committed(database) == []
    assert out(database) <= 1, "at most the one that waits for the next"


async def test_a_rollback_gives_the_connection_back_and_the_next_statement_begins_anew(
    database: Database,
) -> None:
    async with database.writing() as session:
        session.add(Supplier(**supplier("Alfa")))
        await session.flush()
        await session.rollback()
        assert out(database) == 0
        await session.execute(insert(Supplier), [supplier("Beta")])
        await session.commit()
        assert out(database) == 0
        session.add(Supplier(**supplier("Gama")))
        await session.commit()
    assert await committed(database) == ["Beta", "Gama"]


async def test_a_savepoint_takes_back_its_own_part(database: Database) -> None:
    async with database.writing() as session:
        await session.execute(insert(Supplier), [supplier("Alfa")])
        with pytest.raises(DBAPIError):
            async with session.begin_nested():
                await session.execute(insert(Supplier), [supplier("Beta")])
                await session.execute(text("SELECT 1 / 0"))
        assert await names(session) == ["Alfa"]
        await session.commit()
    assert await committed(database) == ["Alfa"]


async def test_a_failed_transaction_is_never_said_to_be_committed(database: Database) -> None:
    """PostgreSQL answers ROLLBACK to such a COMMIT, and raises nothing."""
    async with database.writing() as session:
        await session.execute(insert(Supplier), [supplier("Alfa")])
        with pytest.raises(DBAPIError):
            await fetch_in_session(session, HALF, {"divisor": 0})
        with pytest.raises(PendingRollbackError):
            await session.commit()
    assert await committed(database) == []
    async with database.writing() as session:
        assert await names(session) == [], "the next one has a connection that works"


async def test_a_cancelled_request_leaves_nothing_behind(database: Database) -> None:
    async def work(started: asyncio.Event) -> None:
        async with database.writing() as session:
            await session.execute(insert(Supplier), [supplier("Alfa")])
            started.set()
            await fetch_in_session(session, SLEEP, {"seconds": 60})
            await session.commit()

    for _ in range(3):
        started = asyncio.Event()
        task = asyncio.create_task(work(started))
        await started.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    async with asyncio.timeout(10), database.writing() as one, database.writing() as other:
        assert await names(one) == await names(other) == [], "both connections of the pool are free again"


async def test_a_connection_that_the_server_ended_is_not_used_again(database: Database, stage: Stage) -> None:
    async with database.writing() as session:
        pid = (await fetch_in_session(session, BACKEND, {}))[0][0]
        async with stage.database.reading() as other:
            await other.execute(select(func.pg_terminate_backend(pid)))
        with pytest.raises(DBAPIError) as lost:
            for _ in range(3):
                await names(session)
        assert lost.value.connection_invalidated
    async with database.writing() as session:
        assert await names(session) == []


async def test_parallel_units_of_work_keep_apart(database: Database) -> None:
    async def one(number: int) -> None:
        async with database.writing() as session:
            await session.execute(insert(Supplier), [supplier(f"F{number}")])
            assert len(await names(session)) >= 1
            if number % 2:
                await session.commit()

    await asyncio.gather(*(one(number) for number in range(20)))
    assert await committed(database) == sorted(f"F{number}" for number in range(20) if number % 2)
