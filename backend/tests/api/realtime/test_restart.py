"""SIGTERM: live connections are told to come back, each after a time of its own; nothing holds the end."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
from pathlib import Path

import httpx2
import pytest

from levitiis.infra.realtime.errors import SERVICE_RESTART
from tests.api.client import SECRETS, Api, running_app, test_settings
from tests.api.realtime.listening import Live
from tests.api.world import World
from tests.ports import free_port
from tests.processes import running
from tests.waiting import eventually


@pytest.mark.parametrize("processes", [1, 2])
async def test_sigterm_tells_everybody_when_to_come_back(
    world_url: str, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    port = _prepared(world_url, tmp_path, monkeypatch)
    async with (
        running_app(world_url, test_settings(tmp_path)) as app,
        running("tests.api.realtime.server_process", str(port), str(processes)) as process,
    ):
        await eventually(lambda: _is_up(port), within=60)
        live = Live(Api(app, world), port)
        async with live.socket() as one, live.socket() as other, live.stream() as stream:
            for listener in (one, other):
                assert (await listener.message())["type"] == "hello"
            assert (await stream.message())["type"] == "hello"
            began = asyncio.get_running_loop().time()
            stopping = asyncio.create_task(process.send(signal.SIGTERM))
            ends = [await one.end(), await other.end()]
            block = await stream.block()
            while "retry" not in block:
                block = await stream.block()
        code = await stopping
        took = asyncio.get_running_loop().time() - began
    assert [end[0] for end in ends] == [SERVICE_RESTART, SERVICE_RESTART]
    delays = [int(_delay(reason)) for _, reason in ends] + [int(block["retry"])]
    assert all(0 <= delay < 5_000 for delay in delays)
    assert len(set(delays)) > 1
    assert block["event"] == "close"
    assert code in (0, -signal.SIGTERM)
    assert took < 15  # not the twenty seconds of grace that a stream would otherwise use up


async def test_children_end_when_the_process_that_started_them_is_killed(
    world_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise they would go on serving, and the next start would find its port taken."""
    port = _prepared(world_url, tmp_path, monkeypatch)
    async with running("tests.api.realtime.server_process", str(port), "2") as process:
        await eventually(lambda: _is_up(port), within=60)
        await process.kill()
        await eventually(lambda: _is_free(port), within=30)


def _prepared(url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """The environment of a server process; the port that it is to listen on."""
    settings = {**SECRETS, "database_url": url, "data_dir": folder, "allowed_hosts": "127.0.0.1"}
    for name, value in settings.items():
        monkeypatch.setenv(f"LEVITIIS_{name.upper()}", str(value))
    return free_port()


async def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


async def _is_up(port: int) -> bool:
    await asyncio.sleep(0.2)  # the process needs the time more than we do
    async with httpx2.AsyncClient(verify=False) as client:
        try:
            return (await client.get(f"http://127.0.0.1:{port}/health/ready")).status_code == 200
        except httpx2.TransportError:
            return False


def _delay(reason: str) -> str:
    found = re.fullmatch(r"reconnect:(\d+)", reason)
    assert found is not None, reason
    return found.group(1)
