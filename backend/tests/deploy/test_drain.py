"""One of two servers is told to end, under load: nobody notices."""

from __future__ import annotations

import asyncio
import json
import signal
import uuid
from collections import Counter
from typing import Any

import httpx2
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.deploy.conftest import MAX_UPLOAD, Site
from tests.ports import free_port
from tests.waiting import eventually

CATEGORIES = "/api/v1/ativos/categorias"
RESTARTED = 1012
CLIENTS = 6


async def test_sigterm_of_one_server_drops_no_request(site: Site, token: str) -> None:
    """Reads, and writes with a key, through nginx while one server ends and after it has."""
    program = site.stack.parts["api-0"]
    ended, answers = asyncio.Event(), Counter[tuple[str, int]]()
    made: list[str] = []

    async def load(number: int) -> None:
        async with site.client(token=token) as client:
            round_ = 0
            while not ended.is_set() or round_ < 5:
                round_ += 1
                read = await client.get("/api/v1/ativos", params={"q": "x"})
                answers["GET", read.status_code] += 1
                name = f"Carga {number} {round_} {uuid.uuid4().hex}"
                key = {"idempotency-key": uuid.uuid4().hex}
                written = await client.post(CATEGORIES, json={"name": name}, headers=key)
                answers["POST", written.status_code] += 1
                made.append(name)

    clients = [asyncio.create_task(load(number)) for number in range(CLIENTS)]
    try:
        await eventually(lambda: _at_least(answers, 2 * CLIENTS), within=120)
        program.send(signal.SIGTERM)
        code = await asyncio.to_thread(program.wait)
        before = sum(answers.values())
        await eventually(lambda: _at_least(answers, before + 4 * CLIENTS), within=120)
        ended.set()
        await asyncio.gather(*clients)
    finally:
        for client in clients:
            client.cancel()
        await asyncio.to_thread(_bring_back, site)
    assert code in (0, -signal.SIGTERM)
    assert set(answers) == {("GET", 200), ("POST", 201)}, answers
    async with site.client(token=token) as client:
        found = (await client.get(CATEGORIES, params={"q": "Carga", "page_size": 1})).json()
    assert found["total"] == len(made)


async def _at_least(answers: Counter[tuple[str, int]], count: int) -> bool:
    return sum(answers.values()) >= count


def _bring_back(site: Site) -> None:
    site.stack.start_api(0)
    site.stack.wait_for_api(0)


async def test_what_is_under_way_is_finished_and_live_connections_are_told(site: Site, token: str) -> None:
    program = site.stack.parts["api-1"]
    async with site.client(api=1, token=token) as client:
        ticket = (await client.post("/api/v1/eventos/ingresso")).json()["ticket"]
    origin: Any = site.stack.url
    address = f"ws://localhost:{site.stack.api_ports[1]}/api/v1/ws?ticket={ticket}"
    halfway, go_on = asyncio.Event(), asyncio.Event()
    try:
        async with connect(address, origin=origin) as socket:
            assert json.loads(await socket.recv())["type"] == "hello"
            upload = asyncio.create_task(_slow_upload(site, token, halfway, go_on))
            await halfway.wait()
            program.send(signal.SIGTERM)
            assert await _close_code(socket) == RESTARTED
        await eventually(lambda: _is_not_ready(site), within=60)
        go_on.set()
        answer = await upload
        await asyncio.to_thread(program.wait)
    finally:
        await asyncio.to_thread(site.stack.start_api, 1)
        await asyncio.to_thread(site.stack.wait_for_api, 1)
    assert answer.status_code == 201, answer.text
    assert answer.headers["connection"] == "close"


async def _slow_upload(
    site: Site, token: str, halfway: asyncio.Event, go_on: asyncio.Event
) -> httpx2.Response:
    boundary = uuid.uuid4().hex
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    rows = b"nome,plaqueta\r\n" + b"".join(b"Mesa %d,D-%d\r\n" % (number, number) for number in range(1_000))
    assert len(rows) < MAX_UPLOAD

    async def parts() -> Any:
        yield head.encode() + rows
        halfway.set()
        await go_on.wait()
        yield f"\r\n--{boundary}--\r\n".encode()

    kind = {"content-type": f"multipart/form-data; boundary={boundary}"}
    async with site.client(api=1, token=token) as client:
        return await client.post("/api/v1/ativos/importacoes", content=parts(), headers=kind)


async def _close_code(socket: Any) -> int:
    async with asyncio.timeout(60):
        while True:
            try:
                await socket.recv()
            except ConnectionClosed as closed:
                assert closed.rcvd is not None
                return closed.rcvd.code


async def _is_not_ready(site: Site) -> bool:
    """It says so, or takes no connections any more."""
    async with site.client(api=1) as client:
        try:
            return (await client.get("/health/ready")).status_code == 503
        except httpx2.TransportError:
            return True


async def test_when_no_server_is_left_nginx_says_so(site: Site, token: str) -> None:
    """The same configuration in front of ports on which nobody listens."""
    from tests.deploy.stack import Stack
    from tests.deploy.test_proxy import assert_problem

    alone = Stack(site.stack.folder / "alone", site.stack.server, site.stack.nginx)
    alone.api_ports = (free_port(), free_port())
    (alone.folder / "logs").mkdir(parents=True)
    alone.start_web()
    try:
        lonely = Site(alone, site.world)
        await eventually(lambda: _answers(lonely), within=60)
        async with lonely.client(token=token) as client:
            for path in ("/api/v1/ativos?q=segredo", "/health/ready"):
                answer = await client.get(path)
                assert_problem(answer, 502, "server.unreachable")
                assert answer.headers["retry-after"] == "2"
            key = {"idempotency-key": uuid.uuid4().hex, "accept-language": "en"}
            answer = await client.post(CATEGORIES, json={"name": "x"}, headers=key)
            assert_problem(answer, 502, "server.unreachable", "en")
            assert (await client.get("/ativos")).status_code == 200
    finally:
        alone.stop()
    assert "segredo" not in alone.access_log.read_text() + alone.parts["web"].said()


async def _answers(site: Site) -> bool:
    """nginx gives the app out; it listens for a moment before that, while it tries its configuration."""
    try:
        async with site.client() as client:
            return (await client.get("/ativos")).status_code == 200
    except (httpx2.TransportError, OSError):
        return False
