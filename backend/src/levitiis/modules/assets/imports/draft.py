"""What a row of the file says about an asset, before anything is looked up or stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from levitiis.modules.assets.imports.issues import CellIssue


@dataclass(slots=True)
class AssetDraft:
    """An asset to be: clean, typed values; names of places, people and suppliers are still names.

    ``tag_key`` is the form in which tags must differ. ``location_path`` runs from the top to the place.
    ``extra`` holds the other columns by their headings, and the text of cells that could not be understood;
    no personal data.
    """

    row: int
    tag: str
    tag_key: str
    name: str
    patrimonio: str | None = None
    previous_tag: str | None = None
    description: str | None = None
    serial_number: str | None = None
    brand: str | None = None
    model: str | None = None
    category: str | None = None
    supplier: str | None = None
    supplier_tax_id: str | None = None
    location_path: tuple[str, ...] = ()
    location_code: str | None = None
    responsible: str | None = None
    responsible_registration: str | None = None
    responsible_email: str | None = None
    responsible_sector: str | None = None
    condition: str | None = None
    lifecycle_state: str | None = None
    purchase_value: Decimal | None = None
    acquisition_date: date | None = None
    inclusion_date: date | None = None
    invoice_number: str | None = None
    warranty_until: date | None = None
    notes: str | None = None
    extra: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def location(self) -> str | None:
        """The name of the place itself."""
        return self.location_path[-1] if self.location_path else None


@dataclass(slots=True)
class RowResult:
    """One row after reading: a draft, or None where the row cannot enter; and what was found in it."""

    row: int
    draft: AssetDraft | None
    issues: list[CellIssue]

    @property
    def valid(self) -> bool:
        """Whether the row can enter."""
        return self.draft is not None
