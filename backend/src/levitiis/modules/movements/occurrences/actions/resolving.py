"""Somebody has dealt with an occurrence."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.clock import now
from levitiis.modules.movements.occurrences.actions.telling import tell
from levitiis.modules.movements.occurrences.policy import RESOLVE
from levitiis.modules.movements.occurrences.queries.rows import load_for_update, path_of_asset
from levitiis.modules.movements.occurrences.schemas import ResolveIn
from levitiis.modules.movements.occurrences.states import OccurrenceStep


async def resolve(uow: UnitOfWork, occurrence_id: int, data: ResolveIn, expected: int | None) -> None:
    """Say what was done; that is final. Raises ``occurrences.resolved``, ``request.forbidden``."""
    occurrence = await load_for_update(uow, occurrence_id)
    uow.actor.require_at(RESOLVE, await path_of_asset(uow.session, occurrence.asset_id))
    check_version(occurrence, expected)
    occurrence.take(OccurrenceStep.RESOLVE)
    occurrence.resolution = data.resolution
    occurrence.resolved_by, occurrence.resolved_at = uow.actor.id, now()
    await tell(uow, occurrence)
