"""How many assets places and categories hold, with everything below them: one query for many nodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from levitiis.infra.db.tree import TreeNode
from levitiis.infra.db.tree_queries import SubtreeCount, subtree_counts
from levitiis.kit.access import Actor
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.policy import visible
from levitiis.modules.assets.states import AssetStatus
from levitiis.modules.catalogue.models import AssetCategory
from levitiis.modules.locations.models import Location


async def count_in_places(
    session: AsyncSession, actor: Actor, ids: Sequence[int]
) -> Mapping[int, SubtreeCount]:
    """Assets (neither archived nor disposed of) in each place, and in it with everything below."""
    return await _count(session, actor, Location, Asset.location_id, ids)


async def count_in_categories(
    session: AsyncSession, actor: Actor, ids: Sequence[int]
) -> Mapping[int, SubtreeCount]:
    """Assets (neither archived nor disposed of) of each category, and of it with everything below."""
    return await _count(session, actor, AssetCategory, Asset.category_id, ids)


async def _count(
    session: AsyncSession,
    actor: Actor,
    model: type[TreeNode],
    column: InstrumentedAttribute[int | None],
    ids: Sequence[int],
) -> Mapping[int, SubtreeCount]:
    if not ids:
        return {}
    here = Asset.archived_at.is_(None) & (Asset.status != AssetStatus.DISPOSED.value)
    statement = subtree_counts(model, column, ids, here, visible(actor))
    rows = (await session.execute(statement)).all()
    return {row[0]: SubtreeCount(row[1], row[2]) for row in rows}
