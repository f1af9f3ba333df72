"""The hash chain over the trail, as pure functions: anyone with the rows can compute it again.

SHA-256 throughout, over JSON with sorted keys, no spaces and UTF-8. Nothing is keyed on purpose: an
auditor checks the chain without being given a secret, and whoever rewrites it must also rewrite the
heads that were noted outside the database.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64
"""What stands for the hash before the first seal."""

Ranges = list[list[int]]


@dataclass(frozen=True, slots=True)
class Link:
    """A seal without its hash."""

    number: int
    covered_to: int
    entries: int
    ranges: Ranges
    digest: str
    previous: str
    sealed_at: datetime

    def hash(self) -> str:
        """The hash that the next link names as its previous one."""
        return hashlib.sha256(
            _canonical(
                {
                    "number": self.number,
                    "covered_to": self.covered_to,
                    "entries": self.entries,
                    "ranges": self.ranges,
                    "digest": self.digest,
                    "previous": self.previous,
                    "sealed_at": _moment(self.sealed_at),
                }
            )
        ).hexdigest()


class Digest:
    """Takes the entries of one seal in the order of their ids."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.entries = 0

    def add(self, entry: Iterable[Any]) -> None:
        """One more entry: the columns of ``audit_logs`` in the order in which the table declares them."""
        values = [_moment(value) if isinstance(value, datetime) else value for value in entry]
        self._hash.update(hashlib.sha256(_canonical(values)).digest())
        self.entries += 1

    def hexdigest(self) -> str:
        """The digest of what was added."""
        return self._hash.hexdigest()


def as_ranges(ids: Iterable[int]) -> Ranges:
    """Ascending ids as ``[first, last]`` pairs."""
    ranges: Ranges = []
    for number in ids:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ranges


def missing_from(first: int, last: int, ids: Sequence[int]) -> Ranges:
    """The ids from ``first`` to ``last`` that are not among the ascending ``ids``, as ranges."""
    gaps: Ranges = []
    following = first
    for number in ids:
        if number > following:
            gaps.append([following, number - 1])
        following = number + 1
    if following <= last:
        gaps.append([following, last])
    return gaps


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
