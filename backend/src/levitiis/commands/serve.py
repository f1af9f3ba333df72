"""``levitiis serve``: the API, the web app and, unless told otherwise, the worker."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import uvicorn

from levitiis.infra.http.server import run
from levitiis.infra.settings import PREFIX, Settings


def serve(
    settings: Settings,
    url: str,
    *,
    host: str,
    port: int,
    processes: int = 1,
    certificate: tuple[Path, Path] | None = None,
) -> None:
    """Serve until told to stop; child processes read their settings from the environment."""
    _export(settings, url)
    options: dict[str, Any] = {
        "host": host,
        "port": port,
        "log_level": "warning",
        "access_log": False,
        "server_header": False,
        "proxy_headers": False,
        # Longer than a proxy keeps a connection that it may send the next request on.
        "timeout_keep_alive": 75,
        "timeout_graceful_shutdown": 60,
        "ws_max_size": 65_536,
        "ssl_certfile": str(certificate[0]) if certificate else None,
        "ssl_keyfile": str(certificate[1]) if certificate else None,
    }
    run(uvicorn.Config("levitiis.bootstrap:app_from_environment", factory=True, workers=processes, **options))


def _export(settings: Settings, url: str) -> None:
    os.environ[f"{PREFIX}DATABASE_URL"] = url
    os.environ[f"{PREFIX}DATA_DIR"] = str(settings.data_dir)
    os.environ[f"{PREFIX}PUBLIC_URL"] = settings.public_url
    os.environ[f"{PREFIX}ALLOWED_HOSTS"] = settings.allowed_hosts
    os.environ[f"{PREFIX}ORGANISATION"] = settings.organisation
    if settings.web_dir:
        os.environ[f"{PREFIX}WEB_DIR"] = str(settings.web_dir)
