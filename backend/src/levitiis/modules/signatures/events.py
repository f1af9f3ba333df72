"""What the rest of the system and browsers hear about terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from levitiis.kit.events import Event, register


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class TermsChanged(Event):
    """A term was issued, sent, signed, refused or made void."""

    TYPE: ClassVar[str] = "terms.changed"
    OBJECT: ClassVar[str] = "term"
    PERMISSION: ClassVar[str] = "terms.read"
