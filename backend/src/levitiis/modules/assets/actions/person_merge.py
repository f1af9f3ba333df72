"""What a merge of people does to the assets for which they answer."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor
from levitiis.kit.problems import ProblemType
from levitiis.modules.assets import custody
from levitiis.modules.assets.actions.moving import tell_of_moves
from levitiis.modules.assets.models import Asset


class AssetHolder:
    """The assets of a person, archived and disposed ones included."""

    kind: Literal["assets"] = "assets"

    async def count(self, session: AsyncSession, person_id: int) -> int:
        """For how many assets a person answers."""
        statement = select(func.count(Asset.id)).where(Asset.responsible_id == person_id)
        return int(await session.scalar(statement) or 0)

    async def obstacle(
        self, session: AsyncSession, actor: Actor, leaving: int, staying: int
    ) -> ProblemType | None:
        """Nothing: they are one person, wherever the assets are."""
        return None

    async def hand_over(self, uow: UnitOfWork, leaving: int, staying: int) -> int:
        """Through custody, with a row of the ledger for each."""
        result = await custody.hand_over(uow, leaving, staying)
        if result.moved:
            await tell_of_moves(uow, result)
        return len(result.moved)
