"""PostgreSQL killed with -9 in the middle of an import: nothing half written, and it heals by itself."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from levitiis.commands.checks import all_violations
from levitiis.infra.crypto import load_keys
from levitiis.infra.db.embedded import EmbeddedPostgres
from levitiis.infra.db.engine import Database
from levitiis.infra.db.migrate import upgrade
from levitiis.infra.db.uow import Origin, unit_of_work
from levitiis.infra.settings import Settings
from levitiis.kit.access import job_actor
from tests.api.client import Api, running_app, test_settings
from tests.api.world import World, build_world

ROWS = 8_000
WAIT = 120.0


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[EmbeddedPostgres]:
    """A server of this test's own, durable as in production."""
    made = EmbeddedPostgres(tmp_path / "postgres")
    await asyncio.to_thread(made.start)
    yield made
    await asyncio.to_thread(made.stop)


async def _world(url: str, settings: Settings) -> World:
    database = Database(url, settings)
    try:
        key = load_keys(settings).trail_key
        async with unit_of_work(database, job_actor("tests"), Origin("job"), key) as uow:
            world = await build_world(uow)
            await uow.commit()
            return world
    finally:
        await database.dispose()


def _file() -> bytes:
    lines = ["Plaqueta;Descrição;Localização;Responsável"]
    lines += [
        f"K-{number};Cadeira {number};Sala {number % 40};Pessoa {number % 60}" for number in range(ROWS)
    ]
    return "\n".join(lines).encode()


async def _import(api: Api, import_id: int) -> dict[str, Any] | None:
    answer = await api.get(f"/ativos/importacoes/{import_id}")
    return answer.json() if answer.status_code == 200 else None


async def _until(api: Api, import_id: int, wanted: Any) -> dict[str, Any]:
    async with asyncio.timeout(WAIT):
        while True:
            item = await _import(api, import_id)
            if item is not None and wanted(item):
                return item
            await asyncio.sleep(0.02)


async def test_a_killed_import_happens_once_and_whole(server: EmbeddedPostgres, tmp_path: Path) -> None:
    settings = test_settings(tmp_path, run_worker=True)
    await asyncio.to_thread(upgrade, server.url)
    world = await _world(server.url, settings)
    async with running_app(server.url, settings) as app:
        api = Api(app, world).as_role("administrator")
        before = await all_violations(app.state.services.database)  # the world has a session that must not be
        upload = await api.http.post("/ativos/importacoes", files={"file": ("bens.csv", _file())})
        number = upload.json()["id"]
        await api.post(f"/ativos/importacoes/{number}/verificacao")
        await _until(api, number, lambda item: item["state"] == "checked")
        await api.post(f"/ativos/importacoes/{number}/aplicacao", {"only_valid": True})
        await _until(api, number, lambda item: 0 < item["job"]["done"] < ROWS)
        assert server.pid is not None
        os.kill(server.pid, signal.SIGKILL)
        await _until(api, number, lambda _: True)
        half = (await api.get("/ativos")).json()["total"]
        assert half == 0
        done = await _until(api, number, lambda item: item["state"] in ("applied", "failed"))
        assert (done["state"], done["summary"]["applied"]["created"]) == ("applied", ROWS)
        assert (await api.get("/ativos")).json()["total"] == ROWS
        assert await all_violations(app.state.services.database) == before
