"""Makes a database ready to be served: schema, kinds of places, permissions and built-in roles."""

from __future__ import annotations

import asyncio

from levitiis.bootstrap import routers
from levitiis.commands.runtime import command_unit_of_work
from levitiis.infra.db import migrate
from levitiis.infra.settings import Settings
from levitiis.modules.identity.api import sync_roles
from levitiis.modules.locations.api import ensure_kinds


def prepare(settings: Settings, url: str) -> None:
    """Bring the embedded database to the newest schema; in any, mirror what the code declares.

    The schema of a database of the administrator's own is changed by ``levitiis db upgrade`` alone.
    """
    if settings.database_url is None:
        migrate.upgrade(url)
    routers()
    asyncio.run(_declare(settings, url))


async def _declare(settings: Settings, url: str) -> None:
    async with command_unit_of_work(settings, url, "serve") as (uow, _):
        await ensure_kinds(uow)
        await sync_roles(uow)
