"""What approvals know of a transfer."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.clock import now
from levitiis.modules.movements.actions.asking import close_items, content_hash
from levitiis.modules.movements.actions.telling import tell
from levitiis.modules.movements.queries.rows import hold, items_of
from levitiis.modules.movements.states import KIND, Step


class TransferSubject:
    """A transfer that waits for decisions."""

    kind = KIND
    has_rules = True

    async def content_hash(self, uow: UnitOfWork, document_id: int) -> str:
        """See :class:`levitiis.modules.approvals.policy.Subject`."""
        document = await hold(uow, document_id)
        return content_hash(document, await items_of(uow.session, document_id))

    async def decided(self, uow: UnitOfWork, document_id: int, *, approved: bool, note: str | None) -> None:
        """Approved it may leave; rejected it is over, and its assets are free."""
        document = await hold(uow, document_id)
        document.take(Step.APPROVE if approved else Step.REJECT)
        document.decided_at, uow.reason = now(), note
        if approved:
            document.approver_id = uow.actor.id
        else:
            document.closed_at, document.closing_note = now(), note
            await close_items(uow, document_id)
        await tell(uow, document)
