"""What the rest of the system and browsers hear about categories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from levitiis.kit.events import Event, register


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class CategoriesChanged(Event):
    """Categories were created, edited, moved or deleted; what lies below a moved one goes with it."""

    TYPE: ClassVar[str] = "categories.changed"
    OBJECT: ClassVar[str] = "asset_category"
    PERMISSION: ClassVar[str] = "catalogue.read"
