"""HTTP of attachments: the same operations for every kind of owner."""

from __future__ import annotations

from fastapi import APIRouter

from levitiis.infra.http.route import Router
from levitiis.modules.attachments.policy import AttachmentOwner
from levitiis.modules.attachments.routes import changing, reading, uploading


def attachment_router(owner: AttachmentOwner) -> APIRouter:
    """The operations on the attachments of one kind of owner."""
    router = Router(owner.address, "attachments")
    for part in (reading, changing, uploading):
        part.register(router, owner)
    return router
