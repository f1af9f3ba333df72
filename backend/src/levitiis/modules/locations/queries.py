"""Reads of places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, SQLColumnExpression, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from levitiis.infra.db.locking import load_locked
from levitiis.infra.db.lookup import Listed, Lookup
from levitiis.infra.db.paging import fetch_page, ordering, page_of
from levitiis.infra.db.tree_queries import NOTHING, CountBelow, child_counts, named, subtree_of, top_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.paging import Page
from levitiis.kit.problems import FieldError
from levitiis.kit.search import SearchHit
from levitiis.kit.tree import ancestor_ids, path_items
from levitiis.modules.locations.models import MAX_DEPTH, Location, LocationKind
from levitiis.modules.locations.policy import MANAGE, READ, visible
from levitiis.modules.locations.schemas import (
    LocationAction,
    LocationFilter,
    LocationKindOut,
    LocationKinds,
    LocationNode,
    LocationOut,
    LocationTree,
)

MAX_LEVEL = 500
"""Places shown of one level of the tree; whoever has more below one place searches or pages the list."""

MAX_MATCHES = 100
"""Places shown of a search in the tree, their ancestors not counted."""

_COLUMNS: tuple[InstrumentedAttribute[Any], ...] = (
    Location.id,
    Location.name,
    Location.parent_id,
    Location.type,
    Location.code,
    Location.path,
    Location.full_name,
    Location.depth,
    Location.latitude,
    Location.longitude,
    Location.version,
    Location.created_at,
    Location.updated_at,
)
_ORDER: dict[str, SQLColumnExpression[Any]] = {
    "full_name": Location.sort_key,
    "name": Location.name_key,
    "code": Location.code,
    "created_at": Location.created_at,
}
_PATH = Lookup(Location.id, Location.path, wanted=READ, visible=visible)
_PATHS = Listed(lambda ids: select(Location.id, Location.path).where(Location.id.in_(ids)))
_FOUND = (Location.id, Location.name, Location.code, Location.full_name)


async def list_locations(
    session: AsyncSession, actor: Actor, params: LocationFilter, counts: CountBelow
) -> Page[LocationOut]:
    """A page of the places that ``actor`` may see."""
    where = _conditions(actor, params)
    rows = select(*_COLUMNS).where(*where).order_by(*ordering(_ORDER, params.sort.value, Location.id))
    found, total = await fetch_page(session, rows, select(Location.id).where(*where), params)
    items = [LocationOut(**values) for values in await _values(session, actor, found, counts)]
    return page_of(Page[LocationOut], items, params, total)


async def get_location(
    session: AsyncSession, actor: Actor, location_id: int, counts: CountBelow
) -> LocationOut:
    """One place. Raises ``request.not_found`` when it does not exist for ``actor``."""
    statement = select(*_COLUMNS).where(Location.id == location_id, visible(actor))
    found = (await session.execute(statement)).all()
    if not found:
        raise NOT_FOUND()
    (values,) = await _values(session, actor, found, counts)
    return LocationOut(**values)


async def tree_level(
    session: AsyncSession, actor: Actor, parent_id: int | None, counts: CountBelow
) -> LocationTree:
    """What stands directly below a place; without one, what is uppermost for ``actor``.

    That is the roots, or the places where his grants begin.
    """
    above = top_of(Location, actor.scope(READ)) if parent_id is None else Location.parent_id == parent_id
    found, truncated = await _in_order(session, MAX_LEVEL, above, visible(actor))
    nodes = [LocationNode(**values) for values in await _values(session, actor, found, counts)]
    return LocationTree(items=nodes, truncated=truncated)


async def tree_search(
    session: AsyncSession, actor: Actor, q: str, within: int | None, counts: CountBelow
) -> LocationTree:
    """The places that ``q`` means, each under its ancestors as far as ``actor`` may see them.

    ``within`` limits the search to a place and what is below it.
    """
    where = [visible(actor), named(Location, q, Location.code)]
    if within is not None:
        where.append(subtree_of(Location, within, visible(actor)))
    found, truncated = await _in_order(session, MAX_MATCHES, *where)
    matched = {row.id for row in found}
    leading = ancestor_ids(row.path for row in found) - matched
    if leading:
        statement = select(*_COLUMNS, Location.sort_key).where(Location.id.in_(leading), visible(actor))
        found = sorted([*found, *(await session.execute(statement)).all()], key=lambda row: row.sort_key)
    items = [
        LocationNode(**values, matched=values["id"] in matched)
        for values in await _values(session, actor, found, counts)
    ]
    return LocationTree(items=items, truncated=truncated)


async def list_kinds(session: AsyncSession) -> LocationKinds:
    """The kinds that may be chosen, with those below which each may stand."""
    kinds = list((await kinds_by_code(session)).values())
    return LocationKinds(
        items=[
            LocationKindOut(
                code=kind.code,
                name_pt=kind.name_pt,
                name_en=kind.name_en,
                rank=kind.rank,
                allowed_parents=[above.code for above in kinds if kind.fits_below(above)],
            )
            for kind in kinds
            if kind.active
        ]
    )


async def kinds_by_code(session: AsyncSession) -> dict[str, LocationKind]:
    """Every kind, from the root down."""
    statement = select(LocationKind).order_by(LocationKind.rank, LocationKind.code)
    return {kind.code: kind for kind in await session.scalars(statement)}


async def load_for_update(uow: UnitOfWork, location_id: int) -> Location:
    """A place, locked. Raises ``request.not_found`` when it does not exist for the actor."""
    return await load_locked(uow, Location, Location.id == location_id, visible(uow.actor))


async def require_place(
    session: AsyncSession, actor: Actor, location_id: int | None, pointer: str
) -> str | None:
    """The path of a place that a body names; None for none. Raises ``request.not_found`` at ``pointer``."""
    if location_id is None:
        return None
    row = await _PATH.find(session, actor, location_id)
    if row is None:
        raise NOT_FOUND(errors=[FieldError(pointer, "not_found")])
    return str(row[0])


async def path_of(session: AsyncSession, location_id: int | None) -> str | None:
    """The path of a place, whoever asks; None for none."""
    found = [] if location_id is None else await paths_of(session, [location_id])
    return found[0] if found else None


async def paths_of(session: AsyncSession, location_ids: Iterable[int]) -> list[str]:
    """The paths of places, whoever asks."""
    return list((await paths_by_place(session, location_ids)).values())


async def paths_by_place(session: AsyncSession, location_ids: Iterable[int]) -> dict[int, str]:
    """The path of each of these places, whoever asks."""
    return {row[0]: row[1] for row in await _PATHS.fetch(session, sorted(set(location_ids)))}


async def search(session: AsyncSession, actor: Actor, q: str, limit: int) -> list[SearchHit]:
    """The places that ``q`` means, for the search over everything."""
    if not (q.strip() and actor.may(READ)):
        return []
    statement = (
        select(*_FOUND)
        .where(visible(actor), named(Location, q, Location.code))
        .order_by(Location.depth, Location.sort_key, Location.id)
        .limit(limit)
    )
    return [
        SearchHit(
            id=row.id,
            title=row.name,
            subtitle=row.full_name,
            code=row.code,
            url=f"/localizacoes/{row.id}",
        )
        for row in (await session.execute(statement)).all()
    ]


def _conditions(actor: Actor, params: LocationFilter) -> list[ColumnElement[bool]]:
    where = [visible(actor)]
    if params.parent_id is not None:
        where.append(Location.parent_id == params.parent_id)
    if params.within is not None:
        where.append(subtree_of(Location, params.within, visible(actor)))
    if params.type:
        where.append(Location.type.in_(params.type))
    if params.q and params.q.strip():
        where.append(named(Location, params.q, Location.code))
    return where


async def _in_order(
    session: AsyncSession, limit: int, *where: ColumnElement[bool]
) -> tuple[Sequence[Any], bool]:
    statement = select(*_COLUMNS, Location.sort_key).where(*where).order_by(Location.sort_key, Location.id)
    found = (await session.execute(statement.limit(limit + 1))).all()
    return found[:limit], len(found) > limit


async def _values(
    session: AsyncSession, actor: Actor, rows: Sequence[Any], counts: CountBelow
) -> list[Mapping[str, Any]]:
    """What ``LocationOut`` is made of: the rows, and one query each for what is inside of all of them."""
    if not rows:
        return []
    ids = [row.id for row in rows]
    children, things = await child_counts(session, Location, ids), await counts(session, actor, ids)
    made: list[Mapping[str, Any]] = []
    for row in rows:
        inside, below = things.get(row.id, NOTHING), children.get(row.id, 0)
        values = dict(zip((column.key for column in _COLUMNS), row, strict=False))
        values |= {
            "path": path_items(row.path, row.full_name),
            "child_count": below,
            "asset_count": inside.own,
            "asset_count_total": inside.total,
            "allowed_actions": _allowed(actor, row, empty=not below and not inside.total),
        }
        made.append(values)
    return made


def _allowed(actor: Actor, row: Row[Any], *, empty: bool) -> list[LocationAction]:
    if not actor.scope(MANAGE).covers(row.path):
        return []
    allowed: list[LocationAction] = ["edit", "move"]
    if empty:
        allowed.append("delete")
    if row.depth < MAX_DEPTH:
        allowed.append("create_child")
    return allowed
