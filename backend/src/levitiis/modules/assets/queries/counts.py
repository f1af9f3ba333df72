"""How many assets places and categories hold, with everything below them: one query for many nodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from levitiis.infra.db.tree import TreeNode
from levitiis.infra.db.tree_queries import SubtreeCount, in_subtree
from levitiis.kit.access import Actor
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.policy import visible
from levitiis.modules.catalogue.models import AssetCategory
from levitiis.modules.locations.models import Location

N = TypeVar("N", bound=TreeNode)


async def count_in_places(
    session: AsyncSession, actor: Actor, ids: Sequence[int]
) -> Mapping[int, SubtreeCount]:
    """Assets (not archived) in each place, and in it with everything below."""
    return await _count(session, actor, Location, Asset.location_id, ids)


async def count_in_categories(
    session: AsyncSession, actor: Actor, ids: Sequence[int]
) -> Mapping[int, SubtreeCount]:
    """Assets (not archived) of each category, and of it with everything below."""
    return await _count(session, actor, AssetCategory, Asset.category_id, ids)


async def _count(
    session: AsyncSession,
    actor: Actor,
    model: type[N],
    column: InstrumentedAttribute[int | None],
    ids: Sequence[int],
) -> Mapping[int, SubtreeCount]:
    if not ids:
        return {}
    top, inner = aliased(model), aliased(model)
    held = (
        select(column.label("node_id"), func.count().label("number"))
        .where(Asset.archived_at.is_(None), column.is_not(None), visible(actor))
        .group_by(column)
        .subquery()
    )
    statement = (
        select(top.id, func.sum(case((inner.id == top.id, held.c.number), else_=0)), func.sum(held.c.number))
        .select_from(top)
        .join(inner, in_subtree(inner.path, top.path))
        .join(held, held.c.node_id == inner.id)
        .where(top.id.in_(ids))
        .group_by(top.id)
    )
    rows = (await session.execute(statement)).all()
    return {row[0]: SubtreeCount(int(row[1]), int(row[2])) for row in rows}
