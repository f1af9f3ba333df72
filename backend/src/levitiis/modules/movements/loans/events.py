"""What the rest of the system and browsers hear about loans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from levitiis.kit.events import Event, register


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class LoansChanged(Event):
    """A loan agreement went to another state or was changed."""

    TYPE: ClassVar[str] = "loans.changed"
    OBJECT: ClassVar[str] = "loan_agreement"
    PERMISSION: ClassVar[str] = "loans.read"
