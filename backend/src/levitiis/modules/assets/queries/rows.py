"""The list of assets: which, then what they show; bytes made once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, SQLColumnExpression, UnaryExpression, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.finding import Finder, Order, Shapes
from levitiis.infra.db.lookup import Ids, Listed
from levitiis.infra.db.prepared import Rows
from levitiis.infra.db.reading import Reader
from levitiis.infra.db.search import AnySelect
from levitiis.infra.db.where import Where
from levitiis.kit.access import Actor
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
_SHOWING = Shapes[Listed]()

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
    # Unpacked in one go: asking a row for one column after the other takes twice as long.
    (
        number, tag, patrimonio, name, status, lifecycle_state, condition, category_id, category,
        location_id, location, full_name, responsible_id, responsible, supplier_id, supplier,
        brand, model, serial_number, purchase_value, acquisition_date, archived_at, created_at, version,
    ) = row  # fmt: skip
    return {
        "id": number,
        "tag": tag,
        "patrimonio": patrimonio,
        "name": name,
        "status": status,
        "lifecycle_state": lifecycle_state,
        "condition": condition,
        "category": {"id": category_id, "name": category} if category_id else None,
        "location": {"id": location_id, "name": location, "full_name": full_name} if location_id else None,
        "responsible": {"id": responsible_id, "name": responsible} if responsible_id else None,
        "supplier": {"id": supplier_id, "name": supplier} if supplier_id else None,
        "brand": brand,
        "model": model,
        "serial_number": serial_number,
        "purchase_value": purchase_value,
        "acquisition_date": acquisition_date,
        "archived_at": archived_at,
        "created_at": created_at,
        "version": version,
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
    showing = _SHOWING.get(seen.shape, lambda: Listed(partial(_these, seen)))
    rows = await showing.fetch(reader, ids, **seen.values)
    found = {row[0]: row for row in rows}
    return [found[number] for number in ids if number in found]


def _these(seen: Where, ids: Ids) -> AnySelect:
    return joined(*ROW_COLUMNS).where(Asset.id.in_(ids), *seen.clauses())


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
