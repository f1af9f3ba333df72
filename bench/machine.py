"""The database that is measured: a PostgreSQL of its own, durable as in production, filled once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import asyncpg
import world
from sqlalchemy.engine import make_url

from levitiis.infra.db import migrate
from levitiis.infra.db.embedded import EmbeddedPostgres
from levitiis.infra.settings import Settings

LOADED, MEASURED = "bench_loaded", "bench_measured"
_QUIET_LOOKS = 6


@dataclass(frozen=True, slots=True)
class Measured:
    """A server with the organisation in a database that is measured; ``url`` is that one's."""

    folder: Path
    server_url: str
    url: str
    facts: world.Facts
    version: str

    def fresh(self, name: str) -> str:
        """The address of a new database ``name`` with empty tables."""
        return asyncio.run(_fresh(self.server_url, name))


@contextmanager
def measured_database(folder: Path, assets: int) -> Iterator[Measured]:
    """Start the server in ``folder``; what was loaded there before is used again."""
    with EmbeddedPostgres(folder / "postgres") as server:
        facts, version = asyncio.run(_prepare(folder, server.url, assets))
        yield Measured(folder, server.url, _named(server.url, MEASURED), facts, version)


def wait_until_settled(measured: Measured) -> None:
    """Return when the worker has done what it does once a day, such as proving the whole trail."""
    asyncio.run(_settled(measured.url))


async def _settled(url: str) -> None:
    statement = (
        "SELECT count(*) FROM jobs WHERE status = 'running'"
        " OR status = 'queued' AND due_at < now() + interval '1 second'"
    )
    connection = await asyncpg.connect(plain(url))
    try:
        quiet = 0
        while quiet < _QUIET_LOOKS:
            await asyncio.sleep(0.5)
            quiet = 0 if await connection.fetchval(statement) else quiet + 1
    finally:
        await connection.close()


async def _prepare(folder: Path, url: str, assets: int) -> tuple[world.Facts, str]:
    admin = await asyncpg.connect(plain(url))
    kept = folder / "facts.json"
    try:
        facts = _kept(kept, assets)
        if facts is None:
            await _recreate(admin, LOADED)
            facts = await _load(folder, _named(url, LOADED), assets)
            kept.write_text(json.dumps(asdict(facts)), encoding="utf-8")
        else:
            await asyncio.to_thread(migrate.upgrade, _named(url, LOADED))
        await _recreate(admin, MEASURED, template=LOADED)
        return facts, str(await admin.fetchval("SHOW server_version"))
    finally:
        await admin.close()


async def _fresh(url: str, name: str) -> str:
    admin = await asyncpg.connect(plain(url))
    try:
        await _recreate(admin, name)
    finally:
        await admin.close()
    made = _named(url, name)
    await asyncio.to_thread(migrate.upgrade, made)
    return made


def _kept(file: Path, assets: int) -> world.Facts | None:
    if not file.exists():
        return None
    known = json.loads(file.read_text(encoding="utf-8"))
    facts = world.Facts(**{**known, "rooms": tuple(known["rooms"]), "people": tuple(known["people"])})
    return facts if facts.assets == assets else None


async def _load(folder: Path, url: str, assets: int) -> world.Facts:
    await asyncio.to_thread(migrate.upgrade, url)
    facts = await world.build(Settings(data_dir=folder), url, assets)
    connection = await asyncpg.connect(plain(url))
    try:
        await connection.execute("VACUUM (ANALYZE, SKIP_LOCKED)")
    finally:
        await connection.close()
    return facts


async def _recreate(admin: asyncpg.Connection, name: str, template: str = "template0") -> None:
    await admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    await admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')


def _named(url: str, database: str) -> str:
    return make_url(url).set(database=database).render_as_string(hide_password=False)


def plain(url: str) -> str:
    """A URL as the driver itself takes it."""
    return url.replace("postgresql+asyncpg://", "postgresql://", 1)
