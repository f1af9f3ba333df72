"""What loans must know of those who borrow."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.modules.movements.loans.models import LoanAgreement
from levitiis.modules.movements.loans.states import BorrowerType
from levitiis.modules.people.models import Person
from levitiis.modules.suppliers.models import Supplier


async def name_of_borrower(session: AsyncSession, borrower_type: BorrowerType, borrower_id: int) -> str:
    """Their name, for paper and messages; empty when there is none such."""
    table = Person if borrower_type is BorrowerType.PERSON else Supplier
    return await session.scalar(select(table.name).where(table.id == borrower_id)) or ""


async def borrower_of(session: AsyncSession, agreement: LoanAgreement) -> str:
    """The name of an agreement's borrower."""
    borrower_type = BorrowerType(agreement.borrower_type)
    return await name_of_borrower(session, borrower_type, agreement.person_id or agreement.supplier_id or 0)
