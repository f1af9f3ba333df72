"""The bare route: an ASGI application that sends captured statements and answers with as many bytes."""

from __future__ import annotations

import asyncio
import os
import pickle
from pathlib import Path
from typing import Any

import asyncpg
from capture import Captured
from replay import Replay

URL, CAPTURED, CONNECTIONS_EACH = "BENCH_URL", "BENCH_CAPTURED", "BENCH_CONNECTIONS"


class Bare:
    """``/name?number``: the scenario ``name``, on one of its connections."""

    def __init__(self) -> None:
        self._known: dict[str, Captured] = {
            each.name: each
            for each in pickle.loads(Path(os.environ[CAPTURED]).read_bytes())  # noqa: S301
        }
        self._idle: asyncio.LifoQueue[dict[str, Replay]] = asyncio.LifoQueue()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        name = scope["path"][1:]
        if name not in self._known:
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body"})
            return
        if scope["method"] == "POST":
            while (await receive()).get("more_body"):
                pass
        replays = await self._idle.get()
        try:
            await replays[name].run(int(scope["query_string"] or 0))
        finally:
            self._idle.put_nowait(replays)
        body = b"x" * self._known[name].bytes
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _lifespan(self, receive: Any, send: Any) -> None:
        await receive()
        connections = [
            await asyncpg.connect(os.environ[URL], server_settings={"jit": "off"})
            for _ in range(int(os.environ[CONNECTIONS_EACH]))
        ]
        for connection in connections:
            replays = {name: Replay(connection, captured) for name, captured in self._known.items()}
            for replay in replays.values():
                await replay.prepare()
            self._idle.put_nowait(replays)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for connection in connections:
            await connection.close()
        await send({"type": "lifespan.shutdown.complete"})


def application() -> Bare:
    """What uvicorn loads."""
    return Bare()
