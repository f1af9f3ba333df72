"""Files attached to transfers and to their assets: how these left and arrived, papers that came with them."""

from __future__ import annotations

from sqlalchemy import Select, or_, select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor, Permission
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.modules.attachments.api import AttachmentOwner, ToldOn
from levitiis.modules.locations import api as locations
from levitiis.modules.movements.events import MovementsChanged
from levitiis.modules.movements.models import (
    MovementDocument,
    MovementDocumentAttachment,
    MovementDocumentItem,
    MovementItemAttachment,
)
from levitiis.modules.movements.policy import READ, RECEIVE, visible
from levitiis.modules.movements.queries.rows import document_and_tag_of, load_for_update, origin_paths


def _visible(actor: Actor, wanted: Permission) -> Select[int]:
    """Who may receive at either end attaches; who sees the transfer looks."""
    seen = select(MovementDocument.id).where(visible(actor))
    if wanted is READ:
        return seen
    scope = actor.scope(wanted)
    leaving = select(MovementDocumentItem.document_id).where(
        locations.place_within(MovementDocumentItem.from_location_id, scope)
    )
    return seen.where(
        or_(locations.place_within(MovementDocument.to_location_id, scope), MovementDocument.id.in_(leaving))
    )


async def _hold(uow: UnitOfWork, document_id: int) -> MovementsChanged:
    document = await load_for_update(uow, document_id)
    there = await locations.path_of(uow.session, document.to_location_id)
    paths = {path for path in [there, *await origin_paths(uow.session, document_id)] if path}
    if not any(uow.actor.may(RECEIVE, path) for path in paths):
        uow.actor.require_at(RECEIVE, there)
    return MovementsChanged(object_ids=(document.id,), location_paths=tuple(sorted(paths))[:50])


TRANSFER_ATTACHMENTS = AttachmentOwner(
    kind="movement_document",
    address="/movimentacoes/{owner_id}/anexos",
    table=MovementDocumentAttachment,
    key=MovementDocumentAttachment.document_id,
    read=READ,
    edit=RECEIVE,
    visible=_visible,
    hold=_hold,
)


def _visible_items(actor: Actor, wanted: Permission) -> Select[int]:
    return select(MovementDocumentItem.id).where(
        MovementDocumentItem.document_id.in_(_visible(actor, wanted))
    )


async def _hold_item(uow: UnitOfWork, item_id: int) -> MovementsChanged:
    item = await uow.session.get(MovementDocumentItem, item_id)
    if item is None:
        raise NOT_FOUND()
    return await _hold(uow, item.document_id)


async def _told_on(uow: UnitOfWork, item_id: int) -> ToldOn:
    document_id, tag = await document_and_tag_of(uow.session, item_id)
    return ToldOn("movement_document", document_id, {"asset": tag})


ITEM_ATTACHMENTS = AttachmentOwner(
    kind="movement_document_item",
    address="/movimentacoes/itens/{owner_id}/anexos",
    table=MovementItemAttachment,
    key=MovementItemAttachment.item_id,
    read=READ,
    edit=RECEIVE,
    visible=_visible_items,
    hold=_hold_item,
    told_on=_told_on,
)
