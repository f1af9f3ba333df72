"""A client that takes nothing is let go after a while, and holds nobody up until then."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

from levitiis.infra.http.live.event_stream import EventStream
from levitiis.infra.http.live.web_socket import _converse
from levitiis.infra.realtime.errors import TOO_SLOW


class _Endless:
    """Stands for a connection that always has something to say."""

    def __init__(self) -> None:
        self.inside = False
        self.cursor = 1

    def __enter__(self) -> _Endless:
        self.inside = True
        return self

    def __exit__(self, *_: object) -> None:
        self.inside = False

    async def messages(self) -> AsyncGenerator[str, None]:
        while True:
            yield "{}"


async def _never(*_: object) -> Any:
    await asyncio.Event().wait()


async def test_a_stream() -> None:
    connection = _Endless()
    sent: list[str] = []

    async def send(message: Any) -> None:
        sent.append(message["type"])
        if len(sent) > 3:
            await _never()

    stream = EventStream(connection, send_seconds=0.1)  # type: ignore[arg-type]
    async with asyncio.timeout(5):
        await stream({"type": "http"}, _never, send)
    assert sent[0] == "http.response.start"
    assert not connection.inside


async def test_a_stream_whose_client_goes() -> None:
    connection = _Endless()
    gone = asyncio.Event()

    async def receive() -> Any:
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(_: Any) -> None:
        gone.set()
        await asyncio.sleep(0)

    async with asyncio.timeout(5):
        await EventStream(connection, send_seconds=10)({"type": "http"}, receive, send)  # type: ignore[arg-type]
    assert not connection.inside


async def test_a_socket() -> None:
    class Stuck:
        receive = staticmethod(_never)
        send_text = staticmethod(_never)

    async with asyncio.timeout(5):
        close = await _converse(Stuck(), _Endless(), 0.1)  # type: ignore[arg-type]
    assert close is not None
    assert close.code == TOO_SLOW
