"""Invariants of disposals, as SQL that finds what breaks them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.checks import Violation
from levitiis.modules.assets.models import Asset, Movement
from levitiis.modules.assets.states import AssetStatus, MovementType
from levitiis.modules.movements.disposals.models import Disposal, DisposalItem
from levitiis.modules.movements.disposals.states import HOLDING, DisposalState
from levitiis.modules.movements.loans.models import Loan
from levitiis.modules.movements.loans.states import TAKEN
from levitiis.modules.movements.models import MovementDocumentItem

_SHOWN = 100
_HOLDING = [state.value for state in sorted(HOLDING)]
_TAKEN = [status.value for status in sorted(TAKEN)]
_EFFECT = {
    MovementType.DISPOSAL: (DisposalState.CONCLUDED.value, DisposalState.REVERSED.value),
    MovementType.REVERSAL: (DisposalState.REVERSED.value,),
}
"""In which states a disposal has such rows in the ledger, one for each of its assets."""


async def violations(session: AsyncSession) -> list[Violation]:
    """Everything that breaks I04; at most 100 rows of each kind."""
    found: list[Violation] = []
    for message, entity, statement in _CHECKS:
        rows = (await session.execute(statement.limit(_SHOWN))).all()
        found += [Violation("I04", message, entity, row[0]) for row in rows]
    return found


def _held() -> Any:
    return exists().where(DisposalItem.asset_id == Asset.id, DisposalItem.is_open)


def _disposed_and_held() -> Select[Any]:
    return select(Asset.id).where(Asset.status == AssetStatus.DISPOSED.value, _held())


def _promised_and_held() -> Select[Any]:
    lent = exists().where(Loan.asset_id == Asset.id, Loan.status.in_(_TAKEN))
    moving = exists().where(MovementDocumentItem.asset_id == Asset.id, MovementDocumentItem.is_open)
    return select(Asset.id).where(_held(), or_(lent, moving))


def _openness_differs() -> Select[Any]:
    holding = Disposal.state.in_(_HOLDING)
    is_open = DisposalItem.is_open
    return (
        select(Disposal.id)
        .join(DisposalItem, DisposalItem.disposal_id == Disposal.id)
        .where(or_(and_(is_open, ~holding), and_(~is_open, holding)))
        .distinct()
    )


def _effect_differs(kind: MovementType) -> Select[Any]:
    took_effect = Disposal.state.in_(_EFFECT[kind])
    written = exists().where(
        Movement.disposal_id == Disposal.id,
        Movement.asset_id == DisposalItem.asset_id,
        Movement.type == kind.value,
    )
    return (
        select(Disposal.id)
        .join(DisposalItem, DisposalItem.disposal_id == Disposal.id)
        .where(or_(and_(took_effect, ~written), and_(~took_effect, written)))
        .distinct()
    )


def _still_there() -> Select[Any]:
    """Concluded, and one of its assets is not disposed of."""
    return (
        select(Disposal.id)
        .join(DisposalItem, DisposalItem.disposal_id == Disposal.id)
        .join(Asset, Asset.id == DisposalItem.asset_id)
        .where(Disposal.state == DisposalState.CONCLUDED.value, Asset.status != AssetStatus.DISPOSED.value)
        .distinct()
    )


_CHECKS = (
    ("it is disposed of and in an open disposal", "asset", _disposed_and_held()),
    ("it is in an open disposal and promised to a loan or a transfer", "asset", _promised_and_held()),
    ("an asset of it is held although it is not open, or the other way round", "disposal",
     _openness_differs()),
    ("what it did is not what the ledger says", "disposal", _effect_differs(MovementType.DISPOSAL)),
    ("what undid it is not what the ledger says", "disposal", _effect_differs(MovementType.REVERSAL)),
    ("it is concluded, and an asset of it is not disposed of", "disposal", _still_there()),
)  # fmt: skip
