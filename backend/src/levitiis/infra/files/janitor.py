"""Keeps disk and database in step: removes what is out of date and files that no row knows."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from sqlalchemy import Select, select

from levitiis.infra.files.blobs import BlobEntry, Blobs
from levitiis.infra.files.models import StoredFile
from levitiis.infra.files.store import FileStore
from levitiis.infra.jobs.blocking import run_blocking
from levitiis.infra.jobs.run import JobHandler, JobRun
from levitiis.kit.clock import now

CLEANING = "files.cleaning"
GRACE = timedelta(minutes=40)
"""How long a file may wait for the commit of its row. No orphan gets older than an hour."""

_CHUNK = 500


def cleaning(store: FileStore, grace: timedelta = GRACE) -> JobHandler:
    """The job handler that cleans up; due every 15 minutes."""

    async def handle(run: JobRun) -> dict[str, Any]:
        seconds = grace.total_seconds()
        unfinished = await run_blocking(store.blobs.remove_unfinished, seconds)
        expired = await _expired(run, store)
        orphans = 0
        entries = await run_blocking(lambda: [e for e in store.blobs.entries() if e.age > seconds])
        for chunk in _chunks(entries):
            for key in await _unknown(run, [entry.key for entry in chunk]):
                await store.blobs.remove(key)
                orphans += 1
        return {"unfinished": unfinished, "expired": expired, "orphans": orphans}

    return JobHandler(CLEANING, handle)


async def _expired(run: JobRun, store: FileStore) -> int:
    async with run.database.reading() as session:
        ids = (await session.scalars(expired_files())).all()
    gone = 0
    for file_id in ids:
        async with run.unit_of_work() as uow:
            gone += await store.release(uow, file_id)
            await uow.commit()
    return gone


def expired_files() -> Select[int]:
    """Files that were kept for a time that is over."""
    return select(StoredFile.id).where(StoredFile.delete_after < now()).order_by(StoredFile.id)


def known_keys(keys: Sequence[str]) -> Select[str]:
    """Those of ``keys`` that have a row."""
    return select(StoredFile.storage_key).where(StoredFile.storage_key.in_(keys))


async def _unknown(run: JobRun, keys: Sequence[str]) -> list[str]:
    async with run.database.reading() as session:
        known = set((await session.scalars(known_keys(keys))).all())
    return [key for key in keys if key not in known]


def _chunks(entries: Sequence[BlobEntry]) -> list[Sequence[BlobEntry]]:
    return [entries[start : start + _CHUNK] for start in range(0, len(entries), _CHUNK)]


@dataclass(frozen=True, slots=True)
class FileFault:
    """A row whose content is not there as it should be."""

    file_id: int
    fault: Literal["missing", "size", "content"]


async def faults(
    files: Sequence[StoredFile], blobs: Blobs, *, deep: bool = False
) -> AsyncGenerator[FileFault, None]:
    """For ``levitiis check``: rows whose content is missing or not theirs; ``deep`` reads every byte."""
    for stored in files:
        size = await blobs.size(stored.storage_key)
        if size is None:
            yield FileFault(stored.id, "missing")
        elif size != stored.size:
            yield FileFault(stored.id, "size")
        elif deep:
            digest = hashlib.sha256()
            async for piece in blobs.read(stored.storage_key):
                digest.update(piece)
            if digest.hexdigest() != stored.sha256:
                yield FileFault(stored.id, "content")
