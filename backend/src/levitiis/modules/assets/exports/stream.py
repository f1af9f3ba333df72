"""The rows of an export: through the list's own WHERE, some at a time, on a session of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from levitiis.infra.db.engine import Database
from levitiis.infra.db.search import AnySelect
from levitiis.infra.tabular.writer import Value
from levitiis.kit.access import Actor
from levitiis.kit.problems import Language
from levitiis.modules.assets.exports.columns import values
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.policy import EXPORT
from levitiis.modules.assets.queries.conditions import conditions
from levitiis.modules.assets.queries.rows import ROW_COLUMNS, joined, order
from levitiis.modules.assets.schemas import AssetExportFilter

_CHUNK = 2_000


async def exported_rows(
    database: Database, actor: Actor, wanted: AssetExportFilter, language: Language
) -> AsyncIterator[Sequence[Sequence[Value]]]:
    """The cells of what ``actor`` may export of what was asked for, coded values as words."""
    async with database.writing() as session:
        found = await session.stream(_statement(actor, wanted).execution_options(yield_per=_CHUNK))
        async for chunk in found.partitions(_CHUNK):
            yield [values(row, language) for row in chunk]


def _statement(actor: Actor, wanted: AssetExportFilter) -> AnySelect:
    more = (Asset.description, Asset.invoice_number, Asset.warranty_until, Asset.notes)
    rows = joined(*ROW_COLUMNS, *more).order_by(*order(wanted.sort))
    return conditions(actor, wanted, EXPORT).on(rows)
