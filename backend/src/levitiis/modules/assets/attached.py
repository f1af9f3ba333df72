"""Files attached to assets: photos, invoices, manuals, terms."""

from __future__ import annotations

from sqlalchemy import Select, select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor, Permission
from levitiis.modules.assets.actions.register import load_for_update
from levitiis.modules.assets.errors import ARCHIVED
from levitiis.modules.assets.events import AssetsChanged
from levitiis.modules.assets.models import Asset, AssetAttachment
from levitiis.modules.assets.policy import ATTACH, READ, visible
from levitiis.modules.attachments.api import AttachmentOwner


def _visible(actor: Actor, wanted: Permission) -> Select[int]:
    seen = select(Asset.id).where(visible(actor, wanted))
    return seen.where(Asset.archived_at.is_(None)) if wanted is ATTACH else seen


async def _hold(uow: UnitOfWork, asset_id: int) -> AssetsChanged:
    asset, path = await load_for_update(uow, asset_id)
    uow.actor.require_at(ATTACH, path)
    if asset.archived_at is not None:
        raise ARCHIVED()
    return AssetsChanged(object_ids=(asset.id,), location_paths=(path,) if path else ())


ASSET_ATTACHMENTS = AttachmentOwner(
    kind="asset",
    address="/ativos/{owner_id}/anexos",
    table=AssetAttachment,
    key=AssetAttachment.asset_id,
    read=READ,
    edit=ATTACH,
    visible=_visible,
    hold=_hold,
)
