"""Two servers are one: sessions, limits, idempotency, live events, whoever answers."""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import Any

import httpx2
from websockets.asyncio.client import ClientConnection, connect

from tests.builders.users import PASSWORD
from tests.deploy.conftest import ATTEMPTS, Site

CATEGORIES = "/api/v1/ativos/categorias"


async def sign_in(
    client: httpx2.AsyncClient, username: str, password: str, **headers: str
) -> httpx2.Response:
    body = {"username": username, "password": password}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await client.post("/api/v1/auth/login", json=body, headers=named)


async def test_a_session_is_good_at_both(site: Site) -> None:
    async with site.client(api=0) as a, site.client(api=1) as b:
        opened = await sign_in(a, "manager", PASSWORD)
        bearer = {"authorization": f"Bearer {opened.json()['access_token']}"}
        cookie = {"cookie": opened.headers["set-cookie"].split(";")[0]}
        assert (await b.get("/api/v1/auth/me", headers=bearer)).json()["username"] == "manager"
        renewed = await b.post("/api/v1/auth/refresh", headers=cookie)
        assert renewed.status_code == 200
        assert (await b.post("/api/v1/auth/logout", headers=bearer)).status_code == 204
        ended = await a.get("/api/v1/auth/me", headers=bearer)
        assert (ended.status_code, ended.json()["code"]) == (401, "request.unauthenticated")


async def test_the_refresh_cookie_works_through_nginx(site: Site) -> None:
    async with site.client() as client:
        opened = await sign_in(client, "reader", PASSWORD, origin=site.stack.url)
        attributes = opened.headers["set-cookie"]
        assert attributes.startswith("__Host-levitiis_refresh=")
        assert {"HttpOnly", "Secure", "SameSite=strict", "Path=/"} <= set(attributes.split("; "))
        assert (await client.post("/api/v1/auth/refresh")).status_code == 200
        foreign = await client.post("/api/v1/auth/refresh", headers={"origin": "https://evil.test"})
        assert foreign.json()["code"] == "identity.foreign_origin"


async def test_failed_sign_ins_are_counted_together(site: Site) -> None:
    """Through a trusted proxy, from one address, at both in turn."""
    source = {"x_forwarded_for": "198.51.100.9"}
    async with site.client(api=0) as a, site.client(api=1) as b:
        for number in range(ATTEMPTS):
            answer = await sign_in((a, b)[number % 2], f"nobody-{number}", "wrong-wrong", **source)
            assert answer.status_code == 401, answer.text
        for client in (a, b):
            refused = await sign_in(client, "manager", PASSWORD, **source)
            assert (refused.status_code, refused.json()["code"]) == (429, "identity.too_many_attempts")
            assert int(refused.headers["retry-after"]) > 0
        elsewhere = await sign_in(a, "manager", PASSWORD, x_forwarded_for="198.51.100.10")
        assert elsewhere.status_code == 200


async def test_nobody_hides_behind_a_forwarded_address(site: Site) -> None:
    """The address of the connection counts at nginx; what the client claims is thrown away."""
    async with site.client(address="127.0.0.33") as client:
        for number in range(ATTEMPTS):
            claimed = {
                "x_forwarded_for": f"203.0.113.{number}, 127.0.0.1",
                "x_real_ip": f"203.0.113.{number}",
            }
            answer = await sign_in(client, f"hidden-{number}", "wrong-wrong", **claimed)
            assert answer.status_code == 401
        for claimed in ({}, {"x_forwarded_for": "203.0.113.99"}, {"forwarded": "for=203.0.113.99"}):
            refused = await sign_in(client, "hidden", "wrong-wrong", **claimed)
            assert refused.status_code == 429
    async with site.client(address="127.0.0.34") as other:
        assert (await sign_in(other, "manager", PASSWORD, x_forwarded_for="127.0.0.33")).status_code == 200


async def test_nobody_hides_by_going_round_nginx(site: Site) -> None:
    """A server that is reached from an address which is no proxy of ours does not believe its header."""
    async with site.client(api=0, address="127.0.0.44") as client:
        for number in range(ATTEMPTS):
            claimed = {"x_forwarded_for": f"203.0.113.{number}"}
            assert (await sign_in(client, f"round-{number}", "wrong-wrong", **claimed)).status_code == 401
        refused = await sign_in(client, "round", "wrong-wrong", x_forwarded_for="203.0.113.200")
        assert refused.status_code == 429
        answer = await client.get("/health/live", headers={"x-request-id": "f" * 32})
        assert answer.headers["x-request-id"] != "f" * 32


async def test_one_key_at_both_has_one_effect_and_one_answer(site: Site, token: str) -> None:
    key = {"idempotency-key": uuid.uuid4().hex}
    async with site.client(api=0, token=token) as a, site.client(api=1, token=token) as b:
        first = await a.post(CATEGORIES, json={"name": "Uma vez"}, headers=key)
        again = await b.post(CATEGORIES, json={"name": "Uma vez"}, headers=key)
        assert (first.status_code, again.status_code) == (201, 201)
        assert again.content == first.content
        assert again.headers["idempotent-replayed"] == "true"
        assert "idempotent-replayed" not in first.headers
        other = await b.post(CATEGORIES, json={"name": "Outra"}, headers=key)
        assert (other.status_code, other.json()["code"]) == (422, "idempotency.other_body")
        found = (await a.get(CATEGORIES, params={"q": "Uma vez"})).json()
    assert found["total"] == 1


async def test_one_key_at_both_at_the_same_time(site: Site, token: str) -> None:
    key = {"idempotency-key": uuid.uuid4().hex}
    async with site.client(api=0, token=token) as a, site.client(api=1, token=token) as b:
        posts = [client.post(CATEGORIES, json={"name": "Juntas"}, headers=key) for client in (a, b) * 4]
        answers = await asyncio.gather(*posts)
        assert {answer.status_code for answer in answers} <= {201, 409}
        made = {answer.json()["id"] for answer in answers if answer.status_code == 201}
        found = (await a.get(CATEGORIES, params={"q": "Juntas"})).json()
    assert len(made) == found["total"] == 1


class Ear:
    """Listens to the changes of categories on one WebSocket."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def hears(self, category: int) -> dict[str, Any]:
        async with asyncio.timeout(60):
            while True:
                message = json.loads(await self.connection.recv())
                if message["type"] == "categories.changed" and category in message["ids"]:
                    return message


async def ticket(client: httpx2.AsyncClient) -> str:
    answer = await client.post("/api/v1/eventos/ingresso")
    assert answer.status_code == 201, answer.text
    return str(answer.json()["ticket"])


async def test_what_is_written_at_one_is_heard_at_the_other_and_through_nginx(site: Site, token: str) -> None:
    origin: Any = site.stack.url
    async with site.client(api=0, token=token) as a, site.client(token=token) as through:
        at_b = f"ws://localhost:{site.stack.api_ports[1]}/api/v1/ws?ticket={await ticket(a)}"
        at_nginx = f"wss://localhost:{site.stack.https_port}/api/v1/ws?ticket={await ticket(through)}"
        stream = f"/api/v1/eventos?ticket={await ticket(through)}"
        async with (
            connect(at_b, origin=origin) as one,
            connect(at_nginx, origin=origin, ssl=site.stack.tls()) as other,
            through.stream("GET", stream) as events,
        ):
            assert json.loads(await one.recv())["type"] == "hello"
            assert json.loads(await other.recv())["type"] == "hello"
            assert events.headers["content-type"].startswith("text/event-stream")
            made = (await a.post(CATEGORIES, json={"name": "Ouvida"})).json()["id"]
            heard = [await Ear(one).hears(made), await Ear(other).hears(made), await in_stream(events, made)]
    assert heard[0] == heard[1] == heard[2]


async def in_stream(events: httpx2.Response, category: int) -> dict[str, Any]:
    async with asyncio.timeout(60):
        async for line in events.aiter_lines():
            if line.startswith("data: "):
                message = json.loads(line.removeprefix("data: "))
                if message["type"] == "categories.changed" and category in message["ids"]:
                    return message
    raise AssertionError("the stream ended")


async def test_a_request_has_one_id_in_nginx_and_in_the_trail(site: Site, token: str) -> None:
    async with site.client(token=token) as client:
        made = await client.post(CATEGORIES, json={"name": "Com trilha"})
        wanted = {"request_id": made.headers["x-request-id"]}
        (entry,) = (await client.get("/api/v1/trilha", params=wanted)).json()["items"]
    assert (entry["entity"], entry["entity_id"]) == ("asset_category", made.json()["id"])
