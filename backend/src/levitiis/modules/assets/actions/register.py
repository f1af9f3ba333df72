"""Create, edit and archive assets."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.clock import now
from levitiis.kit.common_problems import INVALID_REQUEST, NOT_FOUND
from levitiis.kit.problems import FieldError
from levitiis.modules.assets.actions.bulk import NewAsset, register_asset
from levitiis.modules.assets.actions.tags import next_tag
from levitiis.modules.assets.errors import ARCHIVED, MISSING, NOT_ARCHIVED, ON_LOAN
from levitiis.modules.assets.events import AssetsChanged
from levitiis.modules.assets.holding import Hold
from levitiis.modules.assets.keys import derived
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.policy import ARCHIVE, CREATE, EDIT, visible
from levitiis.modules.assets.schemas import AssetFields, AssetIn, AssetPatch
from levitiis.modules.assets.states import AssetStatus
from levitiis.modules.catalogue import api as catalogue
from levitiis.modules.locations import api as locations
from levitiis.modules.people import api as people
from levitiis.modules.suppliers import api as suppliers

_KEYED = ("tag", "name", "patrimonio", "serial_number", "brand", "model", "description")


async def create_asset(uow: UnitOfWork, data: AssetIn) -> int:
    """Register an asset with its first custody; returns its id.

    Raises ``assets.tag_taken``, ``request.not_found``.
    """
    path = await locations.require_place(uow.session, uow.actor, data.location_id, "/location_id")
    uow.actor.require_at(CREATE, path)
    await people.require_person(uow.session, uow.actor, data.responsible_id, "/responsible_id")
    await _check_references(uow, data)
    values = data.model_dump(exclude={"location_id", "responsible_id", "tag"})
    values = _plain(values) | {"tag": data.tag or await next_tag(uow)}
    asset_id = await register_asset(uow, NewAsset(values, data.location_id, data.responsible_id))
    uow.emit(AssetsChanged(object_ids=(asset_id,), location_paths=(path,) if path else ()))
    return asset_id


async def edit_asset(uow: UnitOfWork, asset_id: int, data: AssetPatch, expected: int | None) -> Asset:
    """Change what was sent. Raises ``request.stale_version``, ``assets.archived``, ``assets.tag_taken``."""
    asset, path = await load_for_update(uow, asset_id)
    uow.actor.require_at(EDIT, path)
    check_version(asset, expected)
    if asset.archived_at is not None:
        raise ARCHIVED()
    sent = data.model_fields_set
    if "lifecycle_state" in sent and asset.lifecycle_state == "disposed":
        raise INVALID_REQUEST(errors=[FieldError("/lifecycle_state", "invalid")])
    await _check_references(uow, data)
    for name, value in _plain(data.model_dump(include=set(sent))).items():
        setattr(asset, name, value)
    _derive(asset)
    await uow.flush()
    uow.emit(AssetsChanged(object_ids=(asset.id,), location_paths=(path,) if path else ()))
    return asset


async def set_archived(
    uow: UnitOfWork, hold: Hold, asset_id: int, *, archived: bool, reason: str | None, expected: int | None
) -> Asset:
    """Take an asset out of the everyday lists, or bring it back; it keeps its tag and its history.

    Raises ``assets.archived``, ``assets.not_archived``, ``assets.on_loan``, ``assets.missing``, and what
    ``hold`` raises for what a higher room has yet to do something with.
    """
    asset, path = await load_for_update(uow, asset_id)
    uow.actor.require_at(ARCHIVE, path)
    check_version(asset, expected)
    if archived and asset.archived_at is not None:
        raise ARCHIVED()
    if not archived and asset.archived_at is None:
        raise NOT_ARCHIVED()
    if archived and asset.status == AssetStatus.ON_LOAN:
        raise ON_LOAN()
    if archived and asset.status == AssetStatus.MISSING:
        raise MISSING()
    if archived:
        await hold.refuse(uow, asset.id, asset.tag)
    uow.reason = reason
    asset.archived_at = now() if archived else None
    await uow.flush()
    uow.emit(AssetsChanged(object_ids=(asset.id,), location_paths=(path,) if path else ()))
    return asset


async def load_for_update(uow: UnitOfWork, asset_id: int) -> tuple[Asset, str | None]:
    """The asset, locked, and the path of its place. Raises ``request.not_found`` when not visible."""
    statement = select(Asset).where(Asset.id == asset_id, visible(uow.actor)).with_for_update(of=Asset)
    asset = (await uow.session.execute(statement)).scalar_one_or_none()
    if asset is None:
        raise NOT_FOUND()
    path = await locations.path_of(uow.session, asset.location_id)
    return asset, path


async def _check_references(uow: UnitOfWork, data: AssetFields) -> None:
    sent = data.model_fields_set
    if "category_id" in sent:
        await catalogue.require_category(uow.session, uow.actor, data.category_id, "/category_id")
    if "supplier_id" in sent:
        await suppliers.require_supplier(uow.session, uow.actor, data.supplier_id, "/supplier_id")


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(value, "value", value) for name, value in values.items()}


def _derive(asset: Asset) -> None:
    for name, value in derived(**{field: getattr(asset, field) for field in _KEYED}).items():
        setattr(asset, name, value)
