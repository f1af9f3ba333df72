"""Lets those know who see an occurrence."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.modules.movements.occurrences.events import OccurrencesChanged
from levitiis.modules.movements.occurrences.models import AssetOccurrence
from levitiis.modules.movements.occurrences.queries.rows import path_of_asset


async def tell(uow: UnitOfWork, occurrence: AssetOccurrence) -> None:
    """Send what is pending, then tell where the asset is registered."""
    await uow.flush()
    path = await path_of_asset(uow.session, occurrence.asset_id)
    uow.emit(OccurrencesChanged(object_ids=(occurrence.id,), location_paths=(path,) if path else ()))
