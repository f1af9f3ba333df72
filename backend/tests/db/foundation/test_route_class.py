"""The one route class, on a small application of its own and a real database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.engine import Database
from levitiis.infra.history.models import AuditLog
from levitiis.infra.http.app import build
from levitiis.infra.http.context import Read, Write
from levitiis.infra.http.route import PUBLIC, Router
from levitiis.infra.http.services import Services
from levitiis.infra.settings import Settings
from levitiis.kit.access import EVERYWHERE, SELF, Actor, ActorKind
from levitiis.kit.common_problems import UNAUTHENTICATED
from levitiis.kit.wire import In, Out, required_line
from levitiis.modules.locations.models import LocationKind


class KindIn(In):
    code: required_line(30)  # type: ignore[valid-type]


class KindOut(Out):
    id: int
    code: str


HUGE = "x" * 2_000_000
BAD = {"authorization": "Bearer bad"}

router = Router("/kinds", "kinds")


@router.endpoint(
    "POST", "", access=SELF, operation_id="createKind", response=KindOut, status=201, idempotent=True
)
async def create(ctx: Write, data: KindIn) -> KindOut:
    kind = LocationKind(code=data.code, name_pt=data.code, name_en=data.code, rank=1)
    ctx.session.add(kind)
    await ctx.uow.flush()
    return KindOut(id=kind.id, code=kind.code)


@router.endpoint("GET", "", access=PUBLIC, operation_id="countKinds", response=int)
async def count(ctx: Read) -> int:
    return await ctx.session.scalar(select(func.count()).select_from(LocationKind)) or 0


async def _authenticate(_: AsyncSession, token: str) -> Actor:
    if token != "good":
        raise UNAUTHENTICATED()
    return Actor(ActorKind.USER, 7, "tester", {SELF.code: EVERYWHERE})


@asynccontextmanager
async def _nothing(_: FastAPI) -> AsyncIterator[None]:
    yield


@pytest.fixture
async def client(database_url: str, tmp_path: Path) -> AsyncIterator[httpx2.AsyncClient]:
    settings = Settings(data_dir=tmp_path, allowed_hosts="test")
    database = Database(database_url, settings)
    services = Services(settings, database, _authenticate, b"k")
    transport = httpx2.ASGITransport(build(services, [router], _nothing), raise_app_exceptions=False)
    headers = {"authorization": "Bearer good"}
    async with httpx2.AsyncClient(
        transport=transport, base_url="http://test/api/v1", headers=headers
    ) as made:
        made.database = database  # type: ignore[attr-defined]
        yield made
    await database.dispose()


async def _execute(client: httpx2.AsyncClient, statement: str) -> None:
    async with client.database.engine.begin() as connection:  # type: ignore[attr-defined]
        await connection.execute(text(statement))


async def _trail(client: httpx2.AsyncClient) -> list[Any]:
    async with client.database.reading() as session:  # type: ignore[attr-defined]
        return list((await session.execute(select(AuditLog))).scalars())


async def test_a_write_is_committed_with_its_trail(client: httpx2.AsyncClient) -> None:
    answer = await client.post("/kinds", json={"code": "wing"})
    assert answer.status_code == 201
    (row,) = await _trail(client)
    assert (row.entity, row.action, row.actor_id, row.source) == ("location_kind", "create", 7, "api")
    assert row.data_json["changes"]["code"] == [None, "wing"]
    assert row.request_id == answer.headers["x-request-id"]


async def test_when_the_commit_fails_the_client_gets_the_problem_and_no_row_stays(
    client: httpx2.AsyncClient,
) -> None:
    await _execute(client, "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
                           "$$BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40001'; END$$")  # fmt: skip
    trigger = "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON location_kinds DEFERRABLE INITIALLY DEFERRED"
    await _execute(client, f"{trigger} FOR EACH ROW EXECUTE FUNCTION refuse()")
    answer = await client.post("/kinds", json={"code": "wing"})
    assert answer.status_code == 409
    assert answer.json()["code"] == "request.busy"
    assert (await client.get("/kinds")).json() == 0
    assert await _trail(client) == []


async def test_ten_parallel_posts_with_one_key_have_one_effect(client: httpx2.AsyncClient) -> None:
    headers = {"idempotency-key": "k-12345678"}
    answers = await asyncio.gather(
        *(client.post("/kinds", json={"code": "wing"}, headers=headers) for _ in range(10))
    )
    statuses = sorted({answer.status_code for answer in answers})
    assert 201 in statuses
    assert set(statuses) <= {201, 409}
    assert {a.json()["code"] for a in answers if a.status_code == 409} <= {"idempotency.in_flight"}
    assert (await client.get("/kinds")).json() == 1
    again = await client.post("/kinds", json={"code": "wing"}, headers=headers)
    first = next(answer for answer in answers if answer.status_code == 201)
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["idempotent-replayed"] == "true"


async def test_a_key_with_another_body_is_refused(client: httpx2.AsyncClient) -> None:
    headers = {"idempotency-key": "k-12345678"}
    await client.post("/kinds", json={"code": "wing"}, headers=headers)
    other = await client.post("/kinds", json={"code": "roof"}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.other_body")
    short = await client.post("/kinds", json={"code": "roof"}, headers={"idempotency-key": "k"})
    assert (short.status_code, short.json()["code"]) == (400, "idempotency.bad_key")


async def test_a_violated_constraint_is_a_conflict(client: httpx2.AsyncClient) -> None:
    await client.post("/kinds", json={"code": "wing"})
    again = await client.post("/kinds", json={"code": "wing"})
    assert again.status_code == 409
    assert again.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("call", "status", "code"),
    [
        ({"method": "GET", "url": "/nowhere"}, 404, "request.not_found"),
        ({"method": "PUT", "url": "/kinds"}, 405, "request.method_not_allowed"),
        ({"method": "GET", "url": "/kinds?x=1"}, 422, "request.invalid"),
        ({"method": "POST", "url": "/kinds", "content": b"{}"}, 415, "request.unsupported_media_type"),
        ({"method": "POST", "url": "/kinds", "json": {}}, 422, "request.invalid"),
        ({"method": "POST", "url": "/kinds", "json": {"code": " "}}, 422, "request.invalid"),
        ({"method": "POST", "url": "/kinds", "json": {"code": "a", "b": 1}}, 422, "request.invalid"),
        ({"method": "POST", "url": "/kinds", "json": {"code": HUGE}}, 413, "request.body_too_large"),
        ({"method": "POST", "url": "/kinds", "json": {}, "headers": BAD}, 401, "request.unauthenticated"),
    ],
)  # fmt: skip
async def test_every_refusal_is_a_problem(
    client: httpx2.AsyncClient, call: dict[str, Any], status: int, code: str
) -> None:
    answer = await client.request(**call)
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_refusal_never_echoes_the_input(client: httpx2.AsyncClient) -> None:
    answer = await client.post("/kinds", json={"code": "secret-" * 20})
    assert answer.status_code == 422
    assert "secret" not in answer.text
    assert answer.json()["errors"][0]["pointer"] == "/code"


async def test_unknown_hosts_are_refused(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/kinds", headers={"host": "evil.example"})
    assert answer.status_code == 400
