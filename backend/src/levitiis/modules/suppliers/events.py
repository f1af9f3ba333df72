"""What the rest of the system and browsers hear about suppliers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from levitiis.kit.events import Event, register


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class SuppliersChanged(Event):
    """Suppliers were registered or edited; no ids means too many to name."""

    TYPE: ClassVar[str] = "suppliers.changed"
    OBJECT: ClassVar[str] = "supplier"
    PERMISSION: ClassVar[str] = "catalogue.read"
