"""What actions read of the assets that were chosen, with their places."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.lookup import Lookup
from levitiis.kit.access import Actor, Permission
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.policy import READ, visible
from levitiis.modules.locations.models import Location

_CHUNK = 5_000
_LOCKED = Lookup(
    Asset.id,
    Asset.id,
    Asset.version,
    Asset.status,
    Asset.archived_at,
    select(Location.path).where(Location.id == Asset.location_id).scalar_subquery(),
    wanted=READ,
    visible=visible,
    locking=True,
)
_LABEL_ORDER: Mapping[str, Any] = {
    "tag": Asset.tag_sort,
    "name": Asset.sort_key,
    "location": Location.sort_key,
}


class Locked(NamedTuple):
    """What a change must know of an asset; ``path`` is that of its place."""

    id: int
    version: int
    status: str
    archived_at: datetime | None
    path: str | None

    @property
    def archived(self) -> bool:
        """Whether it was taken out of the everyday lists."""
        return self.archived_at is not None


async def lock_visible(session: AsyncSession, actor: Actor, asset_id: int) -> Locked:
    """One asset, locked. Raises ``request.not_found`` when it does not exist for ``actor``."""
    row = await _LOCKED.find(session, actor, asset_id)
    if row is None:
        raise NOT_FOUND()
    return Locked(*row)


async def lock_chosen(session: AsyncSession, ids: Sequence[int]) -> AsyncIterator[Row[*tuple[Any, ...]]]:
    """``id, tag, status, archived_at, path, location_id, responsible_id`` of each, locked in order of ids."""
    for start in range(0, len(ids), _CHUNK):
        statement = (
            select(
                Asset.id, Asset.tag, Asset.status, Asset.archived_at, Location.path,
                Asset.location_id, Asset.responsible_id,
            )
            .outerjoin(Location, Location.id == Asset.location_id)
            .where(Asset.id.in_(ids[start : start + _CHUNK]))
            .order_by(Asset.id)
            .with_for_update(of=Asset)
        )  # fmt: skip
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
