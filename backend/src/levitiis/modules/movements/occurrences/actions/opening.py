"""An occurrence is opened: by hand, by a return with damage, by whoever found the asset."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.problems import FieldError
from levitiis.modules.movements.occurrences.actions.telling import tell
from levitiis.modules.movements.occurrences.models import AssetOccurrence
from levitiis.modules.movements.occurrences.policy import OPEN
from levitiis.modules.movements.occurrences.queries.rows import path_of_asset, seen_asset
from levitiis.modules.movements.occurrences.schemas import OccurrenceIn
from levitiis.modules.movements.occurrences.states import OccurrenceKind


async def open_occurrence(
    uow: UnitOfWork, asset_id: int, kind: OccurrenceKind, description: str, *, loan_id: int | None = None
) -> int:
    """Note that something happened to an asset; the caller has checked that the actor may. Returns its id."""
    occurrence = AssetOccurrence(
        asset_id=asset_id,
        loan_id=loan_id,
        kind=kind.value,
        description=description,
        opened_by=uow.actor.id,
    )
    uow.session.add(occurrence)
    await tell(uow, occurrence)
    return occurrence.id


async def record(uow: UnitOfWork, data: OccurrenceIn) -> int:
    """Open one by hand. Raises ``request.not_found`` for the asset, ``request.forbidden``."""
    if not await seen_asset(uow.session, uow.actor, data.asset_id):
        raise NOT_FOUND(errors=[FieldError("/asset_id", "not_found")])
    uow.actor.require_at(OPEN, await path_of_asset(uow.session, data.asset_id))
    return await open_occurrence(uow, data.asset_id, data.kind, data.description)
