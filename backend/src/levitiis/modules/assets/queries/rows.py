"""The list of assets: which, then what they show; bytes made once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    SQLColumnExpression,
    UnaryExpression,
    bindparam,
    func,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.finding import Finder, Order, Shapes
from levitiis.infra.db.prepared import Prepared, Rows
from levitiis.infra.db.reading import Reader
from levitiis.infra.db.search import AnySelect
from levitiis.infra.db.where import Where
from levitiis.kit.access import Actor
from levitiis.kit.paging import MAX_PAGE_SIZE
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.queries.conditions import conditions, seen_by
from levitiis.modules.assets.schemas import AssetConditions, AssetFilter, AssetSort, AssetSummary
from levitiis.modules.catalogue.models import AssetCategory
from levitiis.modules.locations.models import Location
from levitiis.modules.people.models import Person
from levitiis.modules.suppliers.models import Supplier

_CATEGORY = (AssetCategory.__table__, AssetCategory.id == Asset.category_id)
_LOCATION = (Location.__table__, Location.id == Asset.location_id)
_RESPONSIBLE = (Person.__table__, Person.id == Asset.responsible_id)
_ORDERS: Mapping[str, Order] = {
    "tag": Order(Asset.tag_sort),
    "name": Order(Asset.sort_key),
    "status": Order(Asset.status),
    "purchase_value": Order(Asset.purchase_value),
    "acquisition_date": Order(Asset.acquisition_date),
    "created_at": Order(Asset.created_at),
    "category": Order(AssetCategory.sort_key, _CATEGORY),
    "location": Order(Location.sort_key, _LOCATION),
    "responsible": Order(Person.sort_key, _RESPONSIBLE),
}
_FINDER = Finder(Asset.id, _ORDERS)
_SHOWING = Shapes[Prepared]()
_SIZES = (1, 10, 50, 100, MAX_PAGE_SIZE)

ROW_COLUMNS: tuple[SQLColumnExpression[Any], ...] = (
    Asset.id, Asset.tag, Asset.patrimonio, Asset.name, Asset.status, Asset.lifecycle_state, Asset.condition,
    Asset.category_id, AssetCategory.full_name.label("category_name"),
    Asset.location_id, Location.name.label("location_name"), Location.full_name.label("location_full_name"),
    Asset.responsible_id, Person.name.label("responsible_name"),
    Asset.supplier_id, Supplier.name.label("supplier_name"),
    Asset.brand, Asset.model, Asset.serial_number, Asset.purchase_value, Asset.acquisition_date,
    Asset.archived_at, Asset.created_at, Asset.version,
)  # fmt: skip


def joined(*columns: SQLColumnExpression[Any]) -> AnySelect:
    """Select from assets with everything that a row names."""
    return (
        select(*columns)
        .select_from(Asset)
        .outerjoin(AssetCategory, AssetCategory.id == Asset.category_id)
        .outerjoin(Location, Location.id == Asset.location_id)
        .outerjoin(Person, Person.id == Asset.responsible_id)
        .outerjoin(Supplier, Supplier.id == Asset.supplier_id)
    )


def order(sort: AssetSort) -> Sequence[ColumnElement[Any] | UnaryExpression[Any]]:
    """The ORDER BY of a sort, always ending in the primary key."""
    column = _ORDERS[sort.value.removeprefix("-")].column
    if sort.value.startswith("-"):
        return column.desc(), Asset.id.desc()
    return column.asc(), Asset.id.asc()


def row_dict(row: Any) -> dict[str, Any]:
    """A row of :data:`ROW_COLUMNS` in the shape of ``AssetRow``."""
    return {
        "id": row[0],
        "tag": row[1],
        "patrimonio": row[2],
        "name": row[3],
        "status": row[4],
        "lifecycle_state": row[5],
        "condition": row[6],
        "category": {"id": row[7], "name": row[8]} if row[7] else None,
        "location": {"id": row[9], "name": row[10], "full_name": row[11]} if row[9] else None,
        "responsible": {"id": row[12], "name": row[13]} if row[12] else None,
        "supplier": {"id": row[14], "name": row[15]} if row[14] else None,
        "brand": row[16],
        "model": row[17],
        "serial_number": row[18],
        "purchase_value": row[19],
        "acquisition_date": row[20],
        "archived_at": row[21],
        "created_at": row[22],
        "version": row[23],
    }


async def list_assets(reader: Reader, actor: Actor, params: AssetFilter) -> bytes:
    """A page of assets that ``actor`` may see, as the JSON of ``Page[AssetRow]``."""
    ids, total = await _FINDER.page(reader, conditions(actor, params), params.sort.value, params)
    return msgspec.json.encode(
        {
            "items": [row_dict(row) for row in await _shown(reader, actor, ids)],
            "page": params.page,
            "page_size": params.page_size,
            "total": total.count,
            "total_is_estimate": total.estimate,
        }
    )


async def _shown(reader: Reader, actor: Actor, ids: Sequence[int]) -> Rows:
    """The rows of these assets, in this order; what ``actor`` has ceased to see is left out."""
    if not ids:
        return ()
    seen = seen_by(actor)
    size = next(size for size in _SIZES if size >= len(ids))
    names = [f"id_{index}" for index in range(size)]
    prepared = _SHOWING.get((seen.shape, size), lambda: Prepared(_these(seen, names)))
    padded = [*ids, *[ids[-1]] * (size - len(ids))]
    rows = await reader.fetch(prepared, {**seen.values, **dict(zip(names, padded, strict=True))})
    found = {row[0]: row for row in rows}
    return [found[number] for number in ids if number in found]


def _these(seen: Where, names: Sequence[str]) -> AnySelect:
    chosen = Asset.id.in_([bindparam(name, type_=BigInteger) for name in names])
    return joined(*ROW_COLUMNS).where(chosen, *seen.clauses())


async def summary(session: AsyncSession, actor: Actor, wanted: AssetConditions) -> AssetSummary:
    """Count and value of what a filter finds, by status."""
    figures = select(Asset.status, func.count(), func.coalesce(func.sum(Asset.purchase_value), 0))
    statement = conditions(actor, wanted).on(figures.group_by(Asset.status))
    found = (await session.execute(statement)).all()
    return AssetSummary(
        count=sum(row[1] for row in found),
        total_value=sum((Decimal(row[2] or 0) for row in found), start=Decimal(0)),
        by_status={row[0]: row[1] for row in found},
    )
