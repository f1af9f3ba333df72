"""What the rest of the system and browsers hear about assets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from levitiis.kit.events import Event, register


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class AssetsChanged(Event):
    """Assets were created, edited, archived or moved; no ids means too many to name."""

    TYPE: ClassVar[str] = "assets.changed"
    OBJECT: ClassVar[str] = "asset"
    PERMISSION: ClassVar[str] = "assets.read"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class AssetImportChanged(Event):
    """An import went to another stage."""

    TYPE: ClassVar[str] = "asset_imports.changed"
    OBJECT: ClassVar[str] = "asset_import"
    PERMISSION: ClassVar[str] = "assets.import"
