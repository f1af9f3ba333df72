"""The server process: tells its live connections to come back elsewhere before it shuts them."""

from __future__ import annotations

import socket
from typing import Any

import uvicorn
from uvicorn.supervisors import Multiprocess

from levitiis.infra.http.services import Services
from levitiis.infra.realtime.hub import LiveHub
from levitiis.infra.realtime.routes import LIVE_KEY


class DrainingServer(uvicorn.Server):
    """Drains the live hub when it is told to end, while connections are still open.

    Without it an event stream would hold the shutdown until its time is over, and sockets would
    be closed without being told when to come back.
    """

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Drain, then shut down."""
        hub = _hub_of(self.config.loaded_app)
        if hub is not None:
            await hub.drain()
        await super().shutdown(sockets)


def run(config: uvicorn.Config) -> None:
    """Serve until told to stop, in as many processes as ``config.workers`` says.

    Several processes are uvicorn's own servers: they end live connections when the time for a
    graceful shutdown is over, without telling them first.
    """
    if config.workers > 1:
        Multiprocess(config, sockets=[config.bind_socket()]).run()
    else:
        DrainingServer(config).run()


def _hub_of(app: Any) -> LiveHub | None:
    while app is not None and not hasattr(app, "state"):
        app = getattr(app, "app", None)  # what wraps an application calls it so
    services: Services | None = getattr(getattr(app, "state", None), "services", None)
    return services.extras.get(LIVE_KEY) if services is not None else None
