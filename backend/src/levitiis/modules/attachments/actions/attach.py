"""Attach a file: recognised, made clean, stored once, then its row."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import Any

from sqlalchemy import select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.files.blobs import Incoming
from levitiis.infra.files.models import StoredFile
from levitiis.infra.files.names import safe_filename
from levitiis.infra.files.store import FileStore
from levitiis.infra.jobs.blocking import run_blocking
from levitiis.infra.media.examine import Examined, examine
from levitiis.infra.media.kinds import Kind
from levitiis.modules.attachments.errors import LIMIT_REACHED
from levitiis.modules.attachments.models import AttachmentColumns
from levitiis.modules.attachments.policy import AttachmentOwner, ToldOn
from levitiis.modules.attachments.queries import count

MOST_PER_OWNER = 200
_PREVIEW_TYPE = "image/jpeg"


async def attach(
    uow: UnitOfWork,
    files: FileStore,
    owner: AttachmentOwner,
    owner_id: int,
    incoming: Incoming,
    filename: str,
) -> int:
    """Attach a finished content to an owner; returns the id of the attachment.

    The same content on the same owner is attached once: asking again gives the first one's id. The first
    picture becomes the main one. Raises ``media.…``, ``attachments.limit_reached`` and what the owner says.
    """
    name = safe_filename(filename)
    examined = await run_blocking(examine, incoming.path, name)
    event = await owner.hold(uow, owner_id)
    stored = await _keep(uow, files, incoming, examined, name)
    known = await _known(uow, owner, owner_id, stored)
    if known is not None:
        return known
    if await count(uow.session, owner, owner_id) >= MOST_PER_OWNER:
        raise LIMIT_REACHED(limit=MOST_PER_OWNER)
    preview = await _keep_bytes(uow, files, examined.preview, name) if examined.preview else None
    row = owner.table(
        filename=_named(name, examined.kind),
        is_main=examined.kind.form == "picture" and not await _has_main(uow, owner, owner_id),
        media_type=examined.kind.media_type,
        size=stored.size,
        width=examined.width,
        height=examined.height,
        pages=examined.pages,
        file_id=stored.id,
        preview_id=preview.id if preview else None,
        uploaded_by=uow.actor.id,
    )
    setattr(row, owner.key.key, owner_id)
    uow.session.add(row)
    await uow.flush()
    row.url = f"/api/v1{owner.address_of(owner_id)}/{row.id}/conteudo"
    await uow.flush()
    told = {"size": row.size, "media_type": row.media_type, "sha256": stored.sha256}
    await tell(uow, owner, owner_id, "attach", row.id, {"attachment": (None, row.filename)}, told)
    uow.emit(event)
    return row.id


def _named(name: str, kind: Kind) -> str:
    """The name with the extension that its content has, whatever it was called."""
    known = {kind.extension, "jpeg"} if kind.extension == "jpg" else {kind.extension}
    stem, dot, extension = name.rpartition(".")
    if dot and extension.casefold() in known:
        return name
    return f"{name if not dot else stem}.{kind.extension}"


async def _keep(
    uow: UnitOfWork, files: FileStore, incoming: Incoming, examined: Examined, name: str
) -> StoredFile:
    if examined.content is not None:
        return await _keep_bytes(uow, files, examined.content, name, examined.kind.media_type)
    return await files.keep(uow, incoming, filename=name, media_type=examined.kind.media_type)


async def _keep_bytes(
    uow: UnitOfWork, files: FileStore, content: bytes, name: str, media_type: str = _PREVIEW_TYPE
) -> StoredFile:
    async with AsyncExitStack() as stack:
        made = await stack.enter_async_context(files.blobs.incoming(len(content)))
        await made.write(content)
        await made.finish()
        return await files.keep(uow, made, filename=name, media_type=media_type)


async def _known(uow: UnitOfWork, owner: AttachmentOwner, owner_id: int, stored: StoredFile) -> int | None:
    statement = select(owner.table.id).where(owner.key == owner_id, owner.table.file_id == stored.id)
    return await uow.session.scalar(statement)


async def _has_main(uow: UnitOfWork, owner: AttachmentOwner, owner_id: int) -> bool:
    statement = select(owner.table.id).where(owner.key == owner_id, owner.table.is_main)
    return await uow.session.scalar(statement) is not None


async def tell(
    uow: UnitOfWork,
    owner: AttachmentOwner,
    owner_id: int,
    action: str,
    attachment_id: int,
    changes: Mapping[str, tuple[Any, Any]],
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Write the act into the trail of the owner, so that its page tells it, also of what is gone."""
    data = {"attachment_id": attachment_id, **(facts or {})}
    data["changes"] = {name: list(pair) for name, pair in changes.items()}
    told = ToldOn(owner.kind, owner_id, {})
    if owner.told_on is not None:
        told = await owner.told_on(uow, owner_id)
    uow.log(told.entity, told.id, action, {**told.facts, **data})


async def forget_file(uow: UnitOfWork, files: FileStore, row: AttachmentColumns) -> None:
    """After the row is gone, forget its contents unless something else refers to them."""
    for file_id in {row.file_id, row.preview_id} - {None}:
        await files.release(uow, int(file_id or 0))
