"""What ``levitiis check`` reports: an invariant that does not hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken fact: the invariant's number, what is wrong, and with which row."""

    invariant: str
    message: str
    entity: str | None = None
    entity_id: int | None = None
