"""Who works on which job: claims, leases, and the end of a run, each a conditional UPDATE.

A claim is a token that no other run has. Whatever a run writes about its job is written only while
the row still carries its token, so a run that was taken over cannot have any effect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Delete, Select, Update, and_, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.infra.jobs.models import Job
from levitiis.infra.jobs.states import JobStatus

QUEUED, RUNNING = JobStatus.QUEUED.value, JobStatus.RUNNING.value


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job that this worker holds under ``token``."""

    id: int
    kind: str
    payload: dict[str, Any]
    created_by: int | None
    attempt: int
    cancel_requested: bool
    token: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A job that may be claimed: it is due at ``at``, or its lease ended then."""

    id: int
    kind: str
    status: str
    at: datetime


def due(
    kinds: Sequence[str], alone: Sequence[str], until: datetime, limit: int
) -> Select[int, str, str, datetime]:
    """The jobs that wait, due by ``until``, the oldest first; of a kind in ``alone`` none while one runs."""
    free = or_(Job.kind.not_in(alone), _its_turn())
    return (
        select(Job.id, Job.kind, Job.status, Job.due_at)
        .where(Job.status == QUEUED, Job.due_at <= until, Job.kind.in_(kinds), free)
        .order_by(Job.due_at, Job.id)
        .limit(limit)
    )


def abandoned(kinds: Sequence[str], moment: datetime, limit: int) -> Select[int, str, str, datetime | None]:
    """The jobs whose worker stopped renewing its lease."""
    return (
        select(Job.id, Job.kind, Job.status, Job.claimed_until)
        .where(Job.status == RUNNING, Job.claimed_until < moment, Job.kind.in_(kinds))
        .order_by(Job.claimed_until, Job.id)
        .limit(limit)
    )


def claim(
    candidate: Candidate, token: str, moment: datetime, until: datetime, *, alone: bool = False
) -> Update:
    """Take a candidate, unless somebody else was quicker, or, ``alone``, has another of its kind.

    Who claims ``alone`` holds the lock :func:`turn` meanwhile, or two could look at the same moment.
    """
    waits = candidate.status == QUEUED
    taking = update(Job).where(Job.id == candidate.id, Job.status == candidate.status)
    if alone and waits:
        taking = taking.where(_its_turn())
    return _quiet(
        taking.where((Job.due_at if waits else Job.claimed_until) == candidate.at).values(
            status=RUNNING,
            claimed_by=token,
            claimed_until=until,
            started_at=moment,
            attempts=Job.attempts + 1,
        )
    )


def turn(kind: str) -> str:
    """The name of the lock under which jobs of a kind that runs alone are claimed."""
    return f"jobs.turn:{kind}"


def _its_turn() -> ColumnElement[bool]:
    """No other job of its kind runs or waits longer; or it was cancelled, and only ends.

    One whose worker died counts as running. Who looks at an old list of candidates would else take a late
    one the moment an early one ends.
    """
    other, earlier = aliased(Job), aliased(Job)
    running = select(other.id).where(other.kind == Job.kind, other.status == RUNNING).correlate(Job)
    before = or_(earlier.due_at < Job.due_at, and_(earlier.due_at == Job.due_at, earlier.id < Job.id))
    waits = select(earlier.id).where(earlier.kind == Job.kind, earlier.status == QUEUED, before)
    return or_(Job.cancel_requested == true(), ~running.exists() & ~waits.correlate(Job).exists())


def renew(claimed: Claimed, until: datetime) -> Update:
    """Prolong the lease."""
    return _mine(claimed).values(claimed_until=until)


def cancellation(claimed: Claimed) -> Select[bool]:
    """Whether somebody asked for the end of the job."""
    return select(Job.cancel_requested).where(Job.id == claimed.id)


def put_back(claimed: Claimed, due_at: datetime, **values: Any) -> Update:
    """Return the job to the queue."""
    return _mine(claimed).values(
        status=QUEUED, due_at=due_at, claimed_by=None, claimed_until=None, started_at=None, **values
    )


def finish(claimed: Claimed, status: JobStatus, moment: datetime, **values: Any) -> Update:
    """End the job. The token stays on the row and tells whose end it was."""
    return _mine(claimed).values(status=status.value, finished_at=moment, claimed_until=None, **values)


def progress(claimed: Claimed, **values: Any) -> Update:
    """Write how far the run has come."""
    return _mine(claimed).values(**values)


async def read_claimed(session: AsyncSession, job_id: int, token: str) -> Claimed:
    """What a run needs to know of the job it has just claimed."""
    columns = (Job.id, Job.kind, Job.payload, Job.created_by, Job.attempts, Job.cancel_requested)
    row = (await session.execute(select(*columns).where(Job.id == job_id))).one()
    return Claimed(*row, token=token)


async def applied(session: AsyncSession, statement: Update) -> bool:
    """Run a conditional UPDATE; whether it met the row it wanted."""
    return await affected(session, statement) == 1


async def affected(session: AsyncSession, statement: Update | Delete) -> int:
    """Run a statement; how many rows it changed or removed."""
    result = cast("CursorResult[Any]", await session.execute(statement))
    return result.rowcount


def _mine(claimed: Claimed) -> Update:
    return _quiet(
        update(Job).where(Job.id == claimed.id, Job.status == RUNNING, Job.claimed_by == claimed.token)
    )


def _quiet(statement: Update) -> Update:
    return statement.execution_options(synchronize_session=False)
