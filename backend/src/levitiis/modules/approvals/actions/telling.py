"""Lets those know who see an approval."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.modules.approvals.events import ApprovalsChanged
from levitiis.modules.approvals.models import Approval
from levitiis.modules.locations import api as locations


async def tell(uow: UnitOfWork, approval: Approval) -> None:
    """Let those know who decide where the approval is asked now."""
    path = await locations.path_of(uow.session, approval.location_id)
    uow.emit(ApprovalsChanged(object_ids=(approval.id,), location_paths=(path,) if path else ()))
