"""Contents in a bucket of S3, or of anything that speaks its protocol (MinIO, Ceph, Garage)."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path

import obstore
import structlog
from obstore.exceptions import BaseError
from obstore.store import S3Store

from levitiis.infra.files.blobs import READ_SIZE, BlobEntry, Incoming, Spool, relative_path
from levitiis.infra.files.errors import FILE_MISSING, STORAGE_UNAVAILABLE
from levitiis.infra.settings import Settings
from levitiis.kit.clock import now
from levitiis.kit.ids import opaque_code

_TIMEOUT = timedelta(seconds=60)
_CONNECT_TIMEOUT = timedelta(seconds=5)
_RETRIES = 3
_RETRY_FOR = timedelta(seconds=20)

log = structlog.get_logger(__name__)


class S3Blobs(Spool):
    """Contents in a bucket; what comes in is written aside on the local disk first.

    Without an access key in the settings the credentials are those of the machine (an instance's role).
    Nothing is ever given out by an address of the storage: every byte passes our own check.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings.files_dir / "incoming")
        self._prefix = f"{prefix}/" if (prefix := settings.files_s3_prefix.strip("/")) else ""
        self._store = _store(settings)

    async def adopt(self, incoming: Incoming) -> str:
        """See :class:`Blobs`."""
        key = opaque_code()
        with _errors():
            await obstore.put_async(self._store, self._path(key), incoming.path)
        return key

    async def read(self, key: str) -> AsyncGenerator[bytes, None]:
        """See :class:`Blobs`."""
        with _errors():
            found = await obstore.get_async(self._store, self._path(key))
            async for piece in found.stream(min_chunk_size=READ_SIZE):
                yield bytes(piece)

    async def size(self, key: str) -> int | None:
        """See :class:`Blobs`."""
        with _errors():
            try:
                return (await obstore.head_async(self._store, self._path(key)))["size"]
            except FileNotFoundError:
                return None

    @asynccontextmanager
    async def local(self, key: str) -> AsyncIterator[Path]:
        """See :class:`Blobs`."""
        async with self.incoming() as copy:
            async for piece in self.read(key):
                await copy.write(piece)
            await copy.finish()
            yield copy.path

    async def remove(self, key: str) -> None:
        """See :class:`Blobs`."""
        with _errors():
            await obstore.delete_async(self._store, self._path(key))

    def entries(self) -> Iterator[BlobEntry]:
        """See :class:`Blobs`."""
        with _errors():
            for batch in obstore.list(self._store, self._prefix or None):
                for found in batch:
                    age = (now() - found["last_modified"]).total_seconds()
                    yield BlobEntry(found["path"].rsplit("/", 1)[-1], found["size"], age)

    def _path(self, key: str) -> str:
        return f"{self._prefix}{relative_path(key)}"


def _store(settings: Settings) -> S3Store:
    secret = settings.files_s3_secret_key
    given = {
        "endpoint": settings.files_s3_endpoint,
        "access_key_id": settings.files_s3_access_key,
        "secret_access_key": secret.get_secret_value() if secret else "",
    }
    return S3Store(
        settings.files_s3_bucket,
        region=settings.files_s3_region,
        virtual_hosted_style_request=not settings.files_s3_endpoint,
        client_options={
            "allow_http": settings.files_s3_endpoint.startswith("http://"),
            "timeout": _TIMEOUT,
            "connect_timeout": _CONNECT_TIMEOUT,
        },
        retry_config={"max_retries": _RETRIES, "retry_timeout": _RETRY_FOR},
        **{name: value for name, value in given.items() if value},  # type: ignore[arg-type]
    )


@contextmanager
def _errors() -> Iterator[None]:
    """Within the block, what the storage refuses is raised as its problem."""
    try:
        yield
    except FileNotFoundError as error:
        raise FILE_MISSING() from error
    except (TimeoutError, BaseError, OSError) as error:
        log.error("storage_error", kind=type(error).__name__)  # noqa: TRY400  (the text may hold addresses)
        raise STORAGE_UNAVAILABLE() from error
