"""Reads jobs: one's own, or all of them for those who may."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, and_, false, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.paging import fetch_page, page_of
from levitiis.infra.db.search import AnySelect
from levitiis.infra.jobs.errors import shown_problem
from levitiis.infra.jobs.models import Job
from levitiis.infra.jobs.policy import CANCEL, READ
from levitiis.infra.jobs.schemas import JobFilter, JobOut
from levitiis.infra.jobs.states import JobStatus
from levitiis.kit.access import Actor, ActorKind
from levitiis.kit.clock import now
from levitiis.kit.common_problems import FORBIDDEN, NOT_FOUND
from levitiis.kit.paging import Page
from levitiis.kit.problems import Language

_SHOWN = (
    Job.id, Job.kind, Job.status, Job.done, Job.total, Job.unit, Job.message, Job.result, Job.problem,
    Job.created_at, Job.started_at, Job.finished_at,
)  # fmt: skip


def own(actor: Actor) -> ColumnElement[bool]:
    """The jobs that ``actor`` asked for."""
    if actor.kind is not ActorKind.USER or actor.id is None:
        return false()
    return Job.created_by == actor.id


def visible(actor: Actor) -> ColumnElement[bool]:
    """One's own jobs; every job for an organisation-wide grant of ``jobs.read``."""
    return true() if actor.scope(READ).everywhere else own(actor)


async def list_jobs(
    session: AsyncSession, actor: Actor, params: JobFilter, language: Language
) -> Page[JobOut]:
    """Jobs, the newest first."""
    wanted = _wanted(actor, params)
    rows = select(*_SHOWN).where(wanted).order_by(Job.id.desc())
    found, total = await fetch_page(session, rows, select(Job.id).where(wanted), params)
    return page_of(Page[JobOut], [_out(row, language) for row in found], params, total)


async def get_job(session: AsyncSession, actor: Actor, job_id: int, language: Language) -> JobOut:
    """One job. Raises ``request.not_found`` for somebody else's."""
    row = (await session.execute(one_job(actor, job_id))).one_or_none()
    if row is None:
        raise NOT_FOUND()
    return _out(row, language)


async def require_cancellable(session: AsyncSession, actor: Actor, job_id: int) -> None:
    """Raise ``request.not_found`` unless ``actor`` sees the job, ``request.forbidden`` unless he may end it.

    Everybody may end his own; those of others take an organisation-wide grant of ``jobs.cancel``.
    """
    seen = select(Job.id).where(Job.id == job_id, visible(actor))
    mine = seen if actor.scope(CANCEL).everywhere else seen.where(own(actor))
    if await session.scalar(mine) is None:
        raise FORBIDDEN() if await session.scalar(seen) is not None else NOT_FOUND()


def one_job(actor: Actor, job_id: int) -> AnySelect:
    """The statement of :func:`get_job`."""
    return select(*_SHOWN).where(Job.id == job_id, visible(actor))


def _wanted(actor: Actor, params: JobFilter) -> ColumnElement[bool]:
    conditions = [own(actor) if params.mine else visible(actor)]
    if params.kind is not None:
        conditions.append(Job.kind == params.kind)
    if params.status is not None:
        conditions.append(Job.status == params.status.value)
    return and_(*conditions)


def _out(row: Row[*tuple[Any, ...]], language: Language) -> JobOut:
    shown = dict(zip((column.key for column in _SHOWN), row, strict=True))
    status = JobStatus(shown["status"])
    final = status in (JobStatus.FAILED, JobStatus.CANCELLED)
    shown["problem"] = shown_problem(shown["problem"], language) if final else None
    return JobOut(**shown, eta_seconds=_eta(row) if status is JobStatus.RUNNING else None)


def _eta(row: Row[*tuple[Any, ...]]) -> int | None:
    """Seconds until the end if it goes on like this; none while there is nothing to go by."""
    if not row.total or row.done <= 0 or row.started_at is None:
        return None
    passed = (now() - row.started_at).total_seconds()
    return max(0, round(passed * (row.total - row.done) / row.done))
