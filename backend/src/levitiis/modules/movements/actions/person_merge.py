"""What a merge of people does to transfers: those that have not ended are in its way."""

from __future__ import annotations

from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor
from levitiis.kit.problems import ProblemType
from levitiis.modules.movements.errors import MERGE_OPEN
from levitiis.modules.movements.queries.rows import count_open_of


class TransferHolder:
    """Transfers to and from a person that have not ended.

    What was asked for and approved names him, and is not rewritten. What ended keeps the name it had; when
    it is undone, or its term is refused, the record that stands for him now takes his place.
    """

    kind: Literal["transfers"] = "transfers"

    async def count(self, session: AsyncSession, person_id: int) -> int:
        """How many transfers of a person have not ended."""
        return await count_open_of(session, person_id)

    async def obstacle(
        self, session: AsyncSession, actor: Actor, leaving: int, staying: int
    ) -> ProblemType | None:
        """One that has not ended."""
        return MERGE_OPEN if await count_open_of(session, leaving) else None

    async def hand_over(self, uow: UnitOfWork, leaving: int, staying: int) -> int:
        """Nothing is left to go over."""
        return 0
