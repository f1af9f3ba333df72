"""An occurrence is opened: by hand, by a return with damage, by whoever found the asset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.problems import FieldError
from levitiis.modules.movements.occurrences.actions.telling import tell
from levitiis.modules.movements.occurrences.models import AssetOccurrence
from levitiis.modules.movements.occurrences.policy import OPEN
from levitiis.modules.movements.occurrences.queries.rows import path_of_asset, seen_asset
from levitiis.modules.movements.occurrences.schemas import OccurrenceIn
from levitiis.modules.movements.occurrences.states import OccurrenceKind


@dataclass(frozen=True, slots=True)
class Opened:
    """What happened to an asset; ``loan_id`` is the loan from which it came back so, if any."""

    asset_id: int
    kind: OccurrenceKind
    description: str
    loan_id: int | None = None


async def open_occurrences(uow: UnitOfWork, opened: Sequence[Opened]) -> list[int]:
    """Note what happened to assets; the caller has checked that the actor may. Returns the ids, in order."""
    occurrences = [
        AssetOccurrence(
            asset_id=one.asset_id,
            loan_id=one.loan_id,
            kind=one.kind.value,
            description=one.description,
            opened_by=uow.actor.id,
        )
        for one in opened
    ]
    if occurrences:
        uow.session.add_all(occurrences)
        await tell(uow, *occurrences)
    return [occurrence.id for occurrence in occurrences]


async def open_occurrence(uow: UnitOfWork, asset_id: int, kind: OccurrenceKind, description: str) -> int:
    """Note that something happened to one asset, as :func:`open_occurrences` does. Returns its id."""
    return (await open_occurrences(uow, [Opened(asset_id, kind, description)]))[0]


async def record(uow: UnitOfWork, data: OccurrenceIn) -> int:
    """Open one by hand. Raises ``request.not_found`` for the asset, ``request.forbidden``."""
    if not await seen_asset(uow.session, uow.actor, data.asset_id):
        raise NOT_FOUND(errors=[FieldError("/asset_id", "not_found")])
    uow.actor.require_at(OPEN, await path_of_asset(uow.session, data.asset_id))
    return await open_occurrence(uow, data.asset_id, data.kind, data.description)
