"""What the terms of loans say of their assets."""

from __future__ import annotations

from sqlalchemy import null, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.modules.assets.models import Asset
from levitiis.modules.movements.loans.accessories import accessories_in
from levitiis.modules.movements.loans.models import Loan
from levitiis.modules.movements.loans.states import LoanStatus
from levitiis.modules.movements.queries.terms import condition_name
from levitiis.modules.signatures.api import TermLine


async def loan_lines(
    session: AsyncSession, agreement_id: int, status: LoanStatus, *, back: bool
) -> list[TermLine]:
    """Assets of an agreement as paper names them, by tag; ``back``: in the condition they came back in."""
    told = Loan.in_condition if back else Loan.out_condition
    note = Loan.in_note if back else Loan.out_note
    missing = Loan.missing_accessories if back else null()
    statement = (
        select(Asset, Loan.accessories, told, note, missing)
        .join(Loan, Loan.asset_id == Asset.id)
        .where(Loan.agreement_id == agreement_id, Loan.status == status.value)
        .order_by(Asset.tag_sort, Asset.id)
    )
    rows = (await session.execute(statement)).all()
    return [
        TermLine(
            asset.tag,
            asset.patrimonio or "",
            f"{asset.name} ({accessories})" if accessories else asset.name,
            asset.serial_number or "",
            "; ".join(
                part
                for part in (
                    condition_name(known or asset.condition),
                    said,
                    f"não voltou: {', '.join(accessories_in(lacking))}" if lacking else None,
                )
                if part
            ),
            asset.purchase_value,
        )
        for asset, accessories, known, said, lacking in rows
    ]


async def place_of(session: AsyncSession, agreement_id: int) -> int | None:
    """Where an agreement's assets belong, if that is one place."""
    statement = select(Asset.location_id).join(Loan, Loan.asset_id == Asset.id)
    places = await session.scalars(statement.where(Loan.agreement_id == agreement_id).distinct().limit(2))
    found = places.all()
    return found[0] if len(found) == 1 else None
