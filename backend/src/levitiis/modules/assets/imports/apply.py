"""Puts the valid rows of a file into the inventory, as one: all of them in the caller's transaction.

Rows are read in chunks off the event loop; names of places, people, categories and suppliers are
found or made in sets, tags that exist already are left alone, so the same file twice adds nothing.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from levitiis.infra.crypto import Keys
from levitiis.infra.db.uow import UnitOfWork
from levitiis.modules.assets.actions.bulk import NewAsset, register_assets
from levitiis.modules.assets.imports.draft import AssetDraft, RowResult
from levitiis.modules.assets.imports.references import References
from levitiis.modules.assets.models import Asset

CHUNK = 2_000


@dataclass(slots=True)
class Applied:
    """What an import did."""

    references: References
    created: int = 0
    existing: int = 0
    invalid: int = 0
    total_purchase_value: Decimal = Decimal("0.00")

    def summary(self) -> dict[str, Any]:
        """The figures as plain data."""
        return {
            "created": self.created,
            "existing": self.existing,
            "invalid": self.invalid,
            "total_purchase_value": f"{self.total_purchase_value:.2f}",
            **self.references.summary(),
        }


async def apply_results(
    uow: UnitOfWork, results: Iterable[RowResult], keys: Keys, *, import_id: int | None
) -> Applied:
    """Register every valid row whose tag is not in the inventory yet."""
    applied = Applied(References(keys))
    async with aclosing(_chunks(iter(results))) as chunks:
        async for chunk in chunks:
            drafts = [result.draft for result in chunk if result.draft is not None]
            applied.invalid += sum(1 for result in chunk if result.draft is None and _blocks(result))
            known = await _known_tags(uow, drafts)
            fresh = [draft for draft in drafts if draft.tag_key not in known]
            applied.existing += len(drafts) - len(fresh)
            await _register(uow, fresh, applied, import_id)
    return applied


def _blocks(result: RowResult) -> bool:
    return any(issue.blocks for issue in result.issues)


async def _chunks(results: Iterator[RowResult]) -> AsyncGenerator[list[RowResult], None]:
    """The next chunk is read while the database is busy with the one before."""

    def read() -> list[RowResult]:
        return list(itertools.islice(results, CHUNK))

    coming = asyncio.create_task(asyncio.to_thread(read))
    try:
        while chunk := await coming:
            coming = asyncio.create_task(asyncio.to_thread(read))
            yield chunk
    finally:
        # A thread cannot be interrupted, and the file is closed after it.
        await asyncio.gather(coming, return_exceptions=True)


async def _known_tags(uow: UnitOfWork, drafts: Sequence[AssetDraft]) -> set[str]:
    keys = [draft.tag_key for draft in drafts]
    return set(await uow.session.scalars(select(Asset.tag_key).where(Asset.tag_key.in_(keys))))


async def _register(
    uow: UnitOfWork, drafts: Sequence[AssetDraft], applied: Applied, import_id: int | None
) -> None:
    references = applied.references
    await references.resolve(uow, drafts)
    new = (
        NewAsset(
            _values(draft, references),
            references.place_of(draft),
            references.person_of(draft),
        )
        for draft in drafts
    )
    applied.created += await register_assets(uow, new, import_id=import_id)
    applied.total_purchase_value += sum((d.purchase_value or Decimal(0) for d in drafts), Decimal(0))


_COPIED = (
    "tag", "name", "patrimonio", "description", "serial_number", "brand", "model", "condition",
    "lifecycle_state", "purchase_value", "acquisition_date", "invoice_number", "warranty_until", "notes",
)  # fmt: skip


def _values(draft: AssetDraft, references: References) -> dict[str, Any]:
    values = {name: getattr(draft, name) for name in _COPIED}
    values["category_id"] = references.category_of(draft)
    values["supplier_id"] = references.supplier_of(draft)
    values["extra"] = _extra(draft)
    return values


def _extra(draft: AssetDraft) -> dict[str, Any]:
    more = {
        "previous_tag": draft.previous_tag,
        "inclusion_date": draft.inclusion_date.isoformat() if draft.inclusion_date else None,
        "responsible_sector": draft.responsible_sector,
    }
    return {**draft.extra, **{name: value for name, value in more.items() if value}}
