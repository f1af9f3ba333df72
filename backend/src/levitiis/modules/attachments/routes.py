"""HTTP of attachments: the same operations for every kind of owner.

Annotations are evaluated here, when the routes of an owner are made: the name of its parameter is among them.
"""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from levitiis.infra.files.errors import FILE_TOO_LARGE
from levitiis.infra.http.context import IfMatch, Read, Write
from levitiis.infra.http.files import file_headers, file_response, files_of
from levitiis.infra.http.route import Router
from levitiis.infra.http.upload import UploadLimits, receive_upload
from levitiis.infra.http.versions import set_etag, showing_current
from levitiis.infra.jobs.blocking import run_blocking
from levitiis.infra.media import errors as media
from levitiis.infra.media.examine import page_picture
from levitiis.kit.common_problems import NOT_FOUND, STALE_VERSION
from levitiis.kit.wire import MAX_ID
from levitiis.modules.attachments import errors, queries
from levitiis.modules.attachments.actions import attach as attaching
from levitiis.modules.attachments.actions import change, uploads
from levitiis.modules.attachments.policy import AttachmentOwner
from levitiis.modules.attachments.schemas import (
    AttachmentList,
    AttachmentOut,
    AttachmentPatch,
    UploadIn,
    UploadOut,
)

OwnerId = Annotated[int, Path(ge=1, le=MAX_ID)]
AttachmentId = Annotated[int, Path(ge=1, le=MAX_ID)]
UploadId = Annotated[int, Path(ge=1, le=MAX_ID)]
_REFUSALS = (
    media.NOT_ACCEPTED, media.TOO_MANY_PIXELS, media.DAMAGED, media.TOO_COSTLY, media.MACROS,
    errors.LIMIT_REACHED, FILE_TOO_LARGE,
)  # fmt: skip
_PREVIEW = "image/jpeg"


def attachment_router(owner: AttachmentOwner) -> APIRouter:
    """The operations on the attachments of one kind of owner."""
    router = Router(owner.address, "attachments")
    _reading(router, owner)
    _changing(router, owner)
    _uploading(router, owner)
    return router


def _named(owner: AttachmentOwner, verb: str, thing: str = "Attachment") -> str:
    return f"{verb}{owner.kind.title().replace('_', '')}{thing}"


def _reading(router: Router, owner: AttachmentOwner) -> None:
    @router.endpoint(
        "GET", "", access=owner.read, operation_id=_named(owner, "list", "Attachments"),
        response=AttachmentList, problems=[NOT_FOUND],
    )  # fmt: skip
    async def list_(ctx: Read, owner_id: OwnerId) -> AttachmentList:
        """The attachments, the main picture first."""
        return await queries.list_attachments(ctx.session, ctx.actor, owner, owner_id)

    @router.endpoint(
        "GET", "/{attachment_id}", access=owner.read, operation_id=_named(owner, "get"),
        response=AttachmentOut, problems=[NOT_FOUND],
    )  # fmt: skip
    async def get(
        ctx: Read, owner_id: OwnerId, attachment_id: AttachmentId, response: Response
    ) -> AttachmentOut:
        """An attachment."""
        found = await queries.get_attachment(ctx.session, ctx.actor, owner, owner_id, attachment_id)
        set_etag(response, found.version)
        return found

    @router.endpoint(
        "GET", "/{attachment_id}/conteudo", access=owner.read, operation_id=_named(owner, "download"),
        response=None, problems=[NOT_FOUND], media_type="application/octet-stream",
    )  # fmt: skip
    async def download(ctx: Read, owner_id: OwnerId, attachment_id: AttachmentId) -> Response:
        """The content of an attachment."""
        stored, name = await queries.file_of(ctx.session, ctx.actor, owner, owner_id, attachment_id)
        return await file_response(files_of(ctx.request), stored, filename=name)

    @router.endpoint(
        "GET", "/{attachment_id}/miniatura", access=owner.read, operation_id=_named(owner, "preview"),
        response=None, problems=[NOT_FOUND], media_type=_PREVIEW,
    )  # fmt: skip
    async def preview(ctx: Read, owner_id: OwnerId, attachment_id: AttachmentId) -> Response:
        """A small picture of an attachment."""
        stored, _ = await queries.file_of(
            ctx.session, ctx.actor, owner, owner_id, attachment_id, preview=True
        )
        return await file_response(files_of(ctx.request), stored, filename="miniatura.jpg")

    @router.endpoint(
        "GET", "/{attachment_id}/paginas/{page}", access=owner.read, operation_id=_named(owner, "showPageOf"),
        response=None, problems=[NOT_FOUND, media.NO_SUCH_PAGE, media.TOO_COSTLY, media.DAMAGED],
        media_type=_PREVIEW,
    )  # fmt: skip
    async def page_(
        ctx: Read,
        owner_id: OwnerId,
        attachment_id: AttachmentId,
        page: Annotated[int, Path(ge=1, le=100_000)],
    ) -> Response:
        """A page of an attached PDF as a picture."""
        stored, name = await queries.file_of(ctx.session, ctx.actor, owner, owner_id, attachment_id)
        if stored.media_type != "application/pdf":
            raise NOT_FOUND()
        async with files_of(ctx.request).local(stored) as path:
            picture = await run_blocking(page_picture, path, name, page)
        return Response(picture, media_type=_PREVIEW, headers=file_headers(f"pagina-{page}.jpg"))


def _changing(router: Router, owner: AttachmentOwner) -> None:
    async def shown(ctx: Write, owner_id: int, attachment_id: int, response: Response) -> AttachmentOut:
        found = await queries.get_attachment(ctx.session, ctx.actor, owner, owner_id, attachment_id)
        set_etag(response, found.version)
        return found

    @router.endpoint(
        "PATCH", "/{attachment_id}", access=owner.edit, operation_id=_named(owner, "edit"),
        response=AttachmentOut, problems=[NOT_FOUND, STALE_VERSION],
    )  # fmt: skip
    async def edit(
        ctx: Write,
        owner_id: OwnerId,
        attachment_id: AttachmentId,
        data: AttachmentPatch,
        expected: IfMatch,
        response: Response,
    ) -> AttachmentOut:
        """Change name and caption of an attachment."""
        async with showing_current(
            lambda: queries.get_attachment(ctx.session, ctx.actor, owner, owner_id, attachment_id)
        ):
            await change.edit_attachment(ctx.uow, owner, owner_id, attachment_id, data, expected)
        return await shown(ctx, owner_id, attachment_id, response)

    @router.endpoint(
        "POST", "/{attachment_id}/principal", access=owner.edit, operation_id=_named(owner, "makeMain"),
        response=AttachmentOut, problems=[NOT_FOUND, STALE_VERSION, errors.NOT_A_PICTURE], idempotent=True,
    )  # fmt: skip
    async def make_main(
        ctx: Write,
        owner_id: OwnerId,
        attachment_id: AttachmentId,
        expected: IfMatch,
        response: Response,
    ) -> AttachmentOut:
        """Make a picture the main one."""
        async with showing_current(
            lambda: queries.get_attachment(ctx.session, ctx.actor, owner, owner_id, attachment_id)
        ):
            await change.make_main(ctx.uow, owner, owner_id, attachment_id, expected)
        return await shown(ctx, owner_id, attachment_id, response)

    @router.endpoint(
        "DELETE", "/{attachment_id}", access=owner.edit, operation_id=_named(owner, "delete"),
        response=None, status=204, problems=[NOT_FOUND, STALE_VERSION],
    )  # fmt: skip
    async def delete(
        ctx: Write, owner_id: OwnerId, attachment_id: AttachmentId, expected: IfMatch
    ) -> Response:
        """Delete an attachment."""
        async with showing_current(
            lambda: queries.get_attachment(ctx.session, ctx.actor, owner, owner_id, attachment_id)
        ):
            await change.delete_attachment(
                ctx.uow, files_of(ctx.request), owner, owner_id, attachment_id, expected
            )
        return Response(status_code=204)


def _uploading(router: Router, owner: AttachmentOwner) -> None:
    async def shown(ctx: Write, owner_id: int, attachment_id: int, response: Response) -> AttachmentOut:
        response.headers["Location"] = f"/api/v1{owner.address_of(owner_id)}/{attachment_id}"
        found = await queries.get_attachment(ctx.session, ctx.actor, owner, owner_id, attachment_id)
        set_etag(response, found.version)
        return found

    @router.endpoint(
        "POST", "", access=owner.edit, operation_id=_named(owner, "add"), response=AttachmentOut, status=201,
        problems=[NOT_FOUND, *_REFUSALS], body="raw", upload="file",
    )  # fmt: skip
    async def add(ctx: Write, owner_id: OwnerId, response: Response) -> AttachmentOut:
        """Attach a file. The same content on the same thing is attached once."""
        await owner.hold(ctx.uow, owner_id)
        limits = UploadLimits(ctx.settings.max_upload_bytes)
        async with receive_upload(ctx.request, limits) as received:
            files = files_of(ctx.request)
            attachment_id = await attaching.attach(
                ctx.uow, files, owner, owner_id, received.incoming, received.filename
            )
        return await shown(ctx, owner_id, attachment_id, response)

    @router.endpoint(
        "POST", "/envios", access=owner.edit, operation_id=_named(owner, "start", "Upload"),
        response=UploadOut, status=201, idempotent=True,
        problems=[NOT_FOUND, FILE_TOO_LARGE, errors.TOO_MANY_UPLOADS],
    )  # fmt: skip
    async def start(ctx: Write, owner_id: OwnerId, data: UploadIn) -> UploadOut:
        """Announce a file that comes in parts."""
        return await uploads.start_upload(ctx.uow, owner, owner_id, data, ctx.settings.max_upload_bytes)

    @router.endpoint(
        "GET", "/envios/{upload_id}", access=owner.edit, operation_id=_named(owner, "get", "Upload"),
        response=UploadOut, problems=[NOT_FOUND], records=True,
    )  # fmt: skip
    async def progress(ctx: Write, owner_id: OwnerId, upload_id: UploadId) -> UploadOut:
        """How far an upload has come, to go on from there."""
        return uploads.shown(await queries.load_upload(ctx.uow, owner, owner_id, upload_id))

    @router.endpoint(
        "PUT", "/envios/{upload_id}", access=owner.edit, operation_id=_named(owner, "continue", "Upload"),
        response=UploadOut, body="raw", upload="file",
        problems=[NOT_FOUND, FILE_TOO_LARGE, errors.WRONG_OFFSET, errors.PART_TOO_LARGE],
    )  # fmt: skip
    async def add_part(
        ctx: Write,
        owner_id: OwnerId,
        upload_id: UploadId,
        offset: Annotated[int, Query(ge=0, le=10**12)],
    ) -> UploadOut:
        """Send the part that starts at ``offset``."""
        await owner.hold(ctx.uow, owner_id)
        await queries.load_upload(ctx.uow, owner, owner_id, upload_id)
        async with receive_upload(ctx.request, UploadLimits(uploads.PART_BYTES)) as received:
            return await uploads.add_part(
                ctx.uow, files_of(ctx.request), owner, owner_id, upload_id, offset, received.incoming
            )

    @router.endpoint(
        "POST", "/envios/{upload_id}/conclusao", access=owner.edit,
        operation_id=_named(owner, "conclude", "Upload"), response=AttachmentOut, status=201,
        problems=[NOT_FOUND, errors.INCOMPLETE, *_REFUSALS], idempotent=True,
    )  # fmt: skip
    async def conclude(
        ctx: Write, owner_id: OwnerId, upload_id: UploadId, response: Response
    ) -> AttachmentOut:
        """Attach what has come in parts."""
        files = files_of(ctx.request)
        attachment_id = await uploads.conclude_upload(ctx.uow, files, owner, owner_id, upload_id)
        return await shown(ctx, owner_id, attachment_id, response)

    @router.endpoint(
        "DELETE", "/envios/{upload_id}", access=owner.edit, operation_id=_named(owner, "cancel", "Upload"),
        response=None, status=204, problems=[NOT_FOUND],
    )  # fmt: skip
    async def cancel(ctx: Write, owner_id: OwnerId, upload_id: UploadId) -> Response:
        """Cancel an upload in parts."""
        await uploads.cancel_upload(ctx.uow, files_of(ctx.request), owner, owner_id, upload_id)
        return Response(status_code=204)
