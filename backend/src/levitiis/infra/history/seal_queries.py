"""How far the trail is sealed, and what the last verification saw."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.history.models import AuditLog, AuditSeal
from levitiis.infra.history.policy import VERIFY
from levitiis.infra.history.schemas import SealHead, SealsOut, TrailVerdict
from levitiis.infra.history.sealing import last_seal
from levitiis.infra.history.verifying import VERIFYING
from levitiis.infra.jobs.models import Job
from levitiis.infra.jobs.states import JobStatus
from levitiis.kit.access import Actor


async def seals(session: AsyncSession, actor: Actor) -> SealsOut:
    """The state of the chain; ``waiting`` are entries that no seal covers yet.

    Raises ``request.forbidden`` unless ``actor`` may verify for the whole organisation.
    """
    actor.require_at(VERIFY, None)
    head = (await session.execute(last_seal())).one_or_none()
    figures = (await session.execute(select(func.count(), func.sum(AuditSeal.entries)))).one()
    covered = head.covered_to if head else 0
    waiting = await session.scalar(select(func.count()).where(AuditLog.id > covered))
    return SealsOut(
        seals=figures[0],
        entries=figures[1] or 0,
        waiting=waiting or 0,
        head=SealHead(number=head.id, hash=head.hash, sealed_at=head.sealed_at) if head else None,
        verdict=await _verdict(session),
    )


async def _verdict(session: AsyncSession) -> TrailVerdict | None:
    newest = (
        select(Job.id, Job.finished_at, Job.result)
        .where(Job.kind == VERIFYING, Job.status == JobStatus.DONE.value)
        .order_by(Job.id.desc())
        .limit(1)
    )
    job = (await session.execute(newest)).one_or_none()
    if job is None:
        return None
    return TrailVerdict.model_validate({"job_id": job.id, "finished_at": job.finished_at, **job.result})
