"""Live messages as server-sent events."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, aclosing

import msgspec
import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from levitiis.infra.http.problems import problem_response
from levitiis.infra.realtime.connection import LiveConnection
from levitiis.infra.realtime.errors import Close, Ended
from levitiis.kit.problems import Problem

log = structlog.get_logger(__name__)

MEDIA_TYPE = "text/event-stream"


class EventStream(Response):
    """The answer of ``GET /eventos``: lasts until either side ends it."""

    media_type = MEDIA_TYPE

    def __init__(self, connection: LiveConnection, send_seconds: float) -> None:
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._connection = connection
        self._send_seconds = send_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stream until the client goes or the connection ends."""
        with ExitStack() as stack:
            try:
                stack.enter_context(self._connection)
            except Problem as problem:  # the last place was taken meanwhile
                await problem_response(problem, Request(scope))(scope, receive, send)
                return
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            telling = asyncio.create_task(self._tell(send))
            leaving = asyncio.create_task(_gone(receive))
            try:
                await asyncio.wait({telling, leaving}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                leaving.cancel()
                telling.cancel()
                results = await asyncio.gather(telling, leaving, return_exceptions=True)
            _log_unexpected(results[0])

    async def _tell(self, send: Send) -> None:
        async def put(text: str, *, more: bool = True) -> None:
            async with asyncio.timeout(self._send_seconds):
                await send({"type": "http.response.body", "body": text.encode(), "more_body": more})

        try:
            async with aclosing(self._connection.messages()) as messages:
                async for message in messages:
                    await put(f"id: {self._connection.cursor}\ndata: {message}\n\n")
        except Ended as ended:
            await put(_farewell(ended.close), more=False)


def _farewell(close: Close) -> str:
    retry = f"retry: {close.retry_ms}\n" if close.retry_ms is not None else ""
    data = msgspec.json.encode({"type": "close", "code": close.code, "reason": close.reason}).decode()
    return f"{retry}event: close\ndata: {data}\n\n"


async def _gone(receive: Receive) -> None:
    while True:
        message: Message = await receive()
        if message["type"] == "http.disconnect":
            return


def _log_unexpected(result: object) -> None:
    expected = (asyncio.CancelledError, TimeoutError, OSError)
    if isinstance(result, BaseException) and not isinstance(result, expected):
        log.error("event_stream_failed", exc_info=result)
