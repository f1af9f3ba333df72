"""What was asked of a loan that has ended is not wanted any more."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.clock import now
from levitiis.modules.approvals import api as approvals
from levitiis.modules.movements.loans.models import LoanExtension
from levitiis.modules.movements.loans.queries.extensions import open_extension
from levitiis.modules.movements.loans.states import EXTENSION, ExtensionState, ExtensionStep


async def drop_extension(uow: UnitOfWork, agreement_id: int) -> None:
    """Another due date that waits for an answer falls. The caller holds the agreement's row."""
    extension = await open_extension(uow.session, agreement_id)
    if extension is not None:
        await take_back(uow, extension)
    await uow.flush()


async def take_back(uow: UnitOfWork, extension: LoanExtension) -> None:
    """It is not wanted any more; nor is anybody asked to approve it."""
    asked = extension.state == ExtensionState.PENDING
    extension.take(ExtensionStep.CANCEL)
    extension.decided_at = now()
    if asked:
        await approvals.withdraw_approval(uow, EXTENSION, extension.agreement_id)
