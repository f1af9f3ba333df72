"""What the rest of the system and browsers hear about transfers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from levitiis.kit.events import Event, register


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class MovementsChanged(Event):
    """A transfer went to another state or was changed."""

    TYPE: ClassVar[str] = "movements.changed"
    OBJECT: ClassVar[str] = "movement_document"
    PERMISSION: ClassVar[str] = "movements.read"
