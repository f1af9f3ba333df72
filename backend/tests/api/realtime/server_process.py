"""Server processes as ``levitiis serve`` starts them; their settings come from the environment."""

from __future__ import annotations

import sys

import uvicorn

from levitiis.infra.http.server import run

if __name__ == "__main__":
    port, processes = (int(argument) for argument in sys.argv[1:])
    run(
        uvicorn.Config(
            "levitiis.bootstrap:app_from_environment",
            factory=True,
            host="127.0.0.1",
            port=port,
            workers=processes,
            log_level="warning",
            timeout_graceful_shutdown=20,
        )
    )
