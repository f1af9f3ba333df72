"""One WHERE for lists, counts, summaries, exports, labels and bulk actions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, or_, select

from levitiis.infra.db.where import Where
from levitiis.kit.access import Actor, Permission
from levitiis.kit.text import tag_key
from levitiis.modules.assets.keys import serial_key
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.policy import READ, visible
from levitiis.modules.assets.schemas import AssetConditions
from levitiis.modules.assets.states import AssetStatus, LifecycleState
from levitiis.modules.catalogue.models import AssetCategory
from levitiis.modules.locations.models import Location


def conditions(actor: Actor, wanted: AssetConditions, permission: Permission = READ) -> Where:
    """What the rows must satisfy: visibility first, then the filter."""
    where = seen_by(actor, permission)
    if permission is not READ:
        _see(where, actor, READ)
    _archived(where, wanted)
    _disposed(where, wanted)
    _references(where, wanted)
    where.one_of("status", Asset.status, [value.value for value in wanted.status])
    where.one_of("condition", Asset.condition, [value.value for value in wanted.condition])
    where.one_of("lifecycle", Asset.lifecycle_state, [value.value for value in wanted.lifecycle_state])
    _ranges(where, wanted)
    if wanted.q:
        where.words("q", Asset.search_text, wanted.q)
    return where


def seen_by(actor: Actor, permission: Permission = READ) -> Where:
    """Nothing but visibility."""
    where = Where()
    _see(where, actor, permission)
    return where


def _see(where: Where, actor: Actor, permission: Permission) -> None:
    """The places of a scope are few and change seldom: they stand in the statement."""
    scope = actor.scope(permission)
    if not scope.everywhere:
        where.add(f"visible:{','.join(scope.prefixes)}", lambda: visible(actor, permission))


def _archived(where: Where, wanted: AssetConditions) -> None:
    if wanted.archived == "exclude":
        where.add("in_use", lambda: Asset.archived_at.is_(None))
    elif wanted.archived == "only":
        where.add("archived", lambda: Asset.archived_at.is_not(None))


def _disposed(where: Where, wanted: AssetConditions) -> None:
    """What is disposed of is left out as what is archived is, unless asked for or named by its code."""
    asked = wanted.status or LifecycleState.DISPOSED in wanted.lifecycle_state
    if asked or wanted.archived != "exclude":
        return
    here = Asset.status != AssetStatus.DISPOSED.value
    if not wanted.q:
        where.add("here", lambda: here)
        return
    codes = {"tag": tag_key(wanted.q), "patrimonio": wanted.q.strip(), "serial": serial_key(wanted.q) or ""}
    columns = {"tag": Asset.tag_key, "patrimonio": Asset.patrimonio, "serial": Asset.serial_key}
    exact = [column == bindparam(f"code_{name}") for name, column in columns.items()]
    where.add("coded", lambda: or_(here, *exact), **{f"code_{name}": code for name, code in codes.items()})


def _references(where: Where, wanted: AssetConditions) -> None:
    where.when(
        "location", below(wanted.location_id), lambda path: Asset.location_id.in_(_tree(Location, path))
    )
    where.when(
        "category", below(wanted.category_id), lambda path: Asset.category_id.in_(_tree(AssetCategory, path))
    )
    where.when("responsible", wanted.responsible_id, lambda value: Asset.responsible_id == value)
    where.when("supplier", wanted.supplier_id, lambda value: Asset.supplier_id == value)
    where.when("import", wanted.import_id, lambda value: Asset.import_id == value)
    if wanted.without_location:
        where.add("placeless", lambda: Asset.location_id.is_(None))
    if wanted.without_responsible:
        where.add("unassigned", lambda: Asset.responsible_id.is_(None))


def _tree(model: type[Location] | type[AssetCategory], path: ColumnElement[Any]) -> Select[int]:
    return select(model.id).where(model.path.like(path))


def below(node_id: int | None) -> str | None:
    """The pattern of the paths that lead through a node: its own, and those of everything below it."""
    return None if node_id is None else f"%/{node_id}/%"


def _ranges(where: Where, wanted: AssetConditions) -> None:
    where.when("min_value", wanted.min_value, lambda value: Asset.purchase_value >= value)
    where.when("max_value", wanted.max_value, lambda value: Asset.purchase_value <= value)
    where.when("acquired_from", wanted.acquired_from, lambda value: Asset.acquisition_date >= value)
    where.when("acquired_to", wanted.acquired_to, lambda value: Asset.acquisition_date <= value)
