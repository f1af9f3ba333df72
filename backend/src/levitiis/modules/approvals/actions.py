"""Use cases of approvals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.clock import now
from levitiis.modules.approvals.errors import CHANGED, DECIDED, OWN_REQUEST
from levitiis.modules.approvals.events import ApprovalsChanged
from levitiis.modules.approvals.models import Approval, ApprovalDecision, ApprovalLevel
from levitiis.modules.approvals.policy import DECIDE, Subject
from levitiis.modules.approvals.queries import load_for_update, subject_of
from levitiis.modules.approvals.schemas import DecisionIn
from levitiis.modules.approvals.states import ApprovalState, Decision
from levitiis.modules.locations import api as locations


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a document asks for: ``levels`` are the places that are asked, one after the other."""

    kind: str
    document_id: int
    number: str
    summary: str
    content_hash: str
    levels: Sequence[int | None]


async def request_approval(uow: UnitOfWork, wanted: Wanted) -> None:
    """Ask the first level. The caller holds the document's row; the requester is the actor."""
    assert uow.actor.id is not None  # noqa: S101
    approval = Approval(
        kind=wanted.kind,
        document_id=wanted.document_id,
        number=wanted.number,
        summary=wanted.summary,
        location_id=wanted.levels[0],
        content_hash=wanted.content_hash,
        requester_id=uow.actor.id,
    )
    uow.session.add(approval)
    await uow.flush()
    uow.session.add_all(
        ApprovalLevel(approval_id=approval.id, position=position, location_id=place)
        for position, place in enumerate(wanted.levels)
    )
    await uow.flush()
    await _tell(uow, approval)


async def withdraw_approval(uow: UnitOfWork, kind: str, document_id: int) -> None:
    """Nothing more is asked of anybody. The caller holds the document's row."""
    approval = await uow.session.scalar(
        select(Approval)
        .where(
            Approval.kind == kind,
            Approval.document_id == document_id,
            Approval.state == ApprovalState.PENDING.value,
        )
        .with_for_update()
    )
    if approval is not None:
        approval.state, approval.decided_at = ApprovalState.VOID.value, now()
        await uow.flush()
        await _tell(uow, approval)


async def decide(
    uow: UnitOfWork, approval_id: int, data: DecisionIn, expected: int | None, subjects: Mapping[str, Subject]
) -> None:
    """Decide the present level, with the right that the actor has at this moment.

    Raises ``approvals.decided``, ``approvals.own_request``, ``approvals.changed``, ``request.forbidden``.
    """
    kind, document_id = await subject_of(uow, approval_id)
    subject = subjects[kind]
    present = await subject.content_hash(uow, document_id)  # the document's row first, as everywhere
    approval, path = await load_for_update(uow, approval_id)
    uow.actor.require_at(DECIDE, path)
    if approval.state != ApprovalState.PENDING:
        raise DECIDED()
    if approval.requester_id == uow.actor.id:
        raise OWN_REQUEST()
    check_version(approval, expected)
    if present != approval.content_hash:
        raise CHANGED()
    await _record(uow, approval, data)
    finished = await _advance(uow, approval, data.decision)
    if finished:
        approved = data.decision is Decision.APPROVE
        await subject.decided(uow, document_id, approved=approved, note=data.note)
    await _tell(uow, approval)


async def _record(uow: UnitOfWork, approval: Approval, data: DecisionIn) -> None:
    assert uow.actor.id is not None  # noqa: S101
    uow.session.add(
        ApprovalDecision(
            approval_id=approval.id,
            position=approval.position,
            decision=data.decision.value,
            user_id=uow.actor.id,
            note=data.note,
            content_hash=approval.content_hash,
            created_at=now(),
        )
    )
    await uow.flush()


async def _advance(uow: UnitOfWork, approval: Approval, decision: Decision) -> bool:
    """Ask the next level, or end; whether it has ended."""
    following = await uow.session.scalar(
        select(ApprovalLevel).where(
            ApprovalLevel.approval_id == approval.id, ApprovalLevel.position == approval.position + 1
        )
    )
    if decision is Decision.APPROVE and following is not None:
        approval.position, approval.location_id = following.position, following.location_id
        await uow.flush()
        return False
    rejected = decision is Decision.REJECT
    approval.state = (ApprovalState.REJECTED if rejected else ApprovalState.APPROVED).value
    approval.decided_at = now()
    await uow.flush()
    return True


async def _tell(uow: UnitOfWork, approval: Approval) -> None:
    path = await locations.path_of(uow.session, approval.location_id)
    uow.emit(ApprovalsChanged(object_ids=(approval.id,), location_paths=(path,) if path else ()))
