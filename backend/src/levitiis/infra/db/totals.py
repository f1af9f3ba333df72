"""What is remembered of lists that are too long to be counted."""

from __future__ import annotations

import time
from collections.abc import Hashable

SECONDS = 30.0
_KEPT = 2_000


class LargeTotals:
    """Estimates of totals over the limit, each for half a minute."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[float, int]] = {}

    def get(self, key: Hashable) -> int | None:
        """The estimate, while it is fresh."""
        until, number = self._kept.get(key, (0.0, 0))
        return number if time.monotonic() < until else None

    def keep(self, key: Hashable, number: int) -> None:
        """Remember an estimate."""
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        self._kept[key] = (time.monotonic() + SECONDS, number)
