"""What a merge of people does to clearances: one in force is in its way."""

from __future__ import annotations

from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor
from levitiis.kit.problems import ProblemType
from levitiis.modules.movements.clearances.errors import MERGE_IN_FORCE
from levitiis.modules.movements.clearances.queries.rows import in_force_of


class ClearanceHolder:
    """That nothing is left with one record would not be true of both, and who was cleared gets nothing."""

    kind: Literal["clearances"] = "clearances"

    async def count(self, session: AsyncSession, person_id: int) -> int:
        """One or none in force."""
        return 0 if await in_force_of(session, [person_id]) is None else 1

    async def obstacle(
        self, session: AsyncSession, actor: Actor, leaving: int, staying: int
    ) -> ProblemType | None:
        """One in force, of either."""
        return None if await in_force_of(session, [leaving, staying]) is None else MERGE_IN_FORCE

    async def hand_over(self, uow: UnitOfWork, leaving: int, staying: int) -> int:
        """Nothing goes over: what was withdrawn keeps the name it had."""
        return 0
