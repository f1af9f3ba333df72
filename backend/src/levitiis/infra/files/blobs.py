"""Where contents lie: a small interface, and its form on a local disk."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol

from levitiis.infra.files.errors import FILE_MISSING, STORAGE_FULL, disk_errors
from levitiis.kit.clock import now
from levitiis.kit.ids import opaque_code

READ_SIZE = 256 * 1024
WRITE_SIZE = 1024 * 1024


class Incoming:
    """Content on its way in: a temporary file that is hashed while it is written.

    A context manager: what was not kept by the end of the block is gone.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self._hash = hashlib.sha256()
        self._buffer = bytearray()
        self._file: IO[bytes] | None = None

    @property
    def sha256(self) -> str:
        """The hash of what was written."""
        return self._hash.hexdigest()

    async def __aenter__(self) -> Incoming:
        with disk_errors():
            self._file = await asyncio.to_thread(_create, self.path)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # In this thread: a cancellation must not come between the file and its removal.
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
        with suppress(OSError):
            os.unlink(self.path)  # noqa: PTH108  (one short system call)

    async def write(self, data: bytes) -> None:
        """Add ``data``."""
        self._buffer += data
        self.size += len(data)
        if len(self._buffer) >= WRITE_SIZE:
            await self._flush()

    async def finish(self) -> None:
        """Bring everything to the disk for good."""
        await self._flush()
        with disk_errors():
            await asyncio.to_thread(self._sync)

    async def _flush(self) -> None:
        data, self._buffer = bytes(self._buffer), bytearray()
        with disk_errors():
            await asyncio.to_thread(self._put, data)

    def _put(self, data: bytes) -> None:
        assert self._file is not None  # noqa: S101
        self._hash.update(data)
        self._file.write(data)

    def _sync(self) -> None:
        assert self._file is not None  # noqa: S101
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()


@dataclass(frozen=True, slots=True)
class BlobEntry:
    """A stored content as the storage sees it; ``age`` in seconds since it came."""

    key: str
    size: int
    age: float


class Blobs(Protocol):
    """A place for contents under names that we make. Another storage needs only these."""

    def incoming(self, expected_size: int = 0) -> Incoming:
        """A temporary content. Raises ``files.storage_full`` when it is known not to fit."""
        ...

    async def adopt(self, incoming: Incoming) -> str:
        """Keep a finished temporary content; returns its key."""
        ...

    def read(self, key: str) -> AsyncGenerator[bytes, None]:
        """The content in pieces."""
        ...

    async def size(self, key: str) -> int | None:
        """The size of a content; None when it is not there."""
        ...

    def local(self, key: str) -> AbstractAsyncContextManager[Path]:
        """The content as a local file, to be read only and only within the block."""
        ...

    async def remove(self, key: str) -> None:
        """Remove a content if it is there."""
        ...

    def entries(self) -> Iterator[BlobEntry]:
        """Every content that is there. Blocks; call it in a thread."""
        ...

    def remove_unfinished(self, older_than: float) -> int:
        """Remove temporary contents older than so many seconds; returns their number. Blocks."""
        ...


class Spool:
    """Contents on their way in: temporary files on a local disk, whatever they go to."""

    def __init__(self, folder: Path, *, reserve: int = 0) -> None:
        """``reserve``: bytes of the disk that uploads leave free (for the database on the same one)."""
        self._reserve = reserve
        self._incoming = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def incoming(self, expected_size: int = 0) -> Incoming:
        """See :class:`Blobs`."""
        with disk_errors():
            free = shutil.disk_usage(self._incoming).free
        if free - expected_size < self._reserve:
            raise STORAGE_FULL()
        return Incoming(self._incoming / f"{opaque_code()}.part")

    def remove_unfinished(self, older_than: float) -> int:
        """See :class:`Blobs`."""
        gone = 0
        for path in self._incoming.glob("*.part"):
            with suppress(FileNotFoundError):
                if now().timestamp() - path.stat().st_mtime > older_than:
                    path.unlink()
                    gone += 1
        return gone


class LocalBlobs(Spool):
    """Contents on a local disk: written aside, brought to the disk, then renamed into place."""

    def __init__(self, root: Path, *, reserve: int = 0) -> None:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().__init__(root / "incoming", reserve=reserve)
        self._contents = root / "contents"
        self._contents.mkdir(mode=0o700, exist_ok=True)

    async def adopt(self, incoming: Incoming) -> str:
        """See :class:`Blobs`."""
        key = opaque_code()
        with disk_errors():
            await asyncio.to_thread(self._place, incoming.path, self._path(key))
        return key

    async def read(self, key: str) -> AsyncGenerator[bytes, None]:
        """See :class:`Blobs`."""
        file = await asyncio.to_thread(self._open, key)
        try:
            while data := await asyncio.to_thread(file.read, READ_SIZE):
                yield data
        finally:
            file.close()

    async def size(self, key: str) -> int | None:
        """See :class:`Blobs`."""
        try:
            return (await asyncio.to_thread(self._path(key).stat)).st_size
        except FileNotFoundError:
            return None

    @asynccontextmanager
    async def local(self, key: str) -> AsyncIterator[Path]:
        """See :class:`Blobs`."""
        path = self._path(key)
        if await self.size(key) is None:
            raise FILE_MISSING()
        yield path

    async def remove(self, key: str) -> None:
        """See :class:`Blobs`."""
        await asyncio.to_thread(self._path(key).unlink, missing_ok=True)

    def entries(self) -> Iterator[BlobEntry]:
        """See :class:`Blobs`."""
        for path in self._contents.glob("*/*"):
            with suppress(FileNotFoundError):
                found = path.stat()
                yield BlobEntry(path.name, found.st_size, now().timestamp() - found.st_mtime)

    def _path(self, key: str) -> Path:
        return self._contents / relative_path(key)

    def _open(self, key: str) -> IO[bytes]:
        with disk_errors():
            try:
                return self._path(key).open("rb")
            except FileNotFoundError as error:
                raise FILE_MISSING() from error

    def _place(self, source: Path, target: Path) -> None:
        target.parent.mkdir(mode=0o700, exist_ok=True)
        os.utime(source)  # its age counts from now
        source.rename(target)
        for folder in (target.parent, self._contents):
            _sync_folder(folder)


def relative_path(key: str) -> str:
    """Where the content of a key lies below the root of a storage. Refuses what is no key of ours."""
    if not (key.isascii() and key.isalnum()):
        raise ValueError("not a key of ours")
    return f"{key[:2]}/{key}"


def _create(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _sync_folder(folder: Path) -> None:
    """Bring a rename to the disk; Windows neither can nor needs to."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
