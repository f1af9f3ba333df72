"""Reads of categories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, SQLColumnExpression, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from levitiis.infra.db.locking import load_locked
from levitiis.infra.db.lookup import Lookup
from levitiis.infra.db.paging import fetch_page, ordering, page_of
from levitiis.infra.db.tree_queries import NOTHING, CountBelow, child_counts, named, subtree_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.paging import Page
from levitiis.kit.problems import FieldError
from levitiis.kit.search import SearchHit
from levitiis.kit.tree import path_items
from levitiis.modules.catalogue.models import MAX_DEPTH, AssetCategory
from levitiis.modules.catalogue.policy import READ, may_manage, visible
from levitiis.modules.catalogue.schemas import CategoryAction, CategoryFilter, CategoryOut

_COLUMNS: tuple[InstrumentedAttribute[Any], ...] = (
    AssetCategory.id,
    AssetCategory.name,
    AssetCategory.parent_id,
    AssetCategory.path,
    AssetCategory.full_name,
    AssetCategory.depth,
    AssetCategory.version,
    AssetCategory.created_at,
    AssetCategory.updated_at,
)
_ORDER: dict[str, SQLColumnExpression[Any]] = {
    "full_name": AssetCategory.sort_key,
    "name": AssetCategory.name_key,
    "created_at": AssetCategory.created_at,
}
_KNOWN = Lookup(AssetCategory.id, AssetCategory.id, wanted=READ, visible=visible)


async def list_categories(
    session: AsyncSession, actor: Actor, params: CategoryFilter, counts: CountBelow
) -> Page[CategoryOut]:
    """A page of categories."""
    where = _conditions(actor, params)
    rows = select(*_COLUMNS).where(*where).order_by(*ordering(_ORDER, params.sort.value, AssetCategory.id))
    found, total = await fetch_page(session, rows, select(AssetCategory.id).where(*where), params)
    return page_of(Page[CategoryOut], await _shown(session, actor, found, counts), params, total)


async def get_category(
    session: AsyncSession, actor: Actor, category_id: int, counts: CountBelow
) -> CategoryOut:
    """One category. Raises ``request.not_found`` when it does not exist for ``actor``."""
    statement = select(*_COLUMNS).where(AssetCategory.id == category_id, visible(actor))
    found = await _shown(session, actor, (await session.execute(statement)).all(), counts)
    if not found:
        raise NOT_FOUND()
    return found[0]


async def load_for_update(uow: UnitOfWork, category_id: int) -> AssetCategory:
    """A category, locked. Raises ``request.not_found`` when it does not exist for the actor."""
    return await load_locked(uow, AssetCategory, AssetCategory.id == category_id, visible(uow.actor))


async def require_category(
    session: AsyncSession, actor: Actor, category_id: int | None, pointer: str
) -> None:
    """See that a category which a body names exists. Raises ``request.not_found`` at ``pointer``."""
    if category_id is None:
        return
    if await _KNOWN.find(session, actor, category_id) is None:
        raise NOT_FOUND(errors=[FieldError(pointer, "not_found")])


async def search(session: AsyncSession, actor: Actor, q: str, limit: int) -> list[SearchHit]:
    """The categories that ``q`` means, for the search over everything."""
    if not (q.strip() and actor.may(READ)):
        return []
    statement = (
        select(AssetCategory.id, AssetCategory.name, AssetCategory.full_name)
        .where(named(AssetCategory, q))
        .order_by(AssetCategory.depth, AssetCategory.sort_key, AssetCategory.id)
        .limit(limit)
    )
    return [
        SearchHit(id=row.id, title=row.name, subtitle=row.full_name, url=f"/categorias/{row.id}")
        for row in (await session.execute(statement)).all()
    ]


def _conditions(actor: Actor, params: CategoryFilter) -> list[ColumnElement[bool]]:
    where = [visible(actor)]
    if params.roots:
        where.append(AssetCategory.parent_id.is_(None))
    if params.parent_id is not None:
        where.append(AssetCategory.parent_id == params.parent_id)
    if params.within is not None:
        where.append(subtree_of(AssetCategory, params.within, visible(actor)))
    if params.q and params.q.strip():
        where.append(named(AssetCategory, params.q))
    return where


async def _shown(
    session: AsyncSession, actor: Actor, rows: Sequence[Any], counts: CountBelow
) -> list[CategoryOut]:
    """The rows, and one query each for what is inside of all of them."""
    if not rows:
        return []
    ids = [row.id for row in rows]
    children, things = await child_counts(session, AssetCategory, ids), await counts(session, actor, ids)
    manages = may_manage(actor)
    made: list[CategoryOut] = []
    for row in rows:
        inside, below = things.get(row.id, NOTHING), children.get(row.id, 0)
        values: Mapping[str, Any] = dict(zip((column.key for column in _COLUMNS), row, strict=True)) | {
            "path": path_items(row.path, row.full_name),
            "child_count": below,
            "asset_count": inside.own,
            "asset_count_total": inside.total,
            "allowed_actions": _allowed(row, empty=not below and not inside.total) if manages else [],
        }
        made.append(CategoryOut(**values))
    return made


def _allowed(row: Row[Any], *, empty: bool) -> list[CategoryAction]:
    allowed: list[CategoryAction] = ["edit", "move"]
    if empty:
        allowed.append("delete")
    if row.depth < MAX_DEPTH:
        allowed.append("create_child")
    return allowed
