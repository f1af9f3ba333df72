"""What approvals know of a disposal."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.clock import now
from levitiis.modules.movements.disposals.actions.asking import close_items, content_hash
from levitiis.modules.movements.disposals.actions.telling import tell
from levitiis.modules.movements.disposals.queries.rows import hold, items_of, members_of
from levitiis.modules.movements.disposals.states import KIND, DisposalStep


class DisposalSubject:
    """A disposal that waits for decisions; its assets are held meanwhile."""

    kind = KIND
    has_rules = True

    async def content_hash(self, uow: UnitOfWork, document_id: int) -> str:
        """See :class:`levitiis.modules.approvals.policy.Subject`."""
        disposal = await hold(uow, document_id)
        items = await items_of(uow.session, document_id)
        return content_hash(disposal, items, await members_of(uow.session, document_id))

    async def decided(self, uow: UnitOfWork, document_id: int, *, approved: bool, note: str | None) -> None:
        """Approved it may be concluded; rejected it is over, and its assets are free."""
        disposal = await hold(uow, document_id)
        disposal.take(DisposalStep.APPROVE if approved else DisposalStep.REJECT)
        disposal.decided_at, uow.reason = now(), note
        if approved:
            disposal.approver_id = uow.actor.id
        else:
            disposal.closing_note = note
            await close_items(uow, document_id)
        await tell(uow, disposal)
