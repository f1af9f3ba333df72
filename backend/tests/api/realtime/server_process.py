"""A server process as ``levitiis serve`` starts it; its settings come from the environment."""

from __future__ import annotations

import asyncio
import sys

import uvicorn

from levitiis.infra.http.server import DrainingServer


class _Telling(DrainingServer):
    async def startup(self, sockets: object = None) -> None:
        await super().startup()
        print(f"port {self.servers[0].sockets[0].getsockname()[1]}", flush=True)


if __name__ == "__main__":
    config = uvicorn.Config(
        "levitiis.bootstrap:app_from_environment",
        factory=True,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="warning",
        timeout_graceful_shutdown=20,
    )
    asyncio.run(_Telling(config).serve())
