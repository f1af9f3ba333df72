"""Reads the ledger as of a day: the last row of each asset up to its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.infra.db.paging import Total, count_rows, fetch_page
from levitiis.infra.db.search import AnySelect, matches, within
from levitiis.kit.access import Actor
from levitiis.kit.clock import now
from levitiis.modules.assets.models import Asset, Movement
from levitiis.modules.assets.policy import READ, visible
from levitiis.modules.assets.position.schemas import (
    AssetPosition,
    Position,
    PositionFilter,
    PositionPage,
    PositionRow,
)
from levitiis.modules.assets.queries.conditions import below
from levitiis.modules.assets.queries.detail import require_visible
from levitiis.modules.locations.models import Location
from levitiis.modules.locations.policy import READ as PLACES_READ
from levitiis.modules.locations.policy import place_within
from levitiis.modules.people.models import Person
from levitiis.modules.people.policy import READ as PEOPLE_READ

_LATER, _NEXT = aliased(Movement), aliased(Movement)
_ORDER: dict[str, Any] = {"tag": Asset.tag_sort, "name": Asset.sort_key, "since": Movement.created_at}


async def list_positions(
    session: AsyncSession, actor: Actor, params: PositionFilter, zone: str
) -> PositionPage:
    """Where the assets were at the end of a day."""
    on = params.on or today(zone)
    where = [*_stands_at(end_of(on, zone)), *_wanted(params)]
    rows = _shown(actor).where(*where, visible(actor)).order_by(*_order(params.sort))
    matching = select(Movement.id).join(Asset, Asset.id == Movement.asset_id).where(*where, visible(actor))
    found, total = await fetch_page(session, rows, matching, params)
    if total.estimate:
        total = await _at_most_every_asset(session, actor, total)
    return PositionPage(
        items=[_row(row) for row in found],
        page=params.page,
        page_size=params.page_size,
        total=total.count,
        total_is_estimate=total.estimate,
        on=on,
        beyond_reach=await _beyond_reach(session, actor, where),
    )


async def _at_most_every_asset(session: AsyncSession, actor: Actor, total: Total) -> Total:
    """Each asset stands once; the planner, which counts rows of the ledger, guesses many times too much."""
    every = await count_rows(session, select(Asset.id).where(visible(actor)))
    return Total(min(total.count, every.count), estimate=True)


async def position_of(
    session: AsyncSession, actor: Actor, asset_id: int, on: date | None, zone: str
) -> AssetPosition:
    """Where one asset was at the end of a day. Raises ``request.not_found``."""
    await require_visible(session, actor, asset_id)
    day = on or today(zone)
    statement = _shown(actor).where(*_stands_at(end_of(day, zone)), Movement.asset_id == asset_id)
    row = (await session.execute(statement)).first()
    return AssetPosition(on=day, position=Position.model_validate(_custody(row)) if row else None)


def today(zone: str) -> date:
    """The date that a clock on the wall shows now."""
    return now().astimezone(ZoneInfo(zone)).date()


def end_of(day: date, zone: str) -> datetime:
    """The moment when a local day is over."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _stands_at(end: datetime) -> list[ColumnElement[bool]]:
    """The last row of each asset before ``end``."""
    later = select(_LATER.id).where(
        _LATER.asset_id == Movement.asset_id, _LATER.seq > Movement.seq, _LATER.created_at < end
    )
    return [Movement.created_at < end, ~later.correlate(Movement).exists()]


def _wanted(params: PositionFilter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    path = below(params.location_id)
    if path is not None:
        places = select(Location.id).where(Location.path.like(path))
        where.append(Movement.to_location_id.in_(places))
    if params.responsible_id is not None:
        where.append(Movement.to_responsible_id == params.responsible_id)
    if params.q:
        where.append(matches(Asset.search_text, params.q))
    if params.status:
        where.append(Movement.to_status.in_([status.value for status in params.status]))
    return where


async def _beyond_reach(session: AsyncSession, actor: Actor, where: Sequence[ColumnElement[bool]]) -> int:
    """How many were in places within reach then, and are not now; nothing else is told of them."""
    scope = actor.scope(READ)
    if scope.everywhere:
        return 0
    reached = select(Location.id).where(within(Location.path, scope))
    gone = or_(Asset.location_id.is_(None), Asset.location_id.not_in(reached))
    statement = (
        select(func.count())
        .select_from(Movement)
        .join(Asset, Asset.id == Movement.asset_id)
        .where(*where, Movement.to_location_id.in_(reached), gone)
    )
    return await session.scalar(statement) or 0


def _shown(actor: Actor) -> AnySelect:
    until = (
        select(_NEXT.created_at)
        .where(_NEXT.asset_id == Movement.asset_id, _NEXT.seq == Movement.seq + 1)
        .correlate(Movement)
        .scalar_subquery()
    )
    near = place_within(Person.location_id, actor.scope(PEOPLE_READ))
    seen_place = place_within(Location.id, actor.scope(PLACES_READ))
    statement: Select[*tuple[Any, ...]] = (
        select(
            Asset.id,
            Asset.tag,
            Asset.name,
            Movement.to_location_id,
            Location.name.label("place"),
            Location.full_name,
            Movement.to_responsible_id,
            Person.name.label("person"),
            Movement.to_status,
            Movement.created_at,
            until.label("until"),
        )
        .join(Asset, Asset.id == Movement.asset_id)
        .outerjoin(Location, and_(Location.id == Movement.to_location_id, seen_place))
        .outerjoin(
            Person,
            and_(Person.id == Movement.to_responsible_id, or_(Person.id == Asset.responsible_id, near)),
        )
    )
    return statement


def _order(sort: str) -> tuple[Any, ...]:
    column = _ORDER[sort.lstrip("-")]
    return (column.desc(), Asset.id.desc()) if sort.startswith("-") else (column, Asset.id)


def _row(row: Any) -> PositionRow:
    return PositionRow.model_validate({"id": row.id, "tag": row.tag, "name": row.name, **_custody(row)})


def _custody(row: Any) -> dict[str, Any]:
    named = {"location": (row.to_location_id, row.place), "responsible": (row.to_responsible_id, row.person)}
    return {
        "location": {"id": row.to_location_id, "name": row.place, "full_name": row.full_name}
        if row.place is not None
        else None,
        "responsible": {"id": row.to_responsible_id, "name": row.person} if row.person is not None else None,
        "status": row.to_status,
        "hidden": [field for field, (number, name) in named.items() if number and name is None],
        "since": row.created_at,
        "until": row.until,
    }
