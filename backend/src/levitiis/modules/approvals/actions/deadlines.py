"""Deadlines of levels: when they end, a reminder half-way, and what happens when nobody has answered.

Runs every few minutes in any worker. Each step is taken under the lock of its approval and leaves its mark
on the level, so that two workers take it once, and days without a worker are caught up with one step. What
falls due in one run is told to each by one letter.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.jobs.run import JobHandler, JobRun
from levitiis.kit.clock import now
from levitiis.modules.approvals.actions.mailing import bring_together, enqueue_mail
from levitiis.modules.approvals.actions.telling import tell
from levitiis.modules.approvals.models import Approval, ApprovalLevel
from levitiis.modules.approvals.queries.rows import asked_since, running_levels
from levitiis.modules.approvals.states import ApprovalState
from levitiis.modules.locations import api as locations

DEADLINES = "approvals.deadlines"
DueClock = Callable[[AsyncSession, str | None, datetime, timedelta], Awaitable[datetime]]
"""When business time is over that begins at a moment, by the calendar of the place with a path."""


def deadlines(clock: DueClock) -> JobHandler:
    """The job that looks at every level that has a deadline and waits."""

    async def handle(run: JobRun) -> None:
        async with run.unit_of_work() as uow:
            waiting: Sequence[int] = await running_levels(uow.session)
        letters: list[int] | None = [] if len(waiting) > 1 else None
        for level_id in waiting:
            async with run.unit_of_work() as uow:
                await _look(uow, level_id, clock, letters)
                await uow.commit()
        if letters:
            async with run.unit_of_work() as uow:
                await bring_together(uow, letters)
                await uow.commit()

    return JobHandler(DEADLINES, handle)


async def _look(uow: UnitOfWork, level_id: int, clock: DueClock, letters: list[int] | None) -> None:
    """Set the deadline of a level, remind, or escalate: whichever is due and not done."""
    level = (
        await uow.session.execute(select(ApprovalLevel).where(ApprovalLevel.id == level_id))
    ).scalar_one()
    holding = select(Approval).where(Approval.id == level.approval_id).with_for_update()
    approval = (await uow.session.execute(holding)).scalar_one()
    await uow.session.refresh(level)
    passed = approval.state != ApprovalState.PENDING or approval.position != level.position
    if passed or level.escalated_at is not None:  # by another worker, since this one has looked
        return
    if level.due_at is None:
        await _set(uow, approval, level, clock)
    moment = now()
    if level.due_at is not None and moment >= level.due_at:
        level.escalated_at = moment
        uow.log("approval", approval.id, "escalate", {"position": level.position})
        await enqueue_mail(uow, approval, "escalated", letters)
        await tell(uow, approval)
    elif level.reminded_at is None and level.remind_at is not None and moment >= level.remind_at:
        level.reminded_at = moment
        await enqueue_mail(uow, approval, "reminder", letters)
    await uow.flush()


async def _set(uow: UnitOfWork, approval: Approval, level: ApprovalLevel, clock: DueClock) -> None:
    since = await asked_since(uow.session, approval)
    path = await locations.path_of(uow.session, level.location_id)
    whole = timedelta(hours=level.deadline_hours or 0)
    level.remind_at = await clock(uow.session, path, since, whole / 2)
    level.due_at = await clock(uow.session, path, since, whole)
    await tell(uow, approval)
