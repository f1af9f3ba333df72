"""Describing attachments, choosing the main picture, deleting."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from fastapi import Response

from levitiis.infra.http.context import IfMatch, Write
from levitiis.infra.http.files import files_of
from levitiis.infra.http.route import Router
from levitiis.infra.http.versions import showing_current
from levitiis.kit.common_problems import NOT_FOUND, STALE_VERSION
from levitiis.modules.attachments import errors, queries
from levitiis.modules.attachments.actions import change
from levitiis.modules.attachments.policy import AttachmentOwner
from levitiis.modules.attachments.routes.common import AttachmentId, OwnerId, named, shown
from levitiis.modules.attachments.schemas import AttachmentOut, AttachmentPatch

_Current = Callable[[], Awaitable[AttachmentOut]]


def register(router: Router, owner: AttachmentOwner) -> None:
    """Add the operations to the router of ``owner``."""
    routes = _Changing(owner)
    add = partial(router.endpoint, access=owner.edit)
    name = partial(named, owner)
    add(
        "PATCH", "/{attachment_id}", operation_id=name("edit"), response=AttachmentOut,
        problems=[NOT_FOUND, STALE_VERSION],
    )(routes.edit)  # fmt: skip
    add(
        "POST", "/{attachment_id}/principal", operation_id=name("makeMain"), response=AttachmentOut,
        problems=[NOT_FOUND, STALE_VERSION, errors.NOT_A_PICTURE], idempotent=True,
    )(routes.make_main)  # fmt: skip
    add(
        "DELETE", "/{attachment_id}", operation_id=name("delete"), response=None, status=204,
        problems=[NOT_FOUND, STALE_VERSION, errors.EVIDENCE],
    )(routes.delete)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Changing:
    owner: AttachmentOwner

    def _current(
        self, ctx: Write, owner_id: int, attachment_id: int
    ) -> Callable[[], Awaitable[AttachmentOut]]:
        return lambda: queries.get_attachment(ctx.session, ctx.actor, self.owner, owner_id, attachment_id)

    async def edit(
        self,
        ctx: Write,
        owner_id: OwnerId,
        attachment_id: AttachmentId,
        data: AttachmentPatch,
        expected: IfMatch,
        response: Response,
    ) -> AttachmentOut:
        """Change name and caption of an attachment."""
        async with showing_current(self._current(ctx, owner_id, attachment_id)):
            await change.edit_attachment(ctx.uow, self.owner, owner_id, attachment_id, data, expected)
        return await shown(ctx, self.owner, owner_id, attachment_id, response)

    async def make_main(
        self,
        ctx: Write,
        owner_id: OwnerId,
        attachment_id: AttachmentId,
        expected: IfMatch,
        response: Response,
    ) -> AttachmentOut:
        """Make a picture the main one."""
        async with showing_current(self._current(ctx, owner_id, attachment_id)):
            await change.make_main(ctx.uow, self.owner, owner_id, attachment_id, expected)
        return await shown(ctx, self.owner, owner_id, attachment_id, response)

    async def delete(
        self, ctx: Write, owner_id: OwnerId, attachment_id: AttachmentId, expected: IfMatch
    ) -> Response:
        """Delete an attachment."""
        files = files_of(ctx.request)
        async with showing_current(self._current(ctx, owner_id, attachment_id)):
            await change.delete_attachment(ctx.uow, files, self.owner, owner_id, attachment_id, expected)
        return Response(status_code=204)
