"""Reads of attachments: always by owner, so that one is never reached under another parent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.search import AnySelect
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.files.models import StoredFile
from levitiis.kit.access import Actor, Permission
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.modules.attachments.models import AttachmentColumns, AttachmentUpload, AttachmentUploadPart
from levitiis.modules.attachments.policy import AttachmentOwner
from levitiis.modules.attachments.schemas import AttachmentList, AttachmentOut
from levitiis.modules.identity.models import User
from levitiis.modules.people.models import Person


async def require_owner(
    session: AsyncSession, actor: Actor, owner: AttachmentOwner, owner_id: int, wanted: Permission
) -> None:
    """Raise ``request.not_found`` unless the owner exists for ``actor``."""
    statement = owner.visible(actor, wanted).where(_primary(owner) == owner_id)
    if await session.scalar(statement) is None:
        raise NOT_FOUND()


def _primary(owner: AttachmentOwner) -> Any:
    """The primary key of the owner's own table."""
    return next(iter(owner.key.property.columns[0].foreign_keys)).column


async def list_attachments(
    session: AsyncSession, actor: Actor, owner: AttachmentOwner, owner_id: int
) -> AttachmentList:
    """All attachments of one owner. Raises ``request.not_found``."""
    await require_owner(session, actor, owner, owner_id, owner.read)
    statement = _shown(owner, owner_id).order_by(owner.table.is_main.desc(), owner.table.id.desc())
    rows = (await session.execute(statement)).all()
    editable = await session.scalar(owner.visible(actor, owner.edit).where(_primary(owner) == owner_id))
    return AttachmentList(
        items=[_out(row, owner, owner_id) for row in rows],
        allowed_actions=["attach", "edit", "delete"] if editable is not None else [],
    )


async def get_attachment(
    session: AsyncSession, actor: Actor, owner: AttachmentOwner, owner_id: int, attachment_id: int
) -> AttachmentOut:
    """One attachment. Raises ``request.not_found``."""
    await require_owner(session, actor, owner, owner_id, owner.read)
    found = (await session.execute(_shown(owner, owner_id).where(owner.table.id == attachment_id))).first()
    if found is None:
        raise NOT_FOUND()
    return _out(found, owner, owner_id)


async def file_of(
    session: AsyncSession,
    actor: Actor,
    owner: AttachmentOwner,
    owner_id: int,
    attachment_id: int,
    *,
    preview: bool = False,
) -> tuple[StoredFile, str]:
    """The content of an attachment, or its preview, with the name for people."""
    await require_owner(session, actor, owner, owner_id, owner.read)
    wanted = owner.table.preview_id if preview else owner.table.file_id
    statement = (
        select(StoredFile, owner.table.filename)
        .join(owner.table, wanted == StoredFile.id)
        .where(owner.table.id == attachment_id, owner.key == owner_id)
    )
    found = (await session.execute(statement)).first()
    if found is None:
        raise NOT_FOUND()
    return found[0], found[1]


async def count(session: AsyncSession, owner: AttachmentOwner, owner_id: int) -> int:
    """How many attachments an owner has."""
    statement = select(func.count()).select_from(owner.table).where(owner.key == owner_id)
    return await session.scalar(statement) or 0


async def load(
    uow: UnitOfWork, owner: AttachmentOwner, owner_id: int, attachment_id: int
) -> AttachmentColumns:
    """An attachment for change; its owner is held already. Raises ``request.not_found``."""
    statement = (
        select(owner.table)
        .where(owner.table.id == attachment_id, owner.key == owner_id)
        .with_for_update(of=owner.table)
    )
    found = (await uow.session.execute(statement)).scalar_one_or_none()
    if found is None:
        raise NOT_FOUND()
    return found


async def load_upload(
    uow: UnitOfWork, owner: AttachmentOwner, owner_id: int, upload_id: int
) -> AttachmentUpload:
    """One's own open upload, locked. Raises ``request.not_found``."""
    statement = select(AttachmentUpload).where(
        AttachmentUpload.id == upload_id,
        AttachmentUpload.owner_kind == owner.kind,
        AttachmentUpload.owner_id == owner_id,
        AttachmentUpload.created_by == uow.actor.id,
    )
    found = (await uow.session.execute(statement.with_for_update())).scalar_one_or_none()
    if found is None:
        raise NOT_FOUND()
    return found


async def parts_of(session: AsyncSession, upload_id: int) -> Sequence[StoredFile]:
    """The parts of an upload, in order."""
    statement = (
        select(StoredFile)
        .join(AttachmentUploadPart, AttachmentUploadPart.file_id == StoredFile.id)
        .where(AttachmentUploadPart.upload_id == upload_id)
        .order_by(AttachmentUploadPart.start)
    )
    return (await session.scalars(statement)).all()


def _shown(owner: AttachmentOwner, owner_id: int) -> AnySelect:
    return (
        select(owner.table, StoredFile.sha256, User.id, Person.name)
        .join(StoredFile, StoredFile.id == owner.table.file_id)
        .outerjoin(User, User.id == owner.table.uploaded_by)
        .outerjoin(Person, Person.id == User.person_id)
        .where(owner.key == owner_id)
    )


def _out(row: Any, owner: AttachmentOwner, owner_id: int) -> AttachmentOut:
    found, sha256, user_id, name = row
    here = f"/api/v1{owner.address_of(owner_id)}/{found.id}"
    return AttachmentOut.model_validate(
        {
            "id": found.id, "filename": found.filename, "url": found.url,
            "preview_url": f"{here}/miniatura" if found.preview_id else None,
            "caption": found.caption, "is_main": found.is_main, "media_type": found.media_type,
            "size": found.size, "sha256": sha256, "width": found.width, "height": found.height,
            "pages": found.pages, "uploaded_by": {"id": user_id, "name": name} if user_id else None,
            "created_at": found.created_at, "version": found.version,
        }
    )  # fmt: skip
