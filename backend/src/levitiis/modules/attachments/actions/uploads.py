"""Uploads in parts, which a lost connection does not lose: started, continued, concluded, cancelled."""

from __future__ import annotations

from contextlib import AsyncExitStack
from datetime import timedelta

from sqlalchemy import func, select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.files.blobs import Incoming
from levitiis.infra.files.errors import FILE_TOO_LARGE
from levitiis.infra.files.store import FileStore
from levitiis.kit.clock import now
from levitiis.modules.attachments.actions.attach import attach
from levitiis.modules.attachments.errors import INCOMPLETE, PART_TOO_LARGE, TOO_MANY_UPLOADS, WRONG_OFFSET
from levitiis.modules.attachments.models import AttachmentUpload, AttachmentUploadPart
from levitiis.modules.attachments.policy import AttachmentOwner
from levitiis.modules.attachments.queries import load_upload, parts_of
from levitiis.modules.attachments.schemas import UploadIn, UploadOut

PART_BYTES = 4_000_000
MOST_OPEN = 50
LIFETIME = timedelta(hours=24)
_PART_TYPE = "application/octet-stream"


async def start_upload(
    uow: UnitOfWork, owner: AttachmentOwner, owner_id: int, data: UploadIn, most_bytes: int
) -> UploadOut:
    """Announce a file. Raises ``files.too_large`` and ``attachments.too_many_uploads``."""
    await owner.hold(uow, owner_id)
    if data.size > most_bytes:
        raise FILE_TOO_LARGE(limit=most_bytes)
    mine = select(func.count()).where(
        AttachmentUpload.created_by == uow.actor.id,
        AttachmentUpload.attachment_id.is_(None),
        AttachmentUpload.delete_after > now(),
    )
    if (await uow.session.scalar(mine) or 0) >= MOST_OPEN:
        raise TOO_MANY_UPLOADS(limit=MOST_OPEN)
    upload = AttachmentUpload(
        owner_kind=owner.kind,
        owner_id=owner_id,
        filename=data.filename,
        size=data.size,
        created_by=uow.actor.id,
        created_at=now(),
        delete_after=now() + LIFETIME,
    )
    uow.session.add(upload)
    await uow.flush()
    return shown(upload)


async def add_part(
    uow: UnitOfWork,
    files: FileStore,
    owner: AttachmentOwner,
    owner_id: int,
    upload_id: int,
    start: int,
    incoming: Incoming,
) -> UploadOut:
    """Keep the bytes from ``start`` on. Raises ``attachments.wrong_offset``, ``attachments.part_too_large``.

    A part that came already and comes again (its answer was lost) is told where to go on.
    """
    upload = await load_upload(uow, owner, owner_id, upload_id)
    if upload.attachment_id is not None or start != upload.received:
        raise WRONG_OFFSET(offset=upload.received, extensions={"offset": upload.received})
    if start + incoming.size > upload.size:
        raise PART_TOO_LARGE()
    part = await files.keep(
        uow, incoming, filename=upload.filename, media_type=_PART_TYPE, delete_after=upload.delete_after
    )
    uow.session.add(AttachmentUploadPart(upload_id=upload.id, start=start, file_id=part.id))
    upload.received = start + incoming.size
    await uow.flush()
    return shown(upload)


async def conclude_upload(
    uow: UnitOfWork, files: FileStore, owner: AttachmentOwner, owner_id: int, upload_id: int
) -> int:
    """Attach what has come; returns the attachment's id, also when asked again.

    Raises ``attachments.incomplete`` and what :func:`attach` raises; then the upload stays as it was.
    """
    upload = await load_upload(uow, owner, owner_id, upload_id)
    if upload.attachment_id is not None:
        return upload.attachment_id
    if upload.received != upload.size:
        raise INCOMPLETE(offset=upload.received, size=upload.size)
    async with AsyncExitStack() as stack:
        whole = await stack.enter_async_context(files.blobs.incoming(upload.size))
        for part in await parts_of(uow.session, upload.id):
            async for piece in await files.open(part):
                await whole.write(piece)
        await whole.finish()
        attachment_id = await attach(uow, files, owner, owner_id, whole, upload.filename)
    upload.attachment_id = attachment_id
    await _forget_parts(uow, files, upload)
    return attachment_id


async def cancel_upload(
    uow: UnitOfWork, files: FileStore, owner: AttachmentOwner, owner_id: int, upload_id: int
) -> None:
    """Forget an upload and what has come of it."""
    upload = await load_upload(uow, owner, owner_id, upload_id)
    await forget_upload(uow, files, upload)


async def forget_upload(uow: UnitOfWork, files: FileStore, upload: AttachmentUpload) -> None:
    """Remove an upload with its parts."""
    await _forget_parts(uow, files, upload)
    await uow.session.delete(upload)
    await uow.flush()


async def _forget_parts(uow: UnitOfWork, files: FileStore, upload: AttachmentUpload) -> None:
    statement = select(AttachmentUploadPart).where(AttachmentUploadPart.upload_id == upload.id)
    parts = (await uow.session.scalars(statement)).all()
    for part in parts:
        await uow.session.delete(part)
    await uow.flush()
    for file_id in sorted({part.file_id for part in parts}):
        await files.release(uow, file_id)


def shown(upload: AttachmentUpload) -> UploadOut:
    """How far an upload has come."""
    return UploadOut(
        id=upload.id,
        filename=upload.filename,
        size=upload.size,
        offset=upload.received,
        part_size=PART_BYTES,
        expires_at=upload.delete_after,
    )
