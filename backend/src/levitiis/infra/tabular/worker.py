"""The process that opens a workbook (R27): ``python -m levitiis.infra.tabular.worker REQUEST``."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import msgspec

from levitiis.infra.confined.process import Frame
from levitiis.infra.confined.worker import serve
from levitiis.infra.tabular import archive, sheet_scan, workbook
from levitiis.infra.tabular.errors import EMPTY, MALFORMED, NO_SUCH_SHEET, TOO_COSTLY, TOO_LARGE
from levitiis.infra.tabular.limits import Limits
from levitiis.infra.tabular.xlsx import DATE, DATETIME

_CELLS_PER_FRAME = 40_000
_EXACT_INTEGER = 1e15
_REASON_LENGTH = 120
_SECONDS_PER_HOUR = 3_600


def main(arguments: list[str]) -> int:
    """Serve the one request that the arguments hold."""
    return serve(arguments, _serve, lambda request: TOO_COSTLY(filename=request["filename"]))


def _serve(request: Frame) -> Iterator[Frame]:
    limits = Limits(**request["limits"])
    path, filename = Path(request["path"]), str(request["filename"])
    if request["command"] == "inspect":
        yield {"sheets": _inspect(path, filename, limits)}
    else:
        yield from _rows(path, filename, request, limits)


def _inspect(path: Path, filename: str, limits: Limits) -> list[dict[str, Any]]:
    sheets: list[dict[str, Any]] = []
    with archive.opened(path, filename, limits) as container:
        padded = workbook.zero_padding(container, filename, limits)
        for part in workbook.sheet_parts(container, filename, limits):
            found = _scan(container, part.part, padded, filename, limits)
            sheets.append({"name": part.name, "visible": part.visible, **asdict(found)})
    if not any(sheet["rows"] for sheet in sheets):
        _measure(path, filename, sheets, limits)
    return sheets


def _scan(
    container: zipfile.ZipFile, part: str, padded: dict[int, int], filename: str, limits: Limits
) -> sheet_scan.SheetScan:
    found = sheet_scan.scan(archive.chunks(container, part, filename), padded, filename, limits)
    _check_cells(found.rows, found.columns, filename, limits)
    return found


def _check_cells(rows: int, columns: int, filename: str, limits: Limits) -> None:
    if rows * columns > limits.max_cells:
        raise TOO_LARGE(filename=filename, limit=limits.max_cells, unit="cells")


def _measure(path: Path, filename: str, sheets: list[dict[str, Any]], limits: Limits) -> None:
    """Ask the reader itself where the walk saw nothing (XML written with namespace prefixes)."""
    book = _load(path, filename)
    for sheet in sheets:
        rows, columns = _extent(_sheet(book, sheet["name"], filename))
        _check_cells(rows, columns, filename, limits)
        sheet["rows"], sheet["columns"] = rows, columns
    if not any(sheet["rows"] for sheet in sheets):
        raise EMPTY(filename=filename)


def _load(path: Path, filename: str) -> Any:
    return _guarded(lambda calamine: calamine.CalamineWorkbook.from_path(str(path)), filename)


def _sheet(book: Any, name: str, filename: str) -> Any:
    return _guarded(lambda _: book.get_sheet_by_name(name), filename)


def _guarded(work: Callable[[Any], Any], filename: str) -> Any:
    import python_calamine

    try:
        return work(python_calamine)
    except python_calamine.WorksheetNotFound as error:
        raise NO_SUCH_SHEET(filename=filename, sheet=str(error)) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise MALFORMED(filename=filename, reason=str(error)[:_REASON_LENGTH]) from error


def _extent(sheet: Any) -> tuple[int, int]:
    return (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)


def _rows(path: Path, filename: str, request: dict[str, Any], limits: Limits) -> Iterator[Frame]:
    book = _load(path, filename)
    sheet = _sheet(book, request["sheet"], filename)
    book.close()
    rows, columns = _extent(sheet)
    _check_cells(rows, columns, filename, limits)
    padded = [(int(column), width) for column, width in request["padding"].items()]
    wide = max(columns, request["columns"])
    size = max(1, _CELLS_PER_FRAME // wide)
    batch: list[list[Any]] = []
    for cells in _full_rows(sheet, rows, max(rows, request["rows"]), wide):
        row = [_plain(cell) for cell in cells]
        for column, width in padded:
            _pad(row, column, width)
        batch.append(row)
        if len(batch) >= size:
            yield {"rows": batch}
            batch = []
    yield {"rows": batch}


def _full_rows(sheet: Any, rows: int, wanted: int, wide: int) -> Iterator[list[Any]]:
    """The rectangle from A1 to the last cell that is written, with or without a value to read."""
    if rows:
        before = [None] * sheet.start[1]
        after = [None] * (wide - sheet.end[1] - 1)
        for cells in sheet.iter_rows():
            yield before + cells + after
    for _ in range(wanted - rows):
        yield [None] * wide


def _pad(row: list[Any], column: int, width: int) -> None:
    if column < len(row) and type(row[column]) is int and row[column] >= 0:
        row[column] = str(row[column]).zfill(width)


def _plain(cell: Any) -> Any:
    kind = type(cell)
    if kind is str:
        return cell or None
    if kind is float:
        if -_EXACT_INTEGER < cell < _EXACT_INTEGER:
            whole = int(cell)
            return whole if whole == cell else cell
        return cell if cell - cell == 0 else str(cell)
    if kind is datetime:
        return msgspec.msgpack.Ext(DATETIME, cell.isoformat().encode())
    if kind is date:
        return msgspec.msgpack.Ext(DATE, cell.isoformat().encode())
    if kind is time:
        return cell.isoformat("minutes" if not cell.second else "seconds")
    if kind is timedelta:
        hours, rest = divmod(int(cell.total_seconds()), _SECONDS_PER_HOUR)
        return f"{hours}:{rest // 60:02d}"
    return cell


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
