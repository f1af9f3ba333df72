"""What the rest of the system and browsers hear about people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from levitiis.kit.events import Event, register


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleChanged(Event):
    """People were registered or edited; no ids means too many to name."""

    TYPE: ClassVar[str] = "people.changed"
    OBJECT: ClassVar[str] = "person"
    PERMISSION: ClassVar[str] = "people.read"
