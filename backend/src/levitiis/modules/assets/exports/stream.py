"""Writes an export: through the list's own WHERE, row by row, to a file that is then sent."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.engine import Database
from levitiis.infra.db.search import AnySelect
from levitiis.infra.tabular.writer import INTERNATIONAL, PT_BR, CsvEncoder, write_xlsx
from levitiis.kit.access import Actor
from levitiis.kit.problems import Language
from levitiis.modules.assets.exports.columns import columns, values
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.policy import EXPORT
from levitiis.modules.assets.queries.conditions import conditions
from levitiis.modules.assets.queries.rows import ROW_COLUMNS, joined, order
from levitiis.modules.assets.schemas import AssetExportFilter

_CHUNK = 2_000
_PIECE = 65_536


def _statement(actor: Actor, wanted: AssetExportFilter) -> AnySelect:
    more = (Asset.description, Asset.invoice_number, Asset.warranty_until, Asset.notes)
    rows = joined(*ROW_COLUMNS, *more).order_by(*order(wanted.sort))
    return conditions(actor, wanted, EXPORT).on(rows)


async def _chunks(session: AsyncSession, statement: AnySelect) -> AsyncIterator[Sequence[Any]]:
    result = await session.stream(statement.execution_options(yield_per=_CHUNK))
    async for chunk in result.partitions(_CHUNK):
        yield chunk


async def csv_bytes(
    database: Database, actor: Actor, wanted: AssetExportFilter, language: Language, zone: str
) -> AsyncIterator[bytes]:
    """The CSV piece by piece, on a session of its own."""
    style = PT_BR if language == "pt-BR" else INTERNATIONAL
    encoder = CsvEncoder(columns(language), style, ZoneInfo(zone))
    yield encoder.header()
    async with database.writing() as session:
        async for chunk in _chunks(session, _statement(actor, wanted)):
            yield encoder.rows(values(row, language) for row in chunk)


async def xlsx_bytes(
    database: Database, actor: Actor, wanted: AssetExportFilter, language: Language, zone: str
) -> AsyncIterator[bytes]:
    """The workbook, written to a temporary file first: its directory comes last."""
    with tempfile.TemporaryDirectory(prefix="levitiis-export-") as folder:
        path = Path(folder) / "export.xlsx"
        rows: list[Sequence[Any]] = []
        async with database.writing() as session:
            async for chunk in _chunks(session, _statement(actor, wanted)):
                rows += [values(row, language) for row in chunk]
        await asyncio.to_thread(write_xlsx, rows, columns(language), path, zone=ZoneInfo(zone))
        del rows
        for piece in _pieces(path):
            yield piece


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece
