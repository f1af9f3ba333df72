"""An event of no module."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from levitiis.kit.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingChanged(Event):
    TYPE: ClassVar[str] = "things.changed"
    OBJECT: ClassVar[str] = "thing"
    PERMISSION: ClassVar[str] = "assets.read"
