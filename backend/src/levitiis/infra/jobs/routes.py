"""HTTP of jobs."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

from levitiis.infra.http.context import Read, Write
from levitiis.infra.http.route import Router
from levitiis.infra.jobs import queries
from levitiis.infra.jobs.errors import ALREADY_FINISHED
from levitiis.infra.jobs.queue import request_cancel
from levitiis.infra.jobs.schemas import JobFilter, JobOut
from levitiis.kit.access import SELF
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.paging import Page
from levitiis.kit.wire import MAX_ID

router = Router("/jobs", "jobs")

JobId = Annotated[int, Path(ge=1, le=MAX_ID)]


@router.endpoint("GET", "", access=SELF, operation_id="listJobs", response=Page[JobOut])
async def list_jobs(ctx: Read, params: Annotated[JobFilter, Query()]) -> Page[JobOut]:
    """Recent jobs, the newest first."""
    return await queries.list_jobs(ctx.session, ctx.actor, params, ctx.language)


@router.endpoint(
    "GET", "/{job_id}", access=SELF, operation_id="getJob", response=JobOut, problems=[NOT_FOUND]
)
async def get_job(ctx: Read, job_id: JobId) -> JobOut:
    """How far a job has come, and what came of it."""
    return await queries.get_job(ctx.session, ctx.actor, job_id, ctx.language)


@router.endpoint(
    "POST",
    "/{job_id}/cancelamento",
    access=SELF,
    operation_id="cancelJob",
    response=JobOut,
    status=202,
    problems=[NOT_FOUND, ALREADY_FINISHED],
    idempotent=True,
)
async def cancel_job(ctx: Write, job_id: JobId) -> JobOut:
    """Ask for the end of a job: one's own, or with ``jobs.cancel`` somebody else's that one sees."""
    await queries.require_cancellable(ctx.session, ctx.actor, job_id)
    await request_cancel(ctx.uow, job_id)
    return await queries.get_job(ctx.session, ctx.actor, job_id, ctx.language)
