"""A transfer leaves, arrives, and what did not arrive is settled. Only here the ledger gets its rows."""

from __future__ import annotations

from collections.abc import Sequence

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.access import Permission
from levitiis.kit.clock import now
from levitiis.modules.assets import api as assets
from levitiis.modules.assets.states import AssetStatus
from levitiis.modules.locations import api as locations
from levitiis.modules.movements.actions.asking import named
from levitiis.modules.movements.actions.extras import note_extras
from levitiis.modules.movements.actions.telling import tell
from levitiis.modules.movements.errors import MOVED_MEANWHILE, NOT_EXPECTED, WRONG_STATE
from levitiis.modules.movements.models import DOCUMENTS, MovementDocument, MovementDocumentItem
from levitiis.modules.movements.policy import RECEIVE, REQUEST
from levitiis.modules.movements.queries.rows import items_of, load_for_update
from levitiis.modules.movements.schemas import ReceiptIn, TakeBackIn
from levitiis.modules.movements.states import UNDER_WAY, DocumentState, ItemState, ItemStep, Step
from levitiis.modules.movements.terms import bring_terms
from levitiis.modules.signatures.api import TermDesk

Items = Sequence[MovementDocumentItem]


async def send(uow: UnitOfWork, document_id: int, expected: int | None) -> None:
    """The assets leave: they are in transit, still at the place they leave.

    Raises ``movements.wrong_state``, ``movements.moved_meanwhile``, ``request.forbidden``.
    """
    document = await load_for_update(uow, document_id)
    check_version(document, expected)
    if DOCUMENTS.leads_to(document.state, Step.SEND) is None or document.to_location_id is None:
        raise WRONG_STATE()
    items = await _as_asked_for(uow, document_id, REQUEST, AssetStatus.ON_LOAN)
    await _move(uow, document, items, _change(document, leaving=True))
    document.take(Step.SEND)
    document.sent_at = now()
    await tell(uow, document)


async def effect(uow: UnitOfWork, desk: TermDesk, document_id: int, expected: int | None) -> None:
    """An assignment takes effect: nothing travels, the new person answers for everything at once.

    Raises ``movements.wrong_state``, ``movements.moved_meanwhile``, ``request.forbidden``.
    """
    document = await load_for_update(uow, document_id)
    check_version(document, expected)
    if document.to_location_id is not None:
        raise WRONG_STATE()
    document.take(Step.EFFECT)
    items = await _as_asked_for(uow, document_id, RECEIVE)
    for item in items:
        item.take(ItemStep.RECEIVE)
        item.received_by, item.received_at = uow.actor.id, now()
    await _move(uow, document, items, _change(document))
    document.sent_at = document.closed_at = now()
    uow.log("movement_document", document_id, "effect", {"received": [item.asset_id for item in items]})
    await bring_terms(uow, desk, document, items)
    await tell(uow, document)


async def _as_asked_for(uow: UnitOfWork, document_id: int, wanted: Permission, *gone: AssetStatus) -> Items:
    """The items, their assets locked, within reach and where they were when they were asked for.

    ``gone`` are statuses that stand in the way besides that of what is disposed of.
    """
    items = await items_of(uow.session, document_id)
    rows = [row async for row in assets.lock_chosen(uow.session, [item.asset_id for item in items])]
    for row in rows:
        uow.actor.require_at(wanted, row.path)
    moved = [
        row.tag
        for item, row in zip(items, rows, strict=True)
        if (row.location_id, row.responsible_id) != (item.from_location_id, item.from_responsible_id)
        or row.archived_at is not None
        or row.status in (AssetStatus.DISPOSED, *gone)
    ]
    if moved:
        raise MOVED_MEANWHILE(tags=named(moved))
    return items


async def receive(
    uow: UnitOfWork, desk: TermDesk, document_id: int, data: ReceiptIn, expected: int | None
) -> None:
    """Some have arrived, some are known to be missing. What arrived is at its place from now on.

    Raises ``movements.wrong_state``, ``movements.not_expected``, ``request.forbidden``.
    """
    document = await load_for_update(uow, document_id)
    uow.actor.require_at(RECEIVE, await locations.path_of(uow.session, document.to_location_id))
    check_version(document, expected)
    known = await _awaited(uow, document, [*(each.asset_id for each in data.received), *data.missing])
    arrived = [known[each.asset_id] for each in data.received]
    for item, told in zip(arrived, data.received, strict=True):
        item.take(ItemStep.RECEIVE)
        item.condition, item.note = told.condition and told.condition.value, told.note
        item.received_by, item.received_at = uow.actor.id, now()
    for number in data.missing:
        known[number].take(ItemStep.MISS)
    if arrived:
        await _move(uow, document, arrived, _change(document))
    if data.extras:
        await note_extras(uow, document, data.extras)
    acts = {"received": [item.asset_id for item in arrived], "missing": data.missing}
    uow.log("movement_document", document_id, "receive", acts)
    await _settle(uow, desk, document, arrived=bool(arrived))


async def take_back(
    uow: UnitOfWork, desk: TermDesk, document_id: int, data: TakeBackIn, expected: int | None
) -> None:
    """What did not arrive stays where it came from. Raises as :func:`receive` does."""
    document = await load_for_update(uow, document_id)
    check_version(document, expected)
    known = await _awaited(uow, document, data.asset_ids)
    items = [known[number] for number in data.asset_ids]
    places = [item.from_location_id for item in items if item.from_location_id is not None]
    for path in await locations.paths_of(uow.session, places) or [None]:
        uow.actor.require_at(REQUEST, path)
    for item in items:
        item.take(ItemStep.TAKE_BACK)
        item.note = data.reason
    uow.reason = data.reason
    await _move(uow, document, items, assets.CustodyChange(document_id=document.id))
    uow.log("movement_document", document_id, "take_back", {"returned": data.asset_ids})
    await _settle(uow, desk, document, arrived=False)


def _change(document: MovementDocument, *, leaving: bool = False) -> assets.CustodyChange:
    """On the way nothing changes but the status; at the end place and responsible person do."""
    place, person = document.to_location_id, document.to_responsible_id
    return assets.CustodyChange(
        assets.UNCHANGED if leaving or place is None else place,
        assets.UNCHANGED if leaving or person is None else person,
        turn=assets.Turn.SENT if leaving else None,
        document_id=document.id,
        approver_id=document.approver_id,
        reverses=document.reverses_id is not None,
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


async def _settle(uow: UnitOfWork, desk: TermDesk, document: MovementDocument, *, arrived: bool) -> None:
    """Where the document stands now that some of its assets are accounted for."""
    await uow.flush()
    items = await items_of(uow.session, document.id)
    out = any(item.is_open for item in items)
    here = [item for item in items if item.state == ItemState.RECEIVED]
    if out:
        if arrived or document.state == DocumentState.PARTIALLY_RECEIVED:
            document.take(Step.RECEIVE_SOME)
        document.updated_at = now()
    else:
        document.take(Step.RECEIVE_ALL if here else Step.TAKE_BACK_ALL)
        document.closed_at, document.closing_note = now(), None if here else uow.reason
        await bring_terms(uow, desk, document, here)
    await tell(uow, document)
