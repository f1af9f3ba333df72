"""A transfer is made, and changed as long as nobody was asked."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete

from levitiis.infra.db.counting import document_number
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.problems import NO_POINTERS, Pointers
from levitiis.modules.locations import api as locations
from levitiis.modules.movements.actions.asking import (
    AssetRow,
    locked,
    require_assets,
    submit_document,
)
from levitiis.modules.movements.actions.telling import tell
from levitiis.modules.movements.errors import WRONG_STATE
from levitiis.modules.movements.models import MovementDocument, MovementDocumentItem
from levitiis.modules.movements.policy import REQUEST
from levitiis.modules.movements.queries.rows import items_of, load_for_update, origin_paths
from levitiis.modules.movements.schemas import DraftIn, TransferIn
from levitiis.modules.movements.states import PREFIX, DocumentState
from levitiis.modules.people import api as people


async def create_transfer(
    uow: UnitOfWork, data: TransferIn, reverses_id: int | None = None, pointers: Pointers = NO_POINTERS
) -> int:
    """Make a transfer with its number, and submit it when asked to; returns its id.

    ``pointers``: where the request names its assets, if it does.
    Raises ``request.not_found`` for what does not exist for the actor, and what ``submit`` raises.
    """
    assert uow.actor.id is not None  # noqa: S101
    await _require(uow, data)
    rows = await locked(uow, data.asset_ids)
    document = MovementDocument(
        number=await document_number(uow, PREFIX),
        to_location_id=data.to_location_id,
        to_responsible_id=data.to_responsible_id,
        requester_id=uow.actor.id,
        reason=data.reason,
        reverses_id=reverses_id,
    )
    uow.session.add(document)
    await uow.flush()
    items = await _add(uow, document, rows)
    if data.submit:
        await submit_document(uow, document, items, rows, pointers)
    await tell(uow, document)
    return document.id


async def edit_draft(uow: UnitOfWork, document_id: int, data: DraftIn, expected: int | None) -> None:
    """Say anew what a draft is about. What was asked for is not changed any more: it is cancelled.

    Raises ``movements.wrong_state``, ``request.forbidden``, ``request.not_found``.
    """
    document = await load_for_update(uow, document_id)
    for path in await origin_paths(uow.session, document_id):
        uow.actor.require_at(REQUEST, path)
    check_version(document, expected)
    if document.state != DocumentState.DRAFT:
        raise WRONG_STATE()
    await _require(uow, data)
    document.to_location_id, document.to_responsible_id = data.to_location_id, data.to_responsible_id
    document.reason = data.reason
    kept = {item.asset_id for item in await items_of(uow.session, document_id)}
    wanted = set(data.asset_ids)
    gone = delete(MovementDocumentItem).where(
        MovementDocumentItem.document_id == document_id, MovementDocumentItem.asset_id.in_(kept - wanted)
    )
    await uow.session.execute(gone.execution_options(synchronize_session="fetch"))
    if kept - wanted:
        uow.log("movement_document", document_id, "remove_items", {"assets": sorted(kept - wanted)})
    rows = await locked(uow, sorted(wanted - kept))
    if rows:
        await _add(uow, document, rows)
    await tell(uow, document)


async def _require(uow: UnitOfWork, data: DraftIn) -> None:
    """Everything that is named exists for the actor."""
    if data.to_location_id is not None:
        await locations.require_place(uow.session, uow.actor, data.to_location_id, "/to_location_id")
    await people.require_person(uow.session, uow.actor, data.to_responsible_id, "/to_responsible_id")
    await require_assets(uow, data.asset_ids)


async def _add(
    uow: UnitOfWork, document: MovementDocument, rows: Sequence[AssetRow]
) -> list[MovementDocumentItem]:
    items = [MovementDocumentItem(document_id=document.id, asset_id=row.id) for row in rows]
    for item, row in zip(items, rows, strict=True):
        item.from_location_id, item.from_responsible_id = row.location_id, row.responsible_id
    uow.session.add_all(items)
    await uow.flush()
    uow.log("movement_document", document.id, "add_items", {"assets": [row.id for row in rows]})
    return items
