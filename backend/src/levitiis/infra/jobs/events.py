"""What browsers hear about jobs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from levitiis.kit.access import SELF
from levitiis.kit.events import Event, register


@register
@dataclass(frozen=True, slots=True, kw_only=True)
class JobProgressed(Event):
    """A job of one user started, went on or ended (``user_id`` is set)."""

    TYPE: ClassVar[str] = "jobs.progress"
    OBJECT: ClassVar[str] = "job"
    PERMISSION: ClassVar[str] = SELF.code
