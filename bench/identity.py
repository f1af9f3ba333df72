"""What signing in and being authorised cost."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx2
import world
from sqlalchemy import text

from levitiis.infra.db.engine import Database
from levitiis.infra.settings import Settings
from levitiis.kit.clock import now
from levitiis.modules.identity.queries.actor import actor_of_session

SIGNING_IN, AUTHORISING = "login", "authorisation"
GRANTS = 50
LIMIT_MS = 1.0
_AT_ONCE, _SIGN_INS, _CHECKS, _WARM = 4, 80, 3_000, 200


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of one act."""

    title: str
    p50: float
    p95: float
    limit: float | None = None

    @property
    def passed(self) -> bool:
        """Whether 95 of 100 keep the limit, where there is one."""
        return self.limit is None or self.p95 <= self.limit


def signing_in(addresses: Sequence[str]) -> Cost:
    """Sign-ins over HTTP, four at once at one server after the other, each with its Argon2id."""
    return asyncio.run(_signing_in(addresses))


async def _signing_in(addresses: Sequence[str]) -> Cost:
    credentials = {"username": world.USERNAME, "password": world.PASSWORD}
    seconds: list[float] = []
    async with httpx2.AsyncClient(timeout=60) as http:

        async def one(address: str) -> None:
            began = time.perf_counter()
            (await http.post(f"{address}/api/v1/auth/login", json=credentials)).raise_for_status()
            seconds.append(time.perf_counter() - began)

        for _ in range(_SIGN_INS // _AT_ONCE):
            await asyncio.gather(*(one(addresses[turn % len(addresses)]) for turn in range(_AT_ONCE)))
    return cost(f"Sign-in, {_AT_ONCE} at once (Argon2id, 64 MiB, 3 passes, 4 lanes)", seconds)


def authorising(url: str, folder: Path) -> list[Cost]:
    """The read that makes the actor of a request, for a user of one grant and of fifty at as many places."""
    return asyncio.run(_authorising(url, folder))


async def _authorising(url: str, folder: Path) -> list[Cost]:
    database = Database(url, Settings(data_dir=folder))
    try:
        user, session = await _session(database)
        found = [cost("Authorisation, 1 grant", await _timed(_check(database, user, session)), LIMIT_MS)]
        await _grant(database, user)
        fifty = await _timed(_check(database, user, session))
        return [
            *found,
            cost(f"Authorisation, {GRANTS} grants of 3 roles, all but one at places", fifty, LIMIT_MS),
        ]
    finally:
        await _tidy(database)
        await database.dispose()


def _check(database: Database, user: int, session: int) -> Callable[[], Awaitable[None]]:
    async def once() -> None:
        async with database.reader() as reader:
            await actor_of_session(reader, user, session, now(), now() - timedelta(days=90))

    return once


async def _timed(act: Callable[[], Awaitable[None]]) -> list[float]:
    for _ in range(_WARM):
        await act()
    seconds: list[float] = []
    for _ in range(_CHECKS):
        began = time.perf_counter()
        await act()
        seconds.append(time.perf_counter() - began)
    return seconds


async def _session(database: Database) -> tuple[int, int]:
    statement = (
        "INSERT INTO auth_sessions"
        " (user_id, token_hash, generation, rotated_at, expires_at, created_at, updated_at)"
        " SELECT id, 'bench', 0, now(), now() + interval '1 day', now(), now() FROM users"
        " WHERE username = :name RETURNING user_id, id"
    )
    async with database.engine.begin() as connection:
        row = (await connection.execute(text(statement), {"name": world.USERNAME})).one()
    return row[0], row[1]


async def _grant(database: Database, user: int) -> None:
    """The one grant that there is, and others until there are fifty, of two roles."""
    statement = (
        "INSERT INTO user_roles (user_id, role_id, location_id, place_key)"
        " SELECT :user, roles.id, place.id, place.id FROM roles,"
        " (SELECT id, row_number() OVER (ORDER BY id) AS nth FROM locations) AS place"
        " WHERE place.nth < :grants"
        " AND roles.name = CASE place.nth % 2 WHEN 0 THEN 'technician' ELSE 'auditor' END"
    )
    async with database.engine.begin() as connection:
        await connection.execute(text(statement), {"user": user, "grants": GRANTS})


async def _tidy(database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(text("DELETE FROM auth_sessions WHERE token_hash = 'bench'"))
        await connection.execute(text("DELETE FROM user_roles WHERE location_id IS NOT NULL"))


def cost(title: str, seconds: Sequence[float], limit: float | None = None) -> Cost:
    """Median and 95th percentile of measured seconds."""
    ordered = sorted(seconds)
    return Cost(title, statistics.median(ordered) * 1e3, ordered[int(len(ordered) * 0.95)] * 1e3, limit)
