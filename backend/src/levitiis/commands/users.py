"""``levitiis user create``."""

from __future__ import annotations

import asyncio
from pathlib import Path

from pydantic import SecretStr

from levitiis.commands.runtime import command_unit_of_work, running_database, settings_for
from levitiis.commands.setup import prepare
from levitiis.infra.settings import Settings
from levitiis.modules.identity.api import UserIn, create_user


def create(data_dir: Path | None, *, username: str, email: str, name: str, role: str, password: str) -> None:
    """Create a user with an organisation-wide role."""
    settings = settings_for(data_dir)
    wanted = UserIn(username=username, email=email, name=name, role=role, password=SecretStr(password))
    with running_database(settings) as url:
        prepare(settings, url)
        asyncio.run(_create(settings, url, wanted))


async def _create(settings: Settings, url: str, wanted: UserIn) -> None:
    async with command_unit_of_work(settings, url, "user create") as (uow, _):
        await create_user(uow, wanted, settings.organisation)
