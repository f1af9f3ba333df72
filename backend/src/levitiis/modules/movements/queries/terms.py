"""What the terms of transfers say of their assets."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.states import AssetStatus, Condition
from levitiis.modules.locations.models import Location
from levitiis.modules.movements.models import MovementDocument, MovementDocumentItem
from levitiis.modules.movements.states import ItemState
from levitiis.modules.people import api as people
from levitiis.modules.signatures.api import TermLine

_CONDITIONS = {
    Condition.NEW: "Novo",
    Condition.GOOD: "Bom",
    Condition.FAIR: "Regular",
    Condition.POOR: "Ruim",
    Condition.IDLE: "Ocioso",
    Condition.RECOVERABLE: "Recuperável",
    Condition.UNECONOMIC: "Antieconômico",
    Condition.IRRECOVERABLE: "Irrecuperável",
}
"""As paper names them: terms are Portuguese, whoever reads them."""


async def term_lines(session: AsyncSession, document_id: int, asset_ids: Sequence[int]) -> list[TermLine]:
    """Assets of a transfer as paper names them, by tag; the condition is that of the receipt, if told."""
    statement = (
        select(
            Asset.tag, Asset.patrimonio, Asset.name, Asset.serial_number, Asset.condition,
            Asset.purchase_value, MovementDocumentItem.condition,
        )
        .join(
            MovementDocumentItem,
            and_(
                MovementDocumentItem.asset_id == Asset.id, MovementDocumentItem.document_id == document_id
            ),
        )
        .where(Asset.id.in_(asset_ids))
        .order_by(Asset.tag_sort, Asset.id)
    )  # fmt: skip
    return [
        TermLine(tag, patrimonio or "", name, serial or "", condition_name(told or known), value)
        for tag, patrimonio, name, serial, known, value, told in (await session.execute(statement)).all()
    ]


async def place_name(session: AsyncSession, location_id: int | None) -> str:
    """The full name of a place; empty for none."""
    statement = select(Location.full_name).where(Location.id == location_id)
    return await session.scalar(statement) or ""


async def items_still_with(session: AsyncSession, document: MovementDocument) -> list[tuple[int, int | None]]:
    """Received assets that its responsible person still answers for, each with who did before.

    What is on its way elsewhere, or changed hands since, is left out.
    """
    answers = await people.standing_record(session, document.to_responsible_id)
    statement = (
        select(MovementDocumentItem.asset_id, MovementDocumentItem.from_responsible_id)
        .join(Asset, Asset.id == MovementDocumentItem.asset_id)
        .where(
            MovementDocumentItem.document_id == document.id,
            MovementDocumentItem.state == ItemState.RECEIVED.value,
            Asset.responsible_id == answers,
            Asset.status == AssetStatus.IN_USE.value,
            Asset.archived_at.is_(None),
        )
        .order_by(MovementDocumentItem.asset_id)
    )
    return [(row[0], row[1]) for row in (await session.execute(statement)).all()]


def condition_name(value: str | None) -> str:
    """A condition as paper names it; empty for none."""
    return _CONDITIONS[Condition(value)] if value else ""
