"""Sends a table as a file while it is still being read: CSV piece by piece, a workbook once it is whole."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from levitiis.infra.tabular.writer import INTERNATIONAL, PT_BR, Column, CsvEncoder, Value, write_xlsx
from levitiis.kit.problems import Language

Format = Literal["csv", "xlsx"]
Rows = AsyncIterator[Iterable[Sequence[Value]]]
"""The rows of a table, some at a time."""

MEDIA_TYPES: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_PIECE = 65_536


def table_bytes(
    form: Format, rows: Rows, columns: Sequence[Column], language: Language, zone: str
) -> AsyncIterator[bytes]:
    """The file, piece by piece; times are shown at ``zone``."""
    write = _csv if form == "csv" else _xlsx
    return write(rows, columns, language, ZoneInfo(zone))


async def _csv(
    rows: Rows, columns: Sequence[Column], language: Language, zone: ZoneInfo
) -> AsyncIterator[bytes]:
    encoder = CsvEncoder(columns, PT_BR if language == "pt-BR" else INTERNATIONAL, zone)
    yield encoder.header()
    async for some in rows:
        yield encoder.rows(some)


async def _xlsx(rows: Rows, columns: Sequence[Column], _: Language, zone: ZoneInfo) -> AsyncIterator[bytes]:
    """Written to a temporary file first: a workbook's directory comes last."""
    with tempfile.TemporaryDirectory(prefix="levitiis-export-") as folder:
        path = Path(folder) / "export.xlsx"
        whole: list[Sequence[Value]] = []
        async for some in rows:
            whole += some
        await asyncio.to_thread(write_xlsx, whole, columns, path, zone=zone)
        del whole
        for piece in _pieces(path):
            yield piece


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece
