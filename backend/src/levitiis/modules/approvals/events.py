"""What the rest of the system and browsers hear about approvals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from levitiis.kit.events import Event, register


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalsChanged(Event):
    """Something was asked, decided or withdrawn."""

    TYPE: ClassVar[str] = "approvals.changed"
    OBJECT: ClassVar[str] = "approval"
    PERMISSION: ClassVar[str] = "approvals.decide"
