"""Wire models of attachments."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from levitiis.kit.wire import In, Out, Ref, UtcOut, optional_line, required_line


class AttachmentPatch(In):
    """What can be changed of an attachment."""

    filename: required_line(200) | None = None  # type: ignore[valid-type]
    caption: optional_line(200) = None  # type: ignore[valid-type]


class AttachmentOut(Out):
    """An attachment. ``url`` and ``preview_url`` are addresses of ours, behind the permission check."""

    id: int
    filename: str
    url: str
    preview_url: str | None
    caption: str | None
    is_main: bool
    media_type: str
    size: int
    sha256: str
    width: int | None
    height: int | None
    pages: int | None
    uploaded_by: Ref | None
    created_at: UtcOut
    version: int


class AttachmentList(Out):
    """The attachments of one thing, the main picture first, then the newest."""

    items: list[AttachmentOut]
    allowed_actions: list[Literal["attach", "edit", "delete"]]


class UploadIn(In):
    """A file that is going to come in parts; ``size`` in bytes."""

    filename: required_line(255)  # type: ignore[valid-type]
    size: Annotated[int, Field(ge=1, le=10**12, strict=True)]


class UploadOut(Out):
    """How far an upload has come: the next part starts at ``offset`` and has at most ``part_size`` bytes."""

    id: int
    filename: str
    size: int
    offset: int
    part_size: int
    expires_at: UtcOut
