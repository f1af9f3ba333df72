"""Signals: heard by other processes, cheap when many, and found again after a loss."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import event

from levitiis.infra.db.engine import Database
from levitiis.infra.db.signals import JOBS, OUTBOX, PUBLISHED
from levitiis.infra.settings import Settings
from tests.db.outbox.relaying import tell
from tests.db.stage import Stage
from tests.waiting import eventually


@pytest.fixture
async def other(database_url: str) -> AsyncIterator[Database]:
    """What another process would have."""
    database = Database(database_url, Settings())
    await database.signals.start()
    await eventually(_hears(database))
    yield database
    await database.dispose()


def _hears(database: Database) -> Any:
    async def hears() -> bool:
        return database.signals.hears_others

    return hears


async def test_another_process_is_woken(stage: Stage, other: Database) -> None:
    waker, deaf = other.signals.waker(OUTBOX), other.signals.waker(JOBS)
    stage.database.signals.send(OUTBOX)
    assert await waker.wait(10)
    assert not await deaf.wait(0.05)


async def test_a_commit_with_events_wakes_and_one_without_does_not(stage: Stage, other: Database) -> None:
    waker = other.signals.waker(OUTBOX)
    async with stage.work() as uow:
        uow.log("thing", 1, "seen", {})
    assert not await waker.wait(0.2)
    await tell(stage, 1)
    assert await waker.wait(10)


async def test_one_s_own_signal_wakes_once(stage: Stage) -> None:
    await eventually(_hears(stage.database))
    waker = stage.database.signals.waker(PUBLISHED)
    stage.database.signals.send(PUBLISHED)
    assert await waker.wait(10)
    assert not await waker.wait(0.2)  # its echo from the server is recognised


async def test_a_thousand_signals_cost_a_handful_of_statements(stage: Stage, other: Database) -> None:
    waker = other.signals.waker(OUTBOX)
    sent: list[str] = []

    def count(_: Any, __: Any, statement: str, *___: Any) -> None:
        sent.append(statement)

    event.listen(stage.database.engine.sync_engine, "before_cursor_execute", count)
    for _ in range(10):
        for _ in range(100):
            stage.database.signals.send(OUTBOX)
        await asyncio.sleep(0)
    assert await waker.wait(10)
    assert len([statement for statement in sent if "pg_notify" in statement]) <= 3


async def test_a_lost_connection_is_made_again_and_sleepers_look(stage: Stage, other: Database) -> None:
    waker = other.signals.waker(OUTBOX)
    await stage.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND application_name = 'levitiis-signals'"
    )
    assert await waker.wait(10)  # something may have been missed: everybody looks
    await eventually(_hears(other))
    stage.database.signals.send(OUTBOX)
    assert await waker.wait(10)


async def test_disposing_sends_what_is_unsent(database_url: str, other: Database) -> None:
    """A command that commits and ends at once still wakes the server's workers."""
    waker = other.signals.waker(JOBS)
    short = Database(database_url, Settings())
    short.signals.send(JOBS)
    await short.dispose()
    assert await waker.wait(10)
