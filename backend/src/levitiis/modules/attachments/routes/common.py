"""What the routes of attachments share."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Response

from levitiis.infra.http.context import Context
from levitiis.infra.http.versions import set_etag
from levitiis.kit.wire import MAX_ID
from levitiis.modules.attachments import queries
from levitiis.modules.attachments.policy import AttachmentOwner
from levitiis.modules.attachments.schemas import AttachmentOut

OwnerId = Annotated[int, Path(ge=1, le=MAX_ID)]
AttachmentId = Annotated[int, Path(ge=1, le=MAX_ID)]
UploadId = Annotated[int, Path(ge=1, le=MAX_ID)]


def named(owner: AttachmentOwner, verb: str, thing: str = "Attachment") -> str:
    """The operation id: ``listAssetAttachments``."""
    return f"{verb}{owner.kind.title().replace('_', '')}{thing}"


async def shown(
    ctx: Context, owner: AttachmentOwner, owner_id: int, attachment_id: int, response: Response
) -> AttachmentOut:
    """The attachment as it is now, with its version as ``ETag``."""
    found = await queries.get_attachment(ctx.session, ctx.actor, owner, owner_id, attachment_id)
    set_etag(response, found.version)
    return found
