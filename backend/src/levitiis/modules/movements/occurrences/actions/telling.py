"""Lets those know who see an occurrence."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.modules.movements.occurrences.events import OccurrencesChanged
from levitiis.modules.movements.occurrences.models import AssetOccurrence
from levitiis.modules.movements.occurrences.queries.paths import paths_of_assets


async def tell(uow: UnitOfWork, *occurrences: AssetOccurrence) -> None:
    """Send what is pending, then tell of each where its asset is registered."""
    await uow.flush()
    paths = await paths_of_assets(uow.session, {one.asset_id for one in occurrences})
    for one in occurrences:
        path = paths.get(one.asset_id)
        uow.emit(OccurrencesChanged(object_ids=(one.id,), location_paths=(path,) if path else ()))
