"""Forgets uploads that nobody went on with."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from levitiis.infra.files.store import FileStore
from levitiis.infra.jobs.run import JobHandler, JobRun
from levitiis.kit.clock import now
from levitiis.modules.attachments.actions.uploads import forget_upload
from levitiis.modules.attachments.models import AttachmentUpload

CLEANING = "attachments.cleaning"
_AT_ONCE = 100


def cleaning(files: FileStore) -> JobHandler:
    """The job handler; due every hour."""

    async def handle(run: JobRun) -> dict[str, Any]:
        gone = 0
        while await _forget_some(run, files):
            gone += 1
        return {"batches": gone}

    return JobHandler(CLEANING, handle)


async def _forget_some(run: JobRun, files: FileStore) -> bool:
    async with run.unit_of_work() as uow:
        found = (await uow.session.scalars(expired())).all()
        for upload in found:
            await forget_upload(uow, files, upload)
        await uow.commit()
    return len(found) == _AT_ONCE


def expired() -> Select[AttachmentUpload]:
    """Uploads whose time is over, the oldest first, locked."""
    return (
        select(AttachmentUpload)
        .where(AttachmentUpload.delete_after < now())
        .order_by(AttachmentUpload.id)
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
