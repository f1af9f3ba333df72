"""The asking side of the workbook reader: starts the limited process and takes rows from its pipe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from levitiis.infra.confined.process import EndedEarly, Frame, frames
from levitiis.infra.tabular import errors
from levitiis.infra.tabular.limits import Limits
from levitiis.infra.tabular.sheet_scan import CellNote
from levitiis.infra.tabular.table import Row, SheetInfo

DATE = 1
DATETIME = 2

_WORKER = "levitiis.infra.tabular.worker"


def inspect(path: Path, filename: str, limits: Limits) -> list[SheetInfo]:
    """Check the container and walk its sheets; raises the problem of a workbook that is refused."""
    request: dict[str, Any] = {"command": "inspect"}
    found = _frames(path, filename, request, limits)
    return [_sheet_info(sheet) for frame in found for sheet in frame["sheets"]]


def read_rows(path: Path, filename: str, sheet: SheetInfo, limits: Limits) -> Iterator[list[Row]]:
    """Yield batches of rows; every row is as long as the sheet is wide."""
    request: dict[str, Any] = {
        "command": "rows",
        "sheet": sheet.name,
        "rows": sheet.rows,
        "columns": sheet.columns,
        "padding": dict(sheet.padding),
    }
    for frame in _frames(path, filename, request, limits):
        yield frame["rows"]


def _sheet_info(sheet: Frame) -> SheetInfo:
    return SheetInfo(
        name=sheet["name"],
        rows=sheet["rows"],
        columns=sheet["columns"],
        visible=sheet["visible"],
        notes=tuple(CellNote(*note) for note in sheet["notes"]),
        note_count=sheet["note_count"],
        padding={int(column): width for column, width in sheet["padding"].items()},
    )


def _revive(code: int, content: memoryview) -> Any:
    text = bytes(content).decode("ascii")
    return date.fromisoformat(text) if code == DATE else datetime.fromisoformat(text)


def _frames(path: Path, filename: str, request: dict[str, Any], limits: Limits) -> Iterator[Frame]:
    request |= {"path": str(path), "filename": filename, "limits": asdict(limits)}
    try:
        yield from frames(_WORKER, request, limits.confines, _revive)
    except EndedEarly as error:
        raise errors.TOO_COSTLY(filename=filename) from error
