"""I15: every row of a file has its content, with its size and SHA-256, and every content has its row."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.files.blobs import BlobEntry, Blobs
from levitiis.infra.files.janitor import faults, known_keys
from levitiis.infra.files.models import StoredFile
from levitiis.infra.jobs.blocking import run_blocking
from levitiis.kit.checks import Violation

INVARIANT = "I15"
ORPHAN_SECONDS = 3_600
"""No content without a row gets older: the janitor removes it."""

_PAGE = 500
_MESSAGES = {
    "missing": "its content is missing",
    "size": "its content has another size",
    "content": "its content was altered: the SHA-256 is another",
}


async def violations(session: AsyncSession, blobs: Blobs) -> list[Violation]:
    """Reads every stored byte."""
    found: list[Violation] = []
    async for files in _rows(session):
        found += [
            Violation(INVARIANT, _MESSAGES[fault.fault], "stored_file", fault.file_id)
            async for fault in faults(files, blobs, deep=True)
        ]
    old = await run_blocking(lambda: [entry for entry in blobs.entries() if entry.age > ORPHAN_SECONDS])
    return found + await _orphans(session, old)


async def _rows(session: AsyncSession) -> AsyncIterator[Sequence[StoredFile]]:
    after = 0
    while files := (await session.scalars(files_after(after))).all():
        yield files
        after = files[-1].id


def files_after(after: int) -> Select[StoredFile]:
    """The next files by id."""
    return select(StoredFile).where(StoredFile.id > after).order_by(StoredFile.id).limit(_PAGE)


async def _orphans(session: AsyncSession, entries: Sequence[BlobEntry]) -> list[Violation]:
    unknown: list[str] = []
    for start in range(0, len(entries), _PAGE):
        keys = [entry.key for entry in entries[start : start + _PAGE]]
        known = set((await session.scalars(known_keys(keys))).all())
        unknown += [key for key in keys if key not in known]
    return [Violation(INVARIANT, f"content {key} has no row") for key in unknown]
