"""Which assets are free for some days, and in which order they are lent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.access import Actor, Permission
from levitiis.kit.clock import today
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.policy import READ as SEE
from levitiis.modules.assets.policy import visible as asset_visible
from levitiis.modules.assets.states import AssetStatus
from levitiis.modules.catalogue.models import AssetCategory
from levitiis.modules.locations.models import Location
from levitiis.modules.locations.policy import place_within
from levitiis.modules.movements.disposals.models import DisposalItem
from levitiis.modules.movements.loans.models import Loan
from levitiis.modules.movements.loans.policy import REQUEST, SELF_SERVICE
from levitiis.modules.movements.loans.queries.rules import free_from, rules_of
from levitiis.modules.movements.loans.reservations.schemas import (
    MOST_FREE_SHOWN,
    FreeAsset,
    FreeFilter,
    FreeOut,
)
from levitiis.modules.movements.loans.states import TAKEN, LoanStatus

_TAKEN = [status.value for status in sorted(TAKEN)]
NOT_LENT = (AssetStatus.DISPOSED.value, AssetStatus.IN_TRANSIT.value, AssetStatus.MISSING.value)
_REACH = {"see": SEE, "lend": REQUEST, "self": SELF_SERVICE}
_NEVER = dt.date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Days:
    """From ``start`` until the day before ``until``, on which somebody else may have the asset again."""

    start: dt.date
    until: dt.date


def free_for(
    actor: Actor, wanted: Permission, days: Days, category_id: int | None, location_id: int | None
) -> list[ColumnElement[bool]]:
    """What an asset must satisfy to be lent for ``days`` by who has ``wanted`` where it belongs.

    What is overdue counts as taken whatever the days: nobody knows when it will be back.
    """
    late = and_(Loan.status == LoanStatus.ACTIVE.value, Loan.due_date < today())
    overlaps = and_(Loan.start_date < days.until, Loan.free_from > days.start)
    taken = exists().where(Loan.asset_id == Asset.id, Loan.status.in_(_TAKEN), or_(overlaps, late))
    where = [
        asset_visible(actor),
        place_within(Asset.location_id, actor.scope(wanted)),
        Asset.archived_at.is_(None),
        Asset.status.not_in(NOT_LENT),
        ~taken,
        ~exists().where(DisposalItem.asset_id == Asset.id, DisposalItem.is_open),
    ]
    return [*where, *in_category(category_id), *in_place(location_id)]


def in_category(category_id: int | None) -> list[ColumnElement[bool]]:
    """The asset is of this category or one below it."""
    if category_id is None:
        return []
    below = select(AssetCategory.id).where(AssetCategory.path.like(f"%/{category_id}/%"))
    return [Asset.category_id.in_(below)]


def in_place(location_id: int | None) -> list[ColumnElement[bool]]:
    """The asset belongs to this place or one below it."""
    if location_id is None:
        return []
    below = select(Location.id).where(Location.path.like(f"%/{location_id}/%"))
    return [Asset.location_id.in_(below)]


async def pick(
    session: AsyncSession, where: Sequence[ColumnElement[bool]], but: Collection[int], most: int
) -> Sequence[int]:
    """At most ``most`` assets, those first that were handed over longest ago or never; then by their ids."""
    last = select(func.max(Loan.start_date)).where(
        Loan.asset_id == Asset.id, Loan.status.in_([LoanStatus.ACTIVE.value, LoanStatus.RETURNED.value])
    )
    order = func.coalesce(last.scalar_subquery(), literal(_NEVER))
    statement = select(Asset.id).where(*where, Asset.id.not_in(but)).order_by(order, Asset.id).limit(most)
    return (await session.scalars(statement)).all()


async def roots_of(session: AsyncSession, category_ids: Collection[int]) -> list[str]:
    """The uppermost categories above these, by which whoever takes any of them waits for the other."""
    paths = await session.scalars(select(AssetCategory.path).where(AssetCategory.id.in_(category_ids)))
    return sorted({path.split("/")[1] for path in paths})


async def name_of_category(session: AsyncSession, category_id: int) -> str:
    """Its name, for messages."""
    return await session.scalar(select(AssetCategory.name).where(AssetCategory.id == category_id)) or ""


async def list_free(session: AsyncSession, actor: Actor, params: FreeFilter) -> FreeOut:
    """Assets that ``actor`` finds free, by their tags."""
    days = Days(params.start, free_from(params.end, await rules_of(session)))
    where = free_for(actor, _REACH[params.reach], days, params.category_id, params.location_id)
    statement = (
        select(Asset.id, Asset.tag, Asset.name, Asset.location_id, Location.full_name)
        .outerjoin(Location, Location.id == Asset.location_id)
        .where(*where)
        .order_by(Asset.tag_sort, Asset.id)
        .limit(MOST_FREE_SHOWN)
    )
    rows = (await session.execute(statement)).all()
    total = await session.scalar(select(func.count(Asset.id)).where(*where))
    return FreeOut(
        total=total or 0,
        items=[
            FreeAsset.model_validate(
                {"id": number, "tag": tag, "name": name}
                | {"location": {"id": place, "name": place_name} if place else None}
            )
            for number, tag, name, place, place_name in rows
        ],
    )
