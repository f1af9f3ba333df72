"""What approvals know of a loan."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.clock import now
from levitiis.modules.movements.loans.actions.reserving import content_hash, end
from levitiis.modules.movements.loans.actions.telling import tell
from levitiis.modules.movements.loans.queries.rows import hold, loans_of
from levitiis.modules.movements.loans.states import KIND, AgreementStep


class LoanSubject:
    """A loan that waits for decisions; its days are taken meanwhile."""

    kind = KIND

    async def content_hash(self, uow: UnitOfWork, document_id: int) -> str:
        """See :class:`levitiis.modules.approvals.policy.Subject`."""
        agreement = await hold(uow, document_id)
        return content_hash(agreement, await loans_of(uow.session, document_id))

    async def decided(self, uow: UnitOfWork, document_id: int, *, approved: bool, note: str | None) -> None:
        """Approved it may be handed over; rejected it is over, and its days are free."""
        agreement = await hold(uow, document_id)
        agreement.take(AgreementStep.APPROVE if approved else AgreementStep.REJECT)
        agreement.decided_at, uow.reason = now(), note
        if approved:
            agreement.approver_id = uow.actor.id
        else:
            await end(uow, agreement, note)
        await tell(uow, agreement)
