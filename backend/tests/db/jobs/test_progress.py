"""Progress is seen before the work commits, at a bounded rate, and told to the user's browsers."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from sqlalchemy import select

from levitiis.infra.jobs.blocking import run_blocking, run_in_process
from levitiis.infra.jobs.progress import INTERVAL, JobProgress, Snapshot
from levitiis.infra.jobs.run import JobHandler, JobRun
from levitiis.infra.outbox.models import OutboxEvent
from levitiis.modules.locations.models import LocationKind
from tests.db.jobs.conftest import StartWorker
from tests.db.jobs.looking import ended, job_that, put
from tests.db.stage import Stage


async def test_progress_is_seen_while_the_work_is_uncommitted(
    stage: Stage, start_worker: StartWorker
) -> None:
    release = asyncio.Event()

    async def work(run: JobRun) -> None:
        async with run.unit_of_work() as uow:
            uow.session.add(LocationKind(code="k", name_pt="x", name_en="x", rank=0, active=True))
            await uow.flush()
            run.progress.report(40, 100, "rows", "Lendo")
            await release.wait()
            run.progress.report(100)
            await run.complete(uow)
            await uow.commit()

    start_worker(JobHandler("tests.work", work))
    job_id = await put(stage, created_by=7)
    seen = await job_that(stage, job_id, lambda j: j.done == 40)
    assert (seen.status, seen.total, seen.unit, seen.message) == ("running", 100, "rows", "Lendo")
    assert await stage.sql("SELECT 1 FROM location_kinds") == []
    release.set()
    found = await ended(stage, job_id)
    assert (found.status, found.done, found.total, found.message) == ("done", 100, 100, "Lendo")
    async with stage.read() as session:
        payloads = (await session.scalars(select(OutboxEvent.payload))).all()
    assert payloads
    assert all((p["ids"], p["user_id"], p["permission"]) == ([job_id], 7, "identity.self") for p in payloads)


async def test_reports_are_cheap_and_the_last_one_is_written(stage: Stage) -> None:
    written: list[Snapshot] = []

    async def write(snapshot: Snapshot) -> None:
        written.append(snapshot)

    progress = JobProgress(write)
    began = time.perf_counter()
    for number in range(1, 50_001):
        progress.report(number, 50_000)
        if number % 1_000 == 0:
            await asyncio.sleep(0)
    spent = time.perf_counter() - began
    await progress.close()
    assert written[-1] == Snapshot(50_000, 50_000)
    assert len(written) <= spent / INTERVAL + 2


async def test_reports_from_a_thread(stage: Stage, start_worker: StartWorker) -> None:
    def compute(run: JobRun) -> int:
        for number in range(1, 11):
            run.progress.report(number, 10, "steps")
        return 10

    async def work(run: JobRun) -> dict[str, Any]:
        return {"steps": await run_blocking(compute, run)}

    start_worker(JobHandler("tests.work", work))
    found = await ended(stage, await put(stage))
    assert (found.result, found.done, found.unit) == ({"steps": 10}, 10, "steps")


async def test_progress_that_cannot_be_written_does_not_end_the_work() -> None:
    async def write(_: Snapshot) -> None:
        raise ConnectionError

    progress = JobProgress(write)
    progress.report(1, 2)
    await progress.close()


async def test_blocking_work_does_not_block_the_loop() -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0.001)

    ticking = asyncio.create_task(tick())
    await run_blocking(time.sleep, 0.3)
    ticking.cancel()
    assert ticks > 20


async def test_work_in_another_process() -> None:
    assert await run_in_process(sum, range(1_000)) == 499_500
