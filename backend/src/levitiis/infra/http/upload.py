"""Receives one uploaded file: straight to the disk, counted while it comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from levitiis.infra.files.blobs import Incoming
from levitiis.infra.files.errors import BAD_UPLOAD, FILE_EMPTY, FILE_TOO_LARGE, NOT_ONE_FILE, UPLOAD_STALLED
from levitiis.infra.files.names import safe_filename
from levitiis.infra.http.files import files_of
from levitiis.kit.common_problems import UNSUPPORTED_MEDIA_TYPE

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

_ENVELOPE = 16 * 1024
"""What boundaries, part headers and small fields may take besides the file."""


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """Bounds of one upload."""

    max_bytes: int
    field: str = "file"
    other_fields: frozenset[str] = frozenset()
    max_field_bytes: int = 4_096
    idle_seconds: float = 30.0
    total_seconds: float = 900.0


@dataclass(slots=True)
class Upload:
    """A received file: finished and hashed on the disk, gone after the block unless it is kept."""

    incoming: Incoming
    filename: str
    declared_type: str
    fields: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def size(self) -> int:
        """Bytes."""
        return self.incoming.size

    @property
    def sha256(self) -> str:
        """The hash of the content."""
        return self.incoming.sha256


@asynccontextmanager
async def receive_upload(request: Request, limits: UploadLimits) -> AsyncIterator[Upload]:
    """Receive the one file of a ``multipart/form-data`` request (a route with ``body="raw"``).

    While the client sends, the request's database connection is given back to the pool: nothing
    may have been written before.
    """
    boundary = _boundary(request)
    declared = request.headers.get("content-length", "")
    expected = int(declared) if declared.isascii() and declared.isdigit() and len(declared) < 19 else 0
    if expected > limits.max_bytes + _ENVELOPE:
        raise FILE_TOO_LARGE(limit=limits.max_bytes)
    await request.state.context.session.rollback()
    async with files_of(request).blobs.incoming(expected) as incoming:
        parts = _Parts(limits)
        try:
            async with asyncio.timeout(limits.total_seconds):
                await _receive(request, boundary, parts, incoming)
        except TimeoutError as error:
            raise UPLOAD_STALLED() from error
        except (FormParserError, ClientDisconnect, UnicodeDecodeError) as error:
            raise BAD_UPLOAD() from error
        parts.require_complete()
        if incoming.size == 0:
            raise FILE_EMPTY()
        await incoming.finish()
        yield Upload(incoming, parts.filename, parts.declared_type, parts.texts())


async def _receive(request: Request, boundary: bytes, parts: _Parts, incoming: Incoming) -> None:
    parser = MultipartParser(boundary, parts.callbacks(), parts.limits.max_bytes + _ENVELOPE + 1)
    stream = aiter(request.stream())
    received = 0
    while True:
        async with asyncio.timeout(parts.limits.idle_seconds):
            chunk = await anext(stream, None)
        if chunk is None:
            break
        received += len(chunk)
        if received > parts.limits.max_bytes + _ENVELOPE:
            raise FILE_TOO_LARGE(limit=parts.limits.max_bytes)
        parser.write(chunk)
        for data in parts.take():
            if incoming.size + len(data) > parts.limits.max_bytes:
                raise FILE_TOO_LARGE(limit=parts.limits.max_bytes)
            await incoming.write(data)
    parser.finalize()


def _boundary(request: Request) -> bytes:
    kind, options = parse_options_header(request.headers.get("content-type"))
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary:
        raise UNSUPPORTED_MEDIA_TYPE()
    return boundary


class _Parts:
    """Listens to the parser: one file part, and such small fields as are expected."""

    def __init__(self, limits: UploadLimits) -> None:
        self.limits = limits
        self.filename = ""
        self.declared_type = "application/octet-stream"
        self._files = 0
        self._ended = False
        self._pending: list[bytes] = []
        self._fields: dict[str, bytearray] = {}
        self._current: bytearray | None = None
        self._header = (bytearray(), bytearray())
        self._headers: dict[str, bytes] = {}

    def callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._header[0].extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._header[1].extend(data[start:end]),
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_finished,
            "on_part_data": self._data,
            "on_end": self._end,
        }

    def take(self) -> list[bytes]:
        """The file's bytes that came since the last call."""
        taken, self._pending = self._pending, []
        return taken

    def require_complete(self) -> None:
        if self._files != 1:
            raise NOT_ONE_FILE(field=self.limits.field)
        if not self._ended:
            raise BAD_UPLOAD()

    def texts(self) -> dict[str, str]:
        return {name: value.decode("utf-8", "replace") for name, value in self._fields.items()}

    def _begin(self) -> None:
        self._headers = {}
        self._header = (bytearray(), bytearray())
        self._current = None

    def _header_end(self) -> None:
        name, value = self._header
        self._headers[name.decode("latin-1").lower()] = bytes(value)
        self._header = (bytearray(), bytearray())

    def _headers_finished(self) -> None:
        disposition, options = parse_options_header(self._headers.get("content-disposition", b""))
        name = options.get(b"name", b"").decode("utf-8", "replace")
        if disposition != b"form-data":
            raise BAD_UPLOAD()
        if b"filename" in options:
            self._files += 1
            if self._files > 1 or name != self.limits.field:
                raise NOT_ONE_FILE(field=self.limits.field)
            self.filename = safe_filename(_text(options[b"filename"]))
            self.declared_type = self._headers.get("content-type", b"").decode("latin-1")[:100]
            return
        if name not in self.limits.other_fields or name in self._fields:
            raise NOT_ONE_FILE(field=self.limits.field)
        self._current = self._fields[name] = bytearray()

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._current is None:
            self._pending.append(data[start:end])
            return
        self._current.extend(data[start:end])
        if len(self._current) > self.limits.max_field_bytes:
            raise FILE_TOO_LARGE(limit=self.limits.max_field_bytes)

    def _end(self) -> None:
        self._ended = True


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
