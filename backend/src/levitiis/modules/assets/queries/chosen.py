"""What actions read of the assets that were chosen, with their places."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.access import Actor, Permission
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.policy import visible
from levitiis.modules.locations.models import Location

_CHUNK = 5_000
_LABEL_ORDER: Mapping[str, Any] = {
    "tag": Asset.tag_sort,
    "name": Asset.sort_key,
    "location": Location.sort_key,
}


async def lock_chosen(session: AsyncSession, ids: Sequence[int]) -> AsyncIterator[Row[*tuple[Any, ...]]]:
    """``id, tag, status, archived_at, path`` of each, locked in the order of ids within a chunk."""
    for start in range(0, len(ids), _CHUNK):
        statement = (
            select(Asset.id, Asset.tag, Asset.status, Asset.archived_at, Location.path)
            .outerjoin(Location, Location.id == Asset.location_id)
            .where(Asset.id.in_(ids[start : start + _CHUNK]))
            .order_by(Asset.id)
            .with_for_update(of=Asset)
        )
        for row in (await session.execute(statement)).all():
            yield row


async def labels_of(
    session: AsyncSession, actor: Actor, ids: Sequence[int], wanted: Permission, order: str
) -> Sequence[Row[*tuple[Any, ...]]]:
    """``tag, code, name, full_name, patrimonio, serial_number`` of those that ``actor`` may touch."""
    statement = (
        select(Asset.tag, Asset.code, Asset.name, Location.full_name, Asset.patrimonio, Asset.serial_number)
        .outerjoin(Location, Location.id == Asset.location_id)
        .where(Asset.id.in_(ids), visible(actor, wanted))
        .order_by(_LABEL_ORDER[order], Asset.tag_sort, Asset.id)
    )
    return (await session.execute(statement)).all()
