"""Optimistic versions: checked under the row lock."""

from __future__ import annotations

from typing import Protocol

from levitiis.infra.db.base import Versioned
from levitiis.kit.common_problems import STALE_VERSION


class HasVersion(Protocol):
    """What was read of a row, its version among it."""

    @property
    def version(self) -> int:
        """How often it was written."""
        ...


def check_version(row: Versioned | HasVersion, expected: int | None) -> None:
    """Raise ``request.stale_version`` when the caller believed another version current.

    ``row`` must have been loaded FOR UPDATE in this transaction; ``None`` means the caller sent none.
    """
    if expected is not None and row.version != expected:
        raise STALE_VERSION()
