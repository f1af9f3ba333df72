"""Rename, describe, make the main picture, delete."""

from __future__ import annotations

from sqlalchemy import select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.infra.files.names import safe_filename
from levitiis.infra.files.store import FileStore
from levitiis.modules.attachments.actions.attach import forget_file, tell
from levitiis.modules.attachments.errors import EVIDENCE, NOT_A_PICTURE
from levitiis.modules.attachments.policy import AttachmentOwner
from levitiis.modules.attachments.queries import load
from levitiis.modules.attachments.schemas import AttachmentPatch


async def edit_attachment(
    uow: UnitOfWork,
    owner: AttachmentOwner,
    owner_id: int,
    attachment_id: int,
    data: AttachmentPatch,
    expected: int | None,
) -> None:
    """Change name and caption; the extension stays that of the content. Raises ``request.stale_version``."""
    event = await owner.hold(uow, owner_id)
    row = await load(uow, owner, owner_id, attachment_id)
    check_version(row, expected)
    before = {"attachment": row.filename, "attachment_caption": row.caption}
    if data.filename is not None:
        extension = row.filename.rpartition(".")[2]
        name = safe_filename(data.filename)
        row.filename = name if name.casefold().endswith(f".{extension.casefold()}") else f"{name}.{extension}"
    if "caption" in data.model_fields_set:
        row.caption = data.caption
    await uow.flush()
    after = {"attachment": row.filename, "attachment_caption": row.caption}
    changes = {name: (before[name], after[name]) for name in before if before[name] != after[name]}
    if changes:
        await tell(uow, owner, owner_id, "edit_attachment", row.id, changes)
        uow.emit(event)


async def make_main(
    uow: UnitOfWork, owner: AttachmentOwner, owner_id: int, attachment_id: int, expected: int | None
) -> None:
    """Make a picture the main one. Raises ``attachments.not_a_picture``, ``request.stale_version``."""
    event = await owner.hold(uow, owner_id)
    row = await load(uow, owner, owner_id, attachment_id)
    check_version(row, expected)
    if not row.media_type.startswith("image/"):
        raise NOT_A_PICTURE()
    statement = select(owner.table).where(owner.key == owner_id, owner.table.is_main)
    former = (await uow.session.scalars(statement.with_for_update(of=owner.table))).first()
    if former is row:
        return
    if former is not None:
        former.is_main = False
        await uow.flush()
    row.is_main = True
    await uow.flush()
    names = (former.filename if former else None, row.filename)
    await tell(uow, owner, owner_id, "choose_main_picture", row.id, {"main_picture": names})
    uow.emit(event)


async def delete_attachment(
    uow: UnitOfWork,
    files: FileStore,
    owner: AttachmentOwner,
    owner_id: int,
    attachment_id: int,
    expected: int | None,
) -> None:
    """Remove an attachment: its row first, its content after the commit.

    Raises ``request.stale_version``, and ``attachments.evidence`` for what its owner keeps. When the main
    picture goes, the newest of the others becomes it.
    """
    event = await owner.hold(uow, owner_id)
    row = await load(uow, owner, owner_id, attachment_id)
    check_version(row, expected)
    if owner.keeps is not None and await owner.keeps(uow, owner_id, row.created_at):
        raise EVIDENCE()
    await uow.session.delete(row)
    await uow.flush()
    await forget_file(uow, files, row)
    if row.is_main:
        pictures = select(owner.table).where(owner.key == owner_id, owner.table.media_type.like("image/%"))
        following = (await uow.session.scalars(pictures.order_by(owner.table.id.desc()).limit(1))).first()
        if following is not None:
            following.is_main = True
    await uow.flush()
    await tell(uow, owner, owner_id, "detach", attachment_id, {"attachment": (row.filename, None)})
    uow.emit(event)
