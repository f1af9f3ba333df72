"""Answers that carry a file: always to be saved, never to be shown by a browser on our pages."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.responses import StreamingResponse

from levitiis.infra.files.models import StoredFile
from levitiis.infra.files.names import content_disposition
from levitiis.infra.files.store import FILES_KEY, FileStore
from levitiis.infra.http.services import Services
from levitiis.infra.media.kinds import ALL

ALLOWED_TYPES = frozenset(
    {kind.media_type for kind in ALL} | {"application/zip", "text/csv", "text/plain"},
)
"""Types that we name; anything else leaves as bytes of no type."""


def files_of(connection: HTTPConnection) -> FileStore:
    """The file store of the process that serves ``connection``."""
    services: Services = connection.app.state.services
    store: FileStore = services.extras[FILES_KEY]
    return store


async def file_response(
    store: FileStore, stored: StoredFile, *, filename: str | None = None
) -> StreamingResponse:
    """Stream a file. The caller has checked that the actor may have it."""
    pieces = await store.open(stored)
    return StreamingResponse(
        pieces,
        media_type=stored.media_type if stored.media_type in ALLOWED_TYPES else "application/octet-stream",
        headers={**file_headers(filename or stored.filename), "Content-Length": str(stored.size)},
    )


def file_headers(filename: str) -> dict[str, str]:
    """The headers of any answer that carries a file, made on the fly or stored."""
    return {
        "Content-Disposition": content_disposition(filename),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "no-store",
    }
