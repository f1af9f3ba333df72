"""One WHERE for lists, counts, summaries, exports, labels and bulk actions."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select

from levitiis.infra.db.search import AnySelect, matches
from levitiis.kit.access import Actor, Permission
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.policy import READ, visible
from levitiis.modules.assets.schemas import AssetConditions
from levitiis.modules.catalogue.models import AssetCategory
from levitiis.modules.locations.models import Location

Where = list[ColumnElement[bool]]


def conditions(actor: Actor, wanted: AssetConditions, permission: Permission = READ) -> Where:
    """What the rows must satisfy: visibility first, then the filter."""
    found: Where = [visible(actor, permission)]
    if permission is not READ:
        found.append(visible(actor))
    found += [*_archived(wanted), *_references(wanted), *_sets(wanted), *_ranges(wanted)]
    if wanted.q and wanted.q.strip():
        found.append(matches(Asset.search_text, wanted.q))
    return found


def _archived(wanted: AssetConditions) -> Where:
    if wanted.archived == "include":
        return []
    return [Asset.archived_at.is_(None) if wanted.archived == "exclude" else Asset.archived_at.is_not(None)]


def _references(wanted: AssetConditions) -> Where:
    found: Where = []
    if wanted.location_id is not None:
        found.append(Asset.location_id.in_(location_subtree(wanted.location_id)))
    if wanted.category_id is not None:
        found.append(Asset.category_id.in_(_category_subtree(wanted.category_id)))
    if wanted.responsible_id is not None:
        found.append(Asset.responsible_id == wanted.responsible_id)
    if wanted.supplier_id is not None:
        found.append(Asset.supplier_id == wanted.supplier_id)
    if wanted.import_id is not None:
        found.append(Asset.import_id == wanted.import_id)
    if wanted.without_location:
        found.append(Asset.location_id.is_(None))
    if wanted.without_responsible:
        found.append(Asset.responsible_id.is_(None))
    return found


def location_subtree(location_id: int) -> AnySelect:
    """Ids of a place and everything below it."""
    root = select(Location.path).where(Location.id == location_id).scalar_subquery()
    return select(Location.id).where(Location.path.like(root + "%"))


def _category_subtree(category_id: int) -> AnySelect:
    root = select(AssetCategory.path).where(AssetCategory.id == category_id).scalar_subquery()
    return select(AssetCategory.id).where(AssetCategory.path.like(root + "%"))


def _sets(wanted: AssetConditions) -> Where:
    found: Where = []
    if wanted.status:
        found.append(Asset.status.in_([value.value for value in wanted.status]))
    if wanted.condition:
        found.append(Asset.condition.in_([value.value for value in wanted.condition]))
    if wanted.lifecycle_state:
        found.append(Asset.lifecycle_state.in_([value.value for value in wanted.lifecycle_state]))
    return found


def _ranges(wanted: AssetConditions) -> Where:
    found: Where = []
    if wanted.min_value is not None:
        found.append(Asset.purchase_value >= wanted.min_value)
    if wanted.max_value is not None:
        found.append(Asset.purchase_value <= wanted.max_value)
    if wanted.acquired_from is not None:
        found.append(Asset.acquisition_date >= wanted.acquired_from)
    if wanted.acquired_to is not None:
        found.append(Asset.acquisition_date <= wanted.acquired_to)
    return found
