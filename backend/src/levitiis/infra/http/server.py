"""A server that tells its live connections to come back elsewhere before it shuts them."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable

import uvicorn


class DrainingServer(uvicorn.Server):
    """Calls ``before_shutdown`` when it is told to end, while connections are still open.

    Without it an event stream would hold the shutdown until its time is over, and sockets would
    be closed without being told when to come back.
    """

    def __init__(self, config: uvicorn.Config, before_shutdown: Callable[[], Awaitable[None]]) -> None:
        super().__init__(config)
        self._before_shutdown = before_shutdown

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Drain, then shut down."""
        await self._before_shutdown()
        await super().shutdown(sockets)
