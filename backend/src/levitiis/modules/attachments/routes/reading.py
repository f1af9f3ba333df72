"""Looking at attachments."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import Path, Response

from levitiis.infra.http.context import Read
from levitiis.infra.http.files import file_headers, file_response, files_of
from levitiis.infra.http.route import Router
from levitiis.infra.jobs.blocking import run_blocking
from levitiis.infra.media import errors as media
from levitiis.infra.media.examine import page_picture
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.modules.attachments import queries
from levitiis.modules.attachments.policy import AttachmentOwner
from levitiis.modules.attachments.routes.common import AttachmentId, OwnerId, named, shown
from levitiis.modules.attachments.schemas import AttachmentList, AttachmentOut

_PICTURE = "image/jpeg"
_ANY = "application/octet-stream"


def register(router: Router, owner: AttachmentOwner) -> None:
    """Add the operations to the router of ``owner``."""
    routes = _Reading(owner)
    get = partial(router.endpoint, "GET", access=owner.read)
    name = partial(named, owner)
    get("", operation_id=name("list", "Attachments"), response=AttachmentList, problems=[NOT_FOUND])(
        routes.list_
    )
    get("/{attachment_id}", operation_id=name("get"), response=AttachmentOut, problems=[NOT_FOUND])(
        routes.get
    )
    get(
        "/{attachment_id}/conteudo", operation_id=name("download"), response=None, problems=[NOT_FOUND],
        media_type=_ANY,
    )(routes.download)  # fmt: skip
    get(
        "/{attachment_id}/miniatura", operation_id=name("preview"), response=None, problems=[NOT_FOUND],
        media_type=_PICTURE,
    )(routes.preview)  # fmt: skip
    get(
        "/{attachment_id}/paginas/{page}", operation_id=name("showPageOf"), response=None,
        problems=[NOT_FOUND, media.NO_SUCH_PAGE, media.TOO_COSTLY, media.DAMAGED], media_type=_PICTURE,
    )(routes.page)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Reading:
    owner: AttachmentOwner

    async def list_(self, ctx: Read, owner_id: OwnerId) -> AttachmentList:
        """The attachments, the main picture first."""
        return await queries.list_attachments(ctx.session, ctx.actor, self.owner, owner_id)

    async def get(
        self, ctx: Read, owner_id: OwnerId, attachment_id: AttachmentId, response: Response
    ) -> AttachmentOut:
        """An attachment."""
        return await shown(ctx, self.owner, owner_id, attachment_id, response)

    async def download(self, ctx: Read, owner_id: OwnerId, attachment_id: AttachmentId) -> Response:
        """The content of an attachment."""
        stored, name = await queries.file_of(ctx.session, ctx.actor, self.owner, owner_id, attachment_id)
        return await file_response(files_of(ctx.request), stored, filename=name)

    async def preview(self, ctx: Read, owner_id: OwnerId, attachment_id: AttachmentId) -> Response:
        """A small picture of an attachment."""
        stored, _ = await queries.file_of(
            ctx.session, ctx.actor, self.owner, owner_id, attachment_id, preview=True
        )
        return await file_response(files_of(ctx.request), stored, filename="miniatura.jpg")

    async def page(
        self,
        ctx: Read,
        owner_id: OwnerId,
        attachment_id: AttachmentId,
        page: Annotated[int, Path(ge=1, le=100_000)],
    ) -> Response:
        """A page of an attached PDF as a picture."""
        stored, name = await queries.file_of(ctx.session, ctx.actor, self.owner, owner_id, attachment_id)
        if stored.media_type != "application/pdf":
            raise NOT_FOUND()
        async with files_of(ctx.request).local(stored) as path:
            picture = await run_blocking(page_picture, path, name, page)
        return Response(picture, media_type=_PICTURE, headers=file_headers(f"pagina-{page}.jpg"))
