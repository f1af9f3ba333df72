"""The application behind a real server with real sockets, in the loop of the test."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Generator
from pathlib import Path

import pytest
import uvicorn

from levitiis.bootstrap import create_app
from tests.api.client import Api, test_settings
from tests.api.realtime.listening import Live
from tests.api.world import World
from tests.waiting import eventually


class _QuietServer(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield  # the signals belong to pytest


@pytest.fixture
async def live(world_url: str, world: World, tmp_path: Path) -> AsyncIterator[Live]:
    """A served application whose relay and worker run."""
    settings = test_settings(tmp_path, allowed_hosts="127.0.0.1,localhost", run_worker=True)
    app = create_app(settings, world_url)
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", timeout_graceful_shutdown=5)
    server = _QuietServer(config)
    task = asyncio.create_task(server.serve())

    async def started() -> bool:
        return server.started or task.done()

    await eventually(started, within=30)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Live(Api(app, world), port)
    server.should_exit = True
    await task
