"""A client of the real application: the same ``create_app`` as production, over ASGI."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import httpx2
from fastapi import FastAPI
from sqlalchemy import event

from levitiis.bootstrap import create_app
from levitiis.infra.db.engine import Database
from levitiis.infra.db.uow import Origin, UnitOfWork, unit_of_work
from levitiis.infra.settings import Settings
from levitiis.kit.access import Actor, ActorKind, job_actor
from levitiis.modules.identity.api import Identity
from tests.api.world import World
from tests.builders.users import Account
from tests.engines import kept_engines

HOST = "localhost"
PREFIX = "/api/v1"
SECRETS = {
    "secret_key": "tests-only: signs access tokens 0123456789",
    "cpf_key": "tests-only: encrypts 0123456789abcdefghij",
    "cpf_index_key": "tests-only: blind index 0123456789abcdefg",
    "trail_key": "tests-only: fingerprints 0123456789abcdef",
}


def test_settings(data_dir: Path, **changes: Any) -> Settings:
    """Settings of a test: keys that are known, no worker, the web app's folder left out."""
    return Settings(
        **{**SECRETS, "data_dir": data_dir, "allowed_hosts": HOST, "run_worker": False, **changes}
    )


test_settings.__test__ = False  # type: ignore[attr-defined]
_counted: ContextVar[list[str] | None] = ContextVar("counted", default=None)


class Api:
    """Requests as one account (or none) to the application; :meth:`as_role` gives another account's."""

    def __init__(self, app: FastAPI, world: World, account: Account | None = None) -> None:
        self.app = app
        self.world = world
        self.account = account
        transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
        self.http = httpx2.AsyncClient(
            transport=transport, base_url=f"https://{HOST}{PREFIX}", headers=self._headers()
        )

    def _headers(self) -> dict[str, str]:
        if self.account is None:
            return {}
        actor = Actor(ActorKind.USER, self.account.user_id, "", session_id=self.account.session_id)
        return {"authorization": f"Bearer {self.identity.access_token(actor)}"}

    @property
    def database(self) -> Database:
        """The application's own pool."""
        return self.app.state.services.database

    @property
    def identity(self) -> Identity:
        """What the application authenticates with."""
        return self.app.state.services.extras["identity"]

    def anonymous(self) -> Api:
        """The same application, not signed in, with cookies of its own."""
        return Api(self.app, self.world)

    def as_role(self, name: str) -> Api:
        """The same application as the account of a role (see :mod:`tests.api.world`), or ``anonymous``."""
        return self.anonymous() if name == "anonymous" else self.as_account(self.world.accounts[name])

    def as_account(self, account: Account) -> Api:
        """The same application as another account."""
        return Api(self.app, self.world, account)

    async def get(self, path: str, **options: Any) -> httpx2.Response:
        """GET below ``/api/v1``."""
        return await self.http.get(path, **options)

    async def post(self, path: str, json: Any = None, **options: Any) -> httpx2.Response:
        """POST below ``/api/v1``."""
        return await self.http.post(path, json=json, **options)

    async def patch(self, path: str, json: Any = None, **options: Any) -> httpx2.Response:
        """PATCH below ``/api/v1``."""
        return await self.http.patch(path, json=json, **options)

    async def put(self, path: str, json: Any = None, **options: Any) -> httpx2.Response:
        """PUT below ``/api/v1``."""
        return await self.http.put(path, json=json, **options)

    async def delete(self, path: str, **options: Any) -> httpx2.Response:
        """DELETE below ``/api/v1``."""
        return await self.http.delete(path, **options)

    @asynccontextmanager
    async def work(self, actor: Actor | None = None) -> AsyncIterator[UnitOfWork]:
        """A unit of work beside the requests, for builders; committed when the block ends."""
        services = self.app.state.services
        who = actor or job_actor("tests")
        async with unit_of_work(self.database, who, Origin("job"), services.trail_key) as uow:
            yield uow
            await uow.commit()

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """The SQL statements that the application sends within the block."""
        with counted_statements(self.database) as statements:
            yield statements


@contextmanager
def counted_statements(database: Database) -> Iterator[list[str]]:
    """The SQL statements that this task sends through ``database`` within the block.

    What the application does in the background meanwhile (relay, worker) is not counted.
    """
    statements: list[str] = []

    def remember(_: Any, __: Any, statement: str, *___: Any) -> None:
        if _counted.get() is statements:
            statements.append(statement)

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", remember)
    token = _counted.set(statements)
    try:
        yield statements
    finally:
        _counted.reset(token)
        event.remove(engine, "before_cursor_execute", remember)


@asynccontextmanager
async def running_app(database_url: str, settings: Settings) -> AsyncIterator[FastAPI]:
    """The application between start-up and shut-down, which happen in one task, as they do in a server."""
    with kept_engines():
        async with _living(create_app(settings, database_url)) as app:
            yield app


@asynccontextmanager
async def _living(app: FastAPI) -> AsyncIterator[FastAPI]:
    started, stop = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with app.router.lifespan_context(app):
            started.set()
            await stop.wait()

    task = asyncio.create_task(live())
    waiting = asyncio.create_task(started.wait())
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if task.done():
        task.result()
    try:
        yield app
    finally:
        stop.set()
        await task


def body_without_request(response: httpx2.Response) -> Mapping[str, Any]:
    """A problem's body but for the request id, to compare two answers."""
    return {name: value for name, value in response.json().items() if name != "request_id"}
