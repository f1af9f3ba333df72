"""What the term of a disposal says."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.modules.assets.models import Asset
from levitiis.modules.movements.disposals.models import Disposal, DisposalItem, DisposalMember
from levitiis.modules.movements.disposals.states import Destination, MemberRole
from levitiis.modules.movements.queries.terms import condition_name
from levitiis.modules.signatures.api import TermLine
from levitiis.modules.suppliers.models import Supplier

DESTINATIONS: Mapping[Destination, str] = {
    Destination.AUCTION: "leilão",
    Destination.DONATION: "doação",
    Destination.EXCHANGE: "permuta",
    Destination.ASSIGNMENT: "cessão",
    Destination.TRANSFER: "transferência",
    Destination.DISCARD: "descarte",
    Destination.LOSS: "extravio",
    Destination.THEFT: "furto",
}
"""As paper names them: terms are Portuguese, whoever reads them."""


async def disposal_lines(session: AsyncSession, disposal_id: int) -> list[TermLine]:
    """The assets of a disposal as paper names them, by tag, each with its class and purchase value."""
    statement = (
        select(Asset, DisposalItem.classification, DisposalItem.note)
        .join(DisposalItem, DisposalItem.asset_id == Asset.id)
        .where(DisposalItem.disposal_id == disposal_id)
        .order_by(Asset.tag_sort, Asset.id)
    )
    return [
        TermLine(
            asset.tag,
            asset.patrimonio or "",
            asset.name,
            asset.serial_number or "",
            "; ".join(part for part in (condition_name(classification), note) if part),
            asset.purchase_value,
        )
        for asset, classification, note in (await session.execute(statement)).all()
    ]


async def place_of(session: AsyncSession, disposal_id: int) -> int | None:
    """Where a disposal's assets belong, if that is one place."""
    statement = select(Asset.location_id).join(DisposalItem, DisposalItem.asset_id == Asset.id)
    places = await session.scalars(
        statement.where(DisposalItem.disposal_id == disposal_id).distinct().limit(2)
    )
    found = places.all()
    return found[0] if len(found) == 1 else None


async def recipient_of(session: AsyncSession, disposal: Disposal) -> str:
    """The name of who receives the assets; empty when nobody does."""
    return await session.scalar(select(Supplier.name).where(Supplier.id == disposal.supplier_id)) or ""


async def chair_of(session: AsyncSession, disposal_id: int) -> int | None:
    """Who leads the commission, if somebody does."""
    statement = select(DisposalMember.person_id).where(
        DisposalMember.disposal_id == disposal_id, DisposalMember.role == MemberRole.CHAIR.value
    )
    return await session.scalar(statement)
