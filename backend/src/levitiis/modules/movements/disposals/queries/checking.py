"""What stands in the way of a disposal, and what it left behind."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.access import Actor
from levitiis.modules.assets.models import Asset, Movement
from levitiis.modules.assets.states import MovementType
from levitiis.modules.movements.disposals.models import Disposal, DisposalItem, DisposalItemAttachment
from levitiis.modules.movements.disposals.states import DisposalState
from levitiis.modules.movements.loans.models import Loan, LoanAgreement
from levitiis.modules.movements.loans.policy import visible as loan_visible
from levitiis.modules.movements.loans.states import TAKEN, LoanStatus
from levitiis.modules.movements.models import MovementDocument, MovementDocumentItem
from levitiis.modules.movements.policy import visible as document_visible

_TAKEN = [status.value for status in sorted(TAKEN)]


async def promised(session: AsyncSession, actor: Actor, ids: Sequence[int]) -> dict[int, str | None]:
    """Those of these assets that are reserved, on loan or in an open transfer.

    Each with a document's number, where that document exists for the actor.
    """
    lent = (
        select(Loan.asset_id, LoanAgreement.number)
        .outerjoin(LoanAgreement, and_(LoanAgreement.id == Loan.agreement_id, loan_visible(actor)))
        .where(Loan.asset_id.in_(ids), Loan.status.in_(_TAKEN))
    )
    of_item = and_(MovementDocument.id == MovementDocumentItem.document_id, document_visible(actor))
    moving = (
        select(MovementDocumentItem.asset_id, MovementDocument.number)
        .outerjoin(MovementDocument, of_item)
        .where(MovementDocumentItem.asset_id.in_(ids), MovementDocumentItem.is_open)
    )
    found = [*(await session.execute(lent)).all(), *(await session.execute(moving)).all()]
    return {row[0]: row[1] for row in found}


async def lost(session: AsyncSession, ids: Sequence[int]) -> set[int]:
    """Those of these assets that were lost on loan and have not turned up."""
    statement = select(Loan.asset_id).where(Loan.asset_id.in_(ids), Loan.status == LoanStatus.LOST.value)
    return set(await session.scalars(statement))


async def left_by(session: AsyncSession, disposal_id: int) -> dict[int, int | None]:
    """The assets of a concluded disposal to which nothing came after it, each with who answered for it."""
    statement = (
        select(Movement.asset_id, Movement.from_responsible_id)
        .join(Asset, and_(Asset.id == Movement.asset_id, Asset.custody_seq == Movement.seq))
        .where(Movement.disposal_id == disposal_id, Movement.type == MovementType.DISPOSAL.value)
        .order_by(Movement.asset_id)
    )
    return {row[0]: row[1] for row in (await session.execute(statement)).all()}


async def tags_with_photos(session: AsyncSession, item_ids: Sequence[int]) -> list[str]:
    """The tags of those items that have photos."""
    pictured = exists().where(DisposalItemAttachment.item_id == DisposalItem.id)
    statement = (
        select(Asset.tag)
        .join(DisposalItem, DisposalItem.asset_id == Asset.id)
        .where(DisposalItem.id.in_(item_ids), pictured)
        .order_by(Asset.tag_sort)
    )
    return list(await session.scalars(statement))


async def pictured(session: AsyncSession, disposal_id: int) -> set[int]:
    """The ids of those items of a disposal that have a photo."""
    statement = (
        select(DisposalItemAttachment.item_id)
        .join(DisposalItem, DisposalItem.id == DisposalItemAttachment.item_id)
        .where(DisposalItem.disposal_id == disposal_id, DisposalItemAttachment.is_main)
    )
    return set(await session.scalars(statement))


async def drafts_of_loan(session: AsyncSession, agreement_id: int, ids: Sequence[int]) -> list[int]:
    """The drafts that a loan opened for any of these assets, in order."""
    statement = (
        select(Disposal.id)
        .join(DisposalItem, DisposalItem.disposal_id == Disposal.id)
        .where(
            Disposal.loan_agreement_id == agreement_id,
            DisposalItem.asset_id.in_(ids),
            Disposal.state == DisposalState.DRAFT.value,
        )
        .distinct()
        .order_by(Disposal.id)
    )
    return list(await session.scalars(statement))
