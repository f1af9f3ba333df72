"""What was approved is what is done: a document that changed after it was asked for loses its approval."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from levitiis.infra.db.engine import Database
from levitiis.infra.db.uow import UnitOfWork, unit_of_work
from levitiis.kit.clock import now
from levitiis.kit.problems import Problem
from levitiis.modules.approvals.actions.mailing import enqueue_mail
from levitiis.modules.approvals.actions.telling import tell
from levitiis.modules.approvals.errors import CHANGED
from levitiis.modules.approvals.policy import Subject
from levitiis.modules.approvals.queries.rows import load_for_update, subject_of
from levitiis.modules.approvals.states import ApprovalState, ApprovalStep


@asynccontextmanager
async def voiding_changed(
    uow: UnitOfWork, database: Database, approval_id: int, subjects: Mapping[str, Subject]
) -> AsyncIterator[None]:
    """Within the block, ``approvals.changed`` also ends the approval, before it goes on to the caller.

    The refused decision leaves nothing behind, so this is a transaction of its own; the one of ``uow`` is
    given up first, it holds the document's row.
    """
    try:
        yield
    except Problem as problem:
        if problem.kind is CHANGED:
            await uow.session.rollback()
            async with unit_of_work(database, uow.actor, uow.origin, uow.trail_key) as own:
                await _void(own, approval_id, subjects)
                await own.commit()
        raise


async def _void(uow: UnitOfWork, approval_id: int, subjects: Mapping[str, Subject]) -> None:
    """The approval is void, its document as if it were rejected: free for being asked for anew."""
    kind, document_id = await subject_of(uow, approval_id)
    present = await subjects[kind].content_hash(uow, document_id)
    approval, _ = await load_for_update(uow, approval_id)
    if approval.state != ApprovalState.PENDING or present == approval.content_hash:
        return
    approval.take(ApprovalStep.WITHDRAW)
    approval.decided_at = now()
    await uow.flush()
    uow.log("approval", approval.id, "void", {"asked": approval.content_hash, "present": present})
    await subjects[kind].decided(uow, document_id, approved=False, note=None)
    await enqueue_mail(uow, approval, "decided")
    await tell(uow, approval)
