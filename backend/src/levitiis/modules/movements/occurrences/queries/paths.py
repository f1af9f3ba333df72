"""Where the assets of occurrences are registered."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.modules.assets.models import Asset
from levitiis.modules.locations.models import Location


async def paths_of_assets(session: AsyncSession, asset_ids: Collection[int]) -> dict[int, str]:
    """The path of the place where each of these assets is registered; none for one without a place."""
    statement = select(Asset.id, Location.path).join(Location, Location.id == Asset.location_id)
    return {row[0]: row[1] for row in (await session.execute(statement.where(Asset.id.in_(asset_ids)))).all()}
