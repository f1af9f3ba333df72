"""Other due dates that were asked for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.kit.access import Actor
from levitiis.modules.approvals.models import Approval
from levitiis.modules.identity.models import User
from levitiis.modules.movements.loans.models import LoanAgreement, LoanExtension
from levitiis.modules.movements.loans.policy import concerned
from levitiis.modules.movements.loans.states import EXTENSION, OPEN_EXTENSIONS, ExtensionState
from levitiis.modules.people.models import Person

_OPEN = [state.value for state in sorted(OPEN_EXTENSIONS)]


async def open_extension(session: AsyncSession, agreement_id: int) -> LoanExtension | None:
    """The one that waits for an answer. The caller holds the agreement's row."""
    statement = select(LoanExtension).where(
        LoanExtension.agreement_id == agreement_id, LoanExtension.state.in_(_OPEN)
    )
    return await session.scalar(statement.execution_options(populate_existing=True))


async def concerns(session: AsyncSession, actor: Actor, agreement_id: int) -> bool:
    """Whether ``actor`` borrowed it, signs for it, or asked for it."""
    statement = select(LoanAgreement.id).where(LoanAgreement.id == agreement_id, concerned(actor))
    return await session.scalar(statement) is not None


async def approval_of_extension(session: AsyncSession, agreement_id: int) -> Approval | None:
    """The last one that was asked for."""
    statement = select(Approval).where(Approval.kind == EXTENSION, Approval.document_id == agreement_id)
    return await session.scalar(statement.order_by(Approval.id.desc()).limit(1))


def is_open() -> ColumnElement[bool]:
    """The one of an agreement that waits for an answer: there is one at most."""
    return and_(LoanExtension.agreement_id == LoanAgreement.id, LoanExtension.state.in_(_OPEN))


def waits_for_desk() -> ColumnElement[bool]:
    """Another due date was asked for, and nobody who lends has answered."""
    asked = exists().where(
        LoanExtension.agreement_id == LoanAgreement.id, LoanExtension.state == ExtensionState.ASKED.value
    )
    return asked.correlate(LoanAgreement)  # and not the one that a row shows


async def extensions_of(session: AsyncSession, agreement_id: int) -> list[dict[str, Any]]:
    """Those of an agreement, the latest first, in the shape of ``LoanExtensionOut``."""
    asker, decider = aliased(Person), aliased(Person)
    asking, deciding = aliased(User), aliased(User)
    statement = (
        select(LoanExtension, asker.name, decider.name)
        .join(asking, asking.id == LoanExtension.requester_id)
        .join(asker, asker.id == asking.person_id)
        .outerjoin(deciding, deciding.id == LoanExtension.decided_by)
        .outerjoin(decider, decider.id == deciding.person_id)
        .where(LoanExtension.agreement_id == agreement_id)
        .order_by(LoanExtension.id.desc())
        .limit(100)
    )
    return [
        {
            "id": one.id,
            "due_date": one.due_date,
            "reason": one.reason,
            "state": one.state,
            "requester": {"id": one.requester_id, "name": asked_by},
            "created_at": one.created_at,
            "decided_at": one.decided_at,
            "decided_by": {"id": one.decided_by, "name": decided_by} if one.decided_by else None,
            "note": one.note,
        }
        for one, asked_by, decided_by in (await session.execute(statement)).all()
    ]
