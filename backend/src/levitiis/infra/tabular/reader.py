"""The one way in for spreadsheets that people send: XLSX and delimited text, hardened (R27)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from levitiis.infra.tabular import xlsx
from levitiis.infra.tabular.csv_file import DELIMITERS, CsvFile
from levitiis.infra.tabular.errors import EMPTY, TOO_LARGE
from levitiis.infra.tabular.limits import Limits
from levitiis.infra.tabular.sheet_scan import CellNote, column_index, column_letters
from levitiis.infra.tabular.signature import sniff
from levitiis.infra.tabular.table import Cell, Row, SheetInfo, TableFile

__all__ = [
    "DELIMITERS",
    "Cell",
    "CellNote",
    "CsvFile",
    "Limits",
    "Row",
    "SheetInfo",
    "TableFile",
    "XlsxFile",
    "column_index",
    "column_letters",
    "open_table_file",
]

_MEGABYTE = 1_000_000


class XlsxFile(TableFile):
    """An XLSX workbook, read by a process of its own."""

    kind = "xlsx"

    def __init__(self, path: Path, filename: str, limits: Limits) -> None:
        self.limits = limits
        super().__init__(path, filename, tuple(xlsx.inspect(path, filename, limits)))

    def batches(self, sheet: str | None = None) -> Iterator[list[Row]]:
        """Yield batches of rows as the worker sends them."""
        info = self.sheet(sheet)
        if info.rows:
            yield from xlsx.read_rows(self.path, self.filename, info, self.limits)


def open_table_file(
    path: Path | str,
    *,
    filename: str | None = None,
    limits: Limits | None = None,
    delimiter: str | None = None,
) -> TableFile:
    """Open a spreadsheet after checking what it is; refusals are problems with a ``tabular.…`` code.

    ``filename`` is the name shown to people when the file is stored under another one. Reading blocks:
    call it from a thread or a job, not from the event loop.
    """
    path = Path(path).resolve()
    shown = filename or path.name
    limits = limits or Limits()
    size = path.stat().st_size
    if not size:
        raise EMPTY(filename=shown)
    if size > limits.max_bytes:
        raise TOO_LARGE(filename=shown, limit=limits.max_bytes // _MEGABYTE, unit="MB")
    if sniff(path, shown) == "xlsx":
        return XlsxFile(path, shown, limits)
    return CsvFile(path, shown, limits, delimiter)
