"""Fixtures of API tests: one application per test on a database of its own, filled with a small world."""

from __future__ import annotations

import asyncio
import json
import threading
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from pwdlib import PasswordHash

from levitiis.infra.crypto import load_keys
from levitiis.infra.db.embedded_files import locked
from levitiis.infra.db.engine import Database
from levitiis.infra.db.uow import Origin, unit_of_work
from levitiis.kit.access import job_actor
from levitiis.modules.identity import passwords
from tests.api.client import Api, running_app, test_settings
from tests.api.world import World, build_world
from tests.builders.users import LIGHT
from tests.portability import every_statement_is_portable
from tests.postgres import TestServer

WORLD_DATABASE = "levitiis_world"


@pytest.fixture(scope="session")
def world_template(
    postgres_server: TestServer, template_database: str, tmp_path_factory: pytest.TempPathFactory
) -> World:
    """A database with the world in it, made once per run; to be copied, never to be used."""
    kept = postgres_server.folder / "world.json"
    with locked(postgres_server.folder / "world.lock"):
        if not kept.exists():
            unfinished = f"{WORLD_DATABASE}_new"
            postgres_server.drop(unfinished)
            url = postgres_server.create(unfinished, template_database)
            world = _filled(url, tmp_path_factory.mktemp("world"))
            postgres_server.run(f'ALTER DATABASE "{unfinished}" RENAME TO "{WORLD_DATABASE}"')
            kept.write_text(json.dumps(world.dump()), encoding="utf-8")
    return World.load(json.loads(kept.read_text(encoding="utf-8")))


@pytest.fixture
def world_url(postgres_server: TestServer, world_template: World) -> Iterator[str]:
    """The URL of a database with the world in it, which this test has for itself."""
    name = f"test_{uuid.uuid4().hex}"
    yield postgres_server.create(name, WORLD_DATABASE)
    postgres_server.drop(name)


@pytest.fixture
def world(world_template: World) -> World:
    """The ids of the world's places and accounts."""
    return world_template


@pytest.fixture(autouse=True)
def light_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords cost a millisecond instead of a tenth of a second; the steps are the same."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHash((LIGHT,)))
    monkeypatch.setattr(passwords, "DECOY_HASH", LIGHT.hash("nobody has this password"))


@pytest.fixture
async def api(world_url: str, world: World, tmp_path: Path) -> AsyncIterator[Api]:
    """The application, not signed in; ``api.as_role("manager")`` and the fixtures below are.

    Every statement that a test makes it send must compile for SQL Server too.
    """
    async with running_app(world_url, test_settings(tmp_path)) as app:
        made = Api(app, world)
        with every_statement_is_portable(made.database.engine.sync_engine):
            yield made


@pytest.fixture
def anonymous(api: Api) -> Api:
    """Not signed in."""
    return api


@pytest.fixture
def administrator(api: Api) -> Api:
    """Everything, everywhere."""
    return api.as_role("administrator")


@pytest.fixture
def manager(api: Api) -> Api:
    """A manager, everywhere."""
    return api.as_role("manager")


@pytest.fixture
def technician(api: Api) -> Api:
    """A technician limited to ``world.building_a``."""
    return api.as_role("technician")


@pytest.fixture
def reader(api: Api) -> Api:
    """A reader, everywhere."""
    return api.as_role("reader")


@pytest.fixture
def nobody(api: Api) -> Api:
    """Signed in, without any grant."""
    return api.as_role("nobody")


@pytest.fixture
def deactivated(api: Api) -> Api:
    """An administrator with a live session who has been deactivated."""
    return api.as_role("deactivated")


def _filled(url: str, folder: Path) -> World:
    """Build the world in a thread, which may have an event loop of its own."""
    made: list[World | BaseException] = []

    def run() -> None:
        try:
            made.append(asyncio.run(_fill(url, folder)))
        except BaseException as error:
            made.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if isinstance(made[0], BaseException):
        raise made[0]
    return made[0]


async def _fill(url: str, folder: Path) -> World:
    settings = test_settings(folder)
    database = Database(url, settings)
    try:
        keys = load_keys(settings)
        async with unit_of_work(database, job_actor("tests"), Origin("job"), keys.trail_key) as uow:
            world = await build_world(uow)
            await uow.commit()
    finally:
        await database.dispose()
    return world
