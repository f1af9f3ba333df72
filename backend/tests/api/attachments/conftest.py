"""Assets to attach files to, and a look at everything afterwards."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from levitiis.commands.checks import violations_in
from tests.api.client import Api, test_settings
from tests.api.world import World
from tests.builders.assets import asset

OF_THE_WORLD = "I16"
"""The world has a session of somebody who was deactivated, on purpose."""


@pytest.fixture
async def at(api: Api, world: World) -> str:
    """The address of the attachments of an asset in the technician's building."""
    async with api.work() as uow:
        made = await asset(uow, "Mesa", tag="A-1", location_id=world.room_a)
    return f"/ativos/{made.id}/anexos"


@pytest.fixture
async def elsewhere(api: Api, world: World) -> str:
    """The same of an asset in the other building."""
    async with api.work() as uow:
        made = await asset(uow, "Cofre", tag="B-1", location_id=world.room_b)
    return f"/ativos/{made.id}/anexos"


@pytest.fixture(autouse=True)
async def nothing_is_broken(api: Api, tmp_path: Path) -> AsyncIterator[None]:
    """After every test every content has its row, every row its content."""
    yield
    async with api.database.writing() as session:
        broken = await violations_in(session, test_settings(tmp_path))
    assert [one for one in broken if one.invariant != OF_THE_WORLD] == []
