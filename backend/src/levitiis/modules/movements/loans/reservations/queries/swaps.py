"""What a swap must know of assets and their categories."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.modules.assets.models import Asset
from levitiis.modules.movements.loans.reservations.queries.free import in_category


async def category_of(session: AsyncSession, asset_id: int) -> int | None:
    """The category of an asset, if it has one."""
    return await session.scalar(select(Asset.category_id).where(Asset.id == asset_id))


async def lies_in(session: AsyncSession, asset_id: int, category_id: int) -> bool:
    """Whether an asset is of a category, or of one below it."""
    statement = select(Asset.id).where(Asset.id == asset_id, *in_category(category_id))
    return await session.scalar(statement) is not None
