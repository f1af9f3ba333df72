"""What the rest of the system and browsers hear about clearances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from levitiis.kit.events import Event, register


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class ClearancesChanged(Event):
    """A clearance was issued or withdrawn."""

    TYPE: ClassVar[str] = "clearances.changed"
    OBJECT: ClassVar[str] = "clearance"
    PERMISSION: ClassVar[str] = "clearances.read"
