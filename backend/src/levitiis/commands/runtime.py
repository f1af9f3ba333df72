"""What every command needs: settings, a database that runs, a program around them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from secrets import token_hex

from levitiis.commands.failures import DATABASE_VARIABLE, CommandFailed
from levitiis.infra.crypto import Keys, load_keys
from levitiis.infra.db.embedded import EmbeddedPostgres
from levitiis.infra.db.engine import Database
from levitiis.infra.db.uow import Origin, UnitOfWork, unit_of_work
from levitiis.infra.settings import Settings, settings_from_environment
from levitiis.kit.access import Actor, job_actor

_EMBEDDED = "postgres"
"""Where the embedded database lies in the data folder."""


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
    with EmbeddedPostgres(settings.data_dir / _EMBEDDED) as server:
        yield server.url


def require_data(settings: Settings) -> None:
    """Refuse to look into a data folder that holds no database, rather than make one there."""
    if settings.database_url is None and not (settings.data_dir / _EMBEDDED).is_dir():
        raise CommandFailed(
            f"{settings.data_dir} holds no data of Levitiis: name its folder with --data-dir, "
            f"or its database in {DATABASE_VARIABLE}."
        )


@asynccontextmanager
async def command_unit_of_work(
    settings: Settings, url: str, command: str, actor: Actor | None = None
) -> AsyncIterator[tuple[UnitOfWork, Keys]]:
    """A unit of work for a command; commits when the block ends well."""
    origin = Origin("cli", f"cli-{token_hex(8)}")
    keys = load_keys(settings)
    database = Database(url, settings)
    try:
        async with unit_of_work(database, actor or job_actor(command), origin, keys.trail_key) as uow:
            yield uow, keys
            await uow.commit()
    finally:
        await database.dispose()
