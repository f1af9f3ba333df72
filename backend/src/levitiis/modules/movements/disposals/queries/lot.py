"""What the page of a lot says of its assets."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.files.models import StoredFile
from levitiis.kit.access import Actor
from levitiis.modules.approvals.models import Approval
from levitiis.modules.assets.models import Asset, AssetAttachment
from levitiis.modules.assets.policy import visible
from levitiis.modules.movements.disposals.models import DisposalItem, DisposalItemAttachment
from levitiis.modules.movements.queries.terms import condition_name


class LotAsset(NamedTuple):
    """An asset of a lot; ``picture`` is the preview of its photo here, or of its own main photo."""

    tag: str
    name: str
    classification: str
    purchase_value: Decimal | None
    appraised_value: Decimal | None
    picture: StoredFile | None


async def lot_assets(session: AsyncSession, actor: Actor, disposal_id: int) -> Sequence[LotAsset]:
    """The assets of a disposal by tag; their own photos only of those that exist for ``actor``."""
    here = _main(DisposalItemAttachment, DisposalItemAttachment.item_id == DisposalItem.id)
    own = _main(AssetAttachment, and_(AssetAttachment.asset_id == Asset.id, visible(actor)))
    statement = (
        select(
            Asset.tag, Asset.name, DisposalItem.classification, Asset.purchase_value,
            DisposalItem.appraised_value, StoredFile,
        )
        .select_from(DisposalItem)
        .join(Asset, Asset.id == DisposalItem.asset_id)
        .outerjoin(StoredFile, StoredFile.id == func.coalesce(here, own))
        .where(DisposalItem.disposal_id == disposal_id)
        .order_by(Asset.tag_sort, Asset.id)
    )  # fmt: skip
    rows = (await session.execute(statement)).all()
    return [LotAsset(row[0], row[1], condition_name(row[2]), *row[3:]) for row in rows]


async def approved_hash(session: AsyncSession, approval_id: int | None) -> str:
    """SHA-256 of the content that was asked for, as whoever decided saw it; empty for a draft."""
    statement = select(Approval.content_hash).where(Approval.id == approval_id)
    return await session.scalar(statement) or ""


def _main(table: Any, of_owner: ColumnElement[bool]) -> SQLColumnExpression[Any]:
    """The preview of the main picture; there is one at most."""
    return select(table.preview_id).where(and_(of_owner, table.is_main)).scalar_subquery()
