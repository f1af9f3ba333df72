"""What the rest of the system and browsers hear about places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from levitiis.kit.events import Event, register


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class LocationsChanged(Event):
    """Places were created, edited, moved or deleted; what lies below a moved one goes with it."""

    TYPE: ClassVar[str] = "locations.changed"
    OBJECT: ClassVar[str] = "location"
    PERMISSION: ClassVar[str] = "locations.read"
