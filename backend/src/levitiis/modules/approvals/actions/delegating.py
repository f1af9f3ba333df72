"""Somebody stands in for a user who is away."""

from __future__ import annotations

from sqlalchemy import select

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.common_problems import INVALID_REQUEST, NOT_FOUND
from levitiis.kit.problems import FieldError
from levitiis.modules.approvals.errors import DELEGATION_OVERLAPS, NO_DECIDER
from levitiis.modules.approvals.models import ApprovalDelegation
from levitiis.modules.approvals.queries.asked import may_stand_in
from levitiis.modules.approvals.schemas import DelegationIn


async def delegate(uow: UnitOfWork, data: DelegationIn) -> None:
    """Let somebody decide in the actor's place.

    Raises ``approvals.delegation_overlaps``, ``approvals.no_decider``, ``request.invalid``.
    """
    assert uow.actor.id is not None  # noqa: S101
    if data.delegate_id == uow.actor.id:
        raise INVALID_REQUEST(errors=[FieldError("/delegate_id", "not_an_option")])
    if not await may_stand_in(uow.session, uow.actor, data.delegate_id):
        raise NO_DECIDER(errors=[FieldError("/delegate_id", "not_an_option")])
    await dialect_of(uow.session).lock(uow.session, f"approval_delegations:{uow.actor.id}")
    overlapping = select(ApprovalDelegation.id).where(
        ApprovalDelegation.user_id == uow.actor.id,
        ApprovalDelegation.starts_on <= data.ends_on,
        ApprovalDelegation.ends_on >= data.starts_on,
    )
    if await uow.session.scalar(overlapping.limit(1)) is not None:
        raise DELEGATION_OVERLAPS()
    uow.session.add(ApprovalDelegation(user_id=uow.actor.id, **data.model_dump()))
    await uow.flush()


async def end_delegation(uow: UnitOfWork, delegation_id: int) -> None:
    """Take one of the actor's own delegations back. Raises ``request.not_found``."""
    statement = select(ApprovalDelegation).where(
        ApprovalDelegation.id == delegation_id, ApprovalDelegation.user_id == uow.actor.id
    )
    found = await uow.session.scalar(statement.with_for_update())
    if found is None:
        raise NOT_FOUND()
    await uow.session.delete(found)
    await uow.flush()
