"""What every command needs: settings, a database that runs, a program around them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from levitiis.infra.crypto import Keys, load_keys
from levitiis.infra.db.embedded import EmbeddedPostgres
from levitiis.infra.db.engine import Database
from levitiis.infra.db.uow import Origin, UnitOfWork, unit_of_work
from levitiis.infra.settings import Settings, settings_from_environment
from levitiis.kit.access import Actor, job_actor


def settings_for(data_dir: Path | None) -> Settings:
    """The settings of the environment, with the data folder of the command line when one is given."""
    changes = {"data_dir": data_dir.resolve()} if data_dir else {}
    return settings_from_environment(**changes)


@contextmanager
def running_database(settings: Settings) -> Iterator[str]:
    """Give the address of the database: the configured one, or the embedded server, started if need be."""
    if settings.database_address:
        yield settings.database_address
        return
    with EmbeddedPostgres(settings.data_dir / "postgres") as server:
        yield server.url


@asynccontextmanager
async def command_unit_of_work(
    settings: Settings, url: str, command: str, actor: Actor | None = None
) -> AsyncIterator[tuple[UnitOfWork, Keys]]:
    """A unit of work for a command; commits when the block ends well."""
    keys = load_keys(settings)
    database = Database(url, settings)
    try:
        async with unit_of_work(database, actor or job_actor(command), Origin("cli"), keys.trail_key) as uow:
            yield uow, keys
            await uow.commit()
    finally:
        await database.dispose()
