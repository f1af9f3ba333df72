"""Invariants of approvals, as SQL that finds what breaks them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.checks import Violation
from levitiis.modules.approvals.models import Approval, ApprovalDecision, ApprovalLevel
from levitiis.modules.approvals.states import ApprovalState, Decision

_SHOWN = 100


async def violations(session: AsyncSession) -> list[Violation]:
    """Everything that breaks I07; at most 100 rows of each kind."""
    found: list[Violation] = []
    for message, statement in _CHECKS:
        rows = (await session.execute(statement.limit(_SHOWN))).all()
        found += [Violation("I07", message, "approval", row[0]) for row in rows]
    return found


def _decided(*conditions: Any) -> Any:
    return exists().where(ApprovalDecision.approval_id == Approval.id, *conditions)


def _own() -> Select[Any]:
    asked = (Approval.requester_id, Approval.wanted_by)
    return select(Approval.id).where(_decided(ApprovalDecision.user_id.in_(asked)))


def _other_content() -> Select[Any]:
    return select(Approval.id).where(_decided(ApprovalDecision.content_hash != Approval.content_hash))


def _undecided() -> Select[Any]:
    """Approved although a level has not approved, or rejected although none has rejected."""
    level_approved = exists().where(
        ApprovalDecision.approval_id == ApprovalLevel.approval_id,
        ApprovalDecision.position == ApprovalLevel.position,
        ApprovalDecision.decision == Decision.APPROVE.value,
    )
    open_level = exists().where(ApprovalLevel.approval_id == Approval.id, ~level_approved)
    rejected = _decided(ApprovalDecision.decision == Decision.REJECT.value)
    return select(Approval.id).where(
        or_(
            and_(Approval.state == ApprovalState.APPROVED.value, open_level),
            and_(Approval.state == ApprovalState.REJECTED.value, ~rejected),
        )
    )


_CHECKS = (
    ("who asked has decided", _own()),
    ("something else was decided on", _other_content()),
    ("it ended without the decisions that it needs", _undecided()),
)
