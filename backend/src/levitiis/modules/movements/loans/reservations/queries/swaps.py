"""What a swap must know of assets and their categories."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.modules.assets.models import Asset
from levitiis.modules.movements.loans.reservations.queries.free import in_category


async def category_of(session: AsyncSession, asset_id: int) -> int | None:
    """The category of an asset, if it has one."""
    return await session.scalar(select(Asset.category_id).where(Asset.id == asset_id))


async def location_of(session: AsyncSession, asset_id: int) -> int | None:
    """The place of an asset, if it has one."""
    return await session.scalar(select(Asset.location_id).where(Asset.id == asset_id))


async def lies_in(session: AsyncSession, asset_id: int, category_id: int) -> bool:
    """Whether an asset is of a category, or of one below it."""
    statement = select(Asset.id).where(Asset.id == asset_id, *await in_category(session, category_id))
    return await session.scalar(statement) is not None


async def stands_for(session: AsyncSession, asset_id: int, approved_id: int) -> bool:
    """Whether an asset is within what was approved for another: at the same place, and not worth more."""
    statement = select(Asset.id, Asset.location_id, Asset.purchase_value).where(
        Asset.id.in_([asset_id, approved_id])
    )
    rows = {row.id: row for row in (await session.execute(statement)).all()}
    new, approved = rows[asset_id], rows[approved_id]
    worth = (new.purchase_value or Decimal(0), approved.purchase_value or Decimal(0))
    return new.location_id == approved.location_id and worth[0] <= worth[1]
