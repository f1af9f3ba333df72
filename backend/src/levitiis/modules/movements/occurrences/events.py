"""What the rest of the system and browsers hear about occurrences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from levitiis.kit.events import Event, register


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrencesChanged(Event):
    """An occurrence was opened, resolved, or got a photo."""

    TYPE: ClassVar[str] = "occurrences.changed"
    OBJECT: ClassVar[str] = "asset_occurrence"
    PERMISSION: ClassVar[str] = "occurrences.read"
