"""A spreadsheet as the rest of the program sees it: named sheets of plain cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from levitiis.infra.tabular.errors import NO_SUCH_SHEET
from levitiis.infra.tabular.sheet_scan import CellNote
from levitiis.infra.tabular.signature import Kind

Cell = str | int | float | Decimal | bool | date | datetime | None
Row = list[Cell]


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """One sheet: its size counts from A1 to the last filled cell."""

    name: str
    rows: int
    columns: int
    visible: bool = True
    notes: tuple[CellNote, ...] = ()
    note_count: int = 0
    padding: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))


class TableFile:
    """An opened spreadsheet; :meth:`rows` may be called as often as wanted and streams every time."""

    kind: Kind

    def __init__(self, path: Path, filename: str, sheets: tuple[SheetInfo, ...]) -> None:
        self.path = path
        self.filename = filename
        self.sheets = sheets

    def sheet(self, name: str | None = None) -> SheetInfo:
        """Return the sheet of that name, or, without one, the first visible sheet that has cells."""
        if name is None:
            filled = [sheet for sheet in self.sheets if sheet.rows]
            return next((sheet for sheet in filled if sheet.visible), filled[0])
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise NO_SUCH_SHEET(filename=self.filename, sheet=name)

    def batches(self, sheet: str | None = None) -> Iterator[list[Row]]:
        """Yield the rows of a sheet in batches, from the first row of the sheet on."""
        raise NotImplementedError

    def rows(self, sheet: str | None = None) -> Iterator[Row]:
        """Yield the rows of a sheet one by one; the nth is row n of the sheet."""
        for batch in self.batches(sheet):
            yield from batch
