"""Hostile headers, parameters and bodies: a problem within a second, and nothing written."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import httpx2
from sqlalchemy import update

from levitiis.modules.identity.models import UserRole
from tests.api.attack.conftest import Ids, nothing_written
from tests.api.client import Api
from tests.api.world import World
from tests.builders.users import account

KEY = "0123456789abcdef"


async def refused(answer: httpx2.Response, *statuses: int) -> Mapping[str, Any]:
    """The problem; nothing of the inside is in it."""
    assert answer.status_code in (statuses or (400, 404, 405, 409, 412, 413, 415, 422)), answer.text[:300]
    assert answer.headers["content-type"] == "application/problem+json"
    body: Mapping[str, Any] = answer.json()
    for word in ("Traceback", "SELECT ", "/src/", "sqlalchemy", "asyncpg"):
        assert word not in answer.text
    return body


HOSTS = [
    "evil.example", "localhost.evil.example", "localhost:80@evil.example", "localhost:80:80", "[::1", "",
    "localhost evil", "localhost:port",
]  # fmt: skip


async def test_a_foreign_host_is_refused(manager: Api) -> None:
    for host in HOSTS:
        await refused(await manager.get("/ativos", headers={"host": host}), 400)


async def test_two_hosts_are_refused(manager: Api) -> None:
    headers = [("host", "localhost"), ("host", "evil.example")]
    await refused(await manager.http.get("/ativos", headers=headers), 400)


async def test_methods_are_what_they_are(manager: Api, ids: Ids) -> None:
    tricks = {"x-http-method-override": "DELETE", "x-method-override": "PATCH", "x-http-method": "PUT"}
    async with nothing_written(manager):
        assert (await manager.get(f"/ativos/{ids.asset_a}", headers=tricks)).status_code == 200
        assert (await manager.get("/ativos?_method=DELETE")).status_code == 422
        for method in ("PUT", "TRACE", "CONNECT", "PROPFIND"):
            await refused(await manager.http.request(method, f"/ativos/{ids.asset_a}"), 404, 405)


async def test_addresses_of_clients_are_not_what_they_claim(api: Api) -> None:
    """A thousand invented addresses do not lift the limit of one account."""
    statuses = set[int]()
    for number in range(14):
        headers = {
            "x-forwarded-for": f"10.0.0.{number}",
            "forwarded": f"for=10.0.0.{number}",
            "x-real-ip": "10.1.1.1",
        }
        body = {"username": "reader", "password": f"wrong {number}"}
        statuses.add((await api.anonymous().post("/auth/login", body, headers=headers)).status_code)
    assert 429 in statuses


SORTS = [
    "id",
    "password_hash",
    "tag;DROP TABLE assets",
    "tag desc",
    "-",
    "--tag",
    "(SELECT 1)",
    "tag,name",
    "TAG",
]


async def test_sorts_come_from_a_list(manager: Api) -> None:
    for path in ("/ativos", "/localizacoes", "/pessoas", "/users", "/compras/fornecedores"):
        for sort in SORTS:
            await refused(await manager.get(path, params={"sort": sort}), 422)


QUERIES = [
    "page=0", "page=-1", "page=1e9", "page_size=201", "page_size=99999999999999999999",
    "location_id=1%20OR%201=1", "location_id=9223372036854775808",
    "min_value=NaN", "min_value=Infinity", "min_value=1e1000000",
    "acquired_from=0000-00-00", "status=available&status=x",
    "q=" + "a" * 201, "unknown=1", "q=a%00b",
    "page=1&page=2", "location_id=1&location_id=2", "columns=password_hash",
]  # fmt: skip


async def test_hostile_filters_are_refused(manager: Api) -> None:
    for query in QUERIES:
        await refused(await manager.get(f"/ativos?{query}"), 422)


async def test_addresses_hold_no_nul(manager: Api) -> None:
    for path in (
        "/ativos/codigo/a%00b",
        "/ativos/1%00",
        "/busca?q=a%00b",
        "/pessoas?q=%00",
        "/trilha?entity=a%00",
    ):
        await refused(await manager.get(path), 404, 422)


async def test_cursors_are_ours_or_refused(manager: Api, ids: Ids) -> None:
    for path in (f"/ativos/{ids.asset_a}/movimentacoes", f"/ativos/{ids.asset_a}/trilha", "/trilha"):
        for cursor in ("x", "-1", "1e3", "\u00b2", "9" * 100, "1;--", "''"):
            await refused(await manager.get(path, params={"cursor": cursor}), 422)


BODIES: list[bytes] = [
    b'{"name":"a","name":"b"}',
    b'{"name":"a","selection":{"ids":[1],"ids":[2]}}',
    b'{"name":NaN}', b'{"name":"a","purchase_value":Infinity}', b'{"name":"a","purchase_value":1e1000000}',
    b'{"name":"a","purchase_value":"1e1000000"}', b'{"name":"a","purchase_value":' + b"9" * 100_000 + b"}",
    b'{"a":' * 5_000 + b"1" + b"}" * 5_000, b"[" * 900_000,
    b"[" * 33 + b'"' + b'\\"' * 450_000,
    b'{"name":"a\\u0000"}', b'{"name":"\\ud800"}',
    b'{"tag":"\\u202etxt","name":"a"}', b'{"tag":"a\\u2066b","name":"a"}',
    b'{"name":"a\xff"}', b"\xef\xbb\xbf{}",
    b'{"name":"a"} trailing', b"null", b"[]", b'"a"', b"1", b'{"name":"a","id":7}',
    b'{"name":"a","status":"disposed"}', b'{"name":"a","version":9}',
    b'{"name":"a","created_by":1}', b'{"name":["a"]}', b'{"name":{"$gt":""}}',
    b'{"name":"a","location_id":true}', b'{"name":"a","location_id":"1"}', b'{"name":"a","location_id":1.5}',
]  # fmt: skip


async def test_hostile_bodies_write_nothing(manager: Api) -> None:
    headers = {"content-type": "application/json"}
    async with nothing_written(manager):
        for body in BODIES:
            began = time.process_time()
            answer = await manager.http.post("/ativos", content=body, headers=headers)
            assert time.process_time() - began < 1, body[:40]
            await refused(answer, 400, 413, 422)


async def test_bodies_have_a_limit_and_a_type(manager: Api) -> None:
    large = b'{"name":"' + b"a" * 1_000_001 + b'"}'
    async with nothing_written(manager):
        headers = {"content-type": "application/json"}
        await refused(await manager.http.post("/ativos", content=large, headers=headers), 413)
        for kind in ("text/plain", "application/x-www-form-urlencoded", "application/xml", ""):
            answer = await manager.http.post(
                "/ativos", content=b'{"name":"a"}', headers={"content-type": kind}
            )
            await refused(answer, 415)


IF_MATCH = [
    "x", '"x"', '"99999999999999999999999"', '"-1"', '"1", "2"', "1e3", '"7"', "0x1",
    '""', "\u00b2", '"\u00b9"',
]  # fmt: skip


async def test_if_match_is_a_version_or_refused(manager: Api, ids: Ids) -> None:
    async with nothing_written(manager):
        for tag in IF_MATCH:
            headers = {"if-match": tag.encode("latin-1")}
            answer = await manager.http.patch(f"/ativos/{ids.asset_a}", json={"name": "X"}, headers=headers)
            await refused(answer, 400, 412, 422)


async def test_an_idempotency_key_is_its_owners_alone(api: Api, manager: Api) -> None:
    headers = {"idempotency-key": KEY}
    first = await manager.post("/ativos", {"name": "Mesa"}, headers=headers)
    other = await api.as_role("administrator").post("/ativos", {"name": "Mesa"}, headers=headers)
    again = await manager.post("/ativos", {"name": "Mesa"}, headers=headers)
    assert first.status_code == other.status_code == 201
    assert first.json()["id"] == again.json()["id"] != other.json()["id"]
    await refused(await manager.post("/ativos", {"name": "Cadeira"}, headers=headers), 422)
    await refused(await api.as_role("reader").post("/ativos", {"name": "Mesa"}, headers=headers), 403)


async def test_a_kept_answer_is_not_given_again_after_the_place_was_lost(api: Api, world: World) -> None:
    headers = {"idempotency-key": KEY}
    async with api.work() as uow:
        clerk = await account(uow, "clerk", role="manager", at=world.room_a)
    theirs = api.as_account(clerk)
    asset = {"name": "Mesa", "location_id": world.room_a}
    first = await theirs.post("/ativos", asset, headers=headers)
    again = await theirs.post("/ativos", asset, headers=headers)
    assert (first.status_code, again.headers["idempotent-replayed"]) == (201, "true")
    assert again.content == first.content
    async with api.work() as uow:
        theirs_now = update(UserRole).where(UserRole.user_id == clerk.user_id)
        await uow.session.execute(theirs_now.values(location_id=world.room_b))
    async with nothing_written(theirs):
        problem = await refused(await theirs.post("/ativos", asset, headers=headers), 403)
    assert problem["code"] == "idempotency.other_rights"
    assert "Mesa" not in str(problem)


async def test_an_idempotency_key_has_a_shape(manager: Api) -> None:
    async with nothing_written(manager):
        for key in ("short", "a" * 129, "with space!", "a;b'c\"d--e", "çççççççç"):
            headers = {"idempotency-key": key.encode()}
            await refused(await manager.http.post("/ativos", json={"name": "a"}, headers=headers), 400, 422)


async def test_an_export_holds_no_formula(manager: Api) -> None:
    for name in ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\uff1d1+1"):
        assert (await manager.post("/ativos", {"name": name})).status_code == 201
    lines = (await manager.get("/ativos/exportacao")).text.splitlines()[1:]
    cells = [cell.strip('"') for line in lines for cell in line.split(";")]
    assert sum(cell.startswith("'") for cell in cells) == 5
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "\uff1d")]
