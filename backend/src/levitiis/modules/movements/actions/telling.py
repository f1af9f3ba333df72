"""Lets those know who see a transfer."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.modules.locations import api as locations
from levitiis.modules.movements.events import MovementsChanged
from levitiis.modules.movements.models import MovementDocument
from levitiis.modules.movements.queries.rows import origin_paths

_MOST_PLACES = 50


async def tell(uow: UnitOfWork, document: MovementDocument) -> None:
    """Send what is pending, then tell at both ends."""
    await uow.flush()
    there = await locations.path_of(uow.session, document.to_location_id)
    paths = {path for path in [there, *await origin_paths(uow.session, document.id)] if path}
    uow.emit(MovementsChanged(object_ids=(document.id,), location_paths=tuple(sorted(paths))[:_MOST_PLACES]))
