"""The one writer of CSV and XLSX: whatever leaves Levitiis as a table leaves through here (R29).

Text is escaped against formulas; numbers and dates stay numbers and dates. Rows stream: neither form keeps
the table in memory.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, Literal

from levitiis.infra.tabular.errors import TOO_MANY_ROWS
from levitiis.infra.tabular.escape import escape_formula

ColumnKind = Literal["text", "integer", "number", "money", "date", "datetime", "boolean"]
Value = str | int | float | Decimal | bool | date | datetime | None

XLSX_MAX_ROWS = 1_048_575
XLSX_MAX_TEXT = 32_767
_BATCH = 500
_BOM = b"\xef\xbb\xbf"
_WIDTHS: dict[ColumnKind, float] = {
    "text": 24, "integer": 10, "number": 12, "money": 14, "date": 12, "datetime": 18, "boolean": 8,
}  # fmt: skip
_FORMATS: dict[ColumnKind, str] = {
    "text": "@", "integer": "0", "number": "General", "money": "#,##0.00",
    "date": "dd/mm/yyyy", "datetime": "dd/mm/yyyy hh:mm", "boolean": "General",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its heading and how its values look."""

    header: str
    kind: ColumnKind = "text"
    width: float | None = None


@dataclass(frozen=True, slots=True)
class CsvStyle:
    """How a CSV is written down."""

    delimiter: str = ";"
    decimal: str = ","
    date_format: str = "%d/%m/%Y"
    datetime_format: str = "%d/%m/%Y %H:%M:%S"
    true: str = "Sim"
    false: str = "Não"
    bom: bool = True


PT_BR = CsvStyle()
INTERNATIONAL = CsvStyle(",", ".", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "true", "false")


class CsvEncoder:
    """Turns rows into bytes piece by piece, for answers that stream."""

    def __init__(self, columns: Sequence[Column], style: CsvStyle = PT_BR, zone: tzinfo = UTC) -> None:
        self.columns = columns
        self.style = style
        self.zone = zone

    def header(self) -> bytes:
        """The byte order mark, where the style has one, and the line of headings."""
        return (_BOM if self.style.bom else b"") + self._write([[c.header for c in self.columns]])

    def rows(self, rows: Iterable[Sequence[Value]]) -> bytes:
        """The lines of these rows."""
        return self._write(rows)

    def _write(self, rows: Iterable[Sequence[Value]]) -> bytes:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self.style.delimiter, lineterminator="\r\n")
        writer.writerows([self._cell(value) for value in row] for row in rows)
        return text.getvalue().encode("utf-8", "replace")

    def _cell(self, value: Value) -> str:
        if value is None:
            return ""
        if isinstance(value, str):
            return escape_formula(value)
        if isinstance(value, bool):
            return self.style.true if value else self.style.false
        if isinstance(value, int):
            return str(value)
        if isinstance(value, float | Decimal):
            return self._number(value)
        if isinstance(value, datetime):
            return _local(value, self.zone).strftime(self.style.datetime_format)
        return value.strftime(self.style.date_format)

    def _number(self, value: float | Decimal) -> str:
        exact = value if isinstance(value, Decimal) else Decimal(repr(value))
        return f"{exact:f}".replace(".", self.style.decimal) if exact.is_finite() else ""


def iter_csv(
    rows: Iterable[Sequence[Value]], columns: Sequence[Column], style: CsvStyle = PT_BR, zone: tzinfo = UTC
) -> Iterator[bytes]:
    """Yield the CSV in pieces of some hundred rows."""
    encoder = CsvEncoder(columns, style, zone)
    yield encoder.header()
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        yield encoder.rows(batch)


def write_csv(
    rows: Iterable[Sequence[Value]],
    columns: Sequence[Column],
    stream: BinaryIO,
    style: CsvStyle = PT_BR,
    zone: tzinfo = UTC,
) -> None:
    """Write the table to a binary stream: UTF-8, by default with mark, semicolon and decimal comma."""
    for piece in iter_csv(rows, columns, style, zone):
        stream.write(piece)


def write_xlsx(
    rows: Iterable[Sequence[Value]],
    columns: Sequence[Column],
    path: Path | str,
    *,
    sheet_name: str = "Levitiis",
    zone: tzinfo = UTC,
) -> None:
    """Write the table as one sheet with fixed headings and filters; times show the clock of ``zone``."""
    from rustpy_xlsxwriter import Format, write_worksheet

    headers = unique_headers([escape_formula(column.header) for column in columns])
    records = _records(rows, headers, zone, Path(path).name)
    first = next(records, dict.fromkeys(headers))
    write_worksheet(
        chain([first], records),
        str(path),
        sheet_name=sheet_name,
        freeze_row=1,
        autofilter=True,
        bold_headers=True,
        column_widths=[column.width or _WIDTHS[column.kind] for column in columns],
        column_formats=[Format().set_num_format(_FORMATS[column.kind]) for column in columns],
    )


def unique_headers(headers: Sequence[str]) -> list[str]:
    """Give repeated headings a number: ``Nome``, ``Nome (2)``."""
    seen: set[str] = set()
    unique: list[str] = []
    for header in headers:
        name, number = header, 1
        while name in seen:
            number += 1
            name = f"{header} ({number})"
        seen.add(name)
        unique.append(name)
    return unique


def _records(
    rows: Iterable[Sequence[Value]], headers: Sequence[str], zone: tzinfo, filename: str
) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(rows, start=1):
        if number > XLSX_MAX_ROWS:
            raise TOO_MANY_ROWS(filename=filename, found=number, limit=XLSX_MAX_ROWS)
        yield {header: _typed(value, zone) for header, value in zip(headers, row, strict=True)}


def _typed(value: Value, zone: tzinfo) -> Any:
    if isinstance(value, str):
        text = escape_formula(value)
        return text if len(text) <= XLSX_MAX_TEXT else text[: XLSX_MAX_TEXT - 1] + "…"
    if isinstance(value, Decimal):
        return float(value) if value.is_finite() else None
    if isinstance(value, float):
        return value if value - value == 0 else None
    if isinstance(value, datetime):
        return _local(value, zone)
    return value


def _local(moment: datetime, zone: tzinfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None) if moment.tzinfo else moment
