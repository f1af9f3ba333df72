"""What higher rooms keep about people, as far as a merge must know: it goes over to who stays."""

from __future__ import annotations

from typing import Literal, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor
from levitiis.kit.problems import ProblemType

HOLDERS = "people.holders"
"""Where the composition root puts the holders among the services."""


class Holder(Protocol):
    """One kind of thing that points at people."""

    kind: Literal["assets", "users", "transfers", "loans", "disposals", "terms", "clearances"]

    async def count(self, session: AsyncSession, person_id: int) -> int:
        """How many of them point at a person."""
        ...

    async def obstacle(
        self, session: AsyncSession, actor: Actor, leaving: int, staying: int
    ) -> ProblemType | None:
        """Why theirs cannot go over to ``staying`` by this actor, if so."""
        ...

    async def hand_over(self, uow: UnitOfWork, leaving: int, staying: int) -> int:
        """Let them point at ``staying``; how many did. Both people are locked."""
        ...
