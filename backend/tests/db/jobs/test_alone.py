"""Jobs of a kind that runs alone: one after another, in their order, whoever does them."""

from __future__ import annotations

import asyncio

from levitiis.infra.jobs.queue import enqueue, request_cancel
from levitiis.infra.jobs.run import JobHandler, JobRun
from tests.db.jobs.conftest import StartWorker
from tests.db.jobs.looking import ended, job, job_that, put, true
from tests.db.stage import Stage
from tests.waiting import eventually

KIND, OTHER = "tests.alone", "tests.work"


async def test_jobs_of_the_kind_take_turns_and_others_go_on(stage: Stage, start_worker: StartWorker) -> None:
    running: set[int] = set()
    together: list[int] = []
    order: list[int] = []

    async def work(run: JobRun) -> None:
        running.add(run.id)
        together.append(len(running))
        async with run.unit_of_work() as uow:  # a few turns of the loop, in which another might begin
            await uow.session.connection()
        await asyncio.sleep(0.05)
        order.append(run.id)
        running.discard(run.id)

    async def other(_: JobRun) -> None: ...

    for _ in range(2):
        start_worker(JobHandler(KIND, work, alone=True), JobHandler(OTHER, other), concurrency=4)
    async with stage.work() as uow:
        ids = [await enqueue(uow, KIND, {}) for _ in range(8)]
        others = [await enqueue(uow, OTHER, {}) for _ in range(8)]
    for job_id in (*ids, *others):
        assert (await ended(stage, job_id)).status == "done"
    assert set(together) == {1}
    assert order == ids


async def test_others_do_not_wait_behind_those_that_do(stage: Stage, start_worker: StartWorker) -> None:
    release = asyncio.Event()

    async def work(_: JobRun) -> None:
        await release.wait()

    async def other(_: JobRun) -> None: ...

    start_worker(JobHandler(KIND, work, alone=True), JobHandler(OTHER, other), concurrency=2)
    first, *waiting = [await put(stage, KIND) for _ in range(12)]
    await job_that(stage, first, lambda j: j.status == "running")
    assert (await ended(stage, await put(stage, OTHER))).status == "done"
    assert [(await job(stage, job_id)).status for job_id in waiting] == ["queued"] * 11
    release.set()
    for job_id in waiting:
        assert (await ended(stage, job_id)).attempts == 1


async def test_one_that_waits_for_its_turn_can_be_cancelled(stage: Stage, start_worker: StartWorker) -> None:
    release = asyncio.Event()
    began: list[int] = []

    async def work(run: JobRun) -> None:
        began.append(run.id)
        await release.wait()

    start_worker(JobHandler(KIND, work, alone=True), concurrency=2)
    first, second = await put(stage, KIND), await put(stage, KIND)
    await eventually(true(lambda: began == [first]))
    async with stage.work() as uow:
        await request_cancel(uow, second)
    assert (await ended(stage, second)).status == "cancelled"
    assert (await job(stage, first)).status == "running"
    release.set()
    assert (await ended(stage, first)).status == "done"
    assert began == [first]


async def test_the_turn_of_a_dead_worker_is_not_lost(stage: Stage, start_worker: StartWorker) -> None:
    """What it had begun is done first, from the start; then the next one."""
    order: list[int] = []

    async def work(run: JobRun) -> None:
        order.append(run.id)

    first, second = await put(stage, KIND), await put(stage, KIND)
    await stage.sql(
        "UPDATE jobs SET status = 'running', attempts = 1, claimed_by = 'dead', "
        "claimed_until = now() - interval '1s' WHERE id = :first",
        first=first,
    )
    start_worker(JobHandler(KIND, work, alone=True))
    assert (await ended(stage, second)).attempts == 1
    assert (await job(stage, first)).attempts == 2
    assert order == [first, second]
