"""Looks at jobs from outside."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from sqlalchemy import select

from levitiis.infra.jobs.models import Job
from levitiis.infra.jobs.queue import enqueue
from tests.db.stage import Stage
from tests.waiting import eventually


async def job(stage: Stage, job_id: int) -> Job:
    async with stage.read() as session:
        return (await session.execute(select(Job).where(Job.id == job_id))).scalar_one()


async def job_that(stage: Stage, job_id: int, holds: Callable[[Job], bool], within: float = 20.0) -> Job:
    """Wait until something holds of the job; the job."""

    async def look() -> Job | None:
        found = await job(stage, job_id)
        return found if holds(found) else None

    found = await eventually(look, within=within)
    assert found is not None
    return found


async def ended(stage: Stage, job_id: int, within: float = 20.0) -> Job:
    return await job_that(stage, job_id, lambda j: j.status in ("done", "failed", "cancelled"), within)


async def put(
    stage: Stage, kind: str = "tests.work", created_by: int | None = None, **payload: object
) -> int:
    async with stage.work() as uow:
        return await enqueue(uow, kind, payload, created_by=created_by)


def true(check: Callable[[], bool]) -> Callable[[], Awaitable[bool]]:
    async def ask() -> bool:
        return check()

    return ask
