"""A transfer leaves, arrives, and what did not arrive is settled. Only here the ledger gets its rows."""

from __future__ import annotations

from collections.abc import Sequence

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.clock import now
from levitiis.modules.assets import api as assets
from levitiis.modules.locations import api as locations
from levitiis.modules.movements.actions.asking import named
from levitiis.modules.movements.actions.telling import tell
from levitiis.modules.movements.errors import MOVED_MEANWHILE, NOT_EXPECTED, WRONG_STATE
from levitiis.modules.movements.models import MovementDocument, MovementDocumentItem
from levitiis.modules.movements.policy import RECEIVE, REQUEST
from levitiis.modules.movements.queries.rows import items_of, load_for_update
from levitiis.modules.movements.schemas import ReceiptIn, TakeBackIn
from levitiis.modules.movements.states import UNDER_WAY, DocumentState, ItemState, Step, leads_to

Items = Sequence[MovementDocumentItem]


async def send(uow: UnitOfWork, document_id: int, expected: int | None) -> None:
    """The assets leave: they are in transit, still at the place they leave.

    Raises ``movements.wrong_state``, ``movements.moved_meanwhile``, ``request.forbidden``.
    """
    document = await load_for_update(uow, document_id)
    check_version(document, expected)
    if leads_to(DocumentState(document.state), Step.SEND) is None:
        raise WRONG_STATE()
    items = await items_of(uow.session, document_id)
    rows = [row async for row in assets.lock_chosen(uow.session, [item.asset_id for item in items])]
    for row in rows:
        uow.actor.require_at(REQUEST, row.path)
    moved = [
        row.tag
        for item, row in zip(items, rows, strict=True)
        if (row.location_id, row.responsible_id) != (item.from_location_id, item.from_responsible_id)
        or row.archived_at is not None
    ]
    if moved:
        raise MOVED_MEANWHILE(tags=named(moved))
    await _move(uow, document, items, _change(document, in_transit=True))
    document.take(Step.SEND)
    document.sent_at = now()
    await tell(uow, document)


async def receive(uow: UnitOfWork, document_id: int, data: ReceiptIn, expected: int | None) -> None:
    """Some have arrived, some are known to be missing. What arrived is at its place from now on.

    Raises ``movements.wrong_state``, ``movements.not_expected``, ``request.forbidden``.
    """
    document = await load_for_update(uow, document_id)
    uow.actor.require_at(RECEIVE, await locations.path_of(uow.session, document.to_location_id))
    check_version(document, expected)
    known = await _awaited(uow, document, [*(each.asset_id for each in data.received), *data.missing])
    arrived = [known[each.asset_id] for each in data.received]
    for item, told in zip(arrived, data.received, strict=True):
        item.state, item.is_open = ItemState.RECEIVED.value, False
        item.condition, item.note = told.condition and told.condition.value, told.note
        item.received_by, item.received_at = uow.actor.id, now()
    for number in data.missing:
        known[number].state = ItemState.MISSING.value
    if arrived:
        await _move(uow, document, arrived, _change(document))
    acts = {"received": [item.asset_id for item in arrived], "missing": data.missing}
    uow.log("movement_document", document_id, "receive", acts)
    await _settle(uow, document, arrived=bool(arrived))


async def take_back(uow: UnitOfWork, document_id: int, data: TakeBackIn, expected: int | None) -> None:
    """What did not arrive stays where it came from. Raises as :func:`receive` does."""
    document = await load_for_update(uow, document_id)
    check_version(document, expected)
    known = await _awaited(uow, document, data.asset_ids)
    items = [known[number] for number in data.asset_ids]
    places = [item.from_location_id for item in items if item.from_location_id is not None]
    for path in await locations.paths_of(uow.session, places) or [None]:
        uow.actor.require_at(REQUEST, path)
    for item in items:
        item.state, item.is_open, item.note = ItemState.RETURNED.value, False, data.reason
    uow.reason = data.reason
    await _move(uow, document, items, assets.CustodyChange(document_id=document.id))
    uow.log("movement_document", document_id, "take_back", {"returned": data.asset_ids})
    await _settle(uow, document, arrived=False)


def _change(document: MovementDocument, *, in_transit: bool = False) -> assets.CustodyChange:
    """On the way nothing changes but the status; at the end place and responsible person do."""
    person = assets.UNCHANGED if document.to_responsible_id is None else document.to_responsible_id
    return assets.CustodyChange(
        assets.UNCHANGED if in_transit else document.to_location_id,
        assets.UNCHANGED if in_transit else person,
        in_transit=in_transit,
        document_id=document.id,
        approver_id=document.approver_id,
    )


async def _move(
    uow: UnitOfWork, document: MovementDocument, items: Items, change: assets.CustodyChange
) -> None:
    uow.reason = uow.reason or document.reason
    await uow.flush()
    result = await assets.move(uow, [item.asset_id for item in items], change)
    await assets.tell_of_moves(uow, result)


async def _awaited(
    uow: UnitOfWork, document: MovementDocument, ids: Sequence[int]
) -> dict[int, MovementDocumentItem]:
    """The items of these assets, all of which are still out."""
    if document.state not in UNDER_WAY:
        raise WRONG_STATE()
    out = (ItemState.WAITING, ItemState.MISSING)
    known = {item.asset_id: item for item in await items_of(uow.session, document.id) if item.state in out}
    strange = [str(number) for number in ids if number not in known]
    if strange:
        raise NOT_EXPECTED(assets=named(strange))
    return known


async def _settle(uow: UnitOfWork, document: MovementDocument, *, arrived: bool) -> None:
    """Where the document stands now that some of its assets are accounted for."""
    await uow.flush()
    items = await items_of(uow.session, document.id)
    out = any(item.is_open for item in items)
    some = any(item.state == ItemState.RECEIVED for item in items)
    if out:
        if arrived or document.state == DocumentState.PARTIALLY_RECEIVED:
            document.take(Step.RECEIVE_SOME)
        document.updated_at = now()
    else:
        document.take(Step.RECEIVE_ALL if some else Step.TAKE_BACK_ALL)
        document.closed_at, document.closing_note = now(), None if some else uow.reason
    await tell(uow, document)
