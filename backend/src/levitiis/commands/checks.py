"""``levitiis check``: the invariants."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.commands import scopes
from levitiis.commands.runtime import require_data, running_database, settings_for
from levitiis.infra.crypto import load_keys
from levitiis.infra.db.engine import Database
from levitiis.infra.files import checks as files
from levitiis.infra.files.storage import blobs_of
from levitiis.infra.history import checks as history
from levitiis.infra.history import verifying
from levitiis.infra.history.head import TrailHeads
from levitiis.infra.settings import Settings
from levitiis.kit.checks import INVARIANTS, Violation

Find = Callable[[AsyncSession], Awaitable[list[Violation]]]

CHECK_MODULES = (
    "levitiis.modules.assets.checks",
    "levitiis.modules.locations.checks",
    "levitiis.modules.catalogue.checks",
    "levitiis.modules.identity.checks",
    "levitiis.modules.approvals.checks",
    "levitiis.modules.movements.checks",
    "levitiis.infra.outbox.checks",
    "levitiis.infra.http.checks",
)
"""Modules whose ``violations(session)`` needs nothing but the database."""


def run(data_dir: Path | None) -> list[Violation]:
    """Everything that does not hold in the database and the files of ``data_dir``."""
    settings = settings_for(data_dir).model_copy(update={"statement_timeout_ms": 0})
    require_data(settings)
    with running_database(settings) as url:
        return asyncio.run(_check(settings, url))


async def _check(settings: Settings, url: str) -> list[Violation]:
    database = Database(url, settings)
    try:
        return await all_violations(database)
    finally:
        await database.dispose()


async def all_violations(database: Database) -> list[Violation]:
    """Run every check on one consistent view of the data."""
    async with database.snapshot() as session:
        return await violations_in(session, database.settings)


async def violations_in(session: AsyncSession, settings: Settings) -> list[Violation]:
    """Run every check in the transaction of ``session``, in order of the invariants."""
    found: list[Violation] = []
    for find in _checks(settings):
        found += await find(session)
    return sorted(found, key=lambda one: (one.invariant, one.entity or "", one.entity_id or 0))


def report(violations: list[Violation]) -> str:
    """One line for each invariant, with what breaks it below."""
    lines: list[str] = []
    for invariant, promise in INVARIANTS.items():
        broken = [f"         {violation}" for violation in violations if violation.invariant == invariant]
        lines += [f"{'BROKEN ' if broken else 'ok     '} {invariant}  {promise}", *broken]
    lines.append(f"{len(violations)} violations" if violations else "no violations")
    return "\n".join(lines)


def as_json(violations: list[Violation]) -> str:
    """For programs."""
    found = [asdict(violation) for violation in violations]
    return json.dumps({"checked": list(INVARIANTS), "violations": found}, indent=1)


def _checks(settings: Settings) -> list[Find]:
    key, blobs = load_keys(settings).trail_key, blobs_of(settings)
    heads = TrailHeads(settings.trail_heads)
    of_modules: list[Find] = [import_module(name).violations for name in CHECK_MODULES]
    return [
        *of_modules,
        scopes.violations,
        lambda session: history.violations(session, key),
        lambda session: verifying.violations(session, heads),
        lambda session: files.violations(session, blobs),
    ]
