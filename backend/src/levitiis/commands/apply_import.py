"""Applies a file from the command line: in one transaction, by the system."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from levitiis.commands.runtime import command_unit_of_work, running_database, settings_for
from levitiis.commands.setup import prepare
from levitiis.infra.settings import Settings
from levitiis.infra.tabular.reader import TableFile, open_table_file
from levitiis.modules.assets.events import AssetsChanged
from levitiis.modules.assets.imports.apply import apply_results
from levitiis.modules.assets.imports.check import read_results
from levitiis.modules.assets.imports.mapping import Mapping
from levitiis.modules.assets.imports.proposal import propose


def apply_file(file: Path, mapping: Mapping | None, data_dir: Path | None) -> dict[str, Any]:
    """Import every valid row; returns the figures."""
    settings = settings_for(data_dir)
    table = open_table_file(file)
    chosen = mapping or propose(table).mapping
    with running_database(settings) as url:
        prepare(settings, url)
        return asyncio.run(_apply(settings, url, table, chosen))


async def _apply(settings: Settings, url: str, table: TableFile, mapping: Mapping) -> dict[str, Any]:
    async with command_unit_of_work(settings, url, "import assets") as (uow, keys):
        applied = await apply_results(uow, read_results(table, mapping), keys, import_id=None)
        uow.emit(AssetsChanged())
        return applied.summary()
