"""Lets those know who see a disposal."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.modules.movements.disposals.events import DisposalsChanged
from levitiis.modules.movements.disposals.models import Disposal
from levitiis.modules.movements.disposals.queries.rows import paths_of_assets

_MOST_PLACES = 50


async def tell(uow: UnitOfWork, disposal: Disposal) -> None:
    """Send what is pending, then tell where its assets belong."""
    await uow.flush()
    paths = {path for path in await paths_of_assets(uow.session, disposal.id) if path}
    uow.emit(DisposalsChanged(object_ids=(disposal.id,), location_paths=tuple(sorted(paths))[:_MOST_PLACES]))
