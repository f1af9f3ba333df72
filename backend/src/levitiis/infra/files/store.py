"""The file store: contents on a disk, their rows in the database, each content once.

A content is brought to the disk first and its row is written by the unit of work, so a row always
has its file; a row is removed first and its file after the commit. What a crash leaves between the
two is a file without a row, which the janitor removes.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Select, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.files.blobs import Blobs, Incoming
from levitiis.infra.files.errors import FILE_MISSING
from levitiis.infra.files.models import StoredFile
from levitiis.infra.files.names import safe_filename
from levitiis.kit.clock import now
from levitiis.kit.common_problems import NOT_FOUND

FILES_KEY: Final = "files"
"""Where the composition root puts the store, in ``Services.extras``."""


class FileStore:
    """Keeps, gives and forgets files."""

    def __init__(self, blobs: Blobs) -> None:
        self.blobs = blobs

    async def keep(
        self,
        uow: UnitOfWork,
        incoming: Incoming,
        *,
        filename: str,
        media_type: str,
        delete_after: datetime | None = None,
    ) -> StoredFile:
        """Keep a finished content as part of this unit of work.

        A content that is stored already is not stored again: its row is returned, with the name it
        has; who needs a name of his own keeps it beside the reference. ``media_type`` is what we
        found the content to be, never what the client called it.
        """
        digest = incoming.sha256
        await dialect_of(uow.session).lock(uow.session, _lock(digest))
        known = (await uow.session.execute(by_content(digest, incoming.size))).scalars().first()
        if known is not None:
            await self._renew(known, incoming, delete_after)
            return known
        stored = StoredFile(
            sha256=digest,
            size=incoming.size,
            media_type=media_type,
            filename=safe_filename(filename),
            storage_key=await self.blobs.adopt(incoming),
            created_by=uow.actor.id,
            created_at=now(),
            delete_after=delete_after,
        )
        uow.session.add(stored)
        await uow.flush()
        return stored

    async def release(self, uow: UnitOfWork, file_id: int) -> bool:
        """Forget a file unless something else refers to it; whether it is gone.

        The caller has removed his own reference. The content goes after the commit.
        """
        found = (
            (await uow.session.execute(select(StoredFile).where(StoredFile.id == file_id))).scalars().first()
        )
        if found is None:
            return True
        await dialect_of(uow.session).lock(uow.session, _lock(found.sha256))
        await uow.flush()
        try:
            async with uow.session.begin_nested():
                await uow.session.execute(
                    delete(StoredFile)
                    .where(StoredFile.id == file_id)
                    .execution_options(synchronize_session=False)
                )
        except IntegrityError:
            return False
        uow.session.expunge(found)
        key = found.storage_key

        async def remove() -> None:
            await self.blobs.remove(key)

        uow.after_commit(remove)
        return True

    async def get(self, session: AsyncSession, file_id: int) -> StoredFile:
        """A file's row. Raises ``request.not_found``; who may see it the caller has checked."""
        found = await session.get(StoredFile, file_id)
        if found is None:
            raise NOT_FOUND()
        return found

    async def open(self, stored: StoredFile) -> AsyncGenerator[bytes, None]:
        """The content in pieces. Raises ``files.missing`` before the first one."""
        if await self.blobs.size(stored.storage_key) != stored.size:
            raise FILE_MISSING()
        return self.blobs.read(stored.storage_key)

    def local(self, stored: StoredFile) -> AbstractAsyncContextManager[Path]:
        """The content as a local file, to be read only and only within the block."""
        return self.blobs.local(stored.storage_key)

    async def _renew(self, known: StoredFile, incoming: Incoming, delete_after: datetime | None) -> None:
        if known.delete_after is not None and (delete_after is None or delete_after > known.delete_after):
            known.delete_after = delete_after
        if await self.blobs.size(known.storage_key) != known.size:
            # The disk lost it; here it is again.
            known.storage_key = await self.blobs.adopt(incoming)


def by_content(sha256: str, size: int) -> Select[StoredFile]:
    """The row of a content."""
    return select(StoredFile).where(StoredFile.sha256 == sha256, StoredFile.size == size).with_for_update()


def _lock(sha256: str) -> str:
    return f"file:{sha256}"
