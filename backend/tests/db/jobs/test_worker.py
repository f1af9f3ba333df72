"""Workers: each job once, whoever dies; retries, cancellation, stop."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from levitiis.infra.jobs import run as running_jobs
from levitiis.infra.jobs.errors import LeaseLost
from levitiis.infra.jobs.queue import enqueue, request_cancel
from levitiis.infra.jobs.run import JobFailure, JobHandler, JobRun
from levitiis.kit.common_problems import FORBIDDEN
from levitiis.modules.locations.models import LocationKind
from tests.db.jobs.conftest import StartWorker
from tests.db.jobs.looking import ended, job, job_that, put, true
from tests.db.stage import Stage
from tests.processes import running
from tests.waiting import eventually


def _kind(code: str) -> LocationKind:
    return LocationKind(code=code, name_pt="x", name_en="x", rank=0, active=True)


async def test_two_workers_do_each_job_once(stage: Stage, start_worker: StartWorker) -> None:
    runs: Counter[int] = Counter()

    async def work(run: JobRun) -> dict[str, Any]:
        runs[run.id] += 1
        await asyncio.sleep(0)
        return {"number": run.payload["number"]}

    start_worker(JobHandler("tests.work", work), concurrency=4)
    start_worker(JobHandler("tests.work", work), concurrency=4)
    async with stage.work() as uow:
        ids = [await enqueue(uow, "tests.work", {"number": number}) for number in range(60)]
    found = [await ended(stage, job_id) for job_id in ids]
    assert [(j.status, j.result) for j in found] == [("done", {"number": n}) for n in range(60)]
    assert runs == Counter(dict.fromkeys(ids, 1))
    assert all(j.attempts == 1 for j in found)


async def test_a_worker_is_woken_by_the_commit(stage: Stage, start_worker: StartWorker) -> None:
    async def work(_: JobRun) -> None: ...

    start_worker(JobHandler("tests.work", work))
    await ended(stage, await put(stage))
    loop = asyncio.get_running_loop()
    delays: list[float] = []
    for _ in range(5):
        began = loop.time()
        await ended(stage, await put(stage))
        delays.append(loop.time() - began)
    assert sorted(delays)[2] < 0.5, delays  # the poll alone would take a second on average


async def test_what_is_due_later_waits_for_its_time(stage: Stage, start_worker: StartWorker) -> None:
    from datetime import timedelta

    from levitiis.kit.clock import now

    done: list[str] = []

    async def work(run: JobRun) -> None:
        done.append(run.payload["name"])

    start_worker(JobHandler("tests.work", work), concurrency=1)
    async with stage.work() as uow:
        later = await enqueue(uow, "tests.work", {"name": "later"}, due_at=now() + timedelta(seconds=1))
        first = await enqueue(uow, "tests.work", {"name": "first"})
        far = await enqueue(uow, "tests.work", {"name": "far"}, due_at=now() + timedelta(days=1))
    await ended(stage, first)
    assert (await job(stage, later)).status == "queued"
    late = await ended(stage, later)
    assert late.started_at is not None
    assert late.started_at >= late.due_at
    assert done == ["first", "later"]
    assert (await job(stage, far)).status == "queued"


async def test_a_killed_worker_is_replaced(
    stage: Stage, start_worker: StartWorker, database_url: str
) -> None:
    """SIGKILL in the middle of the work: nothing half done, another worker does it from the start."""
    job_id = await put(stage)
    attempts: list[int] = []

    async def work(run: JobRun) -> dict[str, Any]:
        attempts.append(run.attempt)
        async with run.unit_of_work() as uow:
            uow.session.add(_kind("whole"))
            await run.complete(uow, {"by": "the second"})
            await uow.commit()
        return {}

    async with running("tests.db.jobs.worker_process", database_url) as process:
        await process.says("working")
        seen = await job_that(stage, job_id, lambda j: j.done == 1)
        assert seen.status == "running"
        start_worker(JobHandler("tests.work", work))
        await process.kill()
    found = await ended(stage, job_id)
    assert (found.status, found.result, found.attempts) == ("done", {"by": "the second"}, 2)
    assert attempts == [2]
    codes = [row.code for row in await stage.sql("SELECT code FROM location_kinds")]
    assert codes == ["whole"]


async def test_a_living_worker_keeps_its_job(stage: Stage, start_worker: StartWorker) -> None:
    """The lease is shorter than the work; it is renewed, so nobody takes the job over."""
    runs = 0
    release = asyncio.Event()

    async def work(_: JobRun) -> None:
        nonlocal runs
        runs += 1
        await release.wait()

    start_worker(JobHandler("tests.work", work), lease=0.6)
    start_worker(JobHandler("tests.work", work), lease=0.6)
    job_id = await put(stage)
    first = await job_that(stage, job_id, lambda j: j.claimed_until is not None)
    await job_that(stage, job_id, lambda j: _later(j.claimed_until, first.claimed_until, 1.5))
    release.set()
    await ended(stage, job_id)
    assert runs == 1


def _later(moment: Any, than: Any, seconds: float) -> bool:
    return moment is not None and (moment - than).total_seconds() > seconds


async def test_a_run_that_was_taken_over_cannot_commit(stage: Stage, start_worker: StartWorker) -> None:
    """The work of the first run would be committed after another has the job: it is rolled back."""
    outcomes: list[str] = []
    taken = asyncio.Event()

    async def work(run: JobRun) -> None:
        async with run.unit_of_work() as uow:
            uow.session.add(_kind(f"by-{run.attempt}"))
            if run.attempt == 1:
                await stage.sql("UPDATE jobs SET claimed_by = 'another', claimed_until = now()")
                taken.set()
            try:
                await run.complete(uow)
            except LeaseLost:
                outcomes.append(f"lost by {run.attempt}")
                raise
            await uow.commit()
            outcomes.append(f"done by {run.attempt}")

    start_worker(JobHandler("tests.work", work), lease=5)
    job_id = await put(stage)
    await ended(stage, job_id)
    assert outcomes == ["lost by 1", "done by 2"]
    codes = [row.code for row in await stage.sql("SELECT code FROM location_kinds")]
    assert codes == ["by-2"]


async def test_a_failure_is_tried_again_and_a_problem_is_not(
    stage: Stage, start_worker: StartWorker, monkeypatch: Any
) -> None:
    from datetime import timedelta

    monkeypatch.setattr("levitiis.infra.jobs.execution.back_off", lambda _: timedelta(milliseconds=10))
    failures: list[JobFailure] = []

    async def stumble(run: JobRun) -> dict[str, Any]:
        if run.attempt < 3:
            raise RuntimeError("not yet")
        return {"attempt": run.attempt}

    async def refuse(_: JobRun) -> None:
        raise FORBIDDEN()

    async def remember(_: object, failure: JobFailure) -> None:
        failures.append(failure)

    start_worker(
        JobHandler("tests.stumble", stumble, on_failure=remember),
        JobHandler("tests.hopeless", _fail, max_attempts=2, on_failure=remember),
        JobHandler("tests.refuse", refuse, on_failure=remember),
    )
    stumbled = await ended(stage, await put(stage, "tests.stumble"))
    assert (stumbled.status, stumbled.result, stumbled.attempts) == ("done", {"attempt": 3}, 3)
    assert stumbled.problem is None
    assert failures == []
    hopeless = await ended(stage, await put(stage, "tests.hopeless"))
    assert (hopeless.status, hopeless.attempts) == ("failed", 2)
    assert hopeless.problem == {"code": "server.internal", "params": {}, "errors": []}
    refused = await ended(stage, await put(stage, "tests.refuse"))
    assert (refused.status, refused.attempts) == ("failed", 1)
    assert refused.problem is not None
    assert refused.problem["code"] == "request.forbidden"
    assert [failure.problem["code"] for failure in failures] == ["server.internal", "request.forbidden"]


async def _fail(_: JobRun) -> None:
    raise RuntimeError("always")


def test_pauses_between_tries_grow() -> None:
    pauses = [running_jobs.back_off(attempt).total_seconds() for attempt in range(1, 7)]
    assert pauses == [2.0, 8.0, 32.0, 128.0, 300.0, 300.0]


async def test_work_that_always_takes_its_process_down_is_given_up(
    stage: Stage, start_worker: StartWorker
) -> None:
    ran: list[int] = []
    told: list[str] = []

    async def work(run: JobRun) -> None:
        ran.append(run.id)

    async def remember(_: object, failure: JobFailure) -> None:
        told.append(failure.problem["code"])

    job_id = await put(stage)
    await stage.sql(
        "UPDATE jobs SET status = 'running', attempts = 3, claimed_by = 'dead', "
        "claimed_until = now() - interval '1s'"
    )
    start_worker(JobHandler("tests.work", work, max_attempts=3, on_failure=remember))
    found = await ended(stage, job_id)
    assert found.status == "failed"
    assert found.problem is not None
    assert found.problem["code"] == "jobs.gave_up"
    assert told == ["jobs.gave_up"]
    assert ran == []


async def test_a_broken_on_failure_does_not_keep_the_job_alive(
    stage: Stage, start_worker: StartWorker
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("and this too")

    start_worker(JobHandler("tests.work", _fail, max_attempts=1, on_failure=broken))
    assert (await ended(stage, await put(stage))).status == "failed"


async def test_cancelling_running_and_waiting_jobs(stage: Stage, start_worker: StartWorker) -> None:
    began: list[int] = []
    told: list[tuple[int, str]] = []

    async def work(run: JobRun) -> None:
        began.append(run.id)
        async with run.unit_of_work() as uow:
            uow.session.add(_kind("never"))
            await uow.flush()
            await asyncio.Event().wait()

    async def remember(_: object, failure: JobFailure) -> None:
        told.append((failure.job_id, failure.status.value))

    start_worker(JobHandler("tests.work", work, on_failure=remember), concurrency=1)
    first, second = await put(stage), await put(stage)
    await eventually(true(lambda: began == [first]))
    for job_id in (second, first):
        async with stage.work() as uow:
            await request_cancel(uow, job_id)
    assert (await ended(stage, first, within=5)).status == "cancelled"
    assert (await ended(stage, second, within=5)).status == "cancelled"
    assert began == [first]
    assert sorted(told) == [(first, "cancelled"), (second, "cancelled")]
    assert await stage.sql("SELECT code FROM location_kinds") == []


async def test_a_stopped_worker_puts_its_work_back(stage: Stage, start_worker: StartWorker) -> None:
    begun = asyncio.Event()

    async def hang(_: JobRun) -> None:
        begun.set()
        await asyncio.Event().wait()

    async def work(run: JobRun) -> dict[str, Any]:
        return {"attempt": run.attempt}

    stopping = start_worker(JobHandler("tests.work", hang))
    job_id = await put(stage)
    await begun.wait()
    await stopping.stop(grace=0)
    waiting = await job(stage, job_id)
    assert (waiting.status, waiting.attempts, waiting.claimed_by) == ("queued", 0, None)
    start_worker(JobHandler("tests.work", work))
    assert (await ended(stage, job_id)).result == {"attempt": 1}


async def test_a_stopping_worker_lets_work_end(stage: Stage, start_worker: StartWorker) -> None:
    begun, release = asyncio.Event(), asyncio.Event()

    async def work(_: JobRun) -> None:
        begun.set()
        await release.wait()

    worker = start_worker(JobHandler("tests.work", work))
    job_id = await put(stage)
    await begun.wait()
    stopping = asyncio.create_task(worker.stop(grace=10))
    await asyncio.sleep(0)
    release.set()
    await stopping
    assert (await job(stage, job_id)).status == "done"


async def test_the_loss_of_the_database_heals(stage: Stage, start_worker: StartWorker) -> None:
    """Every connection is cut in the middle of the work: it is done again, once."""
    begun = asyncio.Event()

    async def work(run: JobRun) -> dict[str, Any]:
        async with run.unit_of_work() as uow:
            uow.session.add(_kind(f"try-{run.attempt}"))
            await uow.flush()
            if run.attempt == 1:
                begun.set()
                await asyncio.sleep(0.3)
            await run.complete(uow, {"attempt": run.attempt})
            await uow.commit()
        return {}

    start_worker(JobHandler("tests.work", work), lease=3)
    job_id = await put(stage)
    await begun.wait()
    await stage.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await stage.database.engine.dispose()
    found = await ended(stage, job_id, within=30)
    assert (found.status, found.result) == ("done", {"attempt": 2})
    codes = [row.code for row in await stage.sql("SELECT code FROM location_kinds")]
    assert codes == ["try-2"]


async def test_unknown_kinds_are_left_to_others(stage: Stage, start_worker: StartWorker) -> None:
    async def work(_: JobRun) -> None: ...

    start_worker(JobHandler("tests.work", work))
    strange = await put(stage, "tests.of_a_newer_version")
    await ended(stage, await put(stage))
    assert (await job(stage, strange)).status == "queued"
