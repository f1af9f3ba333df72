"""What a merge of people does to loans: those that have not ended are in its way."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor
from levitiis.kit.problems import ProblemType
from levitiis.modules.movements.loans.errors import MERGE_OPEN
from levitiis.modules.movements.loans.models import LoanAgreement
from levitiis.modules.movements.loans.states import RUNNING

_RUNNING = [state.value for state in sorted(RUNNING)]


class LoanHolder:
    """Loans to a person, or that he signs for, that have not ended; what ended keeps the name it had."""

    kind: Literal["loans"] = "loans"

    async def count(self, session: AsyncSession, person_id: int) -> int:
        """How many loans of a person have not ended."""
        mine = or_(LoanAgreement.person_id == person_id, LoanAgreement.signer_id == person_id)
        statement = select(func.count(LoanAgreement.id)).where(mine, LoanAgreement.state.in_(_RUNNING))
        return int(await session.scalar(statement) or 0)

    async def obstacle(
        self, session: AsyncSession, actor: Actor, leaving: int, staying: int
    ) -> ProblemType | None:
        """One that has not ended."""
        return MERGE_OPEN if await self.count(session, leaving) else None

    async def hand_over(self, uow: UnitOfWork, leaving: int, staying: int) -> int:
        """Nothing is left to go over."""
        return 0
