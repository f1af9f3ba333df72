"""Registers assets, one or many at once: whatever way an asset comes in, its rows are made here.

Many: per chunk one draw of ids and three bulk inserts (assets, ledger, trail), inside the caller's
transaction. What is written is the same, row for row, as for one.
"""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.insertion import Insertion
from levitiis.infra.db.uow import UnitOfWork, translated
from levitiis.infra.history.capture import plain
from levitiis.infra.history.models import AuditLog
from levitiis.kit.clock import now
from levitiis.kit.ids import opaque_code
from levitiis.modules.assets import custody
from levitiis.modules.assets.keys import derived
from levitiis.modules.assets.models import Asset, Movement

CHUNK = 2_000
Progress = Callable[[int], Awaitable[None]]

_ONE = Insertion(Asset)
_TYPED = (
    "name", "category_id", "tag", "patrimonio", "serial_number", "purchase_value", "supplier_id",
    "lifecycle_state", "condition", "brand", "model", "description", "acquisition_date",
    "invoice_number", "warranty_until", "notes", "extra",
)  # fmt: skip
_KEYED = ("tag", "name", "patrimonio", "serial_number", "brand", "model", "description")
_COLUMNS: tuple[str, ...] = tuple(column.name for column in Asset.__table__.columns)
_LEDGER: tuple[str, ...] = tuple(column.name for column in Movement.__table__.columns if column.name != "id")
_TRAIL: tuple[str, ...] = tuple(column.name for column in AuditLog.__table__.columns if column.name != "id")


@dataclass(slots=True)
class NewAsset:
    """A checked asset: its columns by name (absent ones are empty) and its first custody."""

    values: dict[str, Any]
    location_id: int | None = None
    responsible_id: int | None = None


async def register_asset(uow: UnitOfWork, new: NewAsset) -> int:
    """Register one checked asset; returns its id. Raises ``assets.tag_taken``."""
    row = _row(uow, new, None)
    with translated():
        row["id"] = await _ONE.add_one(uow.session, row)
        await custody.record_entry(uow, row)
    uow.log("asset", row["id"], "create", {"changes": _created(row)})
    return row["id"]


async def register_assets(
    uow: UnitOfWork,
    new: Iterable[NewAsset],
    *,
    import_id: int | None = None,
    progress: Progress | None = None,
) -> int:
    """Register checked assets; returns how many. The caller checked permission, references and tags."""
    done = 0
    iterator = iter(new)
    while chunk := list(itertools.islice(iterator, CHUNK)):
        await _register_chunk(uow, chunk, import_id)
        done += len(chunk)
        if progress is not None:
            await progress(done)
    return done


async def _register_chunk(uow: UnitOfWork, chunk: Sequence[NewAsset], import_id: int | None) -> None:
    session, dialect = uow.session, dialect_of(uow.session)
    ids = await dialect.reserve_ids(session, Asset.__table__, len(chunk))  # type: ignore[arg-type]
    rows = [_row(uow, asset, import_id) | {"id": number} for number, asset in zip(ids, chunk, strict=True)]
    ledger = [custody.entry_row(uow, row) for row in rows]
    trail = [uow.trail_row("asset", row["id"], "create", {"changes": _created(row)}) for row in rows]
    for table, columns, values in (
        (Asset.__table__, _COLUMNS, rows),
        (Movement.__table__, _LEDGER, ledger),
        (AuditLog.__table__, _TRAIL, trail),
    ):
        await dialect.bulk_insert(session, table, columns, ([v[c] for c in columns] for v in values))  # type: ignore[arg-type]


def _row(uow: UnitOfWork, asset: NewAsset, import_id: int | None) -> dict[str, Any]:
    moment = now()
    values = {name: asset.values.get(name) for name in _TYPED}
    values["lifecycle_state"] = values["lifecycle_state"] or "in_service"
    values["extra"] = values["extra"] or {}
    return {
        **values,
        **derived(**_keyed(values)),
        **custody.first_custody(asset.location_id, asset.responsible_id, values["lifecycle_state"]),
        "code": opaque_code(),
        "archived_at": None,
        "import_id": import_id,
        "created_by": uow.actor.id,
        "created_at": moment,
        "updated_at": moment,
        "version": 1,
    }


def _keyed(values: dict[str, Any]) -> Any:
    return {name: values[name] for name in _KEYED}


def _created(row: dict[str, Any]) -> dict[str, list[Any]]:
    names = (*_TYPED, "location_id", "responsible_id", "status")
    return {name: [None, plain(row[name])] for name in names if row[name] not in (None, {})}
