"""What the rest of the system and browsers hear about calendars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from levitiis.kit.events import Event, register


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarsChanged(Event):
    """Business hours or days of a calendar were changed."""

    TYPE: ClassVar[str] = "calendars.changed"
    OBJECT: ClassVar[str] = "calendar"
    PERMISSION: ClassVar[str] = "calendars.read"
