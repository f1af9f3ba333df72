"""Invariants of transfers, as SQL that finds what breaks them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.kit.checks import Violation
from levitiis.modules.assets.models import Asset, Movement
from levitiis.modules.assets.states import AssetStatus, MovementType
from levitiis.modules.movements.models import MovementDocument, MovementDocumentItem
from levitiis.modules.movements.states import HOLDING, UNDER_WAY, ItemState

_SHOWN = 100
_OUT = (ItemState.WAITING.value, ItemState.MISSING.value)


async def violations(session: AsyncSession) -> list[Violation]:
    """Everything that breaks I04 or I23; at most 100 rows of each kind."""
    found: list[Violation] = []
    for invariant, message, entity, statement in _CHECKS:
        rows = (await session.execute(statement.limit(_SHOWN))).all()
        found += [Violation(invariant, message, entity, row[0]) for row in rows]
    return found


def _under_way() -> Any:
    states = [state.value for state in sorted(UNDER_WAY)]
    return exists().where(
        MovementDocumentItem.asset_id == Asset.id,
        MovementDocumentItem.is_open,
        MovementDocument.id == MovementDocumentItem.document_id,
        MovementDocument.state.in_(states),
    )


def _status_differs() -> Select[Any]:
    travels = Asset.status == AssetStatus.IN_TRANSIT.value
    return select(Asset.id).where(or_(and_(travels, ~_under_way()), and_(~travels, _under_way())))


def _openness_differs() -> Select[Any]:
    holding = MovementDocument.state.in_([state.value for state in sorted(HOLDING)])
    out = and_(holding, MovementDocumentItem.state.in_(_OUT))
    is_open = MovementDocumentItem.is_open
    return (
        select(MovementDocument.id)
        .join(MovementDocumentItem, MovementDocumentItem.document_id == MovementDocument.id)
        .where(or_(and_(is_open, ~out), and_(~is_open, out)))
        .distinct()
    )


def _disposed_and_asked_for() -> Select[Any]:
    is_open = exists().where(MovementDocumentItem.asset_id == Asset.id, MovementDocumentItem.is_open)
    return select(Asset.id).where(Asset.status == AssetStatus.DISPOSED.value, is_open)


def _moved_after_its_disposal() -> Select[Any]:
    """A reversal takes a disposal back; anything else needs an asset that is still there."""
    later = aliased(Movement)
    return (
        select(Movement.asset_id)
        .join(later, and_(later.asset_id == Movement.asset_id, later.seq == Movement.seq + 1))
        .where(Movement.type == MovementType.DISPOSAL.value, later.type != MovementType.REVERSAL.value)
    )


_CHECKS = (
    ("I04", "it is disposed of and in an open transfer", "asset", _disposed_and_asked_for()),
    ("I04", "something happened to it after its disposal", "asset", _moved_after_its_disposal()),
    ("I23", "it is in transit without a transfer, or on a transfer's way without being in transit", "asset",
     _status_differs()),
    ("I23", "an asset of it is held although it is not out, or the other way round", "movement_document",
     _openness_differs()),
)  # fmt: skip
