"""A real server process on a database of its own, for tests that attack it from outside."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from levitiis.commands.demo import fill
from levitiis.commands.runtime import command_unit_of_work
from levitiis.demo.load import USERS
from levitiis.infra.settings import Settings
from tests.ports import free_port
from tests.postgres import TestServer

PASSWORD = "quintal-serra-umbu-4711"
START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Target:
    """A server with the demo organisation in it, and an administrator's token."""

    url: str
    token: str
    log: Path


@pytest.fixture(scope="session")
def target(
    postgres_server: TestServer, template_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Target]:
    """Serve the demo organisation on a free port until the run ends."""
    folder = tmp_path_factory.mktemp("fuzz")
    name = f"fuzz_{os.getpid()}"
    url = postgres_server.create(name, template_database)
    settings = Settings(data_dir=folder, database_url=url)
    asyncio.run(_fill(settings, url))
    port = free_port()
    log = folder / "server.log"
    environment = {**os.environ, "LEVITIIS_DATABASE_URL": url}
    command = [sys.executable, "-m", "levitiis", "serve", "--port", str(port), "--data-dir", str(folder)]
    with log.open("wb") as stream, subprocess.Popen(command, env=environment, stderr=stream) as server:
        address = f"http://localhost:{port}"
        try:
            _wait(address, server)
            yield Target(address, _sign_in(address), log)
        finally:
            server.terminate()
            server.wait(timeout=30)
    postgres_server.drop(name)


async def _fill(settings: Settings, url: str) -> None:
    async with command_unit_of_work(settings, url, "tests") as (uow, keys):
        await fill(uow, keys, {user.username: PASSWORD for user in USERS}, settings, url)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if requests.get(f"{address}/health/ready", timeout=30).ok:
                return
        except requests.ConnectionError:
            continue
    raise AssertionError("the server did not start")


def _sign_in(address: str) -> str:
    body = {"username": "admin", "password": PASSWORD}
    answer = requests.post(f"{address}/api/v1/auth/login", json=body, timeout=30)
    assert answer.ok, answer.text
    return str(answer.json()["access_token"])
