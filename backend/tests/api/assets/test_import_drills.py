"""Programs killed with -9 in the middle of an import: nothing half written, and it ends by itself."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy import text

from levitiis.commands.checks import all_violations
from levitiis.infra.crypto import load_keys
from levitiis.infra.db.embedded import EmbeddedPostgres
from levitiis.infra.db.engine import Database
from levitiis.infra.db.migrate import upgrade
from levitiis.infra.db.uow import Origin, unit_of_work
from levitiis.infra.settings import Settings
from levitiis.kit.access import job_actor
from tests.api.client import HOST, PREFIX, SECRETS, Api, running_app, test_settings
from tests.api.world import World, build_world
from tests.ports import free_port
from tests.processes import running
from tests.waiting import eventually

ROWS = 3_000
WAIT = 120.0
PASSWORD = "a long phrase of 2026"
Item = dict[str, Any]


def _file(prefix: str = "K") -> bytes:
    """Files of any prefix name the same places and people."""
    lines = ["Plaqueta;Descrição;Localização;Responsável"]
    lines += [
        f"{prefix}-{number};Cadeira {number};Sala {number % 40};Pessoa {number % 60}"
        for number in range(ROWS)
    ]
    return "\n".join(lines).encode()


async def _until(http: httpx2.AsyncClient, import_id: int, wanted: Callable[[Item], bool]) -> Item:
    async def look() -> Item | None:
        answer = await http.get(f"/ativos/importacoes/{import_id}")
        item = answer.json() if answer.status_code == 200 else None
        return item if item and wanted(item) else None

    found = await eventually(look, within=WAIT, what=f"import {import_id}")
    assert found is not None
    return found


def _in_the_middle(item: Item) -> bool:
    return 0 < item["job"]["done"] < ROWS


def _ended(item: Item) -> bool:
    return item["state"] in ("applied", "failed")


async def _checked(http: httpx2.AsyncClient, content: bytes) -> int:
    upload = await http.post("/ativos/importacoes", files={"file": ("bens.csv", content)})
    assert upload.status_code == 201, upload.text
    number = upload.json()["id"]
    await http.post(f"/ativos/importacoes/{number}/verificacao")
    await _until(http, number, lambda item: item["state"] == "checked")
    return number


async def _apply(http: httpx2.AsyncClient, import_id: int) -> None:
    started = await http.post(f"/ativos/importacoes/{import_id}/aplicacao", json={"only_valid": True})
    assert started.status_code == 202, started.text


async def _assets(http: httpx2.AsyncClient, **filters: int) -> int:
    return (await http.get("/ativos", params=filters)).json()["total"]


async def _counted_again(http: httpx2.AsyncClient) -> int:
    """How many assets there are once the database answers; what it has begun it may answer before it dies."""

    async def count() -> httpx2.Response | None:
        answer = await http.get("/ativos")
        return answer if answer.status_code == 200 else None

    answer = await eventually(count, within=WAIT, what="the database's answer")
    assert answer is not None
    return answer.json()["total"]


async def _end_leases(database: Database) -> None:
    """What the dead worker held is free at once: the test does not wait for half a minute."""
    async with database.engine.begin() as connection:
        await connection.execute(text("UPDATE jobs SET claimed_until = now() WHERE status = 'running'"))


async def _end_leases_of_embedded(data_dir: Path) -> None:
    server = EmbeddedPostgres(data_dir / "postgres")  # finds the one that runs
    database = Database(await asyncio.to_thread(server.start), test_settings(data_dir))
    await _end_leases(database)
    await database.dispose()
    await asyncio.to_thread(server.stop)


def _environment(monkeypatch: pytest.MonkeyPatch, **settings: object) -> None:
    for name, value in {**SECRETS, "allowed_hosts": HOST, **settings}.items():
        monkeypatch.setenv(f"LEVITIIS_{name.upper()}", str(value))


async def test_a_killed_worker_and_the_imports_behind_it(
    world_url: str, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two files that name the same places, the worker killed in the first one: both are applied once."""
    _environment(monkeypatch, database_url=world_url, data_dir=tmp_path)
    async with running_app(world_url, test_settings(tmp_path)) as app:
        api = Api(app, world).as_role("administrator")
        before = await all_violations(api.database)
        async with running("levitiis", "worker") as worker:
            first, second = [await _checked(api.http, _file(prefix)) for prefix in "KL"]
            await _apply(api.http, first)
            await _apply(api.http, second)
            await _until(api.http, first, _in_the_middle)
            await worker.kill()
        assert await _assets(api.http) == 0
        assert (await api.get("/pessoas")).json()["total"] == len(world.accounts)
        await _end_leases(api.database)
        async with running("levitiis", "worker"):
            items = [await _until(api.http, number, _ended) for number in (first, second)]
        assert [item["summary"]["applied"]["created"] for item in items] == [ROWS, ROWS]
        assert [item["summary"]["applied"]["new_people"] for item in items] == [60, 0]
        assert items[0]["applied_at"] < items[1]["applied_at"]
        assert [await _assets(api.http, import_id=number) for number in (first, second)] == [ROWS, ROWS]
        assert await all_violations(api.database) == before


async def test_everything_killed_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One program with API, worker and database in it, as on a first machine: the next start goes on."""
    _environment(monkeypatch, data_dir=tmp_path)
    monkeypatch.setenv("LEVITIIS_NEW_PASSWORD", PASSWORD)
    who = ("--email", "ana@example.org", "--name", "Ana", "--role", "administrator")
    await _said("user", "create", "ana", *who)
    port = free_port()
    address = f"http://{HOST}:{port}{PREFIX}"
    async with httpx2.AsyncClient(base_url=address, timeout=30) as http:
        async with running("levitiis", "serve", "--port", str(port)) as serving:
            await _sign_in(http)
            number = await _checked(http, _file())
            await _apply(http, number)
            await _until(http, number, _in_the_middle)
            await serving.kill()
        async with running("levitiis", "serve", "--port", str(port)) as serving:
            await _sign_in(http)
            half = await _assets(http)
            await _end_leases_of_embedded(tmp_path)
            item = await _until(http, number, _ended)
            assert (half, item["state"]) == (0, "applied")
            assert await _assets(http) == item["summary"]["applied"]["created"] == ROWS
            await serving.send(signal.SIGTERM)
    await _said("check")


async def _said(*arguments: str) -> str:
    async with running("levitiis", *arguments) as command:
        code, printed = await command.ends()
    assert code == 0, printed
    return printed


async def _sign_in(http: httpx2.AsyncClient) -> None:
    async def signed_in() -> bool:
        try:
            answer = await http.post("/auth/login", json={"username": "ana", "password": PASSWORD})
        except httpx2.TransportError:
            return False
        if answer.status_code != 200:
            return False
        http.headers["authorization"] = f"Bearer {answer.json()['access_token']}"
        return True

    await eventually(signed_in, within=WAIT, what="the server's start")


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


async def test_a_killed_database(server: EmbeddedPostgres, tmp_path: Path) -> None:
    settings = test_settings(tmp_path, run_worker=True)
    await asyncio.to_thread(upgrade, server.url)
    world = await _world(server.url, settings)
    async with running_app(server.url, settings) as app:
        api = Api(app, world).as_role("administrator")
        before = await all_violations(api.database)  # the world has a session that must not be
        number = await _checked(api.http, _file())
        await _apply(api.http, number)
        await _until(api.http, number, _in_the_middle)
        assert server.pid is not None
        os.kill(server.pid, signal.SIGKILL)
        assert await _counted_again(api.http) == 0
        done = await _until(api.http, number, _ended)
        assert (done["state"], done["summary"]["applied"]["created"]) == ("applied", ROWS)
        assert await _counted_again(api.http) == ROWS
        assert await all_violations(api.database) == before
