"""What a merge of people does to terms: those that wait for the signature are in its way."""

from __future__ import annotations

from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor
from levitiis.kit.problems import ProblemType
from levitiis.modules.signatures.errors import MERGE_PENDING
from levitiis.modules.signatures.queries.rows import count_pending_of


class TermHolder:
    """Terms that a person is to sign. Their frozen text names him; what he has signed stays as it is."""

    kind: Literal["terms"] = "terms"

    async def count(self, session: AsyncSession, person_id: int) -> int:
        """How many terms wait for a person's signature."""
        return await count_pending_of(session, person_id)

    async def obstacle(
        self, session: AsyncSession, actor: Actor, leaving: int, staying: int
    ) -> ProblemType | None:
        """One that waits."""
        return MERGE_PENDING if await count_pending_of(session, leaving) else None

    async def hand_over(self, uow: UnitOfWork, leaving: int, staying: int) -> int:
        """Nothing is left to go over."""
        return 0
