"""Sending files: whole, or in parts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import Query, Response

from levitiis.infra.files.errors import FILE_TOO_LARGE
from levitiis.infra.http.context import Write
from levitiis.infra.http.files import files_of
from levitiis.infra.http.route import Router
from levitiis.infra.http.upload import UploadLimits, receive_upload
from levitiis.infra.media import errors as media
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.modules.attachments import errors, queries
from levitiis.modules.attachments.actions import uploads
from levitiis.modules.attachments.actions.attach import attach
from levitiis.modules.attachments.policy import AttachmentOwner
from levitiis.modules.attachments.routes.common import OwnerId, UploadId, named, shown
from levitiis.modules.attachments.schemas import AttachmentOut, UploadIn, UploadOut

_REFUSALS = (
    media.NOT_ACCEPTED, media.TOO_MANY_PIXELS, media.DAMAGED, media.TOO_COSTLY, media.MACROS,
    errors.LIMIT_REACHED, FILE_TOO_LARGE,
)  # fmt: skip
_ONE = "/envios/{upload_id}"


def register(router: Router, owner: AttachmentOwner) -> None:
    """Add the operations to the router of ``owner``."""
    routes = _Uploading(owner)
    add = partial(router.endpoint, access=owner.edit)
    name = partial(named, owner)
    add(
        "POST", "", operation_id=name("add"), response=AttachmentOut, status=201,
        problems=[NOT_FOUND, *_REFUSALS], body="raw", upload="file",
    )(routes.add)  # fmt: skip
    add(
        "POST", "/envios", operation_id=name("start", "Upload"), response=UploadOut, status=201,
        problems=[NOT_FOUND, FILE_TOO_LARGE, errors.TOO_MANY_UPLOADS], idempotent=True,
    )(routes.start)  # fmt: skip
    add(
        "GET", _ONE, operation_id=name("get", "Upload"), response=UploadOut, problems=[NOT_FOUND],
        records=True,
    )(routes.progress)  # fmt: skip
    add(
        "PUT", _ONE, operation_id=name("continue", "Upload"), response=UploadOut, body="raw", upload="file",
        problems=[NOT_FOUND, FILE_TOO_LARGE, errors.WRONG_OFFSET, errors.PART_TOO_LARGE],
    )(routes.add_part)  # fmt: skip
    add(
        "POST", f"{_ONE}/conclusao", operation_id=name("conclude", "Upload"), response=AttachmentOut,
        status=201, problems=[NOT_FOUND, errors.INCOMPLETE, *_REFUSALS], idempotent=True,
    )(routes.conclude)  # fmt: skip
    add(
        "DELETE", _ONE, operation_id=name("cancel", "Upload"), response=None, status=204, problems=[NOT_FOUND]
    )(routes.cancel)


@dataclass(frozen=True, slots=True)
class _Uploading:
    owner: AttachmentOwner

    async def _made(self, ctx: Write, owner_id: int, attachment_id: int, response: Response) -> AttachmentOut:
        response.headers["Location"] = f"/api/v1{self.owner.address_of(owner_id)}/{attachment_id}"
        return await shown(ctx, self.owner, owner_id, attachment_id, response)

    async def add(self, ctx: Write, owner_id: OwnerId, response: Response) -> AttachmentOut:
        """Attach a file. The same content on the same thing is attached once."""
        await self.owner.hold(ctx.uow, owner_id)
        async with receive_upload(ctx.request, UploadLimits(ctx.settings.max_upload_bytes)) as received:
            files, name = files_of(ctx.request), received.filename
            attachment_id = await attach(ctx.uow, files, self.owner, owner_id, received.incoming, name)
        return await self._made(ctx, owner_id, attachment_id, response)

    async def start(self, ctx: Write, owner_id: OwnerId, data: UploadIn) -> UploadOut:
        """Announce a file that comes in parts."""
        return await uploads.start_upload(ctx.uow, self.owner, owner_id, data, ctx.settings.max_upload_bytes)

    async def progress(self, ctx: Write, owner_id: OwnerId, upload_id: UploadId) -> UploadOut:
        """How far an upload has come, to go on from there."""
        return uploads.shown(await queries.load_upload(ctx.uow, self.owner, owner_id, upload_id))

    async def add_part(
        self,
        ctx: Write,
        owner_id: OwnerId,
        upload_id: UploadId,
        offset: Annotated[int, Query(ge=0, le=10**12)],
    ) -> UploadOut:
        """Send the part that starts at ``offset``."""
        await self.owner.hold(ctx.uow, owner_id)
        await queries.load_upload(ctx.uow, self.owner, owner_id, upload_id)
        async with receive_upload(ctx.request, UploadLimits(uploads.PART_BYTES)) as received:
            files = files_of(ctx.request)
            return await uploads.add_part(
                ctx.uow, files, self.owner, owner_id, upload_id, offset, received.incoming
            )

    async def conclude(
        self, ctx: Write, owner_id: OwnerId, upload_id: UploadId, response: Response
    ) -> AttachmentOut:
        """Attach what has come in parts."""
        files = files_of(ctx.request)
        attachment_id = await uploads.conclude_upload(ctx.uow, files, self.owner, owner_id, upload_id)
        return await self._made(ctx, owner_id, attachment_id, response)

    async def cancel(self, ctx: Write, owner_id: OwnerId, upload_id: UploadId) -> Response:
        """Cancel an upload in parts."""
        await uploads.cancel_upload(ctx.uow, files_of(ctx.request), self.owner, owner_id, upload_id)
        return Response(status_code=204)
