"""What approvals know of a loan."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.clock import now
from levitiis.modules.movements.loans.actions import extending
from levitiis.modules.movements.loans.actions.reserving import content_hash, end
from levitiis.modules.movements.loans.actions.telling import tell
from levitiis.modules.movements.loans.models import LoanExtension
from levitiis.modules.movements.loans.queries.extensions import approval_of_extension, open_extension
from levitiis.modules.movements.loans.queries.rows import hold, loans_of
from levitiis.modules.movements.loans.states import EXTENSION, KIND, AgreementStep, ExtensionState

_CHANGED = "O empréstimo mudou depois do pedido."


class LoanSubject:
    """A loan that waits for decisions; its days are taken meanwhile."""

    kind = KIND
    has_rules = True

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


class ExtensionSubject:
    """Another due date that waits for decisions, under the rules of loans; its agreement is the document.

    What stands in its way by now is part of what is decided on: so it is void as soon as somebody else has
    the assets on those days, as if the document had changed.
    """

    kind = EXTENSION
    has_rules = False

    async def content_hash(self, uow: UnitOfWork, document_id: int) -> str:
        """See :class:`levitiis.modules.approvals.policy.Subject`; empty when nothing waits any more."""
        agreement = await hold(uow, document_id)
        extension = await _waiting(uow, document_id)
        if extension is None:
            return ""
        hindered = await extending.obstacle(uow, agreement, extension)
        return await extending.content_of(uow, agreement, extension, hindered)

    async def decided(self, uow: UnitOfWork, document_id: int, *, approved: bool, note: str | None) -> None:
        """Approved it holds from now on; else everything stays due when it was, and it is said why."""
        agreement = await hold(uow, document_id)
        extension = await _waiting(uow, document_id)
        assert extension is not None  # noqa: S101  (an approval that waits has one)
        if approved:
            await extending.settle_granted(uow, agreement, extension)
        else:
            said = note or await extending.obstacle(uow, agreement, extension) or _CHANGED
            await extending.settle_refused(uow, agreement, extension, said)
            if note is None:  # void: whoever wanted to agree has refused nothing
                extension.decided_by = None
        approval = await approval_of_extension(uow.session, document_id)
        if approval is None or approval.requester_id != extension.requester_id:
            await extending.answer(uow, extension)  # who asked for the approval hears of it from there


async def _waiting(uow: UnitOfWork, agreement_id: int) -> LoanExtension | None:
    extension = await open_extension(uow.session, agreement_id)
    return extension if extension is not None and extension.state == ExtensionState.PENDING else None
