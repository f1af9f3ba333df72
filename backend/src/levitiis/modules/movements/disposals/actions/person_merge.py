"""What a merge of people does to disposals: commissions of those that have not ended are in its way."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor
from levitiis.kit.problems import ProblemType
from levitiis.modules.movements.disposals.errors import MERGE_OPEN
from levitiis.modules.movements.disposals.models import Disposal, DisposalMember
from levitiis.modules.movements.disposals.states import RUNNING

_RUNNING = [state.value for state in sorted(RUNNING)]


class DisposalHolder:
    """Disposals whose commission a person sits in; what was asked for names him, and is not rewritten.

    Those that ended keep the name they had.
    """

    kind: Literal["disposals"] = "disposals"

    async def count(self, session: AsyncSession, person_id: int) -> int:
        """How many disposals of a person's commissions have not ended."""
        statement = (
            select(func.count(Disposal.id))
            .join(DisposalMember, DisposalMember.disposal_id == Disposal.id)
            .where(DisposalMember.person_id == person_id, Disposal.state.in_(_RUNNING))
        )
        return int(await session.scalar(statement) or 0)

    async def obstacle(
        self, session: AsyncSession, actor: Actor, leaving: int, staying: int
    ) -> ProblemType | None:
        """One that has not ended."""
        return MERGE_OPEN if await self.count(session, leaving) else None

    async def hand_over(self, uow: UnitOfWork, leaving: int, staying: int) -> int:
        """Nothing is left to go over."""
        return 0
