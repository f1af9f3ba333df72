"""Direct moves, by who may; documents with approval come from a higher room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.common_problems import FORBIDDEN, INVALID_REQUEST
from levitiis.kit.problems import FieldError, Language, ProblemType
from levitiis.modules.assets import custody
from levitiis.modules.assets.errors import (
    ARCHIVED,
    DISPOSED,
    IN_TRANSIT,
    MISSING,
    NOTHING_TO_MOVE,
    ON_LOAN,
)
from levitiis.modules.assets.events import AssetsChanged
from levitiis.modules.assets.policy import MOVE
from levitiis.modules.assets.queries.chosen import lock_chosen, lock_visible
from levitiis.modules.assets.queries.selection import selected_ids
from levitiis.modules.assets.schemas import BulkMoveIn, BulkMoveOut, MoveFailure, MoveIn
from levitiis.modules.assets.states import AssetStatus
from levitiis.modules.locations import api as locations
from levitiis.modules.people import api as people

_MAX_NAMED = 200
_FIXED = {
    AssetStatus.DISPOSED: DISPOSED,
    AssetStatus.IN_TRANSIT: IN_TRANSIT,
    AssetStatus.ON_LOAN: ON_LOAN,
    AssetStatus.MISSING: MISSING,
}


async def move_asset(uow: UnitOfWork, asset_id: int, data: MoveIn, expected: int | None) -> None:
    """Move one asset. Raises ``assets.nothing_to_move``, ``assets.archived``, ``assets.disposed``."""
    asset = await lock_visible(uow.session, uow.actor, asset_id)
    uow.actor.require_at(MOVE, asset.path)
    check_version(asset, expected)
    refused = _refusal(asset.archived, asset.status)
    if refused:
        raise refused()
    change = await _change(uow, data)
    uow.reason = data.reason
    result = await custody.move(uow, [asset.id], change)
    if not result.moved:
        raise NOTHING_TO_MOVE()
    await tell_of_moves(uow, result)


async def move_assets(uow: UnitOfWork, data: BulkMoveIn, language: Language) -> BulkMoveOut:
    """Move many assets at once; what cannot move is reported row by row, the rest moves."""
    change = await _change(uow, data)
    ids = await selected_ids(uow.session, uow.actor, data.selection, MOVE)
    movable, failed = await _sort_out(uow, ids, language)
    uow.reason = data.reason
    result = await custody.move(uow, movable, change)
    if result.moved:
        await tell_of_moves(uow, result)
    return BulkMoveOut(moved=len(result.moved), unchanged=len(result.unchanged), failed=failed)


async def _change(uow: UnitOfWork, data: MoveIn) -> custody.CustodyChange:
    sent = data.model_fields_set
    if not sent & {"to_location_id", "to_responsible_id"}:
        raise INVALID_REQUEST(errors=[FieldError("/to_location_id", "required")])
    place: Any = custody.UNCHANGED
    person: Any = custody.UNCHANGED
    if "to_location_id" in sent:
        place = data.to_location_id
        path = await locations.require_place(uow.session, uow.actor, place, "/to_location_id")
        uow.actor.require_at(MOVE, path)
    if "to_responsible_id" in sent:
        person = data.to_responsible_id
        await people.require_person(uow.session, uow.actor, person, "/to_responsible_id")
    return custody.CustodyChange(place, person)


async def _sort_out(
    uow: UnitOfWork, ids: Sequence[int], language: Language
) -> tuple[list[int], list[MoveFailure]]:
    movable: list[int] = []
    failed: list[MoveFailure] = []
    async for row in lock_chosen(uow.session, ids):
        problem = _row_refusal(uow, row)
        if problem is None:
            movable.append(row.id)
        else:
            message = problem.detail.in_language(language)
            failed.append(MoveFailure(id=row.id, tag=row.tag, code=problem.code, message=message))
    return movable, failed


def _row_refusal(uow: UnitOfWork, row: Row[*tuple[Any, ...]]) -> ProblemType | None:
    if not uow.actor.scope(MOVE).covers(row.path):
        return FORBIDDEN
    return _refusal(row.archived_at is not None, row.status)


def _refusal(archived: bool, status: str) -> ProblemType | None:
    if archived:
        return ARCHIVED
    return _FIXED.get(AssetStatus(status))


async def tell_of_moves(uow: UnitOfWork, *results: custody.CustodyResult) -> None:
    """Let those know who see the places concerned, of each result by itself."""
    known = {place for result in results for place in result.places if place is not None}
    paths = await locations.paths_by_place(uow.session, known)
    for result in results:
        named = tuple(result.moved) if len(result.moved) <= _MAX_NAMED else ()
        there = sorted(path for place, path in paths.items() if place in result.places)
        uow.emit(AssetsChanged(object_ids=named, location_paths=tuple(there)))
