"""Who gets in: one ticket, one connection; from our pages only; not too many."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from levitiis.kit.clock import frozen, now
from tests.api.realtime.listening import Live


async def refused(live: Live, address: str, **options: Any) -> tuple[int, str]:
    """Status and problem code of a refused handshake."""
    with pytest.raises(InvalidStatus) as refusal:
        async with connect(address, **{"origin": live.origin, **options}):
            pass
    response = refusal.value.response
    assert response.headers["content-type"] == "application/problem+json"
    return response.status_code, json.loads(bytes(response.body or b""))["code"]


async def test_a_ticket_opens_one_connection(live: Live) -> None:
    ticket = await live.ticket()
    async with connect(live.socket_address(ticket), origin=live.origin):
        pass
    assert await refused(live, live.socket_address(ticket)) == (401, "identity.ticket_invalid")
    async with httpx2.AsyncClient() as client:
        answer = await client.get(f"http://{live.address}/api/v1/eventos?ticket={ticket}")
    assert (answer.status_code, answer.json()["code"]) == (401, "identity.ticket_invalid")


async def test_a_ticket_is_good_for_thirty_seconds(live: Live) -> None:
    with frozen(now() - timedelta(seconds=31)):
        ticket = await live.ticket()
    assert await refused(live, live.socket_address(ticket)) == (401, "identity.ticket_invalid")


async def test_issuing_needs_a_session(live: Live) -> None:
    assert (await live.api.post("/eventos/ingresso")).status_code == 401
    answer = await live.api.as_role("nobody").post("/eventos/ingresso")
    assert answer.json().keys() == {"ticket", "expires_in"}
    assert answer.json()["expires_in"] == 30


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "request.invalid"),
        ("?ticket=", "request.invalid"),
        (f"?ticket={'x' * 201}", "request.invalid"),
        ("?ticket=x&since=-1", "request.invalid"),
        ("?ticket=x&since=9223372036854775808", "request.invalid"),
        ("?ticket=x&token=y", "request.invalid"),
        ("?ticket=unknown", "identity.ticket_invalid"),
    ],
)
async def test_a_bad_address_is_a_problem(live: Live, query: str, code: str) -> None:
    status = 422 if code == "request.invalid" else 401
    assert await refused(live, f"ws://{live.address}/api/v1/ws{query}") == (status, code)
    async with httpx2.AsyncClient() as client:
        answer = await client.get(f"http://{live.address}/api/v1/eventos{query}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_an_access_token_is_no_ticket(live: Live) -> None:
    token = live.api.as_role("administrator").http.headers["authorization"].removeprefix("Bearer ")
    assert (await refused(live, live.socket_address(token[:190])))[0] == 401


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1.evil.example:80", None])
async def test_foreign_pages_are_refused_and_spend_nothing(live: Live, origin: str | None) -> None:
    ticket = await live.ticket()
    address = live.socket_address(ticket)
    assert await refused(live, address, origin=origin) == (403, "live.foreign_origin")
    async with connect(address, origin=live.origin):
        pass


async def test_a_foreign_host_name_is_refused(live: Live) -> None:
    """A page of a name that was made to point here sends that name as host and origin."""
    address = live.socket_address(await live.ticket())
    headers = {"Host": "rebound.example"}
    with pytest.raises(InvalidStatus) as refusal:
        async with connect(address, origin="http://rebound.example", additional_headers=headers):  # type: ignore[arg-type]
            pass
    assert refusal.value.response.status_code in (400, 403)


async def test_a_stream_from_a_foreign_page_is_refused(live: Live) -> None:
    address = f"http://{live.address}/api/v1/eventos?ticket={await live.ticket()}"
    async with httpx2.AsyncClient() as client:
        for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
            answer = await client.get(address, headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (403, "live.foreign_origin")


async def test_one_user_has_a_limited_number(live: Live) -> None:
    live.hub.limits = replace(live.hub.limits, per_user=2)
    async with live.socket("reader"), live.stream("reader"):
        address = live.socket_address(await live.ticket("reader"))
        assert await refused(live, address) == (429, "live.too_many_connections")
        async with live.socket("manager"):
            pass
    async with live.socket("reader"):
        pass


async def test_the_process_has_a_limited_number(live: Live) -> None:
    live.hub.limits = replace(live.hub.limits, connections=1)
    async with live.socket("reader"):
        address = live.socket_address(await live.ticket("manager"))
        assert await refused(live, address) == (429, "live.too_many_connections")


async def test_a_draining_server_takes_nobody(live: Live) -> None:
    address = live.socket_address(await live.ticket())
    live.hub.draining = True
    assert await refused(live, address) == (503, "live.restarting")
