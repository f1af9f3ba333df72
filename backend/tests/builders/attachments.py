"""Attachments without their content: enough for questions of who sees what."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.files.models import StoredFile
from levitiis.kit.clock import now
from levitiis.kit.ids import opaque_code
from levitiis.modules.assets.models import AssetAttachment


async def attachment(uow: UnitOfWork, asset_id: int, filename: str = "nota.pdf") -> AssetAttachment:
    """A PDF attached to an asset; its content is not on the disk."""
    stored = StoredFile(
        sha256=opaque_code(), size=9, media_type="application/pdf", filename=filename,
        storage_key=opaque_code(), created_by=None, created_at=now(),
    )  # fmt: skip
    uow.session.add(stored)
    await uow.flush()
    made = AssetAttachment(
        asset_id=asset_id, filename=filename, media_type="application/pdf", size=9,
        file_id=stored.id, preview_id=stored.id, url=f"/api/v1/ativos/{asset_id}/anexos/0/conteudo",
    )  # fmt: skip
    uow.session.add(made)
    await uow.flush()
    return made
