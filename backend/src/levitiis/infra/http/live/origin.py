"""Which pages may open a live connection."""

from __future__ import annotations

from starlette.requests import HTTPConnection

from levitiis.infra.http.client import is_foreign
from levitiis.infra.http.security import host_allowed
from levitiis.infra.realtime.errors import FOREIGN_ORIGIN
from levitiis.infra.settings import Settings


def check_origin(connection: HTTPConnection, settings: Settings) -> None:
    """Raise ``live.foreign_origin`` unless one of our own pages opens the connection.

    A browser always names the page that opens a WebSocket; for a plain request it may leave it out
    when the page is ours.
    """
    is_socket = connection.scope["type"] == "websocket"
    if is_socket and not host_allowed(connection.headers.get("host", ""), settings.hosts):
        raise FOREIGN_ORIGIN()
    if is_socket and "origin" not in connection.headers:
        raise FOREIGN_ORIGIN()
    if is_foreign(connection, settings):
        raise FOREIGN_ORIGIN()
