"""Makes a database ready to be served: schema, kinds of places, roles, calendar, templates of terms."""

from __future__ import annotations

import asyncio

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from levitiis.bootstrap import routers
from levitiis.commands.failures import CommandFailed
from levitiis.commands.runtime import command_unit_of_work
from levitiis.infra.db import migrate
from levitiis.infra.db.engine import Database
from levitiis.infra.settings import Settings
from levitiis.modules.calendars.api import ensure_calendar
from levitiis.modules.identity.api import sync_roles
from levitiis.modules.locations.api import ensure_kinds
from levitiis.modules.movements.disposals.api import ensure_disposal_rules
from levitiis.modules.movements.loans.api import ensure_rules
from levitiis.modules.signatures.api import ensure_templates

_MAY_NOT_READ = "42501"
"""What PostgreSQL says to a role that may use the tables and not ask for their version."""


def prepare(settings: Settings, url: str) -> None:
    """Bring the embedded database to the newest schema; in any, mirror what the code declares.

    The schema of a database of the administrator's own is changed by ``levitiis db upgrade`` alone.
    Raises :class:`~levitiis.commands.failures.CommandFailed` when it is not this program's.
    """
    if settings.database_url is None:
        migrate.upgrade(url)
    else:
        asyncio.run(_require_schema(settings, url))
    routers()
    asyncio.run(_declare(settings, url))


async def _require_schema(settings: Settings, url: str) -> None:
    database = Database(url, settings)
    try:
        async with database.reading() as session:
            revision = await session.scalar(text("SELECT version_num FROM alembic_version"))
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") == _MAY_NOT_READ:
            return
        raise
    finally:
        await database.dispose()
    told = {
        "older": "is older than this program: run `levitiis db upgrade`",
        "newer": "was made by a newer version of Levitiis: use that version",
    }.get(migrate.standing(url, revision))
    if told:
        raise CommandFailed(f"The database's schema {told}.")


async def _declare(settings: Settings, url: str) -> None:
    async with command_unit_of_work(settings, url, "serve") as (uow, _):
        await ensure_kinds(uow)
        await sync_roles(uow)
        await ensure_calendar(uow)
        await ensure_templates(uow)
        await ensure_rules(uow)
        await ensure_disposal_rules(uow)
