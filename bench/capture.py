"""Takes down what the real application sends to the database for one request.

Below SQLAlchemy, at the driver: so nothing is retyped, and nothing is overlooked that goes past it.
NOTIFY is left out: a background task sends it, once for many requests.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import httpx2
import world
from asyncpg.prepared_stmt import PreparedStatement
from fastapi import FastAPI
from scenarios import PREFIX, Scenario
from sqlalchemy import event

from levitiis.bootstrap import create_app
from levitiis.infra.db.engine import Database
from levitiis.infra.settings import Settings


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; ``many``: its arguments are a list of argument lists."""

    sql: str
    args: Sequence[Any]
    many: bool = False


@dataclass(frozen=True, slots=True)
class Captured:
    """A scenario's request: what it sent, what came back, and the number that stood in it."""

    name: str
    statements: tuple[Statement, ...]
    number: int
    created_id: int | None
    bytes: int


_taken: ContextVar[list[Statement] | None] = ContextVar("taken", default=None)


async def capture(settings: Settings, url: str, wanted: Sequence[Scenario]) -> tuple[str, list[Captured]]:
    """An access token, and what each scenario does on a warm connection."""
    async with _application(settings, url) as (app, http):
        answer = await http.post("/auth/login", json={"username": world.USERNAME, "password": world.PASSWORD})
        answer.raise_for_status()
        token: str = answer.json()["access_token"]
        http.headers["authorization"] = f"Bearer {token}"
        database: Database = app.state.services.database
        with _listening(database):
            return token, [await _one(http, scenario) for scenario in wanted]


@asynccontextmanager
async def _application(settings: Settings, url: str) -> AsyncIterator[tuple[FastAPI, httpx2.AsyncClient]]:
    app = create_app(settings, url)
    transport = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=transport, base_url=f"http://localhost{PREFIX}") as http:
        try:
            yield app, http
        finally:
            await app.state.services.database.dispose()


async def _one(http: httpx2.AsyncClient, scenario: Scenario) -> Captured:
    """The third request of its kind: what is remembered between requests is remembered by then."""
    taken: list[Statement] = []
    for number in range(scenario.first, scenario.first + 3):
        path, body = scenario.numbered(number)
        token = _taken.set(taken)
        taken.clear()
        try:
            headers = {"content-type": "application/json"} if body else {}
            answer = await http.request(scenario.method, path, content=body or None, headers=headers)
            await asyncio.sleep(0)  # the driver tells of a statement one turn of the loop later
        finally:
            _taken.reset(token)
        if answer.status_code != scenario.status:
            raise RuntimeError(f"{scenario.name}: {answer.status_code} {answer.text[:300]}")
    created = answer.json()["id"] if scenario.status == 201 else None
    return Captured(scenario.name, tuple(taken), scenario.first + 2, created, len(answer.content))


@contextmanager
def _listening(database: Database) -> Iterator[None]:
    """Hear every statement of every connection of the pool; BEGIN and COMMIT too."""

    def connected(dbapi: Any, _: Any) -> None:
        dbapi.driver_connection.add_query_logger(lambda query: _take(query.query, query.args))

    original = PreparedStatement.fetch

    async def heard(statement: Any, *args: Any, **options: Any) -> Any:
        rows = await original(statement, *args, **options)
        _take(statement.get_query(), args)
        return rows

    PreparedStatement.fetch = heard
    event.listen(database.engine.sync_engine.pool, "checkout", lambda dbapi, *_: _once(dbapi, connected))
    try:
        yield
    finally:
        PreparedStatement.fetch = original


_heard: set[int] = set()


def _once(dbapi: Any, connected: Any) -> None:
    if id(dbapi) not in _heard:
        _heard.add(id(dbapi))
        connected(dbapi, None)


def _take(sql: str, args: Any) -> None:
    taken = _taken.get()
    if taken is not None and "pg_notify" not in sql:
        many = bool(args) and isinstance(args[0], list | tuple)
        taken.append(Statement(sql, tuple(args or ()), many))
