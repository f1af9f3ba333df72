"""How much a spreadsheet may ask of us."""

from __future__ import annotations

from dataclasses import dataclass

from levitiis.infra.confined.process import Confines


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps that hold before and while a spreadsheet is read.

    A workbook is laid out by its reader as a full rectangle, so ``max_cells`` counts the rectangle from A1
    to the last filled cell, not the filled cells.
    """

    max_bytes: int = 100_000_000
    max_rows: int = 500_000
    max_columns: int = 1_000
    max_cells: int = 12_000_000
    max_entries: int = 5_000
    max_unpacked_bytes: int = 1_000_000_000
    max_ratio: int = 200
    ratio_from_bytes: int = 20_000_000
    max_part_bytes: int = 32_000_000
    max_notes: int = 1_000
    memory_bytes: int = 1_610_612_736
    cpu_seconds: int = 180
    silent_seconds: int = 120

    @property
    def confines(self) -> Confines:
        """The limits of the process that reads it."""
        return Confines(self.memory_bytes, self.cpu_seconds, self.silent_seconds)
