"""Reads of what arrived without being expected."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.modules.assets.models import Asset
from levitiis.modules.movements.models import MovementDocument, MovementDocumentExtra


async def known_extras(session: AsyncSession, document_id: int) -> set[int]:
    """The assets that were noted as extra already."""
    statement = select(MovementDocumentExtra.asset_id).where(MovementDocumentExtra.document_id == document_id)
    return set(await session.scalars(statement))


async def load_extra(uow: UnitOfWork, document_id: int, extra_id: int) -> MovementDocumentExtra:
    """One of a document's, locked. Raises ``request.not_found``."""
    statement = select(MovementDocumentExtra).where(
        MovementDocumentExtra.id == extra_id, MovementDocumentExtra.document_id == document_id
    )
    found = await uow.session.scalar(statement.with_for_update())
    if found is None:
        raise NOT_FOUND()
    return found


async def shown_extras(session: AsyncSession, document_id: int, *, resolves: bool) -> list[dict[str, Any]]:
    """What arrived besides, the open ones first."""
    extra = MovementDocumentExtra
    statement = (
        select(extra, Asset.tag, Asset.name, MovementDocument.number)
        .join(Asset, Asset.id == extra.asset_id)
        .outerjoin(MovementDocument, MovementDocument.id == extra.transfer_id)
        .where(extra.document_id == document_id)
        .order_by(extra.resolved_at.is_not(None), Asset.tag_sort, Asset.id)
    )
    return [
        {
            "id": one.id,
            "asset_id": one.asset_id,
            "tag": tag,
            "name": name,
            "note": one.note,
            "found_at": one.found_at,
            "resolution": one.resolution,
            "resolution_note": one.resolution_note,
            "transfer": {"id": one.transfer_id, "name": number} if number else None,
            "allowed_actions": ["resolve"] if resolves and one.resolution is None else [],
        }
        for one, tag, name, number in (await session.execute(statement)).all()
    ]
