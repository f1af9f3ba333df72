"""Kinds and states of occurrences."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class OccurrenceKind(StrEnum):
    """What happened: it was damaged, is not to be found, was stolen, was found by somebody, or else."""

    DAMAGE = "damage"
    MISSING = "missing"
    THEFT = "theft"
    FOUND = "found"
    OTHER = "other"


class OccurrenceState(StrEnum):
    """Whether something has been done about what happened to an asset."""

    OPEN = "open"
    RESOLVED = "resolved"


class OccurrenceStep(StrEnum):
    """What happens to an occurrence."""

    RESOLVE = "resolve"


OCCURRENCE_STEPS: Mapping[tuple[OccurrenceState, OccurrenceStep], OccurrenceState] = {
    (OccurrenceState.OPEN, OccurrenceStep.RESOLVE): OccurrenceState.RESOLVED,
}
"""Every step that exists, and where it leads. What is not here is refused."""
