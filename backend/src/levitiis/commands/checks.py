"""``levitiis check``: the invariants."""

from __future__ import annotations

import asyncio
from importlib import import_module
from pathlib import Path

from levitiis.commands.runtime import running_database, settings_for
from levitiis.infra.db.engine import Database
from levitiis.infra.history import verifying
from levitiis.infra.history.head import TrailHeads
from levitiis.infra.settings import Settings
from levitiis.kit.checks import Violation

CHECK_MODULES = (
    "levitiis.modules.locations.checks",
    "levitiis.modules.catalogue.checks",
    "levitiis.modules.assets.checks",
)


def run(data_dir: Path | None) -> list[Violation]:
    """Everything that does not hold in the database of ``data_dir``."""
    settings = settings_for(data_dir)
    with running_database(settings) as url:
        return asyncio.run(_check(settings, url))


async def _check(settings: Settings, url: str) -> list[Violation]:
    database = Database(url, settings)
    try:
        return await all_violations(database, TrailHeads(settings.trail_heads))
    finally:
        await database.dispose()


async def all_violations(database: Database, heads: TrailHeads | None = None) -> list[Violation]:
    """Run every module's checks on one consistent view of the data; with ``heads``, the trail's chain too."""
    found: list[Violation] = []
    async with database.writing() as session:
        for name in CHECK_MODULES:
            found += await import_module(name).violations(session)
        if heads is not None:
            found += await verifying.violations(session, heads)
    return found
