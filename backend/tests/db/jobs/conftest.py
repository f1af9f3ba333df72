"""A database whose signals are heard, and workers that are stopped in the end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import structlog

from levitiis.infra.db.engine import Database
from levitiis.infra.jobs.run import JobHandler
from levitiis.infra.jobs.worker import Worker
from levitiis.infra.settings import Settings
from tests.db.stage import Stage

StartWorker = Callable[..., Worker]


@pytest.fixture(autouse=True)
def plain_tracebacks() -> Iterator[None]:
    """As the program logs them: structlog's own default takes seconds to draw one."""
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, plain])
    yield
    structlog.reset_defaults()


@pytest.fixture
async def stage(stage: Stage) -> Stage:
    await stage.database.signals.start()
    return stage


@pytest.fixture
async def start_worker(stage: Stage, database_url: str) -> AsyncIterator[StartWorker]:
    """Starts a worker with a pool of its own, as another process would have."""
    started: list[tuple[Worker, asyncio.Task[None], Database]] = []

    def start(*handlers: JobHandler, lease: float = 30.0, **options: Any) -> Worker:
        database = Database(database_url, Settings())
        worker = Worker(database, handlers, stage.keys.trail_key, lease=timedelta(seconds=lease), **options)

        async def run() -> None:
            await database.signals.start()
            await worker.run()

        started.append((worker, asyncio.create_task(run()), database))
        return worker

    yield start
    for worker, task, database in started:
        await worker.stop(grace=0)
        await asyncio.gather(task, return_exceptions=True)
        await database.dispose()
