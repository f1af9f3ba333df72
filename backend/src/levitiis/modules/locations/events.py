"""What the rest of the system and browsers hear about places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from levitiis.kit.events import Event, register


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class LocationsChanged(Event):
    """Places were created, edited or deleted."""

    TYPE: ClassVar[str] = "locations.changed"
    OBJECT: ClassVar[str] = "location"
    PERMISSION: ClassVar[str] = "locations.read"


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class LocationsMoved(Event):
    """Places went elsewhere in the tree with everything below them: what grants reach changed with it."""

    TYPE: ClassVar[str] = "locations.moved"
    OBJECT: ClassVar[str] = "location"
    PERMISSION: ClassVar[str] = "locations.read"
