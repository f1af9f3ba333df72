"""``levitiis check``: the invariants."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
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
from levitiis.infra.history import unnoted, verifying
from levitiis.infra.history.head import NotedHeads, TrailHeads
from levitiis.infra.settings import Settings
from levitiis.kit.checks import INVARIANTS, Note, Violation

Find = Callable[[AsyncSession], Awaitable[list[Violation]]]

CHECK_MODULES = (
    "levitiis.modules.assets.checks",
    "levitiis.modules.locations.checks",
    "levitiis.modules.catalogue.checks",
    "levitiis.modules.identity.checks",
    "levitiis.modules.approvals.checks",
    "levitiis.modules.movements.checks",
    "levitiis.modules.movements.loans.checks",
    "levitiis.modules.movements.disposals.checks",
    "levitiis.modules.movements.clearances.checks",
    "levitiis.modules.signatures.checks",
    "levitiis.infra.outbox.checks",
    "levitiis.infra.http.checks",
)
"""Modules whose ``violations(session)`` needs nothing but the database."""


@dataclass(frozen=True, slots=True)
class Found:
    """What does not hold, and what could not be compared from here."""

    violations: list[Violation]
    notes: list[Note]


def run(data_dir: Path | None) -> Found:
    """Everything that does not hold in the database and the files of ``data_dir``."""
    settings = settings_for(data_dir).model_copy(update={"statement_timeout_ms": 0})
    require_data(settings)
    with running_database(settings) as url:
        return asyncio.run(_check(settings, url))


async def _check(settings: Settings, url: str) -> Found:
    database = Database(url, settings)
    try:
        return await everything(database)
    finally:
        await database.dispose()


async def everything(database: Database) -> Found:
    """Run every check on one consistent view of the data."""
    file = TrailHeads(database.settings.trail_heads)
    heads = file.as_noted()  # before the view: sealing goes on meanwhile
    async with database.snapshot() as session:
        violations = await violations_in(session, database.settings, heads)
        return Found(violations, await unnoted.notes(session, file))


async def all_violations(database: Database) -> list[Violation]:
    """The violations of :func:`everything`."""
    return (await everything(database)).violations


async def violations_in(
    session: AsyncSession, settings: Settings, heads: NotedHeads | None = None
) -> list[Violation]:
    """Run every check in the transaction of ``session``, in order of the invariants.

    ``heads``: what was noted outside before the transaction began; read now if it is not given.
    """
    found: list[Violation] = []
    for find in checks_of(settings, heads):
        found += await find(session)
    return sorted(found, key=lambda one: (one.invariant, one.entity or "", one.entity_id or 0))


def report(found: Found) -> str:
    """One line for each invariant, with what breaks it below; then what could not be compared."""
    lines: list[str] = []
    for invariant, promise in INVARIANTS.items():
        broken = [f"         {each}" for each in found.violations if each.invariant == invariant]
        lines += [f"{'BROKEN ' if broken else 'ok     '} {invariant}  {promise}", *broken]
    lines += [f"note    {note}" for note in found.notes]
    lines.append(f"{len(found.violations)} violations" if found.violations else "no violations")
    return "\n".join(lines)


def as_json(found: Found) -> str:
    """For programs."""
    return json.dumps({"checked": list(INVARIANTS), **asdict(found)}, indent=1)


def checks_of(settings: Settings, noted: NotedHeads | None = None) -> list[Find]:
    """Every check of an installation; ``noted`` is what its heads file held, read now if it is not given."""
    key, blobs = load_keys(settings).trail_key, blobs_of(settings)
    heads = noted or TrailHeads(settings.trail_heads)
    of_modules: list[Find] = [import_module(name).violations for name in CHECK_MODULES]
    return [
        *of_modules,
        scopes.violations,
        lambda session: history.violations(session, key),
        lambda session: verifying.violations(session, heads),
        lambda session: files.violations(session, blobs),
    ]
