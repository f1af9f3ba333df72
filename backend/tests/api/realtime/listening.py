"""Clients of the live connections."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from levitiis.infra.realtime.hub import LiveHub
from levitiis.infra.realtime.routes import LIVE_KEY
from levitiis.kit.events import Event
from tests.api.client import Api
from tests.events import ThingChanged

Message = dict[str, Any]


class Live:
    """A served application."""

    def __init__(self, api: Api, port: int) -> None:
        self.api = api
        self.address = f"127.0.0.1:{port}"
        self.origin = f"http://{self.address}"

    @property
    def hub(self) -> LiveHub:
        return self.api.app.state.services.extras[LIVE_KEY]

    async def ticket(self, role: str = "administrator") -> str:
        answer = await self.api.as_role(role).post("/eventos/ingresso")
        assert answer.status_code == 201, answer.text
        return str(answer.json()["ticket"])

    async def emit(self, *events: Event) -> None:
        async with self.api.work() as uow:
            for event in events:
                uow.emit(event)

    async def change(self, *numbers: int, at: str | None = None) -> None:
        """Tell of things, each with an event of its own."""
        paths = (at,) if at else ()
        await self.emit(*(ThingChanged(object_ids=(number,), location_paths=paths) for number in numbers))

    @asynccontextmanager
    async def socket(
        self, role: str = "administrator", since: int | None = None, **options: Any
    ) -> AsyncIterator[Listener]:
        address = self.socket_address(await self.ticket(role), since)
        async with connect(address, origin=self.origin, **options) as connection:  # type: ignore[arg-type]
            yield Listener(connection)

    def socket_address(self, ticket: str, since: int | None = None) -> str:
        return f"ws://{self.address}/api/v1/ws?ticket={ticket}" + _since(since)

    @asynccontextmanager
    async def stream(
        self, role: str = "administrator", since: int | None = None, **headers: str
    ) -> AsyncIterator[Stream]:
        address = f"http://{self.address}/api/v1/eventos?ticket={await self.ticket(role)}" + _since(since)
        async with (
            httpx2.AsyncClient(timeout=30) as client,
            client.stream("GET", address, headers=headers) as answer,
        ):
            yield Stream(answer)


class Listener:
    """One WebSocket, from the browser's side."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def message(self, within: float = 15.0) -> Message:
        async with asyncio.timeout(within):
            return json.loads(await self.connection.recv())

    async def messages(self, count: int) -> list[Message]:
        return [await self.message() for _ in range(count)]

    async def events(self, count: int) -> list[Message]:
        """The next events that are not of the worker's own doing."""
        found: list[Message] = []
        while len(found) < count:
            message = await self.message()
            if message["type"] == ThingChanged.TYPE:
                found.append(message)
        return found

    async def end(self, within: float = 15.0) -> tuple[int, str]:
        """Read until the server closes; its code and reason."""
        async with asyncio.timeout(within):
            while True:
                try:
                    await self.connection.recv()
                except ConnectionClosed as closed:
                    assert closed.rcvd is not None
                    return closed.rcvd.code, closed.rcvd.reason


class Stream:
    """One event stream, from the browser's side."""

    def __init__(self, answer: httpx2.Response) -> None:
        self.answer = answer
        self._lines = answer.aiter_lines()

    async def block(self, within: float = 15.0) -> dict[str, str]:
        """The next block as field: value."""
        fields: dict[str, str] = {}
        async with asyncio.timeout(within):
            async for line in self._lines:
                if not line:
                    return fields
                name, _, value = line.partition(": ")
                fields[name] = value
        raise AssertionError(f"the stream ended in {fields}")

    async def message(self) -> Message:
        return json.loads((await self.block())["data"])


def ids(messages: Sequence[Message]) -> list[int]:
    return [number for message in messages for number in message["ids"]]


def _since(since: int | None) -> str:
    return "" if since is None else f"&since={since}"
