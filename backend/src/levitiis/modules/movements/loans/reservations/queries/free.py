"""Which assets are free for some days, and in which order they are lent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.access import Actor, Permission, Scope
from levitiis.kit.clock import today
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.policy import READ as SEE
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
from levitiis.modules.movements.loans.states import LoanStatus


def _one_of(*states: LoanStatus) -> ColumnElement[bool]:
    """Written out, so that the database sees at once which of its partial indexes serves."""
    values = [state.value for state in states]
    return Loan.status.in_(bindparam("states", values, expanding=True, literal_execute=True, unique=True))


_TAKEN = _one_of(LoanStatus.RESERVED, LoanStatus.ACTIVE)
_HANDED_OVER = _one_of(LoanStatus.ACTIVE, LoanStatus.RETURNED)
NOT_LENT = (AssetStatus.DISPOSED.value, AssetStatus.IN_TRANSIT.value, AssetStatus.MISSING.value)
_REACH = {"see": SEE, "lend": REQUEST, "self": SELF_SERVICE}
_MOST_LISTED = 1_000
"""Ids in one statement."""
FIRST_LOOK, _MORE = 1_000, 4
"""So many are looked at first, and so many times as many when they do not do."""
_NEVER = dt.date.min


@dataclass(frozen=True, slots=True)
class Days:
    """From ``start`` until the day before ``until``, on which somebody else may have the asset again."""

    start: dt.date
    until: dt.date


_EVER = Days(dt.date.min, dt.date.max)


async def lendable(
    session: AsyncSession, actor: Actor, wanted: Permission, category_id: int | None, location_id: int | None
) -> list[ColumnElement[bool]]:
    """What an asset must satisfy to be lent at all by who has ``wanted`` where it belongs."""
    return [
        place_within(Asset.location_id, actor.common_scope(SEE, wanted)),
        Asset.archived_at.is_(None),
        Asset.status.not_in(NOT_LENT),
        ~exists().where(DisposalItem.asset_id == Asset.id, DisposalItem.is_open),
        *await in_category(session, category_id),
        *await in_place(session, location_id),
    ]


def _late() -> ColumnElement[bool]:
    return and_(Loan.status == LoanStatus.ACTIVE.value, Loan.due_date < today())


def _overlaps(days: Days) -> ColumnElement[bool]:
    return and_(_TAKEN, Loan.start_date < days.until, Loan.free_from > days.start)


def _no_loan(which: ColumnElement[bool]) -> ColumnElement[bool]:
    return ~exists().where(Loan.asset_id == Asset.id, which).correlate(Asset)


async def in_category(session: AsyncSession, category_id: int | None) -> list[ColumnElement[bool]]:
    """The asset is of this category or one below it.

    Their ids are looked up first: of a list of ids the database knows how many assets it means.
    """
    if category_id is None:
        return []
    below = select(AssetCategory.id).where(AssetCategory.path.like(f"%/{category_id}/%"))
    ids = (await session.scalars(below.limit(_MOST_LISTED + 1))).all()
    return [Asset.category_id.in_(ids if len(ids) <= _MOST_LISTED else below)]


async def in_place(session: AsyncSession, location_id: int | None) -> list[ColumnElement[bool]]:
    """The asset belongs to this place or one below it."""
    if location_id is None:
        return []
    path = await session.scalar(select(Location.path).where(Location.id == location_id))
    return [place_within(Asset.location_id, Scope(prefixes=(path,) if path else ()))]


async def free_on(
    session: AsyncSession,
    where: Sequence[ColumnElement[bool]],
    occurrences: Sequence[Days],
    but: Sequence[Collection[int]],
    most: int,
) -> list[list[int]]:
    """For each occurrence at most ``most`` assets free on it, first those lent longest ago or never.

    ``where`` as of :func:`lendable`; ``but``: those that each occurrence has already. Only the first in that
    order are looked at, and more of them where they do not do.
    """
    span, look = Days(occurrences[0].start, occurrences[-1].until), FIRST_LOOK
    while True:
        ids = await _in_order(session, where, look)
        taken = await taken_on(session, ids, span)
        found = [
            list(islice((one for one in ids if one not in had and not meets(days, taken.get(one, ()))), most))
            for days, had in zip(occurrences, but, strict=True)
        ]
        if len(ids) < look or all(len(one) == most for one in found):
            return found
        look *= _MORE


async def _in_order(session: AsyncSession, where: Sequence[ColumnElement[bool]], most: int) -> Sequence[int]:
    """At most ``most`` assets, those first that were handed over longest ago or never; then by their ids.

    Where enough never were, their ids alone say which come first: what was lent need not be sorted.
    """
    never = select(Asset.id).where(*where, _no_loan(_HANDED_OVER)).order_by(Asset.id).limit(most)
    ids = (await session.scalars(never)).all()
    if len(ids) == most:
        return ids
    last = select(func.max(Loan.start_date)).where(Loan.asset_id == Asset.id, _HANDED_OVER)
    order = func.coalesce(last.scalar_subquery(), literal(_NEVER))
    statement = select(Asset.id).where(*where).order_by(order, Asset.id).limit(most)
    return (await session.scalars(statement)).all()


async def taken_on(session: AsyncSession, ids: Sequence[int], days: Days) -> dict[int, list[Days]]:
    """When each of these assets is taken around ``days``.

    What is overdue is taken whatever the days: nobody knows when it will be back.
    """
    found: dict[int, list[Days]] = {}
    late = case((_late(), 1), else_=0)
    for at in range(0, len(ids), _MOST_LISTED):
        some = Loan.asset_id.in_(ids[at : at + _MOST_LISTED])
        statement = select(Loan.asset_id, Loan.start_date, Loan.free_from, late)
        for asset_id, start, until, is_late in await session.execute(
            statement.where(some, _TAKEN, or_(_overlaps(days), _late()))
        ):
            found.setdefault(asset_id, []).append(_EVER if is_late else Days(start, until))
    return found


def meets(days: Days, others: Sequence[Days]) -> bool:
    """Whether some day of ``days`` is one of the others'."""
    return any(other.start < days.until and other.until > days.start for other in others)


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
    wanted = _REACH[params.reach]
    where = [
        *await lendable(session, actor, wanted, params.category_id, params.location_id),
        _no_loan(_overlaps(days)),
        _no_loan(_late()),
    ]
    statement = (
        select(Asset.id, Asset.tag, Asset.name, Asset.location_id, Location.full_name)
        .outerjoin(Location, Location.id == Asset.location_id)
        .where(*where)
        .order_by(Asset.tag_sort, Asset.id)
        .limit(MOST_FREE_SHOWN)
    )
    rows = (await session.execute(statement)).all()
    total = len(rows)
    if total == MOST_FREE_SHOWN:
        total = await session.scalar(select(func.count(Asset.id)).where(*where)) or 0
    return FreeOut(
        total=total,
        items=[
            FreeAsset.model_validate(
                {"id": row.id, "tag": row.tag, "name": row.name}
                | {"location": {"id": row.location_id, "name": row.full_name} if row.location_id else None}
            )
            for row in rows
        ],
    )
