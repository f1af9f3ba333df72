"""``stored_files``: what was uploaded or made, stored once per content."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from levitiis.infra.db.base import Base
from levitiis.infra.db.types import Moment, PrimaryKey, string


class StoredFile(Base):
    """A file: its content lies under ``storage_key``, a name that we made."""

    __tablename__ = "stored_files"

    id: Mapped[PrimaryKey]
    sha256: Mapped[str] = mapped_column(string(64), index=True)
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(string(100))
    filename: Mapped[str] = mapped_column(string(255))
    storage_key: Mapped[str] = mapped_column(string(80), unique=True)
    created_by: Mapped[int | None]
    created_at: Mapped[Moment]
    delete_after: Mapped[Moment | None] = mapped_column(index=True)
