"""One running deployment for all tests of this folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2
import pytest

from levitiis.commands.runtime import command_unit_of_work
from tests.api.world import World, build_world
from tests.builders.users import PASSWORD
from tests.deploy.stack import WEB_APP, Stack, in_thread, make_roles, new_folder, running
from tests.postgres import TestServer

ATTEMPTS = 8
"""Failed sign-ins that one address has."""

MAX_UPLOAD = 200_000


@dataclass
class Site:
    """The deployment, and who is in it."""

    stack: Stack
    world: World

    @asynccontextmanager
    async def client(
        self, *, api: int | None = None, address: str = "127.0.0.1", token: str = ""
    ) -> AsyncIterator[httpx2.AsyncClient]:
        """A client at ``address``: of nginx, or of one of the servers behind it."""
        url = self.stack.url if api is None else self.stack.api_url(api)
        transport = httpx2.AsyncHTTPTransport(local_address=address, verify=self.stack.tls())
        headers = {"authorization": f"Bearer {token}"} if token else {}
        async with httpx2.AsyncClient(
            transport=transport, base_url=url, headers=headers, timeout=120
        ) as client:
            yield client

    async def token(self, role: str = "administrator") -> str:
        """An access token, from signing in through nginx."""
        async with self.client() as client:
            answer = await client.post("/api/v1/auth/login", json={"username": role, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["access_token"])


def _nginx() -> str:
    """The program; without it, or without a built web app, there is nothing to deploy."""
    found = os.environ.get("LEVITIIS_NGINX") or shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    built = (WEB_APP / "index.html").is_file()
    if "LEVITIIS_NGINX" in os.environ:  # `make test` has brought both
        assert built, "scripts/build-web was not run"
    if not found or not built:
        pytest.skip("needs nginx (scripts/find-nginx) and the built web app (scripts/build-web)")
    return found


@pytest.fixture(scope="session")
def nginx() -> str:
    """nginx."""
    return _nginx()


@pytest.fixture(scope="session")
def site(postgres_server: TestServer, nginx: str) -> Iterator[Site]:
    """The deployment, with the small organisation of the API tests in it."""
    folder, database = new_folder(), f"deploy_{os.getpid()}"
    postgres_server.run(f'CREATE DATABASE "{database}" TEMPLATE template0')
    limits = {
        "LEVITIIS_SIGN_IN_FAILURES_PER_ADDRESS": str(ATTEMPTS),
        "LEVITIIS_MAX_UPLOAD_BYTES": str(MAX_UPLOAD),
        "LEVITIIS_ACCESS_MINUTES": "120",
    }
    stack = Stack(folder, postgres_server.address(database), nginx, limits)
    try:
        in_thread(make_roles(postgres_server.postgres.admin_url, database, stack.passwords))
        stack.prepare()
        world = in_thread(_fill(stack))
        with running(stack):
            yield Site(stack, world)
    finally:
        postgres_server.drop(database)
        shutil.rmtree(folder, ignore_errors=True)


async def _fill(stack: Stack) -> World:
    settings = stack.app_settings()
    assert settings.database_url is not None
    async with command_unit_of_work(settings, settings.database_url, "tests") as (uow, _):
        return await build_world(uow)


@pytest.fixture(scope="session")
def token(site: Site) -> str:
    """An administrator's access token."""
    return in_thread(site.token())
