"""Columns that every table of attachments has, and uploads that come in parts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import Base, Versioned
from levitiis.infra.db.types import Moment, PrimaryKey, string


class AttachmentColumns(Versioned):
    """One attached file. The owner's table adds the foreign key to its owner, and :func:`one_main`.

    ``url`` is the address of the content under our own permission check. ``filename`` is for people; the
    content lies under a name that we made, once however often it is attached. ``preview_id`` is a small
    JPEG; ``width`` and ``height`` are pixels; ``pages`` is None where a document does not tell.
    """

    id: Mapped[PrimaryKey]
    filename: Mapped[str] = mapped_column(string(255))
    url: Mapped[str] = mapped_column(string(200), default="")
    caption: Mapped[str | None] = mapped_column(string(200))
    is_main: Mapped[bool] = mapped_column(Boolean, default=False)
    media_type: Mapped[str] = mapped_column(string(100))
    size: Mapped[int]
    width: Mapped[int | None] = mapped_column(Integer)
    height: Mapped[int | None] = mapped_column(Integer)
    pages: Mapped[int | None] = mapped_column(Integer)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"), index=True)
    preview_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"), index=True)
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)


def one_main(table: str, owner: str) -> tuple[Any, ...]:
    """The constraints of a table of attachments: one main picture, and no content twice, for each owner."""
    main: Any = "is_main"
    return (
        Index(f"uq_{table}_main", owner, unique=True, postgresql_where=main, mssql_where="is_main = 1"),
        Index(f"uq_{table}_content", owner, "file_id", unique=True),
        CheckConstraint("size > 0", name="size"),
    )


class AttachmentUpload(Base):
    """A file on its way in parts; ``received`` bytes of ``size`` are there. Forgotten after ``delete_after``.

    ``attachment_id`` is what became of it, so that a conclusion asked twice has one effect.
    """

    __tablename__ = "attachment_uploads"
    __table_args__ = (
        CheckConstraint("received >= 0 AND received <= size", name="received"),
        Index("ix_attachment_uploads_owner", "owner_kind", "owner_id"),
    )

    id: Mapped[PrimaryKey]
    owner_kind: Mapped[str] = mapped_column(string(30))
    owner_id: Mapped[int]
    filename: Mapped[str] = mapped_column(string(255))
    size: Mapped[int]
    received: Mapped[int] = mapped_column(default=0)
    attachment_id: Mapped[int | None]
    created_by: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    created_at: Mapped[Moment]
    delete_after: Mapped[Moment] = mapped_column(index=True)


class AttachmentUploadPart(Base):
    """A part of an upload: the bytes from ``start`` on."""

    __tablename__ = "attachment_upload_parts"

    upload_id: Mapped[int] = mapped_column(
        ForeignKey("attachment_uploads.id", ondelete="CASCADE"), primary_key=True
    )
    start: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"), index=True)
