"""What the rest of the system and browsers hear about disposals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from levitiis.kit.events import Event, register


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalsChanged(Event):
    """A disposal went to another state or was changed."""

    TYPE: ClassVar[str] = "disposals.changed"
    OBJECT: ClassVar[str] = "disposal"
    PERMISSION: ClassVar[str] = "disposals.read"
