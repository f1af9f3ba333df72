"""What reminding reads: whose day has come, and where the mail goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.modules.movements.loans.models import Loan, LoanAgreement, LoanReminder
from levitiis.modules.movements.loans.states import AgreementState, LoanStatus
from levitiis.modules.people.models import Person
from levitiis.modules.suppliers.models import Supplier


async def due_for_reminder(
    session: AsyncSession, today: dt.date, most: int
) -> Sequence[Row[*tuple[Any, ...]]]:
    """``id, due_date`` of agreements whose day has come, locked; what another worker has is left out."""
    statement = (
        select(LoanAgreement.id, LoanAgreement.due_date)
        .where(LoanAgreement.state == AgreementState.ACTIVE.value, LoanAgreement.remind_on <= today)
        .order_by(LoanAgreement.remind_on, LoanAgreement.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return (await session.execute(statement)).all()


async def recipients(session: AsyncSession, agreement_ids: Sequence[int]) -> Sequence[Row[*tuple[Any, ...]]]:
    """``agreement, name, email, out`` of each: the signer, or the third party where he has no address."""
    out = (
        select(func.count())
        .where(Loan.agreement_id == LoanAgreement.id, Loan.status == LoanStatus.ACTIVE.value)
        .scalar_subquery()
    )
    statement = (
        select(LoanAgreement, Person.name, func.coalesce(Person.email, Supplier.email), out)
        .join(Person, Person.id == LoanAgreement.signer_id)
        .outerjoin(Supplier, Supplier.id == LoanAgreement.supplier_id)
        .where(LoanAgreement.id.in_(agreement_ids))
        .order_by(LoanAgreement.id)
    )
    return (await session.execute(statement)).all()


async def reminders_to_mail(
    session: AsyncSession, agreement_ids: Sequence[int], since: dt.datetime
) -> Sequence[LoanReminder]:
    """The reminders of these agreements that were noted at ``since`` and not mailed yet."""
    statement = select(LoanReminder).where(
        LoanReminder.agreement_id.in_(agreement_ids),
        LoanReminder.created_at == since,
        LoanReminder.mailed.is_(False),
    )
    return (await session.scalars(statement.order_by(LoanReminder.id))).all()
