"""Live messages over a WebSocket."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, suppress
from typing import cast

import structlog
from starlette.requests import Request
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from levitiis.infra.http.live.origin import check_origin
from levitiis.infra.http.problems import as_problem, problem_response
from levitiis.infra.http.services import Services
from levitiis.infra.realtime.connection import LiveConnection
from levitiis.infra.realtime.errors import NOT_TEXT, POLICY, TOO_BIG, TOO_SLOW, Close, Ended
from levitiis.infra.realtime.hub import LiveHub
from levitiis.kit.common_problems import INVALID_REQUEST
from levitiis.kit.problems import FieldError, Problem
from levitiis.kit.wire import MAX_ID

MAX_FRAME = 256
"""Clients have nothing to say but a sign of life."""

MAX_FRAMES_PER_MINUTE = 30
MAX_TICKET = 200

log = structlog.get_logger(__name__)


async def serve_socket(socket: WebSocket, hub: LiveHub, services: Services) -> None:
    """Check origin and ticket, accept, and send messages until either side ends it."""
    try:
        connection = await _admitted(socket, hub, services)
    except Exception as error:
        problem = as_problem(error)
        if problem.status >= 500:
            log.exception("socket_refused", code=problem.code)
        await _refuse(socket, problem)
        return
    with connection:
        await socket.accept()
        close = await _converse(socket, connection, hub.limits.send_seconds)
        if close is not None and socket.application_state is WebSocketState.CONNECTED:
            # A client that does not read any more cannot be told; the server drops it a little later.
            with suppress(TimeoutError, OSError, RuntimeError, WebSocketDisconnect):
                async with asyncio.timeout(1.0):
                    await socket.close(close.code, close.reason)


async def _refuse(socket: WebSocket, problem: Problem) -> None:
    if "websocket.http.response" in socket.scope.get("extensions", {}):
        await socket.send_denial_response(problem_response(problem, cast("Request", socket)))
        # Until the connection is gone, uvicorn takes a refusal for an unfinished handshake and logs an error.
        await asyncio.sleep(0.05)
    else:
        await socket.close(POLICY, problem.code)


async def _admitted(socket: WebSocket, hub: LiveHub, services: Services) -> LiveConnection:
    check_origin(socket, services.settings)
    ticket, since = _parameters(socket)
    async with services.database.reading() as session:
        actor = await hub.doors.redeem(session, ticket)
    hub.check_room(actor)
    return LiveConnection(hub, actor, since)


def _parameters(socket: WebSocket) -> tuple[str, int | None]:
    params = socket.query_params
    unknown = [name for name in params if name not in ("ticket", "since")]
    if unknown:
        raise INVALID_REQUEST(errors=[FieldError(f"?{name[:60]}", "unknown_field") for name in unknown[:20]])
    ticket = params.get("ticket", "")
    if not 0 < len(ticket) <= MAX_TICKET:
        raise INVALID_REQUEST(errors=[FieldError("?ticket", "required")])
    since = params.get("since")
    if since is None:
        return ticket, None
    if not (since.isascii() and since.isdigit() and len(since) <= 19 and int(since) <= MAX_ID):
        raise INVALID_REQUEST(errors=[FieldError("?since", "not_a_number")])
    return ticket, int(since)


async def _converse(socket: WebSocket, connection: LiveConnection, send_seconds: float) -> Close | None:
    """Both directions at once; how the connection is to be closed, None when the client has gone."""
    telling = asyncio.create_task(_tell(socket, connection, send_seconds))
    hearing = asyncio.create_task(_hear(socket))
    try:
        done, _ = await asyncio.wait({telling, hearing}, return_when=asyncio.FIRST_COMPLETED)
        return next(iter(done)).result()
    except (OSError, WebSocketDisconnect):
        return None
    finally:
        telling.cancel()
        hearing.cancel()
        await asyncio.gather(telling, hearing, return_exceptions=True)


async def _tell(socket: WebSocket, connection: LiveConnection, send_seconds: float) -> Close | None:
    try:
        async with aclosing(connection.messages()) as messages:
            async for message in messages:
                async with asyncio.timeout(send_seconds):
                    await socket.send_text(message)
    except Ended as ended:
        return ended.close
    except TimeoutError:
        return Close(TOO_SLOW, "too slow")
    return None


async def _hear(socket: WebSocket) -> Close | None:
    """Read and forget; a client that talks too much or too long is shown out."""
    time = asyncio.get_running_loop().time
    minute, frames = time(), 0
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return None
        text = message.get("text")
        if text is None:
            return Close(NOT_TEXT, "text only")
        if len(text) > MAX_FRAME:
            return Close(TOO_BIG, "frame too large")
        if time() - minute > 60:
            minute, frames = time(), 0
        frames += 1
        if frames > MAX_FRAMES_PER_MINUTE:
            return Close(POLICY, "too many frames")
