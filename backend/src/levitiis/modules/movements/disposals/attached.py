"""Files attached to disposals and to their assets: reports, certificates, photos."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Select, select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor, Permission
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.modules.attachments.api import AttachmentOwner, ToldOn
from levitiis.modules.movements.disposals.errors import WRONG_STATE
from levitiis.modules.movements.disposals.events import DisposalsChanged
from levitiis.modules.movements.disposals.models import (
    Disposal,
    DisposalAttachment,
    DisposalItem,
    DisposalItemAttachment,
)
from levitiis.modules.movements.disposals.policy import READ, REQUEST, visible
from levitiis.modules.movements.disposals.queries.rows import (
    asset_of,
    items_within,
    load_for_update,
    paths_of_assets,
)
from levitiis.modules.movements.disposals.states import DisposalState

_CLOSED = frozenset({DisposalState.PENDING, DisposalState.REJECTED, DisposalState.CANCELLED})
"""Whoever decides looks at papers that stay as they are, and what did not take place needs none."""


def _visible(actor: Actor, wanted: Permission) -> Select[int]:
    """Who asks for disposals where some of the assets belong attaches; who sees the disposal looks."""
    seen = select(Disposal.id).where(visible(actor))
    if wanted is READ:
        return seen
    near = select(DisposalItem.disposal_id).where(DisposalItem.id.in_(items_within(actor.scope(wanted))))
    return seen.where(
        Disposal.state.not_in([state.value for state in sorted(_CLOSED)]), Disposal.id.in_(near)
    )


async def _hold(uow: UnitOfWork, disposal_id: int) -> DisposalsChanged:
    disposal = await load_for_update(uow, disposal_id)
    paths = await paths_of_assets(uow.session, disposal_id)
    if not any(uow.actor.scope(REQUEST).covers(path) for path in paths):
        uow.actor.require_at(REQUEST, paths[0])
    if disposal.state in _CLOSED:
        raise WRONG_STATE()
    known = tuple(sorted(path for path in paths if path))[:50]
    return DisposalsChanged(object_ids=(disposal.id,), location_paths=known)


async def _keeps(uow: UnitOfWork, disposal_id: int, attached_at: dt.datetime) -> bool:
    """What was there when it was approved, and everything once the assets have left."""
    disposal = await uow.session.get_one(Disposal, disposal_id)
    if disposal.concluded_at is not None:
        return True
    return disposal.decided_at is not None and attached_at <= disposal.decided_at


DISPOSAL_ATTACHMENTS = AttachmentOwner(
    kind="disposal",
    address="/movimentacoes/baixas/{owner_id}/anexos",
    table=DisposalAttachment,
    key=DisposalAttachment.disposal_id,
    read=READ,
    edit=REQUEST,
    visible=_visible,
    hold=_hold,
    keeps=_keeps,
)


def _visible_items(actor: Actor, wanted: Permission) -> Select[int]:
    return select(DisposalItem.id).where(DisposalItem.disposal_id.in_(_visible(actor, wanted)))


async def _hold_item(uow: UnitOfWork, item_id: int) -> DisposalsChanged:
    item = await uow.session.get(DisposalItem, item_id)
    if item is None:
        raise NOT_FOUND()
    event = await _hold(uow, item.disposal_id)
    if await uow.session.scalar(select(DisposalItem.id).where(DisposalItem.id == item_id)) is None:
        raise NOT_FOUND()  # taken out of the draft while this waited for it
    return event


async def _keeps_of_item(uow: UnitOfWork, item_id: int, attached_at: dt.datetime) -> bool:
    item = await uow.session.get_one(DisposalItem, item_id)
    return await _keeps(uow, item.disposal_id, attached_at)


async def _told_on(uow: UnitOfWork, item_id: int) -> ToldOn:
    item = await uow.session.get_one(DisposalItem, item_id)
    tag, _ = await asset_of(uow.session, item_id)
    return ToldOn("disposal", item.disposal_id, {"asset": tag})


DISPOSAL_ITEM_ATTACHMENTS = AttachmentOwner(
    kind="disposal_item",
    address="/movimentacoes/baixas/itens/{owner_id}/anexos",
    table=DisposalItemAttachment,
    key=DisposalItemAttachment.item_id,
    read=READ,
    edit=REQUEST,
    visible=_visible_items,
    hold=_hold_item,
    told_on=_told_on,
    keeps=_keeps_of_item,
)
