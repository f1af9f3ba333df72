"""Puts jobs into the queue, and asks for their end."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select, update

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.signals import JOBS, signal_after_commit
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.jobs.claims import applied
from levitiis.infra.jobs.errors import ALREADY_FINISHED
from levitiis.infra.jobs.models import Job
from levitiis.infra.jobs.states import OPEN, JobStatus
from levitiis.kit.clock import now
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.ids import opaque_code

MAX_KEY = 160


async def enqueue(
    uow: UnitOfWork,
    kind: str,
    payload: Mapping[str, Any],
    *,
    unique_key: str | None = None,
    due_at: datetime | None = None,
    created_by: int | None = None,
) -> int:
    """Put a job into the queue as part of this unit of work; returns its id.

    With a ``unique_key`` that was used before, in whatever state that job is, nothing is added and
    the id of that job is returned. Workers are woken once the unit of work is committed.
    """
    if unique_key is not None:
        if len(unique_key) > MAX_KEY:
            raise ValueError("the key of a job is too long")
        await dialect_of(uow.session).lock(uow.session, f"job:{unique_key}")
        known = await uow.session.scalar(id_of_key(unique_key))
        if known is not None:
            return known
    moment = now()
    values = {
        "kind": kind,
        "unique_key": unique_key or f"{kind}#{opaque_code()}",
        "payload": dict(payload),
        "created_by": created_by,
        "created_at": moment,
        "due_at": due_at or moment,
    }
    made = await uow.session.scalar(insert(Job).values(values).returning(Job.id))
    wake_workers(uow)
    return int(made or 0)


async def request_cancel(uow: UnitOfWork, job_id: int) -> None:
    """Ask for the end of a job: one that waits never starts, one that runs is interrupted.

    The worker that has it, or the next free one, ends it and calls the handler's ``on_failure``.
    """
    moment = now()
    asking = (
        update(Job)
        .where(Job.id == job_id, Job.status.in_(OPEN))
        .values(cancel_requested=True, due_at=moment)
        .execution_options(synchronize_session=False)
    )
    if not await applied(uow.session, asking):
        known = await uow.session.scalar(select(Job.id).where(Job.id == job_id))
        raise ALREADY_FINISHED() if known is not None else NOT_FOUND()
    wake_workers(uow)


async def set_aside(uow: UnitOfWork, job_ids: Collection[int]) -> Sequence[Mapping[str, Any]]:
    """What was given to those of these jobs that nobody has begun; they never start.

    For whoever does their work by another job of the same unit of work; ``on_failure`` is not called.
    """
    taking = (
        update(Job)
        .where(Job.id.in_(job_ids), Job.status == JobStatus.QUEUED.value)
        .values(status=JobStatus.CANCELLED.value, finished_at=now())
        .returning(Job.payload)
        .execution_options(synchronize_session=False)
    )
    return (await uow.session.scalars(taking)).all()


def id_of_key(unique_key: str) -> Select[int]:
    """The job with this key."""
    return select(Job.id).where(Job.unique_key == unique_key)


def wake_workers(uow: UnitOfWork) -> None:
    """Wake idle workers once ``uow`` is committed."""

    async def wake() -> None:
        signal_after_commit(uow.session.info, JOBS)

    uow.after_commit(wake)


async def forget_payload(uow: UnitOfWork, job_id: int) -> None:
    """Keep nothing of what a job was given, once it is done or given up: it held something of a person."""
    statement = update(Job).where(Job.id == job_id).values(payload={})
    await uow.session.execute(statement.execution_options(synchronize_session=False))
