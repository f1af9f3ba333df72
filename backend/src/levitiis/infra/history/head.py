"""The head of the trail's chain, noted outside the database: in a file and in the log.

Whoever rewrites the table cannot unsay what was noted: a chain that is shorter than its last note, or
that has another hash under the same number, was tampered with or restored from an older backup.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import structlog

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Head:
    """A link as it is noted: its number, its hash, how many entries it covers, and when it was made."""

    number: int
    hash: str
    entries: int
    sealed_at: datetime


class TrailHeads:
    """The file of heads: one JSON object a line, appended and synced, never rewritten."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def note(self, head: Head) -> None:
        """Append a head. A file that cannot be written is told to the log, which has the head too."""
        log.info("trail_sealed", number=head.number, hash=head.hash, entries=head.entries)
        line = json.dumps(
            {
                "number": head.number,
                "hash": head.hash,
                "entries": head.entries,
                "sealed_at": head.sealed_at.astimezone(UTC).isoformat(),
            }
        )
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
                file.write(line + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            log.warning("trail_head_not_written", path=self.path.name, error=type(error).__name__)

    def as_noted(self) -> NotedHeads:
        """What is noted at this moment, for whoever then looks at a view of the database that is older."""
        return NotedHeads(tuple(self.noted()))

    def noted(self) -> Iterator[tuple[int, str]]:
        """Number and hash of every head that was noted; a last line that was cut short is left out."""
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return
        for line in text.splitlines():
            try:
                said = json.loads(line)
                yield int(said["number"]), str(said["hash"])
            except (ValueError, KeyError, TypeError):
                continue


@dataclass(frozen=True, slots=True)
class NotedHeads:
    """Heads that were read at one moment."""

    heads: tuple[tuple[int, str], ...]

    def noted(self) -> Iterator[tuple[int, str]]:
        """See :meth:`TrailHeads.noted`."""
        return iter(self.heads)
