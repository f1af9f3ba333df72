"""Which assets a disposal holds: asked by everything else that assets take part in."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.modules.movements.disposals.models import Disposal, DisposalItem


async def held(session: AsyncSession, ids: Sequence[int]) -> dict[int, str]:
    """Those of these assets that an open disposal holds, with its number."""
    statement = (
        select(DisposalItem.asset_id, Disposal.number)
        .join(Disposal, Disposal.id == DisposalItem.disposal_id)
        .where(DisposalItem.asset_id.in_(ids), DisposalItem.is_open)
    )
    return {row[0]: row[1] for row in (await session.execute(statement)).all()}
